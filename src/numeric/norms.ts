/** Norms of a value on their analytic branch. */

import { symmetricEigensystem } from '../operations/jacobi.ts';
import type { Typed } from '../shapes/typed.ts';
import { functionOfMatrix, multiplyMatrices, traceOf, transposeMatrix } from './complexMatrices.ts';
import { mapEntries, scalarFunctions } from './elementwiseFunctions.ts';
import { NoDerivative, NotEvaluable } from './failures.ts';
import { messages } from './messages.ts';
import { valueOfOperation } from './tensorOperations.ts';
import { entrywise, multiplication, realScalar, sumBy, type Value } from './values.ts';

type NormName = Extract<Typed, { op: 'norm' }>['norm'];

/**
 * Of a matrix, or of a vector as one column or row. The 1- and the ∞-norm of a matrix are the induced ones.
 * @param isSmoothed Only powers of it are used that have no kink at 0, such as its square.
 */
export function normOf(name: NormName, a: Value, isMatrix: boolean, isSmoothed = false): Value {
  switch (name) {
    case '1':
      // the largest sum of a column
      return isMatrix ? largest(sumBy(absolute(a), a.columns, (_, column) => column)) : total(absolute(a));
    case 'F':
      return euclidean(a, isSmoothed);
    case '2':
      if (isMatrix) throw new NotEvaluable(messages.normOfMatrix('2'));
      return euclidean(a, isSmoothed);
    case 'inf':
      // the largest sum of a row
      return largest(isMatrix ? sumBy(absolute(a), a.rows, row => row) : absolute(a));
    case 'nuclear':
      // Σ σ_i = tr √(XᵀX), of the smaller of the two products, which has full rank
      return traceOf(rootOf(smallerGram(a)));
    case 'spectral':
      return valueOfOperation('spectralNorm', [{ value: a, shape: [a.rows, a.columns] }], 1);
  }
}

const absolute = (a: Value): Value => mapEntries(a, scalarFunctions.abs.real, scalarFunctions.abs.complex);
const largest = (a: Value): Value => valueOfOperation('max', [{ value: a, shape: [a.re.length] }], 1);
const squareRoot = (a: Value): Value => mapEntries(a, scalarFunctions.sqrt.real, scalarFunctions.sqrt.complex);
const total = (a: Value): Value => sumBy(a, 1, () => 0);
/** Where all entries are exactly 0, every such power of it is nothing to first order. */
function euclidean(a: Value, isSmoothed: boolean): Value {
  if (isSmoothed && a.re.every(x => x === 0)) return realScalar(0);
  return squareRoot(total(entrywise(a, a, multiplication)));
}

/** @throws NoDerivative where the matrix is singular */
function rootOf(gram: Value): Value {
  const values = symmetricEigensystem({ re: gram.re, im: null }, gram.rows)?.values.re;
  if (values && !(values[0]! > 1e-10 * values.at(-1)!)) throw new NoDerivative(messages.nuclearKink);
  return functionOfMatrix('sqrtm', gram);
}

function smallerGram(a: Value): Value {
  const turned = transposeMatrix(a);
  return a.rows < a.columns ? multiplyMatrices(a, turned) : multiplyMatrices(turned, a);
}
