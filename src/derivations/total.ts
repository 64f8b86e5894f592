/** The derivative of the root by the variable in which the user's names stay: every factor multiplied up, over all paths. */

import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import { localDerivative } from './localDerivative.ts';
import { isVariable, type Quantity, type Question } from './question.ts';

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, k) => from + k);

/** Σ over b of first[…, b…] second[b…, …], over the last `between` axes of the first and the first of the second. */
export function contractBetween(first: TensorNode, second: TensorNode, between: number): TensorNode {
  const above = first.shape.length - between;
  const below = second.shape.length - between;
  return product([first, second], [range(0, above + between), range(above, between + below)], [...range(0, above), ...range(above + between, below)]);
}

/** Axes (root…, variable…). */
export function namedTotal(question: Question): TensorNode {
  const { root, variable } = question;
  const totals = new Map<Quantity, TensorNode>();
  const total = (quantity: Quantity): TensorNode => {
    const known = totals.get(quantity);
    if (known) return known;
    const terms = quantity.uses.map(use => {
      const local = localDerivative(quantity, use, question);
      return [Q.ONE, isVariable(use) ? local : contractBetween(local, total(use), use.leaf.shape.length)] as const;
    });
    const result = linear(terms, [...quantity.local.shape, ...variable.leaf.shape]);
    totals.set(quantity, result);
    return result;
  };
  return total(root);
}
