/** Under which conditions a derivative holds: read off the operations of the source and of the result. */

import { type Dimension, isSmaller } from '../dimensions/dimension.ts';
import { byFunction } from '../operations/elementwise.ts';
import { matrixFunctionRow } from '../operations/matrixFunctions.ts';
import { tensorNodeRow } from '../operations/matrixOperations.ts';
import type { OperationCondition } from '../operations/tensorOperation.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { isNonnegative, isPositive, wholeNumberOf } from '../tensors/facts.ts';
import { numberOf } from '../tensors/leaves.ts';
import { transpose } from '../tensors/matrix.ts';
import type { OperationNode, TensorNode } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';

export type ConditionKind =
  | 'positive'
  | 'nonzero'
  | 'nonzero-entries'
  | 'positive-entries'
  | 'kink'
  | 'nonzero-square'
  | 'principal-root'
  | 'full-column-rank'
  | 'principal-power'
  | 'no-pole'
  | 'inside-unit'
  | 'not-wide'
  | OperationCondition;
export interface Condition {
  readonly kind: ConditionKind;
  /** What must be invertible, positive, different from 0 … */
  readonly of: TensorNode;
}

/** The conditions of these tensors together, each once. */
export function conditionsOf(...roots: readonly TensorNode[]): readonly Condition[] {
  const found = new Map<string, Condition>();
  const need = (kind: ConditionKind, of: TensorNode): void => {
    found.set(`${kind}|${of.id}`, { kind, of });
  };
  for (const root of roots)
    for (const node of allOperands(root)) {
      switch (node.kind) {
        case 'matrixOperation': {
          const { condition } = tensorNodeRow(node.name);
          if (condition && !(condition === 'invertible' && isInvertible(node.argument))) need(condition, node.argument);
          break;
        }
        case 'power':
          needOfPower(node, need);
          break;
        case 'elementwise':
          needOfFunction(node, need);
          break;
        case 'operation':
          needOfOperation(node, need);
          break;
        case 'matrixFunction':
          needOfMatrixFunction(node, need);
          break;
        case 'matrixPower':
          if (!isWhole(node.exponent) && !isPositiveDefinite(node.argument)) need('principal-power', node.argument);
          break;
      }
    }
  // the stronger condition says it already
  return [...found.values()].filter(({ kind, of }) => kind !== 'principal-power' || !found.has(`principal-root|${of.id}`));
}

const INVERTIBLE_FACTS = ['invertible', 'positive definite', 'negative definite', 'orthogonal'];

const isInvertible = (node: TensorNode): boolean =>
  (node.kind === 'variable' && INVERTIBLE_FACTS.some(fact => node.facts.has(fact))) || rootOfGram(node) !== null || isFactor(node);

/** A Cholesky factor is invertible where it exists. */
const isFactor = (node: TensorNode): boolean => node.kind === 'operation' && node.name === 'cholesky';

const isPositiveDefinite = (node: TensorNode): boolean => node.kind === 'variable' && node.facts.has('positive definite');

/** X where a matrix is √(XᵀX): invertible where the root exists. */
const rootOfGram = (node: TensorNode): TensorNode | null => (node.kind === 'matrixFunction' && node.function === 'sqrtm' ? gramOf(node.argument) : null);

/** X where a matrix is XᵀX or XXᵀ. */
const gramFactor = (node: TensorNode): TensorNode | null => (gramOf(node) && node.kind === 'product' ? node.factors[0]! : null);

/** X where a matrix is XᵀX, which has no eigenvalue below 0, and none that is 0 where X has full column rank; Xᵀ where it is XXᵀ. */
function gramOf(node: TensorNode): TensorNode | null {
  if (node.kind !== 'product' || node.factors.length !== 2 || node.factors[0] !== node.factors[1]) return null;
  const [left, right] = node.labels as readonly [readonly number[], readonly number[]];
  if (left.length !== 2 || new Set([...left, ...right]).size !== 3 || node.out.length !== 2) return null;
  const isFree = (label: number): boolean => node.out.includes(label);
  if (left[0] === right[0]) return isFree(left[1]!) && isFree(right[1]!) ? node.factors[0]! : null;
  return left[1] === right[1] && isFree(left[0]!) && isFree(right[0]!) ? transpose(node.factors[0]!) : null;
}

type Need = (kind: ConditionKind, of: TensorNode) => void;

function needOfPower(node: TensorNode & { kind: 'power' }, need: Need): void {
  const { base, exponent } = node;
  if (isPositive(base) || numberOf(base)) return;
  const entries = base.shape.length > 0;
  if (exponent.denominator === 1) {
    if (exponent.numerator < 0) need(entries ? 'nonzero-entries' : 'nonzero', base);
  } else if (!entries && isSumOfSquares(base)) need('nonzero-square', base);
  else if (exponent.numerator < 0 || !isNonnegative(base)) need(entries ? 'positive-entries' : 'positive', base);
}

function needOfOperation(node: OperationNode, need: Need): void {
  const [argument, exponent] = node.operands as readonly [TensorNode, TensorNode?];
  const { condition, axes } = TENSOR_OPERATIONS[node.name];
  if (node.name === 'scalarPower') {
    if (!isPositive(argument) && !isWhole(exponent!)) need(wholeNumberOf(exponent!) ? 'nonzero' : 'positive', argument);
    return;
  }
  // (σ² I − XᵀX)⁺ stands beside the singular vectors of X
  const factor = node.name === 'largestResolvent' ? gramFactor(argument) : null;
  if (factor) need('simple-largest-singular-value', factor);
  else if (condition && !(condition === 'positive-definite' && isPositiveDefinite(argument))) need(condition, argument);
  if (!axes.includes('k')) return;
  const [rows, columns] = argument.shape as readonly [Dimension, Dimension];
  if (!isSmaller(rows, columns) && rows !== columns && !isSmaller(columns, rows)) need('not-wide', argument);
}

function needOfMatrixFunction(node: TensorNode & { kind: 'matrixFunction' }, need: Need): void {
  if (!matrixFunctionRow(node.function).principal || isPositiveDefinite(node.argument)) return;
  const factor = gramOf(node.argument);
  if (factor) need('full-column-rank', factor);
  else need('principal-root', node.argument);
}

/** A whole number ≥ 0 for all sizes: k, k − 1, 2k. */
function isWhole(exponent: TensorNode): boolean {
  const whole = wholeNumberOf(exponent);
  if (!whole) return false;
  const named = whole.terms.filter(({ monomial }) => monomial.factors.length > 0);
  // every size is at least 1
  return named.every(({ coefficient }) => coefficient > 0) && whole.terms.reduce((sum, { coefficient }) => sum + coefficient, 0) >= 0;
}

/** Σ x²: not 0 exactly where x is not 0. */
const isSumOfSquares = (node: TensorNode): boolean =>
  node.kind === 'product' && node.factors.length === 1 && node.factors[0]!.kind === 'power' && node.factors[0].exponent.numerator === 2;

const FUNCTION_CONDITIONS = byFunction(row => row.condition ?? null);

function needOfFunction(node: TensorNode & { kind: 'elementwise' }, need: Need): void {
  const { argument } = node;
  const entries = argument.shape.length > 0;
  const condition = FUNCTION_CONDITIONS[node.function];
  if (condition === 'positive') {
    if (!isPositive(argument) && !((numberOf(argument)?.numerator ?? -1) > 0)) need(entries ? 'positive-entries' : 'positive', argument);
  } else if (condition === 'kink') {
    if (!isPositive(argument)) need('kink', argument);
  } else if (condition) need(condition, argument);
}
