/**
 * The certificate: a derived tensor against differences of the source expression at random points. Nothing is shown
 * that this has not seen agree.
 */

import { isZero } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import { type Attempt, attemptsAtLarger, nowhereBecause, whyNotCompared, whyUndecided } from './attempts.ts';
import { compareAtPoint, type PointComparison } from './certificatePoint.ts';
import { type CertificateQuery, prepareSource, type Source } from './certificateSource.ts';
import { evaluationsOf } from './differences.ts';
import { DrawAgain, NotEvaluable } from './failures.ts';
import { messages } from './messages.ts';
import { drawPoint } from './points.ts';
import { chooseSizes, leastOnly } from './sizes.ts';
import { costOf } from './typedEvaluation.ts';
import { describeWitness, type Witness } from './witness.ts';

export interface CertificateOptions {
  readonly seed?: number;
  /** Evaluations of the source, over all points. */
  readonly maxEvaluations?: number;
}

export interface CertificateResult {
  /** `undecided`: nothing is known, and nothing may be shown. */
  readonly verdict: 'verified' | 'disagrees' | 'undecided';
  readonly method: 'complex-step' | 'central-difference';
  /** Random points that were compared. */
  readonly points: number;
  readonly maxRelativeError: number | null;
  /** Of a disagreement: left is the derivative, right the differences. */
  readonly witness?: Witness;
  /** Why it is undecided, or what is wrong with the shape. */
  readonly reason?: string;
  /** Undecided because there is no derivative at any of the random points above the least sizes: no point that the declarations allow has one. */
  readonly isNowhere?: true;
}

const pointsOfSmooth = 3;
/** Enough for a region that half of all points fall into. */
const pointsOfBranching = 24;
/** Few points of many attempts are enough where the source exists in a part of its domain only. */
const leastPointsOfBranching = 12;
const attemptLimit = 120;
const defaultEvaluations = 400;
/** Entries of all intermediate values that all evaluations together may take. */
const workLimit = 2_000_000;
/** By order, from 1; the last one for every higher order. */
const tolerances = [1e-6, 1e-5, 1e-4];
/** Errors up to this one may come from an ill-conditioned point. */
const borderlineError = 1e-3;

/**
 * The axes of `derivative` are (free indices of `of`…, axes of `of`…, axes of each symbol…), without the axes that a number
 * fixes; an index that occurs twice may have one axis or two. Never throws.
 */
export function certify(query: CertificateQuery, derivative: TensorNode, options: CertificateOptions = {}): CertificateResult {
  const small = attemptAll(query, derivative, options, true);
  // replaced sizes may contradict a position, a block or a size that is counted: then the written sizes decide
  const isFinal = small.verdict === 'verified' || !small.replacedSizes;
  const { replacedSizes: _, ...result } = isFinal ? small : attemptAll(query, derivative, options, false);
  return result;
}

type Outcome = CertificateResult & { readonly replacedSizes: boolean };

function attemptAll(query: CertificateQuery, derivative: TensorNode, options: CertificateOptions, replaceLarge: boolean): Outcome {
  let method: CertificateResult['method'] = query.wrt.length === 1 ? 'complex-step' : 'central-difference';
  let replacedSizes = false;
  const undecided = (reason: string): Outcome => ({ verdict: 'undecided', method, points: 0, maxRelativeError: null, reason, replacedSizes });
  const comparisons: PointComparison[] = [];
  try {
    const source = prepareSource(query, derivative);
    const seed = options.seed ?? 1;
    const { hasBranches, innerOrder } = source.program;
    if (innerOrder > 0) method = 'central-difference';
    const tolerance = toleranceOf(query.wrt.length + innerOrder);
    const most = options.maxEvaluations ?? defaultEvaluations;
    const affordable = Math.floor(most / evaluationsOf(query.wrt.length));
    const isConstant = isZero(derivative) && query.wrt.some(symbol => !reads(source, symbol.name));
    const branching = hasBranches && !isConstant;
    const pointsNeeded = branching ? Math.max(leastPointsOfBranching, Math.min(pointsOfBranching, affordable)) : pointsOfSmooth;
    const leastPoints = isConstant ? 1 : Math.min(pointsNeeded, leastPointsOfBranching);
    const attempts: Attempt[] = [];
    const missesSize = (): string | null =>
      isConstant
        ? null
        : leastOnly(
            attempts.map(({ sizes }) => sizes),
            comparisons.map(({ point }) => point.sizes),
          );
    for (let attempt = 0; attempt < attemptLimit && (comparisons.length < pointsNeeded || missesSize() !== null); attempt++) {
      const sizes = chooseSizes(source.program.dimensions, attempt, replaceLarge);
      if (sizes === null) return undecided(messages.noSizes);
      replacedSizes = sizes.replaced.size > 0;
      try {
        const point = drawPoint(source.unknowns.values(), sizes, seed, attempt);
        const comparison = compareAtPoint(source, point, {
          budget: Math.floor(Math.min(most, workLimit / costOf(source.program, sizes)) / pointsOfSmooth),
          directions: hasBranches ? 1 : 2,
          isFirst: comparisons.length === 0,
          tolerance,
        });
        if (comparison.shapeProblem !== null) {
          return { verdict: 'disagrees', method, points: 1, maxRelativeError: null, reason: comparison.shapeProblem, replacedSizes };
        }
        const outcome = outcomeOf(comparison, tolerance);
        if (outcome === 'compared') comparisons.push(comparison);
        attempts.push({ sizes, outcome });
      } catch (failure) {
        if (!(failure instanceof DrawAgain)) throw failure;
        attempts.push({ sizes, ...whyNotCompared(failure) });
      }
    }
    if (comparisons.length < leastPoints) {
      // an exact 0 on a kink that is elsewhere the rest of a 0
      const isForced = comparisons.every(({ touchesKink }) => touchesKink);
      const nowhere = isForced ? nowhereBecause(attempts) : null;
      return nowhere === null ? undecided(whyUndecided(attempts)) : { ...undecided(nowhere), isNowhere: true };
    }
    if (comparisons.every(({ isVoid }) => isVoid)) return { ...undecided(messages.atKink), isNowhere: true };
    const unseen = missesSize();
    const result = verdictOf(comparisons, source, method, tolerance);
    if (unseen === null || result.verdict !== 'verified') return { ...result, replacedSizes };
    const nowhere = nowhereBecause(attemptsAtLarger(attempts, unseen));
    return nowhere === null ? undecided(messages.leastSizeOnly(unseen)) : { ...undecided(messages.aboveLeastSize(unseen, nowhere)), isNowhere: true };
  } catch (failure) {
    if (failure instanceof NotEvaluable) return undecided(failure.message);
    throw failure;
  }
}

/** What does not read a name has the derivative 0 by it wherever it has a value, of which one point is enough. */
const reads = ({ program }: Source, name: string): boolean => program.readings.some(({ symbol }) => symbol.name === name);

/** With the orders of the derivatives inside the expression. */
export const toleranceOf = (order: number): number => tolerances[Math.min(Math.max(order, 1), tolerances.length) - 1]!;

/** On a kink the derivative is a choice, so that a difference there says nothing: an entry may be 0 by chance, below all numbers. */
function outcomeOf({ isUneven, touchesKink, isAtKink, error }: PointComparison, tolerance: number): Attempt['outcome'] {
  if (isUneven) return touchesKink ? 'kink' : 'uneven';
  return isAtKink && error > tolerance ? 'kink' : 'compared';
}

function verdictOf(comparisons: readonly PointComparison[], source: Source, method: CertificateResult['method'], tolerance: number): CertificateResult {
  const maxRelativeError = Math.max(...comparisons.map(comparison => comparison.error));
  const points = comparisons.length;
  const failing = comparisons.filter(comparison => !(comparison.error <= tolerance));
  if (failing.length === 0) return { verdict: 'verified', method, points, maxRelativeError };
  if (failing.length === 1 && maxRelativeError <= borderlineError) {
    return { verdict: 'undecided', method, points, maxRelativeError, reason: messages.borderline(maxRelativeError.toExponential(1)) };
  }
  const worst = failing.reduce((a, b) => (b.error > a.error ? b : a));
  const result = { verdict: 'disagrees', method, points, maxRelativeError } as const;
  const largest = worst.locate();
  return largest === null ? result : { ...result, witness: describeWitness(worst.point, source.unknowns.values(), worst.shape, largest) };
}
