/** Block matrices and vectors of components. */

import { one } from '../dimensions/dimension.ts';
import type { Typed } from '../shapes/typed.ts';
import type { TensorNode } from '../tensors/node.ts';
import { concatenate } from '../tensors/pieces.ts';
import { product } from '../tensors/product.ts';
import { Unsupported } from './unsupported.ts';

/**
 * The tensor of `[a b; c d]`, entries row by row. One column of scalars and vectors is a vector.
 * @throws Unsupported where a side of a block has several axes
 */
export function blocks(node: Typed & { op: 'stack' }, entries: readonly TensorNode[]): TensorNode {
  if (node.args.some(({ shape }) => shape.rows.length > 1 || shape.columns.length > 1)) throw new Unsupported('a Kronecker product as a block', node.span);
  if (node.shape.kind === 'vector' || node.shape.kind === 'row')
    return concatenate(
      0,
      entries.map(entry => (entry.shape.length === 0 ? product([entry], [[]], [0], [one]) : entry)),
    );
  const rows: TensorNode[] = [];
  for (let row = 0; row < node.rows; row++) {
    const parts: TensorNode[] = [];
    for (let column = 0; column < node.columns; column++) {
      const at = row * node.columns + column;
      parts.push(asMatrix(entries[at]!, node.args[at]!));
    }
    rows.push(concatenate(1, parts));
  }
  return concatenate(0, rows);
}

function asMatrix(entry: TensorNode, typed: Typed): TensorNode {
  switch (typed.shape.kind) {
    case 'scalar':
      return product([entry], [[]], [0, 1], [one, one]);
    case 'vector':
      return product([entry], [[0]], [0, 1], [entry.shape[0]!, one]);
    case 'row':
      return product([entry], [[1]], [0, 1], [one, entry.shape[0]!]);
    default:
      return entry;
  }
}
