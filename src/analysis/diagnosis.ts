/** Why a claim is wrong: each hypothesis is a tensor, and the claim is compared with it. */

import { derivativeForm } from '../calculus/derivativeForm.ts';
import { expand } from '../calculus/expand.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { printUnicode } from '../notation/unicode.ts';
import { chooseSizes, compareTensors, DrawAgain, dimensionsOf, drawPoint, evaluateTensor, unknownsOf } from '../numeric/exact.ts';
import { variable } from '../tensors/leaves.ts';
import { isSymmetric, transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { substitute } from '../tensors/substitute.ts';
import { linear, scale } from '../tensors/sum.ts';
import { allOperands } from '../tensors/traverse.ts';
import type { Derived } from './derive.ts';
import { vecFormOf } from './print.ts';

export interface Diagnosis {
  readonly kind: 'transposed' | 'swapped' | 'sign' | 'factor' | 'missing term' | 'missing factor' | 'extra term' | 'wrong operand' | 'symmetric' | 'shape';
  /** As printed: `factor 2`, `missing term Aᵀ x`, `right only for symmetric A`. */
  readonly text: string;
}

/** The first hypothesis that explains the claim, or null. Both have the derivative's axes. */
export function diagnose(derivative: TensorNode, claim: TensorNode, derived: Derived): Diagnosis | null {
  const explains = (hypothesis: TensorNode): boolean => compareTensors(hypothesis, claim).verdict === 'equal';
  if (isSquare(derivative) && explains(transpose(derivative))) return { kind: 'transposed', text: 'transposed' };
  if (explains(scale(Q.MINUS_ONE, derivative))) return { kind: 'sign', text: 'sign' };
  const factor = constantRatio(claim, derivative);
  if (factor && explains(scale(factor, derivative))) return { kind: 'factor', text: `factor ${printRational(factor)}` };
  const symmetric = onlyForSymmetric(derivative, claim);
  if (symmetric) return { kind: 'symmetric', text: `right only for symmetric ${symmetric}` };
  const swapped = withSwappedFactors(derivative).find(explains);
  if (swapped) return { kind: 'swapped', text: 'swapped' };
  return termDiagnosis(derivative, claim, derived) ?? factorDiagnosis(derivative, explains, derived) ?? operandDiagnosis(derivative, claim, explains);
}

const isSquare = (node: TensorNode): boolean => node.shape.length === 2 && node.shape[0] === node.shape[1];
const printRational = (value: Q.Rational): string => (value.denominator === 1 ? String(value.numerator) : `${value.numerator}/${value.denominator}`);

/** claim = c · derivative for a simple rational c, by numbers. */
function constantRatio(claim: TensorNode, derivative: TensorNode): Q.Rational | null {
  const unknowns = unknownsOf([claim, derivative]);
  for (let attempt = 0; attempt < 20; attempt++) {
    const sizes = chooseSizes(dimensionsOf([claim, derivative]), attempt, true);
    if (!sizes) return null;
    let point: ReturnType<typeof drawPoint>;
    try {
      point = drawPoint(unknowns.values(), sizes, 7, attempt);
    } catch (failure) {
      if (failure instanceof DrawAgain) continue;
      throw failure;
    }
    const [a, b] = [evaluateTensor(claim, point), evaluateTensor(derivative, point)];
    if (a.status !== 'ok' || b.status !== 'ok') continue;
    let at = 0;
    for (let k = 1; k < b.data.length; k++) if (Math.abs(b.data[k]!) > Math.abs(b.data[at]!)) at = k;
    if (b.data.length === 0 || b.data[at] === 0) return null;
    return simpleRational(a.data[at]! / b.data[at]!);
  }
  return null;
}

/** The fraction with a denominator up to 12 that is this number, or null. */
function simpleRational(value: number): Q.Rational | null {
  if (!Number.isFinite(value) || value === 0) return null;
  for (let denominator = 1; denominator <= 12; denominator++) {
    const numerator = Math.round(value * denominator);
    if (numerator !== 0 && Math.abs(numerator) <= 1000 && Math.abs(value * denominator - numerator) < 1e-7 * Math.max(1, Math.abs(numerator)))
      return Q.rational(numerator, denominator);
  }
  return null;
}

/** The name of one square variable that need only be symmetric for the claim to hold. */
function onlyForSymmetric(derivative: TensorNode, claim: TensorNode): string | null {
  for (const node of allOperands(
    linear(
      [
        [Q.ONE, derivative],
        [Q.ONE, claim.shape.length === derivative.shape.length ? claim : derivative],
      ],
      derivative.shape,
    ),
  )) {
    if (node.kind !== 'variable' || !isSquare(node) || isSymmetric(node)) continue;
    const symmetric = new Map([[node, variable(node.name, node.shape, new Set([...node.facts, 'symmetric']))]]);
    if (compareTensors(substitute(derivative, symmetric), substitute(claim, symmetric)).verdict === 'equal') return node.name;
  }
  return null;
}

/** Single products whose chain is written in the other order, or with one inner transpose missing: the usual slips that still conform. */
function withSwappedFactors(derivative: TensorNode): TensorNode[] {
  const inner = derivative.kind === 'sum' && derivative.terms.length === 1 ? derivative.terms[0]! : derivative;
  const coefficient = derivative.kind === 'sum' && derivative.terms.length === 1 ? derivative.coefficients[0]! : Q.ONE;
  if (inner.kind !== 'product' || inner.factors.length > 6) return [];
  const found: TensorNode[] = [];
  const matrices = inner.factors.map((factor, k) => ({ factor, k })).filter(({ factor }) => factor.shape.length === 2);
  for (const { factor: a, k: i } of matrices)
    for (const { factor: b, k: j } of matrices) {
      if (j <= i || a.shape[0] !== b.shape[0] || a.shape[1] !== b.shape[1]) continue;
      const factors = inner.factors.slice();
      [factors[i], factors[j]] = [b, a];
      found.push(scale(coefficient, product(factors, inner.labels, inner.out, inner.shape)));
    }
  return found;
}

/** Terms of the derivative that the claim lacks, or of the claim that the derivative lacks, after both are multiplied out. */
function termDiagnosis(derivative: TensorNode, claim: TensorNode, derived: Derived): Diagnosis | null {
  if (derivative.shape.length !== claim.shape.length) return null;
  const [right, wrong] = [termsOf(expand(derivative)), termsOf(expand(claim))];
  const missing = withoutTerms(right, wrong);
  const extra = withoutTerms(wrong, right);
  if (missing.length > 0 && extra.length === 0 && missing.length < right.length)
    return { kind: 'missing term', text: `missing term${printTerms(missing, derivative, derived)}` };
  if (extra.length > 0 && missing.length === 0 && extra.length < wrong.length)
    return { kind: 'extra term', text: `extra term${printTerms(extra, derivative, derived)}` };
  const ratio = commonRatio(missing, extra);
  if (ratio && missing.length < right.length) {
    const terms = printTerms(missing, derivative, derived);
    if (Q.equal(ratio, Q.MINUS_ONE)) return { kind: 'sign', text: `sign of${terms}` };
    return { kind: 'factor', text: `factor ${printRational(ratio)} in${terms}` };
  }
  // by numbers, where the canonical forms differ: one whole term of the derivative is what lacks
  for (const term of right) {
    if (right.length < 2) break;
    const rest = linear(
      right.filter(other => other !== term),
      derivative.shape,
    );
    if (compareTensors(rest, claim).verdict === 'equal') return { kind: 'missing term', text: `missing term${printTerms([term], derivative, derived)}` };
  }
  return null;
}

/** The factor that the claim gives to all terms that lack; null where it is not one, or others stand in their place. */
function commonRatio(missing: readonly Term[], extra: readonly Term[]): Q.Rational | null {
  if (missing.length === 0 || missing.length !== extra.length) return null;
  let ratio: Q.Rational | null = null;
  for (const [coefficient, node] of missing) {
    const found = extra.find(([, other]) => other === node);
    if (!found) return null;
    const own = Q.multiply(found[0], Q.reciprocal(coefficient));
    if (ratio && !Q.equal(ratio, own)) return null;
    ratio = own;
  }
  return ratio;
}

type Term = readonly [Q.Rational, TensorNode];

/** A coefficient may stand before a whole sum. */
function termsOf(node: TensorNode, coefficient: Q.Rational = Q.ONE): readonly Term[] {
  if (node.kind !== 'sum') return [[coefficient, node]];
  return node.written.flatMap(k => termsOf(node.terms[k]!, Q.multiply(coefficient, node.coefficients[k]!)));
}

const withoutTerms = (terms: readonly Term[], others: readonly Term[]): readonly Term[] =>
  terms.filter(([coefficient, node]) => !others.some(([otherCoefficient, other]) => other === node && Q.equal(coefficient, otherCoefficient)));

/** In the layout of the derivative, a row as a row; a tensor in its vec form. Ends what the diagnosis says, so it begins with a space. */
function printTerms(terms: readonly Term[], like: TensorNode, derived: Derived): string {
  const node = linear(terms, like.shape);
  const form = like.shape.length > 2 ? vecFormOf({ ...derived, node }) : derivativeForm(node, derived.counts, derived.layout, { names: derived.names });
  return form ? ` ${printUnicode(form)}` : '';
}

/** One factor of a single product that the claim lacks. */
function factorDiagnosis(derivative: TensorNode, explains: (hypothesis: TensorNode) => boolean, derived: Derived): Diagnosis | null {
  const coefficient = derivative.kind === 'sum' && derivative.terms.length === 1 ? derivative.coefficients[0]! : Q.ONE;
  const inner = derivative.kind === 'sum' && derivative.terms.length === 1 ? derivative.terms[0]! : derivative;
  if (inner.kind !== 'product' || inner.factors.length < 2 || inner.factors.length > 8) return null;
  for (let k = 0; k < inner.factors.length; k++) {
    const kept = inner.factors.filter((_, other) => other !== k);
    const labels = inner.labels.filter((_, other) => other !== k);
    const own = inner.labels[k]!;
    const joins = own.length === 2 && own[0] !== own[1] ? [labels.map(line => line.map(label => (label === own[1] ? own[0]! : label)))] : [];
    for (const variant of [labels, ...joins]) {
      const out = variant === labels ? inner.out : inner.out.map(label => (label === own[1] ? own[0]! : label));
      const held = new Set(variant.flat());
      // an axis of the result must not lose its only factor
      if (out.some(label => !held.has(label)) || new Set(out).size !== new Set(inner.out).size) continue;
      const hypothesis = scale(coefficient, product(kept, variant, out, inner.shape));
      if (hypothesis.shape.length === derivative.shape.length && explains(hypothesis)) {
        const form = matrixForm(inner.factors[k]!, { names: derived.names });
        return { kind: 'missing factor', text: `missing factor ${form ? printUnicode(form) : ''}`.trim() };
      }
    }
  }
  return null;
}

/** One operand in the place of another of the same shape. */
function operandDiagnosis(derivative: TensorNode, claim: TensorNode, explains: (hypothesis: TensorNode) => boolean): Diagnosis | null {
  const variablesIn = (root: TensorNode): readonly TensorNode[] => allOperands(root).filter(node => node.kind === 'variable' && node.value === null);
  const [own, written] = [variablesIn(derivative), variablesIn(claim)];
  if (own.length * written.length > 64) return null;
  for (const right of own)
    for (const wrong of written) {
      if (right === wrong || right.shape.length !== wrong.shape.length || right.shape.some((size, axis) => size !== wrong.shape[axis])) continue;
      if (explains(substitute(derivative, new Map([[right, wrong]])))) return { kind: 'wrong operand', text: 'wrong operand' };
    }
  return null;
}
