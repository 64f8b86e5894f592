/**
 * The common product without a search: every summed label joins two factors and every output label ends one, so that the
 * factors lie on open paths. Each path is read from its end; nothing is built twice and nothing is turned back.
 */

import type { ProductNode } from '../tensors/node.ts';
import { multiplied, transposed } from './construct.ts';
import type { MatrixForm } from './form.ts';
import { formKey } from './formKey.ts';

const NOWHERE = -1;

/**
 * The factors of a product of vectors and matrices in reading order; null where they lie on no open paths. `forms` are
 * those of the factors; scalars among them are passed over.
 */
export function openChain(node: ProductNode, forms: readonly MatrixForm[]): readonly MatrixForm[] | null {
  const { labels, out } = node;
  if (out.length === 2 && out[0] === out[1]) return null;
  const ends = endsOf(node);
  if (!ends) return null;
  const count = countOfShaped(labels);
  if (out.length === 0) return scalarChain(node, forms, ends, count);
  const path = walk(node, ends, out[0]!, NOWHERE);
  if (out.length === 1) return path.length === count ? partsOf(oriented(node, forms, path, out[0]!)) : null;
  const last = path[path.length - 1]!;
  if (labels[last]!.length === 2) return path.length === count ? partsOf(oriented(node, forms, path, out[0]!)) : null;
  const second = walk(node, ends, out[1]!, NOWHERE);
  if (path.length + second.length !== count) return null;
  return [...partsOf(oriented(node, forms, path, out[0]!)), ...partsOf(turned(node, forms, second, out[1]!))];
}

/** The one or two factors at each label: `first[label]`, `second[label]`. */
interface Ends {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** null unless every summed label joins two factors and every output label ends one. */
function endsOf({ labels, out, sizes }: ProductNode): Ends | null {
  const first = new Array<number>(sizes.length);
  const second = new Array<number>(sizes.length);
  for (let label = 0; label < sizes.length; label++) {
    first[label] = NOWHERE;
    second[label] = NOWHERE;
  }
  for (let k = 0; k < labels.length; k++) {
    const own = labels[k]!;
    if (own.length > 2 || (own.length === 2 && own[0] === own[1])) return null;
    for (const label of own) {
      if (first[label] === NOWHERE) first[label] = k;
      else if (second[label] === NOWHERE) second[label] = k;
      else return null;
    }
  }
  for (let label = 0; label < sizes.length; label++) if (first[label] === NOWHERE || (second[label] === NOWHERE) !== out.includes(label)) return null;
  return { first, second };
}

function countOfShaped(labels: ProductNode['labels']): number {
  let count = 0;
  for (const own of labels) if (own.length > 0) count++;
  return count;
}

/** The factors along the path that leaves `label` away from the factor `came`, up to a vector or an output label. */
function walk({ labels }: ProductNode, { first, second }: Ends, label: number, came: number): number[] {
  const path: number[] = [];
  let at = label;
  let before = came;
  for (;;) {
    const factor: number = first[at] === before ? second[at]! : first[at]!;
    if (factor === NOWHERE || factor === path[0]) return path;
    path.push(factor);
    const own = labels[factor]!;
    if (own.length === 1) return path;
    at = own[0] === at ? own[1]! : own[0]!;
    before = factor;
  }
}

/** The forms along a path from `label` on, each with its rows towards the label. */
function oriented({ labels }: ProductNode, forms: readonly MatrixForm[], path: readonly number[], label: number): MatrixForm[] {
  const parts = new Array<MatrixForm>(path.length);
  let at = label;
  for (let k = 0; k < path.length; k++) {
    const factor = path[k]!;
    const own = labels[factor]!;
    parts[k] = own.length === 1 || own[0] === at ? forms[factor]! : transposed(forms[factor]!);
    if (own.length === 2) at = own[0] === at ? own[1]! : own[0]!;
  }
  return parts;
}

/** The transpose of that: the path read towards the label. */
function turned({ labels }: ProductNode, forms: readonly MatrixForm[], path: readonly number[], label: number): MatrixForm[] {
  const parts = new Array<MatrixForm>(path.length);
  let at = label;
  for (let k = 0; k < path.length; k++) {
    const factor = path[k]!;
    const own = labels[factor]!;
    parts[path.length - 1 - k] = own.length === 1 || own[0] === at ? transposed(forms[factor]!) : forms[factor]!;
    if (own.length === 2) at = own[0] === at ? own[1]! : own[0]!;
  }
  return parts;
}

function partsOf(parts: readonly MatrixForm[]): readonly MatrixForm[] {
  const whole = multiplied(parts);
  return whole.kind === 'product' ? whole.factors : [whole];
}

/** uᵀ M v, in the shorter of its two directions. */
function scalarChain(node: ProductNode, forms: readonly MatrixForm[], ends: Ends, count: number): readonly MatrixForm[] | null {
  const label = node.sizes.length - 1;
  if (label < 0) return null;
  let one = walk(node, ends, label, ends.second[label]!);
  let other = walk(node, ends, label, ends.first[label]!);
  if (one.length + other.length !== count || !endsInVector(node, one) || !endsInVector(node, other)) return null;
  if (highestLabel(node, one, label) > highestLabel(node, other, label)) [one, other] = [other, one];
  if (!isColumnChain(one, forms) && isColumnChain(other, forms)) [one, other] = [other, one];
  const there = [...turned(node, forms, one, label), ...oriented(node, forms, other, label)];
  const back = [...turned(node, forms, other, label), ...oriented(node, forms, one, label)];
  return [multiplied(lengthOf(back) < lengthOf(there) ? back : there)];
}

const endsInVector = ({ labels }: ProductNode, path: readonly number[]): boolean => path.length > 0 && labels[path[path.length - 1]!]!.length === 1;

/** Of the labels that a path has beyond its start. */
function highestLabel({ labels }: ProductNode, path: readonly number[], start: number): number {
  let highest = NOWHERE;
  for (const factor of path) for (const label of labels[factor]!) if (label !== start && label > highest) highest = label;
  return highest;
}

function isColumnChain(path: readonly number[], forms: readonly MatrixForm[]): boolean {
  const { kind } = forms[path[0]!]!;
  return path.length > 1 || kind === 'name' || kind === 'product';
}

/** How long the product of these reads. */
function lengthOf(parts: readonly MatrixForm[]): number {
  let length = 0;
  for (const part of parts) length += formKey(part).length + (part.kind === 'sum' || part.kind === 'hadamard' || part.kind === 'quotient' ? 2 : 0);
  return length;
}
