/** Under which conditions a derivative holds: read off the operations of the source and of the result. */

import { isNonnegative, isPositive } from '../tensors/facts.ts';
import { numberOf } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';

export type ConditionKind =
  | 'invertible'
  | 'positive'
  | 'nonzero'
  | 'nonzero-entries'
  | 'positive-entries'
  | 'kink'
  | 'nonzero-square'
  | 'principal-root'
  | 'constant-rank'
  | 'no-pole'
  | 'inside-unit';
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
        case 'inverse':
        case 'logDeterminant':
          if (!isInvertible(node.argument)) need('invertible', node.argument);
          break;
        case 'power':
          needOfPower(node, need);
          break;
        case 'elementwise':
          needOfFunction(node, need);
          break;
        case 'pseudoInverse':
          need('constant-rank', node.argument);
          break;
        case 'matrixFunction':
          if (node.function === 'sqrtm' || node.function === 'logm') need('principal-root', node.argument);
          break;
      }
    }
  return [...found.values()];
}

const INVERTIBLE_FACTS = ['invertible', 'positive definite', 'negative definite', 'orthogonal'];

const isInvertible = (node: TensorNode): boolean => node.kind === 'variable' && INVERTIBLE_FACTS.some(fact => node.facts.has(fact));

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

/** Σ x²: not 0 exactly where x is not 0. */
const isSumOfSquares = (node: TensorNode): boolean =>
  node.kind === 'product' && node.factors.length === 1 && node.factors[0]!.kind === 'power' && node.factors[0].exponent.numerator === 2;

function needOfFunction(node: TensorNode & { kind: 'elementwise' }, need: Need): void {
  const { argument } = node;
  const entries = argument.shape.length > 0;
  switch (node.function) {
    case 'log':
      if (!isPositive(argument) && !((numberOf(argument)?.numerator ?? -1) > 0)) need(entries ? 'positive-entries' : 'positive', argument);
      break;
    case 'abs':
    case 'sign':
    case 'relu':
    case 'step':
      if (!isPositive(argument)) need('kink', argument);
      break;
    case 'tan':
      need('no-pole', argument);
      break;
    case 'asin':
    case 'acos':
      need('inside-unit', argument);
      break;
  }
}
