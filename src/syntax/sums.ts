/** `sum_i A_ij x_j`, `Σ_{i=1}^n`, `\sum`: a sum over a named index. */

import { current, fail, nested, type Reader, spanOf, within } from './reader.ts';
import { isName, isOpen, isOperator, type Token } from './token.ts';
import type { Expression, Span } from './tree.ts';

interface SumIndex {
  readonly name: string;
  readonly span: Span;
  readonly lower: Expression | null;
}

/** At `∑`, or at `sum` or `Σ` with a subscript behind it. */
export function parseSum(reader: Reader): Expression {
  const sign = current(reader);
  reader.at++;
  const underscore = current(reader);
  if (!isOperator(underscore, '_')) return fail(reader, 'sum-index-missing', spanOf(sign, sign), [sign.written]);
  const indices = parseSumIndices(reader);
  return indices === null ? fail(reader, 'sum-range', spanOf(sign, underscore)) : finishSum(reader, sign, indices);
}

/** `sum_i` and `Σ_ij` as one word. */
export function parseSumWord(reader: Reader, subscript: string): Expression {
  const sign = current(reader);
  reader.at++;
  return finishSum(reader, sign, lettersOf(subscript, Math.max(sign.end - subscript.length, sign.start)));
}

function finishSum(reader: Reader, sign: Token, indices: readonly SumIndex[]): Expression {
  const upper = parseUpper(reader);
  if (upper?.kind === 'error') return upper;
  if (current(reader).kind === 'end') return fail(reader, 'operand-missing', spanOf(sign, sign), [sign.written]);
  const start = spanOf(sign, sign);
  let body: Expression = nested(reader, start, () => reader.grammar.term(reader));
  for (const [position, index] of [...indices.entries()].reverse()) {
    body = {
      kind: 'sum',
      index: index.name,
      indexSpan: index.span,
      lower: index.lower,
      upper: position === indices.length - 1 || indices.length === 1 ? upper : null,
      body,
      span: spanOf(sign, body.span),
    };
  }
  return body;
}

/** `_i`, `_{i}`, `_{i=1}`, `_{i,j}`, `_{ij}`; null where the braces hold anything else. */
function parseSumIndices(reader: Reader): readonly SumIndex[] | null {
  const next = current(reader, 1);
  if (next.kind === 'name') {
    reader.at += 2;
    return lettersOf(next.text, next.start);
  }
  const open = reader.at + 1;
  const close = reader.match[open] ?? -1;
  if (!(isOpen(next, '{') || isOpen(next, '(')) || close < open || close >= reader.limit) return null;
  const content = reader.tokens.slice(open + 1, close);
  const indices = indicesIn(reader, content, open + 1, close);
  if (indices) reader.at = close + 1;
  return indices;
}

function indicesIn(reader: Reader, content: readonly Token[], from: number, to: number): readonly SumIndex[] | null {
  const first = content[0];
  if (!isName(first)) return null;
  if (isOperator(content[1], '=')) {
    if (content.length < 3 || content.some(token => isOperator(token, ',') || isOperator(token, '.') || isOperator(token, '…'))) return null;
    return [{ name: first!.text, span: spanOf(first!, first!), lower: within(reader, from + 2, to, reader.grammar.expression) }];
  }
  const names = content.filter(token => !isOperator(token, ','));
  return names.every(token => token.kind === 'name') ? names.flatMap(token => lettersOf(token.text, token.start)) : null;
}

/** Each letter an index of its own. */
function lettersOf(word: string, start: number): readonly SumIndex[] {
  let at = start;
  return [...word].map(name => {
    const span = { start: at, end: at + name.length };
    at = span.end;
    return { name, span, lower: null };
  });
}

function parseUpper(reader: Reader): Expression | null {
  if (!isOperator(current(reader), '^')) return null;
  const caret = current(reader);
  reader.at++;
  const next = current(reader);
  if (next.kind === 'end') return fail(reader, 'operand-missing', spanOf(caret, caret), [caret.written]);
  const span = spanOf(next, next);
  if (next.kind === 'name' || next.kind === 'number') {
    reader.at++;
    return next.kind === 'name'
      ? { kind: 'name', name: next.text, written: next.written, span }
      : { kind: 'number', text: next.text, value: Number(next.text), span };
  }
  return reader.grammar.primary(reader);
}
