/**
 * Characters → tokens, in every spelling at once: plain text, Unicode, LaTeX, NumPy, Julia, MATLAB, R. Never fails: what
 * means nothing becomes a token of kind `unknown`, and the parser says so. One pass, no backtracking.
 */

import {
  BARS,
  CLOSERS,
  FRACTIONS,
  isBlank,
  isDigit,
  isLetter,
  isMark,
  OPENERS,
  OPERATOR_CHARACTERS,
  OPERATOR_SEQUENCES,
  RAISED_TRANSPOSES,
  SUBSCRIPTS,
  SUPERSCRIPTS,
} from './characters.ts';
import { readCommand } from './commands.ts';
import { TRANSPOSE_ATTRIBUTES } from './functions.ts';
import { canonicalName } from './names.ts';
import { type Scanner, TokenSink } from './scanner.ts';
import { endsOperand, type Token } from './token.ts';

/** The tokens of a text; the last one is of kind `end`. Spans are counted from `offset`. */
export function tokenize(text: string, offset = 0): Token[] {
  const scanner: Scanner = { text, at: 0, sink: new TokenSink(text, offset), environments: [] };
  while (scanner.at < text.length) readToken(scanner);
  return scanner.sink.finish();
}

function readToken(scanner: Scanner) {
  const { text, at, sink } = scanner;
  const character = characterAt(text, at);
  if (isBlank(character)) {
    sink.blank(character === '\n' || character === '\r');
    scanner.at += character.length;
    return;
  }
  if (isDigit(character) || (character === '.' && isDigit(text[at + 1] ?? '') && !touchesOperand(scanner))) return readNumber(scanner);
  if (isLetter(character)) return readName(scanner);
  if (character === '\\') return readCommand(scanner);
  if (character === "'" || character === '"') return readQuote(scanner, character);
  if (character > '\u007f') {
    if (SUPERSCRIPTS.has(character)) return readRaised(scanner);
    if (SUBSCRIPTS.has(character)) return readLowered(scanner);
    if (RAISED_TRANSPOSES.has(character)) return emit(scanner, 'operator', '⊤', character.length);
  }
  if (character === '.' && readDot(scanner)) return;
  if (character === '|' && text[at + 1] === '|') return emit(scanner, 'bar', '‖', 2);
  const bar = BARS.get(character);
  if (bar !== undefined) return emit(scanner, 'bar', bar, character.length);
  if (SEQUENCE_STARTS.has(character))
    for (const [written, operator] of OPERATOR_SEQUENCES) if (text.startsWith(written, at)) return emit(scanner, 'operator', operator, written.length);
  const opener = OPENERS.get(character);
  if (opener !== undefined) return sink.open(opener, scanner, character.length);
  const closer = CLOSERS.get(character);
  if (closer !== undefined) return sink.close(closer, scanner, character.length);
  const fraction = FRACTIONS.get(character);
  if (fraction !== undefined) return typeof fraction === 'string' ? emit(scanner, 'number', fraction, 1) : emit(scanner, 'fraction', fraction.join('/'), 1);
  if (isInvisible(scanner, character)) {
    sink.blank(false);
    scanner.at += character.length;
    return;
  }
  const operator = OPERATOR_CHARACTERS.get(character);
  if (operator !== undefined) return emit(scanner, 'operator', operator, character.length);
  emit(scanner, 'unknown', character, character.length);
}

const SEQUENCE_STARTS: ReadonlySet<string> = new Set(OPERATOR_SEQUENCES.map(([written]) => written[0]!));

/** Mathematics delimiters, code ticks, LaTeX's unbreakable blank, alignment marks outside a matrix. */
function isInvisible(scanner: Scanner, character: string): boolean {
  if (character === '$' || character === '`') return true;
  if (character === '&') return scanner.environments.length === 0;
  return character === '~' && !(isBlank(scanner.text[scanner.at - 1] ?? ' ') && isBlank(scanner.text[scanner.at + 1] ?? ' '));
}

function readNumber(scanner: Scanner) {
  NUMBER.lastIndex = scanner.at;
  const written = NUMBER.exec(scanner.text)![0];
  let text = written.replaceAll('_', '');
  if (text.endsWith('.')) text = text.slice(0, -1);
  emit(scanner, 'number', text.startsWith('.') ? `0${text}` : text, written.length);
}
/** A dot belongs to the operator in `1./x`, to the number in `1.5`; an exponent needs digits and no letter after them. */
const NUMBER = /(?:\d+(?:_\d{3}(?!\d))*(?:\.\d+|\.(?![.*/^'\w]))?|\.\d+)(?:[eE][+-]?\d+(?![\p{L}\d_.]))?/uy;

function readName(scanner: Scanner) {
  const { text } = scanner;
  const start = scanner.at;
  let at = start + characterAt(text, start).length;
  if (scanner.sink.takesOneLetter) {
    while (at < text.length && isMark(characterAt(text, at))) at += characterAt(text, at).length;
  } else {
    at = endOfWord(text, at);
  }
  const name = canonicalName(text.slice(start, at));
  let end = at;
  let lowered = '';
  for (let plain = SUBSCRIPTS.get(text[end] ?? ''); plain !== undefined; plain = SUBSCRIPTS.get(text[++end] ?? '')) lowered += plain;
  if (lowered !== '' && WORD.test(lowered)) emit(scanner, 'name', canonicalName(`${name}_${lowered}`), end - start);
  else emit(scanner, 'name', name, at - start);
}
const WORD = /^[\p{L}\d]+$/u;

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = characterAt(text, at);
    const next = characterAt(text, at + 1);
    if (isLetter(character) || isMark(character) || isDigit(character)) at += character.length;
    else if (character === '_' && (isLetter(next) || isDigit(next))) at += 1;
    else break;
  }
  return at;
}

/** `A.T`, `X.sum`, `A.'`; false where the dot is an operator of its own. */
function readDot(scanner: Scanner): boolean {
  const { text, at } = scanner;
  if (!touchesOperand(scanner)) return false;
  if (text[at + 1] === "'") {
    emit(scanner, 'operator', "'", 2);
    return true;
  }
  if (!isLetter(characterAt(text, at + 1))) return false;
  const end = endOfWord(text, at + 1);
  const attribute = text.slice(at + 1, end);
  if (TRANSPOSE_ATTRIBUTES.has(attribute)) emit(scanner, 'operator', '⊤', end - at);
  else emit(scanner, 'method', attribute, end - at);
  return true;
}

/** A quote transposes what it touches; elsewhere it may open a string, as in `norm(A, 'fro')`. */
function readQuote(scanner: Scanner, quote: string) {
  if (quote === "'" && touchesOperand(scanner)) return emit(scanner, 'operator', "'", 1);
  STRING_END.lastIndex = scanner.at + 1;
  const content = STRING_END.exec(scanner.text)![0];
  const closed = scanner.text[scanner.at + 1 + content.length] === quote;
  if (closed && !content.includes(quote)) return emit(scanner, 'string', content, content.length + 2);
  emit(scanner, quote === "'" ? 'operator' : 'unknown', quote, 1);
}
const STRING_END = /[^'"\r\n]{0,40}/y;

/** `ⁿ⁺¹` reads like `^{n+1}`. */
function readRaised(scanner: Scanner) {
  const { text } = scanner;
  let plain = '';
  let end = scanner.at;
  for (let next = SUPERSCRIPTS.get(text[end] ?? ''); next !== undefined; next = SUPERSCRIPTS.get(text[++end] ?? '')) plain += next;
  if (plain.endsWith('-') && RAISED_TRANSPOSES.has(text[end] ?? '')) {
    plain += 'T';
    end++;
  }
  scanner.sink.script('^', plain, scanner, end, tokenize);
}

/** `‖x‖₂` reads like `‖x‖_{2}`; after a name the name has it already. */
function readLowered(scanner: Scanner) {
  let plain = '';
  let end = scanner.at;
  for (let next = SUBSCRIPTS.get(scanner.text[end] ?? ''); next !== undefined; next = SUBSCRIPTS.get(scanner.text[++end] ?? '')) plain += next;
  scanner.sink.script('_', plain, scanner, end, tokenize);
}

function emit(scanner: Scanner, kind: Token['kind'], text: string, length: number) {
  scanner.sink.emit(kind, text, scanner.at, scanner.at + length);
  scanner.at += length;
}

const touchesOperand = (scanner: Scanner): boolean => !scanner.sink.afterBlank && (endsOperand(scanner.sink.last) || scanner.sink.last?.kind === 'bar');

/** The character at a position, surrogate pairs whole; empty past the end. A lone surrogate is a character. */
function characterAt(text: string, at: number): string {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800) return text[at]!;
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}
