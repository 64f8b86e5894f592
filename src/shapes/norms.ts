/** ‖x‖ and |x|. */

import { type NormKind, type NormName, normKindRow, normNames, normRow } from '../operations/norms.ts';
import { words } from '../operations/spelling.ts';
import type { BarsNode, Span } from '../syntax/tree.ts';
import { type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { messages } from './messages.ts';
import { isScalar, sameSide, scalarShape } from './shape.ts';
import type { Shape, Typed } from './typed.ts';

/** The norm that each spelling means, by what stands inside. */
const READINGS = (['vector', 'matrix', 'tensor'] as const).map(
  inside => [inside, new Map(normNames.flatMap(name => (normRow(name).of[inside] ?? []).map(kind => [kind, name] as const)))] as const,
);
const readings = new Map<Shape['kind'], ReadonlyMap<NormKind, NormName>>([...READINGS, ['row', READINGS[0]![1]]]);

/** ‖x‖ of a scalar is its absolute value. */
export function normOf(context: Context, span: Span, operand: Typed, kind: NormKind): Typed | null {
  const { shape } = operand;
  if (isScalar(shape)) {
    context.unusual++;
    return make(context, { op: 'elementwise', function: 'abs', args: [operand], shape: scalarShape, span });
  }
  const norm = readings.get(shape.kind)?.get(kind);
  if (norm === undefined) {
    context.problems.push(messages.tensorOperation(span, `the ${words(normKindRow(kind).names)[0]}-norm`, operandAt(context, operand.span, shape)));
    return null;
  }
  const { induced } = normRow(norm);
  if (induced) context.problems.push(messages.inducedNorm(span, induced, textAt(context, operand.span)));
  return make(context, { op: 'norm', norm, args: [operand], shape: scalarShape, span });
}

/** `|A|`: the determinant of a square matrix, the absolute value otherwise. */
export function barsOf(context: Context, tree: BarsNode, operand: Typed): Typed | null {
  const { span } = tree;
  const shape = resolveShape(context, operand.shape);
  if (shape.kind === 'matrix') {
    if (sameSide(shape.rows, shape.columns) || context.sizes.unifySides(shape.rows, shape.columns))
      return make(context, { op: 'determinant', args: [operand], shape: scalarShape, span });
    const text = textAt(context, tree.operand.span);
    const fixes = [`abs(${text})`, `‖${text}‖`].map(replacement => ({ title: replacement, span, text: replacement }));
    context.problems.push(messages.notSquare(span, 'a determinant', operandAt(context, tree.operand.span, shape), fixes));
    return null;
  }
  if (!isScalar(shape)) context.problems.push(messages.elementwiseBars(span, textAt(context, tree.operand.span)));
  return make(context, { op: 'elementwise', function: 'abs', args: [operand], shape, span });
}
