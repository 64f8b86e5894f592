/** Every kind of tensor as NumPy. The walk is iterative and visits each node of the graph once. */

import type { Dimension } from '../dimensions/dimension.ts';
import { byFunction } from '../operations/elementwise.ts';
import type { TensorNode } from '../tensors/node.ts';
import { operandsOf } from '../tensors/node.ts';
import { isInteger, isOne, multiply, negate, type Rational } from '../tensors/rational.ts';
import { scaled } from './numpyOperand.ts';
import { productValue } from './numpyProduct.ts';
import { type ArrayValue, simpleValue, sizeExpression } from './numpyValue.ts';
import { PYTHON_LEVEL, type Python, type PythonBuilder } from './python.ts';

export interface Translation {
  readonly root: Python;
  /** Expressions that the user has named. */
  readonly names: ReadonlyMap<Python, string>;
  /** The shapes of the variables and of the results of opaque functions. */
  readonly shapes: ReadonlyMap<Python, readonly Dimension[]>;
}

export function translate(root: TensorNode, py: PythonBuilder): Translation {
  const order = operandsFirst(root);
  const uses = new Map<TensorNode, number>();
  for (const node of order) for (const operand of operandsOf(node)) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  const names = new Map<Python, string>();
  const shapes = new Map<Python, readonly Dimension[]>();
  const values = new Map<TensorNode, ArrayValue>();
  for (const node of order) {
    const operands = operandsOf(node).map(operand => values.get(operand)!);
    const value = arrayOf(node, operands, py);
    if (node.kind === 'reference' && !value.code.trivial && !names.has(value.code)) names.set(value.code, node.name);
    if (node.kind === 'variable') shapes.set(value.code, node.shape);
    if (node.kind === 'apply') shapes.set(py.opaqueFunction(node.name, node.order), node.shape);
    // what several users share is computed once and taken as it stands
    const shared = node.kind === 'reference' || (uses.get(node) ?? 0) > 1;
    values.set(node, shared && !isFree(node) ? simpleValue(value.code, node.shape.length, py) : value);
  }
  return { root: values.get(root)!.code, names, shapes };
}

/** Constants and names, which stay what they are for every user. */
const isFree = (node: TensorNode): boolean => node.kind === 'variable' || node.kind === 'dimension' || (node.kind === 'product' && node.factors.length === 0);

function operandsFirst(root: TensorNode): readonly TensorNode[] {
  const seen = new Set<TensorNode>([root]);
  const order: TensorNode[] = [];
  const stack = [{ node: root, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const operand = operandsOf(top.node)[top.next++];
    if (operand === undefined) {
      order.push(top.node);
      stack.pop();
    } else if (!seen.has(operand)) {
      seen.add(operand);
      stack.push({ node: operand, next: 0 });
    }
  }
  return order;
}

const FUNCTIONS = byFunction(({ numpy }): ((argument: Python, py: PythonBuilder) => Python) =>
  typeof numpy === 'string' ? (x, py) => py.call(numpy, [x]) : (x, py) => numpy(py, x),
);

function arrayOf(node: TensorNode, operands: readonly ArrayValue[], py: PythonBuilder): ArrayValue {
  const rank = node.shape.length;
  const simple = (code: Python, more?: Partial<ArrayValue>): ArrayValue => simpleValue(code, rank, py, more);
  const first = operands[0]!;
  switch (node.kind) {
    case 'variable':
      return simple(node.value === null ? py.variable(node.name) : constant(node.value, py));
    case 'dimension':
      return simple(sizeExpression(node.dimension, py));
    case 'product':
      return productValue(node, operands, size => sizeExpression(size, py), py);
    case 'sum':
      return sumValue(node.coefficients, operands, node.written, node.shape, py);
    case 'power':
      return powerValue(first, node.exponent, rank, py);
    case 'elementwise':
      return simple(FUNCTIONS[node.function](first.code, py));
    case 'inverse':
      return simple(py.call('np.linalg.inv', [first.code]), { inverseOf: { code: first.code, transposed: first.transposed } });
    case 'determinant':
      return simple(py.call('np.linalg.det', [first.code]));
    case 'logDeterminant':
      return simple(py.postfix(py.call('np.linalg.slogdet', [first.code]), '[1]'));
    case 'softmax':
      return simple(py.call('_softmax', [first.code]));
    case 'logsumexp':
      return simple(py.call('_logsumexp', [first.code]));
    case 'matrixFunction':
      return simple(py.call(`_${node.function}`, [first.code]));
    case 'matrixPower':
      return simple(py.call('_matrix_power', [first.code, operands[1]!.code]));
    case 'frechet':
      return simple(py.call('_frechet', [`_${node.function}`, first.code, operands[1]!.code]));
    case 'matrixFunctionDerivative':
      return simple(py.call('_matrix_function_derivative', [`_${node.function}`, String(node.order), first.code]));
    case 'pseudoInverse':
      return simple(py.call('np.linalg.pinv', [first.code]));
    case 'apply':
      return simple(py.call(py.opaqueFunction(node.name, node.order), [first.code]));
    case 'reference':
      return first;
    case 'select':
      return simple(py.postfix(first.code, subscript(node.positions.map(position => (position === null ? ':' : String(position))))));
    case 'place': {
      const index = node.positions.map(position => (position === null ? 'slice(None)' : String(position)));
      return simple(py.call('_place', [first.code, shapeTuple(node.shape, py), `(${index.join(', ')},)`]));
    }
    case 'concatenate':
      return simple(py.call('np.concatenate', [py.list(operands.map(operand => operand.code)), `axis=${node.axis}`]));
    case 'slice': {
      const before = ':, '.repeat(node.axis);
      const start = sizeExpression(node.offset, py);
      const length = sizeExpression(node.shape[node.axis]!, py);
      return simple(py.postfix(first.code, `[${before}`, start, ':', py.plus(start, length), ']'));
    }
  }
}

function subscript(axes: string[]): string {
  while (axes.at(-1) === ':') axes.pop();
  return axes.length === 0 ? '' : `[${axes.join(', ')}]`;
}

const shapeTuple = (shape: readonly Dimension[], py: PythonBuilder): Python =>
  shape.length === 1 ? sizeExpression(shape[0]!, py) : py.tuple(shape.map(size => sizeExpression(size, py)));

function constant(value: number, py: PythonBuilder): Python {
  if (value === Math.PI) return py.literal('np.pi');
  return value < 0 ? py.literal(String(value), PYTHON_LEVEL.unary) : py.literal(String(value));
}

function powerValue(base: ArrayValue, exponent: Rational, rank: number, py: PythonBuilder): ArrayValue {
  if (exponent.numerator < 0) {
    const below = rationalPower(base.code, negate(exponent), py);
    const transposed = rank === 2 ? rationalPower(base.transposed!, negate(exponent), py) : null;
    return simpleValue(py.over(py.literal('1'), below), rank, py, {
      scaled: coefficient => scaled(coefficient, { above: [], below: [below] }, null, py),
      reciprocalOf: { code: below, transposed },
    });
  }
  const square = exponent.numerator === 2 && isInteger(exponent);
  return simpleValue(rationalPower(base.code, exponent, py), rank, py, { squareOf: square ? base.code : null });
}

function rationalPower(base: Python, exponent: Rational, py: PythonBuilder): Python {
  if (isOne(exponent)) return base;
  if (isInteger(exponent)) return py.power(base, String(exponent.numerator));
  if (exponent.numerator === 1 && exponent.denominator === 2) return py.call('np.sqrt', [base]);
  if (exponent.denominator === 2) return py.power(base, String(exponent.numerator / 2));
  return py.power(base, `(${exponent.numerator} / ${exponent.denominator})`);
}

function sumValue(
  coefficients: readonly Rational[],
  terms: readonly ArrayValue[],
  written: readonly number[],
  shape: readonly Dimension[],
  py: PythonBuilder,
): ArrayValue {
  const rank = shape.length;
  if (terms.length === 0) return simpleValue(rank === 0 ? py.literal('0.0') : py.call('np.zeros', [shapeTuple(shape, py)]), rank, py);
  if (terms.length === 1) {
    const code = terms[0]!.scaled(coefficients[0]!);
    return simpleValue(code, rank, py, { scaled: outer => terms[0]!.scaled(multiply(outer, coefficients[0]!)) });
  }
  const order = isPermutation(written, terms.length) ? written : terms.map((_, k) => k);
  const full = terms.map((term, k) => term.broadcast !== null && axesCoveredByOthers(terms, k));
  const code = order.reduce<Python | null>((total, k) => {
    const render = (coefficient: Rational): Python => (full[k] ? terms[k]!.broadcast!(coefficient) : terms[k]!.scaled(coefficient));
    const coefficient = coefficients[k]!;
    if (!total) return render(coefficient);
    return coefficient.numerator < 0 ? py.minus(total, render(negate(coefficient))) : py.plus(total, render(coefficient));
  }, null);
  return simpleValue(code!, rank, py);
}

const isPermutation = (order: readonly number[], length: number): boolean =>
  order.length === length && new Set(order).size === length && order.every(k => k >= 0 && k < length);

/** Some other term has its full length on every axis that this one lacks. */
const axesCoveredByOthers = (terms: readonly ArrayValue[], k: number): boolean =>
  terms[k]!.covers.every((covered, axis) => covered || terms.some((other, j) => j !== k && other.covers[axis]));
