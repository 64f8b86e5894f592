/** f′ of the matrix functions, for arguments that commute with the direction: exp′ = exp, log′ = inverse … */

import { number } from '../tensors/leaves.ts';
import { inverse, matrixFunction, matrixPower } from '../tensors/matrix.ts';
import type { MatrixFunctionName, TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear, scale } from '../tensors/sum.ts';

export const MATRIX_FUNCTION_DERIVATIVES: Readonly<Record<MatrixFunctionName, (argument: TensorNode) => TensorNode>> = {
  expm: argument => matrixFunction('expm', argument),
  logm: argument => inverse(argument),
  sqrtm: argument => scale(Q.rational(1, 2), inverse(matrixFunction('sqrtm', argument))),
  sinm: argument => matrixFunction('cosm', argument),
  cosm: argument => scale(Q.MINUS_ONE, matrixFunction('sinm', argument)),
};

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
