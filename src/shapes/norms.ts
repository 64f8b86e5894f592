/** ‖x‖ and |x|. */

import type { BarsNode, NormKind, Span } from '../syntax/tree.ts';
import { type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { messages } from './messages.ts';
import { isScalar, sameSide, scalarShape } from './shape.ts';
import type { Typed } from './typed.ts';

type Norm = Extract<Typed, { readonly op: 'norm' }>['norm'];

/** The norm that each spelling means of a vector and of a matrix. */
const readings: Readonly<Record<NormKind, { readonly vector: Norm; readonly matrix: Norm }>> = {
  default: { vector: '2', matrix: 'F' },
  '2': { vector: '2', matrix: 'spectral' },
  '1': { vector: '1', matrix: '1' },
  inf: { vector: 'inf', matrix: 'inf' },
  F: { vector: '2', matrix: 'F' },
  nuclear: { vector: '2', matrix: 'nuclear' },
  spectral: { vector: '2', matrix: 'spectral' },
};

/** ‖x‖ of a scalar is its absolute value, of a tensor of order three and up the root of the sum of squares only. */
export function normOf(context: Context, span: Span, operand: Typed, kind: NormKind): Typed | null {
  const { shape } = operand;
  if (isScalar(shape)) {
    context.unusual++;
    return make(context, { op: 'elementwise', function: 'abs', args: [operand], shape: scalarShape, span });
  }
  const reading = readings[kind];
  const norm =
    shape.kind === 'vector' || shape.kind === 'row'
      ? reading.vector
      : shape.kind === 'tensor'
        ? kind === 'default' || kind === 'F'
          ? 'F'
          : null
        : reading.matrix;
  if (norm === null) {
    context.problems.push(messages.tensorOperation(span, `the ${kind === 'inf' ? '∞' : kind}-norm`, operandAt(context, operand.span, shape)));
    return null;
  }
  if (shape.kind === 'matrix' && (kind === '1' || kind === 'inf')) context.problems.push(messages.inducedNorm(span, kind, textAt(context, operand.span)));
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
