/** A compact text of a form: equal forms have equal keys, and its length stands for the length of the printed text. */

import { printDimension } from '../dimensions/dimension.ts';
import type { Rational } from '../tensors/rational.ts';
import type { MatrixForm } from './form.ts';

const keys = new WeakMap<MatrixForm, string>();

export function formKey(form: MatrixForm): string {
  const known = keys.get(form);
  if (known !== undefined) return known;
  const key = write(form);
  keys.set(form, key);
  return key;
}

const costs = new WeakMap<MatrixForm, number>();

/** How many signs and names a form has, the length that a reader counts; a transposed bracket reads slowly and counts two more. */
export function formCost(form: MatrixForm): number {
  const known = costs.get(form);
  if (known !== undefined) return known;
  const cost = tokensIn(formKey(form)) + 2 * (formKey(form).match(/[+-][^()]*\)ᵀ/g)?.length ?? 0);
  costs.set(form, cost);
  return cost;
}

/** `⁻¹` is one sign, a name or a number is one, every other character is one. */
export const tokensIn = (key: string): number => key.match(/⁻¹|\.\^|[\p{L}\p{N}_]+|[^\s]/gu)?.length ?? 0;

const rationalKey = (value: Rational): string => (value.denominator === 1 ? String(value.numerator) : `${value.numerator}/${value.denominator}`);
const grouped = (form: MatrixForm): string =>
  form.kind === 'sum' || form.kind === 'hadamard' || form.kind === 'quotient' ? `(${formKey(form)})` : formKey(form);
const tight = (form: MatrixForm): string =>
  form.kind === 'name' || form.kind === 'call' || form.kind === 'elementwise' ? formKey(form) : `(${formKey(form)})`;

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
      return form.factors.map(grouped).join('·');
    case 'hadamard':
      return form.factors.map(grouped).join('⊙');
    case 'kronecker':
      return form.factors.map(grouped).join('⊗');
    case 'sum':
      return form.terms
        .map(({ coefficient, form: term }, k) => {
          const value = rationalKey(coefficient);
          const sign = value.startsWith('-') ? '-' : k > 0 ? '+' : '';
          const size = value.replace('-', '');
          return `${sign}${size === '1' ? '' : `${size}·`}${term.kind === 'sum' ? `(${formKey(term)})` : formKey(term)}`;
        })
        .join('');
    case 'quotient':
      return `${grouped(form.numerator)}/${tight(form.denominator)}`;
    case 'transpose':
      return `${tight(form.argument)}ᵀ`;
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
    case 'frechet':
      return `d${form.function}(${formKey(form.argument)},${formKey(form.direction)})`;
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
