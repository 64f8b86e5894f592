/** Contractions that have no shorter spelling, two arrays at a time. */

import type { Dimension } from '../dimensions/dimension.ts';
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
    const joined = plain(kept, build.contract([rest[first]!.code, rest[second]!.code], [rest[first]!.labels, rest[second]!.labels], kept), null);
    rest = rest.flatMap((array, k) => (k === first ? [joined] : k === second ? [] : [array]));
  }
  return build.contract(
    rest.map(array => array.code),
    rest.map(array => array.labels),
    out,
  );
}

interface Pair {
  readonly first: number;
  readonly second: number;
  /** The labels of their product. */
  readonly kept: readonly number[];
}

function nextPair(arrays: readonly LabelledArray[], out: readonly number[], sizes: readonly Dimension[]): Pair {
  let best: (Pair & { readonly cost: Dimension }) | null = null;
  for (let first = 0; first < (arrays.length > FEW ? 1 : arrays.length); first++)
    for (let second = first + 1; second < arrays.length; second++) {
      const [a, b] = [arrays[first]!.labels, arrays[second]!.labels];
      const isLast = arrays.length > FEW && second === arrays.length - 1;
      if (!a.some(label => b.includes(label)) && !(isLast && best === null) && arrays.length > FEW) continue;
      const union = [...new Set([...a, ...b])];
      const cost = union.length === 0 ? loopCost(sizes[out[0] ?? 0]!) : loopCost(...union.map(label => sizes[label]!));
      if (best && compareCosts(cost, best.cost) >= 0) continue;
      const needed = new Set([...out, ...arrays.flatMap((array, k) => (k === first || k === second ? [] : array.labels))]);
      best = { first, second, kept: union.filter(label => needed.has(label)), cost };
      if (arrays.length > FEW) return best;
    }
  return best!;
}
