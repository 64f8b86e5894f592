/** What became of the random points that were tried, and what is said where too few could be compared. */

import { AcrossKink, type DrawAgain, IllConditioned, NoDerivative, OnKink, Pole, Singular, Unsettled } from './failures.ts';
import { messages } from './messages.ts';
import type { Sizes } from './sizes.ts';

/** Of those without a derivative what they lack. The last has no value: an argument outside of a domain, an overflow. */
type Outcome = 'compared' | 'kink' | 'singular' | 'pole' | 'no-derivative' | 'uneven' | 'across-kink' | 'inaccurate' | 'no-value';

export interface Attempt {
  readonly sizes: Sizes;
  readonly outcome: Outcome;
  /** What the failure said. */
  readonly reason?: string | null;
  /** The relative difference at a point where it says nothing. */
  readonly error?: number;
}

export function whyNotCompared(failure: DrawAgain): Omit<Attempt, 'sizes'> {
  if (failure instanceof NoDerivative) return { outcome: 'no-derivative', reason: failure.reason };
  if (failure instanceof IllConditioned) return { outcome: 'inaccurate', error: failure.error };
  if (failure instanceof Unsettled) return { outcome: 'uneven' };
  if (failure instanceof AcrossKink) return { outcome: 'across-kink' };
  if (failure instanceof OnKink) return { outcome: 'kink' };
  if (failure instanceof Singular) return { outcome: 'singular' };
  return { outcome: failure instanceof Pole ? 'pole' : 'no-value' };
}

const count = (attempts: readonly Attempt[], ...outcomes: readonly Outcome[]): number => attempts.filter(({ outcome }) => outcomes.includes(outcome)).length;

const lastReason = (attempts: readonly Attempt[]): string | null => attempts.findLast(({ outcome }) => outcome === 'no-derivative')?.reason ?? null;

/** Of all points those of which nothing is known: on a kink, rounding makes some. */
const shareOfUnknown = 0.05;

/** Why there is no derivative at any of the points; null where some may have one. */
export function nowhereBecause(attempts: readonly Attempt[]): string | null {
  if (count(attempts, 'uneven', 'inaccurate') > shareOfUnknown * attempts.length) return null;
  const kink = count(attempts, 'kink');
  const singular = count(attempts, 'singular');
  const pole = count(attempts, 'pole');
  const none = count(attempts, 'no-derivative');
  if (kink + singular + pole + none < attempts.length / 2) return null;
  if (pole >= Math.max(kink, singular, none)) return messages.noValueAnywhere;
  if (singular >= Math.max(kink, none)) return messages.singularEverywhere;
  return kink >= none ? messages.atKink : (lastReason(attempts) ?? messages.nowhereDifferentiable);
}

export function whyUndecided(attempts: readonly Attempt[]): string {
  const inaccuracy = attempts.reduce((largest, { error }) => Math.max(largest, error ?? 0), 0);
  if (inaccuracy > 0) return messages.borderline(inaccuracy.toExponential(1));
  return count(attempts, 'uneven', 'across-kink') > 0 ? messages.unevenDifferences : (lastReason(attempts) ?? messages.noFinitePoint(attempts.length));
}

/** Those where the size of this name is not the least that was tried. */
export function attemptsAtLarger(attempts: readonly Attempt[], name: string): readonly Attempt[] {
  const sizeIn = ({ sizes }: Attempt): number => sizes.named.get(name)!;
  const least = Math.min(...attempts.map(sizeIn));
  return attempts.filter(attempt => sizeIn(attempt) > least);
}
