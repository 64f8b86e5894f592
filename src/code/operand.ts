/** Arrays with labelled axes, and the arithmetic on them that needs no sum: alignment, entrywise products, scaling. */

import { isOne, negate, ONE, type Rational, rational } from '../tensors/rational.ts';
import type { Builder, Operation } from './operation.ts';

/** An array, and its transpose where it has two axes. */
export interface Oriented {
  readonly code: Operation;
  readonly transposed: Operation | null;
}
export interface LabelledArray extends Oriented {
  /** All different. */
  readonly labels: readonly number[];
  /** The matrix that this is the inverse of: products with it are solved. */
  readonly inverseOf: Oriented | null;
  /** What this is 1 over: products with it are divisions. */
  readonly reciprocalOf: Oriented | null;
}

export const plain = (labels: readonly number[], code: Operation, transposed: Operation | null): LabelledArray => ({
  labels,
  code,
  transposed,
  inverseOf: null,
  reciprocalOf: null,
});

/** The axes in this order, with axes of length 1 for labels that the array has not. */
export function aligned(array: Oriented & { readonly labels: readonly number[] }, order: readonly number[], build: Builder): Operation {
  const wanted = order.filter(label => array.labels.includes(label));
  const permutation = wanted.map(label => array.labels.indexOf(label));
  const inOrder = permutation.every((axis, i) => axis === i);
  const turned = inOrder ? array.code : (array.transposed ?? build.permute(array.code, permutation));
  return build.expand(
    turned,
    order.map(label => array.labels.includes(label)),
  );
}

/** Entry by entry; the labels of one contain the other's. */
export function entrywise(a: LabelledArray, b: LabelledArray, order: readonly number[], build: Builder): LabelledArray {
  const combine = (axes: readonly number[]): { readonly code: Operation; readonly reciprocal: Operation | null } => {
    const below = (array: LabelledArray): Operation => aligned({ ...array.reciprocalOf!, labels: array.labels }, axes, build);
    if (a.reciprocalOf && b.reciprocalOf) {
      const reciprocal = build.multiply(below(a), below(b));
      return { code: build.divide(build.number(ONE), reciprocal), reciprocal };
    }
    if (b.reciprocalOf) return { code: build.divide(aligned(a, axes, build), below(b)), reciprocal: null };
    if (a.reciprocalOf) return { code: build.divide(aligned(b, axes, build), below(a)), reciprocal: null };
    return { code: build.multiply(aligned(a, axes, build), aligned(b, axes, build)), reciprocal: null };
  };
  const straight = combine(order);
  const turned = order.length === 2 ? combine([order[1]!, order[0]!]) : null;
  const reciprocalOf = straight.reciprocal ? { code: straight.reciprocal, transposed: turned?.reciprocal ?? null } : null;
  return { labels: order, code: straight.code, transposed: turned?.code ?? null, inverseOf: null, reciprocalOf };
}

/** Scalars over scalars in front of an array. */
export interface Scale {
  readonly above: readonly Operation[];
  readonly below: readonly Operation[];
}

/** `c · above / below · core`; without a core the scalar alone. The scalars come first, so that the array is passed over once. */
export function scaled(coefficient: Rational, scale: Scale, core: Operation | null, build: Builder): Operation {
  const sign = coefficient.numerator < 0;
  const size = sign ? negate(coefficient) : coefficient;
  const above = [...scale.above];
  const below = [...scale.below];
  if (isShortDecimal(size)) {
    if (!isOne(size)) above.unshift(build.number(size));
  } else {
    if (size.numerator !== 1) above.unshift(build.number(rational(size.numerator)));
    below.unshift(build.number(rational(size.denominator)));
  }
  const first = above[0];
  if (first && sign) above[0] = negated(first, build);
  const divisor = below.length === 0 ? null : below.reduce((product, factor) => build.multiply(product, factor));
  let scalar = above.length === 0 ? null : above.reduce((product, factor) => build.multiply(product, factor));
  if (scalar && divisor) scalar = build.divide(scalar, divisor);
  if (scalar) return core ? build.multiply(scalar, core) : scalar;
  const body = divisor ? build.divide(core ?? build.number(ONE), divisor) : (core ?? build.number(ONE));
  return sign ? negated(body, build) : body;
}

const negated = (operation: Operation, build: Builder): Operation =>
  operation.kind === 'number' ? build.number(negate(operation.value)) : build.negate(operation);

/** Numbers that a short decimal says exactly. */
export const isShortDecimal = ({ numerator, denominator }: Rational): boolean =>
  denominator === 1 || ([2, 4, 8, 16, 32, 64].includes(denominator) && Math.abs(numerator) < 1e9);
