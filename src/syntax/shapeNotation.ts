/** Shapes as people write them: `ℝ^{m×n}`, `R^(m x n)`, `(m, n)`, `m-by-n`, `an n-vector`, `array of shape (n, p)`. */

import { current, fail, type Reader, report, spanOf } from './reader.ts';
import { readSize } from './sizes.ts';
import { isName, isOpen, isOperator, type Token } from './token.ts';
import type { Expression, Property, ShapeNode, Span } from './tree.ts';

export interface ReadShape {
  readonly shape: ShapeNode;
  /** `𝕊^n_{++}` says more than a shape. */
  readonly properties: readonly Property[];
}
/** `none`: no shape is written here, and nothing was read. `failed`: reported. */
export type ShapeReading = ReadShape | 'none' | 'failed';

/** Reads a shape at the reader's place. */
export function readShape(reader: Reader): ShapeReading {
  const token = current(reader);
  if (isComplexSet(token)) {
    fail(reader, 'complex-numbers', spanOf(token, token));
    return 'failed';
  }
  if (isRealSet(reader, reader.at)) return readRealSet(reader);
  if (isSymmetricSet(reader)) return readSymmetricSet(reader);
  if (isOpen(token, '(') || isOpen(token, '[')) return readTuple(reader);
  return readPhrase(reader);
}

const isComplexSet = (token: Token): boolean => isName(token, 'ℂ');

/** `ℝ`, `R`, `Reals` where a set may stand. */
export function isRealSet(reader: Reader, at: number): boolean {
  const token = reader.tokens[at];
  return at < reader.limit && (isName(token, 'ℝ') || isName(token, 'R') || isName(token, 'Reals') || isName(token, 'reals'));
}

export const isIntegerSet = (token: Token): boolean => isName(token, 'ℕ') || isName(token, 'ℤ');

function isSymmetricSet(reader: Reader): boolean {
  const token = current(reader);
  const next = current(reader, 1);
  const scripted = isOperator(next, '^') || isOperator(next, '_');
  return scripted && (isName(token, '𝕊') || isName(token, 'S') || isName(token, '𝒮'));
}

/** `ℝ`, `ℝ^n`, `ℝ^{m×n}`, `ℝ_+^n`, `R^m x n`. */
function readRealSet(reader: Reader): ShapeReading {
  const set = current(reader);
  reader.at++;
  const before = readSign(reader);
  let sizes: readonly Expression[] | null = [];
  if (isOperator(current(reader), '^')) sizes = readExponent(reader);
  if (!sizes) return 'failed';
  const sign = before ?? readSign(reader);
  const properties: readonly Property[] = sign === null ? [] : [sign === '++' ? 'positive' : 'nonnegative'];
  return { shape: { sizes, span: spanOf(set, reader.tokens[reader.at - 1]!) }, properties };
}

/** `𝕊^n`, `𝕊^n_+`, `𝕊_{++}^n`. */
function readSymmetricSet(reader: Reader): ShapeReading {
  const set = current(reader);
  reader.at++;
  const before = readSign(reader);
  const sizes = isOperator(current(reader), '^') ? readExponent(reader) : null;
  const sign = before ?? readSign(reader);
  const span = spanOf(set, reader.tokens[reader.at - 1]!);
  if (sizes?.length !== 1) {
    if (reader.errors === 0) report(reader, 'shape-unreadable', span, [reader.text.slice(span.start - reader.offset, span.end - reader.offset)]);
    return 'failed';
  }
  const definite: readonly Property[] = sign === null ? [] : [sign === '++' ? 'positive definite' : 'positive semidefinite'];
  return { shape: { sizes: [sizes[0]!, sizes[0]!], span }, properties: ['symmetric', ...definite] };
}

/** `_+`, `_{++}`, `_{>0}`, `_{≥0}`. */
function readSign(reader: Reader): '+' | '++' | null {
  if (!isOperator(current(reader), '_')) return null;
  const open = reader.at + 1;
  const braces = isOpen(current(reader, 1), '{');
  let end = braces ? reader.match[open]! : open;
  if (!braces) while (end < reader.limit && isOperator(reader.tokens[end], '+')) end++;
  if (end < open) return null;
  const text = reader.tokens
    .slice(braces ? open + 1 : open, end)
    .map(token => token.text)
    .join('');
  const sign = SIGNS.get(text);
  if (sign === undefined) return null;
  reader.at = braces ? end + 1 : end;
  return sign;
}
const SIGNS: ReadonlyMap<string, '+' | '++'> = new Map([
  ['+', '+'],
  ['>=0', '+'],
  ['++', '++'],
  ['>0', '++'],
]);

function readExponent(reader: Reader): readonly Expression[] | null {
  const caret = current(reader);
  reader.at++;
  const open = reader.at;
  const first = current(reader);
  if (isOpen(first, '{') || isOpen(first, '(') || isOpen(first, '[')) {
    const close = reader.match[open]!;
    if (close < 0) return unclosedSizes(reader, first);
    const sizes = readSizes(reader, open + 1, close);
    reader.at = close + 1;
    if (sizes?.length === 0) return missing(reader, caret);
    return sizes;
  }
  const end = endOfRun(reader, open);
  if (end === open) return missing(reader, caret);
  const sizes = readSizes(reader, open, end);
  reader.at = end;
  return sizes;
}

function missing(reader: Reader, caret: Token): null {
  fail(reader, 'operand-missing', spanOf(caret, caret), [caret.written || '^']);
  return null;
}

function unclosedSizes(reader: Reader, opener: Token): null {
  const closers: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };
  fail(reader, 'unclosed-bracket', spanOf(opener, opener), [opener.written, closers[opener.text]!]);
  return null;
}

/** `(m, n)`, `[out, in]`, `(n,)`, `()`. */
function readTuple(reader: Reader): ShapeReading {
  const open = reader.at;
  const opener = current(reader);
  const close = reader.match[open]!;
  if (close < 0) {
    unclosedSizes(reader, opener);
    return 'failed';
  }
  const sizes = readSizes(reader, open + 1, close);
  reader.at = close + 1;
  return sizes ? { shape: { sizes, span: spanOf(opener, reader.tokens[close]!) }, properties: [] } : 'failed';
}

/** Words that stand around a shape. */
const FILLERS: ReadonlySet<string> = new Set(
  'a an the real array array_like arraylike tensor ndarray np numpy torch jnp Tensor Array Matrix Vector float double float32 float64 column square valued of with shape size sizes dimension dimensions dimensional dims dim length'.split(
    ' ',
  ),
);
const SCALARS: ReadonlySet<string> = new Set('scalar scalars number float double'.split(' '));
const KINDS: ReadonlySet<string> = new Set('vector matrix vectors matrices'.split(' '));

/** `m x n`, `m-by-n matrix`, `n-vector`, `a vector of length n`, `scalar`. */
function readPhrase(reader: Reader): ShapeReading {
  const start = reader.at;
  const words = new Set<string>();
  let sizes: readonly Expression[] | null = null;
  let end = start;
  while (reader.at < reader.limit) {
    const token = current(reader);
    const word = token.kind === 'name' || token.kind === 'prose' ? token.text : '';
    if (sizes === null && (isRealSet(reader, reader.at) || isSymmetricSet(reader))) {
      const set = isRealSet(reader, reader.at) ? readRealSet(reader) : readSymmetricSet(reader);
      return set;
    }
    const opens = isOpen(token, '(') || isOpen(token, '[');
    if (FILLERS.has(word) || KINDS.has(word) || SCALARS.has(word) || word === 'row') words.add(word);
    else if (token.kind === 'method' || isOperator(token, '-') || (isOperator(token, ',') && words.size > 0 && sizes === null) || isName(token, 'in')) {
      reader.at++;
      continue;
    } else if (opens && sizes === null) {
      const tuple = readTuple(reader);
      if (tuple === 'failed' || tuple === 'none') return tuple;
      sizes = tuple.shape.sizes;
      end = reader.at;
      continue;
    } else if (sizes === null) {
      const run = endOfRun(reader, reader.at);
      if (run === reader.at || !isSizeRun(reader, run, words)) break;
      sizes = readSizes(reader, reader.at, run);
      if (!sizes) return 'failed';
      reader.at = run;
      end = run;
      continue;
    } else break;
    reader.at++;
    end = reader.at;
  }
  reader.at = end;
  return finishPhrase(reader, start, words, sizes);
}

/** One size alone is a shape only beside a word that says so: `n-vector`, `vector of length n`. */
function isSizeRun(reader: Reader, end: number, words: ReadonlySet<string>): boolean {
  const separated = reader.tokens.slice(reader.at, end).some((_, i) => isSeparator(reader, reader.at + i, reader.at, end) !== 0);
  if (separated || words.size > 0 || end > reader.at + 1 || /x/.test(reader.tokens[reader.at]!.text)) return true;
  const next = reader.tokens[end];
  const after = reader.tokens[end + 1];
  const isWord = (token: Token | undefined): boolean => token !== undefined && token.kind === 'name' && (KINDS.has(token.text) || token.text === 'dimensional');
  return isWord(next) || (isOperator(next, '-') && isWord(after));
}

function finishPhrase(reader: Reader, start: number, words: ReadonlySet<string>, sizes: readonly Expression[] | null): ShapeReading {
  if (reader.at === start) return 'none';
  const span: Span = spanOf(reader.tokens[start]!, reader.tokens[reader.at - 1]!);
  const isMatrix = words.has('matrix') || words.has('matrices');
  const isVector = words.has('vector') || words.has('vectors');
  const shaped = (list: readonly Expression[]): ReadShape => ({ shape: { sizes: list, span }, properties: [] });
  if (sizes === null) {
    if ([...words].some(word => SCALARS.has(word)) && !isMatrix && !isVector) return shaped([]);
    if (isMatrix || isVector) {
      fail(reader, 'size-missing', span, [isMatrix ? 'matrix' : 'vector']);
      return 'failed';
    }
    reader.at = start;
    return 'none';
  }
  if (sizes.length !== 1) return shaped(sizes);
  const one: Expression = { kind: 'number', text: '1', value: 1, span: sizes[0]!.span };
  if (words.has('square') || isMatrix) return shaped([sizes[0]!, sizes[0]!]);
  return shaped(words.has('row') ? [one, sizes[0]!] : sizes);
}

/** The end of a run of sizes and separators without brackets around it: `m x n`, `m-by-n`, `2n×n`. */
function endOfRun(reader: Reader, from: number): number {
  let at = from;
  let wantsSize = true;
  while (at < reader.limit) {
    const token = reader.tokens[at]!;
    const isSize = token.kind === 'number' || (token.kind === 'name' && !STOPS.has(token.text) && !isRealSet(reader, at));
    const separator = wantsSize ? 0 : isSeparator(reader, at, from, reader.limit);
    if (separator > 0) {
      if (isRealSet(reader, at + separator)) return at;
      at += separator;
      wantsSize = true;
    } else if (isSize && (wantsSize || !token.space)) {
      at++;
      wantsSize = false;
    } else break;
  }
  return wantsSize && at > from ? from : at;
}
const STOPS: ReadonlySet<string> = new Set([
  ...KINDS,
  ...FILLERS,
  ...SCALARS,
  'row',
  'is',
  'are',
  'and',
  'where',
  'with',
  'symmetric',
  'positive',
  'diagonal',
  'invertible',
  'orthogonal',
  'by',
  'in',
  'of',
]);

/** How many tokens of a separator stand at the position: `×`, `x`, `by`, `-by-`; 0 for none. */
export function isSeparator(reader: Reader, at: number, from: number, to: number): number {
  const token = reader.tokens[at]!;
  if (at <= from || at >= to - 1) return 0;
  if (isOperator(token, '×')) return 1;
  const previous = reader.tokens[at - 1]!;
  if (isSeparatorSign(previous)) return 0;
  if (token.kind === 'name' && (token.text === 'x' || token.text === 'X' || token.text === 'by')) return 1;
  return isOperator(token, '-') && isName(reader.tokens[at + 1], 'by') && isOperator(reader.tokens[at + 2], '-') && at + 3 < to ? 3 : 0;
}

const isSeparatorSign = (token: Token): boolean => isOperator(token, '×') || isOperator(token, ',');

/** The sizes in tokens [from, to); null where one cannot be read, which is reported. */
function readSizes(reader: Reader, from: number, to: number): readonly Expression[] | null {
  const sizes: Expression[] = [];
  let start = from;
  for (let at = from; at <= to; at++) {
    const length = at === to ? 1 : isOperator(reader.tokens[at], ',') ? 1 : isSeparator(reader, at, start, to);
    if (length === 0) {
      if (reader.match[at]! > at) at = reader.match[at]!;
      continue;
    }
    if (at === to && start === at) break;
    const size = readSize(reader, start, at);
    if (!size) return null;
    sizes.push(...size);
    at += length - 1;
    start = at + 1;
  }
  return sizes;
}
