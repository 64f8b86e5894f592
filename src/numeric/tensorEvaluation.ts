/** The value of a tensor expression at a point, over either field: every kind of node, each node once, no recursion. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ElementwiseName } from '../operations/elementwise.ts';
import type { MatrixFunctionName } from '../operations/matrixFunctions.ts';
import type { FieldMatrices } from '../operations/matrixOperation.ts';
import { tensorNodeRow } from '../operations/matrixOperations.ts';
import type { Dense } from '../operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { type FrechetNode, type MatrixFunctionNode, operandsOf, type TensorNode } from '../tensors/node.ts';
import { type Rational, toNumber } from '../tensors/rational.ts';
import { contract } from './contraction.ts';
import { determinant, type Entries, inverse, pseudoInverse, realPseudoInverse } from './denseMatrix.ts';
import { DrawAgain, NotEvaluable } from './failures.ts';
import type { Field } from './field.ts';
import { checkElimination, checkEntries } from './limits.ts';
import { messages } from './messages.ts';
import { roundedOtherwise } from './nearby.ts';
import type { Point, Unknown } from './points.ts';
import { largestOf, noiseOfFunction, noiseOfProduct, noiseOfSum, type Uncertain } from './rounding.ts';
import { fromPosition, numberOf, type Sizes, sizeOf } from './sizes.ts';

/** What the fields do differently: everything that is not a sum of products. */
export interface Algebra {
  readonly field: Field;
  /** A written number or π. */
  readonly constant: (value: number) => number;
  readonly size: (value: number) => number;
  readonly power: (values: Entries, exponent: Rational) => Entries;
  readonly elementwise: (name: ElementwiseName, values: Entries, seed: number) => Entries;
  /** ln |value| */
  readonly logOfMagnitude: (value: number, seed: number) => number;
  readonly matrixFunction: (node: MatrixFunctionNode | FrechetNode, argument: Entries, direction: Entries | null, n: number) => Entries;
  /** All entries of the derivative of an order ≥ 1. */
  readonly matrixFunctionDerivative: (name: MatrixFunctionName, order: number, argument: Entries, n: number) => Entries;
  /** A to the power of a number. */
  readonly matrixPower: (argument: Entries, exponent: number, n: number) => Entries;
  /** An operation on whole tensors, from its operands with their shapes. */
  readonly operation: (name: OperationName, operands: readonly Dense[], seed: number) => Entries;
  readonly opaque: (name: string, order: number, argument: Entries, outputs: number, seed: number) => Entries;
}

/** Values of names that are taken as they are although the name has a definition. */
export type Leaves = ReadonlyMap<string, Entries>;

export interface TensorValue {
  /** Row-major over the axes. */
  readonly data: Entries;
  readonly shape: readonly number[];
  /** How far rounding may have moved an entry; without meaning modulo a prime. */
  readonly noise: number;
}

/**
 * @throws NotEvaluable where a name or size has no value, a tensor is too large, or the field has no such function
 * @throws DrawAgain where the value does not exist at this point
 */
export function tensorValue(root: TensorNode, point: Point, algebra: Algebra, leaves: Leaves = new Map()): TensorValue {
  const values = new Map<TensorNode, Entries>();
  const rounding = new Map<TensorNode, Uncertain>();
  const vary = point.variation && roundedOtherwise(point.variation);
  const varying = new Set<TensorNode>();
  for (const node of postOrder(root)) {
    const operands = operandsOf(node);
    // a constant is exact, and an exponent must stay the number that it is
    if (operands.length === 0 ? node.kind === 'variable' && node.value === null : operands.some(operand => varying.has(operand))) varying.add(node);
    const exact = nodeValue(node, values, point, algebra, leaves);
    const data = vary && operands.length > 0 && varying.has(node) ? vary(exact) : exact;
    values.set(node, data);
    if (algebra.field.modulus === 0) rounding.set(node, roundingOf(node, data, rounding, point.sizes));
  }
  return { data: values.get(root)!, shape: root.shape.map(dimension => sizeOf(dimension, point.sizes)), noise: rounding.get(root)?.noise ?? 0 };
}

function roundingOf(node: TensorNode, data: Entries, rounding: ReadonlyMap<TensorNode, Uncertain>, sizes: Sizes): Uncertain {
  const magnitude = largestOf(data);
  const operands = operandsOf(node).flatMap(operand => rounding.get(operand) ?? []);
  switch (node.kind) {
    case 'variable':
    case 'dimension':
      return { magnitude, noise: 0 };
    case 'sum':
      return { magnitude, noise: noiseOfSum(operands, node.coefficients.map(toNumber)) };
    case 'product': {
      const summed = new Set(node.labels.flat().filter(label => !node.out.includes(label)));
      const terms = [...summed].reduce((product, label) => product * sizeOf(node.sizes[label]!, sizes), 1);
      return { magnitude, noise: noiseOfProduct(operands, terms) };
    }
    case 'select':
    case 'place':
    case 'slice':
    case 'concatenate':
      return { magnitude, noise: operands.reduce((largest, { noise }) => Math.max(largest, noise), 0) };
    default:
      return { magnitude, noise: noiseOfFunction(operands, magnitude) };
  }
}

/** The names that a value needs. */
export function unknownsOf(roots: readonly TensorNode[]): Map<string, Unknown> {
  const unknowns = new Map<string, Unknown>();
  for (const root of roots)
    for (const node of postOrder(root)) {
      if (node.kind !== 'variable' || node.value !== null) continue;
      const known = unknowns.get(node.name);
      unknowns.set(node.name, { name: node.name, shape: node.shape, facts: known ? new Set([...known.facts, ...node.facts]) : node.facts });
    }
  return unknowns;
}

/** Every size that occurs. */
export function dimensionsOf(roots: readonly TensorNode[]): Set<Dimension> {
  const dimensions = new Set<Dimension>();
  for (const root of roots)
    for (const node of postOrder(root)) {
      for (const dimension of node.shape) dimensions.add(dimension);
      if (node.kind === 'product') for (const dimension of node.sizes) dimensions.add(dimension);
      if (node.kind === 'dimension') dimensions.add(node.dimension);
      if (node.kind === 'select' || node.kind === 'place') {
        const { shape } = node.kind === 'select' ? node.argument : node;
        for (const [axis, position] of node.positions.entries())
          if (position !== null) for (const rest of fromPosition(shape[axis]!, position + 1)) dimensions.add(rest);
      }
    }
  return dimensions;
}

/** Operands before the nodes that use them. */
function postOrder(root: TensorNode): TensorNode[] {
  const order: TensorNode[] = [];
  const seen = new Set<TensorNode>();
  const open: TensorNode[] = [root];
  while (open.length > 0) {
    const node = open.at(-1)!;
    if (seen.has(node)) {
      open.pop();
      continue;
    }
    const waiting = operandsOf(node).filter(operand => !seen.has(operand));
    if (waiting.length > 0) open.push(...waiting);
    else {
      open.pop();
      seen.add(node);
      order.push(node);
    }
  }
  return order;
}

function nodeValue(node: TensorNode, values: ReadonlyMap<TensorNode, Entries>, point: Point, algebra: Algebra, leaves: Leaves): Entries {
  const { field } = algebra;
  const of = (operand: TensorNode): Entries => values.get(operand)!;
  const entries = node.shape.reduce((product, dimension) => product * sizeOf(dimension, point.sizes), 1);
  checkEntries(entries);
  switch (node.kind) {
    case 'variable':
      return node.value !== null
        ? Float64Array.of(algebra.constant(node.value))
        : given(node.name, leaves.get(node.name) ?? point.values.get(node.name), entries);
    case 'dimension':
      return Float64Array.of(algebra.size(numberOf(node.dimension, point.sizes)));
    case 'product': {
      const sizes = node.sizes.map(dimension => sizeOf(dimension, point.sizes));
      const factors = node.factors.map((factor, k) => ({ data: of(factor), labels: node.labels[k]! }));
      for (const [k, factor] of node.factors.entries()) checkAxes(factor, node.labels[k]!, sizes, point.sizes);
      return contract(factors, node.out, sizes, field);
    }
    case 'sum': {
      const result = new Float64Array(entries);
      for (const [k, term] of node.terms.entries()) {
        const coefficient = field.fromRational(node.coefficients[k]!);
        const data = of(term);
        if (data.length !== entries) throw new NotEvaluable(messages.sizesDisagree('+', String(entries), String(data.length)));
        for (let i = 0; i < entries; i++) result[i] = field.add(result[i]!, field.multiply(coefficient, data[i]!));
      }
      return result;
    }
    case 'power':
      return algebra.power(of(node.base), node.exponent);
    case 'elementwise':
      return algebra.elementwise(node.function, of(node.argument), point.seed);
    case 'matrixOperation': {
      const row = tensorNodeRow(node.name);
      if (row.axes.startsWith('nn')) squareSize(node.argument, point.sizes);
      const [rows, columns] = node.argument.shape.map(dimension => sizeOf(dimension, point.sizes)) as [number, number];
      return row.value(fieldMatrices(algebra, point.seed, rows, columns), of(node.argument));
    }
    case 'matrixFunction':
      return algebra.matrixFunction(node, of(node.argument), null, squareSize(node.argument, point.sizes));
    case 'matrixPower':
      return algebra.matrixPower(of(node.argument), of(node.exponent)[0]!, squareSize(node.argument, point.sizes));
    case 'frechet':
      return algebra.matrixFunction(node, of(node.argument), directionOf(node, of), squareSize(node.argument, point.sizes));
    case 'matrixFunctionDerivative':
      return algebra.matrixFunctionDerivative(node.function, node.order, of(node.argument), squareSize(node.argument, point.sizes));
    case 'operation': {
      const operands = node.operands.map(operand => ({ re: of(operand), im: null, shape: operand.shape.map(size => sizeOf(size, point.sizes)) }));
      for (const operand of node.operands) if (TENSOR_OPERATIONS[node.name].ofSymmetric) squareSize(operand, point.sizes);
      return withLength(algebra.operation(node.name, operands, point.seed), entries);
    }
    case 'apply': {
      const argument = of(node.argument);
      return algebra.opaque(node.name, node.order, argument, entries / argument.length ** node.order, point.seed);
    }
    case 'select':
      return select(of(node.argument), node.argument, node.positions, point.sizes);
    case 'place': {
      const result = new Float64Array(entries);
      const data = of(node.argument);
      for (const [i, at] of selectedOffsets(node, node.positions, point.sizes).entries()) result[at] = data[i]!;
      return result;
    }
    case 'slice': {
      const [outer, axis, inner] = splitAt(node.argument.shape, node.axis, point.sizes);
      const offset = numberOf(node.offset, point.sizes);
      const length = sizeOf(node.shape[node.axis]!, point.sizes);
      if (offset + length > axis) throw new NotEvaluable(messages.positionOutside(offset + length, axis));
      const result = new Float64Array(entries);
      for (let o = 0; o < outer; o++)
        result.set(of(node.argument).subarray((o * axis + offset) * inner, (o * axis + offset + length) * inner), o * length * inner);
      return result;
    }
    case 'concatenate': {
      const [outer, axis, inner] = splitAt(node.shape, node.axis, point.sizes);
      const result = new Float64Array(entries);
      let offset = 0;
      for (const part of node.parts) {
        const length = sizeOf(part.shape[node.axis]!, point.sizes);
        if (offset + length > axis) throw new NotEvaluable(messages.sizesDisagree('blocks', String(offset + length), String(axis)));
        for (let o = 0; o < outer; o++) result.set(of(part).subarray(o * length * inner, (o + 1) * length * inner), (o * axis + offset) * inner);
        offset += length;
      }
      if (offset !== axis) throw new NotEvaluable(messages.sizesDisagree('blocks', String(offset), String(axis)));
      return result;
    }
  }
}

/** Matrices of the size of one operand. */
const fieldMatrices = (algebra: Algebra, seed: number, rows: number, columns: number): FieldMatrices<Entries> => ({
  inverse: a => inverse(algebra.field, a, rows),
  determinant: a => Float64Array.of(determinant(algebra.field, a, rows)),
  logOfMagnitude: u => Float64Array.of(algebra.logOfMagnitude(u[0]!, seed)),
  pseudoInverse: a => (algebra.field.modulus === 0 ? realPseudoInverse(a, rows, columns) : pseudoInverse(algebra.field, a, rows, columns)),
});

/** The smaller side of a matrix is taken for its columns where that is not known: another point decides otherwise. */
function withLength(data: Entries, entries: number): Entries {
  if (data.length !== entries) throw new DrawAgain('more columns than rows');
  return data;
}

function given(name: string, value: Entries | undefined, entries: number): Entries {
  if (value === undefined) throw new NotEvaluable(messages.unknownValue(name));
  if (value.length !== entries) throw new NotEvaluable(messages.wrongLength(name, value.length, entries));
  return value;
}

function checkAxes(factor: TensorNode, labels: readonly number[], labelSizes: readonly number[], sizes: Sizes): void {
  for (const [axis, label] of labels.entries()) {
    const size = sizeOf(factor.shape[axis]!, sizes);
    if (size !== labelSizes[label]) throw new NotEvaluable(messages.sizesDisagree('a product', String(size), String(labelSizes[label])));
  }
}

/** Entry by entry in line with the argument: one that is shorter would count as zeros behind its end. */
function directionOf({ argument, direction }: FrechetNode, of: (operand: TensorNode) => Entries): Entries {
  const [given, expected] = [of(direction).length, of(argument).length];
  if (given !== expected) throw new NotEvaluable(messages.sizesDisagree('a Fréchet derivative', String(expected), String(given)));
  return of(direction);
}

function squareSize(node: TensorNode, sizes: Sizes): number {
  const rows = sizeOf(node.shape[0]!, sizes);
  const columns = sizeOf(node.shape[1]!, sizes);
  if (rows !== columns) throw new NotEvaluable(messages.notSquare('This function', rows, columns));
  checkElimination(rows);
  return rows;
}

function select(data: Entries, node: TensorNode, positions: readonly (number | null)[], sizes: Sizes): Entries {
  return Float64Array.from(selectedOffsets(node, positions, sizes), at => data[at]!);
}

/** Where the kept entries of a node of this shape are, in order. */
function selectedOffsets(node: { readonly shape: readonly Dimension[] }, positions: readonly (number | null)[], sizes: Sizes): number[] {
  let result = [0];
  for (const [axis, position] of positions.entries()) {
    const size = sizeOf(node.shape[axis]!, sizes);
    if (position !== null && position >= size) throw new NotEvaluable(messages.positionOutside(position + 1, size));
    const taken = position === null ? Array.from({ length: size }, (_, i) => i) : [position];
    result = result.flatMap(offset => taken.map(at => offset * size + at));
  }
  return result;
}

/** The numbers of entries before, along and after an axis. */
function splitAt(shape: readonly Dimension[], axis: number, sizes: Sizes): readonly [outer: number, along: number, inner: number] {
  const product = (dimensions: readonly Dimension[]): number => dimensions.reduce((result, dimension) => result * sizeOf(dimension, sizes), 1);
  return [product(shape.slice(0, axis)), sizeOf(shape[axis]!, sizes), product(shape.slice(axis + 1))];
}
