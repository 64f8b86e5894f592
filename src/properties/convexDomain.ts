/**
 * The sign of a Hessian decides about convexity only where the function is smooth on a convex set. What stands against
 * that: a kink, a pole, a domain that is not known to be convex.
 */

import { dependentNodes } from '../calculus/dependence.ts';
import { byFunction } from '../operations/elementwise.ts';
import { matrixFunctionRow } from '../operations/matrixFunctions.ts';
import { tensorNodeRow } from '../operations/matrixOperations.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { TensorNode, VariableNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { definiteness } from './definiteness.ts';
import { entrywise, matrixSplit, type Split } from './quadraticForm.ts';

export interface Obstacle {
  readonly kind: 'kink' | 'domain' | 'variable' | 'function';
  readonly of: TensorNode;
}

/** Sets of matrices that are not convex. */
const NOT_CONVEX = ['orthogonal', 'idempotent', 'invertible'];

/** null where `root` is twice differentiable in `leaf` on a convex set. */
export function obstacleOf(root: TensorNode, leaf: VariableNode): Obstacle | null {
  if (NOT_CONVEX.some(fact => leaf.facts.has(fact))) return { kind: 'variable', of: leaf };
  const dependent = dependentNodes(root, leaf);
  const isMoving = new Set(dependent);
  for (const node of dependent) {
    const obstacle = obstacleAt(node, isMoving);
    if (obstacle) return obstacle;
  }
  return null;
}

function obstacleAt(node: TensorNode, isMoving: ReadonlySet<TensorNode>): Obstacle | null {
  switch (node.kind) {
    case 'elementwise':
      return obstacleOfFunction(node, isMoving);
    case 'power':
      if (Q.isInteger(node.exponent) && node.exponent.numerator > 0) return null;
      if (isStrict(node.base, entrywise)) return null;
      // an even root has a value where its argument is not negative: a half space
      return node.exponent.denominator % 2 === 0 && isAffine(node.base, isMoving)
        ? null
        : { kind: node.exponent.numerator < 0 ? 'domain' : 'kink', of: node.base };
    case 'matrixOperation': {
      const { smooth } = tensorNodeRow(node.name);
      return smooth === 'everywhere' || (smooth === 'of definite' && isDefinite(node.argument)) ? null : { kind: 'domain', of: node };
    }
    case 'matrixPower':
      return isDefinite(node.argument) ? null : { kind: 'domain', of: node };
    case 'matrixFunction':
    case 'frechet':
    case 'matrixFunctionDerivative':
      return !matrixFunctionRow(node.function).principal || isDefinite(node.argument) ? null : { kind: 'domain', of: node };
    case 'operation':
      return TENSOR_OPERATIONS[node.name].smooth === 'everywhere' ? null : { kind: 'domain', of: node };
    case 'apply':
      return { kind: 'function', of: node };
    // no default: a new kind has to be placed here
    case 'variable':
    case 'dimension':
    case 'product':
    case 'sum':
    case 'select':
    case 'place':
    case 'slice':
    case 'concatenate':
      return null;
  }
}

const CONDITIONS = byFunction(row => row.condition ?? null);

function obstacleOfFunction(node: TensorNode & { kind: 'elementwise' }, isMoving: ReadonlySet<TensorNode>): Obstacle | null {
  const { argument } = node;
  switch (CONDITIONS[node.function]) {
    case null:
      return null;
    case 'kink':
      return isStrict(argument, entrywise) ? null : { kind: 'kink', of: argument };
    case 'positive':
      // a half space, where the argument is affine
      return isStrict(argument, entrywise) || isAffine(argument, isMoving) ? null : { kind: 'domain', of: node };
    default:
      return { kind: 'domain', of: node };
  }
}

const isStrict = (node: TensorNode, split: Split): boolean => definiteness(node, split)?.strictIf?.length === 0;
const isDefinite = (node: TensorNode): boolean => isStrict(node, matrixSplit);

/** A constant and what is linear in the variable. */
export function isAffine(node: TensorNode, isMoving: ReadonlySet<TensorNode>): boolean {
  if (!isMoving.has(node)) return true;
  switch (node.kind) {
    case 'variable':
      return true;
    case 'sum':
      return node.terms.every(term => isAffine(term, isMoving));
    case 'product': {
      const moving = node.factors.filter(factor => isMoving.has(factor));
      return moving.length === 1 && isAffine(moving[0]!, isMoving);
    }
    case 'concatenate':
      return node.parts.every(part => isAffine(part, isMoving));
    case 'select':
    case 'place':
    case 'slice':
      return isAffine(node.argument, isMoving);
    default:
      return false;
  }
}
