/** Tensors, one for each value of their free indices, as the rows of norms write with them. */

import { type Dimension, isSmaller } from '../dimensions/dimension.ts';
import type { MatrixFunctionName } from '../operations/matrixFunctions.ts';
import type { NormTensors } from '../operations/norms.ts';
import type { OperationName } from '../operations/tensorOperations.ts';
import { elementwise } from '../tensors/elementwise.ts';
import { matrixFunction, matrixProduct, trace, transpose } from '../tensors/matrix.ts';
import { operation } from '../tensors/operation.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { contract, type Value } from './indexed.ts';

export const NORM_TENSORS: NormTensors<Value> = {
  power: ({ node, indices }, exponent) => {
    const [numerator, denominator] = typeof exponent === 'number' ? [exponent, 1] : exponent;
    return { node: power(node, Q.rational(numerator, denominator)), indices };
  },
  absolute: ({ node, indices }) => ({ node: elementwise('abs', node), indices }),
  sum: u => contract([[u, u.node.shape.slice(u.indices.length).map((_, axis) => axis)]], [], []),
  sums: ({ node, indices }, kept) => ({ node: product([node], [node.shape.map((_, axis) => axis)], [kept]), indices }),
  operation: (name, { node, indices }) => ({ node: operation(name as OperationName, [node]), indices }),
  smallerGram: ({ node, indices }) => {
    const [rows, columns] = node.shape as readonly [Dimension, Dimension];
    return { node: isSmaller(rows, columns) ? matrixProduct(node, transpose(node)) : matrixProduct(transpose(node), node), indices };
  },
  matrixFunction: (name, { node, indices }) => ({ node: matrixFunction(name as MatrixFunctionName, node), indices }),
  trace: ({ node, indices }) => ({ node: trace(node), indices }),
};
