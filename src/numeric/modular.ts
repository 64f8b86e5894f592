/**
 * The functions of tensors modulo the prime. A function that is not rational is random there, but with its relations
 * built in: of u and −u one is a square and decides the value at the other, so that e^{−u} = 1/e^u and sin is odd. Two
 * tensors that agree are then equal up to about degree/p; two that differ may only lack a relation (e^{a+b} = e^a e^b).
 */

import type { ModularAlgebra } from '../operations/algebras.ts';
import { byFunction } from '../operations/elementwise.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { Rational } from '../tensors/rational.ts';
import type { Entries } from './denseMatrix.ts';
import { DrawAgain, drawAgain, NotEvaluable } from './failures.ts';
import { modularReciprocal, power, prime, primeField, residue } from './field.ts';
import { messages } from './messages.ts';
import { hashNumber, hashText, mixHash } from './random.ts';
import type { Algebra } from './tensorEvaluation.ts';

const { add, subtract, multiply } = primeField;
const negate = (u: number): number => (u === 0 ? 0 : prime - u);
const half = (prime + 1) / 2;

/** The Legendre symbol: 1 for squares, −1 for the others, 0 for 0. Odd and multiplicative like the sign. */
const sign = (u: number): number => power(u, (prime - 1) / 2);
const isPositive = (u: number): boolean => sign(u) === 1;
const magnitude = (u: number): number => multiply(u, sign(u));

/** Not 0, the same for the same seed, name and argument. */
const random = (name: string, u: number, seed: number): number => 1 + ((mixHash(mixHash(seed, hashText(name)), u) >>> 0) % (prime - 1));
const randomSquare = (name: string, u: number, seed: number): number => {
  const root = random(name, u, seed);
  return multiply(root, root);
};

/** A random function with f(−u) = −f(u). */
const odd = (name: string, u: number, seed: number): number => (u === 0 ? 0 : isPositive(u) ? random(name, u, seed) : negate(random(name, negate(u), seed)));

const constant = (value: number): number => (Number.isInteger(value) ? residue(value) : randomSquare('constant', hashNumber(value), 0));

/** A square, e^{−u} = 1/e^u, e⁰ = 1. */
function exponential(u: number, seed: number): number {
  if (u === 0) return 1;
  return isPositive(u) ? randomSquare('exp', u, seed) : modularReciprocal(randomSquare('exp', negate(u), seed));
}

/** log(1/u) = −log u, log 1 = 0. */
function logarithm(u: number, seed: number): number {
  if (u === 0) throw new DrawAgain('logarithm of 0');
  const inverse = modularReciprocal(u);
  if (u === inverse) return u === 1 ? 0 : drawAgain('logarithm of −1');
  return u < inverse ? random('log', u, seed) : negate(random('log', inverse, seed));
}

/** A rational point of the circle: cos = (1 − t²)/(1 + t²), sin = 2t/(1 + t²) with t odd in u. −1 is no square, so 1 + t² is never 0. */
function circle(u: number, seed: number): readonly [cosine: number, sine: number] {
  const t = odd('circle', u, seed);
  const scale = modularReciprocal(add(1, multiply(t, t)));
  return [multiply(subtract(1, multiply(t, t)), scale), multiply(multiply(2, t), scale)];
}

/** The rows' functions of one seed. */
const numbersOf = (seed: number): ModularAlgebra => ({
  ...primeField,
  negate,
  sign,
  reciprocal: modularReciprocal,
  half: u => multiply(u, half),
  pi: () => constant(Math.PI),
  isSquare: isPositive,
  exp: u => exponential(u, seed),
  log: u => logarithm(u, seed),
  circle: u => circle(u, seed),
  random: (name, u) => random(name, u, seed),
  odd: (name, u) => odd(name, u, seed),
});

const functions = byFunction(
  (row, name): ((m: ModularAlgebra, u: number) => number) => row.modular ?? (row.ofNegative === 'odd' ? (m, u) => m.odd(name, u) : (m, u) => m.random(name, u)),
);

export const modularAlgebra: Algebra = {
  field: primeField,
  constant,
  size: residue,
  power: (values, exponent) => values.map(u => rationalPower(u, exponent)),
  elementwise: (name, values, seed) => {
    const numbers = numbersOf(seed);
    const apply = functions[name];
    return values.map(u => apply(numbers, u));
  },
  logOfMagnitude: (u, seed) => logarithm(magnitude(u), seed),
  matrixFunction: node => {
    throw new NotEvaluable(messages.notExact(node.function));
  },
  matrixFunctionDerivative: name => {
    throw new NotEvaluable(messages.notExact(name));
  },
  matrixPower: () => {
    throw new NotEvaluable(messages.notExact('A matrix power with a symbolic exponent'));
  },
  operation: (name, operands, seed) => {
    const { modular } = TENSOR_OPERATIONS[name];
    if (!modular) throw new NotEvaluable(messages.notExact(name));
    return modular(numbersOf(seed), ...operands);
  },
  opaque: opaqueEntries,
};

/**
 * u^(a/b). The squares form a group of odd order (p − 1)/2, in which roots that exist are unique: √u is the root that is
 * itself a square, so that √u √v = √(uv).
 */
function rationalPower(u: number, { numerator, denominator }: Rational): number {
  if (denominator === 1) return numerator < 0 ? power(modularReciprocal(u), -numerator) : power(u, numerator);
  if (u === 0) throw new DrawAgain('root of 0');
  const isEven = denominator % 2 === 0;
  if (isEven && !isPositive(u)) throw new DrawAgain('not a square');
  const order = isEven ? (prime - 1) / 2 : prime - 1;
  const inverse = inverseModulo(denominator, order);
  if (inverse === null) throw new NotEvaluable(messages.notExact(`A root of order ${denominator}`));
  const root = power(u, inverse);
  return numerator < 0 ? power(modularReciprocal(root), -numerator) : power(root, numerator);
}

function inverseModulo(value: number, modulus: number): number | null {
  let [r, nextR, t, nextT] = [modulus, value % modulus, 0, 1];
  while (nextR !== 0) {
    const quotient = Math.floor(r / nextR);
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return r === 1 ? (t + modulus) % modulus : null;
}

/** Random in the whole argument; a derivative of order k does not depend on the order of its k positions. */
function opaqueEntries(name: string, order: number, argument: Entries, outputs: number, seed: number): Entries {
  const inputs = argument.length;
  const at = argument.reduce(mixHash, mixHash(mixHash(seed, hashText(name)), order));
  const columns = inputs ** order;
  const result = new Float64Array(outputs * columns);
  for (let column = 0; column < columns; column++) {
    const positions: number[] = [];
    for (let k = 0, rest = column; k < order; k++, rest = Math.floor(rest / inputs)) positions.push(rest % inputs);
    const key = positions.sort((i, j) => i - j).reduce(mixHash, at);
    for (let i = 0; i < outputs; i++) result[i * columns + column] = random(name, i, key);
  }
  return result;
}
