/**
 * The one scanner for all host languages: it passes over code and literals and returns the comments. It reads every
 * character once; what looks ahead is bounded or remembered, so that no input makes it quadratic.
 */

import type { Comment } from './comment.ts';
import { grammarOf, type Opener } from './grammar.ts';
import type { HostLanguage } from './languages.ts';
import { closesRegex, endOfCharacter, isWordUnit, opensLine, opensRegex, opensStatement, standsAlone } from './surroundings.ts';
import type { Work } from './work.ts';

/** What wants to see the code itself: the search for functions. */
export interface CodeVisitor {
  /** The characters it is called for. */
  readonly characters: string;
  /** A character of code outside comments, literals and interpolations; returns where to go on, beyond `at`. */
  visit(unit: number, at: number): number;
}

/** A part of a text, the rest of which was read in an earlier version. */
export interface Stretch {
  /** What was read before it; where the last of them ends, reading goes on. */
  readonly before: readonly Comment[];
  /** Whether reading ends behind a comment that stands in no literal. */
  endsAt(comment: Comment): boolean;
}

/** The comments of a text in their order. Unterminated comments end with the text, unterminated literals with their line or the text. */
export function scanComments(text: string, language: HostLanguage, work: Work, visitor?: CodeVisitor, stretch?: Stretch): Comment[] {
  const grammar = grammarOf(language, visitor?.characters ?? '');
  const { openers, stops } = grammar;
  const comments: Comment[] = stretch === undefined ? [] : stretch.before.slice();
  let read = comments.length;
  /** The interpolated literals that are open around the current place, with the brackets open inside each. */
  const enclosing: { readonly literal: Opener; depth: number }[] = [];
  const length = text.length;
  let classes = grammar.classes;
  let at = comments.at(-1)?.end ?? 0;
  let noRegexBefore = 0;

  /** Reads a literal's contents from `from`; an interpolation makes the scanner read code again. */
  const passString = (literal: Opener, from: number): number => {
    const end = endOfString(text, from, literal, stops, work);
    if (end >= 0) return end;
    enclosing.push({ literal, depth: 0 });
    return ~end;
  };

  while (at < length) {
    const from = at;
    classes = enclosing.length === 0 ? grammar.classes : grammar.nestedClasses;
    while (at < length && classes[text.charCodeAt(at)] === 0) at++;
    work.visited += at - from + 1;
    if (at >= length) break;

    const unit = text.charCodeAt(at);
    const candidates = openers[classes[unit]!]!;
    let next = -1;
    for (let k = 0; k < candidates.length && next < 0; k++) {
      const delimiter = candidates[k]!;
      if (delimiter.open.length > 1 && !text.startsWith(delimiter.open, at)) continue;
      switch (delimiter.kind) {
        case 'line': {
          if (delimiter.at !== null && !opensLine(text, at, delimiter, work)) break;
          next = endOfLine(text, at, work);
          comments.push({ kind: 'line', start: at, contentStart: at + delimiter.open.length, contentEnd: next, end: next });
          break;
        }
        case 'block': {
          if (delimiter.alone && !standsAlone(text, at, delimiter.open.length, work)) break;
          next = passBlock(text, at, delimiter, comments, work);
          break;
        }
        case 'string': {
          if (delimiter.notAfterOperand && endsOperand(text, at - 1)) {
            next = at + 1;
            break;
          }
          const contentStart = at + delimiter.open.length;
          next = passString(delimiter, contentStart);
          if (delimiter.documentation && opensStatement(text, at, comments, work)) {
            const closed = next - delimiter.close.length >= contentStart && text.startsWith(delimiter.close, next - delimiter.close.length);
            comments.push({ kind: 'documentation', start: at, contentStart, contentEnd: closed ? next - delimiter.close.length : next, end: next });
          }
          break;
        }
        case 'character':
          next = delimiter.notAfterOperand && endsOperand(text, at - 1) ? at + 1 : endOfCharacter(text, at, work);
          break;
        case 'regex': {
          if (at < noRegexBefore || !opensRegex(text, at, comments, work)) break;
          next = closesRegex(text, at, work);
          if (next < 0) noRegexBefore = endOfLine(text, at, work);
          break;
        }
        case 'matched':
          next = passMatched(text, at, delimiter, comments, work);
          break;
        case 'continuation':
          next = endOfLine(text, at, work);
          break;
      }
    }
    if (next >= 0) {
      at = next;
      if (comments.length === read) continue;
      read = comments.length;
      const last = comments[read - 1]!;
      if (enclosing.length > 0) comments[read - 1] = { ...last, nested: true };
      else if (stretch?.endsAt(last) === true) break;
      continue;
    }
    const innermost = enclosing.at(-1);
    if (innermost !== undefined) {
      const close = innermost.literal.interpolation!.close;
      const opening = close === ')' ? OPEN_PARENTHESIS : OPEN_BRACE;
      if (unit === opening) innermost.depth++;
      else if (unit === close.charCodeAt(0) && innermost.depth-- === 0) {
        enclosing.pop();
        at = passString(innermost.literal, at + 1);
        continue;
      }
      at++;
    } else at = visitor === undefined ? at + 1 : visitor.visit(unit, at);
  }
  return comments;
}

/** Where the line ends that holds `at`: the place of its line break, or the text's end. */
export function endOfLine(text: string, at: number, work: Work): number {
  let i = at;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === LINE_FEED || c === CARRIAGE_RETURN) break;
    i++;
  }
  work.visited += i - at;
  return i;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BACKSLASH = 92;
const OPEN_PARENTHESIS = 40;
const OPEN_BRACE = 123;

/** A name, a number or a closing bracket ends before `at + 1`: what follows directly is a postfix sign. */
function endsOperand(text: string, at: number): boolean {
  if (at < 0) return false;
  const c = text.charCodeAt(at);
  return isWordUnit(c) || c === 41 || c === 93 || c === 125 || c === 39 || c === 46;
}

/** Behind the literal; the complement (`~`) of the place behind the sign where code is interpolated. */
function endOfString(text: string, from: number, literal: Opener, stops: Uint8Array, work: Work): number {
  const close = literal.close;
  const closing = close.charCodeAt(0);
  const interpolation = literal.interpolation?.open;
  const interpolating = interpolation === undefined ? -1 : interpolation.charCodeAt(0);
  const escaped = literal.escape === 'backslash' ? BACKSLASH : -1;
  let i = from;
  let interpolated = false;
  for (;;) {
    while (i < text.length && stops[text.charCodeAt(i)] === 0) i++;
    if (i >= text.length) break;
    const c = text.charCodeAt(i);
    if (c === closing && (close.length === 1 || text.startsWith(close, i))) {
      i += close.length;
      if (literal.escape !== 'doubled' || !text.startsWith(close, i)) break;
      i += close.length;
    } else if (c === interpolating && text.startsWith(interpolation!, i)) {
      i += interpolation!.length;
      interpolated = true;
      break;
    } else if (c === escaped) i += text.charCodeAt(i + 1) === CARRIAGE_RETURN ? 3 : 2;
    else if ((c === LINE_FEED || c === CARRIAGE_RETURN) && !literal.multiline) break;
    else i++;
  }
  i = Math.min(i, text.length);
  work.visited += i - from;
  return interpolated ? ~i : i;
}

function passBlock(text: string, start: number, delimiter: Opener, comments: Comment[], work: Work): number {
  const { open, close } = delimiter;
  const contentStart = start + open.length;
  const opening = open.charCodeAt(0);
  const closing = close.charCodeAt(0);
  let depth = 1;
  let i = contentStart;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === closing && text.startsWith(close, i) && (!delimiter.alone || standsAlone(text, i, close.length, work))) {
      depth--;
      i += close.length;
      if (depth === 0) break;
    } else if (delimiter.nested && c === opening && text.startsWith(open, i) && (!delimiter.alone || standsAlone(text, i, open.length, work))) {
      depth++;
      i += open.length;
    } else i++;
  }
  i = Math.min(i, text.length);
  work.visited += i - start;
  comments.push({ kind: 'block', start, contentStart, contentEnd: depth === 0 ? i - close.length : i, end: i });
  return i;
}

function passMatched(text: string, start: number, delimiter: Opener, comments: Comment[], work: Work): number {
  const before = start === 0 ? 0 : text.charCodeAt(start - 1);
  // `R"` at the end of a longer word is no prefix, unless that word is one of the encoding prefixes (`u8R"`, `br"`).
  if (isWordUnit(text.charCodeAt(start)) && isWordUnit(before) && !PREFIX_LETTERS.includes(String.fromCharCode(before))) return -1;
  const match = delimiter.match(text, start);
  work.visited += delimiter.open.length + (match?.close.length ?? 0);
  if (match === null) return -1;
  const found = text.indexOf(match.close, match.contentStart);
  const contentEnd = found < 0 ? text.length : found;
  const end = found < 0 ? text.length : found + match.close.length;
  work.visited += end - start;
  if (delimiter.comment) comments.push({ kind: 'block', start, contentStart: match.contentStart, contentEnd, end });
  return end;
}
const PREFIX_LETTERS = 'uUL8bc';
