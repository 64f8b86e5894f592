/** f′ of every function of each entry over tensors, as its row says. */

import { byFunction, type ElementwiseName } from '../operations/elementwise.ts';
import { tensorAlgebra } from '../tensors/entrywiseAlgebra.ts';
import type { TensorNode } from '../tensors/node.ts';

type Derivative = (argument: TensorNode, value: TensorNode) => TensorNode;

/** f′(u), given u and f(u). */
export const ELEMENTWISE_DERIVATIVES: Readonly<Record<ElementwiseName, Derivative>> = byFunction(
  ({ derivative }) =>
    (argument, value) =>
      derivative(tensorAlgebra, argument, value),
);
