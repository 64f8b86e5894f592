/** What a printed matrix form says, in numbers: a small evaluator that knows forms and nothing of the tensors they came from. */

import { constantDimension, type Dimension, evaluateDimension } from '../../src/dimensions/dimension.ts';
import type { MatrixForm, Orientation } from '../../src/notation/form.ts';
import { evaluateTensor, type Point, sizeOf } from '../../src/numeric/exact.ts';
import { DrawAgain } from '../../src/numeric/failures.ts';
import { elementwiseRows, type PrintedFunction, printedFunctions } from '../../src/operations/elementwise.ts';
import type { MatrixFunctionName } from '../../src/operations/matrixFunctions.ts';
import { isNoValue } from '../../src/operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../../src/operations/tensorOperations.ts';
import { apply, realConstant, variable } from '../../src/tensors/leaves.ts';
import { matrixFunction, matrixPower } from '../../src/tensors/matrix.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { toNumber } from '../../src/tensors/rational.ts';

/** Row-major; a scalar is 1×1, a column n×1, a row 1×n. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}
export interface Environment {
  readonly point: Point;
  /** Variables, constants such as π, and the names of intermediate results. */
  readonly named: ReadonlyMap<string, NamedTensor>;
  /** The shape of the value of an opaque function. */
  readonly resultOf: ReadonlyMap<string, readonly Dimension[]>;
}

/** The form has no value of its own: a name that stands for nothing, or a size that the form does not say. */
export class NoValue extends Error {}

export const matrix = (rows: number, columns: number, entry: (i: number, j: number) => number): Matrix => {
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = entry(i, j);
  return { rows, columns, data };
};
const at = (a: Matrix, i: number, j: number): number => a.data[i * a.columns + j]!;
const scalar = (value: number): Matrix => matrix(1, 1, () => value);
const isScalar = (a: Matrix): boolean => a.rows === 1 && a.columns === 1;
const map = (a: Matrix, f: (value: number) => number): Matrix => ({ ...a, data: a.data.map(f) });
export const transposed = (a: Matrix): Matrix => matrix(a.columns, a.rows, (i, j) => at(a, j, i));
const identity = (n: number): Matrix => matrix(n, n, (i, j) => (i === j ? 1 : 0));

export function formValue(form: MatrixForm, environment: Environment): Matrix {
  const of = (inner: MatrixForm): Matrix => formValue(inner, environment);
  const { sizes } = environment.point;
  const length = (dimension: Dimension | null): number => (dimension === null ? 1 : sizeOf(dimension, sizes));
  switch (form.kind) {
    case 'number':
      return scalar(toNumber(form.value));
    case 'name':
      return oriented(named(form.name, environment), form);
    case 'dimension':
      return scalar(evaluateDimension(form.dimension, sizes.named));
    case 'identity':
      return identity(length(form.size));
    case 'ones':
    case 'zeros':
      if (form.rows === null && form.columns === null && form.orientation !== 'scalar') throw new NoValue(`${form.kind} of a size that is not said`);
      return matrix(length(form.rows), length(form.columns), () => (form.kind === 'ones' ? 1 : 0));
    case 'product':
      return form.factors.map(of).reduce(multiply);
    case 'hadamard':
      return form.factors.map(of).reduce((a, b) => entrywise(a, b, (x, y) => x * y));
    case 'sum':
      return form.terms
        .map(({ coefficient, form: term }) => map(of(term), value => toNumber(coefficient) * value))
        .reduce((a, b) => entrywise(a, b, (x, y) => x + y));
    case 'quotient': {
      const [above, below] = [of(form.numerator), of(form.denominator)];
      return isScalar(below) ? map(above, value => value / below.data[0]!) : entrywise(above, below, (x, y) => x / y);
    }
    case 'transpose':
      return transposed(of(form.argument));
    case 'inverse':
      return inverse(of(form.argument));
    case 'power': {
      const base = of(form.base);
      if (isScalar(base)) return scalar(base.data[0]! ** toNumber(form.exponent));
      return Array.from({ length: toNumber(form.exponent) }, () => base).reduce(multiply);
    }
    case 'elementwisePower':
      return map(of(form.base), value => value ** toNumber(form.exponent));
    case 'elementwise':
      return map(of(form.argument), FUNCTIONS[form.function]);
    case 'call':
      return CALLS[form.function](of(form.argument));
    case 'matrixFunction':
      return functionOf(form.function, of(form.argument), environment);
    case 'matrixPower': {
      const base = of(form.base);
      const size = constantDimension(base.rows);
      const exponent = of(form.exponent).data[0]!;
      const node = matrixPower(variable(argumentName, [size, size]), realConstant(String(exponent), exponent));
      return { ...base, data: numbersOf(node, base.data, environment).data };
    }
    case 'frechet': {
      // the upper right block of f([A E; 0 A])
      const [a, e] = [of(form.argument), of(form.direction)];
      const n = a.rows;
      const block = matrix(2 * n, 2 * n, (i, j) => (i < n ? (j < n ? at(a, i, j) : at(e, i, j - n)) : j < n ? 0 : at(a, i - n, j - n)));
      const value = functionOf(form.function, block, environment);
      return matrix(n, n, (i, j) => at(value, i, j + n));
    }
    case 'kronecker':
      return form.factors.map(of).reduce(kronecker);
    case 'commutation': {
      // comm(m, n) vec(X) = vec(Xᵀ) for X m×n
      const [m, n] = [length(form.m), length(form.n)];
      return matrix(m * n, m * n, (row, column) => (row === (column % m) * n + Math.floor(column / m) ? 1 : 0));
    }
    case 'operation': {
      const operands = form.arguments.map(of);
      const own = OPERATIONS[form.name];
      if (own) return own(operands[0]!, form.arguments[0]!.orientation === 'matrix');
      const dense = operands.map(({ rows, columns, data }, k) => {
        const { orientation } = form.arguments[k]!;
        return { re: data, im: null, shape: orientation === 'matrix' ? [rows, columns] : orientation === 'scalar' ? [] : [rows * columns] };
      });
      const value = TENSOR_OPERATIONS[form.name].value(...dense);
      if (isNoValue(value)) throw new DrawAgain('no value');
      const columns = form.orientation === 'row' ? value.re.length : form.orientation === 'matrix' ? value.re.length / length(form.size) : 1;
      return { rows: value.re.length / columns, columns, data: value.re };
    }
    case 'apply':
      return oriented(applied(form.name, form.order, of(form.argument), form.argument.orientation, environment), form);
    case 'entry': {
      if (form.positions.length > 2) return partOfTensor(form, environment);
      const argument = of(form.argument);
      const positions = form.positions.length === 1 ? (argument.columns === 1 ? [form.positions[0]!, 1] : [1, form.positions[0]!]) : form.positions;
      const [row, column] = positions as readonly (number | null)[];
      return matrix(row === null ? argument.rows : 1, column === null ? argument.columns : 1, (i, j) =>
        at(argument, (row ?? i + 1) - 1, (column ?? j + 1) - 1),
      );
    }
    case 'stack': {
      const rows = form.entries.map(entries =>
        entries.map(of).reduce((a, b) => matrix(a.rows, a.columns + b.columns, (i, j) => (j < a.columns ? at(a, i, j) : at(b, i, j - a.columns)))),
      );
      return rows.reduce((a, b) => matrix(a.rows + b.rows, a.columns, (i, j) => (i < a.rows ? at(a, i, j) : at(b, i - a.rows, j))));
    }
  }
}

/** T[:,:,1] of a name. */
function partOfTensor({ argument, positions }: MatrixForm & { kind: 'entry' }, environment: Environment): Matrix {
  if (argument.kind !== 'name') throw new NoValue('a part of a tensor without a name');
  const { shape, data } = named(argument.name, environment);
  const kept = positions.flatMap((position, axis) => (position === null ? [axis] : []));
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const start = positions.reduce<number>((sum, position, axis) => sum + (position === null ? 0 : (position - 1) * strides[axis]!), 0);
  const [rows, columns] = kept as readonly (number | undefined)[];
  const step = (axis: number | undefined, by: number): number => (axis === undefined ? 0 : strides[axis]! * by);
  return matrix(rows === undefined ? 1 : shape[rows]!, columns === undefined ? 1 : shape[columns]!, (i, j) => data[start + step(rows, i) + step(columns, j)]!);
}

export function named(name: string, environment: Environment): NamedTensor {
  const known = environment.named.get(name);
  if (known) return known;
  const value = Number(name);
  if (name !== '' && Number.isFinite(value)) return { shape: [], data: Float64Array.of(value) };
  throw new NoValue(`the name ${name}`);
}

function oriented({ shape, data }: NamedTensor, form: MatrixForm): Matrix {
  if (shape.length > 2) throw new NoValue('a tensor of higher order');
  if (shape.length === 2) return { rows: shape[0]!, columns: shape[1]!, data };
  return form.orientation === 'row' ? { rows: 1, columns: data.length, data } : { rows: data.length, columns: 1, data };
}

function multiply(a: Matrix, b: Matrix): Matrix {
  if (isScalar(a)) return map(b, value => a.data[0]! * value);
  if (isScalar(b)) return map(a, value => b.data[0]! * value);
  if (a.columns !== b.rows) throw new Error(`a product of ${a.rows}×${a.columns} and ${b.rows}×${b.columns}`);
  return matrix(a.rows, b.columns, (i, j) => {
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += at(a, i, k) * at(b, k, j);
    return sum;
  });
}

function entrywise(a: Matrix, b: Matrix, combine: (x: number, y: number) => number): Matrix {
  if (a.rows !== b.rows || a.columns !== b.columns) throw new Error(`${a.rows}×${a.columns} beside ${b.rows}×${b.columns}`);
  return matrix(a.rows, a.columns, (i, j) => combine(at(a, i, j), at(b, i, j)));
}

const kronecker = (a: Matrix, b: Matrix): Matrix =>
  matrix(a.rows * b.rows, a.columns * b.columns, (i, j) => at(a, Math.floor(i / b.rows), Math.floor(j / b.columns)) * at(b, i % b.rows, j % b.columns));

/** Gauss and Jordan with row pivots: the inverse, where there is one, and the determinant. */
function eliminate(a: Matrix): { readonly inverse: Matrix | null; readonly determinant: number } {
  if (a.rows !== a.columns) throw new Error(`an inverse of ${a.rows}×${a.columns}`);
  const n = a.rows;
  const left = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => at(a, i, j)));
  const right = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  let determinant = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(left[i]![k]!) > Math.abs(left[pivot]![k]!)) pivot = i;
    if (pivot !== k) {
      [left[k], left[pivot]] = [left[pivot]!, left[k]!];
      [right[k], right[pivot]] = [right[pivot]!, right[k]!];
      determinant = -determinant;
    }
    const value = left[k]![k]!;
    if (value === 0) return { inverse: null, determinant: 0 };
    determinant *= value;
    for (const row of [left[k]!, right[k]!]) for (let j = 0; j < n; j++) row[j]! /= value;
    for (let i = 0; i < n; i++) {
      const factor = left[i]![k]!;
      if (i === k || factor === 0) continue;
      for (let j = 0; j < n; j++) {
        left[i]![j]! -= factor * left[k]![j]!;
        right[i]![j]! -= factor * right[k]![j]!;
      }
    }
  }
  return { inverse: matrix(n, n, (i, j) => right[i]![j]!), determinant };
}
function inverse(a: Matrix): Matrix {
  const inverted = eliminate(a).inverse;
  if (!inverted) throw new NoValue('a singular matrix');
  return inverted;
}
const determinant = (a: Matrix): number => eliminate(a).determinant;

/** f of a number, by its name. */
export const FUNCTIONS: Readonly<Record<(MatrixForm & { kind: 'elementwise' })['function'], (x: number) => number>> = {
  ...(Object.fromEntries(printedFunctions.map(name => [name, elementwiseRows[name].real])) as Record<PrintedFunction, (x: number) => number>),
  softplus: x => Math.log1p(Math.exp(x)),
  erf,
};

/** 2/√π Σ (−1)ᵏ x²ᵏ⁺¹ / (k! (2k+1)), whose terms cancel beyond 2; beyond 6 it is ±1 in a double. */
function erf(x: number): number {
  if (Math.abs(x) > 2) return Math.sign(x) * (Math.abs(x) > 6 ? 1 : 1 - tailOfGaussian(Math.abs(x)));
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    term *= (-x * x) / k;
    sum += term / (2 * k + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** erfc x for 2 < x < π/h by the trapezoidal rule with its correction (Chiarella and Reichel, Math. Comp. 22, 1968). */
function tailOfGaussian(x: number): number {
  const h = 0.5;
  let sum = 1 / (x * x);
  for (let k = 1; k <= 13; k++) sum += (2 * Math.exp(-((k * h) ** 2))) / ((k * h) ** 2 + x * x);
  return ((h * x) / Math.PI) * Math.exp(-x * x) * sum + 2 / (1 - Math.exp((2 * Math.PI * x) / h));
}

const total = (a: Matrix): number => a.data.reduce((sum, value) => sum + value, 0);
const norm = (a: Matrix): Matrix => scalar(Math.sqrt(a.data.reduce((sum, value) => sum + value * value, 0)));
function logsumexp(values: readonly number[]): number {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}
const rowOf = (a: Matrix, i: number): readonly number[] => Array.from({ length: a.columns }, (_, j) => at(a, i, j));

const CALLS: Readonly<Record<(MatrixForm & { kind: 'call' })['function'], (argument: Matrix) => Matrix>> = {
  trace: a => scalar(rowOf(a, 0).reduce((sum, _, i) => sum + at(a, i, i), 0)),
  determinant: a => scalar(determinant(a)),
  logDeterminant: a => scalar(Math.log(Math.abs(determinant(a)))),
  adjugate: a => map(inverse(a), value => value * determinant(a)),
  pseudoInverse: a =>
    a.rows >= a.columns ? multiply(inverse(multiply(transposed(a), a)), transposed(a)) : multiply(transposed(a), inverse(multiply(a, transposed(a)))),
  diag: a => matrix(a.data.length, a.data.length, (i, j) => (i === j ? a.data[i]! : 0)),
  diagonal: a => matrix(a.rows, 1, i => at(a, i, i)),
  vec: a => matrix(a.rows * a.columns, 1, k => at(a, k % a.rows, Math.floor(k / a.rows))),
  sum: a => scalar(total(a)),
  norm2: norm,
  normF: norm,
};

/** Of a matrix of each row, of a vector of all entries. */
const OPERATIONS: Readonly<Partial<Record<OperationName, (argument: Matrix, ofMatrix: boolean) => Matrix>>> = {
  softmax: (a, ofMatrix) =>
    ofMatrix ? matrix(a.rows, a.columns, (i, j) => Math.exp(at(a, i, j) - logsumexp(rowOf(a, i)))) : map(a, value => Math.exp(value - logsumexp([...a.data]))),
  logsumexp: (a, ofMatrix) => (ofMatrix ? matrix(a.rows, 1, i => logsumexp(rowOf(a, i))) : scalar(logsumexp([...a.data]))),
};

const fixedSizes = { named: new Map<string, number>(), replaced: new Map<number, number>() };
const argumentName = 'argument';

/** The value of a node whose only variable is the argument. */
function numbersOf(node: TensorNode, argument: Float64Array, environment: Environment): NamedTensor {
  const evaluated = evaluateTensor(node, { seed: environment.point.seed, sizes: fixedSizes, values: new Map([[argumentName, argument]]) });
  if (evaluated.status !== 'ok') throw new NoValue(evaluated.reason);
  return evaluated;
}

function functionOf(name: MatrixFunctionName, argument: Matrix, environment: Environment): Matrix {
  const size = constantDimension(argument.rows);
  return { ...argument, data: numbersOf(matrixFunction(name, variable(argumentName, [size, size])), argument.data, environment).data };
}

/** The value of an opaque function or of its derivative: the only thing about it that a form does not hold. */
export function applied(name: string, order: number, argument: Matrix, orientation: Orientation, environment: Environment): NamedTensor {
  const result = environment.resultOf.get(name);
  if (!result) throw new NoValue(`the function ${name}`);
  const { rows, columns, data } = argument;
  const shape = orientation === 'scalar' ? [] : orientation === 'matrix' ? [rows, columns] : [rows * columns];
  const resultShape = result.map(dimension => constantDimension(sizeOf(dimension, environment.point.sizes)));
  return numbersOf(apply(name, order, variable(argumentName, shape.map(constantDimension)), resultShape), data, environment);
}
