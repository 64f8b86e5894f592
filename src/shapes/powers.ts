/** `^` and `.^`. */

import type { BinaryNode } from '../syntax/tree.ts';
import { type Context, make, operandAt } from './context.ts';
import { messages } from './messages.ts';
import { broadcastTo, commonShape, inverseOf, isSquare, operandsOf } from './operators.ts';
import { bracketed, replaceWhole, withoutBrackets } from './rewrite.ts';
import { isScalar } from './shape.ts';
import type { Typed } from './typed.ts';

/** `x^k`: of a scalar with any scalar exponent, of a square matrix with a whole number or with a scalar that has a name. */
export function power(context: Context, tree: BinaryNode, base: Typed, exponent: Typed): Typed | null {
  const span = operandsOf(tree, base, exponent).span;
  const { shape } = base;
  if (isScalar(shape) && isScalar(exponent.shape)) return make(context, { op: 'elementwisePower', args: [base, exponent], shape, span });
  const text = bracketed(context, tree.left);
  const power = bracketed(context, tree.right);
  const elementwise = replaceWhole(span, `${text} .^ ${power}`);
  if (!isScalar(exponent.shape)) {
    const fixes = isScalar(shape) || commonShape(context, shape, exponent.shape) ? [elementwise] : [];
    context.problems.push(messages.needsElementwisePower(span, operandAt(context, tree.right.span, exponent.shape), fixes));
    return null;
  }
  const whole = integerValue(exponent);
  if (shape.kind !== 'matrix') {
    const norm = whole === 2 && shape.kind !== 'tensor' ? [replaceWhole(span, `‖${withoutBrackets(context, tree.left)}‖²`)] : [];
    context.problems.push(messages.needsElementwisePower(span, operandAt(context, tree.left.span, shape), [elementwise, ...norm]));
    return null;
  }
  if (whole === null && !hasName(exponent)) {
    const half = exponent.op === 'number' && exponent.value === 0.5 ? [replaceWhole(span, `sqrtm(${withoutBrackets(context, tree.left)})`)] : [];
    context.problems.push(messages.matrixExponent(span, operandAt(context, tree.left.span, shape), [...half, elementwise]));
    return null;
  }
  if (whole === -1) return inverseOf(context, base, span);
  if (!isSquare(context, shape)) {
    context.problems.push(messages.notSquare(span, 'a power', operandAt(context, tree.left.span, shape), [elementwise]));
    return null;
  }
  if (whole === null) return make(context, { op: 'symbolicMatrixPower', args: [base, exponent], shape, span });
  return make(context, { op: 'matrixPower', args: [base], exponent: whole, shape, span });
}

/** Whether a name, a size or an entry decides the value: `k`, `2 k + 1`, but not `1/2`. */
function hasName(exponent: Typed): boolean {
  const stack = [exponent];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.op === 'variable' || node.op === 'reference' || node.op === 'dimension') return true;
    if ('args' in node) stack.push(...node.args);
  }
  return false;
}

/** `.^`: one side may be a scalar. */
export function elementwisePower(context: Context, tree: BinaryNode, base: Typed, exponent: Typed): Typed | null {
  const span = operandsOf(tree, base, exponent).span;
  if (isScalar(exponent.shape)) return make(context, { op: 'elementwisePower', args: [base, exponent], shape: base.shape, span });
  if (isScalar(base.shape))
    return make(context, { op: 'elementwisePower', args: [broadcastTo(context, base, exponent.shape), exponent], shape: exponent.shape, span });
  const shape = commonShape(context, base.shape, exponent.shape);
  if (shape) return make(context, { op: 'elementwisePower', args: [base, exponent], shape, span });
  const [left, right] = [operandAt(context, tree.left.span, base.shape), operandAt(context, tree.right.span, exponent.shape)];
  context.problems.push(messages.sumMismatch(span, `${left.text} .^ ${right.text}`, left, right, []));
  return null;
}

/** `e^x`: the exponential function; of a matrix the matrix exponential. */
export function exponential(context: Context, tree: BinaryNode, exponent: Typed): Typed | null {
  const span = { start: tree.left.span.start, end: tree.right.span.end };
  if (exponent.shape.kind !== 'matrix') return make(context, { op: 'elementwise', function: 'exp', args: [exponent], shape: exponent.shape, span });
  if (isSquare(context, exponent.shape)) return make(context, { op: 'matrixFunction', function: 'expm', args: [exponent], shape: exponent.shape, span });
  const fix = replaceWhole(span, `exp(${withoutBrackets(context, tree.right)})`);
  context.problems.push(messages.notSquare(span, 'the matrix exponential', operandAt(context, tree.right.span, exponent.shape), [fix]));
  return null;
}

/** The whole number that a node writes, else null. */
export function integerValue(node: Typed): number | null {
  if (node.op === 'negate') {
    const value = integerValue(node.args[0]);
    return value === null ? null : -value;
  }
  return node.op === 'number' && Number.isSafeInteger(node.value) ? node.value : null;
}
