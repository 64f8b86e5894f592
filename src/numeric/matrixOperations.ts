/** Products, transposes, inverses and their kin. */

import { determinantOf, functionOfMatrix, identityMatrix, invertMatrix, multiplyMatrices, requireSquare, traceOf, transposeMatrix } from './complexMatrices.ts';
import { mapEntries, scalarFunctions } from './elementwiseFunctions.ts';
import type { OperationTable } from './operation.ts';
import { entrywise, gather, matrixValue, multiplication, perMatrix, type Value } from './values.ts';

type MatrixOperation =
  | 'multiply'
  | 'kronecker'
  | 'matrixPower'
  | 'symbolicMatrixPower'
  | 'transpose'
  | 'inverse'
  | 'pseudoInverse'
  | 'trace'
  | 'determinant'
  | 'logDeterminant'
  | 'adjugate'
  | 'diag'
  | 'diagonal'
  | 'vec'
  | 'matrixFunction';

/** An operation on one matrix. */
const ofMatrix =
  (apply: (matrix: Value) => Value) =>
  (_: unknown, [a]: readonly Value[]): Value =>
    perMatrix([a!], apply);

export const matrixOperations: OperationTable<MatrixOperation> = {
  multiply: (node, [a, b]) => {
    const isScaling = node.args.some(argument => argument.shape.kind === 'scalar');
    return isScaling ? entrywise(a!, b!, multiplication) : perMatrix([a!, b!], multiplyMatrices);
  },
  kronecker: (_, [a, b]) => perMatrix([a!, b!], kronecker),
  matrixPower: (node, [a]) => perMatrix([a!], matrix => power(matrix, node.exponent)),
  symbolicMatrixPower: (_, [a, k]) => perMatrix([a!, k!], powerByValue),
  transpose: ofMatrix(transposeMatrix),
  inverse: ofMatrix(invertMatrix),
  pseudoInverse: ofMatrix(pseudoInverse),
  trace: ofMatrix(traceOf),
  determinant: ofMatrix(determinantOf),
  logDeterminant: ofMatrix(matrix => {
    const magnitude = mapEntries(determinantOf(matrix), scalarFunctions.abs.real, scalarFunctions.abs.complex);
    return mapEntries(magnitude, scalarFunctions.log.real, scalarFunctions.log.complex);
  }),
  adjugate: ofMatrix(matrix => entrywise(determinantOf(matrix), invertMatrix(matrix), multiplication)),
  diag: ofMatrix(vector => {
    const n = vector.re.length;
    const place = (source: Float64Array): Float64Array => {
      const result = new Float64Array(n * n);
      for (let i = 0; i < n; i++) result[i * n + i] = source[i]!;
      return result;
    };
    return matrixValue(n, n, place(vector.re), vector.im && place(vector.im));
  }),
  diagonal: ofMatrix(matrix => {
    const length = Math.min(matrix.rows, matrix.columns);
    const { re, im } = gather(matrix, 0, [{ size: length, stride: matrix.columns + 1 }]);
    return matrixValue(length, 1, re, im);
  }),
  vec: ofMatrix(matrix => {
    const turned = transposeMatrix(matrix);
    return matrixValue(turned.re.length, 1, turned.re, turned.im);
  }),
  matrixFunction: (node, [a]) => perMatrix([a!], matrix => functionOfMatrix(node.function, matrix)),
};

function kronecker(a: Value, b: Value): Value {
  const rows = a.rows * b.rows;
  const columns = a.columns * b.columns;
  // entry (i, k; j, l) is A_ij B_kl: both factors are repeated to that order of axes
  const left = gather(a, 0, [axis(a.rows, a.columns), axis(b.rows, 0), axis(a.columns, 1), axis(b.columns, 0)]);
  const right = gather(b, 0, [axis(a.rows, 0), axis(b.rows, b.columns), axis(a.columns, 0), axis(b.columns, 1)]);
  const { re, im } = multiplication.apply(left, right);
  return matrixValue(rows, columns, re, im);
}

const axis = (size: number, stride: number): { readonly size: number; readonly stride: number } => ({ size, stride });

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

/** (AᵀA)⁻¹Aᵀ or Aᵀ(AAᵀ)⁻¹: full rank, which random matrices have. */
function pseudoInverse(a: Value): Value {
  const turned = transposeMatrix(a);
  return a.rows >= a.columns
    ? multiplyMatrices(invertMatrix(multiplyMatrices(turned, a)), turned)
    : multiplyMatrices(turned, invertMatrix(multiplyMatrices(a, turned)));
}
