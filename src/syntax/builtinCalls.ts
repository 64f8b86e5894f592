/** What a call of a built-in function becomes: norms, axes, lists of blocks. */

import { type NormKind, normKindRow, normKinds } from '../operations/norms.ts';
import { words } from '../operations/spelling.ts';
import type { Argument } from './calls.ts';
import { TRANSPARENT, takesAxis, takesList } from './functions.ts';
import { type Reader, report } from './reader.ts';
import type { CallNode, Expression, NumberNode, Span } from './tree.ts';

export interface Callee {
  readonly callee: string;
  readonly span: Span;
  readonly written: string;
}

const NORM_FUNCTIONS: ReadonlyMap<string, NormKind> = new Map(normKinds.flatMap(kind => words(normKindRow(kind).function).map(name => [name, kind] as const)));

/** `norm(A, 'fro')`, `norm(x, ord=1)`, `‖x‖_∞`. */
const NORM_NAMES: ReadonlyMap<string, NormKind> = new Map(normKinds.flatMap(kind => words(normKindRow(kind).names).map(name => [name, kind] as const)));

export const normNamed = (name: string): NormKind | undefined => NORM_NAMES.get(name);

const AXIS_KEYWORDS: ReadonlyMap<string, 0 | 1> = new Map([
  ['axis', 0],
  ['dim', 0],
  // Julia counts from 1
  ['dims', 1],
]);

export function finishCall(reader: Reader, callee: Callee, list: readonly Argument[], span: Span): Expression {
  if (TRANSPARENT.has(callee.callee)) return list[0]?.value ?? { kind: 'error', parts: [], span };
  const norm = NORM_FUNCTIONS.get(callee.callee);
  if (norm !== undefined) return finishNorm(reader, callee, norm, list, span);
  if (list.length === 0) {
    report(reader, 'function-needs-argument', span, [callee.written]);
    return { kind: 'error', parts: [], span };
  }
  const mayBeList = takesList(callee.callee);
  for (const argument of list) if (argument.tuple && !(mayBeList && list.length === 1)) report(reader, 'tuple-here', argument.value.span);
  const mayHaveAxis = takesAxis(
    callee.callee,
    list.some(argument => argument.keyword !== undefined),
  );
  const values = mayHaveAxis ? withAxis(reader, callee, list) : plainArguments(reader, list);
  return call(callee, mayBeList ? spread(values) : values, span, mayHaveAxis && values.length > 1);
}

function call(callee: Callee, values: readonly Expression[], span: Span, hasAxis: boolean): CallNode {
  return { kind: 'call', callee: callee.callee, calleeSpan: callee.span, builtin: true, arguments: values, ...(hasAxis && { hasAxis }), span };
}

function plainArguments(reader: Reader, list: readonly Argument[]): readonly Expression[] {
  for (const argument of list) if (argument.keyword !== undefined) report(reader, 'unknown-keyword', argument.value.span, [argument.keyword]);
  return list.map(argument => argument.value);
}

/** The axis becomes the second argument, counted from 0 as in NumPy. */
function withAxis(reader: Reader, callee: Callee, list: readonly Argument[]): readonly Expression[] {
  const [first, ...rest] = list;
  const values = [first!.value];
  for (const argument of rest) {
    const base = argument.keyword === undefined ? undefined : AXIS_KEYWORDS.get(argument.keyword);
    const axis = wholeNumber(argument.value);
    if (argument.keyword === undefined) report(reader, 'axis-unclear', argument.value.span, [callee.written]);
    else if (base === undefined || axis === null) report(reader, 'unknown-keyword', argument.value.span, [argument.keyword]);
    else values.push(numberNode(axis - base, argument.value.span));
  }
  return values;
}

function finishNorm(reader: Reader, callee: Callee, norm: NormKind, list: readonly Argument[], span: Span): Expression {
  const [operand, kind] = list;
  if (!operand) {
    report(reader, 'function-needs-argument', span, [callee.written]);
    return { kind: 'error', parts: [], span };
  }
  if (!kind) return { kind: 'norm', norm, operand: operand.value, span };
  const name = kind.text ?? (kind.value.kind === 'number' ? kind.value.text : kind.value.kind === 'name' ? kind.value.name : '');
  const named = norm === 'default' && (kind.keyword === undefined || kind.keyword === 'ord') && list.length === 2 ? normNamed(name) : undefined;
  if (named === undefined) report(reader, 'unknown-norm', kind.value.span, [name || (kind.keyword ?? '')]);
  return { kind: 'norm', norm: named ?? norm, operand: operand.value, span };
}

/** One list as the only argument is the list of arguments. */
function spread(values: readonly Expression[]): readonly Expression[] {
  const only = values.length === 1 ? values[0]! : null;
  return only?.kind === 'matrix' && only.rows.length === 1 && !only.spaced ? only.rows[0]! : values;
}

function wholeNumber(node: Expression): number | null {
  if (node.kind === 'number') return Number.isInteger(node.value) ? node.value : null;
  if (node.kind !== 'unary' || node.operator !== 'negate' || node.operand.kind !== 'number') return null;
  return -node.operand.value;
}

const numberNode = (value: number, span: Span): NumberNode => ({ kind: 'number', text: String(value), value, span });
