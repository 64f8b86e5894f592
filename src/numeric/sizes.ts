/**
 * Numbers for the sizes. Small and distinct: two axes that an expression confuses then differ in length. Sizes written
 * as large numbers (`ℝ^{128×784}`) may be replaced by small ones, the same number by the same, so that a check costs
 * nothing; where that contradicts itself the caller tries the written sizes.
 */

import { addDimensions, constantDimension, type Dimension, evaluateDimension, namesOf } from '../dimensions/dimension.ts';
import { NotEvaluable } from './failures.ts';
import { messages } from './messages.ts';
import { mulberry32 } from './random.ts';

export interface Sizes {
  /** By name. */
  readonly named: ReadonlyMap<string, number>;
  /** Written sizes that are replaced in shapes. A size used as a number keeps its value. */
  readonly replaced: ReadonlyMap<number, number>;
}

/** Written sizes up to this one are taken as they are. */
const largestKept = 6;

/** So many attempts keep the sizes apart from the written ones; after them the next larger size than the least may be one that is written. */
const attemptsApart = 60;

const redraws = 60;
/** After so many the sizes grow one by one, for a position far out: x[9]. */
const redrawsOfSmall = 40;

/** The length of an axis. @throws NotEvaluable where a name has no value. */
export function sizeOf(dimension: Dimension, sizes: Sizes): number {
  if (dimension.constant !== null) return sizes.replaced.get(dimension.constant) ?? dimension.constant;
  const known = dimension.name === null ? undefined : sizes.named.get(dimension.name);
  return known ?? numberOf(dimension, sizes);
}

/** A size used as a number. @throws NotEvaluable where a name has no value. */
export function numberOf(dimension: Dimension, sizes: Sizes): number {
  for (const name of namesOf(dimension)) if (!sizes.named.has(name)) throw new NotEvaluable(messages.unknownSize(name));
  return evaluateDimension(dimension, sizes.named);
}

export const volume = (shape: readonly Dimension[], sizes: Sizes): number => shape.reduce((product, dimension) => product * sizeOf(dimension, sizes), 1);

/** Entries of an axis from a position (from 1) to its end, by which `chooseSizes` makes the axis long enough; of a size by name. */
export const fromPosition = (axis: Dimension, position: number): readonly Dimension[] =>
  axis.constant === null ? [addDimensions(axis, constantDimension(1 - position))] : [];

/**
 * Sizes for every name that occurs. Each attempt gives another order, because distinct sizes can make an inverse
 * singular by themselves (WᵀBW with W n×p and p > n). null where no assignment makes every axis at least 1.
 */
export function chooseSizes(dimensions: Iterable<Dimension>, attempt: number, replaceLarge: boolean): Sizes | null {
  const all = [...new Set(dimensions)];
  const names = [...new Set(all.flatMap(namesOf))].sort();
  const constants = [...new Set(all.flatMap(dimension => dimension.constant ?? []))].sort((a, b) => a - b);
  const taken = attempt < attemptsApart ? constants.filter(constant => constant <= largestKept) : [];
  const large = replaceLarge ? constants.filter(constant => constant > largestKept) : [];
  const pool = sizePool(names.length + large.length, taken);
  for (let redraw = 0; redraw < redraws; redraw++) {
    const larger = pool.map(size => size + Math.max(0, redraw - redrawsOfSmall));
    const order = redraw === 0 && (attempt === 0 || attempt === 2) ? inTurn(pool, attempt) : shuffled(larger, attempt * redraws + redraw);
    const sizes: Sizes = {
      named: new Map(names.map((name, i) => [name, order[i]!])),
      replaced: replacedBy(constants, large, order.slice(names.length)),
    };
    if (all.every(dimension => sizeOf(dimension, sizes) >= 1)) return sizes;
  }
  return null;
}

/** Of written sizes in order. One that is the sum of two others, or else their product, stays so: stacked blocks, Kronecker products. */
function replacedBy(constants: readonly number[], large: readonly number[], chosen: readonly number[]): ReadonlyMap<number, number> {
  const replaced = new Map<number, number>();
  const standIn = (constant: number): number => replaced.get(constant) ?? constant;
  for (const [i, constant] of large.entries()) {
    const partOf = (other: (part: number) => number): number | undefined =>
      constants.find(part => part < constant && other(part) < constant && constants.includes(other(part)));
    const summand = partOf(part => constant - part);
    const factor = partOf(part => constant / part);
    if (summand !== undefined) replaced.set(constant, standIn(summand) + standIn(constant - summand));
    else if (factor !== undefined) replaced.set(constant, standIn(factor) * standIn(constant / factor));
    else replaced.set(constant, chosen[i]!);
  }
  return replaced;
}

/**
 * A name that is larger at some point that was tried and not at any that served: what has a value for the least size alone says
 * nothing of the others.
 */
export function leastOnly(tried: readonly Sizes[], served: readonly Sizes[]): string | null {
  const sizesIn = (points: readonly Sizes[], name: string): number[] => points.map(({ named }) => named.get(name)!);
  for (const name of tried[0]?.named.keys() ?? []) {
    const least = Math.min(...sizesIn(tried, name));
    const isLarger = (size: number): boolean => size > least;
    if (sizesIn(tried, name).some(isLarger) && !sizesIn(served, name).some(isLarger)) return name;
  }
  return null;
}

/** Distinct while they stay small, and one more than needed, so that attempts differ even for a single name. */
function sizePool(count: number, taken: readonly number[]): readonly number[] {
  const free = [2, 3, 4, 5, 6, 7].filter(size => !taken.includes(size));
  const distinct = free.slice(0, Math.min(count + 1, 5));
  return Array.from({ length: Math.max(count, distinct.length) }, (_, i) => distinct[i % distinct.length] ?? 2);
}

/**
 * Names early in the alphabet (m, n) are usually the longer axes; in the third point it is the other way round, because a formula may hold for
 * tall matrices alone: of X⁺ a whole term vanishes there, and another where the matrix is wide.
 */
const inTurn = (pool: readonly number[], attempt: number): readonly number[] => (attempt === 0 ? [...pool].reverse() : pool);

function shuffled(pool: readonly number[], seed: number): readonly number[] {
  const result = [...pool].reverse();
  const random = mulberry32(seed);
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
