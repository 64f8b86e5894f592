/** Calls of the operations on whole tensors: what they take and the shape of the value follow from the axes of the row. */

import type { Dimension } from '../dimensions/dimension.ts';
import { isSmaller } from '../dimensions/dimension.ts';
import { sideProduct } from '../dimensions/unify.ts';
import type { CalledOperation } from '../operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { CallNode } from '../syntax/tree.ts';
import { type Context, make, resolveShape } from './context.ts';
import { squareOperand } from './matrixOperations.ts';
import { renamed, wrongShape } from './reductions.ts';
import { shapeOfSides } from './shape.ts';
import type { Shape, Typed } from './typed.ts';

/** null where the problem was reported */
export function tensorOperationOf(context: Context, call: CallNode, name: OperationName, { of }: CalledOperation, argument: Typed): Typed | null {
  const [before, after] = TENSOR_OPERATIONS[name].axes.split('->') as [string, string];
  const shape = resolveShape(context, argument.shape);
  if (before === 'nn') {
    if (!squareOperand(context, call, argument)) return null;
  } else {
    const kind = of ?? (before.length === 1 ? 'vector' : 'matrix');
    if (shape.kind !== kind && !(of === 'vector' && shape.kind === 'row')) {
      const other = TENSOR_OPERATIONS[name].called?.find(each => each.of && each.of !== of && (each.of === 'vector' || shape.kind === 'matrix'));
      return wrongShape(context, call, argument, `a ${kind}`, other ? [renamed(context, call, other.name)] : []);
    }
  }
  const result = before === after ? argument.shape : shapeOfValue(before, after, shape);
  return make(context, { op: 'operation', name, args: [argument], shape: result, span: call.span });
}

/** The first axis is the rows, the second the columns; of one vector there are no leading axes. */
function shapeOfValue(before: string, after: string, { kind, rows, columns }: Shape): Shape {
  const sides: Record<string, readonly Dimension[]> = { [before[0]!]: rows, [before[1] ?? '']: columns };
  if (before === 'nn') sides.n = rows;
  if (before.startsWith('*') && kind !== 'matrix') sides['*'] = [];
  // where neither side is known to be smaller, the matrix is read as one that is not wide
  if (after.includes('k')) sides.k = isSmaller(sideProduct(rows), sideProduct(columns)) ? rows : columns;
  const [first, second] = [...after].map(letter => sides[letter]!);
  return shapeOfSides(first ?? [], second ?? []);
}
