/**
 * Values as people type and paste them: NumPy (`array([[1., 2.], [3., 4.]])`, with or without commas), MATLAB (`[1 2; 3 4]`),
 * CSV, TSV, and numbers in rows. The text is read sign by sign and never run.
 */

import { messagesOfValues as messages } from './messagesOfValues.ts';

export interface EnteredValue {
  /** Of every axis; none for a single number. */
  readonly lengths: readonly number[];
  /** Row-major. */
  readonly entries: Float64Array;
}

export type Reading = { readonly value: EnteredValue; readonly problem: null } | { readonly value: null; readonly problem: string };

export const mostCharacters = 60_000;
export const mostNumbers = 2_500;
const deepest = 6;

/** Never throws; what cannot be read is a sentence that says where and what to do. */
export function readEnteredValue(text: string): Reading {
  try {
    return { value: read(text), problem: null };
  } catch (failure) {
    if (failure instanceof Unreadable) return { value: null, problem: failure.message };
    throw failure;
  }
}

class Unreadable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unreadable';
  }
}

function read(text: string): EnteredValue {
  if (text.length > mostCharacters) throw new Unreadable(messages.tooLong(text.length, mostCharacters));
  const assigned = /^\s*[\p{L}_][\p{L}\p{N}_.]*\s*=(?!=)/u.exec(text)?.[0].length ?? 0;
  const call = /^\s*(?:[A-Za-z_]\w*\.)?(?:array|asarray|tensor|matrix|mat)\s*\(/.exec(text.slice(assigned))?.[0].length ?? 0;
  const start = assigned + call;
  if (text.slice(start).trim() === '') throw new Unreadable(messages.empty);
  return /^\s*[[(]/.test(text.slice(start)) ? bracketed(new Characters(text, start), call > 0) : table(text, start);
}

/** A number, or `p/q`. Typographic minus signs are read as such. */
const NUMBER = /[+\-−]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+\-−]?\d+)?/y;
const WHOLE_NUMBER = new RegExp(`^(?:${NUMBER.source})(?:\\s*/\\s*(?:${NUMBER.source}))?$`);
const NOT_FINITE = /^[+\-−]?(?:nan|inf|infinity|na|n\/a|null|none|∞)$/i;
const COMPLEX = /^[+\-−]?[\d.].*[ij]$/;

function numberIn(word: string, lineOf: () => number, place: number): number {
  if (/^(?:\.\.\.|…)$/.test(word)) throw new Unreadable(messages.abbreviated(lineOf()));
  if (NOT_FINITE.test(word)) throw new Unreadable(messages.notFinite(shortened(word), lineOf(), place));
  if (!WHOLE_NUMBER.test(word)) {
    if (COMPLEX.test(word)) throw new Unreadable(messages.complexNumber(shortened(word), lineOf(), place));
    if (/^[+\-−]?\d+,\d+$/.test(word)) throw new Unreadable(messages.decimalComma(shortened(word), lineOf()));
    throw new Unreadable(messages.notNumber(shortened(word), lineOf(), place));
  }
  const [numerator, denominator = 1] = word.replaceAll('−', '-').split('/').map(Number);
  const value = numerator! / denominator;
  if (!Number.isFinite(value)) throw new Unreadable(messages.notFinite(shortened(word), lineOf(), place));
  return value;
}

const shortened = (word: string): string => (word.length > 24 ? `${word.slice(0, 24)}…` : word);

class Characters {
  readonly text: string;
  position: number;

  constructor(text: string, position: number) {
    this.text = text;
    this.position = position;
  }

  get line(): number {
    return this.lineAt(this.position);
  }

  /** From 1. */
  lineAt(position: number): number {
    return this.text.slice(0, position).split('\n').length;
  }

  /** The next sign that is no space; line ends count only where `lines` says so. */
  next(lines: boolean): string {
    const space = lines ? /[^\S\n]*/y : /\s*/y;
    space.lastIndex = this.position;
    this.position += space.exec(this.text)?.[0].length ?? 0;
    return this.text[this.position] ?? '';
  }

  /** Up to a separator. */
  word(): string {
    const word = /[^\s,;[\]()]+/y;
    word.lastIndex = this.position;
    const found = word.exec(this.text)?.[0] ?? this.text[this.position] ?? '';
    this.position += found.length;
    return found;
  }
}

/** `inCall`: inside `array(…)` a new line is a space; without it `[1 2⏎3 4]` has two rows, as in MATLAB. */
function bracketed(characters: Characters, inCall: boolean): EnteredValue {
  const counted = { numbers: 0 };
  const value = bracket(characters, inCall, 0, counted);
  // `, dtype=float32)` and `;`
  const rest = characters.text.slice(characters.position).replace(inCall ? /^\s*(?:,\s*\w+\s*=\s*[\w.'"<>:()]+\s*)*\)/ : '', '');
  const left = rest.replace(/^[\s;]+/, '');
  if (left !== '') throw new Unreadable(messages.unexpected(shortened(left.split(/\s/)[0]!), characters.line));
  return value;
}

function bracket(characters: Characters, inCall: boolean, depth: number, counted: { numbers: number }): EnteredValue {
  const opening = characters.next(false);
  const { line } = characters;
  const closing = opening === '(' ? ')' : ']';
  characters.position += 1;
  if (depth >= deepest) throw new Unreadable(messages.unexpected(opening, line));
  const inner: EnteredValue[] = [];
  const rows: number[][] = [[]];
  let isContinued = true;
  for (;;) {
    const sign = characters.next(!inCall && inner.length === 0);
    if (sign === '') throw new Unreadable(messages.unclosed(line));
    if (sign === closing) break;
    if (sign === '[' || sign === '(') {
      if (rows.some(row => row.length > 0)) throw new Unreadable(messages.unexpected(sign, characters.line));
      inner.push(bracket(characters, true, depth + 1, counted));
      continue;
    }
    if (sign === ',') {
      characters.position += 1;
      isContinued = true;
      continue;
    }
    if (sign === ';' || sign === '\n') {
      characters.position += 1;
      if (inner.length > 0) throw new Unreadable(messages.unexpected(sign, characters.line));
      if (rows.at(-1)!.length > 0 && !(sign === '\n' && isContinued)) rows.push([]);
      continue;
    }
    if (inner.length > 0) throw new Unreadable(messages.unexpected(shortened(characters.word()), characters.line));
    const row = rows.at(-1)!;
    const { position } = characters;
    row.push(numberIn(characters.word(), () => characters.lineAt(position), row.length + 1));
    isContinued = false;
    counted.numbers += 1;
    if (counted.numbers > mostNumbers) throw new Unreadable(messages.tooMany(mostNumbers));
  }
  characters.position += 1;
  if (inner.length > 0) return stacked(inner);
  const full = rows.filter(row => row.length > 0);
  if (full.length === 0) throw new Unreadable(messages.empty);
  // a single row is a list, which fits a vector as well as a row
  return full.length === 1 ? { lengths: [full[0]!.length], entries: Float64Array.from(full[0]!) } : inRows(full);
}

function stacked(inner: readonly EnteredValue[]): EnteredValue {
  const { lengths } = inner[0]!;
  const isAlike = inner.every(({ lengths: own }) => own.length === lengths.length && own.every((length, k) => length === lengths[k]));
  if (!isAlike) {
    const row = inner.findIndex(({ lengths: own }) => own.length !== 1 || own[0] !== lengths[0]);
    if (lengths.length === 1 && inner[row]!.lengths.length === 1) throw new Unreadable(messages.ragged(row + 1, inner[row]!.lengths[0]!, lengths[0]!));
    throw new Unreadable(messages.raggedBlocks);
  }
  const size = inner[0]!.entries.length;
  const entries = new Float64Array(inner.length * size);
  for (const [k, value] of inner.entries()) entries.set(value.entries, k * size);
  return { lengths: [inner.length, ...lengths], entries };
}

function inRows(rows: readonly (readonly number[])[]): EnteredValue {
  const columns = rows[0]!.length;
  const ragged = rows.findIndex(row => row.length !== columns);
  if (ragged >= 0) throw new Unreadable(messages.ragged(ragged + 1, rows[ragged]!.length, columns));
  return { lengths: [rows.length, columns], entries: Float64Array.from(rows.flat()) };
}

/** Lines of numbers, apart by tabs, semicolons, commas or spaces, whichever of them occurs first in this list. */
function table(text: string, start: number): EnteredValue {
  const before = text.slice(0, start).split('\n').length - 1;
  const body = text.slice(start).replace(/[\s;]+$/, '');
  const separator = separatorOf(body);
  const isOneLine = !body.trim().includes('\n');
  const lines = separator === ';' && isOneLine && /\d\s+[+\-−.\d]/.test(body) ? body.split(';') : body.split(/\r?\n/);
  const rows: number[][] = [];
  let numbers = 0;
  for (const [k, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const number = isOneLine ? before + 1 : before + k + 1;
    const cells = cellsOf(line, lines.length > 1 && isOneLine ? ' ' : separator);
    numbers += cells.length;
    if (numbers > mostNumbers) throw new Unreadable(messages.tooMany(mostNumbers));
    rows.push(
      cells.map((cell, place) => {
        if (cell === '') throw new Unreadable(messages.emptyCell(number, place + 1));
        return numberIn(cell, () => number, place + 1);
      }),
    );
  }
  if (rows.length === 0) throw new Unreadable(messages.empty);
  if (rows.length === 1 && rows[0]!.length === 1) return { lengths: [], entries: Float64Array.from(rows[0]!) };
  return rows.length === 1 ? { lengths: [rows[0]!.length], entries: Float64Array.from(rows[0]!) } : inRows(rows);
}

type Separator = '\t' | ';' | ',' | ' ';

function separatorOf(body: string): Separator {
  for (const separator of ['\t', ';'] as const) if (body.includes(separator)) return separator;
  return body.includes(',') ? ',' : ' ';
}

function cellsOf(line: string, separator: Separator): readonly string[] {
  const cells = separator === ' ' ? line.trim().split(/\s+/) : line.trim().split(separator);
  const trimmed = cells.map(cell =>
    cell
      .trim()
      .replace(/^"([^"]*)"$/, '$1')
      .trim(),
  );
  // a separator at the end of a line closes it
  return trimmed.length > 1 && trimmed.at(-1) === '' ? trimmed.slice(0, -1) : trimmed;
}
