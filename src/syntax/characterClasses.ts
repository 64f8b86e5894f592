/** What a character may begin, by its code: decided once from the tables and remembered, because the lexer asks for every character. */

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

export const BLANK = 1;
export const DIGIT = 2;
export const LETTER = 3;
/** Belongs to the letter before it. */
export const MARK = 4;
export const BACKSLASH = 5;
export const QUOTE = 6;
export const RAISED = 7;
export const LOWERED = 8;
/** `ᵀ` and its kin. */
export const RAISED_TRANSPOSE = 9;
export const DOT = 10;
export const BAR = 11;
/** May begin an operator of several characters. */
export const SEQUENCE = 12;
export const OPENER = 13;
export const CLOSER = 14;
export const FRACTION = 15;
/** `$`, `&`, code ticks, `~`: mean nothing, or nothing outside of a matrix. */
export const SILENT = 16;
export const OPERATOR = 17;
export const UNKNOWN = 18;
/** Half of a character: `classOf` of the whole one says what it is. */
export const SURROGATE = 19;

const classes = new Uint8Array(0x10000);

/** The class of the code unit at a position; 0 past the end. */
export function classAt(text: string, at: number): number {
  if (at >= text.length) return 0;
  const unit = text.charCodeAt(at);
  return classes[unit]! || remember(unit);
}

function remember(unit: number): number {
  const found = unit >= 0xd800 && unit <= 0xdfff ? SURROGATE : classOf(String.fromCharCode(unit));
  classes[unit] = found;
  return found;
}

const SEQUENCE_STARTS: ReadonlySet<string> = new Set(OPERATOR_SEQUENCES.map(([written]) => written[0]!));

/** The class of a whole character. */
export function classOf(character: string): number {
  if (isBlank(character)) return BLANK;
  if (isDigit(character)) return DIGIT;
  if (isLetter(character)) return LETTER;
  if (isMark(character)) return MARK;
  if (character === '\\') return BACKSLASH;
  if (character === "'" || character === '"') return QUOTE;
  if (SUPERSCRIPTS.has(character)) return RAISED;
  if (SUBSCRIPTS.has(character)) return LOWERED;
  if (RAISED_TRANSPOSES.has(character)) return RAISED_TRANSPOSE;
  if (character === '.') return DOT;
  if (BARS.has(character)) return BAR;
  if (SEQUENCE_STARTS.has(character)) return SEQUENCE;
  if (OPENERS.has(character)) return OPENER;
  if (CLOSERS.has(character)) return CLOSER;
  if (FRACTIONS.has(character)) return FRACTION;
  if (character === '$' || character === '`' || character === '&' || character === '~') return SILENT;
  return OPERATOR_CHARACTERS.has(character) ? OPERATOR : UNKNOWN;
}
