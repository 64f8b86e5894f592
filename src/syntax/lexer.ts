/**
 * Characters → tokens, in every spelling at once: plain text, Unicode, LaTeX, NumPy, Julia, MATLAB, R. Never fails: what
 * means nothing becomes a token of kind `unknown`, and the parser says so. One pass, no backtracking.
 */

import {
  BACKSLASH,
  BAR,
  BLANK,
  CLOSER,
  classAt,
  classOf,
  DIGIT,
  DOT,
  FRACTION,
  LETTER,
  LOWERED,
  MARK,
  OPENER,
  OPERATOR,
  QUOTE,
  RAISED,
  RAISED_TRANSPOSE,
  SEQUENCE,
  SILENT,
  SURROGATE,
} from './characterClasses.ts';
import {
  BARS,
  CLOSERS,
  FRACTIONS,
  isBlank,
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
  const { text, at } = scanner;
  const found = classAt(text, at);
  switch (found) {
    case BLANK: {
      const unit = text.charCodeAt(at);
      scanner.sink.blank(unit === 10 || unit === 13);
      scanner.at++;
      return;
    }
    case DIGIT:
      return readNumber(scanner);
    case LETTER:
      return readName(scanner);
    case OPERATOR:
      return emit(scanner, 'operator', OPERATORS.get(text.charCodeAt(at))!, 1);
    case SURROGATE: {
      const character = characterAt(text, at);
      return readSign(scanner, classOf(character), character);
    }
    default:
      return readSign(scanner, found, text[at]!);
  }
}

/** By their code units: a character of its own would be a string of its own, with a hash to work out. */
const OPERATORS: ReadonlyMap<number, string> = new Map([...OPERATOR_CHARACTERS].map(([written, operator]) => [written.charCodeAt(0), operator]));

/** Everything but ASCII digits and blanks of one code unit. */
function readSign(scanner: Scanner, found: number, character: string) {
  const { text, at, sink } = scanner;
  switch (found) {
    case BLANK:
      sink.blank(false);
      scanner.at += character.length;
      return;
    case LETTER:
      return readName(scanner);
    case BACKSLASH:
      return readCommand(scanner);
    case QUOTE:
      return readQuote(scanner, character);
    case RAISED:
      return readRaised(scanner);
    case LOWERED:
      return readLowered(scanner);
    case RAISED_TRANSPOSE:
      return emit(scanner, 'operator', '⊤', character.length);
    case DOT:
      if (classAt(text, at + 1) === DIGIT && !touchesOperand(scanner)) return readNumber(scanner);
      if (!readDot(scanner)) readSequence(scanner, character);
      return;
    case BAR:
      if (character === '|' && text[at + 1] === '|') return emit(scanner, 'bar', '‖', 2);
      return emit(scanner, 'bar', BARS.get(character)!, character.length);
    case SEQUENCE:
      return readSequence(scanner, character);
    case OPENER:
      return sink.open(OPENERS.get(character)!, scanner, character.length);
    case CLOSER:
      return sink.close(CLOSERS.get(character)!, scanner, character.length);
    case FRACTION: {
      const fraction = FRACTIONS.get(character)!;
      return typeof fraction === 'string' ? emit(scanner, 'number', fraction, 1) : emit(scanner, 'fraction', fraction.join('/'), 1);
    }
    case SILENT:
      return readSilent(scanner, character);
    case OPERATOR:
      return emit(scanner, 'operator', OPERATOR_CHARACTERS.get(character)!, character.length);
    default:
      return emit(scanner, 'unknown', character, character.length);
  }
}

/** The longest operator that begins here; most of these characters are mostly alone. */
function readSequence(scanner: Scanner, character: string) {
  const { text, at } = scanner;
  if (SEQUENCE_SECONDS.has(text[at + 1] ?? ''))
    for (const [written, operator] of OPERATOR_SEQUENCES) if (text.startsWith(written, at)) return emit(scanner, 'operator', operator, written.length);
  if (character === '~') return readSilent(scanner, character);
  const operator = OPERATOR_CHARACTERS.get(character);
  return operator === undefined ? emit(scanner, 'unknown', character, 1) : emit(scanner, 'operator', operator, 1);
}
const SEQUENCE_SECONDS: ReadonlySet<string> = new Set(OPERATOR_SEQUENCES.map(([written]) => written[1]!));

function readSilent(scanner: Scanner, character: string) {
  if (!isInvisible(scanner, character)) return emit(scanner, 'operator', OPERATOR_CHARACTERS.get(character)!, 1);
  scanner.sink.blank(false);
  scanner.at++;
}

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
  let at = start + (classAt(text, start) === SURROGATE ? 2 : 1);
  if (scanner.sink.takesOneLetter) {
    while (at < text.length && isMark(characterAt(text, at))) at += characterAt(text, at).length;
  } else {
    at = endOfWord(text, at);
  }
  const word = text.slice(start, at);
  const name = canonicalName(word);
  let end = at;
  let lowered = '';
  for (; classAt(text, end) === LOWERED; end++) lowered += SUBSCRIPTS.get(text[end]!)!;
  if (lowered !== '' && WORD.test(lowered)) emit(scanner, 'name', canonicalName(`${name}_${lowered}`), end - start);
  else emit(scanner, 'name', name, at - start, word);
}
const WORD = /^[\p{L}\d]+$/u;

function endOfWord(text: string, from: number): number {
  let at = from;
  for (;;) {
    const found = wholeClassAt(text, at);
    if (found === LETTER || found === MARK || found === DIGIT) at += classAt(text, at) === SURROGATE ? 2 : 1;
    else if (text.charCodeAt(at) === UNDERSCORE && continuesWord(wholeClassAt(text, at + 1))) at++;
    else return at;
  }
}
const UNDERSCORE = 95;

const continuesWord = (found: number): boolean => found === LETTER || found === DIGIT;

/** As classAt, surrogate pairs whole. */
function wholeClassAt(text: string, at: number): number {
  const found = classAt(text, at);
  return found === SURROGATE ? classOf(characterAt(text, at)) : found;
}

/** `A.T`, `X.sum`, `A.'`; false where the dot is an operator of its own. */
function readDot(scanner: Scanner): boolean {
  const { text, at } = scanner;
  if (!touchesOperand(scanner)) return false;
  if (text[at + 1] === "'") {
    emit(scanner, 'operator', "'", 2);
    return true;
  }
  if (wholeClassAt(text, at + 1) !== LETTER) return false;
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
  for (; classAt(text, end) === RAISED; end++) plain += SUPERSCRIPTS.get(text[end]!)!;
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
  for (; classAt(scanner.text, end) === LOWERED; end++) plain += SUBSCRIPTS.get(scanner.text[end]!)!;
  scanner.sink.script('_', plain, scanner, end, tokenize);
}

/** @param written Where it is at hand. */
function emit(scanner: Scanner, kind: Token['kind'], text: string, length: number, written = scanner.text.slice(scanner.at, scanner.at + length)) {
  scanner.sink.emit(kind, text, scanner.at, scanner.at + length, undefined, written);
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
