/** Rules on a product under construction. Each looks for a few factors that share summed labels and removes them. */

import { elementwise, sumOfExponentials } from './elementwise.ts';
import { orthonormalSides } from './facts.ts';
import { isScalarOne, scalarOne } from './leaves.ts';
import { isSymmetric } from './matrix.ts';
import { isMatrixOperation, isOperation, type PlaceNode, type TensorNode } from './node.ts';
import { place, select } from './pieces.ts';
import { product } from './product.ts';
import type { Factor } from './productFactors.ts';
import type { Network } from './productNetwork.ts';
import * as Q from './rational.ts';
import { softmax } from './rowFunctions.ts';
import { linear } from './sum.ts';

/** Σ_j A⁻¹[i,j] A[j,k] = δ[i,k], QᵀQ = I, qᵀq = 1 and PP = P, for a summed j that stands nowhere else. */
export function cancelInverses(network: Network): boolean {
  for (const inverse of network.factors) {
    if (removeUnitLength(network, inverse)) return true;
    if (inverse.labels.length !== 2 || !Q.isOne(inverse.exponent)) continue;
    if (inverse.base.kind === 'variable' && inverse.base.facts.has('idempotent') && joinIdempotent(network, inverse)) return true;
    const partner = isMatrixOperation(inverse.base, 'inverse') ? inverse.base.argument : null;
    const sides = partner ? [] : orthonormalSides(inverse.base);
    if (!partner && sides.length === 0) continue;
    for (const other of network.factors) {
      if (other === inverse || other.labels.length !== 2 || !Q.isOne(other.exponent)) continue;
      const joined = partner ? inversePair(inverse, other, partner) : orthogonalPair(inverse, other, sides);
      if (!joined) continue;
      const [shared, left, right] = joined;
      if (network.isOut(shared) || network.degree(shared) !== 2) continue;
      network.factors = network.factors.filter(factor => factor !== inverse && factor !== other);
      network.consume(shared);
      network.union(left, right);
      return true;
    }
  }
  return false;
}

/** qᵀq = 1 of a unit vector. */
function removeUnitLength(network: Network, { base, labels, exponent }: Factor): boolean {
  const [label, ...others] = labels;
  if (label === undefined || others.length > 0 || exponent.numerator !== 2 || exponent.denominator !== 1) return false;
  if (network.isOut(label) || network.degree(label) !== 1 || orthonormalSides(base).length === 0) return false;
  network.factors = network.factors.filter(factor => factor.base !== base || factor.labels !== labels);
  network.consume(label);
  return true;
}

/** P P = P. */
function joinIdempotent(network: Network, left: Factor): boolean {
  for (const right of network.factors) {
    if (right === left || right.base !== left.base || !Q.isOne(right.exponent)) continue;
    const [i, j] = left.labels as [number, number];
    const [k, l] = right.labels as [number, number];
    if (j !== k || i === j || k === l || network.isOut(j) || network.degree(j) !== 2) continue;
    network.factors = network.factors.filter(factor => factor !== right);
    network.consume(j);
    left.labels = [i, l];
    return true;
  }
  return false;
}

type Joined = readonly [shared: number, left: number, right: number];

/** The columns of one are the rows of the other; of a symmetric matrix any side meets any. */
function inversePair(inverse: Factor, other: Factor, argument: TensorNode): Joined | null {
  if (other.base !== argument) return null;
  for (const side of [1, 0] as const)
    for (const facing of isSymmetric(argument) ? ([0, 1] as const) : ([1 - side] as const))
      if (inverse.labels[side] === other.labels[facing]) return [inverse.labels[side]!, inverse.labels[1 - side]!, other.labels[1 - facing]!];
  return null;
}

/** The same sides meet, of the matrix and itself: rows of QᵀQ, columns of QQᵀ. */
function orthogonalPair(one: Factor, other: Factor, sides: readonly (0 | 1)[]): Joined | null {
  if (one.base !== other.base) return null;
  for (const side of sides)
    if (one.labels[side] === other.labels[side] && one.labels[1 - side] !== other.labels[1 - side])
      return [one.labels[side]!, one.labels[1 - side]!, other.labels[1 - side]!];
  return null;
}

/**
 * Σ_i of a sum that nothing else has the i of, where the terms' own sums cancel: Σ(x − mean(x)) is 0. A sum that keeps two
 * terms stays as it is.
 */
export function sumTerms(network: Network): boolean {
  for (const factor of network.factors) {
    const { base, exponent, labels } = factor;
    if (base.kind !== 'sum' || base.terms.length < 2 || !Q.isOne(exponent)) continue;
    const kept = labels.filter(label => network.isOut(label) || network.degree(label) > 1);
    if (kept.length === labels.length) continue;
    const shape = kept.map(label => network.sizeOf(label));
    const total = linear(
      base.written.map(k => [base.coefficients[k]!, product([base.terms[k]!], [labels], kept, shape)] as const),
      shape,
    );
    if (total.kind === 'sum' && total.terms.length > 1) continue;
    for (const label of labels) if (!kept.includes(label)) network.consume(label);
    network.factors = network.factors.filter(other => other !== factor);
    network.push(total, Q.ONE, kept);
    return true;
  }
  return false;
}

/**
 * A unit vector picks: e_p[i] x[i] is e_p[i] x[p], and x[p] where i is summed. A scalar among zeros is that scalar times
 * the unit vector; a δ among zeros is the δ times the unit vectors, so that it joins labels.
 */
export function pickPlaced(network: Network): boolean {
  for (const factor of network.factors) {
    const { base, labels } = factor;
    if (base.kind !== 'place' || !Q.isOne(factor.exponent) || new Set(labels).size !== labels.length) continue;
    if (network.factors.length > 1 && isDiagonal(base.argument)) {
      open(network, factor, base);
      return true;
    }
    const axis = base.positions.findIndex((position, k) => position !== null && (network.degree(labels[k]!) > 1 || !network.isOut(labels[k]!)));
    const isScaled = base.argument.shape.length === 0 && !isScalarOne(base.argument);
    if (axis < 0 && !(isScaled && network.factors.length > 1)) continue;
    network.factors = network.factors.filter(other => other !== factor);
    if (isScaled) {
      network.push(base.argument, Q.ONE, []);
      network.push(place(scalarOne(), base.positions, base.shape), Q.ONE, labels);
      return true;
    }
    pick(network, base, labels, axis);
    return true;
  }
  return false;
}

/** A sum over one entry is that entry. A variable keeps its name. */
export function pickSingles(network: Network): boolean {
  for (const factor of network.factors) {
    const { base, labels } = factor;
    if (base.kind === 'variable') continue;
    const label = labels.find(own => network.sizeOf(own).constant === 1 && !network.isOut(own));
    if (label === undefined) continue;
    pickFrom(network, label, 0);
    network.consume(label);
    return true;
  }
  return false;
}

const isDiagonal = (node: TensorNode): boolean => node.kind === 'product' && new Set(node.out).size < node.out.length;

/** What is put among zeros, times a unit vector for every axis that it does not have. */
function open(network: Network, factor: Factor, { argument, positions, shape }: PlaceNode): void {
  const { labels } = factor;
  network.factors = network.factors.filter(other => other !== factor);
  network.push(
    argument,
    Q.ONE,
    labels.filter((_, axis) => positions[axis] === null),
  );
  for (const [axis, position] of positions.entries())
    if (position !== null) network.push(place(scalarOne(), [position], [shape[axis]!]), Q.ONE, [labels[axis]!]);
}

/** The entries at a position of a label, in every factor that has it. */
function pickFrom(network: Network, label: number, position: number): void {
  const reached = network.factors.filter(other => other.labels.includes(label));
  network.factors = network.factors.filter(other => !reached.includes(other));
  for (const other of reached) {
    const picked = select(
      other.base,
      other.labels.map(own => (own === label ? position : null)),
    );
    network.push(
      picked,
      other.exponent,
      other.labels.filter(own => own !== label),
    );
  }
}

function pick(network: Network, base: PlaceNode, labels: readonly number[], axis: number): void {
  const [label, position] = [labels[axis]!, base.positions[axis]!];
  pickFrom(network, label, position);
  if (network.isOut(label)) {
    network.push(base, Q.ONE, labels.slice());
    return;
  }
  network.consume(label);
  const isKept = (_: unknown, k: number): boolean => k !== axis;
  network.push(place(base.argument, base.positions.filter(isKept), base.shape.filter(isKept)), Q.ONE, labels.filter(isKept));
}

/** A row of a softmax adds up to 1; sinh over cosh is tanh; a step of relu's argument changes nothing beside it. */
export function simplifyFunctions(network: Network): boolean {
  for (const factor of network.factors) {
    const { base, exponent, labels } = factor;
    if (isOperation(base, 'softmax') && Q.isOne(exponent)) {
      const last = labels[labels.length - 1]!;
      if (!network.isOut(last) && network.degree(last) === 1) {
        network.factors = network.factors.filter(other => other !== factor);
        network.consume(last);
        // the other axes stay alive without a factor: each entry of them is 1
        return true;
      }
    }
    if (base.kind === 'elementwise' && base.function === 'exp' && exponent.numerator > 0 && joinSoftmax(network, factor)) return true;
    if (base.kind === 'elementwise' && base.function === 'sinh' && exponent.numerator > 0) {
      const below = network.factors.find(
        other =>
          other.base.kind === 'elementwise' &&
          other.base.function === 'cosh' &&
          other.base.argument === base.argument &&
          sameLabels(other.labels, labels) &&
          Q.equal(other.exponent, Q.negate(exponent)),
      );
      if (below) {
        network.factors = network.factors.filter(other => other !== below);
        factor.base = elementwise('tanh', base.argument);
        return true;
      }
    }
    if (base.kind === 'elementwise' && base.function === 'step') {
      const rectified = network.factors.find(
        other =>
          other.base.kind === 'elementwise' &&
          other.base.function === 'relu' &&
          other.base.argument === base.argument &&
          sameLabels(other.labels, labels) &&
          other.exponent.numerator > 0,
      );
      if (rectified && exponent.numerator > 0) {
        network.factors = network.factors.filter(other => other !== factor);
        return true;
      }
    }
  }
  return false;
}

/** eᵘ / Σ eᵘ, the sum over the last axis, is softmax(u). */
function joinSoftmax(network: Network, factor: Factor): boolean {
  const { base, exponent, labels } = factor;
  const last = labels[labels.length - 1];
  if (base.kind !== 'elementwise' || last === undefined || !Q.isOne(exponent) || new Set(labels).size !== labels.length) return false;
  const normaliser = network.factors.find(
    other =>
      other.exponent.numerator < 0 &&
      Q.isInteger(other.exponent) &&
      sumOfExponentials(other.base) === base.argument &&
      sameLabels(other.labels, labels.slice(0, -1)),
  );
  if (!normaliser) return false;
  normaliser.exponent = Q.add(normaliser.exponent, Q.ONE);
  if (Q.isZero(normaliser.exponent)) network.factors = network.factors.filter(other => other !== normaliser);
  factor.base = softmax(base.argument);
  return true;
}

const sameLabels = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((label, axis) => label === b[axis]);
