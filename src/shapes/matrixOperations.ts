/** The operations on matrices whose rows say which operands they take and what shape they give. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ElementwiseFunction } from '../operations/elementwise.ts';
import type { ShapeKind } from '../operations/matrixOperation.ts';
import { type MatrixOperation, matrixOperationRow, sideRuleOf, takesSquare } from '../operations/matrixOperations.ts';
import type { CallNode, Span } from '../syntax/tree.ts';
import { axisOf, wrongShape } from './callArguments.ts';
import { type Context, make, operandAt } from './context.ts';
import { messages } from './messages.ts';
import { isSquare, transposeOf } from './operators.ts';
import { isScalar, scalarShape, shapeOfSides } from './shape.ts';
import type { Shape, Typed } from './typed.ts';

/** The call of an operation, with as many arguments as it has operands; null where the problem was reported. */
export function matrixOperationOf(context: Context, call: CallNode, operation: MatrixOperation, args: readonly Typed[]): Typed | null {
  const row = matrixOperationRow(operation);
  const { byAxis, ofKind } = row;
  if (byAxis && args.length === 2) {
    const axis = axisOf(context, call, args);
    if (axis === 'problem') return null;
    return matrixOperationOf(context, call, axis === null ? operation : (byAxis[axis] as MatrixOperation), args.slice(0, 1));
  }
  const other = ofKind?.[args[0]!.shape.kind];
  if (other) return matrixOperationOf(context, call, other as MatrixOperation, args);
  if (row.turnsRow && args[0]!.shape.kind === 'row') return matrixOperationOf(context, call, operation, [transposeOf(context, args[0]!, args[0]!.span)!]);
  if (args.length === 1) {
    const [argument] = args as readonly [Typed];
    const { kind } = argument.shape;
    if (row.keeps?.includes(kind) || row.ofScalar) {
      if (isScalar(argument.shape)) context.unusual++;
      if (row.keeps?.includes(kind)) return argument;
    }
    if (row.ofScalar && isScalar(argument.shape)) return row.ofScalar(scalarExpressions(context, call.span), argument);
    if (row.takes && !row.takes.kinds.includes(kind as ShapeKind)) return wrongShape(context, call, argument, row.takes.words);
    if (takesSquare(operation) && !squareOperand(context, call, argument)) return null;
  }
  const node = {
    op: operation,
    args,
    shape: shapeOf(
      operation,
      args.map(argument => argument.shape),
    ),
    span: call.span,
  };
  return make(context, node as unknown as Typed);
}

/** The argument where it is a square matrix; otherwise the problem is reported. */
export function squareOperand(context: Context, call: CallNode, argument: Typed): Typed | null {
  if (isSquare(context, argument.shape)) return argument;
  context.problems.push(messages.notSquare(call.span, call.callee, operandAt(context, call.arguments[0]!.span, argument.shape)));
  return null;
}

/** The shape of the value, by the sides of the operands. */
function shapeOf(operation: MatrixOperation, operands: readonly Shape[]): Shape {
  const rule = sideRuleOf(operation);
  const sides: (readonly Dimension[])[] = [];
  for (const [k, { rows, columns }] of rule.operands.entries()) {
    for (const letter of columns) sides[letter] = operands[k]!.columns;
    for (const letter of rows) sides[letter] = operands[k]!.rows;
  }
  const joined = (letters: readonly number[]): readonly Dimension[] => letters.flatMap(letter => sides[letter]!);
  return shapeOfSides(joined(rule.value.rows), joined(rule.value.columns));
}

const scalarExpressions = (context: Context, span: Span) => ({
  number: (value: number): Typed => make(context, { op: 'number', text: String(value), value, shape: scalarShape, span }),
  apply: (name: string, u: Typed): Typed => make(context, { op: 'elementwise', function: name as ElementwiseFunction, args: [u], shape: u.shape, span }),
});
