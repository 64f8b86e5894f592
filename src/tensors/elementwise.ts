/** Functions of each entry. Rewriting happens at construction, so that softmax, softplus and sigmoid need not be recognised again. */

import { isNonnegative, isPositive } from './facts.ts';
import { intern, lookup } from './intern.ts';
import { isScalarOne, isZero, number, numberOf, ones, splitCoefficient } from './leaves.ts';
import { transpose } from './matrix.ts';
import type { ElementwiseName, SumNode, TensorNode } from './node.ts';
import { product } from './product.ts';
import * as Q from './rational.ts';
import { logsumexp } from './rowFunctions.ts';
import { linear, representativeOf, scale } from './sum.ts';

/** f of each entry of the argument. */
export function elementwise(name: ElementwiseName, argument: TensorNode): TensorNode {
  const rewritten = RULES[name]?.(argument) ?? ofNegative(name, argument);
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

const at = (value: number, argument: TensorNode): TensorNode => scale(Q.rational(value), ones(argument.shape));

/** Values at 0 that are whole numbers. */
const AT_ZERO: Partial<Record<ElementwiseName, number>> = { exp: 1, sin: 0, cos: 1, tan: 0, sinh: 0, cosh: 1, tanh: 0, asin: 0, atan: 0, abs: 0, erf: 0 };

const RULES: Partial<Record<ElementwiseName, (argument: TensorNode) => TensorNode | null>> = {
  exp: argument => (isZero(argument) ? at(1, argument) : argument.kind === 'elementwise' && argument.function === 'log' ? argument.argument : null),
  log: logarithm,
  sin: atZero('sin'),
  cos: atZero('cos'),
  tan: atZero('tan'),
  sinh: atZero('sinh'),
  cosh: atZero('cosh'),
  tanh: atZero('tanh'),
  asin: atZero('asin'),
  atan: atZero('atan'),
  erf: atZero('erf'),
  sigmoid: argument => (isZero(argument) ? scale(Q.rational(1, 2), ones(argument.shape)) : null),
  abs: argument => {
    const value = numberOf(argument);
    if (value) return number(Q.rational(Math.abs(value.numerator), value.denominator));
    return isNonnegative(argument) ? argument : null;
  },
  sign: argument => (isPositive(argument) ? ones(argument.shape) : null),
  relu: argument => (isNonnegative(argument) ? argument : null),
  step: argument => (isPositive(argument) ? ones(argument.shape) : null),
};

function atZero(name: ElementwiseName): (argument: TensorNode) => TensorNode | null {
  return argument => (isZero(argument) ? at(AT_ZERO[name]!, argument) : null);
}

/** log(eᵘ) = u, log softmax(u) = u − logsumexp(u)·1, log Σ eᵘ = logsumexp(u), log(1 + eᵘ) = softplus(u), log σ(u) = −softplus(−u). */
function logarithm(argument: TensorNode): TensorNode | null {
  if (isScalarOne(argument)) return number(0);
  if (argument.kind === 'product' && argument.factors.length === 0 && new Set(argument.out).size === argument.out.length) return linear([], argument.shape);
  if (argument.kind === 'elementwise' && argument.function === 'exp') return argument.argument;
  if (argument.kind === 'elementwise' && argument.function === 'sigmoid')
    return scale(Q.MINUS_ONE, elementwise('softplus', scale(Q.MINUS_ONE, argument.argument)));
  if (argument.kind === 'softmax') {
    const axes = argument.shape.map((_, axis) => axis);
    const total = product([logsumexp(argument.argument)], [axes.slice(0, -1)], axes, argument.shape);
    return linear(
      [
        [Q.ONE, argument.argument],
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
  if (node.kind !== 'product' || node.factors.length !== 1 || node.factors[0]!.kind !== 'softmax') return null;
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

/** How a function of −u is a function of u. */
const PARITY: Partial<Record<ElementwiseName, 'even' | 'odd' | 'complement' | 'softplus'>> = {
  sin: 'odd',
  tan: 'odd',
  sinh: 'odd',
  tanh: 'odd',
  asin: 'odd',
  atan: 'odd',
  sign: 'odd',
  erf: 'odd',
  cos: 'even',
  cosh: 'even',
  abs: 'even',
  sigmoid: 'complement',
  softplus: 'softplus',
};

function ofNegative(name: ElementwiseName, argument: TensorNode): TensorNode | null {
  const parity = PARITY[name];
  if (!parity || argument.kind !== 'sum' || argument.terms.length === 0) return null;
  if (!isNegative(argument)) return null;
  const positive = scale(Q.MINUS_ONE, argument);
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
    case 'softplus':
      return linear(
        [
          [Q.ONE, value],
          [Q.MINUS_ONE, positive],
        ],
        argument.shape,
      );
  }
}

/** −u for a u that is not itself written with a minus: a negative coefficient, or the negative of a sum seen before. */
function isNegative(argument: SumNode): boolean {
  const { coefficient, rest } = splitCoefficient(argument);
  if (rest !== argument) return coefficient.numerator < 0;
  const representative = representativeOf(argument);
  return representative.ratio.numerator < 0;
}
