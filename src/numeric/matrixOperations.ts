/** Products, transposes, inverses and their kin. */

import { byMatrixOperation, type MatrixOperation } from '../operations/matrixOperations.ts';
import { functionOfMatrix, identityMatrix, invertMatrix, multiplyMatrices, requireSquare, transposeMatrix } from './complexMatrices.ts';
import { matrixNumbers } from './matrixNumbers.ts';
import type { OperationTable } from './operation.ts';
import { evaluateOperation } from './tensorOperations.ts';
import { entrywise, multiplication, perMatrix, type Value } from './values.ts';

type Operations = 'multiply' | 'matrixPower' | 'symbolicMatrixPower' | 'transpose' | 'matrixFunction' | 'operation' | MatrixOperation;

/** An operation on one matrix. */
const ofMatrix =
  (apply: (matrix: Value) => Value) =>
  (_: unknown, [a]: readonly Value[]): Value =>
    perMatrix([a!], apply);

export const matrixOperations: OperationTable<Operations> = {
  ...byMatrixOperation(
    ({ value }) =>
      (_: unknown, operands: readonly Value[]): Value =>
        perMatrix(operands, (...matrices) => value(matrixNumbers, ...matrices)),
  ),
  multiply: (node, [a, b]) => {
    const isScaling = node.args.some(argument => argument.shape.kind === 'scalar');
    return isScaling ? entrywise(a!, b!, multiplication) : perMatrix([a!, b!], multiplyMatrices);
  },
  matrixPower: (node, [a]) => perMatrix([a!], matrix => power(matrix, node.exponent)),
  symbolicMatrixPower: (_, [a, k]) => perMatrix([a!, k!], powerByValue),
  transpose: ofMatrix(transposeMatrix),
  operation: evaluateOperation,
  matrixFunction: (node, [a]) => perMatrix([a!], matrix => functionOfMatrix(node.function, matrix)),
};

/** By repeated squaring; a negative exponent is a power of the inverse. */
function power(a: Value, exponent: number): Value {
  requireSquare(a, 'A power');
  let square = exponent < 0 ? invertMatrix(a) : a;
  let result = identityMatrix(a.rows);
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyMatrices(result, square);
    if (rest > 1) square = multiplyMatrices(square, square);
  }
  return result;
}

/** The whole power where the exponent is a whole number, else the principal one, exp(k log A). @throws DrawAgain where there is none */
function powerByValue(a: Value, exponent: Value): Value {
  requireSquare(a, 'A power');
  const [k] = exponent.re;
  if (!exponent.im && Number.isSafeInteger(k)) return power(a, k!);
  return functionOfMatrix('expm', entrywise(exponent, functionOfMatrix('logm', a), multiplication));
}
