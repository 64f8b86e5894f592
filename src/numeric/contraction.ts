/**
 * Σ over labels of a product of tensors, over either field, by contracting two factors at a time: the pair with the
 * smallest result first. The semantics of the output list are those of the product node.
 */

import type { Field } from './field.ts';
import { checkEntries, checkWork } from './limits.ts';

export interface Factor {
  readonly data: Float64Array;
  /** One an axis. */
  readonly labels: readonly number[];
}

/** `sizes[label]` for every label that occurs in a factor or in `out`. Labels that occur nowhere do not count. */
export function contract(factors: readonly Factor[], out: readonly number[], sizes: readonly number[], field: Field): Float64Array {
  const kept = new Set(out);
  let coefficient = 1;
  let open: Factor[] = [];
  for (const factor of factors.map(factor => withDistinctLabels(factor, sizes))) {
    if (factor.labels.length === 0) coefficient = field.multiply(coefficient, factor.data[0]!);
    else open.push(factor);
  }
  const uses = new Map<number, number>();
  for (const factor of open) for (const label of factor.labels) uses.set(label, (uses.get(label) ?? 0) + 1);
  const isNeeded = (label: number, own: number): boolean => kept.has(label) || uses.get(label)! > own;
  const scalar: Factor = { data: Float64Array.of(1), labels: [] };

  open = open.map(factor => (factor.labels.every(label => isNeeded(label, 1)) ? factor : pairwise(factor, scalar)));
  while (open.length > 1) {
    const [i, j] = cheapestPair(open, sizes, (label, own) => isNeeded(label, own));
    const [a, b] = [open[i]!, open[j]!];
    const product = pairwise(a, b);
    open = open.filter((_, at) => at !== i && at !== j);
    if (product.labels.length === 0) coefficient = field.multiply(coefficient, product.data[0]!);
    else open.push(product);
  }
  return spread(open[0] ?? scalar, coefficient);

  /** Contracts two factors and sums every label that nothing else needs. */
  function pairwise(a: Factor, b: Factor): Factor {
    const own = (label: number): number => (a.labels.includes(label) ? 1 : 0) + (b.labels.includes(label) ? 1 : 0);
    const all = [...a.labels, ...b.labels.filter(label => !a.labels.includes(label))];
    const stays = all.filter(label => isNeeded(label, own(label)));
    const summed = all.filter(label => !isNeeded(label, own(label)));
    const data = contractPair(a, b, stays, summed, sizes, field);
    for (const label of all) uses.set(label, uses.get(label)! - own(label) + (stays.includes(label) ? 1 : 0));
    return { data, labels: stays };
  }

  /** Writes to the output list: repeated labels leave zeros off their diagonal, labels of no factor repeat. */
  function spread(factor: Factor, scale: number): Float64Array {
    const distinct = [...kept];
    const strides = stridesOf(out, sizes);
    const target = offsets(
      distinct,
      distinct.map(label => out.reduce((sum, other, axis) => (other === label ? sum + strides[axis]! : sum), 0)),
      sizes,
    );
    const source = offsets(distinct, stridesFor(distinct, factor, sizes), sizes);
    const result = new Float64Array(checkedVolume(out, sizes));
    for (let i = 0; i < target.length; i++) result[target[i]!] = scale === 1 ? factor.data[source[i]!]! : field.multiply(scale, factor.data[source[i]!]!);
    return result;
  }
}

function contractPair(a: Factor, b: Factor, stays: readonly number[], summed: readonly number[], sizes: readonly number[], field: Field): Float64Array {
  checkWork(checkedVolume(stays, sizes) * checkedVolume(summed, sizes));
  const outerA = offsets(stays, stridesFor(stays, a, sizes), sizes);
  const outerB = offsets(stays, stridesFor(stays, b, sizes), sizes);
  const innerA = offsets(summed, stridesFor(summed, a, sizes), sizes);
  const innerB = offsets(summed, stridesFor(summed, b, sizes), sizes);
  const result = new Float64Array(outerA.length);
  const { modulus } = field;
  const [left, right] = [a.data, b.data];
  for (let o = 0; o < result.length; o++) {
    const [atA, atB] = [outerA[o]!, outerB[o]!];
    let sum = 0;
    if (modulus === 0) for (let s = 0; s < innerA.length; s++) sum += left[atA + innerA[s]!]! * right[atB + innerB[s]!]!;
    else for (let s = 0; s < innerA.length; s++) sum = (sum + left[atA + innerA[s]!]! * right[atB + innerB[s]!]!) % modulus;
    result[o] = sum;
  }
  return result;
}

/**
 * Candidates are neighbours in the list of factors that share a label, so that a chain of a thousand factors is searched
 * in linear time; factors that share nothing come last, smallest first.
 */
function cheapestPair(open: readonly Factor[], sizes: readonly number[], isNeeded: (label: number, own: number) => boolean): readonly [number, number] {
  let best: readonly [number, number] | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  const lastUse = new Map<number, number>();
  for (let j = 0; j < open.length; j++)
    for (const label of open[j]!.labels) {
      const i = lastUse.get(label);
      lastUse.set(label, j);
      if (i === undefined) continue;
      const cost = costOf(open[i]!, open[j]!, sizes, isNeeded);
      if (cost < bestCost) [best, bestCost] = [[i, j], cost];
    }
  if (best) return best;
  const bySize = open.map((_, i) => i).sort((i, j) => open[i]!.data.length - open[j]!.data.length);
  return [Math.min(bySize[0]!, bySize[1]!), Math.max(bySize[0]!, bySize[1]!)];
}

/** The entries of the result, then the work to compute them. */
function costOf(a: Factor, b: Factor, sizes: readonly number[], isNeeded: (label: number, own: number) => boolean): number {
  let result = 1;
  let work = 1;
  for (const label of a.labels) {
    const own = b.labels.includes(label) ? 2 : 1;
    work *= sizes[label]!;
    if (isNeeded(label, own)) result *= sizes[label]!;
  }
  for (const label of b.labels) {
    if (a.labels.includes(label)) continue;
    work *= sizes[label]!;
    if (isNeeded(label, 1)) result *= sizes[label]!;
  }
  return result + work * 1e-9;
}

/** The diagonal over labels that a factor repeats. */
function withDistinctLabels(factor: Factor, sizes: readonly number[]): Factor {
  const labels = [...new Set(factor.labels)];
  if (labels.length === factor.labels.length) return factor;
  const from = offsets(labels, stridesFor(labels, factor, sizes), sizes);
  const data = new Float64Array(from.length);
  for (let i = 0; i < data.length; i++) data[i] = factor.data[from[i]!]!;
  return { data, labels };
}

function stridesOf(labels: readonly number[], sizes: readonly number[]): number[] {
  const strides = new Array<number>(labels.length);
  let stride = 1;
  for (let axis = labels.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= sizes[labels[axis]!]!;
  }
  return strides;
}

/** By how much a step along each of `labels` moves in the factor: 0 where it has no such label, a sum where it repeats it. */
function stridesFor(labels: readonly number[], factor: Factor, sizes: readonly number[]): number[] {
  const own = stridesOf(factor.labels, sizes);
  return labels.map(label => factor.labels.reduce((sum, other, axis) => (other === label ? sum + own[axis]! : sum), 0));
}

/** The offset of every combination of values of the labels, the last label running fastest. */
function offsets(labels: readonly number[], strides: readonly number[], sizes: readonly number[]): Int32Array {
  let result = Int32Array.of(0);
  for (let axis = 0; axis < labels.length; axis++) {
    const size = sizes[labels[axis]!]!;
    const stride = strides[axis]!;
    const next = new Int32Array(result.length * size);
    for (let i = 0; i < result.length; i++) for (let value = 0; value < size; value++) next[i * size + value] = result[i]! + value * stride;
    result = next;
  }
  return result;
}

function checkedVolume(labels: readonly number[], sizes: readonly number[]): number {
  const entries = labels.reduce((product, label) => product * sizes[label]!, 1);
  checkEntries(entries);
  return entries;
}
