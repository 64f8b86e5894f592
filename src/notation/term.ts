/** One term of a sum in matrix form: a coefficient, scalars and a chain of factors. */

import * as Q from '../tensors/rational.ts';
import { isMarkedSymmetric, markSymmetric, multiplied, orientationOf, quotient, scalarNumber, scalarPower, scaled, summed, transposed } from './construct.ts';
import type { MatrixForm } from './form.ts';
import { areEqual, formCost, formKey } from './formKey.ts';
import type { ScalarFactor } from './network.ts';

/** coefficient · Π scalars^exponent · chain. */
export interface Term {
  readonly coefficient: Q.Rational;
  readonly scalars: readonly ScalarFactor[];
  readonly chain: readonly MatrixForm[];
}

/** One term as a form: scalars first, reciprocals under a fraction bar. */
export function termForm(written: Term): MatrixForm {
  if (written.scalars.length === 0 && written.chain.length > 0) {
    const body: MatrixForm =
      written.chain.length === 1 ? written.chain[0]! : { memory: null, kind: 'product', orientation: orientationOf(written.chain), factors: written.chain };
    return scaled(written.coefficient, body);
  }
  const term = withAdjugate(written);
  const above: MatrixForm[] = [];
  const below: MatrixForm[] = [];
  for (const { base, exponent } of normalized(term.scalars)) {
    if (exponent.numerator > 0) above.push(scalarPower(base, exponent));
    else below.push(scalarPower(base, Q.negate(exponent)));
  }
  joinDenominators(below);
  let coefficient = term.coefficient;
  if (below.length > 0 && coefficient.denominator !== 1) {
    below.unshift(scalarNumber(Q.rational(coefficient.denominator)));
    coefficient = Q.rational(coefficient.numerator);
  }
  const factors = [...above.sort(scalarOrder), ...term.chain];
  if (below.length > 0 && factors.length === 0) {
    const negative = coefficient.numerator < 0;
    const fraction = quotient(scalarNumber(negative ? Q.negate(coefficient) : coefficient), below.length === 1 ? below[0]! : multiplied(below));
    return negative ? scaled(Q.MINUS_ONE, fraction) : fraction;
  }
  if (factors.length === 0) return scalarNumber(coefficient);
  const numerator = factors.length === 1 ? factors[0]! : withScalars(above, term.chain);
  const body = below.length === 0 ? numerator : quotient(numerator, below.length === 1 ? below[0]! : multiplied(below));
  return scaled(coefficient, body);
}

/** det(X) X⁻¹ is adj(X), which is shorter and exists where X has no inverse. */
function withAdjugate(term: Term): Term {
  for (const scalar of term.scalars) {
    const { base, exponent } = scalar;
    if (base.kind !== 'call' || base.function !== 'determinant' || !Q.isOne(exponent)) continue;
    const argument = formKey(base.argument);
    const isInverse = (form: MatrixForm): form is MatrixForm & { kind: 'inverse' } => form.kind === 'inverse' && formKey(form.argument) === argument;
    const at = term.chain.findIndex(factor => isInverse(factor) || (factor.kind === 'transpose' && isInverse(factor.argument)));
    if (at < 0) continue;
    const inverse = term.chain[at]!;
    const adjugate: MatrixForm = { memory: null, kind: 'call', orientation: 'matrix', function: 'adjugate', argument: base.argument };
    if (isMarkedSymmetric(inverse)) markSymmetric(adjugate);
    const chain = term.chain.with(at, inverse.kind === 'inverse' ? adjugate : transposed(adjugate));
    return { ...term, scalars: term.scalars.filter(other => other !== scalar), chain };
  }
  return term;
}

/** v (1 + q / v) is v + q. */
function joinDenominators(below: MatrixForm[]): void {
  if (below.length < 2) return;
  for (const outer of below) {
    const at = below.findIndex(
      factor => factor.kind === 'sum' && factor.terms.some(({ form }) => form.kind === 'quotient' && formKey(form.denominator) === formKey(outer)),
    );
    const sum = below[at];
    if (sum?.kind !== 'sum' || sum === outer) continue;
    const terms = sum.terms.map(({ coefficient, form }) => {
      if (form.kind === 'quotient' && formKey(form.denominator) === formKey(outer)) return scaledTerm(coefficient, form.numerator);
      return scaledTerm(coefficient, form.kind === 'number' ? scaled(form.value, outer) : multiplied([outer, form]));
    });
    const joined = summed(terms);
    if (formCost(joined) > formCost(sum) + formCost(outer)) continue;
    below.splice(at, 1, joined);
    below.splice(below.indexOf(outer), 1);
    return;
  }
}

const scaledTerm = (coefficient: Q.Rational, form: MatrixForm): { coefficient: Q.Rational; form: MatrixForm } =>
  form.kind === 'sum' && form.terms.length === 1
    ? { coefficient: Q.multiply(coefficient, form.terms[0]!.coefficient), form: form.terms[0]!.form }
    : { coefficient, form };

/** A sign or number in front of a factor of the chain stands before the whole: A (-B) is -A B. */
export function withoutInnerCoefficients(term: Term): Term {
  if (!term.chain.some(factor => isScaled(factor) || isNegativeSum(factor))) return term;
  let { coefficient } = term;
  const chain: MatrixForm[] = [];
  for (const factor of term.chain) {
    if (isNegativeSum(factor)) {
      coefficient = Q.negate(coefficient);
      chain.push({ ...factor, terms: factor.terms.map(({ coefficient: own, form }) => ({ coefficient: Q.negate(own), form })) });
    } else if (isScaled(factor)) {
      const { coefficient: own, form } = factor.terms[0]!;
      coefficient = Q.multiply(coefficient, own);
      if (form.kind === 'product' && form.factors.every(({ orientation }) => orientation !== 'scalar')) chain.push(...form.factors);
      else chain.push(form);
    } else chain.push(factor);
  }
  return { coefficient, scalars: term.scalars, chain };
}

const isNegativeSum = (form: MatrixForm): form is MatrixForm & { kind: 'sum' } =>
  form.kind === 'sum' && form.terms.length > 1 && form.terms.every(({ coefficient }) => coefficient.numerator < 0);
const isScaled = (form: MatrixForm): form is MatrixForm & { kind: 'sum' } => form.kind === 'sum' && form.terms.length === 1;

/** Scalars stand before the chain; a scalar that is itself a chain keeps its own brackets unless it stands alone. */
function withScalars(above: readonly MatrixForm[], chain: readonly MatrixForm[]): MatrixForm {
  const factors = [...above, ...chain];
  return { memory: null, kind: 'product', orientation: orientationOf(chain.length > 0 ? chain : factors), factors };
}

/** Names and sizes before powers, powers before forms that are long. */
const scalarOrder = (a: MatrixForm, b: MatrixForm): number => formKey(a).length - formKey(b).length || (formKey(a) < formKey(b) ? -1 : 1);

/** √(uᵀu) is ‖u‖, so a half power of a square is a whole power of the norm; equal bases are joined. */
export function normalized(scalars: readonly ScalarFactor[]): readonly ScalarFactor[] {
  if (scalars.length === 0 || (scalars.length === 1 && isNormal(scalars[0]!))) return scalars;
  if (scalars.length === 2 && isNormal(scalars[0]!) && isNormal(scalars[1]!) && !areEqual(scalars[0]!.base, scalars[1]!.base)) return scalars;
  const byKey = new Map<string, ScalarFactor>();
  for (const scalar of scalars) {
    let { base, exponent } = scalar;
    if (exponent.denominator === 2) {
      const root = scalarPower(base, Q.rational(1, 2));
      if (root.kind === 'call') [base, exponent] = [root, Q.rational(exponent.numerator)];
    }
    // (b²)^(1/2) is |b|, so only whole powers are multiplied into a power
    if (base.kind === 'power' && Q.isInteger(exponent)) [base, exponent] = [base.base, Q.multiply(base.exponent, exponent)];
    const key = formKey(base);
    const before = byKey.get(key);
    byKey.set(key, before ? { base, exponent: Q.add(before.exponent, exponent) } : { base, exponent });
  }
  return [...byKey.values()].filter(scalar => !Q.isZero(scalar.exponent));
}

const isNormal = ({ base, exponent }: ScalarFactor): boolean =>
  exponent.denominator !== 2 && exponent.numerator !== 0 && !(base.kind === 'power' && Q.isInteger(exponent));
