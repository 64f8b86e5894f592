/**
 * Derivatives that are diagonal in a pair of axes, as the Hessian I ⊗ M of ‖X − U Vᵀ‖² by U: without those axes they are
 * as much smaller as the axes are long.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ProductNode, TensorNode } from '../tensors/node.ts';

export interface Compressed {
  readonly node: TensorNode;
  /** Pairs of axes of the whole: its entries are 0 where the two positions of a pair differ, and otherwise do not depend on them. */
  readonly pairs: readonly (readonly [number, number])[];
  /** The axes of the whole that are left. */
  readonly kept: readonly number[];
}

/** null where no pair of axes factors out of every term, or nothing but numbers would be left. */
export function compress(node: TensorNode): Compressed | null {
  const terms = termsOf(node);
  if (terms.length === 0 || node.shape.length < 3) return null;
  const pairs = deltasOf(terms[0]!).filter(([a, b]) => terms.every(term => deltasOf(term).some(([c, d]) => a === c && b === d)));
  if (pairs.length === 0) return null;
  const dropped = new Set(pairs.flat());
  const kept = node.shape.flatMap((_, axis) => (dropped.has(axis) ? [] : [axis]));
  if (kept.length === 0) return null;
  return { node: without(node, kept), pairs, kept };
}

/** The products whose linear combination the node is; none where it is something else. */
function termsOf(node: TensorNode): readonly ProductNode[] {
  if (node.kind === 'product') return [node];
  if (node.kind !== 'sum') return [];
  const inner = node.terms.map(termsOf);
  return inner.some(products => products.length === 0) ? [] : inner.flat();
}

/** Pairs of output positions that share a label which stands nowhere else. */
function deltasOf({ out, labels }: ProductNode): readonly (readonly [number, number])[] {
  const inFactors = new Set(labels.flat());
  return out.flatMap((label, axis) => {
    const other = out.lastIndexOf(label);
    const count = out.filter(each => each === label).length;
    return other > axis && count === 2 && !inFactors.has(label) ? [[axis, other] as const] : [];
  });
}

function without(node: TensorNode, kept: readonly number[]): TensorNode {
  const shape = kept.map(axis => node.shape[axis]!);
  if (node.kind === 'sum') return { ...node, shape, terms: node.terms.map(term => without(term, kept)) };
  if (node.kind !== 'product') throw new TypeError(`a ${node.kind} is no product`);
  return withDenseLabels({ ...node, shape, out: kept.map(axis => node.out[axis]!) });
}

/** Labels that nothing has any more would be summed over. */
function withDenseLabels(node: ProductNode): ProductNode {
  const used = [...new Set([...node.out, ...node.labels.flat()])].sort((a, b) => a - b);
  const renamed = (own: readonly number[]): readonly number[] => own.map(label => used.indexOf(label));
  const sizes: readonly Dimension[] = used.map(label => node.sizes[label]!);
  return { ...node, labels: node.labels.map(renamed), out: renamed(node.out), sizes };
}
