/** LaTeX commands → tokens. */

import { CLOSER_OF, GREEK } from './characters.ts';
import { builtinFunction } from './functions.ts';
import {
  ACCENTS,
  ALPHABETS,
  BRACES_AS_BARS,
  COMMAND_BARS,
  COMMAND_BRACKETS,
  COMMAND_LETTERS,
  COMMAND_NAMES,
  COMMAND_OPERATORS,
  IGNORED,
  IGNORED_WITH_ARGUMENT,
  MATRIX_ENVIRONMENTS,
  STYLES,
  TEXTS,
} from './latex.ts';
import { canonicalName } from './names.ts';
import type { Scanner } from './scanner.ts';
import { endsOperand } from './token.ts';

/** Reads what begins with a backslash. */
export function readCommand(scanner: Scanner): void {
  COMMAND.lastIndex = scanner.at + 1;
  const name = COMMAND.exec(scanner.text)![0];
  if (name === '') readSymbol(scanner);
  else readWord(scanner, name);
}
const COMMAND = /[A-Za-z]*/y;

/** `\|`, `\,`, `\\`, and the backslash that solves. */
function readSymbol(scanner: Scanner) {
  const { text, at, sink } = scanner;
  const symbol = text[at + 1] ?? '';
  if (symbol === '\\') {
    if (scanner.environments.length > 0) sink.emit('operator', '\\\\', at, at + 2);
    else sink.blank(true);
    scanner.at += 2;
    return skipOptional(scanner);
  }
  if (symbol === '|') return emit(scanner, 'bar', '‖', 2);
  if (symbol === '{' || symbol === '}') {
    if (symbol === '{') sink.open('(', scanner, 2);
    else sink.close(')', scanner, 2);
    return;
  }
  if (endsOperand(sink.last) && (symbol === '' || ' \t\n\r(['.includes(symbol) || /[^\w\s,;:!>%&#$_)\]]/.test(symbol)))
    return emit(scanner, 'operator', '\\', 1);
  sink.blank(false);
  scanner.at += symbol === '' ? 1 : 2;
}

function readWord(scanner: Scanner, name: string) {
  const { at, sink } = scanner;
  const length = name.length + 1;
  const greek = GREEK.get(name);
  if (greek !== undefined) return emit(scanner, 'name', greek, length);
  if (name === 'frac' || name === 'dfrac' || name === 'tfrac') return readFraction(scanner, length);
  const braces = BRACES_AS_BARS.get(name);
  if (braces !== undefined && readBraces(scanner, length, braces)) return;
  const operator = COMMAND_OPERATORS.get(name);
  if (operator !== undefined) return emit(scanner, 'operator', operator, length);
  if (name === 'vec') return readVec(scanner);
  const letter = COMMAND_LETTERS.get(name);
  if (letter !== undefined) return emit(scanner, 'name', letter, length);
  if (COMMAND_NAMES.has(name) || builtinFunction(name) !== undefined) return emit(scanner, 'name', name, length);
  const bar = COMMAND_BARS.get(name);
  if (bar !== undefined) {
    sink.emit('bar', bar[0], at, at + length, bar[1] ?? undefined);
    scanner.at += length;
    return;
  }
  const bracket = COMMAND_BRACKETS.get(name);
  if (bracket !== undefined) return bracket[0] === 'open' ? sink.open(bracket[1], scanner, length) : sink.close(bracket[1], scanner, length);
  if (name === 'begin' || name === 'end') return readEnvironment(scanner, name);
  if (IGNORED.has(name)) return readIgnored(scanner, name);
  if (IGNORED_WITH_ARGUMENT.has(name)) {
    sink.blank(false);
    scanner.at += length;
    skipBraces(scanner);
    return;
  }
  if (TEXTS.has(name)) return readText(scanner, length);
  const alphabet = ALPHABETS.get(name);
  const accent = ACCENTS.get(name);
  if (STYLES.has(name)) sink.wrapNext({ kind: 'style' }, at);
  else if (alphabet !== undefined) sink.wrapNext({ kind: 'alphabet', alphabet }, at);
  else if (accent !== undefined) sink.wrapNext({ kind: 'accent', mark: accent, command: `\\${name}` }, at);
  else return emit(scanner, 'unknown', `\\${name}`, length);
  scanner.at += length;
  if (scanner.text[scanner.at] === '*') scanner.at++;
  skipBlanks(scanner);
}

/** `\norm{x}`, `\norm*{x}`, `\norm[\big]{x}`, as most preambles define them; false where no braces follow. */
function readBraces(scanner: Scanner, length: number, bar: '|' | '‖'): boolean {
  BEFORE_BRACES.lastIndex = scanner.at + length;
  const match = BEFORE_BRACES.exec(scanner.text);
  if (!match) return false;
  scanner.sink.wrapNext({ kind: 'bars', bar }, scanner.at);
  scanner.at += length + match[0].length;
  return true;
}
const BEFORE_BRACES = /\*?(?:\[\\[a-zA-Z]+\])?[ \t]*(?=\{)/y;

/** `\frac12` takes one digit for each part. */
function readFraction(scanner: Scanner, length: number) {
  emit(scanner, 'operator', 'frac', length);
  FRACTION_DIGITS.lastIndex = scanner.at;
  const match = FRACTION_DIGITS.exec(scanner.text);
  if (!match) return;
  skipBlanks(scanner);
  emit(scanner, 'number', match[1]!, 1);
  skipBlanks(scanner);
  if (match[2] !== undefined) emit(scanner, 'number', match[2], 1);
}
const FRACTION_DIGITS = /\s*(\d)\s*(\d)?/y;

/** `\vec{x}` is an arrow over `x`, `\vec(X)` the function. */
function readVec(scanner: Scanner) {
  ARROW_OVER.lastIndex = scanner.at;
  if (!ARROW_OVER.test(scanner.text)) return emit(scanner, 'name', 'vec', 4);
  scanner.sink.wrapNext({ kind: 'style' }, scanner.at);
  scanner.at += 4;
  skipBlanks(scanner);
}
const ARROW_OVER = /\\vec\s*(?:\{\s*(?:\\[a-z]+|[a-z])\s*\}|\s[a-z](?![A-Za-z]))/y;

function readEnvironment(scanner: Scanner, command: 'begin' | 'end') {
  const { text, at, sink } = scanner;
  ENVIRONMENT.lastIndex = at + command.length + 1;
  const match = ENVIRONMENT.exec(text);
  if (!match) return emit(scanner, 'unknown', `\\${command}`, command.length + 1);
  const length = command.length + 1 + match[0].length;
  const name = match[1]!.replace('*', '');
  const kind = MATRIX_ENVIRONMENTS.get(name);
  if (kind === undefined) {
    sink.blank(true);
    scanner.at += length;
    return;
  }
  if (kind === 'refused') return emit(scanner, 'unknown', `\\${command}{${name}}`, length);
  const opener = `${kind}{`;
  if (command === 'end') {
    scanner.environments.pop();
    return sink.close(CLOSER_OF[opener]!, scanner, length);
  }
  scanner.environments.push(opener);
  sink.open(opener, scanner, length);
  skipOptional(scanner);
  if (name === 'array') skipBraces(scanner);
}
const ENVIRONMENT = /\s*\{\s*([A-Za-z]+\*?)\s*\}/y;

/** `\left.` has a dot that stands for no bracket; `\left|` tells the bar's side. */
function readIgnored(scanner: Scanner, name: string) {
  scanner.sink.blank(false);
  scanner.at += name.length + 1;
  const opens = name === 'left' || /^[bB]igg?l$/.test(name);
  const closes = name === 'right' || /^[bB]igg?r$/.test(name);
  if (!opens && !closes) return;
  skipBlanks(scanner);
  if (scanner.text[scanner.at] === '.') scanner.at++;
  else if (BAR.test(scanner.text.slice(scanner.at, scanner.at + 6))) scanner.sink.sideOfNextBar(opens ? 'open' : 'close');
}
const BAR = /^(?:[|‖∥∣]|\\\||\\[lr]?[vV]ert)/;

/** `\text{…}` is a name where it is one word of a formula, prose otherwise. */
function readText(scanner: Scanner, length: number) {
  const { text, sink } = scanner;
  const start = scanner.at;
  scanner.at += length;
  skipBlanks(scanner);
  const open = scanner.at;
  if (text[open] !== '{') return;
  skipBraces(scanner);
  const content = text.slice(open + 1, scanner.at - 1);
  const only = content.trim();
  if (SINGLE_WORD.test(only) && !PROSE_WORDS.has(only)) return sink.emit('name', canonicalName(only), start, scanner.at);
  sink.blank(false);
  for (const word of content.matchAll(/[\p{L}-]+/gu)) {
    sink.blank(false);
    sink.emit('prose', word[0], open + 1 + word.index, open + 1 + word.index + word[0].length);
  }
  sink.blank(false);
}
const SINGLE_WORD = /^\p{L}[\p{L}\p{M}\d_]*$/u;
const PROSE_WORDS: ReadonlySet<string> = new Set(
  'where if for and or with such that is are in otherwise when all on by since because so then thus hence let given the a an of to as symmetric diagonal invertible orthogonal positive nonnegative idempotent constant'.split(
    ' ',
  ),
);

/** The braces that follow, with what is in them. */
function skipBraces(scanner: Scanner) {
  const { text } = scanner;
  let at = scanner.at;
  while (text[at] === ' ') at++;
  if (text[at] !== '{') return;
  let depth = 0;
  for (; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) break;
  }
  scanner.at = Math.min(at + 1, text.length);
}

/** `\\[2pt]`, `\begin{array}[t]`. */
function skipOptional(scanner: Scanner) {
  OPTIONAL.lastIndex = scanner.at;
  const match = OPTIONAL.exec(scanner.text);
  if (match) scanner.at += match[0].length;
}
const OPTIONAL = /\[(?:[tcb]|-?[\d.]+\s*(?:pt|em|ex|mm|cm))\]/y;

function skipBlanks(scanner: Scanner) {
  while (scanner.text[scanner.at] === ' ' || scanner.text[scanner.at] === '\t') scanner.at++;
}

function emit(scanner: Scanner, kind: 'name' | 'operator' | 'number' | 'unknown' | 'bar', text: string, length: number) {
  scanner.sink.emit(kind, text, scanner.at, scanner.at + length);
  scanner.at += length;
}
