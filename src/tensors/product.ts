/**
 * The only constructor of products. Everything canonical is born here: coefficients come out, equal factors merge,
 * products are flattened, deltas vanish in the union of labels, inverses cancel, scalars that have come apart from the
 * rest become factors of their own, and what is left gets one canonical order and numbering.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { zero } from './leaves.ts';
import type { TensorNode } from './node.ts';
import { sameLabels } from './productFactors.ts';
import { Network } from './productNetwork.ts';
import * as Q from './rational.ts';
import { linear } from './sum.ts';

/**
 * Σ over every label that is not in `out` of Π factors[k] at labels[k]. `out` may repeat a label, and may have labels
 * that no factor has; their sizes are then in `outSizes`, in the order of `out`.
 */
export function product(
  factors: readonly TensorNode[],
  labels: readonly (readonly number[])[],
  out: readonly number[],
  outSizes?: readonly Dimension[],
): TensorNode {
  if (factors.length === 1 && factors[0]!.kind !== 'sum' && isSameList(labels[0]!, out) && areDistinct(out)) return factors[0]!;
  const network = idle.pop() ?? new Network();
  network.begin(out);
  const node = reduced(network, factors, labels, out, outSizes);
  network.end();
  idle.push(network);
  return node;
}

/** Networks whose work is done: making their lists anew would be most of the work of a small product. */
const idle: Network[] = [];

function reduced(
  network: Network,
  factors: readonly TensorNode[],
  labels: readonly (readonly number[])[],
  out: readonly number[],
  outSizes: readonly Dimension[] | undefined,
): TensorNode {
  for (let k = 0; k < factors.length; k++) {
    const factor = factors[k]!;
    const own = labels[k]!;
    for (let axis = 0; axis < own.length; axis++) network.declare(own[axis]!, factor.shape[axis]!);
  }
  if (outSizes) for (let axis = 0; axis < out.length; axis++) network.declare(out[axis]!, outSizes[axis]!);
  const shape = network.shapeOf(out);
  const distributed = distribute(factors, labels, out, shape);
  if (distributed) return distributed;
  for (let k = 0; k < factors.length; k++) {
    network.push(factors[k]!, Q.ONE, labels[k]!);
    if (network.vanishes) return zero(shape);
  }
  return network.finish(shape);
}

const isSameList = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && sameLabels(a, b);

function areDistinct(labels: readonly number[]): boolean {
  for (let axis = 1; axis < labels.length; axis++) if (labels.indexOf(labels[axis]!) !== axis) return false;
  return true;
}

/** A sum with more than two axes has no matrix form, and a sum that is only transposed hides its like terms: both are multiplied out. */
function distribute(
  factors: readonly TensorNode[],
  labels: readonly (readonly number[])[],
  out: readonly number[],
  shape: readonly Dimension[],
): TensorNode | null {
  let at = 0;
  while (at < factors.length && !mustDistribute(factors[at]!, factors, labels, out)) at++;
  const sum = factors[at];
  if (sum?.kind !== 'sum') return null;
  return linear(
    sum.written.map(k => {
      const replaced = factors.slice();
      replaced[at] = sum.terms[k]!;
      return [sum.coefficients[k]!, product(replaced, labels, out, shape)] as const;
    }),
    shape,
  );
}

const mustDistribute = (factor: TensorNode, factors: readonly TensorNode[], labels: readonly (readonly number[])[], out: readonly number[]): boolean =>
  factor.kind === 'sum' && factor.terms.length > 0 && (factor.shape.length > 2 || (factors.length === 1 && isTransposition(labels[0]!, out)));

const isTransposition = (own: readonly number[], out: readonly number[]): boolean =>
  own.length === 2 && out.length === 2 && own[0] === out[1] && own[1] === out[0] && own[0] !== own[1];
