/** The smallest operands: numbers, names, brackets, bars, and the signs that begin a sum or a derivative. */

import type { NormKind } from '../operations/norms.ts';
import { normNamed } from './builtinCalls.ts';
import { parseDifferential, parseFraction, parseNabla } from './derivatives.ts';
import { sizesOf } from './indices.ts';
import { parseMatrix } from './matrices.ts';
import { parseName } from './nameExpressions.ts';
import { current, fail, nested, type Reader, spanOf, unexpected, within } from './reader.ts';
import { parseSum } from './sums.ts';
import { isOpen, isOperator, type Token } from './token.ts';
import type { Expression } from './tree.ts';

export function parsePrimary(reader: Reader): Expression {
  const token = current(reader);
  switch (token.kind) {
    case 'number':
      return parseNumber(reader, token);
    case 'fraction':
      return parseVulgarFraction(reader, token);
    case 'name':
      return parseName(reader);
    case 'open':
      return parseBrackets(reader, token);
    case 'bar':
      return parseBars(reader, token);
    case 'operator':
      return parseSign(reader, token);
    default:
      return unexpected(reader);
  }
}

function parseSign(reader: Reader, token: Token): Expression {
  switch (token.text) {
    case '∂':
    case 'd':
      return parseDifferential(reader);
    case '∇':
      return parseNabla(reader);
    case '∑':
      return parseSum(reader);
    case 'frac':
      return parseFraction(reader);
    case '√':
      return reader.grammar.factor(reader);
    default:
      return unexpected(reader);
  }
}

function parseNumber(reader: Reader, token: Token): Expression {
  const span = spanOf(token, token);
  const value = Number(token.text);
  if (!Number.isFinite(value)) return fail(reader, 'number-too-large', span, [token.text]);
  reader.at++;
  const number: Expression = { kind: 'number', text: token.text, value, span };
  const sized = isOperator(current(reader), '_') && !current(reader).space && (token.text === '1' || token.text === '0');
  return sized ? parseSizedConstant(reader, token) : number;
}

/** `1_n` is the vector of ones of length n, `0_n` of zeros. */
function parseSizedConstant(reader: Reader, token: Token): Expression {
  const span = spanOf(token, token);
  const underscore = current(reader);
  reader.at++;
  const next = current(reader);
  const sizes = sizesOf(reader, next, underscore);
  if (sizes.length === 1 && sizes[0]!.kind === 'error') return sizes[0]!;
  const callee = token.text === '1' ? 'ones' : 'zeros';
  return { kind: 'call', callee, calleeSpan: span, builtin: true, arguments: sizes, span: spanOf(token, reader.tokens[reader.at - 1]!) };
}

function parseVulgarFraction(reader: Reader, token: Token): Expression {
  reader.at++;
  const span = spanOf(token, token);
  const [numerator, denominator] = token.text.split('/').map((text): Expression => ({ kind: 'number', text, value: Number(text), span }));
  return { kind: 'binary', operator: 'divide', left: numerator!, right: denominator!, operatorSpan: span, span };
}

function parseBrackets(reader: Reader, token: Token): Expression {
  const open = reader.at;
  const close = reader.match[open]!;
  const span = spanOf(token, token);
  if (token.text === '[' || token.text === 'matrix{') return parseMatrix(reader);
  if (token.text === 'det{') return parseDeterminant(reader, token);
  if (token.text === '⟨') return parseInnerProduct(reader, token);
  const body = nested(reader, span, () => (close < 0 ? unclosed(reader, token) : within(reader, open + 1, close, inner => inBrackets(inner, token))));
  if (close < 0) return body;
  reader.at = close + 1;
  const whole = spanOf(token, reader.tokens[close]!);
  return isOpen(token, '{') ? withSpan(body, whole) : { kind: 'group', body, span: whole };
}

function inBrackets(reader: Reader, token: Token): Expression {
  if (current(reader).kind === 'end') return fail(reader, 'expression-missing', spanOf(token, reader.tokens[reader.limit]!));
  const body = reader.grammar.expression(reader);
  if (isOperator(current(reader), ',')) return fail(reader, 'tuple-here', spanOf(current(reader), current(reader)), [], [body]);
  return body;
}

/** Braces of LaTeX leave no node behind; the operand's span takes them in. */
const withSpan = (node: Expression, span: Expression['span']): Expression => ({ ...node, span });

/** What was read behind a bracket that nobody closes. */
export function unclosed(reader: Reader, token: Token): Expression {
  const { limit } = reader;
  const closer = token.text === '(' ? ')' : token.text === '[' ? ']' : '}';
  const before = reader.errors;
  const body = within(reader, reader.at + 1, limit, inner => (current(inner).kind === 'end' ? null : inner.grammar.expression(inner)));
  if (reader.errors > before) return body ?? unexpected(reader);
  return fail(reader, 'unclosed-bracket', spanOf(token, token), [token.written, closer], body ? [body] : []);
}

/** `\begin{vmatrix}` is the determinant of the matrix. */
function parseDeterminant(reader: Reader, token: Token): Expression {
  const matrix = parseMatrix(reader);
  if (matrix.kind === 'error') return matrix;
  return { kind: 'call', callee: 'det', calleeSpan: spanOf(token, token), builtin: true, arguments: [matrix], span: matrix.span };
}

/** `⟨x, y⟩` is the sum of all products of entries: xᵀy of vectors, tr(XᵀY) of matrices. */
function parseInnerProduct(reader: Reader, token: Token): Expression {
  const open = reader.at;
  const close = reader.match[open]!;
  const span = spanOf(token, token);
  if (close < 0) return fail(reader, 'unclosed-bracket', span, ['⟨', '⟩']);
  let comma = open + 1;
  while (comma < close && !isOperator(reader.tokens[comma], ',') && reader.tokens[comma]!.kind !== 'bar')
    comma = reader.match[comma]! > comma ? reader.match[comma]! + 1 : comma + 1;
  if (comma >= close) return fail(reader, 'unexpected-token', span, ['⟨…⟩']);
  const separator = reader.tokens[comma]!;
  return nested(reader, span, () => {
    const left = within(reader, open + 1, comma, reader.grammar.expression);
    const right = within(reader, comma + 1, close, reader.grammar.expression);
    reader.at = close + 1;
    const whole = spanOf(token, reader.tokens[close]!);
    const product: Expression = { kind: 'binary', operator: 'hadamard', left, right, operatorSpan: spanOf(separator, separator), span: whole };
    return { kind: 'call', callee: 'sum', calleeSpan: span, builtin: true, arguments: [product], span: whole };
  });
}

/** `‖x‖_F`, `‖x‖_2^2`, `‖x‖^2_2`, `|A|`. */
function parseBars(reader: Reader, token: Token): Expression {
  const open = reader.at;
  const close = reader.match[open]!;
  const span = spanOf(token, token);
  if (close < open) return fail(reader, 'unbalanced-bars', span, [token.written]);
  const operand = nested(reader, span, () =>
    within(reader, open + 1, close, inner => (current(inner).kind === 'end' ? fail(inner, 'expression-missing', span) : inner.grammar.expression(inner))),
  );
  reader.at = close + 1;
  const whole = spanOf(token, reader.tokens[close]!);
  if (token.text === '|') return { kind: 'bars', operand, span: whole };
  return parseNormKind(reader, operand, whole);
}

function parseNormKind(reader: Reader, operand: Expression, whole: Expression['span']): Expression {
  const before = normSubscript(reader, reader.at);
  if (before) {
    if (before.kind === null) return parseWeight(reader, before, operand, whole) ?? fail(reader, 'unknown-norm', before.span, [before.text], [operand]);
    reader.at = before.end;
    return { kind: 'norm', norm: before.kind, operand, span: spanOf(whole, before.span) };
  }
  const power = powerThenSubscript(reader);
  if (!power) return { kind: 'norm', norm: 'default', operand, span: whole };
  const { subscript, exponent, caret } = power;
  const norm: Expression | null =
    subscript.kind === null ? parseWeight(reader, subscript, operand, whole) : { kind: 'norm', norm: subscript.kind, operand, span: whole };
  if (norm === null) return fail(reader, 'unknown-norm', subscript.span, [subscript.text], [operand]);
  reader.at = subscript.end;
  const right: Expression = { kind: 'number', text: exponent.text, value: Number(exponent.text), span: spanOf(exponent, exponent) };
  return { kind: 'binary', operator: 'power', left: norm, right, operatorSpan: spanOf(caret, caret), span: spanOf(whole, subscript.span) };
}

/** `‖x‖_A` with a variable A, `‖x‖_{A⁻¹}^2`; null where names are not known. */
function parseWeight(reader: Reader, { content, span, end }: NormSubscript, operand: Expression, whole: Expression['span']): Expression | null {
  const names = reader.tokens.slice(content.from, content.to).filter(token => token.kind === 'name');
  const isKnown = names.some(token => reader.names.isKnown(token.text));
  if (!isKnown || !names.every(token => reader.names.isKnown(token.text) || reader.names.builtin(token.text) !== undefined)) return null;
  const weight = nested(reader, whole, () => within(reader, content.from, content.to, reader.grammar.expression));
  reader.at = end;
  return { kind: 'call', callee: 'weightednorm', calleeSpan: span, builtin: true, arguments: [operand, weight], span: spanOf(whole, span) };
}

interface NormSubscript {
  readonly kind: NormKind | null;
  /** Positions of its tokens, without braces. */
  readonly content: { readonly from: number; readonly to: number };
  readonly text: string;
  readonly span: Expression['span'];
  readonly end: number;
}

function normSubscript(reader: Reader, at: number): NormSubscript | null {
  const underscore = reader.tokens[at]!;
  if (at + 1 >= reader.limit || !isOperator(underscore, '_')) return null;
  const first = reader.tokens[at + 1]!;
  const braces = first.kind === 'open' && reader.match[at + 1]! > at && reader.match[at + 1]! < reader.limit;
  const end = braces ? reader.match[at + 1]! + 1 : at + 2;
  const content = braces ? { from: at + 2, to: end - 1 } : { from: at + 1, to: end };
  const text = reader.tokens.slice(content.from, content.to).reduce((joined, token) => joined + token.text, '');
  return { kind: normNamed(text) ?? null, content, text, span: spanOf(underscore, reader.tokens[end - 1]!), end };
}

/** `^2_F`: the power is around the norm whichever comes first. */
function powerThenSubscript(reader: Reader): { readonly caret: Token; readonly exponent: Token; readonly subscript: NormSubscript } | null {
  const caret = current(reader);
  if (!isOperator(caret, '^')) return null;
  const braces = isOpen(current(reader, 1), '{');
  const exponent = current(reader, braces ? 2 : 1);
  if (exponent.kind !== 'number' || (braces && reader.match[reader.at + 1] !== reader.at + 3)) return null;
  const subscript = normSubscript(reader, reader.at + (braces ? 4 : 2));
  return subscript && { caret, exponent, subscript };
}
