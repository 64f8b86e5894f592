/** Terms of a function with a kink that are convex all the same: norms, absolute values and rectifiers of affine functions. */

import { dependentNodes } from '../calculus/dependence.ts';
import { byFunction } from '../operations/elementwise.ts';
import type { TensorNode, VariableNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import { isAffine } from './convexDomain.ts';
import { definiteness } from './definiteness.ts';
import { type Evidence, entrywise, type Sign, signed } from './quadraticForm.ts';

const CONVEX_KINK = byFunction(row => row.convexKink ?? false);

export interface Kinked {
  /** What is left without them. */
  readonly rest: TensorNode;
  /** Each is convex (sign 1) or concave (sign -1). */
  readonly terms: readonly Evidence[];
}

/** The terms of the scalar `root` that are a norm, |u|, or relu(u) of an affine u, times what does not move and has a sign. */
export function kinkedTerms(root: TensorNode, leaf: VariableNode): Kinked {
  const isMoving = new Set(dependentNodes(root, leaf));
  const terms = root.kind === 'sum' ? root.written.map(k => [root.coefficients[k]!, root.terms[k]!] as const) : [[Q.ONE, root] as const];
  const rest: (typeof terms)[number][] = [];
  const found: Evidence[] = [];
  for (const [coefficient, node] of terms) {
    const sign = signOfKink(node, isMoving);
    if (sign === null) rest.push([coefficient, node]);
    else
      found.push({
        rule: 'convex function of an affine one',
        node: linear([[coefficient, node]], []),
        pairs: 0,
        sign: signed(sign, coefficient.numerator),
        strictIf: null,
        parts: [],
      });
  }
  return { rest: linear(rest, []), terms: found };
}

/** 1 where the node is a multiple ≥ 0 of such a function, entry by entry or summed, -1 where it is one ≤ 0. */
function signOfKink(node: TensorNode, isMoving: ReadonlySet<TensorNode>): Sign | null {
  switch (node.kind) {
    case 'elementwise':
      return CONVEX_KINK[node.function] && isMoving.has(node) && isAffine(node.argument, isMoving) ? 1 : null;
    case 'power':
      return node.exponent.numerator === 1 && node.exponent.denominator === 2 && isSumOfSquares(node.base, isMoving) ? 1 : null;
    case 'product': {
      const moving = node.factors.filter(factor => isMoving.has(factor));
      const sign = moving.length === 1 ? signOfKink(moving[0]!, isMoving) : null;
      if (sign === null) return null;
      return node.factors.reduce<Sign | null>((all, factor) => {
        const known = factor === moving[0] ? sign : (definiteness(factor, entrywise)?.sign ?? null);
        return all === null || known === null ? null : ((all * known) as Sign);
      }, 1);
    }
    default:
      return null;
  }
}

/** ‖u‖² of an affine u, whatever its axes. */
const isSumOfSquares = (node: TensorNode, isMoving: ReadonlySet<TensorNode>): boolean => {
  const square = node.kind === 'product' && node.factors.length === 1 ? node.factors[0]! : node;
  return (
    square.kind === 'power' && square.exponent.numerator === 2 && square.exponent.denominator === 1 && isMoving.has(square) && isAffine(square.base, isMoving)
  );
};
