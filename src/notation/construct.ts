/** Constructors of matrix forms: each keeps forms as short as it can without looking further than one node. */

import type { Dimension } from '../dimensions/dimension.ts';
import * as Q from '../tensors/rational.ts';
import type { MatrixForm, Orientation } from './form.ts';
import { formCost, formKey, formTokens } from './formKey.ts';
import { equalsItsTranspose, knownMemoryOf, memoryOf } from './formMemory.ts';

export const scalarNumber = (value: Q.Rational): MatrixForm => ({ memory: null, kind: 'number', orientation: 'scalar', value });

/** A product of conforming factors, left to right; nested products are opened, but for a scalar chain among others: a row (uᵀ v) would read a row times u. */
export function multiplied(factors: readonly MatrixForm[]): MatrixForm {
  if (isPlainChain(factors)) return productOf(orientationOf(factors), powersOf(factors));
  const flat: MatrixForm[] = [];
  // an identity goes without saying beside another matrix or vector, not beside scalars alone: a I is no a
  const kept = factors.find(factor => factor.orientation !== 'scalar' && factor.kind !== 'identity') ?? factors.find(factor => factor.kind === 'identity');
  for (const factor of factors) {
    if (factor.kind === 'product' && (factors.length === 1 || !isScalarChain(factor))) appendAll(flat, powersOf(factor.factors));
    else if (factor.kind !== 'identity' || factor === kept) append(flat, factor);
  }
  if (flat.length === 0) return factors[0]!;
  if (flat.length === 1) return flat[0]!;
  return productOf(orientationOf(factors), flat);
}

/** Of factors among which the runs of the same matrix are powers. */
function productOf(orientation: Orientation, factors: readonly MatrixForm[]): MatrixForm {
  if (factors.length > SHORT_LIST) WITH_POWERS.add(factors);
  return { memory: null, kind: 'product', orientation, factors };
}

/** Long lists of factors that have their powers: a product of products is made of them again and again. */
const WITH_POWERS = new WeakSet<readonly MatrixForm[]>();
const SHORT_LIST = 16;

/** Two or more factors, none of them a product or an identity. */
function isPlainChain(factors: readonly MatrixForm[]): boolean {
  for (const factor of factors) if (factor.kind === 'product' || factor.kind === 'identity') return false;
  return factors.length > 1;
}

const isScalarChain = (form: MatrixForm & { kind: 'product' }): boolean =>
  form.orientation === 'scalar' && form.factors.some(factor => factor.orientation !== 'scalar');

/** Rows from the first that is no scalar, columns from the last. */
export function orientationOf(factors: readonly MatrixForm[]): Orientation {
  let [first, last]: [Orientation, Orientation] = ['scalar', 'scalar'];
  for (const { orientation } of factors) {
    if (orientation === 'scalar') continue;
    if (first === 'scalar') first = orientation;
    last = orientation;
  }
  if (first === 'scalar') return 'scalar';
  const hasRows = first === 'column' || first === 'matrix';
  const hasColumns = last === 'row' || last === 'matrix';
  return hasRows ? (hasColumns ? 'matrix' : 'column') : hasColumns ? 'row' : 'scalar';
}

/** Runs of the same square matrix become a power. */
function powersOf(factors: readonly MatrixForm[]): readonly MatrixForm[] {
  if ((factors.length > SHORT_LIST && WITH_POWERS.has(factors)) || !hasNeighbouringMatrices(factors)) return factors;
  const result: MatrixForm[] = [];
  for (const factor of factors) append(result, factor);
  return result;
}

/** Behind the same square matrix it makes a power of both. */
function append(factors: MatrixForm[], factor: MatrixForm): void {
  const last = factors.length - 1;
  const joined = last < 0 ? null : powerOfBoth(factors[last]!, factor);
  if (joined) factors[last] = joined;
  else factors.push(factor);
}

/** Factors that have their powers: only the first can join what stands before. */
function appendAll(factors: MatrixForm[], more: readonly MatrixForm[]): void {
  append(factors, more[0]!);
  for (let k = 1; k < more.length; k++) factors.push(more[k]!);
}

function powerOfBoth(left: MatrixForm, right: MatrixForm): MatrixForm | null {
  if (left.orientation !== 'matrix' || right.orientation !== 'matrix') return null;
  const [base, exponent] = right.kind === 'power' ? [right.base, right.exponent] : [right, Q.ONE];
  const [leftBase, leftExponent] = left.kind === 'power' ? [left.base, left.exponent] : [left, Q.ONE];
  if (base !== leftBase && formKey(base) !== formKey(leftBase)) return null;
  return { memory: null, kind: 'power', orientation: 'matrix', base, exponent: Q.add(exponent, leftExponent) };
}

function hasNeighbouringMatrices(factors: readonly MatrixForm[]): boolean {
  for (let k = 1; k < factors.length; k++) if (factors[k]!.orientation === 'matrix' && factors[k - 1]!.orientation === 'matrix') return true;
  return false;
}

/** c · form. A coefficient of its own stands in a sum of one term. */
export function scaled(coefficient: Q.Rational, form: MatrixForm): MatrixForm {
  if (Q.isOne(coefficient)) return form;
  if (form.kind === 'number') return scalarNumber(Q.multiply(coefficient, form.value));
  if (form.kind === 'sum' && form.terms.length === 1) return scaled(Q.multiply(coefficient, form.terms[0]!.coefficient), form.terms[0]!.form);
  return { memory: null, kind: 'sum', orientation: form.orientation, terms: [{ coefficient, form }] };
}

/** A sum inside the sum is opened. */
export function summed(terms: readonly Summand[]): MatrixForm {
  if (terms.length === 1) return scaled(terms[0]!.coefficient, terms[0]!.form);
  const isOpen = terms.some(({ coefficient, form }) => form.kind === 'sum' && Math.abs(coefficient.numerator) === coefficient.denominator);
  return { memory: null, kind: 'sum', orientation: terms[0]!.form.orientation, terms: isOpen ? terms.flatMap(opened) : terms };
}

const opened = ({ coefficient, form }: Summand): readonly Summand[] =>
  form.kind === 'sum' && Math.abs(coefficient.numerator) === coefficient.denominator
    ? form.terms.map(term => ({ coefficient: Q.multiply(coefficient, term.coefficient), form: term.form }))
    : [{ coefficient, form }];

/** Entry by entry; a power −1 becomes a quotient. */
export function hadamard(factors: readonly MatrixForm[]): MatrixForm {
  const above: MatrixForm[] = [];
  const below: MatrixForm[] = [];
  for (const factor of factors) {
    if (factor.kind === 'elementwisePower' && factor.exponent.numerator < 0) below.push(elementwisePower(factor.base, Q.negate(factor.exponent)));
    else if (factor.kind === 'hadamard') above.push(...factor.factors);
    else above.push(factor);
  }
  if (above.length === 0) return factors.length === 1 ? factors[0]! : elementwisePower(hadamard(below), Q.MINUS_ONE);
  const numerator: MatrixForm = above.length === 1 ? above[0]! : { memory: null, kind: 'hadamard', orientation: above[0]!.orientation, factors: above };
  if (below.length === 0) return numerator;
  const denominator: MatrixForm = below.length === 1 ? below[0]! : { memory: null, kind: 'hadamard', orientation: below[0]!.orientation, factors: below };
  return { memory: null, kind: 'quotient', orientation: numerator.orientation, numerator, denominator };
}

export function elementwisePower(base: MatrixForm, exponent: Q.Rational): MatrixForm {
  if (Q.isOne(exponent)) return base;
  if (exponent.numerator === 1 && exponent.denominator === 2)
    return { memory: null, kind: 'elementwise', orientation: base.orientation, function: 'sqrt', argument: base };
  return { memory: null, kind: 'elementwisePower', orientation: base.orientation, base, exponent };
}

export const diagonalMatrix = (argument: MatrixForm): MatrixForm => ({ memory: null, kind: 'call', orientation: 'matrix', function: 'diag', argument });

/** Remembers that this form equals its transpose. */
export function markSymmetric(form: MatrixForm): MatrixForm {
  memoryOf(form).isSymmetric = true;
  return form;
}
export function isMarkedSymmetric(form: MatrixForm): boolean {
  const memory = knownMemoryOf(form);
  return memory !== undefined && equalsItsTranspose(memory);
}

const flipped: Readonly<Record<Orientation, Orientation>> = { scalar: 'scalar', column: 'row', row: 'column', matrix: 'matrix' };

/** The ᵀ behind a bracket of more signs than this is read too late. */
const LONG = 16;

/** The transpose of a whole result: a long sum is transposed term by term, where that is no longer. */
export function transposedResult(form: MatrixForm): MatrixForm {
  const whole = transposed(form);
  const each = transposedTerms(form);
  return each && formCost(each) <= formCost(whole) ? each : whole;
}

function transposedTerms(form: MatrixForm): MatrixForm | null {
  if (form.kind === 'quotient' && form.denominator.orientation === 'scalar') {
    const numerator = transposedTerms(form.numerator);
    return numerator && { ...form, orientation: numerator.orientation, numerator };
  }
  if (form.kind !== 'sum' || form.terms.length === 0) return null;
  if (form.terms.length === 1) {
    const only = transposedTerms(form.terms[0]!.form);
    return only && scaled(form.terms[0]!.coefficient, only);
  }
  if (formTokens(form) <= LONG) return null;
  return summed(form.terms.map(({ coefficient, form: term }) => ({ coefficient, form: transposed(term) })));
}

/** The transpose, pushed down where that is no longer. */
export function transposed(form: MatrixForm): MatrixForm {
  if (form.orientation === 'scalar') return form;
  const memory = memoryOf(form);
  if (equalsItsTranspose(memory)) return form;
  memory.transposed ??= turned(form);
  return memory.transposed;
}

function turned(form: MatrixForm): MatrixForm {
  const orientation = flipped[form.orientation];
  switch (form.kind) {
    case 'transpose':
      return form.argument;
    case 'identity':
      return form;
    case 'ones':
    case 'zeros':
      return { ...form, orientation, rows: form.columns, columns: form.rows };
    case 'product': {
      // scalars stay in front
      const parts: MatrixForm[] = [];
      for (const factor of form.factors) if (factor.orientation === 'scalar') parts.push(factor);
      for (let k = form.factors.length - 1; k >= 0; k--) if (form.factors[k]!.orientation !== 'scalar') parts.push(transposed(form.factors[k]!));
      return multiplied(parts);
    }
    case 'sum': {
      if (form.terms.length === 1) return scaled(form.terms[0]!.coefficient, transposed(form.terms[0]!.form));
      const each = form.terms.map(term => ({ coefficient: term.coefficient, form: transposed(term.form) }));
      if (form.orientation === 'matrix' && sameTerms(each, form.terms)) return form;
      const distributed: MatrixForm = { memory: null, kind: 'sum', orientation, terms: each };
      return formKey(distributed).length < formKey(form).length + 1 ? distributed : { memory: null, kind: 'transpose', orientation, argument: form };
    }
    case 'quotient':
      return form.denominator.orientation === 'scalar'
        ? { ...form, orientation, numerator: transposed(form.numerator) }
        : { memory: null, kind: 'transpose', orientation, argument: form };
    case 'power': {
      const base = transposed(form.base);
      return base === form.base
        ? form
        : formKey(base).length < formKey(form.base).length
          ? { ...form, base }
          : { memory: null, kind: 'transpose', orientation, argument: form };
    }
    case 'call':
      return form.function === 'diag' ? form : { memory: null, kind: 'transpose', orientation, argument: form };
    case 'kronecker':
      return { ...form, orientation, factors: form.factors.map(transposed) };
    case 'commutation':
      return { ...form, m: form.n, n: form.m };
    case 'stack': {
      const columns = form.entries[0]!.length;
      return { ...form, orientation, entries: Array.from({ length: columns }, (_, column) => form.entries.map(row => transposed(row[column]!))) };
    }
    default:
      return { memory: null, kind: 'transpose', orientation, argument: form };
  }
}

type Summand = { readonly coefficient: Q.Rational; readonly form: MatrixForm };

/** M + Mᵀ is its own transpose. */
function sameTerms(a: readonly Summand[], b: readonly Summand[]): boolean {
  if (a.length > FEW) return termKeys(a) === termKeys(b);
  let left = (1 << b.length) - 1;
  for (const { coefficient, form } of a) {
    let at = 0;
    while (at < b.length && !((left >> at) & 1 && Q.equal(b[at]!.coefficient, coefficient) && formKey(b[at]!.form) === formKey(form))) at++;
    if (at === b.length) return false;
    left &= ~(1 << at);
  }
  return true;
}
const FEW = 8;

const termKeys = (terms: readonly Summand[]): string =>
  terms
    .map(({ coefficient, form }) => `${coefficient.numerator}/${coefficient.denominator}${formKey(form)}`)
    .sort()
    .join('|');

/** base^exponent of a scalar: norms of their squares, roots, reciprocals as quotients elsewhere. */
export function scalarPower(base: MatrixForm, exponent: Q.Rational): MatrixForm {
  if (Q.isOne(exponent)) return base;
  if (exponent.denominator === 2) {
    const norm = normOfSquare(base);
    if (norm) return scalarPower(norm, Q.rational(exponent.numerator));
    if (exponent.numerator === 1) return { memory: null, kind: 'elementwise', orientation: 'scalar', function: 'sqrt', argument: base };
    if (exponent.numerator === -1) return quotient(scalarNumber(Q.ONE), scalarPower(base, Q.rational(1, 2)));
  }
  if (base.kind === 'power' && Q.isInteger(exponent)) return scalarPower(base.base, Q.multiply(base.exponent, exponent));
  return { memory: null, kind: 'power', orientation: 'scalar', base, exponent };
}

/** ‖u‖ where the form is uᵀu, ‖X‖_F where it is ‖X‖_F². */
function normOfSquare(form: MatrixForm): MatrixForm | null {
  if (form.kind === 'power' && isNorm(form.base) && form.exponent.numerator === 2 && form.exponent.denominator === 1) return form.base;
  if (form.kind !== 'product' || form.orientation !== 'scalar' || form.factors.length % 2 !== 0) return null;
  const half = form.factors.length / 2;
  const right = multiplied(form.factors.slice(half));
  const left = multiplied(form.factors.slice(0, half));
  if (right.orientation !== 'column' || formKey(transposed(right)) !== formKey(left)) return null;
  return { memory: null, kind: 'call', orientation: 'scalar', function: 'norm2', argument: right };
}

const isNorm = (form: MatrixForm): boolean => form.kind === 'call' && (form.function === 'norm2' || form.function === 'normF');

export const quotient = (numerator: MatrixForm, denominator: MatrixForm): MatrixForm => ({
  memory: null,
  kind: 'quotient',
  orientation: numerator.orientation,
  numerator,
  denominator,
});

export const identityOf = (size: Dimension): MatrixForm => ({ memory: null, kind: 'identity', orientation: 'matrix', size });
