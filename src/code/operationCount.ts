/**
 * How many operations an array program takes, as a polynomial in the sizes: multiplications and additions, each product
 * of a sum with the addition that takes it in, a function of a number as one. Signs, and moving numbers, cost nothing.
 * Shared parts count once. Factorisations by their usual leading terms (Golub and Van Loan, Matrix Computations, 4th ed.).
 */

import { constantDimension, type Dimension, isSmaller, multiplyDimensions } from '../dimensions/dimension.ts';
import { tensorNodeRow } from '../operations/matrixOperations.ts';
import { DECOMPOSITION_OPERATIONS, type OperationTerms } from '../operations/tensorOperation.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { addTerm, type CountPolynomial, printCount } from './countPolynomial.ts';
import { type Axis, type Operation, operationBuilder, reachable } from './operation.ts';
import { translate } from './translate.ts';

export interface OperationCount {
  /** `2mn + 3m` */
  readonly text: string;
  /** The terms of the highest degree: `2mn`. */
  readonly leading: string;
}

/** Of all these together, what they share once. null where an operation has no count that the sizes decide: exp of a matrix, an opaque function. */
export function countOperations(roots: readonly TensorNode[]): OperationCount | null {
  const polynomial: CountPolynomial = new Map();
  for (const operation of reachable(translate(roots, new Map(), operationBuilder()).roots)) {
    const terms = costOf(operation);
    if (!terms) return null;
    for (const [coefficient, size] of terms) addTerm(polynomial, coefficient, size);
  }
  return printCount(polynomial);
}

type Terms = readonly (readonly [coefficient: Q.Rational, size: Dimension])[];

const FREE: Terms = [];
const times = (count: number, ...sizes: readonly Dimension[]): Terms => [[Q.rational(count), sizes.reduce(multiplyDimensions, constantDimension(1))]];
const volume = (shape: readonly Axis[]): Dimension =>
  shape.reduce<Dimension>((all, size) => (size ? multiplyDimensions(all, size) : all), constantDimension(1));

/** LU: 2/3 n³ */
const factorised = (n: Dimension): Terms => [[Q.rational(2, 3), volume([n, n, n])]];

function costOf(operation: Operation): Terms | null {
  const entries = volume(operation.shape);
  switch (operation.kind) {
    case 'variable':
    case 'function':
    case 'number':
    case 'real':
    case 'size':
    case 'zeros':
    case 'ones':
    case 'identity':
    case 'negate':
    case 'copy':
    case 'permute':
    case 'expand':
    case 'diagonal':
    case 'diagonalMatrix':
    case 'select':
    case 'place':
    case 'spread':
    case 'slice':
    case 'concatenate':
    case 'reshape':
      return FREE;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'elementwise':
      return times(1, entries);
    case 'power':
      return times(multiplicationsOf(operation.exponent), entries);
    case 'matmul':
      return times(2, entries, volume(operation.operands[1].shape.slice(0, 1)));
    case 'outer':
      return times(1, entries);
    case 'inner':
      return times(2, volume(operation.operands[0].shape));
    case 'contract':
      return contracted(operation.operands, operation.labels, operation.out);
    case 'sum':
      return times(1, volume(operation.operands[0].shape));
    case 'trace':
      return times(1, volume(operation.operands[0].shape.slice(0, 1)));
    case 'matrixOperation': {
      const { axes, operations } = tensorNodeRow(operation.name);
      return ofAxes(operations, axes.split('->')[0]!, operation.operands[0].shape);
    }
    case 'solve':
      return [...factorised(sizeOf(operation.operands[0])), ...times(2, entries, sizeOf(operation.operands[0]))];
    case 'decomposition': {
      const { axes, operations } = DECOMPOSITION_OPERATIONS[operation.name];
      return ofAxes(operations, axes, operation.operands[0].shape);
    }
    case 'tensorOperation': {
      const { axes, operations } = TENSOR_OPERATIONS[operation.name];
      return operations ? ofAxes(operations, axes.split('->')[0]!, arrayOf(operation.operands[0]).shape) : null;
    }
    // iterations until they converge
    case 'matrixFunction':
    case 'matrixPower':
    case 'frechet':
    case 'matrixFunctionDerivative':
    case 'call':
      return null;
  }
}

const sizeOf = ({ shape }: Operation): Dimension => volume(shape.slice(0, 1));

/** A decomposition has no shape of its own; what is decomposed has. */
const arrayOf = (operand: Operation | undefined): Operation => (operand?.kind === 'decomposition' ? operand.operands[0] : operand!);

/** The terms of a row, by the sizes of its first operand. */
function ofAxes(terms: OperationTerms, axes: string, shape: readonly Axis[]): Terms {
  const first = axes.split(',')[0]!;
  const own = first.replace('*', '');
  const leading = shape.length - own.length;
  const sizes = new Map([...own].map((letter, k) => [letter, volume([shape[leading + k]!])] as const));
  sizes.set('*', volume(shape.slice(0, leading)));
  const [rows, columns] = [sizes.get('m'), sizes.get('n')];
  if (rows && columns) {
    const isWide = isSmaller(rows, columns);
    sizes.set('k', isWide ? rows : columns).set('l', isWide ? columns : rows);
  }
  return terms.map(([count, letters]) => {
    const [numerator, denominator] = typeof count === 'number' ? [count, 1] : count;
    return [Q.rational(numerator, denominator), [...letters].map(letter => sizes.get(letter)!).reduce(multiplyDimensions, constantDimension(1))];
  });
}

/** Every product with its addition; without a sum the products alone. */
function contracted(operands: readonly Operation[], labels: readonly (readonly number[])[], out: readonly number[]): Terms {
  const sizes = new Map(labels.flatMap((own, k) => own.map((label, axis) => [label, operands[k]!.shape[axis]!] as const)));
  const summed = [...sizes.keys()].some(label => !out.includes(label)) ? 1 : 0;
  return times(operands.length - 1 + summed, volume([...sizes.values()]));
}

/** By repeated squaring; a root is one operation more. */
function multiplicationsOf({ numerator, denominator }: Q.Rational): number {
  const bits = Math.abs(numerator).toString(2);
  const ones = [...bits].filter(bit => bit === '1').length;
  return bits.length - 1 + Math.max(0, ones - 1) + (denominator > 1 ? 1 : 0);
}
