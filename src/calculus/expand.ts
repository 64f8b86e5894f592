/** The second normal form: products multiplied out over sums. Used where it prints shorter, and to decide equality. */

import type { ProductNode, SumNode, TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { SmallMap } from '../tensors/smallMap.ts';
import { linear } from '../tensors/sum.ts';
import { mightSimplify } from './outline.ts';

/** More terms than this and the expression stays as it is. */
const TERM_LIMIT = 64;
/** Products opened in one call. */
const WORK_LIMIT = 400;

/** `node` with its products multiplied out, or `node` itself where that would grow beyond a limit. Nothing is opened inside functions. */
export const expand = (node: TensorNode): TensorNode => new Expansion().visit(node, 0);

/**
 * The same, but `node` itself where it was only multiplied out: nothing met a like term or cancelled, and no sum was opened
 * whose terms read better apart. Its common factors would be taken out again.
 */
export function expandedToRead(node: TensorNode): TensorNode {
  if (node.kind !== 'sum' && node.kind !== 'product') return node;
  const isNegative = hasNegativeCoefficient(node);
  let readsBetter = false;
  const mayMeet = mightSimplify(
    node,
    sum => !isSlope(sum),
    ({ sum, twice }) => {
      readsBetter ||= readsBetterApart(sum, isNegative && !twice);
    },
  );
  if (!mayMeet && !readsBetter && !isScaledSum(node)) return node;
  const expansion = new Expansion();
  expansion.isNegative = isNegative;
  const expanded = expansion.visit(node, 0);
  return expansion.isSimpler ? expanded : node;
}

const hasNegativeCoefficient = (node: TensorNode): boolean =>
  node.kind === 'sum' && (node.coefficients.some(({ numerator }) => numerator < 0) || (node.terms.length === 1 && hasNegativeCoefficient(node.terms[0]!)));

/** c (A + B), where the coefficient may clear fractions. */
const isScaledSum = (node: TensorNode): boolean => node.kind === 'sum' && node.terms.length === 1 && node.terms[0]!.kind === 'sum';

/** A vector that is a difference of products reads best as it is; ones, fractions, scalars and matrices may not, nor what a minus can turn round. */
const readsBetterApart = (sum: SumNode, isTurned: boolean): boolean =>
  sum.shape.length !== 1 ||
  !sum.coefficients.every(Q.isInteger) ||
  sum.terms.some(isConstantVector) ||
  (isTurned && sum.terms.every(({ kind }) => kind !== 'product'));

class Expansion {
  /** Whether more was done than to multiply out. */
  isSimpler = false;
  /** Whether a term stands behind a minus: it may vanish in a difference that is turned round. */
  isNegative = false;
  /** Stands twice in its product, so that turning it round takes no sign away. */
  private twice: SumNode | null = null;
  private readonly done = new SmallMap<TensorNode, TensorNode>();
  private readonly counts = new SmallMap<TensorNode, number>();
  private work = 0;

  visit(inner: TensorNode, depth: number): TensorNode {
    if (inner.kind !== 'sum' && inner.kind !== 'product') return inner;
    const known = this.done.get(inner);
    if (known) return known;
    if (depth > 60 || ++this.work > WORK_LIMIT) return inner;
    let result: TensorNode = inner;
    if (inner.kind === 'product') result = this.product(inner, depth);
    else if (inner.terms.length > 0) result = this.sum(inner, depth);
    if (result.kind === 'sum' && result.terms.length > TERM_LIMIT) result = inner;
    this.done.add(inner, result);
    return result;
  }

  private sum(node: SumNode, depth: number): TensorNode {
    let changes = false;
    const terms = node.written.map(k => {
      const term = opened(this.visit(node.terms[k]!, depth + 1));
      changes ||= term !== node.terms[k] || term.kind === 'sum';
      return [node.coefficients[k]!, term] as const;
    });
    return changes ? cleared(this.total(terms, node)) : node;
  }

  private product(node: ProductNode, depth: number): TensorNode {
    const choice = chooseSum(node, factor => (factor.kind === 'product' || factor.kind === 'sum' ? opened(this.visit(factor, depth + 1)) : factor));
    if (!choice) return node;
    const { at, sum, square } = choice;
    if (square || isRepeated(node, at)) this.twice = sum;
    if (readsBetterApart(sum, this.isNegative && sum !== this.twice)) this.isSimpler = true;
    const others = node.factors.filter((_, k) => k !== at);
    const otherLabels = node.labels.filter((_, k) => k !== at);
    const own = node.labels[at]!;
    const parts = sum.written.map(k => {
      const factors = square ? [sum.terms[k]!, sum, ...others] : [sum.terms[k]!, ...others];
      const labels = square ? [own, own, ...otherLabels] : [own, ...otherLabels];
      const part = product(factors, labels, node.out, node.shape);
      if (!this.isSimpler && this.countFactors(part) < factors.reduce((count, factor) => count + this.countFactors(factor), 0)) this.isSimpler = true;
      return [sum.coefficients[k]!, part] as const;
    });
    return this.total(
      parts.map(([coefficient, part]) => [coefficient, opened(this.visit(part, depth + 1))] as const),
      node,
    );
  }

  /** With whole powers written out; a shared product is counted once and taken as often as it stands. */
  private countFactors(node: TensorNode): number {
    if (node.kind === 'sum' && node.terms.length === 1) return this.countFactors(node.terms[0]!);
    if (node.kind === 'power' && Q.isInteger(node.exponent)) return Math.abs(node.exponent.numerator) * this.countFactors(node.base);
    if (node.kind !== 'product') return 1;
    let count = this.counts.get(node);
    if (count === undefined) {
      count = 0;
      for (const factor of node.factors) count += this.countFactors(factor);
      this.counts.add(node, count);
    }
    return count;
  }

  private total(terms: readonly (readonly [Q.Rational, TensorNode])[], { shape }: TensorNode): TensorNode {
    const total = linear(terms, shape);
    if (!this.isSimpler && countTerms(total) < terms.reduce((count, [, term]) => count + countTerms(term), 0)) this.isSimpler = true;
    return total;
  }
}

/** Scalars alone: every entry is the same. */
const isConstantVector = (term: TensorNode): boolean => term.kind === 'product' && term.factors.every(({ shape }) => shape.length === 0);

const isRepeated = ({ factors }: ProductNode, at: number): boolean => factors.some((factor, k) => k !== at && factor === factors[at]);

function countTerms(node: TensorNode): number {
  if (node.kind !== 'sum') return 1;
  return node.terms.length === 1 && node.terms[0]!.kind === 'sum' ? countTerms(node.terms[0]!) : node.terms.length;
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

/** Sums with reciprocals first, sums that also stand as a reciprocal last: they may cancel before they are opened. */
function chooseSum(node: ProductNode, expanded: (factor: TensorNode) => TensorNode): { at: number; sum: SumNode; square: boolean } | null {
  let best: { at: number; sum: SumNode; square: boolean; rank: number } | null = null;
  for (let at = 0; at < node.factors.length; at++) {
    const factor = node.factors[at]!;
    const square = factor.kind === 'power' && factor.exponent.numerator === 2 && factor.exponent.denominator === 1;
    const base = square ? factor.base : factor;
    const sum = expanded(base);
    if (sum.kind !== 'sum' || sum.terms.length < 2 || isSlope(sum)) continue;
    const rank = standsBelow(base, node) ? 2 : sum.terms.some(hasReciprocal) ? 0 : 1;
    if (!best || rank < best.rank) best = { at, sum, square, rank };
  }
  return best;
}

/** Whether a product is divided by a power of this. */
const standsBelow = (base: TensorNode, { factors }: ProductNode): boolean =>
  factors.some(factor => factor.kind === 'power' && factor.exponent.numerator < 0 && factor.base === base);

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
