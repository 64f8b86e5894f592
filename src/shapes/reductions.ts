/** Sums, means, extremes and row functions, with the axis as NumPy counts it: 0 down the columns, 1 or -1 along the rows. */

import { sideProduct } from '../dimensions/unify.ts';
import type { CallNode } from '../syntax/tree.ts';
import { type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { type Fix, messages } from './messages.ts';
import { broadcastTo, commonShape } from './operators.ts';
import { integerValue } from './powers.ts';
import { entryCount, isScalar, scalarShape, transposed, vectorShape } from './shape.ts';
import type { Typed } from './typed.ts';

/** The sum of all entries, or over one axis of a matrix. */
export function sumOf(context: Context, call: CallNode, args: readonly Typed[]): Typed | null {
  const [argument] = args as readonly [Typed];
  const { span } = call;
  const axis = axisOf(context, call, args);
  if (axis === 'problem') return null;
  if (axis !== null) {
    const shape = vectorShape(...(axis === 0 ? argument.shape.columns : argument.shape.rows));
    return make(context, { op: 'sumAxis', args: [argument], axis, shape, span });
  }
  if (isScalar(argument.shape)) {
    context.unusual++;
    return argument;
  }
  return make(context, { op: 'sum', args: [argument], shape: scalarShape, span });
}

/** The sum divided by the number of entries that it sums. */
export function meanOf(context: Context, call: CallNode, args: readonly Typed[]): Typed | null {
  const [argument] = args as readonly [Typed];
  const sum = sumOf(context, call, args);
  if (!sum || sum === argument) return sum;
  const shape = resolveShape(context, argument.shape);
  const dimension = sum.op === 'sumAxis' ? sideProduct(sum.axis === 0 ? shape.rows : shape.columns) : entryCount(shape);
  const count = make(context, { op: 'dimension', dimension, shape: scalarShape, span: call.span });
  return make(context, { op: 'divide', args: [sum, count], shape: sum.shape, span: call.span });
}

/** softmax of a vector; of a matrix row by row, which is said, or along the axis that is given. */
export function softmaxOf(context: Context, call: CallNode, args: readonly Typed[]): Typed | null {
  const [argument] = args as readonly [Typed];
  const { shape } = argument;
  const { span } = call;
  const axis = axisOf(context, call, args);
  if (axis === 'problem') return null;
  if (shape.kind === 'vector' || shape.kind === 'row') return make(context, { op: 'rowFunction', function: 'softmax', args: [argument], shape, span });
  if (shape.kind !== 'matrix') return wrongShape(context, call, argument, 'a vector or a matrix');
  if (axis === 0) {
    const turned = make(context, { op: 'transpose', args: [argument], shape: transposed(shape), span });
    const rows = make(context, { op: 'rowFunction', function: 'softmaxrows', args: [turned], shape: turned.shape, span });
    return make(context, { op: 'transpose', args: [rows], shape, span });
  }
  if (axis === null) context.problems.push(messages.softmaxRows(span, call.callee));
  return make(context, { op: 'rowFunction', function: 'softmaxrows', args: [argument], shape, span });
}

/** logsumexp of a vector, or of a matrix along the axis that is given. */
export function logsumexpOf(context: Context, call: CallNode, args: readonly Typed[]): Typed | null {
  const [argument] = args as readonly [Typed];
  const { shape } = argument;
  const { span } = call;
  const axis = axisOf(context, call, args);
  if (axis === 'problem') return null;
  if (shape.kind === 'vector' || shape.kind === 'row')
    return make(context, { op: 'rowFunction', function: 'logsumexp', args: [argument], shape: scalarShape, span });
  if (shape.kind !== 'matrix' || axis === null)
    return wrongShape(context, call, argument, 'a vector', shape.kind === 'matrix' ? [renamed(context, call, 'logsumexprows')] : []);
  const rows = axis === 1 ? argument : make(context, { op: 'transpose', args: [argument], shape: transposed(shape), span });
  return make(context, { op: 'rowFunction', function: 'logsumexprows', args: [rows], shape: vectorShape(...rows.shape.rows), span });
}

/** The largest or smallest entry of a vector, or of each row or column of a matrix: min(x) = −max(−x). */
function extremeEntry(context: Context, call: CallNode, argument: Typed, axis: 0 | 1 | null, which: 'max' | 'min'): Typed | null {
  const { shape } = argument;
  const { span } = call;
  const isVector = shape.kind === 'vector' || shape.kind === 'row';
  if (!isVector && (shape.kind !== 'matrix' || axis === null))
    return wrongShape(
      context,
      call,
      argument,
      'a vector, two values, or a matrix and an axis',
      shape.kind === 'matrix' && which === 'max' ? [renamed(context, call, 'maxrows')] : [],
    );
  const rows = axis === 0 && !isVector ? make(context, { op: 'transpose', args: [argument], shape: transposed(shape), span }) : argument;
  const result = isVector ? scalarShape : vectorShape(...rows.shape.rows);
  const negated = (typed: Typed): Typed => (which === 'max' ? typed : make(context, { op: 'negate', args: [typed], shape: typed.shape, span }));
  return negated(make(context, { op: 'operation', name: 'max', args: [negated(rows)], shape: result, span }));
}

/** max(a, b) = a + relu(b - a), min(a, b) = a - relu(a - b), entry by entry. */
export function extremeOf(context: Context, call: CallNode, args: readonly Typed[], which: 'max' | 'min'): Typed | null {
  if (args.length === 1) return extremeEntry(context, call, args[0]!, null, which);
  const [a, b] = args as readonly [Typed, Typed];
  const [leftTree, rightTree] = call.arguments as readonly [CallNode['arguments'][number], CallNode['arguments'][number]];
  // the parser gives `max(x, axis=0)` the axis as its second argument
  if (context.text.slice(leftTree.span.end, rightTree.span.start).includes('=')) {
    const axis = axisOf(context, call, args);
    return axis === 'problem' ? null : extremeEntry(context, call, a, axis, which);
  }
  const shape = commonShape(context, a.shape, b.shape) ?? (isScalar(a.shape) ? b.shape : isScalar(b.shape) ? a.shape : null);
  const { span } = call;
  if (!shape) {
    context.problems.push(
      messages.sumMismatch(span, textAt(context, span), operandAt(context, leftTree.span, a.shape), operandAt(context, rightTree.span, b.shape), []),
    );
    return null;
  }
  const [left, right] = [broadcastTo(context, a, shape), broadcastTo(context, b, shape)];
  // around a constant: max(x, 0) is relu(x), not x + relu(-x)
  const [pivot, other] = isConstant(left) ? [left, right] : [right, left];
  const difference = make(context, { op: 'subtract', args: which === 'max' ? [other, pivot] : [pivot, other], shape, span });
  const excess = make(context, { op: 'elementwise', function: 'relu', args: [difference], shape, span });
  return make(context, { op: which === 'max' ? 'add' : 'subtract', args: [pivot, excess], shape, span });
}

const isConstant = (typed: Typed): boolean =>
  typed.op === 'number' || typed.op === 'zeros' || typed.op === 'ones' || (typed.op === 'broadcast' && isConstant(typed.args[0]));

/** The axis of a matrix; null where none is given or where a vector has only the one. */
function axisOf(context: Context, call: CallNode, [argument, axis]: readonly Typed[]): 0 | 1 | null | 'problem' {
  if (!axis) return null;
  const value = integerValue(axis);
  const { kind } = argument!.shape;
  if (kind === 'matrix' && (value === 0 || value === 1 || value === -1)) return value === 0 ? 0 : 1;
  if ((kind === 'vector' || kind === 'row') && (value === 0 || value === -1)) return null;
  wrongShape(context, call, argument!, 'a matrix and the axis 0 or 1');
  return 'problem';
}

export const wrongShape = (context: Context, call: CallNode, argument: Typed, takes: string, fixes: readonly Fix[] = []): null => {
  context.problems.push(messages.functionShape(call.span, call.callee, operandAt(context, call.arguments[0]!.span, argument.shape), takes, fixes));
  return null;
};

/** The same call of another function. */
export const renamed = (context: Context, call: CallNode, name: string): Fix => ({
  title: `${name}(${call.arguments.map(argument => textAt(context, argument.span)).join(', ')})`,
  span: call.calleeSpan,
  text: name,
});
