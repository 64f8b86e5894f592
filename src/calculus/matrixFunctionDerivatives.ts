/** f′ of the matrix functions, for arguments that commute with the direction: exp′ = exp, log′ = inverse … */

import { byMatrixFunction, type CommutingMatrices, type MatrixFunctionName } from '../operations/matrixFunctions.ts';
import { rationalOf } from '../tensors/entrywiseAlgebra.ts';
import { number } from '../tensors/leaves.ts';
import { inverse, matrixFunction, matrixPower } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear, scale } from '../tensors/sum.ts';

const commuting: CommutingMatrices<TensorNode> = {
  apply: (name, a) => matrixFunction(name as MatrixFunctionName, a),
  inverse,
  scaled: (factor, a) => scale(rationalOf(factor), a),
};

export const MATRIX_FUNCTION_DERIVATIVES: Readonly<Record<MatrixFunctionName, (argument: TensorNode) => TensorNode>> = byMatrixFunction(
  ({ derivative }, name) =>
    argument =>
      derivative(commuting, argument, matrixFunction(name, argument)),
);

/** k A^(k−1), for arguments that commute with the direction (Cookbook (121)). */
export function matrixPowerDerivative(argument: TensorNode, exponent: TensorNode): TensorNode {
  const lowered = linear(
    [
      [Q.ONE, exponent],
      [Q.MINUS_ONE, number(1)],
    ],
    [],
  );
  return product([exponent, matrixPower(argument, lowered)], [[], [0, 1]], [0, 1]);
}
