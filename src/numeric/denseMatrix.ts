/** Square and rectangular matrices as row-major arrays, over either field. */

import { symmetricEigensystem } from '../operations/jacobi.ts';
import { DrawAgain, Singular } from './failures.ts';
import { type Field, reals } from './field.ts';

export type Entries = Float64Array;

/** Beyond this product of the norms of A and A⁻¹ the inverse has too few right digits to compare anything by. */
const conditionLimit = 1e8;
/** A determinant this small beside the product of the rows' norms is rounding. */
const determinantLimit = 1e-12;

export function identity(n: number): Entries {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}

export function transpose(a: Entries, rows: number, columns: number): Entries {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = a[i * columns + j]!;
  return result;
}

/** (rows × inner) · (inner × columns) */
export function multiply(field: Field, a: Entries, b: Entries, rows: number, inner: number, columns: number): Entries {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < columns; j++) {
        const at = i * columns + j;
        const sum = result[at]! + factor * b[k * columns + j]!;
        result[at] = field.modulus === 0 ? sum : sum % field.modulus;
      }
    }
  return result;
}

export function combine(field: Field, a: Entries, b: Entries, operation: 'add' | 'subtract'): Entries {
  const apply = field[operation];
  return a.map((value, i) => apply(value, b[i]!));
}

/**
 * By Gauss-Jordan elimination, n×n.
 * @throws DrawAgain where the matrix is singular, or over the reals too close to it.
 */
export function inverse(field: Field, matrix: Entries, n: number): Entries {
  const a = matrix.slice();
  const result = identity(n);
  for (let column = 0; column < n; column++) {
    const pivotRow = pivot(field, a, n, column);
    if (a[pivotRow * n + column] === 0 || Number.isNaN(a[pivotRow * n + column]!)) throw new Singular();
    swapRows(a, n, pivotRow, column);
    swapRows(result, n, pivotRow, column);
    const scale = field.reciprocal(a[column * n + column]!);
    scaleRow(field, a, n, column, column, scale);
    scaleRow(field, result, n, column, 0, scale);
    for (let row = 0; row < n; row++) {
      const factor = a[row * n + column]!;
      if (row === column || factor === 0) continue;
      // the pivot's row is 0 before its pivot
      subtractRow(field, a, n, row, column, column, factor);
      subtractRow(field, result, n, row, column, 0, factor);
    }
  }
  if (field.modulus === 0) checkCondition(matrix, result, n);
  return result;
}

/** Beyond it there is no telling it from a singular matrix. */
const singularLimit = 1e14;

/**
 * Skeel's condition number ‖|A⁻¹||A|‖∞: rows of very different size do no harm (Higham, Accuracy and Stability, 7.2).
 * @throws DrawAgain where it is too large for the digits of a double, Singular where none of them is right
 */
export function checkCondition(matrix: Entries, inverted: Entries, n: number): void {
  const rowSums = new Float64Array(n);
  for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) rowSums[k]! += Math.abs(matrix[k * n + j]!);
  let condition = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += Math.abs(inverted[i * n + k]!) * rowSums[k]!;
    condition = Math.max(condition, Number.isNaN(sum) ? Number.POSITIVE_INFINITY : sum);
  }
  if (condition > singularLimit) throw new Singular();
  if (condition > conditionLimit) throw new DrawAgain('ill-conditioned');
}

/** X⁺ of a real matrix of any rank, from the eigenvectors of the smaller of XᵀX and XXᵀ; what is below rounding counts as 0. */
export function realPseudoInverse(matrix: Entries, rows: number, columns: number): Entries {
  const flipped = transpose(matrix, rows, columns);
  const isWide = rows < columns;
  const n = Math.min(rows, columns);
  const gram = isWide ? multiply(reals, matrix, flipped, rows, columns, rows) : multiply(reals, flipped, matrix, columns, rows, columns);
  const system = symmetricEigensystem({ re: gram, im: null }, n);
  if (!system) throw new DrawAgain('no eigenvectors');
  const { re: values } = system.values;
  const { re: vectors } = system.vectors;
  const inverted = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    if (!(values[k]! > 1e-11 * values[n - 1]!)) continue;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) inverted[i * n + j]! += (vectors[i * n + k]! * vectors[j * n + k]!) / values[k]!;
  }
  return isWide ? multiply(reals, flipped, inverted, columns, rows, rows) : multiply(reals, inverted, flipped, columns, columns, rows);
}

/** X⁺ of a matrix of full rank, by the normal equations. @throws DrawAgain where the rank is not full */
export function pseudoInverse(field: Field, matrix: Entries, rows: number, columns: number): Entries {
  const flipped = transpose(matrix, rows, columns);
  if (rows >= columns)
    return multiply(field, inverse(field, multiply(field, flipped, matrix, columns, rows, columns), columns), flipped, columns, columns, rows);
  return multiply(field, flipped, inverse(field, multiply(field, matrix, flipped, rows, columns, rows), rows), columns, rows, rows);
}

/** @throws DrawAgain where it is 0 (its logarithm and its derivative are then without a value), or rounding over the reals. */
export function determinant(field: Field, matrix: Entries, n: number): number {
  const a = matrix.slice();
  let result = 1;
  let bound = 1;
  for (let i = 0; i < n && field.modulus === 0; i++) {
    let square = 0;
    for (let j = 0; j < n; j++) square += matrix[i * n + j]! ** 2;
    bound *= Math.sqrt(square);
  }
  for (let column = 0; column < n; column++) {
    const pivotRow = pivot(field, a, n, column);
    const value = a[pivotRow * n + column]!;
    if (value === 0 || Number.isNaN(value)) throw new Singular();
    if (pivotRow !== column) {
      swapRows(a, n, pivotRow, column);
      result = field.subtract(0, result);
    }
    result = field.multiply(result, value);
    const scale = field.reciprocal(value);
    for (let row = column + 1; row < n; row++) {
      const factor = field.multiply(a[row * n + column]!, scale);
      if (factor !== 0) subtractRow(field, a, n, row, column, column, factor);
    }
  }
  if (field.modulus === 0 && !(Math.abs(result) > determinantLimit * bound)) throw new Singular();
  return result;
}

/** max over rows of Σ |entries| */
export function rowNorm(a: Entries, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.abs(a[i * n + j]!);
    if (!(sum <= largest)) largest = sum;
  }
  return largest;
}

function pivot(field: Field, a: Entries, n: number, column: number): number {
  let best = column;
  for (let row = column; row < n; row++) {
    const value = Math.abs(a[row * n + column]!);
    if (field.modulus !== 0 && value !== 0) return row;
    if (value > Math.abs(a[best * n + column]!)) best = row;
  }
  return best;
}

function swapRows(a: Entries, n: number, i: number, j: number): void {
  if (i === j) return;
  for (let k = 0; k < n; k++) {
    const kept = a[i * n + k]!;
    a[i * n + k] = a[j * n + k]!;
    a[j * n + k] = kept;
  }
}

function scaleRow(field: Field, a: Entries, n: number, row: number, start: number, scale: number): void {
  for (let at = row * n + start; at < (row + 1) * n; at++) a[at] = field.multiply(a[at]!, scale);
}

/** Subtracts a multiple of another row. The innermost loop of all elimination: over the reals without a call for each entry. */
function subtractRow(field: Field, a: Entries, n: number, row: number, other: number, start: number, factor: number): void {
  if (field.modulus === 0) for (let j = start; j < n; j++) a[row * n + j]! -= factor * a[other * n + j]!;
  else for (let j = start; j < n; j++) a[row * n + j] = field.subtract(a[row * n + j]!, field.multiply(factor, a[other * n + j]!));
}
