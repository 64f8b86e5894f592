/** Where the derivative of a scalar is 0, for a derivative that is linear in the variable, and what kind of point that is. */

import { compareTensors } from '../numeric/exact.ts';
import { isVariable } from '../tensors/leaves.ts';
import type { TensorNode, VariableNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import type { Curvature } from './curvature.ts';
import { definiteness } from './definiteness.ts';
import { type KroneckerTerm, multipleOfIdentity } from './kroneckerTerms.ts';
import { type LinearSolution, type NotSolved, solveLinear } from './linearEquation.ts';
import { entrywise, halves, matrixSplit, type StrictIf } from './quadraticForm.ts';
import { verifySolution } from './verifySolution.ts';

export interface StationaryPoint {
  readonly kind: 'solved';
  /** X; null where `terms` say it: vec(X) = (Σ B ⊗ A)⁻¹ vec(`right`). */
  readonly solution: TensorNode | null;
  readonly terms: readonly KroneckerTerm[] | null;
  readonly right: TensorNode;
  /** What must be invertible (a scalar: not 0), each with an easier condition where one is known. */
  readonly conditions: readonly InvertibilityCondition[];
  /** Of the only stationary point; `unknown` where the curvature is. */
  readonly extremum: 'minimum' | 'maximum' | 'unknown';
}
/** `of` null: the sum of Kronecker products. */
export interface InvertibilityCondition {
  readonly of: TensorNode | null;
  /** Conditions that are enough for it; null where none is known. */
  readonly enough: StrictIf;
}
export type NoStationaryPoint = NotSolved | { readonly kind: 'refused'; readonly reason: 'singular' | 'unverified'; readonly of: TensorNode | null };

/**
 * @param gradient ∂L/∂X with the axes of X
 * @param curvature of L in X, where it is known
 * @throws Refusal, BudgetExceeded, CoefficientOverflow
 */
export function stationaryPoint(gradient: TensorNode, unknown: VariableNode, curvature: Curvature | null): StationaryPoint | NoStationaryPoint {
  const found = solveLinear(gradient, unknown);
  if (found.kind === 'refused') return found;
  const { map, right, solution, terms } = found;
  const verified = verifySolution(gradient, unknown, found);
  if (verified !== 'solved') return { kind: 'refused', reason: verified === 'singular' ? 'singular' : 'unverified', of: singularPart(found) };
  if (terms && compareTensors(map, sumOfKronecker(terms, map)).verdict !== 'equal') return { kind: 'refused', reason: 'unverified', of: null };
  return { kind: 'solved', solution, terms, right, conditions: conditionsOf(found), extremum: EXTREMA[curvature?.kind ?? 'unknown'] };
}

const EXTREMA: Readonly<Record<Curvature['kind'], StationaryPoint['extremum']>> = {
  convex: 'minimum',
  concave: 'maximum',
  affine: 'unknown',
  unknown: 'unknown',
};

const singularPart = ({ inverted }: LinearSolution): TensorNode | null => inverted[0] ?? null;

/** Σ A[i,k] B[j,l] with the axes of the map. */
function sumOfKronecker(terms: readonly KroneckerTerm[], map: TensorNode): TensorNode {
  return linear(
    terms.map(
      ({ left, right }) =>
        [
          Q.ONE,
          product(
            [left, right],
            [
              [0, 2],
              [1, 3],
            ],
            [0, 1, 2, 3],
          ),
        ] as const,
    ),
    map.shape,
  );
}

/** What has to be said: a matrix that is known to be invertible is not mentioned. */
function conditionsOf({ inverted, terms, map }: LinearSolution): readonly InvertibilityCondition[] {
  if (terms) {
    const enough = definiteness(map, halves(map))?.strictIf ?? null;
    return enough?.length === 0 ? [] : [{ of: null, enough }];
  }
  return inverted.flatMap(inverse => {
    if (isKnownInvertible(inverse)) return [];
    const of = (inverse.shape.length === 2 && multipleOfIdentity(inverse)) || inverse;
    const enough = definiteness(of, of.shape.length === 0 ? entrywise : matrixSplit)?.strictIf ?? null;
    return enough?.length === 0 ? [] : [{ of, enough }];
  });
}

const INVERTIBLE = ['invertible', 'positive definite', 'negative definite', 'orthogonal'];

const isKnownInvertible = (node: TensorNode): boolean => isVariable(node) && INVERTIBLE.some(fact => node.facts.has(fact));
