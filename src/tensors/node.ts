/**
 * The intermediate representation: tensor expressions in Einstein notation after Laue, Mitterreiter and Giesen
 * (NeurIPS 2018, AAAI 2020), hash-consed: equal structure is the same object. There is one product node and no node
 * for transposes, traces, diagonals, deltas or ones; all of them are labels.
 *
 * A product Σ f₁[labels₁] · f₂[labels₂] · … with an output list `out` has at the output position (o₁, o₂, …) the sum
 * over all labels that are not in `out`. `out` may repeat a label (identity, diagonal: entries where the two positions
 * differ are 0), may have a label that no factor has (ones, broadcasting) and may be in any order (transpose).
 */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ElementwiseName } from '../operations/elementwise.ts';
import type { MatrixFunctionName } from '../operations/matrixFunctions.ts';
import type { NodeOperation } from '../operations/matrixOperations.ts';
import type { OperationName } from '../operations/tensorOperations.ts';
import type { Rational } from './rational.ts';

interface Base {
  /** Creation order within its table. Never decides what is printed. */
  readonly id: number;
  /** The axes. */
  readonly shape: readonly Dimension[];
  /** Of the longest way to a leaf how many nodes. */
  readonly depth: number;
  /** Whether blocks are put together somewhere in it: a node of the kinds `place` and `concatenate`. */
  readonly holdsPieces: boolean;
  /** Whether it equals its transpose, once `isSymmetric` was asked. */
  symmetric?: boolean | undefined;
}

export interface VariableNode extends Base {
  readonly kind: 'variable';
  readonly name: string;
  /** Declared facts that simplification may use. */
  readonly facts: ReadonlySet<string>;
  /** A written number with too many digits, or π: `name` is how it prints. */
  readonly value: number | null;
}
/** A size used as a number. */
export interface DimensionNode extends Base {
  readonly kind: 'dimension';
  readonly dimension: Dimension;
}
/** Σ over labels; see above. `labels[k][a]` is the label of axis a of factor k. Sizes: `sizes[label]`. */
export interface ProductNode extends Base {
  readonly kind: 'product';
  readonly factors: readonly TensorNode[];
  readonly labels: readonly (readonly number[])[];
  readonly out: readonly number[];
  readonly sizes: readonly Dimension[];
}
/** Σ coefficients[i] · terms[i], all of the same shape. The empty sum is 0. */
export interface SumNode extends Base {
  readonly kind: 'sum';
  readonly coefficients: readonly Rational[];
  readonly terms: readonly TensorNode[];
  /** The order in which the terms were written. */
  readonly written: readonly number[];
}
/** Entry by entry, a constant exponent. */
export interface PowerNode extends Base {
  readonly kind: 'power';
  readonly base: TensorNode;
  readonly exponent: Rational;
}
export interface ElementwiseNode extends Base {
  readonly kind: 'elementwise';
  readonly function: ElementwiseName;
  readonly argument: TensorNode;
}
/** An operation on one matrix for which rules of products look: its inverse, its determinant. What it is stands in its row in src/operations. */
export interface MatrixOperationNode extends Base {
  readonly kind: 'matrixOperation';
  readonly name: NodeOperation;
  readonly argument: TensorNode;
}
/** f of a square matrix by its power series. */
export interface MatrixFunctionNode extends Base {
  readonly kind: 'matrixFunction';
  readonly function: MatrixFunctionName;
  readonly argument: TensorNode;
}
/**
 * A square matrix to the power of a scalar that is no known whole number: A^k. Where the exponent has the value of a whole
 * number it is that power of A or of its inverse, otherwise the principal power exp(k log A).
 */
export interface MatrixPowerNode extends Base {
  readonly kind: 'matrixPower';
  readonly argument: TensorNode;
  /** A scalar. */
  readonly exponent: TensorNode;
}
/** The Fréchet derivative of f at `argument` in the direction `direction` (both n×n): the upper right block of f([A E; 0 A]). */
export interface FrechetNode extends Base {
  readonly kind: 'frechet';
  readonly function: MatrixFunctionName;
  readonly argument: TensorNode;
  readonly direction: TensorNode;
}
/** The derivative of order ≥ 1 of a matrix function by all entries of its argument: axes (n, n), then n, n for each order. */
export interface MatrixFunctionDerivativeNode extends Base {
  readonly kind: 'matrixFunctionDerivative';
  readonly function: MatrixFunctionName;
  readonly order: number;
  readonly argument: TensorNode;
}
/** A function of whole tensors, of which all is said in its row in src/operations. */
export interface OperationNode extends Base {
  readonly kind: 'operation';
  readonly name: OperationName;
  readonly operands: readonly TensorNode[];
}
/** An opaque function, or its k-th derivative: shape = function's result axes, then k times the axes of the argument. */
export interface ApplyNode extends Base {
  readonly kind: 'apply';
  readonly name: string;
  readonly order: number;
  readonly argument: TensorNode;
}
/** A part of `argument`: per axis a literal position (from 0, drops the axis) or null (keeps it). */
export interface SelectNode extends Base {
  readonly kind: 'select';
  readonly argument: TensorNode;
  readonly positions: readonly (number | null)[];
}
/** Blocks laid side by side along one axis. */
export interface ConcatenateNode extends Base {
  readonly kind: 'concatenate';
  readonly axis: number;
  readonly parts: readonly TensorNode[];
}
/** `argument` put into zeros of this shape at `positions` (the adjoint of select). */
export interface PlaceNode extends Base {
  readonly kind: 'place';
  readonly argument: TensorNode;
  readonly positions: readonly (number | null)[];
}
/** The part of `argument` from offset to offset + size along one axis (the adjoint of concatenate). */
export interface SliceNode extends Base {
  readonly kind: 'slice';
  readonly argument: TensorNode;
  readonly axis: number;
  readonly offset: Dimension;
}
export type TensorNode =
  | VariableNode
  | DimensionNode
  | ProductNode
  | SumNode
  | PowerNode
  | ElementwiseNode
  | MatrixOperationNode
  | MatrixFunctionNode
  | MatrixPowerNode
  | FrechetNode
  | MatrixFunctionDerivativeNode
  | OperationNode
  | ApplyNode
  | SelectNode
  | ConcatenateNode
  | PlaceNode
  | SliceNode;

/** Whether a node is the operation of this name. */
export const isOperation = (node: TensorNode, name: OperationName): node is OperationNode => node.kind === 'operation' && node.name === name;

export const isMatrixOperation = (node: TensorNode, name: NodeOperation): node is MatrixOperationNode => node.kind === 'matrixOperation' && node.name === name;

/** The operands of a node, in order. */
export function operandsOf(node: TensorNode): readonly TensorNode[] {
  switch (node.kind) {
    case 'variable':
    case 'dimension':
      return [];
    case 'product':
      return node.factors;
    case 'sum':
      return node.terms;
    case 'power':
      return [node.base];
    case 'operation':
      return node.operands;
    case 'matrixPower':
      return [node.argument, node.exponent];
    case 'frechet':
      return [node.argument, node.direction];
    case 'concatenate':
      return node.parts;
    default:
      return [node.argument];
  }
}
