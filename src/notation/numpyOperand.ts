/** Arrays with labelled axes, and the arithmetic on them that needs no sum: alignment, entrywise products, scaling. */

import type { Rational } from '../tensors/rational.ts';
import { isOne, negate } from '../tensors/rational.ts';
import { PYTHON_LEVEL, type Python, type PythonBuilder } from './python.ts';

/** A code for an array, and for its transpose where it has two axes. */
export interface Oriented {
  readonly code: Python;
  readonly transposed: Python | null;
}
export interface LabelledArray extends Oriented {
  /** All different. */
  readonly labels: readonly number[];
  /** The matrix that this is the inverse of: products with it are solved. */
  readonly inverseOf: Oriented | null;
  /** What this is 1 over: products with it are divisions. */
  readonly reciprocalOf: Oriented | null;
}

export const plain = (labels: readonly number[], code: Python, transposed: Python | null): LabelledArray => ({
  labels,
  code,
  transposed,
  inverseOf: null,
  reciprocalOf: null,
});

/** The axes in this order, with axes of length 1 for labels that the array has not. */
export function aligned(array: Oriented & { readonly labels: readonly number[] }, order: readonly number[], py: PythonBuilder): Python {
  const wanted = order.filter(label => array.labels.includes(label));
  const permutation = wanted.map(label => array.labels.indexOf(label));
  const inOrder = permutation.every((axis, i) => axis === i);
  const turned = inOrder ? array.code : (array.transposed ?? py.call('np.transpose', [array.code, `(${permutation.join(', ')})`], array.code.view));
  const axes = order.map(label => (array.labels.includes(label) ? ':' : 'None'));
  while (axes[0] === 'None') axes.shift();
  return axes.includes('None') ? py.postfix(turned, `[${axes.join(', ')}]`) : turned;
}

/** Entry by entry; the labels of one contain the other's. */
export function entrywise(a: LabelledArray, b: LabelledArray, order: readonly number[], py: PythonBuilder): LabelledArray {
  const combine = (axes: readonly number[]): { readonly code: Python; readonly reciprocal: Python | null } => {
    const below = (array: LabelledArray): Python => aligned({ ...array.reciprocalOf!, labels: array.labels }, axes, py);
    if (a.reciprocalOf && b.reciprocalOf) {
      const reciprocal = py.times(below(a), below(b));
      return { code: py.over(py.literal('1'), reciprocal), reciprocal };
    }
    if (b.reciprocalOf) return { code: py.over(aligned(a, axes, py), below(b)), reciprocal: null };
    if (a.reciprocalOf) return { code: py.over(aligned(b, axes, py), below(a)), reciprocal: null };
    return { code: py.times(aligned(a, axes, py), aligned(b, axes, py)), reciprocal: null };
  };
  const straight = combine(order);
  const turned = order.length === 2 ? combine([order[1]!, order[0]!]) : null;
  const reciprocalOf = straight.reciprocal ? { code: straight.reciprocal, transposed: turned?.reciprocal ?? null } : null;
  return { labels: order, code: straight.code, transposed: turned?.code ?? null, inverseOf: null, reciprocalOf };
}

/** Scalars over scalars in front of an array. */
export interface Scale {
  readonly above: readonly Python[];
  readonly below: readonly Python[];
}

/** `c · above / below · core`; without a core the scalar alone. The scalars come first, so that the array is passed over once. */
export function scaled(coefficient: Rational, scale: Scale, core: Python | null, py: PythonBuilder): Python {
  const sign = coefficient.numerator < 0;
  const size = sign ? negate(coefficient) : coefficient;
  const decimal = decimalText(size);
  const above = [...scale.above];
  const below = [...scale.below];
  if (decimal !== null) {
    if (decimal !== '1') above.unshift(py.literal(decimal));
  } else {
    if (size.numerator !== 1) above.unshift(py.literal(String(size.numerator)));
    below.unshift(py.literal(String(size.denominator)));
  }
  const first = above[0];
  if (first && sign) above[0] = negatedLiteral(first, py);
  const divisor = below.length === 0 ? null : below.reduce((product, factor) => py.times(product, factor));
  let scalar = above.length === 0 ? null : above.reduce((product, factor) => py.times(product, factor));
  if (scalar && divisor) scalar = py.over(scalar, divisor);
  if (scalar) return core ? py.times(scalar, core) : scalar;
  const body = divisor ? py.over(core ?? py.literal('1'), divisor) : (core ?? py.literal('1'));
  return sign ? negatedLiteral(body, py) : body;
}

const negatedLiteral = (expression: Python, py: PythonBuilder): Python => {
  const [text] = expression.parts;
  return expression.parts.length === 1 && typeof text === 'string' && /^[\d.]+$/.test(text)
    ? py.literal(`-${text}`, PYTHON_LEVEL.unary)
    : py.negative(expression);
};

/** Numbers that a short decimal says exactly. */
function decimalText(value: Rational): string | null {
  if (isOne(value)) return '1';
  const exact = [1, 2, 4, 8, 16, 32, 64].includes(value.denominator) && Math.abs(value.numerator) < 1e9;
  return exact || value.denominator === 1 ? String(value.numerator / value.denominator) : null;
}
