/** A scalar at one fixed position among zeros, however it is written: the second derivative of x₁² by x. */

import type { TensorNode } from '../tensors/node.ts';
import { scale } from '../tensors/sum.ts';

export interface UnitEntry {
  readonly scalar: TensorNode;
  /** One an axis, from 0. */
  readonly positions: readonly number[];
}

/** null where the tensor is not known to be one. */
export function unitEntryOf(node: TensorNode): UnitEntry | null {
  if (node.shape.length === 0) return { scalar: node, positions: [] };
  switch (node.kind) {
    case 'sum': {
      const inner = node.terms.length === 1 ? unitEntryOf(node.terms[0]!) : null;
      return inner && { ...inner, scalar: scale(node.coefficients[0]!, inner.scalar) };
    }
    case 'place': {
      const inner = unitEntryOf(node.argument);
      if (!inner) return null;
      let next = 0;
      return { scalar: inner.scalar, positions: node.positions.map(position => position ?? inner.positions[next++]!) };
    }
    case 'product':
      return ofProduct(node);
    default:
      return null;
  }
}

/** One scalar, and a unit vector at every other label of the output. */
function ofProduct({ factors, labels, out }: TensorNode & { kind: 'product' }): UnitEntry | null {
  const scalars = factors.filter(factor => factor.shape.length === 0);
  if (scalars.length !== 1 || new Set(out).size !== out.length) return null;
  const positions = new Map<number, number>();
  for (const [k, factor] of factors.entries()) {
    if (factor.shape.length === 0) continue;
    const inner = unitEntryOf(factor);
    if (inner?.scalar.kind !== 'product' || inner.scalar.factors.length > 0) return null;
    for (const [axis, label] of labels[k]!.entries()) {
      if (positions.has(label)) return null;
      positions.set(label, inner.positions[axis]!);
    }
  }
  return positions.size === out.length && out.every(label => positions.has(label))
    ? { scalar: scalars[0]!, positions: out.map(label => positions.get(label)!) }
    : null;
}
