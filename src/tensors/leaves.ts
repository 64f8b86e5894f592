/** Nodes without operands, and the plain wrappers around one. */

import { type Dimension, one as oneDimension } from '../dimensions/dimension.ts';
import { emptyProduct } from './canonical.ts';
import { intern, internVariable } from './intern.ts';
import type { TensorNode, VariableNode } from './node.ts';
import { ONE, type Rational, rational } from './rational.ts';
import { emptySum, linear } from './sum.ts';

const noFacts: ReadonlySet<string> = new Set();

/** A name of this shape. Facts are declared properties that simplification may use. */
export function variable(name: string, shape: readonly Dimension[], facts: ReadonlySet<string> = noFacts): TensorNode {
  return internVariable(name, shape, facts, null);
}

/** A constant that is no rational number with few digits: π, or a long decimal; it prints as `name`. */
export function realConstant(name: string, value: number): TensorNode {
  return internVariable(name, NOTHING, value > 0 ? POSITIVE_CONSTANT : CONSTANT, value);
}

const CONSTANT: ReadonlySet<string> = new Set(['constant']);
const POSITIVE_CONSTANT: ReadonlySet<string> = new Set(['positive', 'constant']);

/** The scalar 1: the product of nothing. */
export const scalarOne = (): TensorNode => emptyProduct(NOTHING, NOTHING);

const NOTHING: readonly never[] = [];

export const number = (value: Rational | number): TensorNode => linear([[typeof value === 'number' ? rational(value) : value, scalarOne()]], []);

/** A size used as a number: a polynomial over named sizes. */
export function dimensionNumber(dimension: Dimension): TensorNode {
  if (dimension.constant !== null) return number(dimension.constant);
  return intern(`d|${dimension.key}`, { kind: 'dimension', shape: [], dimension });
}

/** 0 of a shape: the empty sum. */
export const zero = (shape: readonly Dimension[]): TensorNode => emptySum(shape);

/** Ones of a shape. */
export function ones(shape: readonly Dimension[]): TensorNode {
  if (shape.length === 0) return scalarOne();
  return emptyProduct(
    shape.map((_, axis) => axis),
    shape,
  );
}

/** δ: axes (shape…, shape…), 1 where the two halves agree. */
export function identity(shape: readonly Dimension[]): TensorNode {
  if (shape.length === 0) return scalarOne();
  const labels = shape.map((_, axis) => axis);
  return emptyProduct([...labels, ...labels], [...shape, ...shape]);
}

/** An opaque function of a tensor, or its derivative of an order. @param resultShape of the function itself */
export function apply(name: string, order: number, argument: TensorNode, resultShape: readonly Dimension[]): TensorNode {
  const shape = [...resultShape];
  for (let k = 0; k < order; k++) shape.push(...argument.shape);
  return intern(`a|${name}|${order}|${argument.id}`, { kind: 'apply', name, order, argument, shape });
}

export const isVariable = (node: TensorNode): node is VariableNode => node.kind === 'variable';
export const isZero = (node: TensorNode): boolean => node.kind === 'sum' && node.terms.length === 0;
export const isScalarOne = (node: TensorNode): boolean => node.kind === 'product' && node.factors.length === 0 && node.out.length === 0;

/** The coefficient and the rest: c · rest. A node without a coefficient has 1. */
export function splitCoefficient(node: TensorNode): { readonly coefficient: Rational; readonly rest: TensorNode } {
  return node.kind === 'sum' && node.terms.length === 1 ? { coefficient: node.coefficients[0]!, rest: node.terms[0]! } : { coefficient: ONE, rest: node };
}

/** The number a scalar node is, where it is one. */
export function numberOf(node: TensorNode): Rational | null {
  if (node.shape.length > 0) return null;
  if (isZero(node)) return rational(0);
  const { coefficient, rest } = splitCoefficient(node);
  return isScalarOne(rest) ? coefficient : null;
}

export const unitSize = oneDimension;
