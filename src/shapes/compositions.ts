/** The calls that stand for expressions, written out as their rows say. */

import { type Composition, compositionRow, type Expressions } from '../operations/compositions.ts';
import type { ShapeKind } from '../operations/matrixOperation.ts';
import type { CallNode, Expression } from '../syntax/tree.ts';
import { type Context, make, operandAt } from './context.ts';
import { messages } from './messages.ts';
import { entryByEntry, inverseOf, product } from './operators.ts';
import { isScalar, transposed } from './shape.ts';
import type { Typed } from './typed.ts';

/** What a part of the expression is, and the text that a message about it shows; null where a part did not conform. */
type Part = { readonly typed: Typed; readonly tree: Expression } | null;

/** Types a call of another function. */
export type TypeCall = (context: Context, call: CallNode, args: readonly Typed[]) => Typed | null;

/** @param typeCall for the functions that the expression calls */
export function compositionOf(context: Context, call: CallNode, name: Composition, args: readonly Typed[], typeCall: TypeCall): Typed | null {
  const { takes, meaning } = compositionRow(name);
  const wrong = takes ? args.findIndex(({ shape }) => !takes.kinds.includes(shape.kind)) : -1;
  if (takes && wrong >= 0) {
    context.problems.push(messages.functionShape(call.span, call.callee, operandAt(context, call.arguments[wrong]!.span, args[wrong]!.shape), takes.words));
    return null;
  }
  const parts = args.map((typed, k): Part => ({ typed, tree: call.arguments[k]! }));
  return meaning(expressions(context, call, typeCall), ...parts)?.typed ?? null;
}

function expressions(context: Context, call: CallNode, typeCall: TypeCall): Expressions<Part> {
  const { span } = call;
  const made = (typed: Typed | null, from: Part): Part => typed && { typed, tree: from!.tree };
  const pair = (a: Part, b: Part) => a && b && { left: a.typed, right: b.typed, leftTree: a.tree, rightTree: b.tree, span };
  const entries =
    (op: Parameters<typeof entryByEntry>[1]) =>
    (a: Part, b: Part): Part => {
      const operands = pair(a, b);
      return operands && made(entryByEntry(context, op, operands), isScalar(a!.typed.shape) ? b : a);
    };
  return {
    kindOf: x => x && (x.typed.shape.kind satisfies ShapeKind),
    numberOf: x => (x ? numberOf(x.typed) : null),
    transpose: x => x && made(make(context, { op: 'transpose', args: [x.typed], shape: transposed(x.typed.shape), span: x.typed.span }), x),
    inverse: x => x && made(inverseOf(context, x.typed, x.tree.span), x),
    product: (a, b) => {
      const operands = pair(a, b);
      return operands && made(product(context, operands), a);
    },
    add: entries('add'),
    subtract: entries('subtract'),
    times: entries('hadamard'),
    divide: entries('hadamardDivide'),
    call: (callee, ...args) => {
      const parts = args.filter(part => part !== null);
      if (parts.length < args.length) return null;
      const inner: CallNode = { ...call, callee, arguments: parts.map(part => part.tree) };
      const value = typeCall(
        context,
        inner,
        parts.map(part => part.typed),
      );
      return made(value, parts[0]!);
    },
  };
}

function numberOf(typed: Typed): number | null {
  if (typed.op === 'number') return typed.value;
  if (typed.op !== 'negate') return null;
  const value = numberOf(typed.args[0]);
  return value === null ? null : -value;
}
