/** The operations on whole tensors, whose values stand in their rows. */

import { isNoValue } from '../operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { Typed } from '../shapes/typed.ts';
import { DrawAgain, NoDerivative } from './failures.ts';
import { messages } from './messages.ts';
import { type Context, extent } from './operation.ts';
import { matrixValue, perMatrix, type Value } from './values.ts';

/** For every combination of free indices. @throws DrawAgain where it has no value at this point */
export function evaluateOperation(node: Typed & { readonly op: 'operation' }, operands: readonly Value[], { sizes }: Context): Value {
  const expected = extent(node.shape, sizes);
  return perMatrix(operands, (...matrices) => {
    const own = matrices.map((value, k) => ({ value, shape: sizesOf(node.args[k]!, value) }));
    const value = valueOfOperation(node.name, own, expected.columns);
    // the singular values of a matrix that is wide at this point only
    if (value.re.length !== expected.rows * expected.columns) throw new DrawAgain('more columns than rows');
    return value;
  });
}

/** @param columns of the value @throws DrawAgain */
export function valueOfOperation(
  name: OperationName,
  operands: readonly { readonly value: Value; readonly shape: readonly number[] }[],
  columns: number,
): Value {
  const row = TENSOR_OPERATIONS[name];
  const value = row.value(...operands.map(({ value: { re, im }, shape }) => ({ re, im, shape })));
  if (isNoValue(value)) throw value.reason === 'degenerate' ? new NoDerivative(messages.coincide(row.printing.words)) : new DrawAgain('no value');
  return matrixValue(value.re.length / columns, columns, value.re, value.im);
}

const sizesOf = ({ shape }: Typed, { rows, columns }: Value): readonly number[] =>
  shape.kind === 'scalar' ? [] : shape.kind === 'matrix' ? [rows, columns] : [rows * columns];
