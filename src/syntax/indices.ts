/** Subscripts and indices in brackets; which subscripts are a part of the name is decided here. */

import { isSingleSymbol } from './names.ts';
import { current, fail, type Reader, spanOf, within } from './reader.ts';
import { isOpen, isOperator, type Token } from './token.ts';
import type { Expression, Index, NameNode } from './tree.ts';

/** `A[i,j]`, `A[1,:]`, `(X'B)[i,k]`. */
export function parseBracketIndices(reader: Reader, operand: Expression): Expression {
  const open = reader.at;
  const close = reader.match[open]!;
  const opener = current(reader);
  if (close < 0) return fail(reader, 'unclosed-bracket', spanOf(opener, opener), ['[', ']'], [operand]);
  const indices = parseIndexList(reader, open + 1, close);
  reader.at = close + 1;
  return { kind: 'index', operand, indices, style: 'bracket', span: spanOf(operand.span, reader.tokens[close]!) };
}

/** `A(i,:)`, `x(1)` of a declared tensor. */
export function parseParenthesisIndices(reader: Reader, operand: Expression): Expression {
  const close = reader.match[reader.at]!;
  const indices = parseIndexList(reader, reader.at + 1, close);
  reader.at = close + 1;
  return { kind: 'index', operand, indices, style: 'parenthesis', span: spanOf(operand.span, reader.tokens[close]!) };
}

/** The indices between brackets, from and to as token positions. */
export function parseIndexList(reader: Reader, from: number, to: number): Index[] {
  const indices: Index[] = [];
  let start = from;
  for (let at = from; at <= to; at++) {
    if (at < to && !isOperator(reader.tokens[at], ',') && !isOperator(reader.tokens[at], ';')) {
      const partner = reader.match[at]!;
      if (partner > at) at = partner;
      continue;
    }
    indices.push(parseIndex(reader, start, at));
    start = at + 1;
  }
  return indices;
}

function parseIndex(reader: Reader, from: number, to: number): Index {
  const first = reader.tokens[from]!;
  if (from >= to) {
    const { limit } = reader;
    reader.limit = to;
    const node = fail(reader, 'index-missing', spanOf(first, first));
    reader.limit = limit;
    return node;
  }
  if (isOperator(first, ':') && to === from + 1) return { kind: 'colon', span: spanOf(first, first) };
  return within(reader, from, to, inner => {
    const index = inner.grammar.expression(inner);
    return isOperator(current(inner), ':') ? fail(inner, 'slice-range', spanOf(current(inner), current(inner)), [], [index]) : index;
  });
}

/**
 * A `_` after an operand. After a name the whole may be a name (`x_{max}`, `x_{t+1}`); where the name is a declared
 * tensor and the subscript has as many parts as it has axes, it is a component.
 */
export function parseSubscript(reader: Reader, operand: Expression): Expression {
  const underscore = current(reader);
  const subscript = subscriptTokens(reader);
  if (!subscript) return fail(reader, 'index-missing', spanOf(underscore, underscore), [], [operand]);
  const { from, to, end } = subscript;
  if (to - from > LONGEST_SUBSCRIPT)
    return fail(reader, 'subscript-too-long', spanOf(underscore, reader.tokens[end - 1]!), [String(LONGEST_SUBSCRIPT)], [operand]);
  const text = subscriptText(reader, from, to);
  const span = spanOf(operand.span, reader.tokens[end - 1]!);
  if (operand.kind === 'name') {
    const name = `${operand.name}_${text}`;
    const known = reader.names.lookup(operand.name);
    const order = known?.isFunction ? 0 : (known?.order ?? 0);
    const indices = reader.names.isKnown(name) || order === 0 ? null : subscriptIndices(reader, from, to, order);
    reader.at = end;
    if (indices) return { kind: 'index', operand, indices, style: 'subscript', span };
    const node: NameNode = { kind: 'name', name, written: reader.text.slice(span.start - reader.offset, span.end - reader.offset), span };
    return node;
  }
  const indices = subscriptIndices(reader, from, to, null) ?? parseIndexList(reader, from, to);
  reader.at = end;
  return { kind: 'index', operand, indices, style: 'subscript', span };
}

/** In tokens. */
const LONGEST_SUBSCRIPT = 40;

/** The subscript's tokens [from, to) and where reading goes on. */
function subscriptTokens(reader: Reader): { readonly from: number; readonly to: number; readonly end: number } | null {
  const next = reader.at + 1;
  if (next >= reader.limit) return null;
  const token = reader.tokens[next]!;
  if (isOpen(token, '{') || isOpen(token, '(')) {
    const close = reader.match[next]!;
    return close > next + 1 && close <= reader.limit ? { from: next + 1, to: close, end: close + 1 } : null;
  }
  const single = token.kind === 'name' || token.kind === 'number' || isOperator(token, '∞') || isOperator(token, '*') || isOperator(token, '⋆');
  return single ? { from: next, to: next + 1, end: next + 1 } : null;
}

/** Canonical: `12`, `max`, `{t+1}`, `{i,j}`. */
function subscriptText(reader: Reader, from: number, to: number): string {
  const text = reader.tokens
    .slice(from, to)
    .map(token => (token.kind === 'close' && token.text.length > 1 ? '' : token.text))
    .join('');
  return to === from + 1 || WORD.test(text) ? text : `{${text}}`;
}
const WORD = /^[\p{L}\p{M}\d]+$/u;

/** The parts of a subscript as indices, where there are as many as the order asks for (any number for null). */
function subscriptIndices(reader: Reader, from: number, to: number, order: number | null): Index[] | null {
  const tokens = reader.tokens.slice(from, to);
  if (tokens.some(token => isOperator(token, ','))) {
    const indices = countParts(reader, from, to);
    return order === null || indices === order ? parseIndexList(reader, from, to) : null;
  }
  const word = tokens.length === 1 ? tokens[0]! : null;
  if (word && (word.kind === 'name' || word.kind === 'number')) return wordIndices(word, order);
  const sideBySide = tokens.every(
    token => (token.kind === 'name' && isSingleSymbol(token.text)) || token.kind === 'number' || isOperator(token, ':') || isOperator(token, '·'),
  );
  if (sideBySide && order !== 1 && (order === null || tokens.length === order)) return tokens.map(token => indexOf(token));
  return order === 1 ? parseIndexList(reader, from, to) : null;
}

function wordIndices(word: Token, order: number | null): Index[] | null {
  const characters = [...word.text];
  if (order === 1) return word.kind === 'number' || characters.length === 1 ? [indexOf(word)] : null;
  if (order !== null && characters.length !== order) return null;
  const sameLength = word.text.length === word.written.length;
  return characters.map((text, i) => {
    const start = sameLength ? word.start + i : word.start;
    return indexOf({ ...word, kind: /\d/.test(text) ? 'number' : 'name', text, written: text, start, end: sameLength ? start + 1 : word.end });
  });
}

function indexOf(token: Token): Index {
  const span = spanOf(token, token);
  if (token.kind === 'operator') return { kind: 'colon', span };
  if (token.kind === 'number') return { kind: 'number', text: token.text, value: Number(token.text), span };
  return { kind: 'name', name: token.text, written: token.written, span };
}

function countParts(reader: Reader, from: number, to: number): number {
  let parts = 1;
  for (let at = from; at < to; at++) {
    if (isOperator(reader.tokens[at], ',')) parts++;
    else if (reader.match[at]! > at) at = reader.match[at]!;
  }
  return parts;
}

/** A name token whose text is the component of a declared tensor, `x_1`, `A_ij`: the index node, else the name. */
export function nameOrComponent(reader: Reader, token: Token): Expression {
  const span = spanOf(token, token);
  const component = reader.names.componentOf(token.text);
  if (!component) return { kind: 'name', name: token.text, written: token.written, span };
  const length = component.indices.join('').length;
  const { length: writtenLength } = token.written;
  const underscore = token.written.indexOf('_');
  const plain = token.text.length === writtenLength || underscore < 0 || writtenLength - underscore - 1 === length;
  const first = plain ? token.end - length : token.start;
  let at = first;
  const indices = component.indices.map(text => {
    const end = plain ? at + text.length : token.end;
    const index = indexOf({ ...token, kind: /^\d+$/.test(text) ? 'number' : 'name', text, written: text, start: at, end });
    if (plain) at = end;
    return index;
  });
  const baseEnd = plain ? (token.written.includes('_') ? first - 1 : first) : token.end;
  const operand: NameNode = {
    kind: 'name',
    name: component.base,
    written: token.written.slice(0, baseEnd - token.start),
    span: { start: token.start, end: baseEnd },
  };
  return { kind: 'index', operand, indices, style: 'subscript', span };
}

/** Are the arguments of `A(…)` indices: several, or a literal number or `:`? */
export function areIndices(reader: Reader, open: number): boolean {
  const close = reader.match[open]!;
  if (close <= open + 1) return false;
  const tokens = reader.tokens.slice(open + 1, close);
  if (tokens.some(token => isOperator(token, ','))) return true;
  const [only] = tokens;
  return tokens.length === 1 && (isOperator(only, ':') || only!.kind === 'number');
}

/** The sizes in a subscript: `n`, `{m,n}`, `{m \times n}`. */
export function sizesOf(reader: Reader, next: Token, underscore: Token): readonly Expression[] {
  if (next.kind === 'name' || next.kind === 'number') {
    reader.at++;
    const span = spanOf(next, next);
    return [
      next.kind === 'number'
        ? { kind: 'number', text: next.text, value: Number(next.text), span }
        : { kind: 'name', name: next.text, written: next.written, span },
    ];
  }
  const open = reader.at;
  const close = reader.match[open]!;
  if (next.kind !== 'open' || close < open) return [fail(reader, 'index-missing', spanOf(underscore, underscore))];
  const sizes: Expression[] = [];
  let start = open + 1;
  for (let at = start; at <= close; at++) {
    const separates = at === close || isOperator(reader.tokens[at], ',') || isOperator(reader.tokens[at], '×');
    if (!separates) continue;
    sizes.push(within(reader, start, at, reader.grammar.expression));
    start = at + 1;
  }
  reader.at = close + 1;
  return sizes;
}
