/** f′ of the matrix functions, for arguments that commute with the direction: exp′ = exp, log′ = inverse … */

import { inverse, matrixFunction } from '../tensors/matrix.ts';
import type { MatrixFunctionName, TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { scale } from '../tensors/sum.ts';

export const MATRIX_FUNCTION_DERIVATIVES: Readonly<Record<MatrixFunctionName, (argument: TensorNode) => TensorNode>> = {
  expm: argument => matrixFunction('expm', argument),
  logm: argument => inverse(argument),
  sqrtm: argument => scale(Q.rational(1, 2), inverse(matrixFunction('sqrtm', argument))),
  sinm: argument => matrixFunction('cosm', argument),
  cosm: argument => scale(Q.MINUS_ONE, matrixFunction('sinm', argument)),
};
