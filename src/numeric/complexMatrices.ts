/** Matrix operations on real and complex values: products and inverses here, determinant and exponential by mathjs. */

import { type MatrixArithmetic, matrixFunctionRow } from '../operations/matrixFunctions.ts';
import type { MatrixFunction } from '../shapes/typed.ts';
import { checkCondition, type Entries, rowNorm } from './denseMatrix.ts';
import { DrawAgain, drawAgain, NotEvaluable, Singular } from './failures.ts';
import { checkElimination, checkWork } from './limits.ts';
import { type Complex, mathematics } from './mathematics.ts';
import { messages } from './messages.ts';
import { addition, matrixValue, printValue, type Value } from './values.ts';

/** A determinant this small beside the product of the rows' norms is rounding. */
const determinantLimit = 1e-12;

/** (rows × inner)(inner × columns), both without free indices. */
export function multiplyMatrices(a: Value, b: Value): Value {
  if (a.columns !== b.rows) throw new NotEvaluable(messages.sizesDisagree('·', printValue(a), printValue(b)));
  checkWork(a.rows * a.columns * b.columns);
  const product = (left: Entries, right: Entries, into: Entries, sign: number): Entries => {
    for (let i = 0; i < a.rows; i++)
      for (let k = 0; k < a.columns; k++) {
        const factor = sign * left[i * a.columns + k]!;
        if (factor !== 0) for (let j = 0; j < b.columns; j++) into[i * b.columns + j]! += factor * right[k * b.columns + j]!;
      }
    return into;
  };
  const zeros = (): Entries => new Float64Array(a.rows * b.columns);
  const re = product(a.re, b.re, zeros(), 1);
  if (!a.im && !b.im) return matrixValue(a.rows, b.columns, re, null);
  if (a.im && b.im) product(a.im, b.im, re, -1);
  const im = zeros();
  if (a.im) product(a.im, b.re, im, 1);
  if (b.im) product(a.re, b.im, im, 1);
  return matrixValue(a.rows, b.columns, re, im);
}

export function transposeMatrix(a: Value): Value {
  const turn = (source: Entries): Entries => {
    const result = new Float64Array(source.length);
    for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) result[j * a.rows + i] = source[i * a.columns + j]!;
    return result;
  };
  return matrixValue(a.columns, a.rows, turn(a.re), a.im && turn(a.im));
}

/** @throws DrawAgain where it is singular or nearly so. */
export function invertMatrix(a: Value): Value {
  requireSquare(a, 'The inverse');
  checkElimination(a.rows);
  const { re, im } = eliminate(a);
  checkCondition(a.re, re, a.rows);
  return matrixValue(a.rows, a.rows, re, im);
}

/** Gauss-Jordan elimination of [A | I] with the largest pivot of each column. */
function eliminate(a: Value): { readonly re: Entries; readonly im: Entries | null } {
  const n = a.rows;
  const width = 2 * n;
  const re = new Float64Array(n * width);
  const im = a.im && new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    re.set(a.re.subarray(i * n, (i + 1) * n), i * width);
    im?.set(a.im!.subarray(i * n, (i + 1) * n), i * width);
    re[i * width + n + i] = 1;
  }
  for (let column = 0; column < n; column++) {
    const sizeAt = (row: number): number => re[row * width + column]! ** 2 + (im ? im[row * width + column]! ** 2 : 0);
    let pivot = column;
    for (let row = column + 1; row < n; row++) if (sizeAt(row) > sizeAt(pivot)) pivot = row;
    const size = sizeAt(pivot);
    if (!(size > 0)) throw new Singular();
    const [x, y] = [re[pivot * width + column]! / size, im ? -im[pivot * width + column]! / size : 0];
    // rows change places as the pivot's row is scaled
    for (let j = column; j < width; j++) {
      const [to, from] = [column * width + j, pivot * width + j];
      const [p, q] = [re[from]!, im ? im[from]! : 0];
      re[from] = re[to]!;
      re[to] = x * p - y * q;
      if (!im) continue;
      im[from] = im[to]!;
      im[to] = x * q + y * p;
    }
    for (let row = 0; row < n; row++) if (row !== column) subtractRow(re, im, width, row, column);
  }
  const right = (part: Entries): Entries => Float64Array.from({ length: n * n }, (_, k) => part[Math.floor(k / n) * width + n + (k % n)]!);
  return { re: right(re), im: im && right(im) };
}

/** Makes the entry of the row in the column of the pivot, which is 1 and in the row of the same number, a 0. */
function subtractRow(re: Entries, im: Entries | null, width: number, row: number, column: number): void {
  const [to, from] = [row * width, column * width];
  const [x, y] = [re[to + column]!, im ? im[to + column]! : 0];
  if (x === 0 && y === 0) return;
  for (let j = column; j < width; j++) {
    const [p, q] = [re[from + j]!, im ? im[from + j]! : 0];
    re[to + j]! -= x * p - y * q;
    if (im) im[to + j]! -= x * q + y * p;
  }
}

/** @throws DrawAgain where it is 0 or rounding. */
export function determinantOf(a: Value): Value {
  requireSquare(a, 'The determinant');
  const value = attempt(() => mathematics.det(toArrays(a)));
  let bound = 1;
  for (let i = 0; i < a.rows; i++) bound *= Math.hypot(...a.re.subarray(i * a.columns, (i + 1) * a.columns));
  const [re, im] = typeof value === 'number' ? [value, 0] : [value.re, value.im];
  if (!(Math.abs(re) > determinantLimit * bound)) throw new Singular();
  return matrixValue(1, 1, Float64Array.of(re), a.im && Float64Array.of(im));
}

export function traceOf(a: Value): Value {
  requireSquare(a, 'The trace');
  const sum = (source: Entries): Entries => {
    let total = 0;
    for (let i = 0; i < a.rows; i++) total += source[i * a.columns + i]!;
    return Float64Array.of(total);
  };
  return matrixValue(1, 1, sum(a.re), a.im && sum(a.im));
}

export function identityMatrix(n: number): Value {
  const re = new Float64Array(n * n);
  for (let i = 0; i < n; i++) re[i * n + i] = 1;
  return matrixValue(n, n, re, null);
}

export function scaleMatrix(factor: number, a: Value): Value {
  return { ...a, re: a.re.map(x => factor * x), im: a.im?.map(x => factor * x) ?? null };
}

/** @throws DrawAgain where the matrix has no principal f(A) that is found. */
export function functionOfMatrix(name: MatrixFunction, a: Value): Value {
  requireSquare(a, name);
  if (name === 'expm') {
    if (!(rowNorm(a.re, a.rows) < 1e3)) throw new DrawAgain('too large for the exponential');
    return fromArrays(
      attempt(() => mathematics.expm(toArrays(a)).toArray()),
      a.rows,
    );
  }
  const arithmetic: MatrixArithmetic<Value> = {
    identity: identityMatrix(a.rows),
    multiply: multiplyMatrices,
    combine: (alpha, left, beta, right) => ({ ...left, ...addition.apply(scaleMatrix(alpha, left), scaleMatrix(beta, right)) }),
    inverse: invertMatrix,
    norm: value => rowNorm(value.re, value.rows),
    none: drawAgain,
  };
  return matrixFunctionRow(name).value(a, arithmetic);
}

export function requireSquare(a: Value, operation: string): void {
  if (a.rows !== a.columns) throw new NotEvaluable(messages.notSquare(operation, a.rows, a.columns));
}

function toArrays(a: Value): (number | Complex)[][] {
  checkElimination(a.rows);
  return Array.from({ length: a.rows }, (_, i) =>
    Array.from({ length: a.columns }, (_, j) => {
      const at = i * a.columns + j;
      return a.im ? mathematics.complex(a.re[at]!, a.im[at]!) : a.re[at]!;
    }),
  );
}

function fromArrays(rows: (number | Complex)[][], n: number): Value {
  const re = new Float64Array(n * n);
  const im = new Float64Array(n * n);
  for (const [i, row] of rows.entries())
    for (const [j, entry] of row.entries()) {
      re[i * n + j] = typeof entry === 'number' ? entry : entry.re;
      im[i * n + j] = typeof entry === 'number' ? 0 : entry.im;
    }
  return matrixValue(n, n, re, im.some(x => x !== 0) ? im : null);
}

/** What mathjs says, as plain errors, of a matrix that has no such value. */
const noInverse = /determinant is zero/;
const noValue = /acceptable parameters/;

function attempt<T>(compute: () => T): T {
  try {
    return compute();
  } catch (failure) {
    if (failure instanceof Error && noInverse.test(failure.message)) throw new Singular();
    if (failure instanceof Error && noValue.test(failure.message)) throw new DrawAgain(failure.message);
    throw failure;
  }
}
