/**
 * Terms with powers of one positive expression: the lowest power is taken out of all of them, and what is left multiplied
 * out. 1/√(1 + x²) − x²/√(1 + x²)³ is 1/√(1 + x²)³.
 */

import { expand } from '../calculus/expand.ts';
import type { SumNode, TensorNode } from '../tensors/node.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import { withoutPowersOfProducts } from './openPowers.ts';
import { type Decide, entrywise, type Found, type Split } from './quadraticForm.ts';

export function commonPower(node: SumNode, split: Split, decide: Decide): Found | null {
  const terms = node.written.map(k => ({ coefficient: node.coefficients[k]!, node: node.terms[k]! }));
  for (const { base, place } of powersIn(terms[0]!.node, split)) {
    const found = terms.map(term => powersIn(term.node, split).find(other => other.base === base && other.place === place));
    if (!found.every(power => power !== undefined) || decide(base, entrywise)?.strictIf?.length !== 0) continue;
    const lowest = found.reduce((least, { exponent }) => (isLess(exponent, least) ? exponent : least), found[0]!.exponent);
    const raised = found.map(({ exponent }) => Q.add(exponent, Q.negate(lowest)));
    if (!raised.every(Q.isInteger)) continue;
    const rest = linear(
      terms.map(({ coefficient }, k) => [coefficient, found[k]!.replacedBy(raised[k]!)] as const),
      node.shape,
    );
    const decided = decide(base, entrywise)!.sign === 1 ? decide(withoutPowersOfProducts(expand(rest)), split) : null;
    if (decided) return { sign: decided.sign, strictIf: decided.strictIf, parts: [decided.evidence] };
  }
  return null;
}

/** A power of a sum in a term that weighs every entry of the form, or all of them alike. */
interface PowerInTerm {
  readonly base: TensorNode;
  readonly exponent: Q.Rational;
  /** The batch axes of the term that its axes are. */
  readonly place: string;
  /** The term with another power of the base there. */
  replacedBy(exponent: Q.Rational): TensorNode;
}

function powersIn(term: TensorNode, split: Split): readonly PowerInTerm[] {
  const { factors, labels, out } =
    term.kind === 'product' ? term : { factors: [term], labels: [term.shape.map((_, axis) => axis)], out: term.shape.map((_, axis) => axis) };
  return factors.flatMap((factor, at) => {
    if (factor.kind !== 'power' || factor.base.kind !== 'sum') return [];
    const axes = labels[at]!.map(label => out.indexOf(label));
    if (axes.some(axis => axis < 0 || split.left.includes(axis) || split.right.includes(axis))) return [];
    const replacedBy = (exponent: Q.Rational): TensorNode => {
      const kept = factors.map((_, k) => k).filter(k => k !== at);
      const raised = Q.isZero(exponent) ? [] : [power(factor.base, exponent)];
      return product([...kept.map(k => factors[k]!), ...raised], [...kept.map(k => labels[k]!), ...raised.map(() => labels[at]!)], out, term.shape);
    };
    return [{ base: factor.base, exponent: factor.exponent, place: axes.join(), replacedBy }];
  });
}

const isLess = (a: Q.Rational, b: Q.Rational): boolean => Q.add(a, Q.negate(b)).numerator < 0;
