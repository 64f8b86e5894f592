/** Tensors of matrices as the rows of src/operations write with them. */

import type { MatrixTensors } from '../operations/matrixOperation.ts';
import { determinant, inverse, logDeterminant, pseudoInverse } from './matrix.ts';
import type { TensorNode } from './node.ts';
import { product } from './product.ts';

export const MATRIX_TENSORS: MatrixTensors<TensorNode> = { contract, inverse, determinant, logDeterminant, pseudoInverse };

/** `ij,jk->ik`: a letter that is not behind the arrow is summed, one that stands twice there is a diagonal. */
function contract(subscripts: string, ...factors: readonly TensorNode[]): TensorNode {
  const [before, after] = subscripts.split('->') as [string, string];
  const letters: string[] = [];
  const labels = (axes: string): number[] =>
    [...axes].map(letter => {
      if (!letters.includes(letter)) letters.push(letter);
      return letters.indexOf(letter);
    });
  return product(factors, before.split(',').map(labels), labels(after));
}
