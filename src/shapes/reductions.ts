/** Sums, means and extremes, with the axis as NumPy counts it: 0 down the columns, 1 or -1 along the rows. */

import { sideProduct } from '../dimensions/unify.ts';
import type { CallNode } from '../syntax/tree.ts';
import { axisOf } from './callArguments.ts';
import { type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { messages } from './messages.ts';
import { broadcastTo, commonShape } from './operators.ts';
import { entryCount, isScalar, scalarShape, vectorShape } from './shape.ts';
import { alongAxis } from './tensorOperations.ts';
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

/** The largest or smallest entry of a vector, or of each row or column of a matrix: min(x) = −max(−x). */
function extremeEntry(context: Context, call: CallNode, argument: Typed, axis: 0 | 1 | null, which: 'max' | 'min'): Typed | null {
  const negated = (typed: Typed): Typed => make(context, { op: 'negate', args: [typed], shape: typed.shape, span: call.span });
  return alongAxis(context, call, 'max', argument, axis, which === 'max' ? undefined : negated);
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
