/** Contractions that have no shorter spelling, two arrays at a time. */

import { type Dimension, one } from '../dimensions/dimension.ts';
import { compareCosts, loopCost } from './cost.ts';
import type { LabelledArray } from './operand.ts';
import { plain } from './operand.ts';
import type { Builder, Operation } from './operation.ts';

/** Above this many arrays the first pair that shares an axis is taken instead of the cheapest. */
const FEW = 16;

/** Σ over the labels that are not in `out`, which may be in any order but repeats none and has none that no array has. */
export function einsum(arrays: readonly LabelledArray[], out: readonly number[], sizes: readonly Dimension[], build: Builder): Operation {
  let rest = arrays.slice();
  while (rest.length > 2) {
    const { first, second, kept } = nextPair(rest, out, sizes);
    const joined = plain(kept, ofTwo(rest[first]!, rest[second]!, kept, build), null);
    rest = rest.flatMap((array, k) => (k === first ? [joined] : k === second ? [] : [array]));
  }
  const [first, second] = rest;
  return second ? ofTwo(first!, second, out, build) : build.contract([first!.code], [first!.labels], out);
}

interface Pair {
  readonly first: number;
  readonly second: number;
  /** The labels of their product. */
  readonly kept: readonly number[];
}

/** The cheapest pair, those that share an axis before those that only grow. */
function nextPair(arrays: readonly LabelledArray[], out: readonly number[], sizes: readonly Dimension[]): Pair {
  let best: (Pair & { readonly cost: Dimension; readonly shares: boolean }) | null = null;
  for (let first = 0; first < arrays.length; first++)
    for (let second = first + 1; second < arrays.length; second++) {
      const [a, b] = [arrays[first]!.labels, arrays[second]!.labels];
      const shares = a.some(label => b.includes(label));
      if (best?.shares && (!shares || arrays.length > FEW)) continue;
      const union = [...new Set([...a, ...b])];
      const cost = union.length === 0 ? one : loopCost(...union.map(label => sizes[label]!));
      if (best && best.shares === shares && compareCosts(cost, best.cost) >= 0) continue;
      const needed = new Set([...out, ...arrays.flatMap((array, k) => (k === first || k === second ? [] : array.labels))]);
      best = { first, second, kept: union.filter(label => needed.has(label)), cost, shares };
    }
  return best!;
}

/** A product of vectors or matrices where it is one. */
export function ofTwo(a: LabelledArray, b: LabelledArray, out: readonly number[], build: Builder): Operation {
  const shared = a.labels.filter(label => b.labels.includes(label));
  const isPlain = [a, b].every(({ labels }) => labels.length > 0 && labels.length <= 2 && new Set(labels).size === labels.length);
  const summed = shared.filter(label => !out.includes(label));
  if (isPlain && shared.length === 0 && out.length === 2) return out[0] === a.labels[0] ? build.outer(a.code, b.code) : build.outer(b.code, a.code);
  if (!isPlain || shared.length !== 1 || summed.length !== 1) return build.contract([a.code, b.code], [a.labels, b.labels], out);
  const [left, right] = out.length > 0 && b.labels.includes(out[0]!) ? [b, a] : [a, b];
  const [label] = summed as [number];
  const facing = (array: LabelledArray, last: boolean): Operation =>
    array.labels.length === 1 || (array.labels[0] === label) !== last ? array.code : (array.transposed ?? build.transpose(array.code));
  return build.matmul(facing(left, true), facing(right, false));
}
