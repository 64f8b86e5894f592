/** Calls of the operations on whole tensors: what they take and the shape of the value follow from the axes of the row. */

import type { Dimension } from '../dimensions/dimension.ts';
import { isSmaller } from '../dimensions/dimension.ts';
import { sideProduct } from '../dimensions/unify.ts';
import type { CalledOperation } from '../operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { CallNode } from '../syntax/tree.ts';
import { axisOf, renamed, wrongShape } from './callArguments.ts';
import { type Context, make, resolveShape } from './context.ts';
import { squareOperand } from './matrixOperations.ts';
import { messages } from './messages.ts';
import { shapeOfSides, transposed } from './shape.ts';
import type { Shape, Typed } from './typed.ts';

/** null where the problem was reported */
export function tensorOperationOf(context: Context, call: CallNode, name: OperationName, called: CalledOperation, args: readonly Typed[]): Typed | null {
  const argument = args[0]!;
  const { axes } = TENSOR_OPERATIONS[name];
  if (called.alongAxis) {
    const axis = axisOf(context, call, args);
    return axis === 'problem' ? null : alongAxis(context, call, name, argument, axis);
  }
  if (axes.startsWith('nn->')) return squareOperand(context, call, argument) ? applied(context, call, name, argument) : null;
  const kind = called.of ?? (axes.indexOf('->') === 1 ? 'vector' : 'matrix');
  const shape = resolveShape(context, argument.shape);
  if (shape.kind === kind || (called.of === 'vector' && shape.kind === 'row')) return applied(context, call, name, argument);
  const other = TENSOR_OPERATIONS[name].called?.find(each => each.of && each.of !== called.of && (each.of === 'vector' || shape.kind === 'matrix'));
  return wrongShape(context, call, argument, `a ${kind}`, other ? [renamed(context, call, other.name)] : []);
}

/** Of a vector, or of a matrix along an axis: along 0 that of the transpose. Without an axis a matrix is refused, or taken row by row. */
function alongAxis(context: Context, call: CallNode, name: OperationName, argument: Typed, axis: 0 | 1 | null): Typed | null {
  const { axes, called = [] } = TENSOR_OPERATIONS[name];
  const { name: own, rowsByDefault, takes } = called.find(({ of }) => of === 'vector')!;
  const { kind } = argument.shape;
  const isVector = kind === 'vector' || kind === 'row';
  if (!isVector && (kind !== 'matrix' || (axis === null && !rowsByDefault))) {
    const ofRows = called.find(({ of }) => of === 'matrix');
    // min, say, is an expression of max
    const fixes = kind === 'matrix' && ofRows && call.callee === own ? [renamed(context, call, ofRows.name)] : [];
    return wrongShape(context, call, argument, takes ?? 'a vector', fixes);
  }
  if (!isVector && axis === null) context.problems.push(messages.softmaxRows(call.span, call.callee));
  const turned = !isVector && axis === 0;
  const value = applied(context, call, name, turned ? turnedRound(context, call, argument) : argument);
  return turned && axes.endsWith('n') ? turnedRound(context, call, value) : value;
}

/** The transpose, before which a sign stays. */
function turnedRound(context: Context, call: CallNode, argument: Typed): Typed {
  const shape = transposed(argument.shape);
  const { span } = call;
  if (argument.op === 'negate') return make(context, { op: 'negate', args: [turnedRound(context, call, argument.args[0])], shape, span });
  return make(context, { op: 'transpose', args: [argument], shape, span });
}

/** Of an argument that has the axes. */
function applied(context: Context, call: CallNode, name: OperationName, argument: Typed): Typed {
  const [before, after] = TENSOR_OPERATIONS[name].axes.split('->') as [string, string];
  const shape = before === after ? argument.shape : shapeOfValue(before, after, resolveShape(context, argument.shape));
  return make(context, { op: 'operation', name, args: [argument], shape, span: call.span });
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
