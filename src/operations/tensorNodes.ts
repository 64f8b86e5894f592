/** The operations on matrices that the tensors have as a kind of node of their own, because rules of products look for them. */

import { inverseRow } from './inverse.ts';
import { type MatrixOperation, matrixOperationNames, matrixOperationRow, type NodeOperation } from './matrixOperations.ts';
import type { TensorNodeRow } from './tensorOperation.ts';

export type TensorNodeName = NodeOperation | 'inverse';

export const TENSOR_NODES: Readonly<Record<TensorNodeName, TensorNodeRow>> = {
  inverse: inverseRow,
  ...(Object.fromEntries(matrixOperationNames.flatMap(nodeOf)) as Record<NodeOperation, TensorNodeRow>),
};

function nodeOf(operation: MatrixOperation): (readonly [MatrixOperation, TensorNodeRow])[] {
  const { node, words } = matrixOperationRow(operation);
  return node ? [[operation, { words, ...node }]] : [];
}
