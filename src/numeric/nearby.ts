/**
 * Points beside a point, as far away as rounding may be: what changes there as much as it differs is not known. Every entry
 * changes by a factor gᵢgⱼ of its row and column, so that symmetric, skew-symmetric, triangular and definite matrices stay so.
 * Every result on the way is rounded otherwise as well (Monte Carlo arithmetic, Parker 1997): what cancels shows there.
 */

import type { Entries } from './denseMatrix.ts';
import type { Point, Unknown, Variation } from './points.ts';
import { hashText, mixHash, mulberry32 } from './random.ts';
import { type Sizes, sizeOf, volume } from './sizes.ts';

/** Some dozens of units in the last place: rounding adds up. */
const distance = 1e-14;

/** The rounding of a long computation beside that of its operands' last digits. */
export const changeOfRounding = 10;
/** Two rests of a 0 may be the same few units in the last place, so many not. */
export const pointsNearby = 10;
const otherStep = 0.85;

/** @param trial From 1. */
export function nearbyEntries(name: string, entries: Entries, rows: number, columns: number, trial: number): Entries {
  const random = mulberry32(mixHash(hashText(name), trial));
  const factors = Float64Array.from({ length: Math.max(rows, columns) }, () => 1 + distance * (2 * random() - 1));
  return entries.map((x, k) => x * (factors[Math.floor(k / columns)]! * factors[k % columns]!));
}

/** @param trial From 1. */
export function nearbyPoint(point: Point, unknowns: ReadonlyMap<string, Unknown>, trial: number): Point {
  const values = new Map<string, Entries>();
  for (const [name, entries] of point.values) values.set(name, nearbyEntries(name, entries, ...sidesOf(unknowns.get(name), point.sizes, entries), trial));
  return { ...point, values, variation: { seed: mixHash(point.seed, trial), innerStep: otherStep } };
}

/** Some units in the last place: what functions and short sums may be off. */
const ownRounding = 1e-15;

/** Changes entries as rounding may have; what is 0 stays so. */
export function roundedOtherwise({ seed }: Variation): (entries: Entries) => Entries {
  const random = mulberry32(seed);
  return entries => entries.map(x => x * (1 + ownRounding * (2 * random() - 1)));
}

function sidesOf(unknown: Unknown | undefined, sizes: Sizes, entries: Entries): readonly [rows: number, columns: number] {
  if (unknown?.shape.length !== 2) return [entries.length, 1];
  return [volume(unknown.shape.slice(0, 1), sizes), sizeOf(unknown.shape[1]!, sizes)];
}
