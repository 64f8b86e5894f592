/**
 * The two number systems that tensors are evaluated in: the reals as doubles, and the integers modulo a prime. Elements
 * of both are doubles, so that arrays, contraction and elimination are written once.
 */

import { type Rational, toNumber } from '../tensors/rational.ts';
import { DrawAgain, NotEvaluable } from './failures.ts';
import { messages } from './messages.ts';

export interface Field {
  /** The prime; 0 for the reals. */
  readonly modulus: number;
  readonly add: (a: number, b: number) => number;
  readonly subtract: (a: number, b: number) => number;
  readonly multiply: (a: number, b: number) => number;
  /** @throws DrawAgain for 0. */
  readonly reciprocal: (a: number) => number;
  readonly fromRational: (value: Rational) => number;
}

export const reals: Field = {
  modulus: 0,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  reciprocal: a => 1 / a,
  fromRational: toNumber,
};

/**
 * 2²⁶ − 5. A product of two residues and a residue more stays below 2⁵³ and is exact in a double. It is 3 modulo 4, so
 * that of u and −u exactly one is a square and a square has one root that is a square; and 2 modulo 3, so that cube
 * roots are unique.
 */
export const prime = 67108859;

export function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

export const modularReciprocal = (a: number): number => {
  if (a === 0) throw new DrawAgain('division by 0 modulo the prime');
  // extended Euclid: coefficients stay below the prime
  let [r, nextR, t, nextT] = [prime, a, 0, 1];
  while (nextR !== 0) {
    const quotient = Math.floor(r / nextR);
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0 ? t + prime : t;
};

export const residue = (value: number): number => {
  const rest = value % prime;
  return rest < 0 ? rest + prime : rest;
};

export const primeField: Field = {
  modulus: prime,
  add: (a, b) => (a + b) % prime,
  subtract: (a, b) => (a - b + prime) % prime,
  multiply: (a, b) => (a * b) % prime,
  reciprocal: modularReciprocal,
  fromRational: ({ numerator, denominator }) => {
    if (denominator === 1) return residue(numerator);
    if (denominator % prime === 0) throw new NotEvaluable(messages.denominator(denominator));
    return (residue(numerator) * modularReciprocal(residue(denominator))) % prime;
  },
};
