/** The derivative of the root by the variable in which the user's names stay: every factor multiplied up, over all paths. */

import { expand } from '../calculus/expand.ts';
import { formCost } from '../notation/formKey.ts';
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

/** The total multiplied out, where that is shorter: −(y ⊘ s)ᵀ (diag(s) − s sᵀ) is (sum(y) s − y)ᵀ. Axes (root…, variable…). */
export function simplestTotal(question: Question): { readonly node: TensorNode; readonly isOpened: boolean } {
  const total = namedTotal(question);
  const opened = withoutWrapper(expand(total));
  const [plain, other] = [question.formOf(total), opened === total ? null : question.formOf(opened)];
  const isOpened = plain !== null && other !== null && formCost(other) < formCost(plain);
  return { node: isOpened ? opened : total, isOpened };
}

/** −(a − b) as −a + b. */
function withoutWrapper(node: TensorNode): TensorNode {
  const inner = node.kind === 'sum' && node.terms.length === 1 ? node.terms[0]! : null;
  if (node.kind !== 'sum' || inner?.kind !== 'sum') return node;
  return linear(
    inner.written.map(k => [Q.multiply(node.coefficients[0]!, inner.coefficients[k]!), inner.terms[k]!] as const),
    node.shape,
  );
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
