/** f′ for every elementwise function, as a table. Kinks: the value at a kink is a choice, named in the validity conditions. */

import { elementwise } from '../tensors/elementwise.ts';
import { ones, realConstant, zero } from '../tensors/leaves.ts';
import type { ElementwiseName, TensorNode } from '../tensors/node.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear, scale } from '../tensors/sum.ts';

type Derivative = (argument: TensorNode, value: TensorNode) => TensorNode;

const hadamard = (a: TensorNode, b: TensorNode): TensorNode => {
  const axes = a.shape.map((_, axis) => axis);
  return product([a, b], [axes, axes], axes, a.shape);
};
const oneMinus = (node: TensorNode): TensorNode =>
  linear(
    [
      [Q.ONE, ones(node.shape)],
      [Q.MINUS_ONE, node],
    ],
    node.shape,
  );
const onePlus = (node: TensorNode): TensorNode =>
  linear(
    [
      [Q.ONE, ones(node.shape)],
      [Q.ONE, node],
    ],
    node.shape,
  );
const square = (node: TensorNode): TensorNode => power(node, Q.rational(2));

/** f′(u), given u and f(u). Sources: M&N 18.2 for exp, log, sin; the others follow by the quotient and the inverse function rule. */
export const ELEMENTWISE_DERIVATIVES: Readonly<Record<ElementwiseName, Derivative>> = {
  exp: (_, value) => value,
  log: argument => power(argument, Q.MINUS_ONE),
  sin: argument => elementwise('cos', argument),
  cos: argument => scale(Q.MINUS_ONE, elementwise('sin', argument)),
  tan: (_, value) => onePlus(square(value)),
  sinh: argument => elementwise('cosh', argument),
  cosh: argument => elementwise('sinh', argument),
  tanh: (_, value) => oneMinus(square(value)),
  asin: argument => power(oneMinus(square(argument)), Q.rational(-1, 2)),
  acos: argument => scale(Q.MINUS_ONE, power(oneMinus(square(argument)), Q.rational(-1, 2))),
  atan: argument => power(onePlus(square(argument)), Q.MINUS_ONE),
  abs: argument => elementwise('sign', argument),
  sign: argument => zero(argument.shape),
  sigmoid: (_, value) => hadamard(value, oneMinus(value)),
  softplus: argument => elementwise('sigmoid', argument),
  relu: argument => elementwise('step', argument),
  step: argument => zero(argument.shape),
  // 2/√π · exp(−u²)
  erf: argument => {
    const factor = product([number2(), power(realConstant('π', Math.PI), Q.rational(-1, 2))], [[], []], []);
    const axes = argument.shape.map((_, axis) => axis);
    return product([factor, elementwise('exp', scale(Q.MINUS_ONE, square(argument)))], [[], axes], axes, argument.shape);
  },
};

const number2 = (): TensorNode => scale(Q.rational(2), ones([]));
