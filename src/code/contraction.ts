/**
 * Reduces a network of arrays pair by pair: vectors are multiplied into matrices before matrices into each other, a
 * product with an inverse is solved, a chain of matrices is multiplied in its cheapest order. What no pair reduces
 * stays for a general contraction.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { type ChainTree, cheapestOrder } from './chainOrder.ts';
import { aligned, entrywise, type LabelledArray, type Oriented, plain } from './operand.ts';
import type { Builder, Operation } from './operation.ts';

export interface Reduced {
  readonly scalars: readonly Operation[];
  readonly arrays: readonly LabelledArray[];
}

/** Σ over the labels that are not in `out`; no label stands in one array alone unless it is in `out`. */
export function contract(arrays: readonly LabelledArray[], out: readonly number[], sizes: readonly Dimension[], build: Builder): Reduced {
  const scalars: Operation[] = [];
  const outLabels = new Set(out);
  let rest = mergeCrowds(arrays, out, build);
  for (;;) {
    const uses = countUses(rest);
    const pair = cheapestPair(rest, uses, outLabels);
    if (!pair) break;
    const chain = pair.cost >= 3 && pair.summed.length === 1 ? matrixChain(rest, pair, uses, outLabels) : null;
    const members = chain ?? [pair.first, pair.second];
    const at = Math.min(...members);
    const result = chain
      ? multiplyChain(orientChain(chain, rest, uses, outLabels), sizes, build)
      : multiplyPair(rest[pair.first]!, rest[pair.second]!, pair, out, build);
    rest = rest.flatMap((array, i) => (i === at && result.labels.length > 0 ? [result] : members.includes(i) ? [] : [array]));
    if (result.labels.length === 0) scalars.push(result.code);
  }
  return { scalars, arrays: rest };
}

const countUses = (arrays: readonly LabelledArray[]): Map<number, number> => {
  const uses = new Map<number, number>();
  for (const array of arrays) for (const label of array.labels) uses.set(label, (uses.get(label) ?? 0) + 1);
  return uses;
};

/** Three and more arrays over the same labels are multiplied entry by entry until two are left. */
function mergeCrowds(arrays: readonly LabelledArray[], out: readonly number[], build: Builder): readonly LabelledArray[] {
  const crowds = new Map<string, number[]>();
  arrays.forEach((array, i) => {
    const key = [...array.labels].sort((a, b) => a - b).join();
    const crowd = crowds.get(key);
    if (crowd) crowd.push(i);
    else crowds.set(key, [i]);
  });
  const merged: (LabelledArray | null)[] = arrays.slice();
  for (const crowd of crowds.values()) {
    for (let k = 1; k < crowd.length - 1; k++) {
      const [into, from] = [crowd[0]!, crowd[k]!];
      merged[into] = entrywise(merged[into]!, merged[from]!, preferredOrder(merged[into]!.labels, out), build);
      merged[from] = null;
    }
  }
  return merged.filter(array => array !== null);
}

const preferredOrder = (labels: readonly number[], out: readonly number[]): readonly number[] => {
  const order = out.filter((label, i) => labels.includes(label) && out.indexOf(label) === i);
  return order.length === labels.length ? order : labels;
};

interface Pair {
  readonly first: number;
  readonly second: number;
  /** Number of labels that the product runs over. */
  readonly cost: number;
  readonly result: readonly number[];
  readonly summed: readonly number[];
  /** In both and in the result. */
  readonly batch: readonly number[];
  /** A vector stands before an inverse, which would have to be transposed. */
  readonly turnsInverse: boolean;
}

const FEW = 32;

function cheapestPair(arrays: readonly LabelledArray[], uses: ReadonlyMap<number, number>, out: ReadonlySet<number>): Pair | null {
  const byLabel = new Map<number, number[]>();
  arrays.forEach((array, i) => {
    for (const label of array.labels) {
      const known = byLabel.get(label);
      if (known) known.push(i);
      else byLabel.set(label, [i]);
    }
  });
  let best: Pair | null = null;
  const consider = (first: number, second: number): void => {
    const pair = describePair(arrays, first, second, uses, out);
    if (pair && (!best || isBetter(pair, best))) best = pair;
  };
  for (const members of byLabel.values())
    for (let i = 0; i < members.length; i++)
      for (let j = i + 1; j < (arrays.length > FEW ? Math.min(i + 2, members.length) : members.length); j++) consider(members[i]!, members[j]!);
  return best;
}

const isBetter = (a: Pair, b: Pair): boolean => {
  if (a.cost !== b.cost) return a.cost < b.cost;
  if (a.result.length !== b.result.length) return a.result.length < b.result.length;
  if (a.turnsInverse !== b.turnsInverse) return b.turnsInverse;
  return a.first !== b.first ? a.first < b.first : a.second < b.second;
};

/** null where the pair's product is no matrix product and no entrywise one. */
function describePair(
  arrays: readonly LabelledArray[],
  first: number,
  second: number,
  uses: ReadonlyMap<number, number>,
  out: ReadonlySet<number>,
): Pair | null {
  const a = arrays[first]!;
  const b = arrays[second]!;
  const shared = a.labels.filter(label => b.labels.includes(label));
  const union = [...a.labels, ...b.labels.filter(label => !a.labels.includes(label))];
  const summed = shared.filter(label => !out.has(label) && uses.get(label) === 2);
  const batch = shared.filter(label => !summed.includes(label));
  const result = union.filter(label => !summed.includes(label));
  const isTurned = (matrix: LabelledArray, vector: LabelledArray): boolean =>
    matrix.inverseOf !== null && vector.labels.length === 1 && matrix.labels[0] === vector.labels[0];
  const turnsInverse = isTurned(a, b) || isTurned(b, a);
  const widest = Math.max(a.labels.length, b.labels.length);
  if (summed.length === 0) return union.length === widest ? { first, second, cost: union.length, result, summed, batch, turnsInverse } : null;
  if (widest > 2 || (batch.length > 0 && union.length > 2)) return null;
  return { first, second, cost: union.length, result, summed, batch, turnsInverse };
}

function multiplyPair(a: LabelledArray, b: LabelledArray, pair: Pair, out: readonly number[], build: Builder): LabelledArray {
  if (pair.summed.length === 0) return entrywise(a, b, preferredOrder(pair.result, out), build);
  if (pair.batch.length > 0) return plain(pair.result, build.contract([a.code, b.code], [a.labels, b.labels], pair.result), null);
  if (pair.summed.length === 2) return plain([], fullContraction(a, b, build), null);
  if (a.labels.length === 1 && b.labels.length === 1) return plain([], build.matmul(a.code, b.code), null);
  if (a.labels.length === 1) return plain(pair.result, matrixVector(b, a, true, build), null);
  if (b.labels.length === 1) return plain(pair.result, matrixVector(a, b, false, build), null);
  return multiplyChain([facing(a, pair.summed[0]!, 'right'), facing(b, pair.summed[0]!, 'left')], [], build);
}

/** Σ_ij A_ij B_ij without forming A Bᵀ. */
function fullContraction(a: LabelledArray, b: LabelledArray, build: Builder): Operation {
  const other = aligned(b, a.labels, build);
  const straight = b.labels[0] === a.labels[0];
  return straight && !b.reciprocalOf && !a.reciprocalOf ? build.inner(a.code, other) : build.sum(entrywise(a, b, a.labels, build).code, [0, 1]);
}

function matrixVector(matrix: LabelledArray, vector: LabelledArray, vectorFirst: boolean, build: Builder): Operation {
  const last = matrix.labels[1] === vector.labels[0];
  if (matrix.inverseOf) return solve(last ? matrix.inverseOf : flipped(matrix.inverseOf, build), vector.code, build);
  if (last) return build.matmul(matrix.code, vector.code);
  return vectorFirst && vector.code.trivial ? build.matmul(vector.code, matrix.code) : build.matmul(transposeOf(matrix, build), vector.code);
}

const solve = (matrix: Oriented, right: Operation, build: Builder): Operation => build.solve(matrix.code, right);

const transposeOf = (array: Oriented, build: Builder): Operation => array.transposed ?? build.transpose(array.code);
const flipped = (array: Oriented, build: Builder): Oriented => ({ code: transposeOf(array, build), transposed: array.code });

/** A matrix of a chain as it is multiplied: `labels` are row and column. */
interface Link {
  readonly labels: readonly number[];
  readonly array: LabelledArray;
  readonly turned: boolean;
}

/** Turns a matrix so that the label is on this side. */
function facing(array: LabelledArray, label: number, side: 'left' | 'right'): Link {
  const turned = array.labels[side === 'left' ? 0 : 1] !== label;
  return { array, turned, labels: turned ? [array.labels[1]!, array.labels[0]!] : array.labels };
}

/** The maximal path of matrices through a pair; its members, in order. A cycle is left open at one label. */
function matrixChain(arrays: readonly LabelledArray[], pair: Pair, uses: ReadonlyMap<number, number>, out: ReadonlySet<number>): readonly number[] | null {
  const joint = pair.summed[0]!;
  const members = [pair.first, pair.second];
  const ends = [otherLabel(arrays[pair.first]!, joint), otherLabel(arrays[pair.second]!, joint)] as [number, number];
  for (const side of [0, 1] as const) {
    for (;;) {
      const label = ends[side];
      if (out.has(label) || uses.get(label) !== 2) break;
      const next = arrays.findIndex((array, i) => !members.includes(i) && array.labels.length === 2 && array.labels.includes(label));
      if (next < 0) break;
      const far = otherLabel(arrays[next]!, label);
      if (far === ends[1 - side]) break;
      ends[side] = far;
      if (side === 0) members.unshift(next);
      else members.push(next);
    }
  }
  return members.length > 2 ? members : null;
}

const otherLabel = (array: LabelledArray, label: number): number => (array.labels[0] === label ? array.labels[1]! : array.labels[0]!);

function orientChain(
  members: readonly number[],
  arrays: readonly LabelledArray[],
  uses: ReadonlyMap<number, number>,
  out: ReadonlySet<number>,
): readonly Link[] {
  const joints = members.slice(1).map((member, k) => {
    const before = arrays[members[k]!]!;
    return before.labels.find(label => arrays[member]!.labels.includes(label) && !out.has(label) && uses.get(label) === 2)!;
  });
  const links = members.map((member, k) =>
    k < joints.length ? facing(arrays[member]!, joints[k]!, 'right') : facing(arrays[member]!, joints[k - 1]!, 'left'),
  );
  // the direction with fewer transposes
  const turned = links.filter(link => link.turned).length;
  return turned * 2 > links.length ? links.toReversed().map(reversed) : links;
}

const reversed = (link: Link): Link => ({ array: link.array, turned: !link.turned, labels: [link.labels[1]!, link.labels[0]!] });

const codeOf = (link: Link, build: Builder): Operation => (link.turned ? transposeOf(link.array, build) : link.array.code);

function multiplyChain(links: readonly Link[], sizes: readonly Dimension[], build: Builder): LabelledArray {
  const labels = [links[0]!.labels[0]!, links.at(-1)!.labels[1]!];
  const tree =
    links.length === 2 ? { left: 0, right: 1 } : cheapestOrder([links[0]!.labels[0]!, ...links.map(link => link.labels[1]!)].map(label => sizes[label]!));
  const { code, transposed } = multiplyTree(tree, links, build);
  return plain(labels, code, transposed);
}

/** Both ways round, so that a user of the transpose need not form the product first. */
function multiplyTree(root: ChainTree, links: readonly Link[], build: Builder): { readonly code: Operation; readonly transposed: Operation } {
  if (typeof root === 'number') return { code: codeOf(links[root]!, build), transposed: codeOf(reversed(links[root]!), build) };
  const inverseAt = (tree: ChainTree): Oriented | null => {
    if (typeof tree !== 'number') return null;
    const { array, turned } = links[tree]!;
    return array.inverseOf && (turned ? flipped(array.inverseOf, build) : array.inverseOf);
  };
  const left = inverseAt(root.left);
  if (left) {
    const code = solve(left, multiplyTree(root.right, links, build).code, build);
    return { code, transposed: build.transpose(code) };
  }
  const right = inverseAt(root.right);
  if (right) {
    // X A⁻¹ is (A⁻ᵀ Xᵀ)ᵀ
    const solved = solve(flipped(right, build), multiplyTree(root.left, links, build).transposed, build);
    return { code: build.transpose(solved), transposed: solved };
  }
  const [before, after] = [multiplyTree(root.left, links, build), multiplyTree(root.right, links, build)];
  return { code: build.matmul(before.code, after.code), transposed: build.matmul(after.transposed, before.transposed) };
}
