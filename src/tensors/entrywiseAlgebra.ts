/** The rows of src/operations read over tensors. */

import type { EntrywiseAlgebra, Fraction } from '../operations/algebras.ts';
import type { ElementwiseName } from '../operations/elementwise.ts';
import { elementwise } from './elementwise.ts';
import { number, ones, realConstant, zero } from './leaves.ts';
import type { TensorNode } from './node.ts';
import { power } from './power.ts';
import { product } from './product.ts';
import * as Q from './rational.ts';
import { linear, scale } from './sum.ts';

export const tensorAlgebra: EntrywiseAlgebra<TensorNode> = {
  number: value => number(rationalOf(value)),
  pi: () => realConstant('π', Math.PI),
  zero: like => zero(like.shape),
  affine: (constant, slope, u) =>
    constant === 0
      ? scale(rationalOf(slope), u)
      : linear(
          [
            [rationalOf(constant), ones(u.shape)],
            [rationalOf(slope), u],
          ],
          u.shape,
        ),
  times: (a, b) => {
    const whole = a.shape.length >= b.shape.length ? a : b;
    const axes = whole.shape.map((_, axis) => axis);
    return product([a, b], [a.shape.length === 0 ? [] : axes, b.shape.length === 0 ? [] : axes], axes, whole.shape);
  },
  power: (u, exponent) => power(u, rationalOf(exponent)),
  apply: (name, u) => elementwise(name as ElementwiseName, u),
};

export const rationalOf = (value: Fraction): Q.Rational => (typeof value === 'number' ? Q.rational(value) : Q.rational(value[0], value[1]));
