/** Tensor nodes by hand, and a plain evaluation of them: loops over every label, nothing of the printers. */

import { type Dimension, evaluateDimension, namedDimension } from '../../src/dimensions/dimension.ts';
import { byFunction, type ElementwiseName } from '../../src/operations/elementwise.ts';
import type { MatrixFunctionName } from '../../src/operations/matrixFunctions.ts';
import type { NodeOperation } from '../../src/operations/matrixOperations.ts';
import { isNoValue } from '../../src/operations/tensorOperation.ts';
import { TENSOR_OPERATIONS } from '../../src/operations/tensorOperations.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { ONE, type Rational, rational, toNumber } from '../../src/tensors/rational.ts';

let created = 0;
/** None is deep, and all are looked into for pieces. */
const base = (shape: readonly Dimension[]): Pick<TensorNode, 'id' | 'depth' | 'holdsPieces' | 'shape'> => ({
  id: created++,
  depth: 1,
  holdsPieces: true,
  shape,
});

export const size = (name: string): Dimension => namedDimension(name);
export const variable = (name: string, ...shape: readonly (string | Dimension)[]): TensorNode => ({
  ...base(shape.map(each => (typeof each === 'string' ? size(each) : each))),
  kind: 'variable',
  name,
  facts: new Set(),
  value: null,
});
export const constant = (name: string, value: number): TensorNode => ({ ...base([]), kind: 'variable', name, facts: new Set(), value });
export const dimension = (of: Dimension): TensorNode => ({ ...base([]), kind: 'dimension', dimension: of });

/** `product('ij,jk->ik', A, B)`; sizes of letters that no factor has come behind the arrow's side in `extra`. */
export function product(formula: string, factors: readonly TensorNode[], extra: Readonly<Record<string, Dimension>> = {}): TensorNode {
  const [left = '', right = ''] = formula.split('->');
  const inputs = factors.length === 0 ? [] : left.split(',');
  const letters = [...new Set([...right, ...inputs.join('')])];
  const sizes = letters.map(
    letter => extra[letter] ?? inputs.flatMap((input, k) => [...input].flatMap((each, axis) => (each === letter ? [factors[k]!.shape[axis]!] : [])))[0]!,
  );
  const number = (text: string): number[] => [...text].map(letter => letters.indexOf(letter));
  const out = number(right);
  return { ...base(out.map(label => sizes[label]!)), kind: 'product', factors, labels: inputs.map(number), out, sizes };
}
export const sum = (...terms: readonly (readonly [number | Rational, TensorNode])[]): TensorNode => ({
  ...base(terms[0]![1].shape),
  kind: 'sum',
  coefficients: terms.map(([coefficient]) => (typeof coefficient === 'number' ? rational(coefficient) : coefficient)),
  terms: terms.map(([, term]) => term),
  written: terms.map((_, k) => k),
});
export const zero = (...shape: readonly Dimension[]): TensorNode => ({ ...base(shape), kind: 'sum', coefficients: [], terms: [], written: [] });
export const power = (of: TensorNode, numerator: number, denominator = 1): TensorNode => ({
  ...base(of.shape),
  kind: 'power',
  base: of,
  exponent: rational(numerator, denominator),
});
export const elementwise = (name: ElementwiseName, argument: TensorNode): TensorNode => ({
  ...base(argument.shape),
  kind: 'elementwise',
  function: name,
  argument,
});
export const inverse = (argument: TensorNode): TensorNode => ({ ...base(argument.shape), kind: 'matrixOperation', name: 'inverse', argument });
export const determinant = (argument: TensorNode, name: 'determinant' | 'logDeterminant' = 'determinant'): TensorNode => ({
  ...base([]),
  kind: 'matrixOperation',
  name,
  argument,
});
export const softmax = (argument: TensorNode): TensorNode => ({ ...base(argument.shape), kind: 'operation', name: 'softmax', operands: [argument] });
export const logsumexp = (argument: TensorNode): TensorNode => ({
  ...base(argument.shape.slice(0, -1)),
  kind: 'operation',
  name: 'logsumexp',
  operands: [argument],
});
export const matrixFunction = (name: MatrixFunctionName, argument: TensorNode): TensorNode => ({
  ...base(argument.shape),
  kind: 'matrixFunction',
  function: name,
  argument,
});
export const frechet = (name: MatrixFunctionName, argument: TensorNode, direction: TensorNode): TensorNode => ({
  ...base(argument.shape),
  kind: 'frechet',
  function: name,
  argument,
  direction,
});
export const matrixPower = (argument: TensorNode, exponent: TensorNode): TensorNode => ({ ...base(argument.shape), kind: 'matrixPower', argument, exponent });
export const apply = (name: string, order: number, argument: TensorNode, shape: readonly Dimension[]): TensorNode => ({
  ...base(shape),
  kind: 'apply',
  name,
  order,
  argument,
});
export const select = (argument: TensorNode, positions: readonly (number | null)[]): TensorNode => ({
  ...base(argument.shape.filter((_, axis) => positions[axis] === null)),
  kind: 'select',
  argument,
  positions,
});
export const place = (argument: TensorNode, shape: readonly Dimension[], positions: readonly (number | null)[]): TensorNode => ({
  ...base(shape),
  kind: 'place',
  argument,
  positions,
});
export const concatenate = (axis: number, shape: readonly Dimension[], ...parts: readonly TensorNode[]): TensorNode => ({
  ...base(shape),
  kind: 'concatenate',
  axis,
  parts,
});
export const slice = (argument: TensorNode, axis: number, offset: Dimension, length: Dimension): TensorNode => ({
  ...base(argument.shape.map((each, k) => (k === axis ? length : each))),
  kind: 'slice',
  argument,
  axis,
  offset,
});
export { ONE, rational };

/** Entries in row-major order. */
export interface Dense {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}
export interface Environment {
  readonly sizes: ReadonlyMap<string, number>;
  readonly values: ReadonlyMap<string, Dense>;
}

const count = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
export const dense = (shape: readonly number[], fill: (index: readonly number[]) => number): Dense => {
  const data = new Float64Array(count(shape));
  const index = shape.map(() => 0);
  for (let at = 0; at < data.length; at++) {
    data[at] = fill(index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = index[axis]! + 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return { shape, data };
};
const entry = (array: Dense, index: readonly number[]): number => array.data[index.reduce((at, position, axis) => at * array.shape[axis]! + position, 0)]!;

export function evaluate(root: TensorNode, environment: Environment): Dense {
  const memo = new Map<TensorNode, Dense>();
  const visit = (node: TensorNode): Dense => {
    const known = memo.get(node) ?? compute(node, visit, environment);
    memo.set(node, known);
    return known;
  };
  return visit(root);
}

function compute(node: TensorNode, visit: (node: TensorNode) => Dense, environment: Environment): Dense {
  const shape = node.shape.map(each => evaluateDimension(each, environment.sizes));
  const map = (argument: TensorNode, change: (value: number) => number): Dense => {
    const array = visit(argument);
    return { shape, data: array.data.map(change) };
  };
  switch (node.kind) {
    case 'variable':
      return node.value === null ? environment.values.get(node.name)! : { shape, data: Float64Array.of(node.value) };
    case 'dimension':
      return { shape, data: Float64Array.of(evaluateDimension(node.dimension, environment.sizes)) };
    case 'product': {
      const factors = node.factors.map(visit);
      const lengths = node.sizes.map(each => evaluateDimension(each, environment.sizes));
      const data = new Float64Array(count(shape));
      const all = dense(lengths, () => 0);
      dense(all.shape, labels => {
        const at = node.out.reduce((position, label, axis) => position * shape[axis]! + labels[label]!, 0);
        const value = factors.reduce(
          (product, factor, k) =>
            product *
            entry(
              factor,
              node.labels[k]!.map(label => labels[label]!),
            ),
          1,
        );
        data[at] = data[at]! + value;
        return 0;
      });
      return { shape, data };
    }
    case 'sum': {
      const data = new Float64Array(count(shape));
      node.terms.forEach((term, k) => {
        visit(term).data.forEach((value, at) => {
          data[at] = data[at]! + toNumber(node.coefficients[k]!) * value;
        });
      });
      return { shape, data };
    }
    case 'power':
      return map(node.base, value => value ** toNumber(node.exponent));
    case 'elementwise':
      return map(node.argument, ELEMENTWISE[node.function]);
    case 'matrixOperation':
      return ofMatrix(node.name, visit(node.argument));
    case 'matrixFunction':
      return { shape, data: series(node.function, visit(node.argument)).data };
    case 'matrixPower': {
      const exponent = visit(node.exponent).data[0]!;
      return { shape, data: powerSeries(k => binomial(exponent, k), aboutIdentity(visit(node.argument))).data };
    }
    case 'frechet': {
      const n = shape[0]!;
      const [argument, direction] = [visit(node.argument), visit(node.direction)];
      const block = dense([2 * n, 2 * n], ([i, j]) =>
        i! < n ? (j! < n ? entry(argument, [i!, j!]) : entry(direction, [i!, j! - n])) : j! < n ? 0 : entry(argument, [i! - n, j! - n]),
      );
      const result = series(node.function, block);
      return dense(shape, ([i, j]) => entry(result, [i!, j! + n]));
    }
    case 'matrixFunctionDerivative': {
      const n = shape[0]!;
      const argument = visit(node.argument);
      const at = (moves: readonly (readonly [number, number, number])[]): Dense =>
        series(
          node.function,
          dense([n, n], ([i, j]) => entry(argument, [i!, j!]) + moves.reduce((sum, [k, l, h]) => sum + (k === i && l === j ? h : 0), 0)),
        );
      // nested central differences: slow and independent of the block matrices
      const difference = (units: readonly (readonly [number, number])[], moves: readonly (readonly [number, number, number])[]): Dense => {
        const [unit, ...rest] = units;
        if (!unit) return at(moves);
        const step = 2e-3;
        const [up, down] = [difference(rest, [...moves, [...unit, step]]), difference(rest, [...moves, [...unit, -step]])];
        return dense([n, n], index => (entry(up, index) - entry(down, index)) / (2 * step));
      };
      return dense(shape, ([i, j, ...units]) => {
        const pairs = Array.from({ length: node.order }, (_, slot) => [units[2 * slot]!, units[2 * slot + 1]!] as const);
        return entry(difference(pairs, []), [i!, j!]);
      });
    }
    case 'select': {
      const array = visit(node.argument);
      return dense(shape, index => {
        let next = 0;
        return entry(
          array,
          node.positions.map(position => position ?? index[next++]!),
        );
      });
    }
    case 'place': {
      const array = visit(node.argument);
      return dense(shape, index =>
        node.positions.every((position, axis) => position === null || index[axis] === position)
          ? entry(
              array,
              index.filter((_, axis) => node.positions[axis] === null),
            )
          : 0,
      );
    }
    case 'concatenate': {
      const parts = node.parts.map(visit);
      return dense(shape, index => {
        let at = index[node.axis]!;
        const part = parts.find(each => {
          if (at < each.shape[node.axis]!) return true;
          at -= each.shape[node.axis]!;
          return false;
        })!;
        return entry(
          part,
          index.map((position, axis) => (axis === node.axis ? at : position)),
        );
      });
    }
    case 'slice': {
      const array = visit(node.argument);
      const offset = evaluateDimension(node.offset, environment.sizes);
      return dense(shape, index =>
        entry(
          array,
          index.map((position, axis) => (axis === node.axis ? position + offset : position)),
        ),
      );
    }
    case 'operation': {
      const operands = node.operands.map(visit);
      const [array] = operands;
      const length = array!.shape.at(-1)!;
      if (node.name === 'softmax') return { shape, data: array!.data.map((value, at) => Math.exp(value) / rowSum(array!, at, length)) };
      if (node.name === 'logsumexp')
        return { shape, data: Float64Array.from({ length: count(shape) }, (_, row) => Math.log(rowSum(array!, row * length, length))) };
      const value = TENSOR_OPERATIONS[node.name].value(...operands.map(({ shape: own, data }) => ({ re: data, im: null, shape: own })));
      if (isNoValue(value)) throw new Error('the operation has no value here');
      return { shape, data: value.re };
    }
    case 'apply':
      throw new Error('an opaque function has no value');
  }
}

function rowSum(array: Dense, at: number, length: number): number {
  const start = at - (at % length);
  let total = 0;
  for (let k = start; k < start + length; k++) total += Math.exp(array.data[k]!);
  return total;
}

const ELEMENTWISE: Readonly<Record<ElementwiseName, (x: number) => number>> = {
  ...byFunction(row => row.real),
  erf: x => {
    // the power series; arguments in the tests are small
    let [term, total] = [x, x];
    for (let k = 1; k < 80; k++) {
      term *= (-x * x) / k;
      total += term / (2 * k + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * total;
  },
};

function ofMatrix(name: NodeOperation, matrix: Dense): Dense {
  switch (name) {
    case 'inverse':
      return { shape: matrix.shape, data: invert(matrix).inverse };
    case 'determinant':
      return { shape: [], data: Float64Array.of(invert(matrix).determinant) };
    case 'logDeterminant':
      return { shape: [], data: Float64Array.of(Math.log(Math.abs(invert(matrix).determinant))) };
    case 'pseudoInverse':
      return pseudoInverse(matrix);
  }
}

function pseudoInverse(matrix: Dense): Dense {
  const [m, n] = matrix.shape as [number, number];
  const tall = m >= n;
  const [rows, columns] = tall ? [m, n] : [n, m];
  const get = (i: number, j: number): number => (tall ? entry(matrix, [i, j]) : entry(matrix, [j, i]));
  const gram = dense([columns, columns], ([i, j]) => Array.from({ length: rows }, (_, k) => get(k, i!) * get(k, j!)).reduce((sum, value) => sum + value, 0));
  const inverse = { shape: [columns, columns], data: invert(gram).inverse };
  const value = (i: number, j: number): number =>
    Array.from({ length: columns }, (_, k) => entry(inverse, [i, k]) * get(j, k)).reduce((sum, part) => sum + part, 0);
  return dense([n, m], ([i, j]) => (tall ? value(i!, j!) : value(j!, i!)));
}

/** Gauss and Jordan with pivoting. */
function invert(matrix: Dense): { readonly inverse: Float64Array; readonly determinant: number } {
  const n = matrix.shape[0]!;
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: 2 * n }, (_, j) => (j < n ? entry(matrix, [i, j]) : j - n === i ? 1 : 0)));
  let determinant = 1;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column; i < n; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    if (pivot !== column) {
      [rows[pivot], rows[column]] = [rows[column]!, rows[pivot]!];
      determinant = -determinant;
    }
    const lead = rows[column]![column]!;
    determinant *= lead;
    rows[column] = rows[column]!.map(value => value / lead);
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![column]!;
      if (i !== column) rows[i] = rows[i]!.map((value, j) => value - factor * rows[column]![j]!);
    }
  }
  return { inverse: Float64Array.from(rows.flatMap(row => row.slice(n))), determinant };
}

/** By the power series at the matrix, or at the identity for log and root: for matrices near enough. */
function series(name: MatrixFunctionName, matrix: Dense): Dense {
  return powerSeries(COEFFICIENTS[name], name === 'logm' || name === 'sqrtm' ? aboutIdentity(matrix) : matrix);
}

const aboutIdentity = (matrix: Dense): Dense => dense(matrix.shape, ([i, j]) => entry(matrix, [i!, j!]) - (i === j ? 1 : 0));

function powerSeries(coefficientOf: (k: number) => number, about: Dense): Dense {
  const n = about.shape[0]!;
  const identity = dense([n, n], ([i, j]) => (i === j ? 1 : 0));
  const total = new Float64Array(n * n);
  let term = identity;
  for (let k = 0; k < 200; k++) {
    const coefficient = coefficientOf(k);
    term.data.forEach((value, at) => {
      total[at] = total[at]! + coefficient * value;
    });
    const factor = term;
    term = dense([n, n], ([i, j]) => {
      let value = 0;
      for (let l = 0; l < n; l++) value += entry(factor, [i!, l]) * entry(about, [l, j!]);
      return value;
    });
  }
  return { shape: [n, n], data: total };
}

const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
const COEFFICIENTS: Readonly<Record<MatrixFunctionName, (k: number) => number>> = {
  expm: k => 1 / factorial(k),
  sinm: k => (k % 2 === 1 ? (k % 4 === 1 ? 1 : -1) / factorial(k) : 0),
  cosm: k => (k % 2 === 0 ? (k % 4 === 0 ? 1 : -1) / factorial(k) : 0),
  logm: k => (k === 0 ? 0 : (k % 2 === 1 ? 1 : -1) / k),
  sqrtm: k => binomial(0.5, k),
};

function binomial(exponent: number, k: number): number {
  let result = 1;
  for (let j = 0; j < k; j++) result *= (exponent - j) / (j + 1);
  return result;
}
