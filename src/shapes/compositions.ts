/** The calls that stand for expressions, written out as their rows say. */

import { sideProduct } from '../dimensions/unify.ts';
import type { CompositionRow } from '../operations/compositions.ts';
import type { Expressions, Meaning } from '../operations/expressions.ts';
import type { ShapeKind } from '../operations/matrixOperation.ts';
import type { CallNode, Expression } from '../syntax/tree.ts';
import { stackOf } from './blocks.ts';
import { axisOf } from './callArguments.ts';
import { type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { messages, type Operand } from './messages.ts';
import { broadcastTo, commonShape, entryByEntry, inverseOf, product, solve, transposeOf } from './operators.ts';
import { replaceWhole } from './rewrite.ts';
import { entryCount, isScalar, scalarShape } from './shape.ts';
import type { Typed } from './typed.ts';

/** What a part of the expression is, and the text that a message about it shows; null where a part did not conform. */
type Part = { readonly typed: Typed; readonly tree: Expression } | null;

/** Types the function of this name as the call says it. */
export type TypeCall = (context: Context, name: string, call: CallNode, args: readonly Typed[]) => Typed | null;

/** @param typeCall for the functions that the expression calls */
export function compositionOf(context: Context, call: CallNode, row: CompositionRow, args: readonly Typed[], typeCall: TypeCall): Typed | null {
  const { takes, meaning, alongAxis } = row;
  for (const [k, { shape }] of takes ? args.entries() : []) {
    const { kinds, words } = takes![k] ?? takes!.at(-1)!;
    if (kinds.includes(shape.kind)) continue;
    context.problems.push(messages.functionShape(call.span, call.callee, operandAt(context, call.arguments[k]!.span, shape), words));
    return null;
  }
  if (!alongAxis) return writtenOut(context, call, meaning, args, typeCall);
  const axis = axisOf(context, call, args);
  return axis === 'problem' ? null : writtenOut(context, call, meaning, args.slice(0, 1), typeCall, { node: args[1], number: axis });
}

/** The axis of a call, as it is typed and as {@link axisOf} reads it. */
interface Axis {
  readonly node: Typed | undefined;
  readonly number: 0 | 1 | null;
}

export function writtenOut(
  context: Context,
  call: CallNode,
  meaning: Meaning,
  args: readonly Typed[],
  typeCall: TypeCall,
  axis: Axis = { node: undefined, number: null },
): Typed | null {
  const parts = args.map((typed, k): Part => ({ typed, tree: call.arguments[k]! }));
  return meaning(expressions(context, call, typeCall, axis), ...parts)?.typed ?? null;
}

function expressions(context: Context, call: CallNode, typeCall: TypeCall, axis: Axis): Expressions<Part> {
  const { span } = call;
  const made = (typed: Typed | null, from: Part): Part => typed && { typed, tree: from!.tree };
  const pair = (a: Part, b: Part) => a && b && { left: a.typed, right: b.typed, leftTree: a.tree, rightTree: b.tree, span };
  const entries =
    (op: Parameters<typeof entryByEntry>[1]) =>
    (a: Part, b: Part): Part => {
      const operands = pair(a, b);
      return operands && made(entryByEntry(context, op, operands), isScalar(a!.typed.shape) ? b : a);
    };
  const byEntries = entries('hadamardDivide');
  return {
    kindOf: x => x && (x.typed.shape.kind satisfies ShapeKind),
    numberOf: x => (x ? numberOf(x.typed) : null),
    isConstant: x => x !== null && isConstant(x.typed),
    transpose: x => x && made(transposeOf(context, x.typed, span), x),
    inverse: (x, instead = []) => {
      if (!x) return null;
      const written = (): string => textAt(context, x.tree.span);
      return made(
        inverseOf(context, x.typed, span, 'an inverse', () => instead.map(each => replaceWhole(span, each.replace('#', written)))),
        x,
      );
    },
    solve: (a, b) => {
      const operands = pair(a, b);
      return operands && made(solve(context, operands), b);
    },
    product: (a, b) => {
      const operands = pair(a, b);
      return operands && made(product(context, operands), a);
    },
    negative: x => x && made(make(context, { op: 'negate', args: [x.typed], shape: x.typed.shape, span }), x),
    add: entries('add'),
    subtract: entries('subtract'),
    times: entries('hadamard'),
    divide: (a, b) => {
      if (!a || !b || !isScalar(b.typed.shape)) return byEntries(a, b);
      return made(make(context, { op: 'divide', args: [a.typed, b.typed], shape: a.typed.shape, span }), a);
    },
    alike: (a, b) => {
      const [left, right] = alike(context, call, a, b) ?? [null, null];
      return [made(left, a), made(right, b)];
    },
    blocks: rows => {
      if (!rows.every(row => row.every(part => part !== null))) return null;
      return made(stackOf(context, span, rows as readonly (readonly NonNullable<Part>[])[]), rows[0]![0]!);
    },
    call: (name, ...parts) => called(name, parts, {}),
    along: (name, x) => called(name, [x], axis.node ? { hasAxis: true } : {}),
    countAlong: x => {
      if (!x) return null;
      const shape = resolveShape(context, x.typed.shape);
      const dimension = axis.number === null ? entryCount(shape) : sideProduct(axis.number === 0 ? shape.rows : shape.columns);
      return made(make(context, { op: 'dimension', dimension, shape: scalarShape, span }), x);
    },
  };

  /** Messages name the function that was called. */
  function called(name: string, parts: readonly Part[], more: Pick<CallNode, 'hasAxis'>): Part {
    const given = parts.filter(part => part !== null);
    if (given.length < parts.length) return null;
    const { kind, callee, calleeSpan, builtin } = call;
    const [trees, args] = [given.map(part => part.tree), given.map(part => part.typed)];
    const axisTree = more.hasAxis ? [call.arguments[1]!] : [];
    const inner: CallNode = { kind, callee, calleeSpan, builtin, span, arguments: [...trees, ...axisTree], ...more };
    return made(typeCall(context, name, inner, more.hasAxis ? [...args, axis.node!] : args), given[0]!);
  }
}

/** Two values in the shape that they share, where a scalar is repeated; null where there is none, which is reported. */
function alike(context: Context, { span }: CallNode, left: Part, right: Part): readonly [Typed, Typed] | null {
  if (!left || !right) return null;
  const [a, b] = [left.typed.shape, right.typed.shape];
  const shape = commonShape(context, a, b) ?? (isScalar(a) ? b : isScalar(b) ? a : null);
  if (shape) return [broadcastTo(context, left.typed, shape), broadcastTo(context, right.typed, shape)];
  const operands = [left, right].map(({ tree, typed }) => operandAt(context, tree.span, typed.shape)) as [Operand, Operand];
  context.problems.push(messages.sumMismatch(span, textAt(context, span), ...operands, []));
  return null;
}

const isConstant = (typed: Typed): boolean =>
  typed.op === 'number' || typed.op === 'zeros' || typed.op === 'ones' || (typed.op === 'broadcast' && isConstant(typed.args[0]));

function numberOf(typed: Typed): number | null {
  if (typed.op === 'number') return typed.value;
  if (typed.op !== 'negate') return null;
  const value = numberOf(typed.args[0]);
  return value === null ? null : -value;
}
