/** Decisions that depend on what stands around a sign. Each looks at a bounded number of characters, or at white space that no other sign shares. */

import type { Comment } from './comment.ts';
import type { Opener } from './grammar.ts';
import type { Work } from './work.ts';

/** A letter, a digit, `_`, or anything beyond ASCII. */
export function isWordUnit(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c >= 128;
}

/** A line comment that opens only at certain places opens at `start`. */
export function opensLine(text: string, start: number, { at, open }: Pick<Opener, 'at' | 'open'>, work: Work): boolean {
  const end = start + open.length;
  if (isWordUnit(text.charCodeAt(end - 1)) && isWordUnit(text.charCodeAt(end))) return false;
  if (at === 'wordStart') return start === 0 || text.charCodeAt(start - 1) <= 32;
  let i = start - 1;
  while (i >= 0 && isBlank(text.charCodeAt(i))) i--;
  work.visited += start - i;
  return i < 0 || isBreak(text.charCodeAt(i));
}

/** Nothing but blanks stands beside the sign on its line. */
export function standsAlone(text: string, start: number, length: number, work: Work): boolean {
  let i = start - 1;
  while (i >= 0 && isBlank(text.charCodeAt(i))) i--;
  let k = start + length;
  while (k < text.length && isBlank(text.charCodeAt(k))) k++;
  work.visited += start - i + k - start;
  return (i < 0 || isBreak(text.charCodeAt(i))) && (k >= text.length || isBreak(text.charCodeAt(k)));
}

/** The end of a character literal that opens at `start`, or the place behind the sign where it is none. */
export function endOfCharacter(text: string, start: number, work: Work): number {
  let i = start + 1;
  const c = text.charCodeAt(i);
  if (c === 92) {
    const limit = Math.min(text.length, i + LONGEST_ESCAPE);
    i += 2;
    while (i < limit && text.charCodeAt(i) !== 39 && !isBreak(text.charCodeAt(i))) i++;
  } else i += c >= 0xd800 && c < 0xdc00 ? 2 : 1;
  work.visited += i - start;
  return text.charCodeAt(i) === 39 && !isBreak(c) ? i + 1 : start + 1;
}
/** `'\u{10ffff}'` */
const LONGEST_ESCAPE = 12;

/** The string that opens at `start` is a statement of its own: nothing before it on its line, and no expression that it would continue. */
export function opensStatement(text: string, start: number, comments: readonly Comment[], work: Work): boolean {
  let i = start - 1;
  while (i >= 0 && start - i < LONGEST_PREFIX && isWordUnit(text.charCodeAt(i))) i--;
  const prefix = text.slice(i + 1, start);
  if (prefix !== '' && !DOCUMENTATION_PREFIXES.has(prefix)) return false;
  if (text.startsWith('@doc ', i - 4)) i -= 5;
  while (i >= 0 && isBlank(text.charCodeAt(i))) i--;
  work.visited += start - i;
  if (i >= 0 && !isBreak(text.charCodeAt(i))) return false;
  const before = significantBefore(text, i, comments, work);
  return before < 0 || !'([{,=+-*%&|\\<>'.includes(text.charAt(before));
}
const LONGEST_PREFIX = 8;
const DOCUMENTATION_PREFIXES: ReadonlySet<string> = new Set(['r', 'R', 'u', 'U', 'raw']);

/** A `/` here begins a regular expression and divides nothing. */
export function opensRegex(text: string, start: number, comments: readonly Comment[], work: Work): boolean {
  const before = significantBefore(text, start - 1, comments, work);
  if (before < 0) return true;
  const c = text.charAt(before);
  if ('(,=:[!&|?{};+-*%~^<>'.includes(c)) return true;
  if (!isWordUnit(text.charCodeAt(before))) return false;
  let i = before;
  while (i >= 0 && before - i < LONGEST_KEYWORD && isWordUnit(text.charCodeAt(i))) i--;
  work.visited += before - i;
  return BEFORE_REGEX.has(text.slice(i + 1, before + 1));
}
const LONGEST_KEYWORD = 12;
const BEFORE_REGEX: ReadonlySet<string> = new Set('return typeof case in of delete void throw new instanceof do else yield await'.split(' '));

/** The end of the regular expression that opens at `start`; -1 where its line ends before it does. */
export function closesRegex(text: string, start: number, work: Work): number {
  let i = start + 1;
  let inClass = false;
  let end = -1;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (isBreak(c)) break;
    if (c === 92) i++;
    else if (c === 91) inClass = true;
    else if (c === 93) inClass = false;
    else if (c === 47 && !inClass) {
      end = i + 1;
      break;
    }
  }
  work.visited += i - start;
  return end;
}

/** The last character of code at or before `at`: white space and the comments that end there are passed over. A documentation string is code here, so that a run of them is not walked again and again. */
function significantBefore(text: string, at: number, comments: readonly Comment[], work: Work): number {
  let i = at;
  let k = comments.length - 1;
  for (;;) {
    const from = i;
    while (i >= 0 && text.charCodeAt(i) <= 32) i--;
    work.visited += from - i + 1;
    const comment = comments[k];
    if (comment === undefined || comment.end !== i + 1 || comment.kind === 'documentation') return i;
    i = comment.start - 1;
    k--;
  }
}
const isBlank = (c: number): boolean => c === 32 || c === 9;
/** A character that ends a line, alone or with the next one. */
export const isBreak = (c: number): boolean => c === 10 || c === 13;
