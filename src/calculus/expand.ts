/** The second normal form: products multiplied out over sums. Used where it prints shorter, and to decide equality. */

import type { PowerNode, ProductNode, SumNode, TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';

/** More terms than this and the expression stays as it is. */
const TERM_LIMIT = 64;
/** Products opened in one call. */
const WORK_LIMIT = 400;

/** `node` with its products multiplied out, or `node` itself where that would grow beyond a limit. Nothing is opened inside functions. */
export function expand(node: TensorNode): TensorNode {
  const done = new Map<TensorNode, TensorNode>();
  let work = 0;
  const visit = (inner: TensorNode, depth: number): TensorNode => {
    const known = done.get(inner);
    if (known) return known;
    if (depth > 60 || ++work > WORK_LIMIT) return inner;
    let result = inner;
    if (inner.kind === 'sum' && inner.terms.length > 0)
      result = cleared(
        linear(
          inner.written.map(k => [inner.coefficients[k]!, opened(visit(inner.terms[k]!, depth + 1))] as const),
          inner.shape,
        ),
      );
    else if (inner.kind === 'product') result = expandProduct(inner, visit, depth);
    if (result.kind === 'sum' && result.terms.length > TERM_LIMIT) result = inner;
    done.set(inner, result);
    return result;
  };
  return visit(node, 0);
}

/** A scaled sum loses its coefficient's wrapper, so that its terms are seen. */
function opened(node: TensorNode): TensorNode {
  if (node.kind !== 'sum' || node.terms.length !== 1) return node;
  const inner = node.terms[0]!;
  if (inner.kind !== 'sum') return node;
  return linear(
    inner.written.map(k => [Q.multiply(node.coefficients[0]!, inner.coefficients[k]!), inner.terms[k]!] as const),
    node.shape,
  );
}

/** The same where that leaves no fraction: 2 (x + ½ y) is 2 x + y. */
function cleared(node: TensorNode): TensorNode {
  const sum = opened(node);
  const isFraction = node.kind === 'sum' && node.terms.length === 1 && node.terms[0]!.kind === 'sum' && !node.terms[0]!.coefficients.every(Q.isInteger);
  return isFraction && sum.kind === 'sum' && sum.coefficients.every(Q.isInteger) ? sum : node;
}

function expandProduct(node: ProductNode, visit: (inner: TensorNode, depth: number) => TensorNode, depth: number): TensorNode {
  const choice = chooseSum(node, factor => (factor.kind === 'product' || factor.kind === 'sum' ? opened(visit(factor, depth + 1)) : factor));
  if (!choice) return node;
  const { at, sum, square } = choice;
  const others = node.factors.filter((_, k) => k !== at);
  const otherLabels = node.labels.filter((_, k) => k !== at);
  const own = node.labels[at]!;
  const parts = sum.written.map(k => {
    const factors = square ? [sum.terms[k]!, sum, ...others] : [sum.terms[k]!, ...others];
    const labels = square ? [own, own, ...otherLabels] : [own, ...otherLabels];
    return [sum.coefficients[k]!, product(factors, labels, node.out, node.shape)] as const;
  });
  return linear(
    parts.map(([coefficient, part]) => [coefficient, opened(visit(part, depth + 1))] as const),
    node.shape,
  );
}

/** Sums with reciprocals first, sums that also stand as a reciprocal last: they may cancel before they are opened. */
function chooseSum(node: ProductNode, expanded: (factor: TensorNode) => TensorNode): { at: number; sum: SumNode; square: boolean } | null {
  const reciprocals = new Set(
    node.factors.filter((factor): factor is PowerNode => factor.kind === 'power' && factor.exponent.numerator < 0).map(factor => factor.base),
  );
  let best: { at: number; sum: SumNode; square: boolean; rank: number } | null = null;
  for (let at = 0; at < node.factors.length; at++) {
    const factor = node.factors[at]!;
    const square = factor.kind === 'power' && factor.exponent.numerator === 2 && factor.exponent.denominator === 1;
    const base = square ? factor.base : factor;
    const sum = expanded(base);
    if (sum.kind !== 'sum' || sum.terms.length < 2 || isSlope(sum)) continue;
    const rank = reciprocals.has(base) ? 2 : sum.terms.some(hasReciprocal) ? 0 : 1;
    if (!best || rank < best.rank) best = { at, sum, square, rank };
  }
  return best;
}

/** 1 − tanh(u)², 1 − σ(s) of a scalar s: the slope of a function is read as one factor. */
function isSlope(node: SumNode): boolean {
  if (node.terms.length !== 2) return false;
  const isOnes = (term: TensorNode): boolean => term.kind === 'product' && term.factors.length === 0 && new Set(term.out).size === term.out.length;
  const isFunction = (term: TensorNode): boolean =>
    (term.kind === 'power' && term.base.kind === 'elementwise') || (term.kind === 'elementwise' && term.shape.length === 0);
  return node.terms.some(isOnes) && node.terms.some(isFunction);
}

const hasReciprocal = (node: TensorNode): boolean =>
  (node.kind === 'power' && node.exponent.numerator < 0) ||
  (node.kind === 'product' && node.factors.some(factor => factor.kind === 'power' && factor.exponent.numerator < 0));
