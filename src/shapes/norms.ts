/** ‖x‖ and |x|. */

import type { BarsNode, NormKind, Span } from '../syntax/tree.ts';
import { type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { messages } from './messages.ts';
import { isScalar, sameSide, scalarShape } from './shape.ts';
import type { Typed } from './typed.ts';

type Norm = Extract<Typed, { readonly op: 'norm' }>['norm'];

/** The norm that each spelling means of a vector and of a matrix; null where a matrix has two norms of that name. */
const readings: Readonly<Record<NormKind, { readonly vector: Norm; readonly matrix: Norm | null }>> = {
  default: { vector: '2', matrix: 'F' },
  '2': { vector: '2', matrix: 'spectral' },
  '1': { vector: '1', matrix: null },
  inf: { vector: 'inf', matrix: null },
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
    const instead = kind === '1' ? 'write sum(abs( … )) for the sum of all entries' : 'write ‖ … ‖_F or ‖ … ‖_2';
    context.problems.push(messages.matrixNorm(span, kind === 'inf' ? '∞' : kind, operandAt(context, operand.span, shape), instead));
    return null;
  }
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
