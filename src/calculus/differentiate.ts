/** The derivative of any tensor by any tensors, any order: which sweep, and in which order. */

import { withBudget } from '../tensors/intern.ts';
import type { TensorNode } from '../tensors/node.ts';
import { concatenate } from '../tensors/pieces.ts';
import { derivativeByForward } from './forward.ts';
import { Refusal } from './refusal.ts';
import { derivativeByReverse } from './reverse.ts';

/** Nodes that a derivation may make before it is refused. */
const BUDGET = 200_000;

/**
 * ∂ᵏroot/∂leaves with the axes (root…, leaves[0]…, leaves[1]…).
 * @throws Refusal, BudgetExceeded, CoefficientOverflow
 */
export function differentiate(root: TensorNode, leaves: readonly TensorNode[]): TensorNode {
  return withBudget(BUDGET, () => leaves.reduce((node, leaf) => differentiateOnce(node, leaf), root));
}

function differentiateOnce(root: TensorNode, leaf: TensorNode): TensorNode {
  // stacked parts are differentiated one by one, so that a vector of functions stays a vector of functions
  if (root.kind === 'concatenate')
    return concatenate(
      root.axis,
      root.parts.map(part => differentiateOnce(part, leaf)),
    );
  if (leaf.shape.length > 0) return derivativeByReverse(root, leaf);
  try {
    return derivativeByForward(root, leaf);
  } catch (failure) {
    // the trace of a sum with a power has a rule in the reverse sweep only: forward, the power comes before its trace
    if (failure instanceof Refusal) return derivativeByReverse(root, leaf);
    throw failure;
  }
}
