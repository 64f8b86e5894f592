/** Numbers against a claimed convexity: three values of the function on segments between random points. */

import { chooseSizes, DrawAgain, dimensionsOf, drawPoint, evaluateTensor, NotEvaluable, type Point, unknownsOf } from '../numeric/exact.ts';
import type { TensorNode, VariableNode } from '../tensors/node.ts';

const SEGMENTS = 8;
const ATTEMPTS = 24;
const TOLERANCE = 1e-9;

/** Whether the middle of a segment lies on the wrong side of its chord. Where the function has no value nothing is contradicted. */
export function contradictedByChords(root: TensorNode, leaf: VariableNode, kind: 'convex' | 'concave' | 'affine'): boolean {
  let segments = 0;
  for (let attempt = 0; attempt < ATTEMPTS && segments < SEGMENTS; attempt++) {
    const gap = gapAt(root, leaf, attempt);
    if (gap === null) continue;
    segments++;
    if ((kind !== 'concave' && gap < -TOLERANCE) || (kind !== 'convex' && gap > TOLERANCE)) return true;
  }
  return false;
}

/** How far the middle lies below the chord, in units of the values; null where a value is missing. */
function gapAt(root: TensorNode, leaf: VariableNode, attempt: number): number | null {
  const points = [1, 2].map(seed => pointFor([root, leaf], seed, attempt));
  const [from, to] = points.map(point => point?.values.get(leaf.name));
  const point = points[0];
  if (!point || !from || !to || from.length !== to.length) return null;
  const values = [from, from.map((value, i) => (value + to[i]!) / 2), to].map(value => {
    const found = evaluateTensor(root, { ...point, values: new Map([...point.values, [leaf.name, value]]) });
    return found.status === 'ok' ? found.data[0]! : Number.NaN;
  });
  if (!values.every(Number.isFinite)) return null;
  const [start, middle, end] = values as [number, number, number];
  return ((start + end) / 2 - middle) / Math.max(1, ...values.map(Math.abs));
}

function pointFor(roots: readonly TensorNode[], seed: number, attempt: number): Point | null {
  try {
    const sizes = chooseSizes(dimensionsOf(roots), attempt, true);
    return sizes && drawPoint(unknownsOf(roots).values(), sizes, seed, attempt);
  } catch (failure) {
    if (failure instanceof DrawAgain || failure instanceof NotEvaluable) return null;
    throw failure;
  }
}
