/** Numbers of operations as polynomials over the sizes, and which of two is the smaller. */

import { addDimensions, type Dimension, evaluateDimension, multiplyDimensions, namesOf, scaleDimension } from '../dimensions/dimension.ts';

/** The operations of a loop over these sizes. */
export const loopCost = (...sizes: readonly Dimension[]): Dimension => sizes.reduce(multiplyDimensions);

/** Negative where `a` is the smaller one: for all sizes where the polynomials tell, otherwise for typical sizes. */
export function compareCosts(a: Dimension, b: Dimension): number {
  const difference = addDimensions(a, scaleDimension(b, -1));
  if (difference.terms.length === 0) return 0;
  if (difference.terms.every(({ coefficient }) => coefficient > 0)) return 1;
  if (difference.terms.every(({ coefficient }) => coefficient < 0)) return -1;
  return Math.sign(evaluateDimension(difference, new Map(namesOf(difference).map(name => [name, typicalSize(name)]))));
}

/** What people count with these letters: many samples, some features, few components. */
const TYPICAL: readonly (readonly [names: ReadonlySet<string>, size: number])[] = [
  [new Set(['N', 'M', 'B', 'T', 'm', 'n_samples', 'samples', 'batch', 'batch_size']), 1000],
  [new Set(['k', 'K', 'r', 'R', 'c', 'C', 'n_classes', 'classes', 'rank']), 10],
];
const USUAL = 100;

const typicalSize = (name: string): number => TYPICAL.find(([names]) => names.has(name))?.[1] ?? USUAL;
