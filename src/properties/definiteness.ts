/**
 * Whether the quadratic form of a tensor has one sign, read off its structure. What is found holds wherever the tensor has
 * a value; where nothing is found nothing is said. Every rule shows a symmetric kernel, which the Schur product theorem asks
 * for (Horn and Johnson, Matrix Analysis, 7.5).
 */

import { expand } from '../calculus/expand.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import { linear, scale } from '../tensors/sum.ts';
import { definitenessRules } from './definitenessRules.ts';
import type { Decide, Definiteness, Split } from './quadraticForm.ts';

/** Parts that are looked at for one question. */
const MOST_PARTS = 4_000;

/** The sign of the quadratic form of `node`, as it stands or multiplied out; null where no rule shows one. */
export function definiteness(node: TensorNode, split: Split): Definiteness | null {
  const decide = memoizedDecision();
  const found = decide(node, split) ?? decide(distributed(node), split);
  if (found) return found;
  const expanded = expand(node);
  return expanded === node ? null : decide(expanded, split);
}

/** A product with one sum among its factors as the sum of the products: the terms stay as they are and read as they stand. */
function distributed(node: TensorNode): TensorNode {
  if (node.kind === 'sum' && node.terms.length === 1) return scale(node.coefficients[0]!, distributed(node.terms[0]!));
  if (node.kind !== 'product') return node;
  const { factors, labels, out, shape } = node;
  const sums = factors.flatMap((factor, at) => (factor.kind === 'sum' && factor.terms.length > 1 ? [{ factor, at }] : []));
  const [only] = sums;
  if (!only || sums.length > 1) return node;
  return linear(
    only.factor.written.map(k => [only.factor.coefficients[k]!, product(factors.with(only.at, only.factor.terms[k]!), labels, out, shape)] as const),
    shape,
  );
}

function memoizedDecision(): Decide {
  const known = new Map<string, Definiteness | null>();
  const decide: Decide = (node, split) => {
    const key = `${node.id}|${split.left.join()}|${split.right.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // while it is being decided the answer is that nothing is known
    known.set(key, null);
    const decided = known.size > MOST_PARTS ? null : firstRule(node, split, decide);
    known.set(key, decided);
    return decided;
  };
  return decide;
}

function firstRule(node: TensorNode, split: Split, decide: Decide): Definiteness | null {
  for (const { name, apply } of definitenessRules) {
    const found = apply(node, split, decide);
    if (!found) continue;
    const { sign, strictIf, parts = [] } = found;
    return { sign, strictIf, evidence: { rule: name, node, pairs: split.left.length, sign, strictIf, parts } };
  }
  return null;
}
