/** What is known about the values of a node, by declaration and by structure. */

import { addDimensions, compareDimensions, constantDimension, type Dimension, multiplyDimensions, scaleDimension } from '../dimensions/dimension.ts';
import { byFunction, elementwiseRows } from '../operations/elementwise.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { numberOf } from './leaves.ts';
import type { TensorNode } from './node.ts';

/** The functions whose values are 0 and 1 only. */
export const IDEMPOTENT = byFunction(row => row.idempotent ?? false);
const VALUES = byFunction(row => row.values ?? null);

/** Whether every entry is known to be greater than 0. */
export function isPositive(node: TensorNode): boolean {
  switch (node.kind) {
    case 'variable':
      return node.facts.has('positive');
    case 'dimension':
      return true;
    case 'elementwise':
      return VALUES[node.function] === 'positive' || hasPositiveValue(node);
    case 'operation':
      return TENSOR_OPERATIONS[node.name].values === 'positive' || (node.name === 'scalarPower' && isPositive(node.operands[0]!));
    case 'power':
      return isPositive(node.base);
    case 'sum':
      return node.terms.length > 0 && node.terms.every((term, k) => node.coefficients[k]!.numerator > 0 && isPositive(term));
    case 'select':
    case 'slice':
      return isPositive(node.argument);
    case 'product':
      // a repeated output label has zeros off its diagonal
      return new Set(node.out).size === node.out.length && node.factors.every(isPositive);
    default:
      return false;
  }
}

/** log 2: of a number the value decides. */
function hasPositiveValue({ function: name, argument }: TensorNode & { kind: 'elementwise' }): boolean {
  const value = numberOf(argument);
  return value !== null && elementwiseRows[name].real(value.numerator / value.denominator) > 0;
}

/** The polynomial over sizes that a scalar is, a whole number for all sizes; null where it is none. */
export function wholeNumberOf(node: TensorNode): Dimension | null {
  if (node.kind === 'dimension') return node.dimension;
  if (node.shape.length > 0 || (node.kind !== 'sum' && node.kind !== 'product')) return null;
  const parts = (node.kind === 'sum' ? node.terms : node.factors).map(wholeNumberOf);
  if (parts.some(part => part === null)) return null;
  const whole = parts as readonly Dimension[];
  if (node.kind === 'product') return whole.reduce(multiplyDimensions, constantDimension(1));
  if (node.coefficients.some(({ denominator }) => denominator !== 1)) return null;
  return whole.map((part, k) => scaleDimension(part, node.coefficients[k]!.numerator)).reduce(addDimensions, constantDimension(0));
}

/**
 * Which sides of a matrix are known to be orthonormal when they meet their like: 0 for the rows of QᵀQ = I, 1 for the columns of
 * QQᵀ = I; of a vector 0 for qᵀq = 1.
 */
export function orthonormalSides(node: TensorNode): readonly (0 | 1)[] {
  if (node.kind === 'variable') return node.facts.has('orthogonal') ? [0, 1] : [];
  if (node.kind !== 'operation' || !TENSOR_OPERATIONS[node.name].orthonormal) return [];
  const [rows, columns] = node.shape;
  return rows && columns && compareDimensions(rows, columns) === 'equal' ? [0, 1] : [0];
}

/** Whether every entry is known not to be negative. */
export function isNonnegative(node: TensorNode): boolean {
  if (isPositive(node)) return true;
  switch (node.kind) {
    case 'variable':
      return node.facts.has('nonnegative');
    case 'elementwise':
      return VALUES[node.function] === 'nonnegative';
    case 'operation':
      return TENSOR_OPERATIONS[node.name].values === 'nonnegative' || (node.name === 'max' && isNonnegative(node.operands[0]!));
    case 'power':
      return (node.exponent.numerator % 2 === 0 && node.exponent.denominator === 1) || isNonnegative(node.base);
    case 'sum':
      return node.terms.every((term, k) => node.coefficients[k]!.numerator > 0 && isNonnegative(term));
    case 'select':
    case 'slice':
      return isNonnegative(node.argument);
    case 'product':
      return node.factors.every(isNonnegative);
    default:
      return false;
  }
}
