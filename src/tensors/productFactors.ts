/** The factors of a product under construction: which are equal, and how scalars of one base become one power. */

import { isScalarOne, scalarOne } from './leaves.ts';
import { isSymmetric } from './matrix.ts';
import { operandsOf, type TensorNode } from './node.ts';
import { scalarPower } from './operation.ts';
import { power } from './power.ts';
import * as Q from './rational.ts';
import { linear } from './sum.ts';

export interface Factor {
  base: TensorNode;
  exponent: Q.Rational;
  /** May be those of another node or of who asked: replaced, never written to. */
  labels: readonly number[];
}

export const asNode = (factor: Factor): TensorNode => (Q.isOne(factor.exponent) ? factor.base : power(factor.base, factor.exponent));

/** No where they are few and all differ: then nothing has to be merged. */
export const mayHaveEqual = (factors: readonly Factor[]): boolean => factors.length > 1 && (factors.length > FEW || haveEqual(factors));

/** Finds the factor among those kept so far that stands for the same entries; by comparison where there are few, by key where there are many. */
export function equalFinder(count: number): (factor: Factor, kept: readonly Factor[]) => Factor | undefined {
  if (count <= FEW) return findEqual;
  const byKey = new Map<string, Factor>();
  return factor => {
    const key = `${factor.base.id}@${slotKey(factor)}`;
    const known = byKey.get(key);
    if (!known) byKey.set(key, factor);
    return known;
  };
}
const FEW = 32;

function findEqual(factor: Factor, kept: readonly Factor[]): Factor | undefined {
  for (const other of kept) if (areEqual(factor, other)) return other;
  return undefined;
}

/** The two slots of a symmetric factor are exchangeable. */
function areEqual(a: Factor, b: Factor): boolean {
  if (a.base !== b.base) return false;
  if (sameLabels(a.labels, b.labels)) return true;
  return a.labels.length === 2 && a.labels[0] === b.labels[1] && a.labels[1] === b.labels[0] && isSymmetric(a.base);
}

function haveEqual(factors: readonly Factor[]): boolean {
  for (let k = 1; k < factors.length; k++) for (let other = 0; other < k; other++) if (areEqual(factors[k]!, factors[other]!)) return true;
  return false;
}

export function sameLabels(a: readonly number[], b: readonly number[]): boolean {
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

const slotKey = (factor: Factor): string =>
  factor.labels.length === 2 && factor.labels[0]! > factor.labels[1]! && isSymmetric(factor.base)
    ? `${factor.labels[1]},${factor.labels[0]}`
    : factor.labels.join(',');

export function mergeScalars(scalars: readonly Factor[]): Factor[] {
  const merged: Factor[] = [];
  for (const { base, exponent, labels } of scalars) {
    const before = merged.find(other => other.base === base);
    if (before) before.exponent = Q.add(before.exponent, exponent);
    else merged.push({ base, exponent, labels });
  }
  return joinedPowers(merged.filter(scalar => !Q.isZero(scalar.exponent)));
}

/** u^k and u^l are u^(k + l): a symbolic power joins the other powers of its base. */
function joinedPowers(scalars: Factor[]): Factor[] {
  const symbolic = scalars.filter(({ base }) => isScalarPower(base));
  if (symbolic.length === 0) return scalars;
  const rest = new Set(scalars);
  const joined: Factor[] = [];
  for (const bases of new Set(symbolic.map(({ base }) => operandsOf(base)[0]!))) {
    // where the base is a root, a power of what is under it is one too: ‖x‖^n / (xᵀx) is ‖x‖^(n − 2)
    const under = bases.kind === 'power' && bases.exponent.numerator === 1 ? bases : null;
    const own = [...rest].filter(({ base }) => base === bases || base === under?.base || (isScalarPower(base) && operandsOf(base)[0] === bases));
    for (const factor of own) rest.delete(factor);
    const exponent = linear(
      own.map(({ base, exponent: times }) => {
        if (base === under?.base) return [Q.multiply(times, Q.rational(under.exponent.denominator)), scalarOne()] as const;
        return [times, base === bases ? scalarOne() : operandsOf(base)[1]!] as const;
      }),
      [],
    );
    const power = scalarPower(bases, exponent);
    if (!isScalarOne(power))
      joined.push(power.kind === 'power' ? { base: power.base, exponent: power.exponent, labels: [] } : { base: power, exponent: Q.ONE, labels: [] });
  }
  return [...rest, ...joined];
}

const isScalarPower = (node: TensorNode): boolean => node.kind === 'operation' && node.name === 'scalarPower';
