/** A sum is semidefinite where all of its terms are, or where a term of the other sign is outweighed by one of the others. */

import { expand } from '../calculus/expand.ts';
import { isZero, splitCoefficient } from '../tensors/leaves.ts';
import { isOperation, type ProductNode, type SumNode, type TensorNode } from '../tensors/node.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear, scale } from '../tensors/sum.ts';
import { type Kernel, mirroredNetwork } from './mirroredNetwork.ts';
import { type Decide, type Definiteness, type Evidence, either, type Found, type Sign, type Split, type StrictIf, signed } from './quadraticForm.ts';

interface Term {
  readonly coefficient: Q.Rational;
  readonly node: TensorNode;
}

export function definiteSum(node: SumNode, split: Split, decide: Decide): Found | null {
  const terms = node.written.map(k => ({ coefficient: node.coefficients[k]!, node: node.terms[k]! }));
  const found = signOfTerms(terms, split, decide);
  if (found) return found;
  const open = opened(terms, split, decide);
  return signOfTerms(open, split, decide) ?? signOfTerms(withOneDiagonal(open, split), split, decide);
}

/** diag(a) and diag(b) as diag(a + b): where neither has a sign the sum may. */
function withOneDiagonal(terms: readonly Term[], split: Split): readonly Term[] {
  const isDiagonal = ({ node }: Term): boolean =>
    node.kind === 'product' && split.left.length > 0 && split.left.every((axis, k) => node.out[axis] === node.out[split.right[k]!]);
  const diagonal = terms.filter(isDiagonal);
  if (diagonal.length < 2) return terms;
  const { shape } = diagonal[0]!.node;
  const axes = shape.map((_, axis) => axis).filter(axis => !split.right.includes(axis));
  const entries = linear(
    diagonal.map(({ coefficient, node }) => {
      const { factors, labels, out } = node as ProductNode;
      return [
        coefficient,
        product(
          factors,
          labels,
          axes.map(axis => out[axis]!),
          axes.map(axis => shape[axis]!),
        ),
      ] as const;
    }),
    axes.map(axis => shape[axis]!),
  );
  const joined = product(
    [entries],
    [axes],
    shape.map((_, axis) => (split.right.includes(axis) ? split.left[split.right.indexOf(axis)]! : axis)),
  );
  return [...terms.filter(term => !isDiagonal(term)), { coefficient: Q.ONE, node: joined }];
}

/** Terms that say nothing by themselves multiplied out: they may cancel or be outweighed then. */
function opened(terms: readonly Term[], split: Split, decide: Decide): readonly Term[] {
  return terms.flatMap(term => {
    if (decide(term.node, split)) return [term];
    const expanded = expand(term.node);
    if (expanded === term.node || expanded.kind !== 'sum') return [term];
    return expanded.written.map(k => {
      const { coefficient, rest } = splitCoefficient(expanded.terms[k]!);
      return { coefficient: Q.multiply(term.coefficient, Q.multiply(expanded.coefficients[k]!, coefficient)), node: rest };
    });
  });
}

function signOfTerms(terms: readonly Term[], split: Split, decide: Decide): Found | null {
  const found = terms.map(term => ({ ...term, found: decide(term.node, split) }));
  for (const sign of [1, -1] as const) {
    const fitting = found.filter(term => term.found && signed(term.found.sign, term.coefficient.numerator) !== -sign);
    const against = found.filter(term => !fitting.includes(term));
    if (fitting.length === 0) continue;
    const sum = against.length === 0 ? summed(fitting, sign, []) : outweighed(fitting, against, sign, split, decide);
    if (sum) return sum;
  }
  return null;
}

interface FoundTerm extends Term {
  readonly found: Definiteness | null;
}

function summed(terms: readonly FoundTerm[], sign: Sign, more: readonly Evidence[]): Found {
  const strictIf = terms.reduce<StrictIf>((known, { found }) => either(known, found!.sign === 0 ? null : found!.strictIf), null);
  const isZeroSum = terms.every(({ found }) => found!.sign === 0) && more.length === 0;
  return { sign: isZeroSum ? 0 : sign, strictIf, parts: [...terms.map(scaledEvidence), ...more] };
}

const scaledEvidence = ({ coefficient, node, found }: FoundTerm): Evidence => ({
  ...found!.evidence,
  node: scale(coefficient, node),
  sign: signed(found!.sign, coefficient.numerator),
});

/** Every term against is taken from a fitting one that is the same with two factors joined; what is left of that one still fits. */
function outweighed(fitting: readonly FoundTerm[], against: readonly FoundTerm[], sign: Sign, split: Split, decide: Decide): Found | null {
  const left = fitting.map(term => ({ ...term }));
  const remainders: Evidence[] = [];
  for (const term of against) {
    const size = Q.rational(Math.abs(term.coefficient.numerator), term.coefficient.denominator);
    if (term.coefficient.numerator * sign > 0 || term.node.kind !== 'product') return null;
    const match = comparisons(term.node, split, decide).find(({ greater, evidence }) => {
      const at = left.findIndex(
        ({ node, coefficient }) => node === greater && Q.add(coefficient, Q.rational(-sign * size.numerator, size.denominator)).numerator * sign >= 0,
      );
      if (at < 0) return false;
      left[at] = { ...left[at]!, coefficient: Q.add(left[at]!.coefficient, Q.rational(-sign * size.numerator, size.denominator)) };
      remainders.push(evidence);
      return true;
    });
    if (!match) return null;
  }
  return summed(
    left.filter(({ coefficient }) => !Q.isZero(coefficient)),
    sign,
    remainders,
  );
}

/** greater − node is semidefinite and not negative. */
interface Comparison {
  readonly greater: TensorNode;
  readonly evidence: Evidence;
}

/**
 * Two equal factors of a product lie across, f(s) f(t). Where f is a row of a softmax, diag(f) − f fᵀ is the covariance of
 * one draw; and ‖f‖² I − f fᵀ is semidefinite by Cauchy and Schwarz. With either in the place of f(s) f(t), the product is
 * the difference of the one with s and t joined and itself.
 */
function comparisons(node: ProductNode, split: Split, decide: Decide): readonly Comparison[] {
  const found: Comparison[] = [];
  for (let at = 0; at < node.factors.length; at++)
    for (let other = at + 1; other < node.factors.length; other++) {
      if (node.factors[at] !== node.factors[other]) continue;
      const factor = node.factors[at]!;
      const own = node.labels[at]!;
      if (new Set(own).size < own.length) continue;
      const differing = own.flatMap((label, axis) => (label === node.labels[other]![axis] ? [] : [axis]));
      if (differing.length !== 1) continue;
      const axis = differing[0]!;
      const [from, to] = [own[axis]!, node.labels[other]![axis]!];
      const join = (label: number): number => (label === to ? from : label);
      const rest = node.factors.map((_, k) => k).filter(k => k !== at && k !== other);
      const joined = (extra: readonly TensorNode[], extraLabels: readonly (readonly number[])[]): TensorNode =>
        product([...rest.map(k => node.factors[k]!), ...extra], [...rest.map(k => node.labels[k]!.map(join)), ...extraLabels], node.out.map(join), node.shape);
      const rule = isOperation(factor, 'softmax') && axis === factor.shape.length - 1 ? 'covariance of a softmax' : 'Cauchy–Schwarz';
      const batch = own.filter(label => label !== from);
      const greater = rule === 'Cauchy–Schwarz' ? joined([product([power(factor, Q.rational(2))], [own], batch)], [batch]) : joined([factor], [own]);
      if (isZero(greater)) continue;
      const evidence: Evidence = { rule, node: factor, pairs: split.left.length, sign: 1, strictIf: null, parts: [] };
      const kernel = acrossKernel(node, at, other, axis, evidence);
      const difference = mirroredNetwork(kernel.node, split, decide, kernel.kernels);
      if (difference?.sign === 1) found.push({ greater, evidence: { ...evidence, parts: difference.parts ?? [] } });
    }
  return found;
}

/** The product with the kernel in the place of its two factors: batch axes first, then s and t. */
function acrossKernel(
  node: ProductNode,
  at: number,
  other: number,
  axis: number,
  evidence: Evidence,
): { readonly node: ProductNode; readonly kernels: ReadonlyMap<number, Kernel> } {
  const own = node.labels[at]!;
  const batch = own.filter((_, k) => k !== axis);
  const kept = node.factors.map((_, k) => k).filter(k => k !== at && k !== other);
  const labels = [...batch, own[axis]!, node.labels[other]![axis]!];
  const split: Split = { left: [batch.length], right: [batch.length + 1] };
  const definiteness: Definiteness = { sign: 1, strictIf: null, evidence };
  return {
    // the factor stands for the kernel, which is looked at through `kernels` alone
    node: { ...node, factors: [...kept.map(k => node.factors[k]!), node.factors[at]!], labels: [...kept.map(k => node.labels[k]!), labels] },
    kernels: new Map([[kept.length, { split, definiteness }]]),
  };
}
