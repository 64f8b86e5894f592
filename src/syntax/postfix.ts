/** What follows an operand: transposes, inverses, powers, indices, methods. */

import { parseMethod } from './calls.ts';
import { parseBracketIndices, parseSubscript } from './indices.ts';
import { lookupTable } from './lookup.ts';
import { current, fail, nested, type Reader, report, spanOf, startsFactor, within, written } from './reader.ts';
import { isOpen, isOperator, type Token } from './token.ts';
import type { Expression, PostfixNode, Span } from './tree.ts';

/** Tightest of all, from left to right: `X'^2` is `(X')^2`. */
export function parsePostfixes(reader: Reader, operand: Expression): Expression {
  let node = operand;
  for (;;) {
    const token = current(reader);
    if (isOperator(token, "'")) {
      if (token.space) return node;
      if (node.kind === 'name' && (reader.names.isFunction(node.name) || reader.names.builtin(node.name) !== undefined))
        return fail(reader, 'prime-derivative', spanOf(token, token), [node.name], [node]);
      node = postfix(reader, 'transpose', node, token);
    } else if (isOperator(token, '⊤')) {
      if (token.written === 'T')
        report(reader, 'glued-transpose', spanOf(token, token), [written(reader, node.span)], [{ title: "Write '", span: spanOf(token, token), text: "'" }]);
      node = postfix(reader, 'transpose', node, token);
    } else if (isOperator(token, '†')) node = postfix(reader, 'pseudoInverse', node, token);
    else if (isOperator(token, '^')) node = parsePower(reader, node);
    else if (isOperator(token, '.^')) node = parseElementwisePower(reader, node);
    else if (isOperator(token, '_') && !token.space) node = parseSubscript(reader, node);
    else if (isOpen(token, '[') && !token.space && node.kind !== 'number') node = parseBracketIndices(reader, node);
    else if (token.kind === 'method') node = parseMethod(reader, node);
    else return node;
  }
}

function postfix(reader: Reader, operator: PostfixNode['operator'], operand: Expression, token: Token): Expression {
  reader.at++;
  return postfixNode(operator, operand, spanOf(token, token));
}

function postfixNode(operator: PostfixNode['operator'], operand: Expression, operatorSpan: Span): PostfixNode {
  return { kind: 'postfix', operator, operand, operatorSpan, span: spanOf(operand.span, operatorSpan) };
}

/** What an exponent means when it is no number: by its tokens' texts, joined. */
const SPECIAL_EXPONENTS = lookupTable<PostfixNode['operator']>({
  T: 'transpose',
  t: 'transpose',
  H: 'transpose',
  '⊤': 'transpose',
  "'": 'transpose',
  '-1': 'inverse',
  '-T': 'inverseTranspose',
  '-t': 'inverseTranspose',
  '-⊤': 'inverseTranspose',
  '-H': 'inverseTranspose',
  'T-1': 'inverseTranspose',
  '+': 'pseudoInverse',
  '†': 'pseudoInverse',
});

function parsePower(reader: Reader, base: Expression): Expression {
  const caret = current(reader);
  const content = exponentTokens(reader, reader.at + 1);
  const special = SPECIAL_EXPONENTS.get(content.text);
  if (special !== undefined) {
    const operatorSpan = spanOf(caret, reader.tokens[content.end - 1]!);
    if ((content.text === 'T' || content.text === 't') && reader.names.isKnown(content.text))
      report(reader, 'transpose-not-power', operatorSpan, [content.text]);
    reader.at = content.end;
    return postfixNode(special, base, operatorSpan);
  }
  if (content.text === '*' || content.text === '⋆') return fail(reader, 'star-needs-name', spanOf(caret, caret), [], [base]);
  reader.at++;
  const dotted = isOpen(current(reader), '{') && isOperator(current(reader, 1), '.*');
  const exponent = dotted ? entrywiseExponent(reader) : parseExponent(reader, caret);
  return {
    kind: 'binary',
    operator: dotted ? 'hadamardPower' : 'power',
    left: base,
    right: exponent,
    operatorSpan: spanOf(caret, caret),
    span: spanOf(base.span, exponent.span),
  };
}

/** The tokens of a short exponent, joined, and where they end: the content of `{…}` or `(…)`, or a sign and a token. */
function exponentTokens(reader: Reader, from: number): { readonly text: string; readonly end: number } {
  const { tokens, match, limit } = reader;
  const first = tokens[from];
  const none = { text: '', end: from };
  if (first === undefined || from >= limit) return none;
  if (first.kind === 'open') {
    const close = match[from]!;
    if ((first.text !== '{' && first.text !== '(') || close < from || close > limit || close - from > 4) return none;
    return { text: joined(tokens.slice(from + 1, close)), end: close + 1 };
  }
  if (isOperator(first, '-')) return from + 1 < limit ? { text: `-${tokens[from + 1]!.text}`, end: from + 2 } : none;
  if (isOperator(first, '+') && startsNumber(tokens[from + 1])) return none;
  return { text: first.text, end: from + 1 };
}

const joined = (tokens: readonly Token[]): string =>
  tokens.map(token => (token.kind === 'open' || token.kind === 'close' || isOperator(token, '^') ? '' : token.text)).join('');

const startsNumber = (token: Token | undefined): boolean => token !== undefined && !token.space && (token.kind === 'number' || token.kind === 'open');

/** `^{\circ 2}`, `^{\odot 2}`: entry by entry. */
function entrywiseExponent(reader: Reader): Expression {
  const open = reader.at;
  const close = reader.match[open]!;
  if (close < 0) return fail(reader, 'unclosed-bracket', spanOf(current(reader), current(reader)), ['{', '}']);
  const exponent = within(reader, open + 2, close, reader.grammar.expression);
  reader.at = close + 1;
  return exponent;
}

function parseElementwisePower(reader: Reader, base: Expression): Expression {
  const operator = current(reader);
  reader.at++;
  const exponent = parseExponent(reader, operator);
  return {
    kind: 'binary',
    operator: 'hadamardPower',
    left: base,
    right: exponent,
    operatorSpan: spanOf(operator, operator),
    span: spanOf(base.span, exponent.span),
  };
}

/** A sign and one operand; `^` is right-associative, a transpose after it belongs to the whole power. */
function parseExponent(reader: Reader, caret: Token): Expression {
  const first = current(reader);
  if (first.kind === 'end') return fail(reader, 'operand-missing', spanOf(caret, caret), [caret.written || '^']);
  return nested(reader, spanOf(first, first), () => {
    if (isOperator(first, '-') || isOperator(first, '+')) {
      reader.at++;
      const operand = parseExponent(reader, first);
      return { kind: 'unary', operator: first.text === '-' ? 'negate' : 'plus', operand, span: spanOf(first, operand.span) };
    }
    if (!startsFactor(reader)) return fail(reader, 'operand-missing', spanOf(caret, caret), [caret.written || '^']);
    const isBrace = isOpen(first, '{');
    let exponent = reader.grammar.primary(reader);
    if (!isBrace) exponent = withSubscripts(reader, exponent);
    const power = current(reader);
    if (!isOperator(power, '^') || power.written === '') return exponent;
    if (SPECIAL_EXPONENTS.get(exponentTokens(reader, reader.at + 1).text) !== undefined) return exponent;
    reader.at++;
    const right = parseExponent(reader, power);
    return { kind: 'binary', operator: 'power', left: exponent, right, operatorSpan: spanOf(power, power), span: spanOf(exponent.span, right.span) };
  });
}

function withSubscripts(reader: Reader, operand: Expression): Expression {
  let node = operand;
  while (isOperator(current(reader), '_') && !current(reader).space) node = parseSubscript(reader, node);
  return node;
}
