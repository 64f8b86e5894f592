/**
 * The canonical form of a network: one order of the factors and one numbering of the labels for all networks that are
 * the same up to renaming. Three tiers, each invariant, so that the choice of tier is too: distinct factors are sorted;
 * otherwise the network is grown from its output or its rarest factor; ties are broken by colour refinement with
 * individualisation, where the least code wins.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { addProduct, productTable, sameShape } from './intern.ts';
import { isSymmetric } from './matrix.ts';
import type { ProductNode, TensorNode } from './node.ts';
import { MINUS_ONE } from './rational.ts';
import { finished, mixed } from './structureTable.ts';
import { scale } from './sum.ts';

type Labels = readonly number[];
/** Labels by their new numbers: `number[label]`, negative or absent where a label has none yet. */
type Numbering = Int32Array;
interface Ordered {
  readonly order: readonly number[];
  readonly numbers: Numbers;
}

/** Tells the size of a root. */
export interface Sizes {
  sizeOf(label: number): Dimension;
}

/**
 * Interns the product in canonical form. `out` and `labels` are roots; `shape` are the sizes of `out`. The labels of a
 * symmetric factor may be turned round in the list.
 */
export function canonicalProduct(factors: readonly TensorNode[], labels: Labels[], out: Labels, sizes: Sizes, shape: readonly Dimension[]): TensorNode {
  if (factors.length === 1 && isPlain(factors[0]!, labels[0]!, out)) return factors[0]!;
  const symmetric = symmetricAmong(factors);
  const { order, numbers } = arrange(factors, labels, out, symmetric);
  const number = numbers.of;
  let isNegative = false;
  let hash = 0;
  for (const label of out) hash = mixed(hash, number[label]!);
  for (const k of order) {
    let own = labels[k]!;
    if (symmetric[k] && number[own[0]!]! > number[own[1]!]!) {
      own = own.toReversed();
      labels[k] = own;
      // Kᵀ = −K
      if (isSkew(factors[k]!)) isNegative = !isNegative;
    }
    hash = mixed(hash, factors[k]!.id);
    for (const label of own) hash = mixed(hash, number[label]!);
  }
  hash = finished(hash);
  let node: ProductNode | null = null;
  for (let entry = productTable.first(hash); entry >= 0 && !node; entry = productTable.after(entry)) {
    const known = productTable.at(entry);
    if (isSameProduct(known, factors, labels, out, shape, order, number)) node = known;
  }
  node ??= addArranged(hash, factors, labels, out, sizes, shape, order, numbers);
  return isNegative ? scale(MINUS_ONE, node) : node;
}

/** Which factors have two exchangeable slots. */
function symmetricAmong(factors: readonly TensorNode[]): readonly boolean[] {
  let found: boolean[] | null = null;
  for (let k = 0; k < factors.length; k++) {
    const factor = factors[k]!;
    if (factor.shape.length !== 2 || (!isSkew(factor) && !isSymmetric(factor))) continue;
    found ??= new Array<boolean>(factors.length).fill(false);
    found[k] = true;
  }
  return found ?? (factors.length <= NONE_OF_FEW.length ? NONE_OF_FEW : new Array<boolean>(factors.length).fill(false));
}
const NONE_OF_FEW: readonly boolean[] = new Array<boolean>(32).fill(false);

const NO_FACTORS: readonly never[] = [];
const FEW_LABELS = 64;
const NO_NUMBER = -1;

/** The product of nothing at these labels, numbered by their first appearance: ones, identities, the scalar 1. */
export function emptyProduct(out: Labels, shape: readonly Dimension[]): TensorNode {
  let hash = 0;
  for (const label of out) hash = mixed(hash, label);
  hash = finished(hash);
  for (let entry = productTable.first(hash); entry >= 0; entry = productTable.after(entry)) {
    const known = productTable.at(entry);
    if (known.factors.length === 0 && sameLabels(known.out, out) && sameShape(known.shape, shape)) return known;
  }
  const sizes: Dimension[] = [];
  for (let axis = 0; axis < out.length; axis++) sizes[out[axis]!] = shape[axis]!;
  return addProduct(hash, shape, NO_FACTORS, NO_FACTORS, out, sizes);
}

/** Sizes of labels that no factor has are part of the identity of a product; those of the others follow from the factors. */
function isSameProduct(
  known: ProductNode,
  factors: readonly TensorNode[],
  labels: readonly Labels[],
  out: Labels,
  shape: readonly Dimension[],
  order: readonly number[],
  number: Numbering,
): boolean {
  if (known.factors.length !== factors.length || !isNumbered(known.out, out, number)) return false;
  for (let k = 0; k < order.length; k++) if (known.factors[k] !== factors[order[k]!] || !isNumbered(known.labels[k]!, labels[order[k]!]!, number)) return false;
  return sameShape(known.shape, shape);
}

function isNumbered(numbers: Labels, own: Labels, number: Numbering): boolean {
  if (numbers.length !== own.length) return false;
  for (let axis = 0; axis < own.length; axis++) if (numbers[axis] !== number[own[axis]!]) return false;
  return true;
}

function addArranged(
  hash: number,
  factors: readonly TensorNode[],
  labels: readonly Labels[],
  out: Labels,
  sizes: Sizes,
  shape: readonly Dimension[],
  order: readonly number[],
  numbers: Numbers,
): ProductNode {
  const number = numbers.of;
  const numberedSizes = new Array<Dimension>(numbers.count);
  for (let k = 0; k < numbers.count; k++) numberedSizes[k] = sizes.sizeOf(numbers.labels[k]!);
  const ordered = new Array<TensorNode>(order.length);
  const slots = new Array<Labels>(order.length);
  for (let k = 0; k < order.length; k++) {
    ordered[k] = factors[order[k]!]!;
    slots[k] = numbered(labels[order[k]!]!, number);
  }
  return addProduct(hash, shape, ordered, slots, numbered(out, number), numberedSizes);
}

/** Most factors have one axis or two: a literal costs less than a list that is filled. */
function numbered(own: Labels, number: Numbering): Labels {
  switch (own.length) {
    case 0:
      return NO_FACTORS;
    case 1:
      return [number[own[0]!]!];
    case 2:
      return [number[own[0]!]!, number[own[1]!]!];
    default:
      return own.map(label => number[label]!);
  }
}

const isSkew = (factor: TensorNode): boolean =>
  factor.kind === 'variable' && factor.facts.size > 0 && factor.shape.length === 2 && factor.facts.has('skew-symmetric');

function isPlain(factor: TensorNode, own: Labels, out: Labels): boolean {
  if (own.length !== out.length) return false;
  for (let axis = 1; axis < out.length; axis++) if (out.indexOf(out[axis]!) !== axis) return false;
  if (sameLabels(own, out)) return true;
  return own.length === 2 && own[0] === out[1] && own[1] === out[0] && isSymmetric(factor);
}

function arrange(factors: readonly TensorNode[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Ordered {
  return distinctOrder(factors, labels, out, symmetric) ?? grownOrder(factors, labels, out, symmetric) ?? refinedOrder(factors, labels, out, symmetric);
}

/** Gives labels numbers by first appearance. */
class Numbers {
  of = new Int32Array(FEW_LABELS).fill(NO_NUMBER);
  /** The label of every number; the list may be longer. */
  readonly labels: number[] = [];
  count = 0;

  clear(): void {
    for (let k = 0; k < this.count; k++) this.of[this.labels[k]!] = NO_NUMBER;
    this.count = 0;
  }

  has(label: number): boolean {
    return label < this.of.length && this.of[label] !== NO_NUMBER;
  }
  give(own: Labels): void {
    for (let axis = 0; axis < own.length; axis++) {
      const label = own[axis]!;
      if (this.has(label)) continue;
      if (label >= this.of.length) this.grow(label);
      this.of[label] = this.count;
      this.labels[this.count++] = label;
    }
  }
  private grow(label: number): void {
    const grown = new Int32Array(2 * label).fill(NO_NUMBER);
    grown.set(this.of);
    this.of = grown;
  }
}

/** The numbers of the product that is being arranged; nothing is made of another one meanwhile. */
const NUMBERS = new Numbers();

/** Numbers labels by first appearance, those of `out` first. */
function numbering(order: readonly number[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Numbers | null {
  const numbers = NUMBERS;
  numbers.clear();
  numbers.give(out);
  for (const k of order) {
    const own = labels[k]!;
    if (symmetric[k] && own[0] !== own[1] && !numbers.has(own[0]!) && !numbers.has(own[1]!)) return null;
    numbers.give(own);
  }
  return numbers;
}

/** The positions of factors by their ids; equal ids keep their order. */
function byId(factors: readonly TensorNode[], positions: number[]): number[] {
  if (positions.length > SHORT) return positions.sort((a, b) => factors[a]!.id - factors[b]!.id);
  for (let k = 1; k < positions.length; k++) {
    const moved = positions[k]!;
    let at = k;
    for (; at > 0 && factors[positions[at - 1]!]!.id > factors[moved]!.id; at--) positions[at] = positions[at - 1]!;
    positions[at] = moved;
  }
  return positions;
}
const SHORT = 16;

function distinctOrder(factors: readonly TensorNode[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Ordered | null {
  const positions = new Array<number>(factors.length);
  for (let k = 0; k < factors.length; k++) positions[k] = k;
  const order = byId(factors, positions);
  for (let k = 1; k < order.length; k++) if (factors[order[k]!] === factors[order[k - 1]!] && factors[order[k]!]!.shape.length > 0) return null;
  const numbers = numbering(order, labels, out, symmetric);
  return numbers && { order, numbers };
}

/** Grows from the labels of `out`, or from the factor of the lowest id that occurs once. null where two choices look alike. */
function grownOrder(factors: readonly TensorNode[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Ordered | null {
  const scalars: number[] = [];
  const pending: number[] = [];
  for (let k = 0; k < factors.length; k++) (labels[k]!.length === 0 ? scalars : pending).push(k);
  const order = byId(factors, scalars);
  const numbers = NUMBERS;
  numbers.clear();
  numbers.give(out);
  while (pending.length > 0) {
    let best = NOTHING;
    let isTied = false;
    for (const k of pending) {
      if (leastKnown(labels[k]!, numbers) === UNKNOWN) continue;
      const compared = best === NOTHING ? -1 : compareGrowth(factors, labels, symmetric, numbers, k, best);
      if (compared < 0) {
        best = k;
        isTied = false;
      } else if (compared === 0 && !sameLabels(labels[k]!, labels[best]!)) isTied = true;
    }
    if (best === NOTHING) {
      // nothing touches what is numbered: start a new part at the rarest factor
      const start = byId(factors, pending.slice()).find(k => !pending.some(other => other !== k && factors[other] === factors[k]));
      if (start === undefined) return null;
      best = start;
    }
    const own = labels[best]!;
    if (isTied || (symmetric[best] && own[0] !== own[1] && !numbers.has(own[0]!) && !numbers.has(own[1]!))) return null;
    numbers.give(own);
    order.push(best);
    remove(pending, best);
  }
  return { order, numbers };
}

/** Takes a number out of a list; the others keep their order. */
function remove(list: number[], gone: number): void {
  for (let at = list.indexOf(gone) + 1; at < list.length; at++) list[at - 1] = list[at]!;
  list.pop();
}

const NOTHING = -1;
const UNKNOWN = 999_999;

const knownNumber = (label: number, numbers: Numbers): number => (numbers.has(label) ? numbers.of[label]! : UNKNOWN);

function leastKnown(own: Labels, numbers: Numbers): number {
  let least = UNKNOWN;
  for (const label of own) least = Math.min(least, knownNumber(label, numbers));
  return least;
}

/** By the least known label, the id, the known labels in their order; a symmetric factor has its lower one first. */
function compareGrowth(
  factors: readonly TensorNode[],
  labels: readonly Labels[],
  symmetric: readonly boolean[],
  numbers: Numbers,
  a: number,
  b: number,
): number {
  const [one, other] = [labels[a]!, labels[b]!];
  const byLabel = leastKnown(one, numbers) - leastKnown(other, numbers);
  if (byLabel !== 0) return byLabel;
  const byFactor = factors[a]!.id - factors[b]!.id;
  if (byFactor !== 0) return byFactor;
  const turnsOne = symmetric[a]! && knownNumber(one[0]!, numbers) > knownNumber(one[1]!, numbers);
  const turnsOther = symmetric[b]! && knownNumber(other[0]!, numbers) > knownNumber(other[1]!, numbers);
  for (let axis = 0; axis < one.length; axis++) {
    const difference = knownNumber(one[turnsOne ? 1 - axis : axis]!, numbers) - knownNumber(other[turnsOther ? 1 - axis : axis]!, numbers);
    if (difference !== 0) return difference;
  }
  return 0;
}

function sameLabels(a: Labels, b: Labels): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < Math.min(a.length, b.length); k++) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return a.length - b.length;
}

/** At most this many leaves of the search; the ties that are left beyond it are automorphisms. */
const LEAVES = 12;

function refinedOrder(factors: readonly TensorNode[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Ordered {
  const all = [...new Set([...out, ...labels.flat()])];
  let leaves = 0;
  let bestCode: readonly number[] | null = null;
  let best: Ordered | null = null;

  const search = (colours: Map<number, number>): void => {
    refine(colours, factors, labels, all, symmetric);
    const classes = new Map<number, number[]>();
    for (const label of all) classes.set(colours.get(label)!, [...(classes.get(colours.get(label)!) ?? []), label]);
    const tied = [...classes].filter(([, members]) => members.length > 1).sort(([x, a], [y, b]) => a.length - b.length || x - y)[0];
    if (!tied) {
      leaves++;
      const found = fromColours(factors, labels, out, symmetric, colours, all);
      if (!bestCode || compareLists(found.code, bestCode) < 0) {
        bestCode = found.code;
        best = found;
      }
      return;
    }
    for (const label of tied[1]) {
      if (leaves >= LEAVES) return;
      const next = new Map(colours);
      next.set(label, -1);
      search(next);
    }
  };
  const start = new Map<number, number>();
  for (const label of all) start.set(label, out.indexOf(label) + 1);
  search(start);
  return best!;
}

/** Splits classes of labels until every label's neighbourhood agrees with its class. Colours become ranks. */
function refine(
  colours: Map<number, number>,
  factors: readonly TensorNode[],
  labels: readonly Labels[],
  all: readonly number[],
  symmetric: readonly boolean[],
): void {
  for (let classes = 0; ; ) {
    const signatures = new Map<number, string[]>();
    for (const label of all) signatures.set(label, []);
    for (let k = 0; k < factors.length; k++) {
      const own = labels[k]!;
      const seen = own.map(label => colours.get(label)!);
      const colour = `${factors[k]!.id}:${(symmetric[k] ? seen.slice().sort((a, b) => a - b) : seen).join(',')}`;
      for (let axis = 0; axis < own.length; axis++) signatures.get(own[axis]!)!.push(`${colour}/${symmetric[k] ? 's' : axis}`);
    }
    const keys = new Map<number, string>();
    for (const label of all) keys.set(label, `${String(colours.get(label)! + 10).padStart(6, '0')}|${signatures.get(label)!.sort().join('|')}`);
    const ranks = [...new Set(keys.values())].sort();
    for (const label of all) colours.set(label, ranks.indexOf(keys.get(label)!));
    if (ranks.length === classes) return;
    classes = ranks.length;
  }
}

function fromColours(
  factors: readonly TensorNode[],
  labels: readonly Labels[],
  out: Labels,
  symmetric: readonly boolean[],
  colours: ReadonlyMap<number, number>,
  all: readonly number[],
): Ordered & { code: readonly number[] } {
  const numbers = new Numbers();
  numbers.give(out);
  numbers.give(all.slice().sort((a, b) => colours.get(a)! - colours.get(b)!));
  const number = numbers.of;
  const keys = factors.map((factor, k) => {
    const own = labels[k]!.map(label => number[label]!);
    if (symmetric[k] && own[0]! > own[1]!) own.reverse();
    return [factor.id, ...own];
  });
  const order = factors.map((_, k) => k).sort((a, b) => compareLists(keys[a]!, keys[b]!));
  return { order, numbers, code: order.flatMap(k => keys[k]!) };
}
