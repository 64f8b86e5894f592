/**
 * What outweighs a product that is no sign by itself. In the place of a kernel f(s) f(t) of rank one stands a greater one,
 * with s and t joined, so that the difference of the two is semidefinite:
 *   - diag(f) − f fᵀ where f is a row of a softmax: the covariance of one draw,
 *   - ‖f‖² I − f fᵀ, by Cauchy and Schwarz,
 *   - n I − 1 1ᵀ, the same for the ones of a sum over n entries.
 */

import { compareDimensions } from '../dimensions/dimension.ts';
import { dimensionNumber, isZero, ones } from '../tensors/leaves.ts';
import { isOperation, type ProductNode, type TensorNode } from '../tensors/node.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { type Kernel, mirroredNetwork } from './mirroredNetwork.ts';
import { type Decide, type Definiteness, type Evidence, matrixSplit, type Split } from './quadraticForm.ts';

/** greater − node is semidefinite and not negative. */
export interface Comparison {
  readonly greater: TensorNode;
  readonly evidence: Evidence;
}

/** The first comparison whose greater side is wanted. */
export function comparisonOf(node: ProductNode, split: Split, decide: Decide, isWanted: (greater: TensorNode) => boolean): Comparison | null {
  for (const candidate of candidates(node, split)) {
    if (isZero(candidate.greater) || !isWanted(candidate.greater)) continue;
    const { kernel, evidence } = candidate;
    const difference = mirroredNetwork(kernel.node, split, decide, kernel.kernels);
    if (difference?.sign === 1) return { greater: candidate.greater, evidence: { ...evidence, parts: difference.parts ?? [] } };
  }
  return null;
}

interface Candidate extends Comparison {
  /** The product with the difference of the kernels in the place of the smaller one. */
  readonly kernel: { readonly node: ProductNode; readonly kernels: ReadonlyMap<number, Kernel> };
}

function* candidates(node: ProductNode, split: Split): Generator<Candidate> {
  for (let at = 0; at < node.factors.length; at++)
    for (let other = at + 1; other < node.factors.length; other++) {
      const found = node.factors[at] === node.factors[other] ? ofEqualFactors(node, split, at, other) : null;
      if (found) yield found;
    }
  for (let s = 0; s < node.sizes.length; s++)
    for (let t = s + 1; t < node.sizes.length; t++) if (compareDimensions(node.sizes[s]!, node.sizes[t]!) === 'equal') yield ofOnes(node, split, s, t);
}

const joining =
  (from: number, to: number) =>
  (label: number): number =>
    label === to ? from : label;

function ofEqualFactors(node: ProductNode, split: Split, at: number, other: number): Candidate | null {
  const factor = node.factors[at]!;
  const own = node.labels[at]!;
  const differing = own.flatMap((label, axis) => (label === node.labels[other]![axis] ? [] : [axis]));
  if (new Set(own).size < own.length || differing.length !== 1) return null;
  const axis = differing[0]!;
  const [from, to] = [own[axis]!, node.labels[other]![axis]!];
  const join = joining(from, to);
  const rest = node.factors.map((_, k) => k).filter(k => k !== at && k !== other);
  const joined = (extra: readonly TensorNode[], extraLabels: readonly (readonly number[])[]): TensorNode =>
    product([...rest.map(k => node.factors[k]!), ...extra], [...rest.map(k => node.labels[k]!.map(join)), ...extraLabels], node.out.map(join), node.shape);
  const rule = isOperation(factor, 'softmax') && axis === factor.shape.length - 1 ? 'covariance of a softmax' : 'Cauchy–Schwarz';
  const batch = own.filter(label => label !== from);
  const greater = rule === 'Cauchy–Schwarz' ? joined([product([power(factor, Q.rational(2))], [own], batch)], [batch]) : joined([factor], [own]);
  const evidence: Evidence = { rule, node: factor, pairs: split.left.length, sign: 1, strictIf: null, parts: [] };
  const kernelSplit: Split = { left: [batch.length], right: [batch.length + 1] };
  return { greater, evidence, kernel: withKernel(node, [at, other], factor, [...batch, from, to], kernelSplit, evidence) };
}

/** Between any two labels of one size the product has a kernel of ones. */
function ofOnes(node: ProductNode, split: Split, from: number, to: number): Candidate {
  const join = joining(from, to);
  const size = node.sizes[from]!;
  const greater = product([...node.factors, dimensionNumber(size)], [...node.labels.map(own => own.map(join)), []], node.out.map(join), node.shape);
  const whole = ones([size, size]);
  const evidence: Evidence = { rule: 'Cauchy–Schwarz', node: whole, pairs: split.left.length, sign: 1, strictIf: null, parts: [] };
  return { greater, evidence, kernel: withKernel(node, [], whole, [from, to], matrixSplit, evidence) };
}

/** The product with a kernel in the place of some factors; `factor` stands for it, and is looked at through `kernels` alone. */
function withKernel(
  node: ProductNode,
  without: readonly number[],
  factor: TensorNode,
  labels: readonly number[],
  split: Split,
  evidence: Evidence,
): Candidate['kernel'] {
  const kept = node.factors.map((_, k) => k).filter(k => !without.includes(k));
  const definiteness: Definiteness = { sign: 1, strictIf: null, evidence };
  return {
    node: { ...node, factors: [...kept.map(k => node.factors[k]!), factor], labels: [...kept.map(k => node.labels[k]!), labels] },
    kernels: new Map([[kept.length, { split, definiteness }]]),
  };
}
