/** Functions of each entry. Rewriting happens at construction, so that softmax, softplus and sigmoid need not be recognised again. */

import { byFunction, type ElementwiseName } from '../operations/elementwise.ts';
import { isNonnegative, isPositive } from './facts.ts';
import { intern, lookup } from './intern.ts';
import { isZero, ones, splitCoefficient } from './leaves.ts';
import { transpose } from './matrix.ts';
import { isOperation, type SumNode, type TensorNode } from './node.ts';
import { product } from './product.ts';
import * as Q from './rational.ts';
import { logsumexp } from './rowFunctions.ts';
import { linear, representativeOf, scale } from './sum.ts';

/** f of each entry of the argument. */
export function elementwise(name: ElementwiseName, argument: TensorNode): TensorNode {
  const rewritten = simplified(name, argument) ?? ofNegative(name, argument);
  if (rewritten) return rewritten;
  const key = `f|${name}|${argument.id}`;
  const known = lookup(key);
  if (known) return known;
  if (argument.shape.length === 2) {
    const flipped = transpose(argument);
    const other = flipped === argument ? undefined : lookup(`f|${name}|${flipped.id}`);
    if (other) return transpose(other);
  }
  return intern(key, { kind: 'elementwise', function: name, argument, shape: argument.shape });
}

/** What the rows know, laid out alike for every function. */
const FACTS = byFunction(row => ({
  atZero: row.atZero === undefined ? null : typeof row.atZero === 'number' ? Q.rational(row.atZero) : Q.rational(row.atZero[0], row.atZero[1]),
  undoes: row.undoes ?? null,
  keepsNonnegative: row.keepsNonnegative ?? false,
  oneOfPositive: row.oneOfPositive ?? false,
  ofNegative: row.ofNegative ?? null,
}));

function simplified(name: ElementwiseName, argument: TensorNode): TensorNode | null {
  if (name === 'log') return logarithm(argument);
  const { atZero, undoes, keepsNonnegative, oneOfPositive } = FACTS[name];
  if (atZero && isZero(argument)) return scale(atZero, ones(argument.shape));
  if (undoes && argument.kind === 'elementwise' && argument.function === undoes) return argument.argument;
  if (keepsNonnegative && isNonnegative(argument)) return argument;
  return oneOfPositive && isPositive(argument) ? ones(argument.shape) : null;
}

/** log(1) = 0, log(eᵘ) = u, log softmax(u) = u − logsumexp(u)·1, log Σ eᵘ = logsumexp(u), log(1 + eᵘ) = softplus(u), log σ(u) = −softplus(−u). */
function logarithm(argument: TensorNode): TensorNode | null {
  if (argument.kind === 'product' && argument.factors.length === 0 && new Set(argument.out).size === argument.out.length) return linear([], argument.shape);
  if (argument.kind === 'elementwise' && argument.function === 'exp') return argument.argument;
  if (argument.kind === 'elementwise' && argument.function === 'sigmoid')
    return scale(Q.MINUS_ONE, elementwise('softplus', scale(Q.MINUS_ONE, argument.argument)));
  if (isOperation(argument, 'softmax')) {
    const axes = argument.shape.map((_, axis) => axis);
    const exponent = argument.operands[0]!;
    const total = product([logsumexp(exponent)], [axes.slice(0, -1)], axes, argument.shape);
    return linear(
      [
        [Q.ONE, exponent],
        [Q.MINUS_ONE, total],
      ],
      argument.shape,
    );
  }
  if (argument.kind === 'product') {
    const summed = sumOfExponentials(argument);
    if (summed) return logsumexp(summed);
    const onlyPermuted = permutedSoftmax(argument);
    if (onlyPermuted) return onlyPermuted;
  }
  if (argument.kind === 'sum' && argument.terms.length === 2) return logOfTwoTerms(argument);
  return null;
}

/** The u of Σ over the last axis of exp(u), other axes kept in order. */
export function sumOfExponentials(node: TensorNode): TensorNode | null {
  if (node.kind !== 'product' || node.factors.length !== 1) return null;
  const factor = node.factors[0]!;
  if (factor.kind !== 'elementwise' || factor.function !== 'exp') return null;
  const own = node.labels[0]!;
  const last = own[own.length - 1]!;
  const kept = own.slice(0, -1);
  return !node.out.includes(last) &&
    kept.length === node.out.length &&
    kept.every((label, axis) => label === node.out[axis]) &&
    new Set(own).size === own.length
    ? factor.argument
    : null;
}

function permutedSoftmax(node: TensorNode): TensorNode | null {
  if (node.kind !== 'product' || node.factors.length !== 1 || !isOperation(node.factors[0]!, 'softmax')) return null;
  const own = node.labels[0]!;
  if (own.length !== node.out.length || new Set(own).size !== own.length || !own.every(label => node.out.includes(label))) return null;
  return product([elementwise('log', node.factors[0]!)], [own], node.out, node.shape);
}

/** 1 + eᵘ, and 1 − σ(u). */
function logOfTwoTerms(node: SumNode): TensorNode | null {
  for (const [one, other] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const unit = node.terms[one]!;
    if (!(unit.kind === 'product' && unit.factors.length === 0 && new Set(unit.out).size === unit.out.length) || !Q.isOne(node.coefficients[one]!)) continue;
    const term = node.terms[other]!;
    if (term.kind !== 'elementwise') continue;
    if (term.function === 'exp' && Q.isOne(node.coefficients[other]!)) return elementwise('softplus', term.argument);
    if (term.function === 'sigmoid' && Q.equal(node.coefficients[other]!, Q.MINUS_ONE)) return scale(Q.MINUS_ONE, elementwise('softplus', term.argument));
  }
  return null;
}

/** f(−u) by f(u), for a u that is written with a minus. */
function ofNegative(name: ElementwiseName, argument: TensorNode): TensorNode | null {
  const parity = FACTS[name].ofNegative;
  if (!parity || argument.kind !== 'sum' || argument.terms.length === 0) return null;
  const positive = negationOf(argument);
  if (!positive) return null;
  const value = elementwise(name, positive);
  switch (parity) {
    case 'even':
      return value;
    case 'odd':
      return scale(Q.MINUS_ONE, value);
    case 'complement':
      return linear(
        [
          [Q.ONE, ones(argument.shape)],
          [Q.MINUS_ONE, value],
        ],
        argument.shape,
      );
    case 'less-argument':
      return linear(
        [
          [Q.ONE, value],
          [Q.MINUS_ONE, positive],
        ],
        argument.shape,
      );
  }
}

/** −u of a u that is written with a minus, null of any other: a negative coefficient, or the negative of a sum seen before, term by term. */
function negationOf(argument: SumNode): TensorNode | null {
  const { coefficient, rest } = splitCoefficient(argument);
  if (rest !== argument) return coefficient.numerator < 0 ? scale(Q.negate(coefficient), rest) : null;
  if (representativeOf(argument).ratio.numerator > 0) return null;
  return linear(
    argument.written.map(k => [Q.negate(argument.coefficients[k]!), argument.terms[k]!] as const),
    argument.shape,
  );
}
