/** Tensors of the square factors of A ⊗ B as the rows of src/operations write with them. */

import { constantDimension, multiplyDimensions } from '../dimensions/dimension.ts';
import type { KroneckerTensors } from '../operations/matrixOperation.ts';
import { kroneckerProduct } from '../tensors/kronecker.ts';
import { dimensionNumber } from '../tensors/leaves.ts';
import { multiplyScalars } from '../tensors/matrix.ts';
import { MATRIX_TENSORS } from '../tensors/matrixTensors.ts';
import type { TensorNode } from '../tensors/node.ts';
import { scalarPower } from '../tensors/operation.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';

export const KRONECKER_TENSORS: KroneckerTensors<TensorNode> = {
  ...MATRIX_TENSORS,
  kronecker: kroneckerProduct,
  sizeOfOthers: (matrices, k) =>
    dimensionNumber(matrices.reduce((size, { shape }, other) => (other === k ? size : multiplyDimensions(size, shape[0]!)), constantDimension(1))),
  scalars: multiplyScalars,
  scaled: (scalar, tensor) => {
    const axes = tensor.shape.map((_, axis) => axis);
    return product([scalar, tensor], [[], axes], axes);
  },
  scalarPower,
  sum: scalars =>
    linear(
      scalars.map(scalar => [Q.ONE, scalar] as const),
      [],
    ),
};
