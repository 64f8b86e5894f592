/** Rules on a product under construction. Each looks for a few factors that share summed labels and removes them. */

import { elementwise } from './elementwise.ts';
import { isSymmetric } from './matrix.ts';
import type { TensorNode } from './node.ts';
import type { Factor, Network } from './product.ts';
import * as Q from './rational.ts';

/** Σ_j A⁻¹[i,j] A[j,k] = δ[i,k], QᵀQ = I and PP = P, for a summed j that stands nowhere else. */
export function cancelInverses(network: Network): boolean {
  for (const inverse of network.factors) {
    if (inverse.labels.length !== 2 || !Q.isOne(inverse.exponent)) continue;
    if (inverse.base.kind === 'variable' && inverse.base.facts.has('idempotent') && joinIdempotent(network, inverse)) return true;
    const partner = inverse.base.kind === 'inverse' ? inverse.base.argument : null;
    const orthogonal = inverse.base.kind === 'variable' && inverse.base.facts.has('orthogonal');
    if (!partner && !orthogonal) continue;
    for (const other of network.factors) {
      if (other === inverse || other.labels.length !== 2 || !Q.isOne(other.exponent)) continue;
      const joined = partner ? inversePair(inverse, other, partner) : orthogonalPair(inverse, other);
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

function inversePair(inverse: Factor, other: Factor, argument: TensorNode): Joined | null {
  const [i, j] = inverse.labels as [number, number];
  const [k, l] = other.labels as [number, number];
  const symmetric = isSymmetric(argument);
  if (other.base === argument) {
    if (j === k && i !== l) return [j, i, l];
    if (i === l && j !== k) return [i, k, j];
    if (symmetric && j === l && i !== k) return [j, i, k];
    if (symmetric && i === k && j !== l) return [i, j, l];
  }
  return null;
}

function orthogonalPair(one: Factor, other: Factor): Joined | null {
  if (one.base !== other.base) return null;
  const [i, j] = one.labels as [number, number];
  const [k, l] = other.labels as [number, number];
  if (i === k && j !== l) return [i, j, l];
  if (j === l && i !== k) return [j, i, k];
  return null;
}

/** A row of a softmax adds up to 1; sinh over cosh is tanh; a step is 0 or 1, so its powers are itself. */
export function simplifyFunctions(network: Network): boolean {
  for (const factor of network.factors) {
    const { base, exponent, labels } = factor;
    if (base.kind === 'softmax' && Q.isOne(exponent)) {
      const last = labels[labels.length - 1]!;
      if (!network.isOut(last) && network.degree(last) === 1) {
        network.factors = network.factors.filter(other => other !== factor);
        network.consume(last);
        // the other axes stay alive without a factor: each entry of them is 1
        return true;
      }
    }
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
      if (Q.isInteger(exponent) && exponent.numerator > 1) {
        factor.exponent = Q.ONE;
        return true;
      }
      const rectified = network.factors.find(
        other =>
          other.base.kind === 'elementwise' &&
          other.base.function === 'relu' &&
          other.base.argument === base.argument &&
          sameLabels(other.labels, labels) &&
          other.exponent.numerator > 0,
      );
      if (rectified && Q.isOne(exponent)) {
        network.factors = network.factors.filter(other => other !== factor);
        return true;
      }
    }
  }
  return false;
}

const sameLabels = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((label, axis) => label === b[axis]);
