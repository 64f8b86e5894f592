/**
 * The only constructor of products. Everything canonical is born here: coefficients come out, equal factors merge,
 * products are flattened, deltas vanish in the union of labels, inverses cancel, scalars that have come apart from the
 * rest become factors of their own, and what is left gets one canonical order and numbering.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { canonicalProduct } from './canonical.ts';
import { dimensionNumber, splitCoefficient, zero } from './leaves.ts';
import { isSymmetric } from './matrix.ts';
import { cancelInverses, simplifyFunctions } from './networkRules.ts';
import type { ProductNode, TensorNode } from './node.ts';
import { power } from './power.ts';
import * as Q from './rational.ts';
import { linear, representativeOf, scale } from './sum.ts';

/** Flattening stops here: beyond it shared factors would be copied without bound. */
const FLATTEN_LIMIT = 24;

/** A factor of a product under construction. */
export interface Factor {
  base: TensorNode;
  exponent: Q.Rational;
  labels: number[];
}

/**
 * Σ over every label that is not in `out` of Π factors[k] at labels[k]. `out` may repeat a label, and may have labels
 * that no factor has; their sizes are then in `outSizes`, in the order of `out`.
 */
export function product(
  factors: readonly TensorNode[],
  labels: readonly (readonly number[])[],
  out: readonly number[],
  outSizes?: readonly Dimension[],
): TensorNode {
  const network = new Network(out);
  for (let k = 0; k < factors.length; k++) {
    const factor = factors[k]!;
    const own = labels[k]!;
    for (let axis = 0; axis < own.length; axis++) network.declare(own[axis]!, factor.shape[axis]!);
  }
  for (let axis = 0; axis < out.length; axis++) if (outSizes) network.declare(out[axis]!, outSizes[axis]!);
  const shape = out.map(label => network.sizeOf(label));
  const distributed = distribute(factors, labels, out, shape);
  if (distributed) return distributed;
  for (let k = 0; k < factors.length; k++) {
    network.push(factors[k]!, Q.ONE, labels[k]!.slice());
    if (network.vanishes) return zero(shape);
  }
  return network.finish(shape);
}

/** A sum with more than two axes has no matrix form, and a sum that is only transposed hides its like terms: both are multiplied out. */
function distribute(
  factors: readonly TensorNode[],
  labels: readonly (readonly number[])[],
  out: readonly number[],
  shape: readonly Dimension[],
): TensorNode | null {
  const at = factors.findIndex(
    factor => factor.kind === 'sum' && factor.terms.length > 0 && (factor.shape.length > 2 || (factors.length === 1 && isTransposition(labels[0]!, out))),
  );
  if (at < 0) return null;
  const sum = factors[at]!;
  if (sum.kind !== 'sum') return null;
  return linear(
    sum.written.map(k => {
      const replaced = factors.slice();
      replaced[at] = sum.terms[k]!;
      return [sum.coefficients[k]!, product(replaced, labels, out, shape)] as const;
    }),
    shape,
  );
}

const isTransposition = (own: readonly number[], out: readonly number[]): boolean =>
  own.length === 2 && out.length === 2 && own[0] === out[1] && own[1] === out[0] && own[0] !== own[1];

/** A product under construction: factors over labels, labels joined by union-find. */
export class Network {
  coefficient: Q.Rational = Q.ONE;
  vanishes = false;
  factors: Factor[] = [];
  private readonly parent: number[] = [];
  private readonly sizes: (Dimension | undefined)[] = [];
  /** Labels that a rule summed away: they are no free sum over ones. */
  private readonly consumed = new Set<number>();
  private readonly out: readonly number[];

  constructor(out: readonly number[]) {
    this.out = out;
  }

  declare(label: number, size: Dimension): void {
    for (let known = this.parent.length; known <= label; known++) this.parent.push(known);
    this.sizes[label] ??= size;
  }
  fresh(size: Dimension): number {
    const label = this.parent.length;
    this.parent.push(label);
    this.sizes[label] = size;
    return label;
  }
  find(label: number): number {
    let root = label;
    while (this.parent[root] !== root) root = this.parent[root]!;
    this.parent[label] = root;
    return root;
  }
  union(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    if (x !== y) this.parent[Math.max(x, y)] = Math.min(x, y);
  }
  consume(label: number): void {
    this.consumed.add(this.find(label));
  }
  sizeOf(label: number): Dimension {
    return this.sizes[this.find(label)]!;
  }

  push(node: TensorNode, exponent: Q.Rational, labels: number[]): void {
    let base = node;
    let power = exponent;
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
        if (representative.transposed) labels.reverse();
        base = representative.node;
        break;
      }
      if (base.kind === 'power') {
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
    this.factors.push({ base, exponent: power, labels });
  }

  private inline(node: ProductNode, labels: readonly number[]): void {
    const fresh = node.sizes.map(size => this.fresh(size));
    for (let axis = 0; axis < node.out.length; axis++) this.union(fresh[node.out[axis]!]!, labels[axis]!);
    for (let k = 0; k < node.factors.length; k++)
      this.push(
        node.factors[k]!,
        Q.ONE,
        node.labels[k]!.map(label => fresh[label]!),
      );
  }

  finish(shape: readonly Dimension[]): TensorNode {
    this.simplify();
    for (let round = 0; round < FLATTEN_LIMIT; round++) {
      const nested = this.factors.filter(factor => factor.base.kind === 'product' && Q.isOne(factor.exponent));
      const room = FLATTEN_LIMIT - this.factors.length;
      const chosen = nested.find(factor => (factor.base as ProductNode).factors.length - 1 <= room);
      if (!chosen) break;
      this.factors.splice(this.factors.indexOf(chosen), 1);
      this.inline(chosen.base as ProductNode, chosen.labels);
      if (this.vanishes) return zero(shape);
      this.simplify();
    }
    return this.assemble(shape);
  }

  private simplify(): void {
    this.merge();
    for (let again = true; again; ) {
      again = cancelInverses(this) || simplifyFunctions(this);
      if (again) this.merge();
    }
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
    const seen = new Map<string, Factor>();
    const grown = new Set<Factor>();
    for (const factor of this.factors) {
      for (let axis = 0; axis < factor.labels.length; axis++) factor.labels[axis] = this.find(factor.labels[axis]!);
      const key = `${factor.base.id}@${slotKey(factor)}`;
      const before = seen.get(key);
      if (before) {
        before.exponent = Q.add(before.exponent, factor.exponent);
        grown.add(before);
      } else seen.set(key, factor);
    }
    if (grown.size === 0) return;
    this.factors = [...seen.values()].filter(factor => !grown.has(factor));
    // a fractional power may have become a whole one: its coefficient can come out now
    for (const factor of grown) if (!Q.isZero(factor.exponent)) this.push(factor.base, factor.exponent, factor.labels);
  }

  private assemble(shape: readonly Dimension[]): TensorNode {
    const { out } = this;
    const outRoots = out.map(label => this.find(label));
    const live = new Set<number>(outRoots);
    for (const factor of this.factors) for (const label of factor.labels) live.add(label);
    const scalars: Factor[] = [];
    for (let label = 0; label < this.parent.length; label++) {
      if (this.parent[label] !== label || live.has(label) || this.isConsumed(label) || this.sizes[label] === undefined) continue;
      const size = this.sizes[label]!;
      if (size.constant !== null) this.coefficient = Q.multiply(this.coefficient, Q.rational(size.constant));
      else scalars.push({ base: dimensionNumber(size), exponent: Q.ONE, labels: [] });
    }
    const main: Factor[] = [];
    for (const part of this.components(outRoots)) {
      if (part.touchesOut) main.push(...part.factors);
      else if (part.factors.length === 1 && part.factors[0]!.labels.length === 0) scalars.push(part.factors[0]!);
      else {
        const node = canonicalProduct(
          part.factors.map(asNode),
          part.factors.map(factor => factor.labels),
          [],
          label => this.sizeOf(label),
        );
        const { coefficient, rest } = splitCoefficient(node);
        this.coefficient = Q.multiply(this.coefficient, coefficient);
        scalars.push({ base: rest, exponent: Q.ONE, labels: [] });
      }
    }
    const merged = mergeScalars(scalars);
    const factors = [...merged, ...main];
    if (factors.length === 1 && out.length === 0 && factors[0]!.labels.length === 0) return scale(this.coefficient, asNode(factors[0]!));
    const node = canonicalProduct(
      factors.map(asNode),
      factors.map(factor => factor.labels),
      outRoots,
      label => this.sizeOf(label),
      shape,
    );
    return scale(this.coefficient, node);
  }
  private isConsumed(label: number): boolean {
    for (const one of this.consumed) if (this.find(one) === label) return true;
    return false;
  }

  /** Factors that are joined by labels. */
  private components(outRoots: readonly number[]): { factors: Factor[]; touchesOut: boolean }[] {
    const parts: { factors: Factor[]; touchesOut: boolean }[] = [];
    const owner = new Map<number, { factors: Factor[]; touchesOut: boolean }>();
    const moved = new Map<object, { factors: Factor[]; touchesOut: boolean }>();
    const current = (part: { factors: Factor[]; touchesOut: boolean }): { factors: Factor[]; touchesOut: boolean } => {
      let at = part;
      while (moved.has(at)) at = moved.get(at)!;
      return at;
    };
    for (const factor of this.factors) {
      let part: { factors: Factor[]; touchesOut: boolean } | null = null;
      for (const label of factor.labels) {
        const known = owner.get(label);
        if (!known) continue;
        const other = current(known);
        if (!part) part = other;
        else if (other !== part) {
          part.factors.push(...other.factors);
          part.touchesOut ||= other.touchesOut;
          moved.set(other, part);
          parts.splice(parts.indexOf(other), 1);
        }
      }
      if (!part) {
        part = { factors: [], touchesOut: false };
        parts.push(part);
      }
      part.factors.push(factor);
      for (const label of factor.labels) owner.set(label, part);
    }
    for (const label of outRoots) {
      const part = owner.get(label);
      if (part) current(part).touchesOut = true;
    }
    return parts;
  }
}

/** A product of at most one factor, or of scalars alone, costs nothing to open. */
const inlinesFreely = (node: ProductNode): boolean => node.factors.length <= 1 || node.factors.every(factor => factor.shape.length === 0);

/** The two slots of a symmetric factor are exchangeable. */
const slotKey = (factor: Factor): string =>
  factor.labels.length === 2 && factor.labels[0]! > factor.labels[1]! && isSymmetric(factor.base)
    ? `${factor.labels[1]},${factor.labels[0]}`
    : factor.labels.join(',');

const asNode = (factor: Factor): TensorNode => (Q.isOne(factor.exponent) ? factor.base : power(factor.base, factor.exponent));

function mergeScalars(scalars: readonly Factor[]): Factor[] {
  const byBase = new Map<TensorNode, Factor>();
  for (const scalar of scalars) {
    const before = byBase.get(scalar.base);
    if (before) before.exponent = Q.add(before.exponent, scalar.exponent);
    else byBase.set(scalar.base, { ...scalar });
  }
  return [...byBase.values()].filter(scalar => !Q.isZero(scalar.exponent));
}
