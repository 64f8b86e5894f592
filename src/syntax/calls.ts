/** Functions: with brackets, with one bare factor, as methods. */

import { finishCall } from './builtinCalls.ts';
import { builtinFunction, hasIndexBelow, METHODS, raisesItsValue, TRANSPARENT, takesBareFactor } from './functions.ts';
import { current, fail, type Reader, report, spanOf, startsFactor, within, written } from './reader.ts';
import { isName, isOpen, isOperator, type Token } from './token.ts';
import type { Expression, Span } from './tree.ts';

/** A built-in function that no variable hides, with its argument; null where none begins here. */
export function parsePrefixFunction(reader: Reader): Expression | null {
  const token = current(reader);
  if (isOperator(token, '√')) return parseRoot(reader);
  if (token.kind !== 'name') return null;
  const callee = reader.names.builtin(token.text);
  if (callee === undefined || (isOperator(current(reader, 1), '_') && hasIndexBelow(callee))) return null;
  reader.at++;
  const call = parseFunction(reader, token, callee);
  return call && reader.grammar.postfixes(reader, call);
}

function parseFunction(reader: Reader, token: Token, callee: string): Expression {
  const span = spanOf(token, token);
  const power = parseFunctionPower(reader, token, callee);
  if (power !== null && power.kind === 'error') return power;
  const next = current(reader);
  let call: Expression;
  if (isOpen(next, '(')) call = parseArguments(reader, token, callee);
  else if (isOpen(next, '[') && !next.space && !isMatrixLiteral(reader)) call = parseArguments(reader, token, callee);
  else if (isOperator(next, "'") && !next.space) return fail(reader, 'prime-derivative', spanOf(next, next), [token.written]);
  else if (!startsFactor(reader) && !isName(next)) return fail(reader, 'function-needs-argument', span, [token.written]);
  else if (!takesBareFactor(callee) && !isOpen(next, '{') && !isOpen(next, '[') && !isOpen(next, 'matrix{'))
    return fail(reader, 'function-needs-brackets', span, [token.written]);
  else {
    const argument = reader.grammar.factor(reader);
    warnAboutNextFactor(reader, token, argument);
    return raised(finishCall(reader, { callee, span, written: token.written }, [{ value: argument }], spanOf(token, argument.span)), power);
  }
  return raised(call, power);
}

function raised(call: Expression, power: Expression | null): Expression {
  if (!power) return call;
  return { kind: 'binary', operator: 'power', left: call, right: power, operatorSpan: power.span, span: call.span };
}

/** `sin² x`, `log^2(x)`: the value is raised. `sin⁻¹` has two meanings and is refused. */
function parseFunctionPower(reader: Reader, token: Token, callee: string): Expression | null {
  if (!isOperator(current(reader), '^') || !raisesItsValue(callee)) return null;
  const braces = isOpen(current(reader, 1), '{');
  const at = reader.at + (braces ? 2 : 1);
  const number = reader.tokens[at];
  if (number && isOperator(number, '-')) return fail(reader, 'inverse-of-function', spanOf(token, number), [token.written]);
  if (number?.kind !== 'number' || (braces && reader.match[reader.at + 1] !== at + 1)) return null;
  const end = at + (braces ? 2 : 1);
  if (!startsFactor(reader, end)) return null;
  reader.at = end;
  return { kind: 'number', text: number.text, value: Number(number.text), span: spanOf(number, number) };
}

/** `tr A X` is `(tr A) X`: said, because `tr(A X)` may be meant. */
function warnAboutNextFactor(reader: Reader, token: Token, argument: Expression): void {
  if (!startsFactor(reader)) return;
  const next = current(reader);
  if (next.kind === 'name' && reader.names.builtin(next.text) !== undefined) return;
  const text = written(reader, argument.span);
  const fix = { start: token.start, end: argument.span.end };
  report(
    reader,
    'prefix-takes-one-factor',
    fix,
    [token.written, text],
    [{ title: `Write ${token.written}(${text})`, span: fix, text: `${token.written}(${text})` }],
  );
}

/** `det[1 2; 3 4]` is a matrix, `tr[A B]` a bracket. */
function isMatrixLiteral(reader: Reader): boolean {
  const close = reader.match[reader.at]!;
  for (let at = reader.at + 1; at < close; at++) {
    const token = reader.tokens[at]!;
    if (isOperator(token, ';') || isOperator(token, ',') || token.line) return true;
    if (reader.match[at]! > at) at = reader.match[at]!;
  }
  return false;
}

function parseRoot(reader: Reader): Expression {
  const token = current(reader);
  const span = spanOf(token, token);
  reader.at++;
  const next = current(reader);
  let degree: Expression | null = null;
  if (isOpen(next, '[') && token.written.startsWith('\\') && reader.match[reader.at]! > 0) {
    const close = reader.match[reader.at]!;
    degree = within(reader, reader.at + 1, close, reader.grammar.expression);
    reader.at = close + 1;
  }
  if (!startsFactor(reader)) return fail(reader, 'function-needs-argument', span, [token.written]);
  const argument = reader.grammar.primary(reader);
  const whole = spanOf(token, argument.span);
  if (!degree) return reader.grammar.postfixes(reader, { kind: 'call', callee: 'sqrt', calleeSpan: span, builtin: true, arguments: [argument], span: whole });
  const one: Expression = { kind: 'number', text: '1', value: 1, span: degree.span };
  const exponent: Expression = { kind: 'binary', operator: 'divide', left: one, right: degree, operatorSpan: degree.span, span: degree.span };
  return reader.grammar.postfixes(reader, { kind: 'binary', operator: 'power', left: argument, right: exponent, operatorSpan: span, span: whole });
}

/** One argument: its value, and the keyword it was given with. */
export interface Argument {
  readonly value: Expression;
  readonly keyword?: string;
  /** The text of a string: `'fro'`. */
  readonly text?: string;
  /** `(m, n)`, as NumPy writes sizes and lists. */
  readonly tuple?: boolean;
}

/** The bracket after a function, `callee` canonical where built in. */
export function parseArguments(reader: Reader, token: Token, callee: string, builtin = true): Expression {
  const open = reader.at;
  const opener = current(reader);
  const close = reader.match[open]!;
  const span = spanOf(token, token);
  if (close < 0) {
    const inside = within(reader, open + 1, reader.limit, inner => readArgumentList(inner, open + 1, inner.limit));
    return fail(
      reader,
      'unclosed-bracket',
      spanOf(opener, opener),
      [opener.written, opener.text === '(' ? ')' : ']'],
      inside.map(argument => argument.value),
    );
  }
  // a call is as deep as a bracket
  reader.depth++;
  const list = within(reader, open + 1, close, inner => readArgumentList(inner, open + 1, close));
  reader.depth--;
  reader.at = close + 1;
  const whole = spanOf(token, reader.tokens[close]!);
  if (builtin) return finishCall(reader, { callee, span, written: token.written }, list, whole);
  return { kind: 'call', callee, calleeSpan: span, builtin: false, arguments: list.map(argument => argument.value), span: whole };
}

function readArgumentList(reader: Reader, from: number, to: number): readonly Argument[] {
  const list: Argument[] = [];
  let start = from;
  for (let at = from; at <= to; at++) {
    if (at < to && !isOperator(reader.tokens[at], ',') && !isOperator(reader.tokens[at], ';')) {
      if (reader.match[at]! > at) at = Math.min(reader.match[at]!, to);
      continue;
    }
    // nothing between the brackets, or a comma before the closing one
    if (at === to && start === at) break;
    list.push(readArgument(reader, start, at));
    start = at + 1;
  }
  reader.at = to;
  return list;
}

function readArgument(reader: Reader, from: number, to: number): Argument {
  const first = reader.tokens[from]!;
  if (from >= to) {
    report(reader, 'argument-missing', spanOf(first, first));
    return { value: { kind: 'error', parts: [], span: spanOf(first, first) } };
  }
  if (first.kind === 'name' && isOperator(reader.tokens[from + 1], '=') && from + 2 < to) return { ...readArgument(reader, from + 2, to), keyword: first.text };
  if (first.kind === 'string' && to === from + 1)
    return { value: { kind: 'name', name: first.text, written: first.written, span: spanOf(first, first) }, text: first.text };
  const tuple = isTuple(reader, from, to);
  if (tuple) return { value: readTuple(reader, from, to), tuple: true };
  return { value: within(reader, from, to, reader.grammar.expression) };
}

function isTuple(reader: Reader, from: number, to: number): boolean {
  if (!isOpen(reader.tokens[from], '(') || reader.match[from] !== to - 1) return false;
  for (let at = from + 1; at < to - 1; at++) {
    if (isOperator(reader.tokens[at], ',')) return true;
    if (reader.match[at]! > at) at = reader.match[at]!;
  }
  return false;
}

/** A row of entries; finishCall spreads it. */
function readTuple(reader: Reader, from: number, to: number): Expression {
  const entries = readArgumentList(reader, from + 1, to - 1).map(argument => argument.value);
  return { kind: 'matrix', rows: [entries], spaced: false, span: spanOf(reader.tokens[from]!, reader.tokens[to - 1]!) };
}

/** `X.sum(axis=0)`, `x.dot(y)`, `A.inverse()`; and `A.x` of two declared names, a product sign. */
export function parseMethod(reader: Reader, operand: Expression): Expression {
  const token = current(reader);
  const callee = METHODS.get(token.text);
  const name = token.written.slice(1);
  const nameSpan: Span = { start: token.start + 1, end: token.end };
  reader.at++;
  if (callee !== undefined && (isOpen(current(reader), '(') || token.text === 'I')) {
    let list: readonly Argument[] = [];
    let end: Span = token;
    if (isOpen(current(reader), '(')) {
      const open = reader.at;
      const close = reader.match[open]!;
      if (close < 0) return fail(reader, 'unclosed-bracket', spanOf(current(reader), current(reader)), ['(', ')'], [operand]);
      list = within(reader, open + 1, close, inner => readArgumentList(inner, open + 1, close));
      end = reader.tokens[close]!;
      reader.at = close + 1;
    }
    return finishCall(reader, { callee, span: nameSpan, written: name }, [{ value: operand }, ...list], spanOf(operand.span, end));
  }
  if (reader.names.isKnown(token.text)) {
    const right: Expression = { kind: 'name', name: token.text, written: name, span: nameSpan };
    report(reader, 'dot-product-sign', spanOf(operand.span, token), [written(reader, operand.span), name]);
    return {
      kind: 'binary',
      operator: 'multiply',
      left: operand,
      right: reader.grammar.postfixes(reader, right),
      operatorSpan: { start: token.start, end: token.start + 1 },
      span: spanOf(operand.span, token),
    };
  }
  return fail(reader, 'unknown-method', spanOf(token, token), [name], [operand]);
}

export const isTransparent = (reader: Reader, name: string): boolean =>
  TRANSPARENT.has(name) && !reader.names.isKnown(name) && builtinFunction(name) === undefined;
