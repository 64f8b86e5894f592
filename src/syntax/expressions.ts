/**
 * Expressions by precedence, tightest first: primary · postfix · prefix function · implicit product · unary minus ·
 * products and quotients from left to right · sums. Chains are loops; only brackets recurse, and their depth is limited.
 */

import { parsePrefixFunction } from './calls.ts';
import { parsePostfixes } from './postfix.ts';
import { parsePrimary } from './primary.ts';
import { current, fail, type Grammar, isTooDeep, type Reader, report, spanOf, startsFactor, tooDeep, unexpected, written } from './reader.ts';
import { isOpen, isOperator, type Token } from './token.ts';
import type { BinaryOperator, Expression, UnaryNode } from './tree.ts';

export const grammar: Grammar = {
  expression: parseExpression,
  term: parseTerm,
  implicitProduct: parseImplicitProduct,
  factor: parseFactor,
  primary: parsePrimary,
  postfixes: parsePostfixes,
};

const SUM_OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map([
  ['+', 'add'],
  ['-', 'subtract'],
]);

const PRODUCT_OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map([
  ['*', 'star'],
  ['@', 'multiply'],
  ['·', 'multiply'],
  ['×', 'multiply'],
  ['.', 'multiply'],
  ['/', 'divide'],
  ['\\', 'solve'],
  ['.*', 'hadamard'],
  ['./', 'hadamardDivide'],
  ['⊗', 'kronecker'],
]);

/** Sums and differences: the whole of an expression. */
export function parseExpression(reader: Reader): Expression {
  if (isTooDeep(reader)) return tooDeep(reader, spanOf(current(reader), current(reader)));
  reader.depth++;
  let left = parseTerm(reader);
  for (let sign = current(reader); sign.kind === 'operator'; sign = current(reader)) {
    const operator = SUM_OPERATORS.get(sign.text);
    if (operator === undefined) break;
    reader.at++;
    left = binary(operator, left, operand(reader, sign, parseTerm), sign);
  }
  reader.depth--;
  return left;
}

/** `a * -b / c`, left to right. */
function parseTerm(reader: Reader): Expression {
  let left = parseSigned(reader);
  for (;;) {
    const sign = current(reader);
    if (sign.kind !== 'operator') return left;
    const { text } = sign;
    if (text === 'outer') {
      reader.at++;
      const right = operand(reader, sign, parseSigned);
      left = { kind: 'call', callee: 'outer', calleeSpan: spanOf(sign, sign), builtin: true, arguments: [left, right], span: spanOf(left.span, right.span) };
      continue;
    }
    const operator = PRODUCT_OPERATORS.get(text);
    if (operator === undefined || (text === '.' && !isProductDot(reader))) return left;
    reader.at++;
    const divides = operator === 'divide';
    const right = operand(reader, sign, divides ? parseSignedAfterSlash : parseSigned);
    if (divides && right.kind === 'binary' && right.operator === 'juxtapose') hintProductBelow(reader, left, right);
    left = binary(operator, left, right, sign);
  }
}

/** `A . B` is a product; the full stop of a sentence is not. */
function isProductDot(reader: Reader): boolean {
  const dot = current(reader);
  return dot.space && current(reader, 1).space && startsFactor(reader, reader.at + 1);
}

/** Signs before one operand. */
const MOST_SIGNS = 100;

const isSign = (token: Token): boolean => token.kind === 'operator' && (token.text === '-' || token.text === '+');

const parseSigned = (reader: Reader): Expression => (isSign(current(reader)) ? signed(reader, parseImplicitProduct) : implicitProduct(reader, true));
/** Behind a slash a number quotient does not bind first. */
const parseSignedAfterSlash = (reader: Reader): Expression =>
  isSign(current(reader)) ? signed(reader, implicitProductAfterSlash) : implicitProduct(reader, false);

function signed(reader: Reader, product: (reader: Reader) => Expression): Expression {
  const signs: Token[] = [];
  for (let token = current(reader); isSign(token); token = current(reader)) {
    signs.push(token);
    reader.at++;
  }
  const last = signs.at(-1)!;
  if (signs.length > MOST_SIGNS) return fail(reader, 'too-deep', spanOf(signs[0]!, last), [String(MOST_SIGNS)]);
  let operandNode = operand(reader, last, product);
  for (const sign of signs.toReversed()) {
    const unary: UnaryNode = { kind: 'unary', operator: sign.text === '-' ? 'negate' : 'plus', operand: operandNode, span: spanOf(sign, operandNode.span) };
    operandNode = unary;
  }
  return operandNode;
}

function parseImplicitProduct(reader: Reader): Expression {
  return implicitProduct(reader, true);
}

function implicitProductAfterSlash(reader: Reader): Expression {
  return implicitProduct(reader, false);
}

/** Factors that touch or are separated by blanks. */
function implicitProduct(reader: Reader, quotientFirst: boolean): Expression {
  let left = quotientFirst && isNumberQuotient(reader) ? parseNumberQuotient(reader) : parseFactor(reader);
  while (startsFactor(reader)) {
    const token = current(reader);
    const previous = reader.tokens[reader.at - 1]!;
    if (token.kind === 'number' && previous.kind === 'number')
      return fail(reader, 'two-numbers', spanOf(previous, token), [previous.written, token.written], [left]);
    const at = { start: left.span.end, end: token.start };
    const right = parseFactor(reader);
    left = {
      kind: 'binary',
      operator: 'juxtapose',
      left,
      right,
      operatorSpan: { start: at.start, end: Math.max(at.start, at.end) },
      span: spanOf(left.span, right.span),
    };
  }
  return left;
}

/** `1/2 x'Ax`, `1/(2n) ‖e‖²`, `1/σ² (y - Xw)`: a number over one factor, then a blank and a factor. */
function isNumberQuotient(reader: Reader): boolean {
  const { tokens, match, at } = reader;
  if (current(reader).kind !== 'number' || !isOperator(current(reader, 1), '/')) return false;
  const next = denominatorEnd(reader, at + 2);
  return next > at + 2 && next < reader.limit && tokens[next]!.space && startsFactor(reader, next) && match[at + 2]! < reader.limit;
}

/** Behind the one factor at `from`, with its powers; `from` itself where none begins. */
function denominatorEnd(reader: Reader, from: number): number {
  const { tokens, match } = reader;
  const token = tokens[from]!;
  let at = from;
  if (token.kind === 'number' || (token.kind === 'name' && reader.names.builtin(token.text) === undefined)) at = from + 1;
  else if ((token.kind === 'open' || token.kind === 'bar') && match[from]! > from) at = match[from]! + 1;
  else return from;
  while (at < reader.limit) {
    const next = tokens[at]!;
    if (isOperator(next, "'") || isOperator(next, '⊤')) at++;
    else if (isOperator(next, '^') || isOperator(next, '_')) {
      const exponent = isOperator(tokens[at + 1], '-') ? at + 2 : at + 1;
      at = tokens[exponent]!.kind === 'open' ? Math.max(match[exponent]!, exponent) + 1 : exponent + 1;
    } else break;
  }
  return at;
}

function parseNumberQuotient(reader: Reader): Expression {
  const numerator = parseFactor(reader);
  const slash = current(reader);
  reader.at++;
  const plain = current(reader).kind === 'number' || isOpen(current(reader), '(');
  const quotient = binary('divide', numerator, parseFactor(reader), slash);
  if (!plain) report(reader, 'quotient-before-factor', quotient.span, [written(reader, quotient.span)], bracketFix(reader, quotient));
  return quotient;
}

function bracketFix(reader: Reader, expression: Expression): readonly { title: string; span: Expression['span']; text: string }[] {
  const text = `(${written(reader, expression.span)})`;
  return [{ title: `Write ${text}`, span: expression.span, text }];
}

/** `λ/2 ‖x‖²`: the product is below, and what else may have been meant, (λ/2) ‖x‖², is offered beside it. */
function hintProductBelow(reader: Reader, numerator: Expression, denominator: Expression): void {
  let first = denominator;
  while (first.kind === 'binary' && first.operator === 'juxtapose') first = first.left;
  const whole = spanOf(numerator.span, denominator.span);
  const other = `(${written(reader, spanOf(numerator.span, first.span))})${written(reader, { start: first.span.end, end: denominator.span.end })}`;
  report(
    reader,
    'quotient-of-product',
    denominator.span,
    [written(reader, numerator.span), written(reader, denominator.span), other],
    [...bracketFix(reader, denominator), { title: `Write ${other}`, span: whole, text: other }],
  );
}

/** A prefix function with its one factor, or an operand with what follows it. */
function parseFactor(reader: Reader): Expression {
  const start = current(reader);
  if (isTooDeep(reader)) return tooDeep(reader, spanOf(start, start));
  reader.depth++;
  const factor = parsePrefixFunction(reader) ?? parseOperandWithPostfixes(reader, start);
  reader.depth--;
  return factor;
}

function parseOperandWithPostfixes(reader: Reader, start: Token): Expression {
  if (!startsFactor(reader)) return start.kind === 'end' ? fail(reader, 'expression-missing', spanOf(start, start)) : unexpected(reader);
  return parsePostfixes(reader, parsePrimary(reader));
}

/** The operand after an operator; its absence is told at the operator. */
function operand(reader: Reader, operator: Token, parse: (reader: Reader) => Expression): Expression {
  if (current(reader).kind === 'end') return fail(reader, 'operand-missing', spanOf(operator, operator), [operator.written]);
  return parse(reader);
}

function binary(operator: BinaryOperator, left: Expression, right: Expression, sign: Token): Expression {
  return { kind: 'binary', operator, left, right, operatorSpan: spanOf(sign, sign), span: spanOf(left.span, right.span) };
}
