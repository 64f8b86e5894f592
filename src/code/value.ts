/** A tensor as an operation, with what its one user may make of it instead of using it as it stands. */

import { isOne, type Rational } from '../tensors/rational.ts';
import { type Oriented, scaled } from './operand.ts';
import type { Builder, Operation } from './operation.ts';

export interface ArrayValue extends Oriented {
  scaled(coefficient: Rational): Operation;
  /** Per axis, whether `broadcast` has its full length there. */
  readonly covers: readonly boolean[];
  /** With axes of length 1, for a sum whose other terms have the full length; null where that is no saving. */
  readonly broadcast: ((coefficient: Rational) => Operation) | null;
  readonly inverseOf: Oriented | null;
  readonly reciprocalOf: Oriented | null;
  readonly squareOf: Operation | null;
}

/** A value that its user takes as it stands. */
export function simpleValue(code: Operation, build: Builder, more: Partial<ArrayValue> = {}): ArrayValue {
  const rank = code.shape.length;
  return {
    code,
    transposed: rank === 2 ? build.transpose(code) : null,
    scaled: coefficient => (isOne(coefficient) ? code : scaled(coefficient, { above: [], below: [] }, code, build)),
    covers: new Array<boolean>(rank).fill(true),
    broadcast: null,
    inverseOf: null,
    reciprocalOf: null,
    squareOf: null,
    ...more,
  };
}
