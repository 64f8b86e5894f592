/** Forms by hand. */

import { type Dimension, namedDimension } from '../../src/dimensions/dimension.ts';
import { formChildren } from '../../src/notation/fold.ts';
import type { IndexFactor, IndexForm, IndexName, MatrixForm, Orientation } from '../../src/notation/form.ts';
import { ONE, type Rational, rational } from '../../src/tensors/rational.ts';

type Kind<K extends MatrixForm['kind']> = Extract<MatrixForm, { readonly kind: K }>;

const named =
  (orientation: Orientation) =>
  (name: string): MatrixForm => ({ kind: 'name', name, variable: true, orientation });
export const matrix = named('matrix');
export const column = named('column');
export const row = named('row');
export const scalar = named('scalar');
export const size = namedDimension;
export const number = (numerator: number, denominator = 1): MatrixForm => ({ kind: 'number', value: rational(numerator, denominator), orientation: 'scalar' });
export const dimension = (of: Dimension): MatrixForm => ({ kind: 'dimension', dimension: of, orientation: 'scalar' });
export const identity = (of: Dimension): MatrixForm => ({ kind: 'identity', size: of, orientation: 'matrix' });
export const constant = (kind: 'ones' | 'zeros', rows: Dimension | null, columns: Dimension | null): MatrixForm => ({
  kind,
  rows,
  columns,
  orientation: rows ? (columns ? 'matrix' : 'column') : columns ? 'row' : 'scalar',
});
export const product = (...factors: readonly MatrixForm[]): MatrixForm => ({ kind: 'product', factors, orientation: factors.at(-1)!.orientation });
export const hadamard = (...factors: readonly MatrixForm[]): MatrixForm => ({ kind: 'hadamard', factors, orientation: factors[0]!.orientation });
export const kronecker = (...factors: readonly MatrixForm[]): MatrixForm => ({ kind: 'kronecker', factors, orientation: 'matrix' });
export const sum = (...terms: readonly (readonly [number | Rational, MatrixForm])[]): MatrixForm => ({
  kind: 'sum',
  terms: terms.map(([coefficient, form]) => ({ coefficient: typeof coefficient === 'number' ? rational(coefficient) : coefficient, form })),
  orientation: terms[0]?.[1].orientation ?? 'scalar',
});
export const quotient = (numerator: MatrixForm, denominator: MatrixForm): MatrixForm => ({
  kind: 'quotient',
  numerator,
  denominator,
  orientation: numerator.orientation,
});
export const transpose = (argument: MatrixForm): MatrixForm => ({
  kind: 'transpose',
  argument,
  orientation: argument.orientation === 'column' ? 'row' : argument.orientation === 'row' ? 'column' : argument.orientation,
});
export const inverse = (argument: MatrixForm): MatrixForm => ({ kind: 'inverse', argument, orientation: argument.orientation });
export const power = (base: MatrixForm, numerator: number, denominator = 1): MatrixForm => ({
  kind: 'power',
  base,
  exponent: rational(numerator, denominator),
  orientation: base.orientation,
});
export const elementwisePower = (base: MatrixForm, numerator: number, denominator = 1): MatrixForm => ({
  kind: 'elementwisePower',
  base,
  exponent: rational(numerator, denominator),
  orientation: base.orientation,
});
export const elementwise = (name: Kind<'elementwise'>['function'], argument: MatrixForm): MatrixForm => ({
  kind: 'elementwise',
  function: name,
  argument,
  orientation: argument.orientation,
});
export const call = (name: Kind<'call'>['function'], argument: MatrixForm, orientation: Orientation = 'scalar'): MatrixForm => ({
  kind: 'call',
  function: name,
  argument,
  orientation,
});
export const operation = (name: Kind<'operation'>['name'], argument: MatrixForm, orientation: Orientation = 'scalar'): MatrixForm => ({
  kind: 'operation',
  name,
  arguments: [argument],
  size: null,
  orientation,
});
export const matrixFunction = (name: Kind<'matrixFunction'>['function'], argument: MatrixForm): MatrixForm => ({
  kind: 'matrixFunction',
  function: name,
  argument,
  orientation: 'matrix',
});
export const matrixPower = (base: MatrixForm, exponent: MatrixForm): MatrixForm => ({ kind: 'matrixPower', base, exponent, orientation: 'matrix' });
export const frechet = (name: Kind<'frechet'>['function'], argument: MatrixForm, direction: MatrixForm): MatrixForm => ({
  kind: 'frechet',
  function: name,
  argument,
  direction,
  orientation: 'matrix',
});
export const commutation = (m: Dimension, n: Dimension): MatrixForm => ({ kind: 'commutation', m, n, orientation: 'matrix' });
export const apply = (name: string, order: number, argument: MatrixForm): MatrixForm => ({ kind: 'apply', name, order, argument, orientation: 'matrix' });
export const entry = (argument: MatrixForm, ...positions: readonly (number | null)[]): MatrixForm => ({
  kind: 'entry',
  argument,
  positions,
  orientation: 'scalar',
});
export const stack = (...entries: readonly (readonly MatrixForm[])[]): MatrixForm => ({ kind: 'stack', entries, orientation: 'matrix' });

const index =
  (role: IndexName['role']) =>
  (letter: string, of: string): IndexName => ({ letter, size: size(of), role });
export const numerator = index('numerator');
export const denominator = index('denominator');
export const summed = index('summed');
export const delta = (left: IndexName, right: IndexName): IndexFactor => ({ kind: 'delta', left, right });
export const at = (form: MatrixForm, indices: readonly IndexName[], exponent: Rational = ONE): IndexFactor => ({ kind: 'entry', form, indices, exponent });
export const tensor = (name: string, indices: readonly IndexName[], exponent: Rational = ONE): IndexFactor => ({ kind: 'tensor', name, indices, exponent });
export const applied = (name: Extract<IndexFactor, { kind: 'function' }>['function'], argument: IndexForm, exponent: Rational = ONE): IndexFactor => ({
  kind: 'function',
  function: name,
  argument,
  exponent,
});
export const term = (coefficient: number | Rational, over: readonly IndexName[], ...factors: readonly IndexFactor[]): IndexForm['terms'][number] => ({
  coefficient: typeof coefficient === 'number' ? rational(coefficient) : coefficient,
  summed: over,
  factors,
});
export const indexForm = (free: readonly IndexName[], ...terms: IndexForm['terms'][number][]): IndexForm => ({ free, terms });

/** Whether some form inside, or the form itself, is such. */
export const contains = (form: MatrixForm, isSuch: (form: MatrixForm) => boolean): boolean =>
  isSuch(form) || formChildren(form).some(inner => contains(inner, isSuch));
export { rational };
