/** Complex matrices as the rows of norms evaluate with them, on their analytic branch. */

import { symmetricEigensystem } from '../operations/jacobi.ts';
import type { NormNumbers } from '../operations/norms.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { functionOfMatrix } from './complexMatrices.ts';
import { NoDerivative } from './failures.ts';
import { matrixNumbers } from './matrixNumbers.ts';
import { messages } from './messages.ts';
import { valueOfOperation } from './tensorOperations.ts';
import { realScalar, type Value } from './values.ts';

const NORM_NUMBERS: NormNumbers<Value> = {
  ...matrixNumbers,
  rootOfSquares: squares => matrixNumbers.apply('sqrt', squares),
  operation: (name, a) => {
    const isOfMatrix = TENSOR_OPERATIONS[name as OperationName].axes.startsWith('mn');
    return valueOfOperation(name as OperationName, [{ value: a, shape: isOfMatrix ? [a.rows, a.columns] : [a.re.length] }], 1);
  },
  definiteRoot: a => {
    const values = symmetricEigensystem({ re: a.re, im: null }, a.rows)?.values.re;
    if (values && !(values[0]! > 1e-10 * values.at(-1)!)) throw new NoDerivative(messages.nuclearKink);
    return functionOfMatrix('sqrtm', a);
  },
};

/** Where only powers of a root are used that are smooth, each is nothing to first order where all that is squared is exactly 0. */
const SMOOTHED: NormNumbers<Value> = {
  ...NORM_NUMBERS,
  rootOfSquares: (squares, squared) => (squared.re.every(x => x === 0) ? realScalar(0) : NORM_NUMBERS.rootOfSquares(squares, squared)),
};

/** @param isSmoothed Only powers of the norm are used that have no kink at 0, such as its square. */
export const normNumbers = (isSmoothed = false): NormNumbers<Value> => (isSmoothed ? SMOOTHED : NORM_NUMBERS);
