/**
 * A product is semidefinite where it is its own mirror image: an exchange of its labels takes every left label of the
 * output to the right one of its pair, and its factors are
 *   - pairs of the same tensor, one on the left and the other at the mirrored labels on the right,
 *   - kernels that lie across, from left labels to their mirror images, and are semidefinite themselves,
 *   - weights at labels that the exchange leaves where they are, of one sign.
 * For every position of the fixed labels it is then a congruence of a Schur product of semidefinite kernels, and what is
 * summed over fixed labels is a sum of such. XᵀX, Xᵀ diag(w) X, AᵀPA, A ⊗ B and I ⊗ VᵀV are cases of it.
 */

import { isVariable } from '../tensors/leaves.ts';
import { isSymmetric } from '../tensors/matrix.ts';
import { isMatrixOperation, type ProductNode, type TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import {
  ALWAYS,
  both,
  type Decide,
  type Definiteness,
  entrywise,
  type Found,
  matrixSplit,
  type RankCondition,
  type Sign,
  type Split,
  type StrictIf,
} from './quadraticForm.ts';

/** A factor that is known to be a kernel without being looked at. */
export interface Kernel {
  readonly split: Split;
  readonly definiteness: Definiteness;
}

/** @param kernels what is known of factors, by position */
export function mirroredNetwork(node: ProductNode, split: Split, decide: Decide, kernels: ReadonlyMap<number, Kernel> = new Map()): Found | null {
  if (node.factors.length > MOST_FACTORS) return null;
  const mirror = new Mirror(node.sizes.length);
  const paired = new Set([...split.left, ...split.right]);
  for (let axis = 0; axis < node.out.length; axis++) if (!paired.has(axis) && !mirror.fix(node.out[axis]!)) return null;
  for (const [k, axis] of split.left.entries()) if (!mirror.pair(node.out[axis]!, node.out[split.right[k]!]!)) return null;
  const search = new Search(node, decide, kernels, mirror);
  if (!search.run()) return null;
  const sign = search.chosen.reduce<Sign>((all, { definiteness }) => (definiteness ? ((all * definiteness.sign) as Sign) : all), 1);
  return { sign, strictIf: strictness(node, split, mirror, search.chosen), parts: search.chosen.flatMap(({ definiteness }) => definiteness?.evidence ?? []) };
}

const MOST_FACTORS = 24;
const MOST_STEPS = 3_000;

type Side = 'left' | 'right' | 'fixed';

/** The exchange of labels as far as it is known. */
class Mirror {
  private readonly image: (number | null)[];
  private readonly sides: (Side | null)[];
  /** Labels in the order in which they got a place, to go back. */
  private readonly trail: number[] = [];

  constructor(labels: number) {
    this.image = new Array(labels).fill(null);
    this.sides = new Array(labels).fill(null);
  }
  sideOf(label: number): Side | null {
    return this.sides[label]!;
  }
  fix(label: number): boolean {
    if (this.sides[label] !== null) return this.sides[label] === 'fixed';
    this.put(label, label, 'fixed');
    return true;
  }
  /** `left` goes to `right`; the same label stays where it is. */
  pair(left: number, right: number): boolean {
    if (left === right) return this.fix(left);
    if (this.sides[left] === null && this.sides[right] === null) {
      this.put(left, right, 'left');
      this.put(right, left, 'right');
      return true;
    }
    return this.sides[left] === 'left' && this.image[left] === right;
  }
  private put(label: number, image: number, side: Side): void {
    this.image[label] = image;
    this.sides[label] = side;
    this.trail.push(label);
  }
  mark(): number {
    return this.trail.length;
  }
  backTo(mark: number): void {
    for (const label of this.trail.splice(mark)) {
      this.image[label] = null;
      this.sides[label] = null;
    }
  }
}

/** What a factor is in the mirror image. `definiteness` is null for one of a pair. */
interface Chosen {
  readonly role: 'weight' | 'kernel' | 'pair';
  /** The position of the factor; of a pair that of the left one. */
  readonly at: number;
  readonly definiteness: Definiteness | null;
}

class Search {
  readonly chosen: Chosen[] = [];
  private readonly node: ProductNode;
  private readonly decide: Decide;
  private readonly kernels: ReadonlyMap<number, Kernel>;
  private readonly mirror: Mirror;
  private readonly open: Set<number>;
  private steps = 0;

  constructor(node: ProductNode, decide: Decide, kernels: ReadonlyMap<number, Kernel>, mirror: Mirror) {
    this.node = node;
    this.decide = decide;
    this.kernels = kernels;
    this.mirror = mirror;
    this.open = new Set(node.factors.keys());
  }

  run(): boolean {
    if (this.open.size === 0) return true;
    if (++this.steps > MOST_STEPS) return false;
    const at = this.next();
    this.open.delete(at);
    const mark = this.mirror.mark();
    for (const option of this.options(at)) {
      const chosen = option();
      if (chosen) {
        this.chosen.push(chosen.of);
        if (chosen.partner !== null) this.open.delete(chosen.partner);
        if (this.run()) return true;
        if (chosen.partner !== null) this.open.add(chosen.partner);
        this.chosen.pop();
      }
      this.mirror.backTo(mark);
    }
    this.open.add(at);
    return false;
  }

  /** The factor with the most labels that have a place. */
  private next(): number {
    let best = -1;
    let most = -1;
    for (const at of this.open) {
      const known = this.node.labels[at]!.filter(label => this.mirror.sideOf(label) !== null).length;
      if (known > most) [best, most] = [at, known];
    }
    return best;
  }

  private *options(at: number): Generator<() => { readonly of: Chosen; readonly partner: number | null } | null> {
    const own = this.node.labels[at]!;
    const kernel = this.kernels.get(at);
    if (kernel) {
      yield () => this.across(at, kernel.split, () => kernel.definiteness);
      return;
    }
    const factor = this.node.factors[at]!;
    for (const split of kernelSplits(own)) yield () => this.across(at, split, () => this.decide(factor, split));
    // the search takes from the open ones and puts back
    for (const partner of [...this.open]) {
      if (this.node.factors[partner] !== factor || this.kernels.has(partner)) continue;
      const other = this.node.labels[partner]!;
      for (const image of own.length === 2 && isSymmetric(factor) ? [other, [other[1]!, other[0]!]] : [other]) {
        yield () => this.pair(own, image, { role: 'pair', at, definiteness: null }, partner);
        yield () => this.pair(image, own, { role: 'pair', at: partner, definiteness: null }, partner);
      }
    }
    yield () => this.weight(at, factor, own);
  }

  private across(at: number, { left, right }: Split, decide: () => Definiteness | null): { readonly of: Chosen; readonly partner: null } | null {
    const own = this.node.labels[at]!;
    const batch = own.filter((_, axis) => !left.includes(axis) && !right.includes(axis));
    const [from, to] = [left.map(axis => own[axis]!), right.map(axis => own[axis]!)];
    const mark = this.mirror.mark();
    if (!batch.every(label => this.mirror.fix(label))) return null;
    // a kernel is symmetric: either of its sides may be the left one
    if (!this.pairAll(from, to)) {
      this.mirror.backTo(mark);
      if (!batch.every(label => this.mirror.fix(label)) || !this.pairAll(to, from)) return null;
    }
    const definiteness = decide();
    return definiteness && { of: { role: 'kernel', at, definiteness }, partner: null };
  }

  private pair(left: readonly number[], right: readonly number[], of: Chosen, partner: number): { readonly of: Chosen; readonly partner: number } | null {
    return this.pairAll(left, right) ? { of, partner } : null;
  }

  private pairAll(left: readonly number[], right: readonly number[]): boolean {
    return left.every((label, k) => this.mirror.pair(label, right[k]!));
  }

  private weight(at: number, factor: TensorNode, own: readonly number[]): { readonly of: Chosen; readonly partner: null } | null {
    if (!own.every(label => this.mirror.fix(label))) return null;
    const definiteness = this.decide(factor, entrywise) ?? (own.length === 2 && own[0] === own[1] ? diagonalOf(this.decide(factor, matrixSplit)) : null);
    return definiteness && { of: { role: 'weight', at, definiteness }, partner: null };
  }
}

/** How the axes of a factor can lie across: one half of them on the left, the other on the right, a batch axis before them. */
function kernelSplits(own: readonly number[]): readonly Split[] {
  if (new Set(own).size < own.length) return [];
  switch (own.length) {
    case 2:
      return [matrixSplit];
    case 3:
      return [{ left: [1], right: [2] }];
    case 4:
      return [{ left: [0, 1], right: [2, 3] }];
    default:
      return [];
  }
}

/** The diagonal of a kernel has its sign; only of a definite one without a condition it is known never to be 0. */
const diagonalOf = (found: Definiteness | null): Definiteness | null => found && { ...found, strictIf: found.strictIf?.length === 0 ? ALWAYS : null };

/**
 * When the form is 0 for v = 0 only: every weight and kernel is, and what the left factors make of v is never 0.
 */
function strictness({ factors, labels, out, sizes }: ProductNode, split: Split, mirror: Mirror, chosen: readonly Chosen[]): StrictIf {
  let condition: StrictIf = ALWAYS;
  for (const { definiteness } of chosen) if (definiteness) condition = both(condition, definiteness.strictIf);
  if (condition === null) return null;
  // off the diagonal of two axes with one label the form is 0, whatever v is there
  const places = out.filter((_, axis) => !split.right.includes(axis));
  if (new Set(places).size < places.length) return null;
  const isLeft = (label: number): boolean => mirror.sideOf(label) === 'left';
  const rows = new Set(split.left.map(axis => out[axis]!).filter(isLeft));
  const lefts = chosen.filter(({ role }) => role === 'pair').map(({ at }) => at);
  const acrossLeft = new Set(chosen.filter(({ role }) => role === 'kernel').flatMap(({ at }) => labels[at]!.filter(isLeft)));
  const kept = new Set(out.filter(label => mirror.sideOf(label) === 'fixed'));
  const isCut = (label: number): boolean => (mirror.sideOf(label) === 'fixed' && !kept.has(label)) || acrossLeft.has(label);
  const covered = new Set<number>();
  for (const part of connected(lefts, labels)) {
    const own = [...new Set(part.flatMap(at => labels[at]!))];
    const [inner, cut] = [own.filter(label => rows.has(label)), own.filter(isCut)];
    // one label of v against others that no kept label and no label of v is among
    if (inner.length !== 1 || cut.length === 0 || acrossLeft.has(inner[0]!) || own.some(label => kept.has(label))) return null;
    covered.add(inner[0]!);
    const map = product(
      part.map(at => factors[at]!),
      part.map(at => labels[at]!),
      [...cut, inner[0]!],
      [...cut, inner[0]!].map(label => sizes[label]!),
    );
    if (!isKnownInvertible(map)) condition = both(condition, [{ of: map } satisfies RankCondition]);
  }
  return [...rows].every(label => covered.has(label) || acrossLeft.has(label)) ? condition : null;
}

/** Positions of factors that share labels. */
function connected(positions: readonly number[], labels: readonly (readonly number[])[]): readonly (readonly number[])[] {
  let parts: { readonly at: readonly number[]; readonly labels: ReadonlySet<number> }[] = [];
  for (const at of positions) {
    const touching = parts.filter(part => labels[at]!.some(label => part.labels.has(label)));
    parts = [
      ...parts.filter(part => !touching.includes(part)),
      { at: [...touching.flatMap(part => part.at), at], labels: new Set([...touching.flatMap(part => [...part.labels]), ...labels[at]!]) },
    ];
  }
  return parts.map(part => part.at);
}

const INVERTIBLE = ['invertible', 'positive definite', 'negative definite', 'orthogonal'];

function isKnownInvertible(node: TensorNode): boolean {
  if (isMatrixOperation(node, 'inverse')) return true;
  if (isVariable(node)) return INVERTIBLE.some(fact => node.facts.has(fact));
  return (
    node.kind === 'product' &&
    node.factors.length === 1 &&
    node.out.length === 2 &&
    node.out[0] !== node.out[1] &&
    node.labels[0]!.length === 2 &&
    isKnownInvertible(node.factors[0]!)
  );
}
