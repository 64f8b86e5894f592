/** Letters for indices: of the numerator, of the denominator, of sums. */

import { type Dimension, namesOf, printDimension } from '../dimensions/dimension.ts';
import type { TensorNode } from '../tensors/node.ts';
import { operandsOf } from '../tensors/node.ts';
import type { IndexName } from './form.ts';

/** Letters by (axes of the numerator, axes of the denominator), as the lecture has them: K_pq by R_ij, f_i by A_kq. */
const SCHEMES: Readonly<Record<string, string>> = {
  '0,1': 'i',
  '1,0': 'i',
  '0,2': 'ij',
  '2,0': 'ij',
  '1,1': 'ij',
  '1,2': 'ikq',
  '2,1': 'ijk',
  '0,3': 'ijk',
  '2,2': 'pqij',
  '0,4': 'ijkl',
};
const RESERVE = 'ijklpqrsuvwabcdfghmnotxyz';
const SUMMED = 'tsruvwlhabcdfg';

/** The free indices of a derivative, numerator first. `avoid` are names that stand for something else. */
export function freeIndices(numerator: readonly Dimension[], denominator: readonly Dimension[], avoid: ReadonlySet<string>): readonly IndexName[] {
  const sizes = [...numerator, ...denominator];
  const taken = new Set<string>();
  const scheme = SCHEMES[`${numerator.length},${denominator.length}`] ?? '';
  return sizes.map((size, axis) => {
    const role = axis < numerator.length ? 'numerator' : 'denominator';
    const wanted = [sizes.length === 1 ? letterOfSize(size) : null, scheme[axis] ?? null, ...RESERVE];
    const letter = wanted.find(candidate => candidate !== null && !taken.has(candidate) && !avoid.has(candidate)) ?? `i${axis}`;
    taken.add(letter);
    return { letter, size, role };
  });
}

/** A letter for a summed axis: n for a size N, otherwise one that is free. */
export function summedLetter(size: Dimension, taken: ReadonlySet<string>): string {
  const own = letterOfSize(size);
  if (own && !taken.has(own)) return own;
  return [...SUMMED, ...RESERVE].find(letter => !taken.has(letter)) ?? `s${taken.size}`;
}

const letterOfSize = (size: Dimension): string | null => (size.name !== null && /^[A-Z]$/.test(size.name) ? size.name.toLowerCase() : null);

/** The letter, behind the offset from which it counts: `n+i`. */
export const indexText = (
  { letter, offset }: IndexName,
  name: (letter: string) => string = text => text,
  size: (dimension: Dimension) => string = printDimension,
): string => (offset && offset.constant !== 0 ? `${size(offset)}+${name(letter)}` : name(letter));

export const isOneCharacter = (text: string): boolean => text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);

/** One-letter names of variables and sizes inside a tensor: no index may look like one of them. */
export function namesInside(node: TensorNode): Set<string> {
  const names = new Set<string>();
  const seen = new Set<TensorNode>([node]);
  for (const inner of seen) {
    if (inner.kind === 'variable' || inner.kind === 'reference' || inner.kind === 'apply') names.add(inner.name);
    if (inner.kind === 'dimension' && inner.dimension.name) names.add(inner.dimension.name);
    // a size is written where blocks begin behind it
    if (inner.kind === 'slice' || inner.kind === 'concatenate') for (const size of inner.shape) for (const name of namesOf(size)) names.add(name);
    if (inner.kind === 'slice') for (const name of namesOf(inner.offset)) names.add(name);
    for (const operand of operandsOf(inner)) seen.add(operand);
  }
  return names;
}
