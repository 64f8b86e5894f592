/** A tensor as code, with what its one user may make of it instead of using it as it stands. */

import type { Dimension } from '../dimensions/dimension.ts';
import { isOne, type Rational } from '../tensors/rational.ts';
import { type Oriented, scaled } from './numpyOperand.ts';
import type { Python, PythonBuilder } from './python.ts';

export interface ArrayValue extends Oriented {
  scaled(coefficient: Rational): Python;
  /** Per axis, whether `broadcast` has its full length there. */
  readonly covers: readonly boolean[];
  /** With axes of length 1, for a sum whose other terms have the full length; null where that is no saving. */
  readonly broadcast: ((coefficient: Rational) => Python) | null;
  readonly inverseOf: Oriented | null;
  readonly reciprocalOf: Oriented | null;
  readonly squareOf: Python | null;
}

export type SizeCode = (size: Dimension) => Python;

/** A value that its user takes as it stands. */
export function simpleValue(code: Python, rank: number, py: PythonBuilder, more: Partial<ArrayValue> = {}): ArrayValue {
  return {
    code,
    transposed: rank === 2 ? py.postfix(code, '.T') : null,
    scaled: coefficient => (isOne(coefficient) ? code : scaled(coefficient, { above: [], below: [] }, code, py)),
    covers: new Array<boolean>(rank).fill(true),
    broadcast: null,
    inverseOf: null,
    reciprocalOf: null,
    squareOf: null,
    ...more,
  };
}

/** Sizes by the arithmetic of Python integers: `2 * n`, `n * m`, `n + 1`. */
export function sizeExpression(size: Dimension, py: PythonBuilder): Python {
  let total: Python | null = null;
  for (const { coefficient, monomial } of size.terms) {
    const factors = monomial.factors.map(([name, exponent]) => (exponent === 1 ? py.size(name) : py.power(py.size(name), String(exponent))));
    if (Math.abs(coefficient) !== 1 || factors.length === 0) factors.unshift(py.literal(String(Math.abs(coefficient))));
    const term = factors.reduce((product, factor) => py.times(product, factor));
    if (total) total = coefficient < 0 ? py.minus(total, term) : py.plus(total, term);
    else total = coefficient < 0 ? py.negative(term) : term;
  }
  return total ?? py.literal('0');
}
