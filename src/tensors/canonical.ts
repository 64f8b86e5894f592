/**
 * The canonical form of a network: one order of the factors and one numbering of the labels for all networks that are
 * the same up to renaming. Three tiers, each invariant, so that the choice of tier is too: distinct factors are sorted;
 * otherwise the network is grown from its output or its rarest factor; ties are broken by colour refinement with
 * individualisation, where the least code wins.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { intern, shapeKey } from './intern.ts';
import { isSymmetric } from './matrix.ts';
import type { TensorNode } from './node.ts';
import { MINUS_ONE } from './rational.ts';
import { scale } from './sum.ts';

type Labels = readonly number[];
interface Ordered {
  readonly order: readonly number[];
  readonly number: ReadonlyMap<number, number>;
}

/** Interns the product in canonical form. `out` and `labels` are roots; `shape` are the sizes of `out`. */
export function canonicalProduct(
  factors: readonly TensorNode[],
  labels: readonly Labels[],
  out: Labels,
  sizeOf: (label: number) => Dimension,
  shape: readonly Dimension[] = out.map(sizeOf),
): TensorNode {
  if (factors.length === 1 && isPlain(factors[0]!, labels[0]!, out)) return factors[0]!;
  const skew = factors.map(isSkew);
  const symmetric = factors.map((factor, k) => skew[k]! || (factor.shape.length === 2 && isSymmetric(factor)));
  const { order, number } = arrange(factors, labels, out, symmetric);
  const sizes: Dimension[] = [];
  for (const [label, at] of number) sizes[at] = sizeOf(label);
  let isNegative = false;
  const arranged = order.map(k => {
    const own = labels[k]!.map(label => number.get(label)!);
    if (!symmetric[k] || own[0]! <= own[1]!) return own;
    // Kᵀ = −K
    if (skew[k]) isNegative = !isNegative;
    return [own[1]!, own[0]!];
  });
  const outNumbers = out.map(label => number.get(label)!);
  const key = `p|${order.map(k => factors[k]!.id).join(',')}|${outNumbers.join(',')};${arranged.map(own => own.join(',')).join(';')}|${freeSizes(outNumbers, arranged, shape)}`;
  const node = intern(key, { kind: 'product', shape, factors: order.map(k => factors[k]!), labels: arranged, out: outNumbers, sizes });
  return isNegative ? scale(MINUS_ONE, node) : node;
}

const isSkew = (factor: TensorNode): boolean => factor.kind === 'variable' && factor.shape.length === 2 && factor.facts.has('skew-symmetric');

/** Sizes of labels that no factor has are part of the identity of a product. */
function freeSizes(out: Labels, labels: readonly Labels[], shape: readonly Dimension[]): string {
  const held = new Set(labels.flat());
  return out.every(label => held.has(label)) ? '' : shapeKey(shape);
}

function isPlain(factor: TensorNode, own: Labels, out: Labels): boolean {
  if (own.length !== out.length || new Set(out).size !== out.length) return false;
  if (own.every((label, axis) => label === out[axis])) return true;
  return own.length === 2 && own[0] === out[1] && own[1] === out[0] && isSymmetric(factor);
}

function arrange(factors: readonly TensorNode[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Ordered {
  return distinctOrder(factors, labels, out, symmetric) ?? grownOrder(factors, labels, out, symmetric) ?? refinedOrder(factors, labels, out, symmetric);
}

/** Numbers labels by first appearance, those of `out` first. */
function numbering(order: readonly number[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Map<number, number> | null {
  const number = new Map<number, number>();
  const give = (label: number): void => {
    if (!number.has(label)) number.set(label, number.size);
  };
  out.forEach(give);
  for (const k of order) {
    const own = labels[k]!;
    if (symmetric[k] && own[0] !== own[1] && !number.has(own[0]!) && !number.has(own[1]!)) return null;
    own.forEach(give);
  }
  return number;
}

function distinctOrder(factors: readonly TensorNode[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Ordered | null {
  const order = factors.map((_, k) => k).sort((a, b) => factors[a]!.id - factors[b]!.id);
  for (let k = 1; k < order.length; k++) if (factors[order[k]!]!.id === factors[order[k - 1]!]!.id && factors[order[k]!]!.shape.length > 0) return null;
  const number = numbering(order, labels, out, symmetric);
  return number && { order, number };
}

/** Grows from the labels of `out`, or from the factor of the lowest id that occurs once. null where two choices look alike. */
function grownOrder(factors: readonly TensorNode[], labels: readonly Labels[], out: Labels, symmetric: readonly boolean[]): Ordered | null {
  const scalars = factors
    .map((_, k) => k)
    .filter(k => labels[k]!.length === 0)
    .sort((a, b) => factors[a]!.id - factors[b]!.id);
  const pending = new Set(factors.map((_, k) => k).filter(k => labels[k]!.length > 0));
  const order = [...scalars];
  const number = new Map<number, number>();
  const place = (k: number): boolean => {
    const own = labels[k]!;
    if (symmetric[k] && own[0] !== own[1] && !number.has(own[0]!) && !number.has(own[1]!)) return false;
    for (const label of own) if (!number.has(label)) number.set(label, number.size);
    order.push(k);
    pending.delete(k);
    return true;
  };
  for (const label of out) if (!number.has(label)) number.set(label, number.size);
  while (pending.size > 0) {
    let best: number[] | null = null;
    let bestKey: readonly number[] = [];
    for (const k of pending) {
      const key = growthKey(factors[k]!, labels[k]!, number, symmetric[k]!);
      if (!key) continue;
      const compared = best ? compareLists(key, bestKey) : -1;
      if (compared < 0) {
        best = [k];
        bestKey = key;
      } else if (compared === 0) best!.push(k);
    }
    if (!best) {
      // nothing touches what is numbered: start a new part at the rarest factor
      const counts = new Map<number, number>();
      for (const k of pending) counts.set(factors[k]!.id, (counts.get(factors[k]!.id) ?? 0) + 1);
      const start = [...pending].filter(k => counts.get(factors[k]!.id) === 1).sort((a, b) => factors[a]!.id - factors[b]!.id)[0];
      if (start === undefined || !place(start)) return null;
      continue;
    }
    if (best.length > 1 && !best.every(k => sameLabels(labels[k]!, labels[best![0]!]!))) return null;
    if (!place(best[0]!)) return null;
  }
  return { order, number };
}

/** (least known label, id, pattern of known labels); null where no label is known. */
function growthKey(factor: TensorNode, own: Labels, number: ReadonlyMap<number, number>, symmetric: boolean): readonly number[] | null {
  const pattern = own.map(label => number.get(label) ?? 999_999);
  const least = Math.min(...pattern);
  if (least === 999_999) return null;
  if (symmetric && pattern[0]! > pattern[1]!) pattern.reverse();
  return [least, factor.id, ...pattern];
}

const sameLabels = (a: Labels, b: Labels): boolean => a.length === b.length && a.every((label, axis) => label === b[axis]);

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
  const number = new Map<number, number>();
  for (const label of out) if (!number.has(label)) number.set(label, number.size);
  for (const label of all.slice().sort((a, b) => colours.get(a)! - colours.get(b)!)) if (!number.has(label)) number.set(label, number.size);
  const keys = factors.map((factor, k) => {
    const own = labels[k]!.map(label => number.get(label)!);
    if (symmetric[k] && own[0]! > own[1]!) own.reverse();
    return [factor.id, ...own];
  });
  const order = factors.map((_, k) => k).sort((a, b) => compareLists(keys[a]!, keys[b]!));
  return { order, number, code: order.flatMap(k => keys[k]!) };
}
