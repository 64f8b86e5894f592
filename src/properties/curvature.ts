/**
 * Convexity of a scalar function from the form of its Hessian (Boyd and Vandenberghe, Convex Optimization, 3.1.4): convex
 * where the Hessian is positive semidefinite on a convex domain, strictly convex where it is positive definite.
 */

import { differentiate } from '../calculus/differentiate.ts';
import { variable } from '../tensors/leaves.ts';
import type { TensorNode, VariableNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import { substitute } from '../tensors/substitute.ts';
import { linear } from '../tensors/sum.ts';
import { allOperands } from '../tensors/traverse.ts';
import { contradictedByChords } from './chords.ts';
import { type Obstacle, obstacleOf } from './convexDomain.ts';
import { definiteness } from './definiteness.ts';
import { kinkedTerms } from './kinkedTerms.ts';
import { type Definiteness, type Evidence, halves, type Sign, type StrictIf } from './quadraticForm.ts';

export interface Curvature {
  readonly kind: 'convex' | 'concave' | 'affine' | 'unknown';
  /** Strictly so where all of these hold; null where that is not shown. */
  readonly strictIf: StrictIf;
  /** Of the part without kinks. */
  readonly hessian: TensorNode;
  /** What shows it. */
  readonly evidence: Evidence | null;
  /** Why the Hessian does not decide. */
  readonly obstacle: Obstacle | null;
  /** The variable is a symmetric matrix, and only symmetric directions were looked at. */
  readonly isSymmetric: boolean;
}

/**
 * Of a scalar by a variable that it is made of. What random points contradict is unknown.
 * @throws Refusal, BudgetExceeded, CoefficientOverflow where it has no second derivative
 */
export function curvatureOf(root: TensorNode, leaf: VariableNode): Curvature {
  const found = curvatureFromForm(root, leaf);
  if (found.kind === 'unknown' || !contradictedByChords(root, leaf, found.kind)) return found;
  return { ...found, kind: 'unknown', strictIf: null, evidence: null };
}

/** The same by the rules alone. */
export function curvatureFromForm(root: TensorNode, leaf: VariableNode): Curvature {
  const { rest, terms } = kinkedTerms(root, leaf);
  const smooth = curvatureOfSmooth(rest, leaf, differentiate(rest, [leaf, leaf]));
  return terms.length === 0 ? smooth : withKinks(smooth, terms, root);
}

function curvatureOfSmooth(root: TensorNode, leaf: VariableNode, hessian: TensorNode): Curvature {
  const unknown: Curvature = { kind: 'unknown', strictIf: null, hessian, evidence: null, obstacle: null, isSymmetric: false };
  const obstacle = obstacleOf(root, leaf);
  if (obstacle) return { ...unknown, obstacle };
  const onDomain = impliesPositive(root, leaf) ? withPositive(hessian, leaf) : hessian;
  const found = definiteness(onDomain, halves(hessian));
  if (found) return { ...unknown, ...decided(found) };
  const onSymmetric = isSymmetricVariable(leaf) ? symmetricDirections(onDomain) : onDomain;
  const other = onSymmetric === onDomain ? null : definiteness(onSymmetric, halves(hessian));
  return other ? { ...unknown, ...decided(other), isSymmetric: true } : unknown;
}

/** A sum of convex functions is convex, and strictly so where one of them is. */
function withKinks(smooth: Curvature, terms: readonly Evidence[], root: TensorNode): Curvature {
  const sign = terms[0]!.sign;
  const fits = (other: Sign): boolean => other === sign || other === 0;
  const isSame =
    terms.every(term => fits(term.sign)) && (smooth.kind === 'affine' || (smooth.evidence !== null && smooth.kind !== 'unknown' && fits(smooth.evidence.sign)));
  if (!isSame) return { ...smooth, kind: 'unknown', strictIf: null, evidence: null };
  const parts = smooth.kind === 'affine' ? terms : [smooth.evidence!, ...terms];
  const evidence: Evidence = { rule: 'sum', node: root, pairs: 0, sign, strictIf: smooth.strictIf, parts };
  return { ...smooth, kind: KINDS[sign], evidence };
}

/** Where log(x) or √x has a value for the variable x itself, x is positive; at 0 the function is only continuous. */
function impliesPositive(root: TensorNode, leaf: VariableNode): boolean {
  return allOperands(root).some(
    node =>
      (node.kind === 'elementwise' && node.function === 'log' && node.argument === leaf) ||
      (node.kind === 'power' && node.base === leaf && node.exponent.denominator % 2 === 0),
  );
}

const withPositive = (node: TensorNode, leaf: VariableNode): TensorNode =>
  substitute(node, new Map([[leaf, variable(leaf.name, leaf.shape, new Set([...leaf.facts, 'positive']))]]));

const KINDS = { 1: 'convex', '-1': 'concave', 0: 'affine' } as const;

const decided = ({ sign, strictIf, evidence }: Definiteness): Pick<Curvature, 'kind' | 'strictIf' | 'evidence'> => ({
  kind: KINDS[sign],
  strictIf: sign === 0 ? null : strictIf,
  evidence,
});

const SYMMETRIC = ['symmetric', 'positive definite', 'positive semidefinite', 'negative definite', 'negative semidefinite'];

const isSymmetricVariable = (leaf: VariableNode): boolean => leaf.shape.length === 2 && SYMMETRIC.some(fact => leaf.facts.has(fact));

/** In V[i,j] H[i,j,k,l] V[k,l] with a symmetric V the last two axes may be exchanged in any term. */
function symmetricDirections(hessian: TensorNode): TensorNode {
  const exchanged = (node: TensorNode): TensorNode => product([node], [[0, 1, 2, 3]], [0, 1, 3, 2]);
  const easier = (node: TensorNode): TensorNode => {
    if (definiteness(node, halves(node))) return node;
    const other = exchanged(node);
    return definiteness(other, halves(other)) ? other : node;
  };
  if (hessian.kind !== 'sum') return easier(hessian);
  return linear(
    hessian.written.map(k => [hessian.coefficients[k]!, easier(hessian.terms[k]!)] as const),
    hessian.shape,
  );
}
