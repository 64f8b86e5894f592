/** Letters for indices: of the numerator, of the denominator, of sums. */

import { type Dimension, namesOf, printDimension } from '../dimensions/dimension.ts';
import type { TensorNode } from '../tensors/node.ts';
import { nodesBelow } from '../tensors/traverse.ts';
import type { IndexName } from './form.ts';
import { printedLetter } from './indexBase.ts';

/** Letters by axes of the numerator, then axes of the denominator, as the lecture has them: K_pq by R_ij, f_i by A_kq. */
const SCHEMES: readonly (readonly string[])[] = [
  ['', 'i', 'ij', 'ijk', 'ijkl'],
  ['i', 'ij', 'ikq'],
  ['ij', 'ijk', 'pqij'],
];
const RESERVE = 'ijklpqrsuvwabcdfghmnotxyz';
const SUMMED = 'tsruvwlhabcdfg';

/** The free indices of a derivative, numerator first. `avoid` are names that stand for something else. */
export function freeIndices(numerator: readonly Dimension[], denominator: readonly Dimension[], avoid: ReadonlySet<string>): readonly IndexName[] {
  const scheme = SCHEMES[numerator.length]?.[denominator.length] ?? '';
  const count = numerator.length + denominator.length;
  const indices: IndexName[] = [];
  const isFree = (letter: string): boolean => !avoid.has(letter) && !isAmong(indices, letter);
  for (let axis = 0; axis < count; axis++) {
    const isAbove = axis < numerator.length;
    const size = isAbove ? numerator[axis]! : denominator[axis - numerator.length]!;
    const own = count === 1 ? letterOfSize(size) : null;
    const wanted = scheme[axis];
    const letter = own !== null && isFree(own) ? own : wanted !== undefined && isFree(wanted) ? wanted : (firstLetter(RESERVE, isFree) ?? `i${axis}`);
    indices.push({ letter, size, role: isAbove ? 'numerator' : 'denominator' });
  }
  return indices;
}

function isAmong(indices: readonly IndexName[], letter: string): boolean {
  for (const index of indices) if (index.letter === letter) return true;
  return false;
}

/** A letter for a summed axis: n for a size N, otherwise one that is free. */
export function summedLetter(size: Dimension, taken: ReadonlySet<string>): string {
  const own = letterOfSize(size);
  if (own && !taken.has(own)) return own;
  const isFree = (letter: string): boolean => !taken.has(letter);
  return firstLetter(SUMMED, isFree) ?? firstLetter(RESERVE, isFree) ?? `s${taken.size}`;
}

function firstLetter(letters: string, isFree: (letter: string) => boolean): string | null {
  for (let k = 0; k < letters.length; k++) if (isFree(letters[k]!)) return letters[k]!;
  return null;
}

const letterOfSize = ({ name }: Dimension): string | null => (name !== null && name.length === 1 && name >= 'A' && name <= 'Z' ? name.toLowerCase() : null);

/** The letter, behind the offset from which it counts: `n+i`. */
export const indexText = (
  { letter, offset }: IndexName,
  name: (letter: string) => string = text => text,
  size: (dimension: Dimension) => string = printDimension,
): string => (offset && offset.constant !== 0 ? `${size(offset)}+${name(letter)}` : name(printedLetter(letter)));

export const isOneCharacter = (text: string): boolean => text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);

/** One-letter names of variables and sizes inside a tensor: no index may look like one of them. */
export function namesInside(node: TensorNode): Set<string> {
  const names = new Set<string>();
  for (const inner of nodesBelow(node).items) {
    if (inner.kind === 'variable' || inner.kind === 'apply') names.add(inner.name);
    if (inner.kind === 'dimension' && inner.dimension.name) names.add(inner.dimension.name);
    // a size is written where blocks begin behind it
    if (inner.kind === 'slice' || inner.kind === 'concatenate') for (const size of inner.shape) for (const name of namesOf(size)) names.add(name);
    if (inner.kind === 'slice') for (const name of namesOf(inner.offset)) names.add(name);
  }
  return names;
}
