/** Operations on the matrix A ⊗ B with flattened sides, by its square factors (M&N 2.1 and 2.2). */

import { constantDimension, type Dimension, multiplyDimensions } from '../dimensions/dimension.ts';
import type { MatrixOperation } from '../operations/matrixOperations.ts';
import { kroneckerProduct } from '../tensors/kronecker.ts';
import { dimensionNumber } from '../tensors/leaves.ts';
import { determinant, inverse, logDeterminant, multiplyScalars, pseudoInverse } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { scalarPower } from '../tensors/operation.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';

type OfFactors = (matrices: readonly TensorNode[]) => TensorNode;

const inverseOfFactors: OfFactors = matrices => kroneckerProduct(matrices.map(inverse));

/** det(A ⊗ B) = det(A)^p det(B)^n for A n×n and B p×p: each to the power of the product of the other sizes. */
const determinantOfFactors: OfFactors = matrices =>
  multiplyScalars(matrices.map((matrix, k) => scalarPower(determinant(matrix), dimensionNumber(sizeOfOthers(matrices, k)))));

const logDeterminantOfFactors: OfFactors = matrices =>
  linear(
    matrices.map((matrix, k) => [Q.ONE, multiplyScalars([dimensionNumber(sizeOfOthers(matrices, k)), logDeterminant(matrix)])] as const),
    [],
  );

const adjugateOfFactors: OfFactors = matrices => {
  const inverted = inverseOfFactors(matrices);
  const axes = inverted.shape.map((_, axis) => axis);
  return product([determinantOfFactors(matrices), inverted], [[], axes], axes);
};

export const OF_KRONECKER_FACTORS: Readonly<Partial<Record<MatrixOperation | 'inverse', OfFactors>>> = {
  inverse: inverseOfFactors,
  determinant: determinantOfFactors,
  logDeterminant: logDeterminantOfFactors,
  adjugate: adjugateOfFactors,
  pseudoInverse: matrices => kroneckerProduct(matrices.map(pseudoInverse)),
};

const sizeOfOthers = (matrices: readonly TensorNode[], k: number): Dimension =>
  matrices.reduce((size, { shape }, other) => (other === k ? size : multiplyDimensions(size, shape[0]!)), constantDimension(1));
