/** The lines of a comment, without its signs and decoration. */

import type { Comment } from './comment.ts';
import type { Work } from './work.ts';

export interface CommentLine {
  /** Of the text, white space at both ends left out; `start === end` for an empty line. */
  readonly start: number;
  readonly end: number;
  /** Where the line break stands that ends it, or the comment's end. */
  readonly lineEnd: number;
  /** Columns before the text. */
  readonly indent: number;
  /** An empty line of the document stands between the line before and this one. */
  readonly afterGap: boolean;
}

/** Appends the lines of one comment. */
export function addLinesOf(text: string, comment: Comment, afterGap: boolean, lines: CommentLine[], work: Work): void {
  work.visited += comment.end - comment.start;
  if (comment.kind === 'line') {
    const start = afterRepeatedSign(text, comment.contentStart, comment.contentEnd);
    lines.push(trimmed(text, start, comment.contentEnd, comment.end, start - comment.start, afterGap));
    return;
  }
  const starred = comment.kind === 'block' && text.charCodeAt(comment.contentStart - 1) === STAR;
  let start = starred ? afterRepeatedSign(text, comment.contentStart, comment.contentEnd) : comment.contentStart;
  let first = true;
  while (start <= comment.contentEnd) {
    const lineEnd = breakAt(text, start, comment.contentEnd);
    const from = first || !starred ? start : afterStar(text, start, lineEnd);
    const to = starred && lineEnd === comment.contentEnd ? beforeStars(text, from, lineEnd) : lineEnd;
    lines.push(trimmed(text, from, to, lineEnd, from - start, first && afterGap));
    first = false;
    start = lineEnd + (text.charCodeAt(lineEnd) === 13 && text.charCodeAt(lineEnd + 1) === 10 ? 2 : 1);
  }
}

const STAR = 42;
const HYPHEN = 45;
const isBlank = (c: number): boolean => c === 32 || c === 9 || c === 13 || c === 0xfeff;

function trimmed(text: string, from: number, to: number, lineEnd: number, columns: number, afterGap: boolean): CommentLine {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end, lineEnd, indent: columns + start - from, afterGap };
}

function breakAt(text: string, from: number, limit: number): number {
  let i = from;
  while (i < limit && text.charCodeAt(i) !== 10 && text.charCodeAt(i) !== 13) i++;
  return i;
}

/** `///`, `//!`, `/**`, `##`, `%%`, `#'`, `--|`: repetitions of the sign and one mark of documentation, where a blank or nothing follows. */
function afterRepeatedSign(text: string, from: number, limit: number): number {
  const sign = text.charCodeAt(from - 1);
  let i = from;
  while (i < limit && text.charCodeAt(i) === sign) i++;
  // Haskell sets its mark apart: `-- |`.
  if (sign === HYPHEN && text.charCodeAt(i) === 32 && '|^'.includes(text.charAt(i + 1) || ' ')) i++;
  const mark = text.charAt(i);
  const after = text.charCodeAt(i + 1);
  if (i < limit && mark !== '' && "!<'|^>".includes(mark) && (i + 1 >= limit || isBlank(after) || after === 10)) i++;
  return i;
}

/** Behind the ` * ` that decorates a line of a block comment. */
function afterStar(text: string, from: number, limit: number): number {
  let i = from;
  while (i < limit && isBlank(text.charCodeAt(i))) i++;
  return text.charCodeAt(i) === STAR && (i + 1 >= limit || isBlank(text.charCodeAt(i + 1))) ? Math.min(i + 1, limit) : from;
}

function beforeStars(text: string, from: number, to: number): number {
  let i = to;
  while (i > from && text.charCodeAt(i - 1) === STAR) i--;
  return i === from || isBlank(text.charCodeAt(i - 1)) ? i : to;
}
