/** Complex matrices as the rows of src/operations evaluate with them. */

import type { ElementwiseFunction } from '../operations/elementwise.ts';
import type { MatrixNumbers } from '../operations/matrixOperation.ts';
import { determinantOf, invertMatrix, multiplyMatrices } from './complexMatrices.ts';
import { mapEntries, scalarFunctions } from './elementwiseFunctions.ts';
import { checkEntries } from './limits.ts';
import { entrywise, matrixValue, multiplication, type Value } from './values.ts';

export const matrixNumbers: MatrixNumbers<Value> = {
  rowsOf: ({ rows }) => rows,
  columnsOf: ({ columns }) => columns,
  moved: (a, rows, columns, place) => {
    checkEntries(rows * columns);
    const re = new Float64Array(rows * columns);
    const im = a.im && new Float64Array(rows * columns);
    for (let i = 0; i < a.rows; i++)
      for (let j = 0; j < a.columns; j++) {
        const to = place(i, j);
        if (to === null) continue;
        re[to]! += a.re[i * a.columns + j]!;
        if (im) im[to]! += a.im![i * a.columns + j]!;
      }
    return matrixValue(rows, columns, re, im);
  },
  outer: (a, b, rows, columns, place) => {
    checkEntries(rows * columns);
    const positions = new Int32Array(rows * columns);
    const repeat = (source: Float64Array, take: (i: number, k: number) => number): Float64Array => {
      const result = new Float64Array(rows * columns);
      for (let i = 0; i < a.re.length; i++) for (let k = 0; k < b.re.length; k++) result[positions[i * b.re.length + k]!] = source[take(i, k)]!;
      return result;
    };
    for (let i = 0; i < a.re.length; i++)
      for (let k = 0; k < b.re.length; k++)
        positions[i * b.re.length + k] = place(Math.floor(i / a.columns), i % a.columns, Math.floor(k / b.columns), k % b.columns);
    const left = { re: repeat(a.re, i => i), im: a.im && repeat(a.im, i => i) };
    const right = { re: repeat(b.re, (_, k) => k), im: b.im && repeat(b.im, (_, k) => k) };
    const { re, im } = multiplication.apply(left, right);
    return matrixValue(rows, columns, re, im);
  },
  multiply: multiplyMatrices,
  times: (a, b) => entrywise(a, b, multiplication),
  inverse: invertMatrix,
  determinant: determinantOf,
  apply: (name, a) => {
    const { real, complex } = scalarFunctions[name as ElementwiseFunction];
    return mapEntries(a, real, complex);
  },
};
