/** How a tensor depends on a variable, by its structure: what the matchers of the local rules ask. */

import { dependentNodes } from '../calculus/dependence.ts';
import { splitCoefficient } from '../tensors/leaves.ts';
import type { ProductNode, SumNode, TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';

/** A tensor and the variable it is differentiated by. */
export interface Step {
  /** Without its coefficient. */
  readonly node: TensorNode;
  readonly leaf: TensorNode;
  readonly depends: (node: TensorNode) => boolean;
}

export function stepOf(root: TensorNode, leaf: TensorNode): Step {
  const dependent = new Set(dependentNodes(root, leaf));
  const depends = (node: TensorNode): boolean => node === leaf || dependent.has(node);
  const node = withoutTranspose(withoutConstants(splitCoefficient(root).rest, depends), leaf);
  // a product without its constants is a node of its own
  const own = new Set(dependentNodes(node, leaf));
  return { node, leaf, depends: inner => depends(inner) || own.has(inner) };
}

/** Constant scalar factors change no rule. */
function withoutConstants(node: TensorNode, depends: (node: TensorNode) => boolean): TensorNode {
  if (node.kind !== 'product') return node;
  const kept = node.factors.map((factor, k) => ({ factor, labels: node.labels[k]! })).filter(({ factor }) => factor.shape.length > 0 || depends(factor));
  if (kept.length === node.factors.length || kept.length === 0) return node;
  return product(
    kept.map(({ factor }) => factor),
    kept.map(({ labels }) => labels),
    node.out,
    node.shape,
  );
}

/** A function's value with its axes in another order is differentiated as the value. */
function withoutTranspose(node: TensorNode, leaf: TensorNode): TensorNode {
  const only = node.kind === 'product' && node.factors.length === 1 ? node.factors[0]! : null;
  if (node.kind !== 'product' || !only || only === leaf || only.kind === 'power') return node;
  const own = node.labels[0]!;
  return own.length === node.out.length && new Set(own).size === own.length && own.every(label => node.out.includes(label)) ? only : node;
}

/** A factor of a product at its labels; a whole power counts as a base with an exponent. */
export interface Slot {
  readonly base: TensorNode;
  readonly exponent: Q.Rational;
  readonly labels: readonly number[];
}

const slotsOf = (node: ProductNode): readonly Slot[] =>
  node.factors.map((factor, k) =>
    factor.kind === 'power'
      ? { base: factor.base, exponent: factor.exponent, labels: node.labels[k]! }
      : { base: factor, exponent: Q.ONE, labels: node.labels[k]! },
  );

/** The factors that depend on the variable and those that do not; null where the node is no product. */
export function splitProduct({
  node,
  depends,
}: Step): { readonly moving: readonly Slot[]; readonly fixed: readonly Slot[]; readonly node: ProductNode } | null {
  if (node.kind !== 'product') return null;
  const slots = slotsOf(node);
  return { moving: slots.filter(slot => depends(slot.base)), fixed: slots.filter(slot => !depends(slot.base)), node };
}

/** Linear in the variable: it stands once, in a chain of products and sums. */
export function isLinear(step: Step, node: TensorNode = step.node, depth = 0): boolean {
  if (node === step.leaf) return true;
  if (depth > 20) return false;
  switch (node.kind) {
    case 'product': {
      const moving = node.factors.filter(step.depends);
      return moving.length === 1 && isLinear(step, moving[0]!, depth + 1);
    }
    case 'sum':
      return node.terms.length > 0 && node.terms.every(term => step.depends(term) && isLinear(step, term, depth + 1));
    case 'select':
    case 'slice':
    case 'place':
      return isLinear(step, node.argument, depth + 1);
    case 'concatenate':
      return node.parts.every(part => isLinear(step, part, depth + 1));
    default:
      return false;
  }
}

/** Linear and a constant: a sum of such, or one such among constant factors. */
export function isAffine(step: Step, node: TensorNode = step.node): boolean {
  if (node.kind === 'product') {
    const moving = node.factors.filter(step.depends);
    return moving.length === 1 && isAffine(step, moving[0]!);
  }
  if (node.kind !== 'sum') return isLinear(step, node);
  const moving = node.terms.filter(step.depends);
  return moving.length > 0 && moving.every(term => isAffine(step, splitCoefficient(term).rest));
}

/** Exactly the terms of a sum that move, and those that do not. */
export const splitSum = (step: Step, node: SumNode): { readonly moving: readonly TensorNode[]; readonly fixed: readonly TensorNode[] } => ({
  moving: node.terms.filter(step.depends),
  fixed: node.terms.filter(term => !step.depends(term)),
});

/** The variable twice at different labels, as two factors or as a square whose labels are summed: `uᵀ M u` with the two occurrences. */
export function occurrences(step: Step): readonly (readonly number[])[] | null {
  const split = splitProduct(step);
  if (!split?.moving.every(slot => slot.base === step.leaf && Q.isInteger(slot.exponent) && slot.exponent.numerator > 0)) return null;
  return split.moving.flatMap(slot => Array.from({ length: slot.exponent.numerator }, () => slot.labels));
}

/** Whether exchanging two occurrences of one factor leaves the product as it is: the form is symmetric. */
export function isSymmetricInFactor(node: ProductNode, base: TensorNode): boolean {
  const at = node.factors.map((factor, k) => (factor === base ? k : -1)).filter(k => k >= 0);
  if (at.length === 0) return true;
  if (at.length !== 2) return false;
  const [first, second] = at as [number, number];
  // apart from the exchange the product has to be a form in two independent vectors
  const labels = node.labels.slice();
  [labels[first], labels[second]] = [node.labels[second]!, node.labels[first]!];
  const others = node.factors.filter((_, k) => k !== first && k !== second);
  const ownLabels = node.labels.filter((_, k) => k !== first && k !== second);
  const out = [...node.labels[first]!, ...node.labels[second]!];
  const sizes = out.map(label => node.sizes[label]!);
  const kernel = product(others, ownLabels, out, sizes);
  const half = base.shape.length;
  const exchanged = product([kernel], [out.map((_, axis) => axis)], [...range(half, half), ...range(0, half)], [...sizes.slice(half), ...sizes.slice(0, half)]);
  return kernel === exchanged;
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, k) => from + k);

/** Whether two labels are joined by factors other than those left out. */
export function areJoined(slots: readonly Slot[], from: number, to: number): boolean {
  const reached = new Set([from]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const slot of slots) if (slot.labels.some(label => reached.has(label))) for (const label of slot.labels) reached.add(label);
  }
  return reached.has(to);
}
