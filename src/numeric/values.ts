/**
 * Values of the surface language: a matrix of rows × columns (a scalar is 1×1, a vector n×1, a tensor has all its entries
 * in rows), real or complex, one for every combination of the free indices. A free index is thus an axis like another,
 * and a body such as A[i,j] x[j] is evaluated once for all i and j.
 */

import type { Entries } from './denseMatrix.ts';
import { NotEvaluable } from './failures.ts';
import { checkEntries } from './limits.ts';
import { messages } from './messages.ts';

export interface FreeIndex {
  readonly name: string;
  readonly size: number;
}

export interface Value {
  readonly free: readonly FreeIndex[];
  readonly rows: number;
  readonly columns: number;
  /** (free…, row, column), row-major. */
  readonly re: Entries;
  /** null where all are 0. */
  readonly im: Entries | null;
}

export const realScalar = (value: number): Value => ({ free: [], rows: 1, columns: 1, re: Float64Array.of(value), im: null });

export const matrixValue = (rows: number, columns: number, re: Entries, im: Entries | null): Value => ({ free: [], rows, columns, re, im });

/** Applies entry by entry; a 1×1 value is repeated. */
export function entrywise(a: Value, b: Value, operation: EntrywiseOperation): Value {
  const free = unionOf(a.free, b.free);
  const shape = a.rows * a.columns === 1 ? b : a;
  const [left, right] = [stretched(a, free, shape), stretched(b, free, shape)];
  if (left.rows !== right.rows || left.columns !== right.columns) throw new NotEvaluable(messages.sizesDisagree(operation.name, printValue(a), printValue(b)));
  return { free, rows: shape.rows, columns: shape.columns, ...operation.apply(left, right) };
}

interface Parts {
  readonly re: Entries;
  readonly im: Entries | null;
}
export interface EntrywiseOperation {
  readonly name: string;
  readonly apply: (a: Parts, b: Parts) => Parts;
}

export const addition: EntrywiseOperation = {
  name: '+',
  apply: (a, b) => ({ re: a.re.map((x, i) => x + b.re[i]!), im: a.im && b.im ? a.im.map((x, i) => x + b.im![i]!) : (a.im ?? b.im) }),
};
export const subtraction: EntrywiseOperation = {
  name: '−',
  apply: (a, b) => addition.apply(a, { re: b.re.map(x => -x), im: b.im?.map(x => -x) ?? null }),
};
export const multiplication: EntrywiseOperation = {
  name: '⊙',
  apply: (a, b) => {
    const re = a.re.map((x, i) => x * b.re[i]! - (a.im && b.im ? a.im[i]! * b.im[i]! : 0));
    if (!a.im && !b.im) return { re, im: null };
    return { re, im: re.map((_, i) => (a.im ? a.im[i]! * b.re[i]! : 0) + (b.im ? a.re[i]! * b.im[i]! : 0)) };
  },
};
export const division: EntrywiseOperation = {
  name: '⊘',
  apply: (a, b) => {
    if (!b.im) return { re: a.re.map((x, i) => x / b.re[i]!), im: a.im?.map((x, i) => x / b.re[i]!) ?? null };
    const size = b.re.map((x, i) => x * x + b.im![i]! ** 2);
    const product = multiplication.apply(a, { re: b.re, im: b.im.map(x => -x) });
    return { re: product.re.map((x, i) => x / size[i]!), im: product.im!.map((x, i) => x / size[i]!) };
  },
};

/** Applies a function to the matrices of every combination of free indices. */
export function perMatrix(values: readonly Value[], apply: (...matrices: Value[]) => Value): Value {
  const free = values.reduce<readonly FreeIndex[]>((union, value) => unionOf(union, value.free), []);
  if (free.length === 0) return apply(...values);
  const stretchedValues = values.map(value => stretched(value, free, value));
  const batches = free.reduce((product, index) => product * index.size, 1);
  const results: Value[] = [];
  for (let batch = 0; batch < batches; batch++) results.push(apply(...stretchedValues.map(value => matrixAt(value, batch))));
  const { rows, columns } = results[0]!;
  const entries = rows * columns;
  const re = new Float64Array(batches * entries);
  const im = results.some(result => result.im) ? new Float64Array(batches * entries) : null;
  for (const [batch, result] of results.entries()) {
    re.set(result.re, batch * entries);
    if (result.im) im!.set(result.im, batch * entries);
  }
  return { free, rows, columns, re, im };
}

function matrixAt(value: Value, batch: number): Value {
  const entries = value.rows * value.columns;
  const [start, end] = [batch * entries, (batch + 1) * entries];
  return { free: [], rows: value.rows, columns: value.columns, re: value.re.subarray(start, end), im: value.im?.subarray(start, end) ?? null };
}

/** The axes of a result: how long each is, and by how much a step along it moves in the source (0 repeats). */
export interface Axis {
  readonly size: number;
  readonly stride: number;
}

/** Copies entries along the axes, the last one running fastest. */
export function gather(parts: Parts, start: number, axes: readonly Axis[]): Parts {
  checkEntries(axes.reduce((product, axis) => product * axis.size, 1));
  let offsets = Int32Array.of(start);
  for (const { size, stride } of axes) {
    const next = new Int32Array(offsets.length * size);
    for (let i = 0; i < offsets.length; i++) for (let k = 0; k < size; k++) next[i * size + k] = offsets[i]! + k * stride;
    offsets = next;
  }
  const take = (source: Entries): Entries => {
    const result = new Float64Array(offsets.length);
    for (let i = 0; i < result.length; i++) result[i] = source[offsets[i]!]!;
    return result;
  };
  return { re: take(parts.re), im: parts.im && take(parts.im) };
}

/** The stride of every free index, by name. */
export function freeStrides(value: Value): Map<string, number> {
  const strides = new Map<string, number>();
  let stride = value.rows * value.columns;
  for (let i = value.free.length - 1; i >= 0; i--) {
    strides.set(value.free[i]!.name, stride);
    stride *= value.free[i]!.size;
  }
  return strides;
}

/** Adds the entries of a matrix into a column of `length`. */
export function sumBy(a: Value, length: number, into: (row: number, column: number) => number): Value {
  const add = (source: Float64Array): Float64Array => {
    const result = new Float64Array(length);
    for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) result[into(i, j)]! += source[i * a.columns + j]!;
    return result;
  };
  return { free: [], rows: length, columns: 1, re: add(a.re), im: a.im && add(a.im) };
}

function unionOf(a: readonly FreeIndex[], b: readonly FreeIndex[]): readonly FreeIndex[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const union = [...a];
  for (const index of b) {
    const known = a.find(other => other.name === index.name);
    if (known && known.size !== index.size) throw new NotEvaluable(messages.sizesDisagree(index.name, String(known.size), String(index.size)));
    if (!known) union.push(index);
  }
  return union;
}

/** Repeats a value over free indices that it lacks, and a 1×1 value over a shape. */
function stretched(value: Value, free: readonly FreeIndex[], shape: { readonly rows: number; readonly columns: number }): Value {
  const isRepeated = value.rows * value.columns === 1 && shape.rows * shape.columns !== 1;
  if (!isRepeated && sameIndices(value.free, free)) return value;
  const strides = freeStrides(value);
  const axes: Axis[] = free.map(index => ({ size: index.size, stride: strides.get(index.name) ?? 0 }));
  const { rows, columns } = isRepeated ? shape : value;
  axes.push({ size: rows * columns, stride: isRepeated ? 0 : 1 });
  return { free, rows, columns, ...gather(value, 0, axes) };
}

const sameIndices = (a: readonly FreeIndex[], b: readonly FreeIndex[]): boolean =>
  a === b || (a.length === b.length && a.every((index, i) => index.name === b[i]!.name));

export const printValue = (value: Value): string => `${value.rows}×${value.columns}`;
