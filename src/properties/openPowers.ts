/** Whole powers of products as the factors themselves: (Φ x)² entry by entry is Σ_s Σ_t Φ_is x_s Φ_it x_t. Then like terms meet. */

import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';

const HIGHEST_POWER = 4;

/** Of a sum in every term, not inside functions. */
export function withoutPowersOfProducts(node: TensorNode): TensorNode {
  if (node.kind !== 'sum') return opened(node);
  return linear(
    node.written.map(k => [node.coefficients[k]!, withoutPowersOfProducts(node.terms[k]!)] as const),
    node.shape,
  );
}

function opened(term: TensorNode): TensorNode {
  const axes = term.shape.map((_, axis) => axis);
  const { factors, labels, out } = term.kind === 'product' ? term : { factors: [term], labels: [axes], out: axes };
  let fresh = Math.max(-1, ...labels.flat(), ...out) + 1;
  let changes = false;
  const open: TensorNode[] = [];
  const openLabels: (readonly number[])[] = [];
  for (const [k, factor] of factors.entries()) {
    const copies = factor.kind === 'power' && factor.base.kind === 'product' && Q.isInteger(factor.exponent) ? factor.exponent.numerator : 0;
    if (factor.kind !== 'power' || factor.base.kind !== 'product' || copies < 1 || copies > HIGHEST_POWER) {
      open.push(factor);
      openLabels.push(labels[k]!);
      continue;
    }
    changes = true;
    const { base } = factor;
    for (let copy = 0; copy < copies; copy++) {
      const renamed = new Map(base.out.map((label, axis) => [label, labels[k]![axis]!]));
      for (const own of base.labels.flat()) if (!renamed.has(own)) renamed.set(own, fresh++);
      open.push(...base.factors);
      openLabels.push(...base.labels.map(own => own.map(label => renamed.get(label)!)));
    }
  }
  return changes ? product(open, openLabels, out, term.shape) : term;
}
