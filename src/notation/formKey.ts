/** A compact text of a form: equal forms have equal keys, and its length stands for the length of the printed text. */

import { printDimension } from '../dimensions/dimension.ts';
import type { Rational } from '../tensors/rational.ts';
import type { MatrixForm } from './form.ts';
import { memoryOf } from './formMemory.ts';

export function formKey(form: MatrixForm): string {
  if (form.kind === 'name') return form.name;
  const memory = memoryOf(form);
  memory.key ??= write(form);
  return memory.key;
}

export const areEqual = (a: MatrixForm, b: MatrixForm): boolean => a === b || formKey(a) === formKey(b);

/** How many signs and names a form has, the length that a reader counts; a transposed bracket reads slowly and counts two more. */
export function formCost(form: MatrixForm): number {
  if (form.kind === 'name') return tokensIn(form.name);
  const memory = memoryOf(form);
  if (memory.cost < 0) {
    const key = formKey(form);
    memory.cost = formTokens(form) + (key.includes(')ᵀ') ? 2 * (key.match(/[+-][^()]*\)ᵀ/g)?.length ?? 0) : 0);
  }
  return memory.cost;
}

/** The same without what is added for transposed brackets. */
export function formTokens(form: MatrixForm): number {
  const memory = memoryOf(form);
  if (memory.tokens < 0) memory.tokens = tokensIn(formKey(form));
  return memory.tokens;
}

/** `⁻¹` is one sign, a name or a number is one, every other character is one. */
export function tokensIn(key: string): number {
  if (key.length === 1) return 1;
  let tokens = 0;
  let isInWord = false;
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    if (isWordUnit(unit)) {
      if (!isInWord) tokens++;
      isInWord = true;
      continue;
    }
    isInWord = false;
    if (unit === SPACE) continue;
    if (unit > 127 && !isSign(unit)) return tokensBySearch(key);
    tokens++;
    const next = key.charCodeAt(at + 1);
    if ((unit === RAISED_MINUS && next === RAISED_ONE) || (unit === DOT && next === CARET)) at++;
  }
  return tokens;
}

/** The same for every script. */
const tokensBySearch = (key: string): number => key.match(/⁻¹|\.\^|[\p{L}\p{N}_]+|[^\s]/gu)?.length ?? 0;

/** ASCII letters, digits and `_`, Greek letters and the raised T. */
const isWordUnit = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) ||
  (unit >= 65 && unit <= 90) ||
  (unit >= 48 && unit <= 57) ||
  unit === 95 ||
  (unit >= 0x3b1 && unit <= 0x3c9) ||
  (unit >= 0x391 && unit <= 0x3a1) ||
  (unit >= 0x3a3 && unit <= 0x3a9) ||
  unit === 0x1d40;
const SPACE = 32;
const DOT = 46;
const CARET = 94;
const RAISED_MINUS = 0x207b;
const RAISED_ONE = 0xb9;

/** `⁻`, `·`, `⊙`, `⊗` */
const isSign = (unit: number): boolean => unit === RAISED_MINUS || unit === 0xb7 || unit === 0x2299 || unit === 0x2297;

const rationalKey = (value: Rational): string => (value.denominator === 1 ? String(value.numerator) : `${value.numerator}/${value.denominator}`);
const grouped = (form: MatrixForm): string =>
  form.kind === 'sum' || form.kind === 'hadamard' || form.kind === 'quotient' ? `(${formKey(form)})` : formKey(form);
const tight = (form: MatrixForm): string =>
  form.kind === 'name' || form.kind === 'call' || (form.kind === 'operation' && form.name !== 'scalarPower') || form.kind === 'elementwise'
    ? formKey(form)
    : `(${formKey(form)})`;

function joined(factors: readonly MatrixForm[], operator: string): string {
  let key = grouped(factors[0]!);
  for (let k = 1; k < factors.length; k++) key += operator + grouped(factors[k]!);
  return key;
}

/** A scalar chain among other factors stands in brackets. */
function productKey(factors: readonly MatrixForm[]): string {
  let key = '';
  for (let k = 0; k < factors.length; k++) {
    const factor = factors[k]!;
    if (k > 0) key += '·';
    key += factor.kind === 'product' ? `(${formKey(factor)})` : grouped(factor);
  }
  return key;
}

function sumKey(form: MatrixForm & { kind: 'sum' }): string {
  let key = '';
  for (let k = 0; k < form.terms.length; k++) {
    const { coefficient, form: term } = form.terms[k]!;
    const { numerator, denominator } = coefficient;
    if (numerator < 0) key += '-';
    else if (k > 0) key += '+';
    if (denominator !== 1) key += `${Math.abs(numerator)}/${denominator}·`;
    else if (numerator !== 1 && numerator !== -1) key += `${Math.abs(numerator)}·`;
    key += term.kind === 'sum' ? `(${formKey(term)})` : formKey(term);
  }
  return key;
}

function write(form: MatrixForm): string {
  switch (form.kind) {
    case 'number':
      return rationalKey(form.value);
    case 'name':
      return form.name;
    case 'dimension':
      return printDimension(form.dimension);
    case 'identity':
      return `I_${printDimension(form.size)}`;
    case 'ones':
    case 'zeros':
      return `${form.kind === 'ones' ? '1' : '0'}_${form.rows ? printDimension(form.rows) : ''},${form.columns ? printDimension(form.columns) : ''}`;
    case 'product':
      return productKey(form.factors);
    case 'hadamard':
      return joined(form.factors, '⊙');
    case 'kronecker':
      return joined(form.factors, '⊗');
    case 'sum':
      return sumKey(form);
    case 'quotient':
      return `${grouped(form.numerator)}/${tight(form.denominator)}`;
    case 'transpose':
      // X⁻ᵀ has no brackets
      return form.argument.kind === 'inverse' ? `${formKey(form.argument)}ᵀ` : `${tight(form.argument)}ᵀ`;
    case 'inverse':
      return `${tight(form.argument)}⁻¹`;
    case 'power':
      return `${tight(form.base)}^${rationalKey(form.exponent)}`;
    case 'elementwisePower':
      return `${tight(form.base)}.^${rationalKey(form.exponent)}`;
    case 'elementwise':
    case 'call':
    case 'matrixFunction':
      return `${form.function}(${formKey(form.argument)})`;
    case 'matrixPower':
      return `${tight(form.base)}^${tight(form.exponent)}`;
    case 'frechet':
      return `d${form.function}(${formKey(form.argument)},${formKey(form.direction)})`;
    case 'operation':
      return `${form.name}(${form.arguments.map(formKey).join(',')})`;
    case 'commutation':
      return `K_${printDimension(form.m)},${printDimension(form.n)}`;
    case 'apply':
      return `${form.name}${"'".repeat(form.order)}(${formKey(form.argument)})`;
    case 'entry':
      return `${tight(form.argument)}[${form.positions.map(position => position ?? ':').join(',')}]`;
    case 'stack':
      return `[${form.entries.map(row => row.map(formKey).join(' ')).join(';')}]`;
  }
}
