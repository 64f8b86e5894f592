/** Linear combinations: like terms are merged, nothing is distributed over. */

import type { Dimension } from '../dimensions/dimension.ts';
import { addSum, memory, sameShape, sumTable } from './intern.ts';
import type { SumNode, TensorNode } from './node.ts';
import { product } from './product.ts';
import * as Q from './rational.ts';
import { finished, mixed } from './structureTable.ts';

type Term = readonly [coefficient: Q.Rational, node: TensorNode];

/** Σ coefficient · term. All terms have the shape `shape`. The order of first appearance is kept for printing. */
export function linear(terms: readonly Term[], shape: readonly Dimension[]): TensorNode {
  if (terms.length === 1) {
    const [coefficient, node] = terms[0]!;
    // a scaled sum stays a sum with a coefficient before it, so that a name the user gave it can be seen
    if (node.kind === 'sum') {
      if (node.terms.length > 1) return scaleSum(coefficient, node);
    } else return combined([node], [coefficient], shape);
  }
  if (terms.length === 2) {
    const [[a, first], [b, second]] = terms as [Term, Term];
    if (first.kind !== 'sum' && second.kind !== 'sum')
      return first === second ? combined([first], [Q.add(a, b)], shape) : combined([first, second], [a, b], shape);
  }
  const merged = new LikeTerms();
  for (const [coefficient, node] of terms) merged.add(coefficient, node);
  return combined(merged.nodes, merged.coefficients, shape);
}

/** Terms in the order of their first appearance, sums opened. */
class LikeTerms {
  readonly nodes: TensorNode[] = [];
  readonly coefficients: Q.Rational[] = [];
  private positions: Map<TensorNode, number> | null = null;

  add(coefficient: Q.Rational, node: TensorNode): void {
    if (node.kind === 'sum') {
      for (const at of node.written) this.add(Q.multiply(coefficient, node.coefficients[at]!), node.terms[at]!);
      return;
    }
    const at = this.find(node);
    if (at >= 0) this.coefficients[at] = Q.add(this.coefficients[at]!, coefficient);
    else {
      this.positions?.set(node, this.nodes.length);
      this.nodes.push(node);
      this.coefficients.push(coefficient);
    }
  }

  private find(node: TensorNode): number {
    if (this.nodes.length < FEW) return this.nodes.indexOf(node);
    this.positions ??= new Map(this.nodes.map((each, at) => [each, at]));
    return this.positions.get(node) ?? -1;
  }
}
const FEW = 16;

/** Distinct terms that are no sums; those with the coefficient 0 vanish. */
function combined(nodes: readonly TensorNode[], factors: readonly Q.Rational[], shape: readonly Dimension[]): TensorNode {
  const present = presentAmong(factors);
  if (present.length === 0) return emptySum(shape);
  const first = present[0]!;
  if (present.length === 1) return Q.isOne(factors[first]!) ? nodes[first]! : scaledTerm(factors[first]!, nodes[first]!);
  const order = byId(nodes, present.slice());
  let hash = 0;
  for (const k of order) hash = withTerm(hash, factors[k]!, nodes[k]!);
  hash = finished(hash);
  for (let entry = sumTable.first(hash); entry >= 0; entry = sumTable.after(entry)) {
    const known = sumTable.at(entry);
    if (isSameSum(known, order, nodes, factors)) return known;
  }
  const terms = new Array<TensorNode>(order.length);
  const coefficients = new Array<Q.Rational>(order.length);
  const positions = new Array<number>(nodes.length);
  for (let k = 0; k < order.length; k++) {
    terms[k] = nodes[order[k]!]!;
    coefficients[k] = factors[order[k]!]!;
    positions[order[k]!] = k;
  }
  const written = present.slice();
  for (let k = 0; k < written.length; k++) written[k] = positions[written[k]!]!;
  return addSum(hash, shape, coefficients, terms, written);
}

function byId(nodes: readonly TensorNode[], positions: number[]): readonly number[] {
  if (positions.length > FEW) return positions.sort((a, b) => nodes[a]!.id - nodes[b]!.id);
  for (let k = 1; k < positions.length; k++) {
    const moved = positions[k]!;
    let at = k;
    for (; at > 0 && nodes[positions[at - 1]!]!.id > nodes[moved]!.id; at--) positions[at] = positions[at - 1]!;
    positions[at] = moved;
  }
  return positions;
}

/** The positions of those that are not 0. */
function presentAmong(factors: readonly Q.Rational[]): readonly number[] {
  let count = 0;
  for (const factor of factors) if (!Q.isZero(factor)) count++;
  const present = new Array<number>(count);
  let next = 0;
  for (let k = 0; k < factors.length; k++) if (!Q.isZero(factors[k]!)) present[next++] = k;
  return present;
}

const withTerm = (hash: number, coefficient: Q.Rational, term: TensorNode): number =>
  mixed(mixed(mixed(hash, coefficient.numerator | 0), coefficient.denominator | 0), term.id);

function isSameSum(known: SumNode, order: readonly number[], nodes: readonly TensorNode[], factors: readonly Q.Rational[]): boolean {
  if (known.terms.length !== order.length) return false;
  for (let k = 0; k < order.length; k++) if (known.terms[k] !== nodes[order[k]!] || !Q.equal(known.coefficients[k]!, factors[order[k]!]!)) return false;
  return true;
}

/** 0 of a shape. */
export function emptySum(shape: readonly Dimension[]): TensorNode {
  const hash = finished(mixed(0, shape.length));
  for (let entry = sumTable.first(hash); entry >= 0; entry = sumTable.after(entry)) {
    const known = sumTable.at(entry);
    if (known.terms.length === 0 && sameShape(known.shape, shape)) return known;
  }
  return addSum(hash, shape, NOTHING, NOTHING, NOTHING);
}

/** A sum of one term, which may be a sum itself. */
function scaledTerm(coefficient: Q.Rational, term: TensorNode): TensorNode {
  const hash = finished(withTerm(0, coefficient, term));
  for (let entry = sumTable.first(hash); entry >= 0; entry = sumTable.after(entry)) {
    const known = sumTable.at(entry);
    if (known.terms.length === 1 && known.terms[0] === term && Q.equal(known.coefficients[0]!, coefficient)) return known;
  }
  return addSum(hash, term.shape, [coefficient], [term], FIRST);
}
const FIRST: readonly number[] = [0];
const NOTHING: readonly never[] = [];

export function scale(coefficient: Q.Rational, node: TensorNode): TensorNode {
  if (Q.isOne(coefficient) && (node.kind !== 'sum' || node.terms.length > 1)) return node;
  if (node.kind !== 'sum') return Q.isZero(coefficient) ? emptySum(node.shape) : scaledTerm(coefficient, node);
  return linear([[coefficient, node]], node.shape);
}

export const add = (a: TensorNode, b: TensorNode): TensorNode =>
  linear(
    [
      [Q.ONE, a],
      [Q.ONE, b],
    ],
    a.shape,
  );

function scaleSum(coefficient: Q.Rational, node: SumNode): TensorNode {
  if (Q.isOne(coefficient)) return node;
  if (Q.isZero(coefficient)) return emptySum(node.shape);
  return scaledTerm(coefficient, node);
}

/** A sum of two or more terms: `node = ratio · representative`, transposed where `transposed`. */
export interface Representative {
  readonly node: TensorNode;
  readonly ratio: Q.Rational;
  readonly transposed: boolean;
}

const representatives = memory<TensorNode, Representative>();
/** The first sum that was seen of those that differ by a factor, by the number that their terms make. */
const firstSeen = memory<number, SumNode[]>();

/**
 * y − Xw and Xw − y, A − B and its transpose are one factor, whatever comes first. The first that was seen is the
 * representative, so the user's orientation is kept.
 */
export function representativeOf(node: SumNode): Representative {
  const known = representatives.get(node);
  if (known) return known;
  const leading = node.coefficients[0]!;
  const hash = proportionalHash(node);
  const same = seenBefore(node, hash);
  let found: Representative;
  if (same) found = { node: same, ratio: Q.multiply(leading, Q.reciprocal(same.coefficients[0]!)), transposed: false };
  else {
    const flipped = node.shape.length === 2 ? transposedSum(node) : null;
    const other = flipped && flipped !== node ? seenBefore(flipped, proportionalHash(flipped)) : undefined;
    if (other && flipped) found = { node: other, ratio: Q.multiply(flipped.coefficients[0]!, Q.reciprocal(other.coefficients[0]!)), transposed: true };
    else {
      const alike = firstSeen.get(hash);
      if (alike) alike.push(node);
      else firstSeen.set(hash, [node]);
      found = { node, ratio: Q.ONE, transposed: false };
    }
  }
  representatives.set(node, found);
  return found;
}

const seenBefore = (node: SumNode, hash: number): SumNode | undefined => firstSeen.get(hash)?.find(known => areProportional(known, node));

/** Of a sum and its multiples. */
function proportionalHash(node: SumNode): number {
  const inverse = Q.reciprocal(node.coefficients[0]!);
  let hash = 0;
  for (let k = 0; k < node.terms.length; k++) hash = withTerm(hash, Q.multiply(inverse, node.coefficients[k]!), node.terms[k]!);
  return finished(hash);
}

function areProportional(a: SumNode, b: SumNode): boolean {
  if (a.terms.length !== b.terms.length) return false;
  const inverses = [Q.reciprocal(a.coefficients[0]!), Q.reciprocal(b.coefficients[0]!)] as const;
  for (let k = 0; k < a.terms.length; k++)
    if (a.terms[k] !== b.terms[k] || !Q.equal(Q.multiply(inverses[0], a.coefficients[k]!), Q.multiply(inverses[1], b.coefficients[k]!))) return false;
  return true;
}

function transposedSum(node: SumNode): SumNode | null {
  const flipped = linear(
    node.terms.map((term, k) => [node.coefficients[k]!, product([term], [[0, 1]], [1, 0])] as const),
    [node.shape[1]!, node.shape[0]!],
  );
  return flipped.kind === 'sum' && flipped.terms.length > 1 ? flipped : null;
}
