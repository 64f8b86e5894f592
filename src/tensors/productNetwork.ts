/** A product under construction. */

import type { Dimension } from '../dimensions/dimension.ts';
import { canonicalProduct } from './canonical.ts';
import { orthonormalSides } from './facts.ts';
import { dimensionNumber, zero } from './leaves.ts';
import { cancelInverses, pickPlaced, pickSingles, simplifyFunctions, sumTerms } from './networkRules.ts';
import type { ProductNode, TensorNode } from './node.ts';
import { mayMultiplyExponents } from './power.ts';
import { asNode, equalFinder, type Factor, mayHaveEqual, mergeScalars } from './productFactors.ts';
import * as Q from './rational.ts';
import { representativeOf, scale } from './sum.ts';

/** Flattening stops here: beyond it shared factors would be copied without bound. */
const FLATTEN_LIMIT = 24;

/** Factors over labels, labels joined by union-find. */
export class Network {
  coefficient: Q.Rational = Q.ONE;
  vanishes = false;
  factors: Factor[] = [];
  private readonly parent: number[] = [];
  private readonly sizes: (Dimension | undefined)[] = [];
  /** How many labels there are; the lists may be longer. */
  private count = 0;
  /** Labels that a rule summed away: they are no free sum over ones. */
  private consumed: number[] | null = null;
  private rules = 0;
  private out: readonly number[] = [];

  begin(out: readonly number[]): void {
    this.coefficient = Q.ONE;
    this.vanishes = false;
    this.count = 0;
    this.consumed = null;
    this.rules = 0;
    this.out = out;
  }
  /** Lets go of the factors. */
  end(): void {
    this.factors = [];
  }

  declare(label: number, size: Dimension): void {
    while (this.count <= label) this.add(undefined);
    this.sizes[label] ??= size;
    if (this.sizes[label]?.constant === 1) this.rules |= RULE.single;
  }
  fresh(size: Dimension): number {
    this.add(size);
    if (size.constant === 1) this.rules |= RULE.single;
    return this.count - 1;
  }
  private add(size: Dimension | undefined): void {
    this.parent[this.count] = this.count;
    this.sizes[this.count] = size;
    this.count++;
  }
  find(label: number): number {
    const { parent } = this;
    let root = parent[label]!;
    if (root === label || parent[root] === root) return root;
    while (parent[root] !== root) root = parent[root]!;
    parent[label] = root;
    return root;
  }
  union(a: number, b: number): void {
    const x = this.find(a);
    const y = this.find(b);
    if (x < y) this.parent[y] = x;
    else if (y < x) this.parent[x] = y;
  }
  consume(label: number): void {
    this.consumed ??= [];
    this.consumed.push(this.find(label));
  }
  shapeOf(labels: readonly number[]): Dimension[] {
    const shape = new Array<Dimension>(labels.length);
    for (let axis = 0; axis < labels.length; axis++) shape[axis] = this.sizeOf(labels[axis]!);
    return shape;
  }
  sizeOf(label: number): Dimension {
    return this.sizes[this.find(label)]!;
  }

  push(node: TensorNode, exponent: Q.Rational, slots: readonly number[]): void {
    let base = node;
    let power = exponent;
    let labels = slots;
    for (;;) {
      if (base.kind === 'sum') {
        if (base.terms.length === 0) {
          this.vanishes = true;
          return;
        }
        if (!Q.isInteger(power)) break;
        if (base.terms.length === 1) {
          this.coefficient = Q.multiply(this.coefficient, Q.integerPower(base.coefficients[0]!, power.numerator));
          base = base.terms[0]!;
          continue;
        }
        const representative = representativeOf(base);
        if (!Q.isOne(representative.ratio)) this.coefficient = Q.multiply(this.coefficient, Q.integerPower(representative.ratio, power.numerator));
        if (representative.transposed) labels = labels.toReversed();
        base = representative.node;
        break;
      }
      if (base.kind === 'power') {
        if (!mayMultiplyExponents(base.base, base.exponent, power)) break;
        power = Q.multiply(power, base.exponent);
        base = base.base;
        if (base.kind === 'sum' && base.terms.length > 1 && Q.isInteger(power)) continue;
        break;
      }
      if (base.kind === 'product' && Q.isOne(power) && inlinesFreely(base)) {
        this.inline(base, labels);
        return;
      }
      break;
    }
    this.rules |= rulesOf(base);
    this.factors.push({ base, exponent: power, labels });
  }

  private inline(node: ProductNode, labels: readonly number[]): void {
    // its labels become fresh ones, in their order
    const first = this.count;
    for (const size of node.sizes) this.fresh(size);
    for (let axis = 0; axis < node.out.length; axis++) this.union(first + node.out[axis]!, labels[axis]!);
    for (let k = 0; k < node.factors.length; k++) this.push(node.factors[k]!, Q.ONE, movedLabels(node.labels[k]!, first));
  }

  finish(shape: readonly Dimension[]): TensorNode {
    this.simplify();
    for (let round = 0; round < FLATTEN_LIMIT && (this.rules & RULE.nested) !== 0; round++) {
      const at = this.nested();
      if (at < 0) break;
      const chosen = this.factors[at]!;
      this.factors = this.factors.filter(factor => factor !== chosen);
      this.inline(chosen.base as ProductNode, chosen.labels);
      if (this.vanishes) return zero(shape);
      this.simplify();
    }
    if (this.vanishes) return zero(shape);
    return this.assemble(shape);
  }

  /** The first factor that is a product small enough to be opened. */
  private nested(): number {
    const room = FLATTEN_LIMIT - this.factors.length;
    for (let at = 0; at < this.factors.length; at++) {
      const { base, exponent } = this.factors[at]!;
      if (base.kind === 'product' && base.factors.length - 1 <= room && Q.isOne(exponent)) return at;
    }
    return -1;
  }

  private simplify(): void {
    this.merge();
    while (this.applyRule()) this.merge();
  }
  private applyRule(): boolean {
    const { rules } = this;
    if ((rules & (RULE.inverse | RULE.functions | RULE.sum | RULE.place | RULE.single)) === 0) return false;
    return (
      ((rules & RULE.inverse) !== 0 && cancelInverses(this)) ||
      ((rules & RULE.functions) !== 0 && simplifyFunctions(this)) ||
      ((rules & RULE.sum) !== 0 && sumTerms(this)) ||
      ((rules & RULE.place) !== 0 && pickPlaced(this)) ||
      ((rules & RULE.single) !== 0 && pickSingles(this))
    );
  }
  isOut(label: number): boolean {
    const root = this.find(label);
    for (const one of this.out) if (this.find(one) === root) return true;
    return false;
  }
  /** In how many slots of factors a label stands. */
  degree(label: number): number {
    const root = this.find(label);
    let count = 0;
    for (const factor of this.factors) for (const own of factor.labels) if (this.find(own) === root) count++;
    return count;
  }

  /** Equal factors at equal labels become a power; a power 0 is 1. */
  private merge(): void {
    const { factors } = this;
    for (const factor of factors) factor.labels = this.toRoots(factor.labels);
    if (!mayHaveEqual(factors)) return;
    const kept: Factor[] = [];
    const grown: Factor[] = [];
    const find = equalFinder(factors.length);
    for (const factor of factors) {
      const before = find(factor, kept);
      if (before) {
        before.exponent = Q.add(before.exponent, factor.exponent);
        if (!grown.includes(before)) grown.push(before);
      } else kept.push(factor);
    }
    if (grown.length === 0) return;
    this.factors = kept.filter(factor => !grown.includes(factor));
    // a fractional power may have become a whole one: its coefficient can come out now
    for (const factor of grown) if (!Q.isZero(factor.exponent)) this.push(factor.base, factor.exponent, factor.labels);
  }

  /** The same list where all are roots, which most labels are. */
  private toRoots(labels: readonly number[]): readonly number[] {
    let roots: number[] | null = null;
    for (let axis = 0; axis < labels.length; axis++) {
      const label = labels[axis]!;
      const root = this.find(label);
      if (root === label) continue;
      roots ??= labels.slice();
      roots[axis] = root;
    }
    return roots ?? labels;
  }

  private assemble(shape: readonly Dimension[]): TensorNode {
    const outRoots = this.toRoots(this.out);
    const scalars = this.freeSums(outRoots);
    const parts = this.parts(outRoots);
    let count = 0;
    for (let k = 0; k < parts.length; k++) if (parts[k] === OUT) count++;
    const nodes = new Array<TensorNode>(count);
    const labels = new Array<readonly number[]>(count);
    count = 0;
    for (let k = 0; k < this.factors.length; k++) {
      const factor = this.factors[k]!;
      if (factor.labels.length === 0) scalars.push(factor);
      else if (parts[k] === OUT) {
        nodes[count] = asNode(factor);
        labels[count++] = factor.labels;
      } else if (parts[k] === k) scalars.push({ base: this.part(k, parts), exponent: Q.ONE, labels: NO_LABELS });
    }
    if (scalars.length > 0) {
      const merged = scalars.length === 1 ? scalars : mergeScalars(scalars);
      if (merged.length === 1 && nodes.length === 0 && outRoots.length === 0) return scale(this.coefficient, asNode(merged[0]!));
      for (const scalar of merged) {
        nodes.push(asNode(scalar));
        labels.push(scalar.labels);
      }
    }
    const node = canonicalProduct(nodes, labels, outRoots, this, shape);
    return scale(this.coefficient, node);
  }

  /** A label that nothing has is summed over ones: its size becomes a coefficient or a scalar. */
  private freeSums(outRoots: readonly number[]): Factor[] {
    const scalars: Factor[] = [];
    const live = scratch(this.count, 0);
    for (const root of outRoots) live[root] = 1;
    for (const factor of this.factors) for (const root of factor.labels) live[root] = 1;
    for (let label = 0; label < this.count; label++) {
      if (live[label] === 1 || this.parent[label] !== label || this.isConsumed(label) || this.sizes[label] === undefined) continue;
      const size = this.sizes[label]!;
      if (size.constant !== null) this.coefficient = Q.multiply(this.coefficient, Q.rational(size.constant));
      else scalars.push({ base: dimensionNumber(size), exponent: Q.ONE, labels: [] });
    }
    return scalars;
  }

  /** The scalar that factor `first` makes with all others of its part. */
  private part(first: number, parts: readonly number[]): TensorNode {
    const nodes: TensorNode[] = [];
    const labels: (readonly number[])[] = [];
    for (let k = first; k < parts.length; k++) {
      if (parts[k] !== first) continue;
      nodes.push(asNode(this.factors[k]!));
      labels.push(this.factors[k]!.labels);
    }
    return canonicalProduct(nodes, labels, NO_LABELS, this, NO_LABELS);
  }

  private isConsumed(label: number): boolean {
    if (this.consumed) for (const one of this.consumed) if (this.find(one) === label) return true;
    return false;
  }

  /** For every factor the first one that it is joined to by labels, OUT where one of them has an output label. */
  private parts(outRoots: readonly number[]): number[] {
    const { factors } = this;
    const parts = new Array<number>(factors.length);
    const labels = this.count;
    const owner = scratch(labels, NOBODY);
    for (const root of outRoots) owner[root] = OUT;
    for (let k = 0; k < factors.length; k++) {
      parts[k] = k;
      for (const label of factors[k]!.labels) {
        const other = owner[label]!;
        if (other === NOBODY) owner[label] = parts[k]!;
        else if (other !== parts[k]) join(parts, owner, labels, other, parts[k]!);
      }
    }
    return parts;
  }
}

/** Most factors have one axis or two: a literal costs less than a list that is filled. */
function movedLabels(own: readonly number[], by: number): readonly number[] {
  switch (own.length) {
    case 0:
      return NO_LABELS;
    case 1:
      return [own[0]! + by];
    case 2:
      return [own[0]! + by, own[1]! + by];
    default:
      return own.map(label => label + by);
  }
}

const NO_LABELS: readonly never[] = [];
const NOBODY = -2;
const OUT = -1;

/** One number a label, for work that ends before another product begins. */
function scratch(labels: number, value: number): Int32Array {
  if (numbers.length < labels) numbers = new Int32Array(2 * labels);
  // a loop, because there are few
  for (let label = 0; label < labels; label++) numbers[label] = value;
  return numbers;
}
let numbers = new Int32Array(64);

/** Everything of two parts becomes one. */
function join(parts: number[], owner: Int32Array, labels: number, one: number, other: number): void {
  const kept = Math.min(one, other);
  const gone = Math.max(one, other);
  for (let k = 0; k < parts.length; k++) if (parts[k] === gone) parts[k] = kept;
  for (let label = 0; label < labels; label++) if (owner[label] === gone) owner[label] = kept;
}

/** A product of at most one factor, or of scalars alone, costs nothing to open. */
function inlinesFreely(node: ProductNode): boolean {
  if (node.factors.length <= 1) return true;
  for (const factor of node.factors) if (factor.shape.length > 0) return false;
  return true;
}

/** Which rules can apply at all: set by the factors that were pushed, and by axes of one entry. */
const RULE = { inverse: 1, functions: 2, sum: 4, place: 8, nested: 16, single: 32 } as const;

function rulesOf(base: TensorNode): number {
  switch (base.kind) {
    case 'matrixOperation':
      return base.name === 'inverse' ? RULE.inverse : 0;
    case 'variable':
      return base.facts.size > 0 && (orthonormalSides(base).length > 0 || base.facts.has('idempotent')) ? RULE.inverse : 0;
    case 'elementwise':
      return RULE.functions;
    case 'operation':
      return base.name === 'softmax' ? RULE.functions : orthonormalSides(base).length > 0 ? RULE.inverse : 0;
    case 'sum':
      return RULE.sum;
    case 'place':
      return RULE.place;
    case 'product':
      return RULE.nested;
    default:
      return 0;
  }
}
