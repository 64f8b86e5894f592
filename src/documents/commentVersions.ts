/** The comments of a text that differs from an earlier version in one stretch: only what the change can reach is read again. */

import type { Comment } from './comment.ts';
import type { HostLanguage } from './languages.ts';
import { endOfLine, scanComments } from './scanner.ts';
import { isBreak } from './surroundings.ts';
import type { TextChange } from './textChange.ts';
import type { Work } from './work.ts';

export interface CommentVersion {
  readonly comments: readonly Comment[];
  /** So many at the beginning are those of the version before. */
  readonly kept: number;
  /** So many at the end are those of the version before, at their new places. */
  readonly moved: number;
}

/**
 * What the scanner decides at a place depends on its state and on the text before. Behind a comment that stands in no
 * literal the state is always the same, so reading goes on behind the last comment on the lines before the change, and
 * ends at a comment that was there before and has code between the change and itself, because no sign looks back across
 * code, or at once where the change is inside of a comment.
 */
export function commentsAfter(change: TextChange, earlier: readonly Comment[], text: string, language: HostLanguage, work: Work): CommentVersion {
  const lineStart = startOfLine(text, change.start);
  let kept = firstFrom(earlier, lineStart - 1);
  while (kept > 0 && (earlier[kept - 1]!.end >= lineStart || earlier[kept - 1]!.nested === true)) kept--;
  const delta = change.newEnd - change.oldEnd;
  const unchanged = endOfLine(text, change.newEnd, work) + 1;
  let from = unchanged;
  let isBehindCode = false;
  /** The first one that is as it was. */
  let same = -1;
  /** Behind the comment in which the change is. */
  let behind = -1;
  const comments = scanComments(text, language, work, undefined, {
    before: earlier.slice(0, kept),
    endsAt: comment => {
      const inside = changedInside(comment, change, earlier);
      if (inside >= 0) {
        behind = inside + 1;
        return true;
      }
      if (comment.start < unchanged) return false;
      isBehindCode ||= holdsCode(text, from, comment.start, work);
      from = comment.end;
      if (!isBehindCode) return false;
      const at = firstFrom(earlier, comment.start - delta);
      const before = earlier[at];
      if (before === undefined || before.nested === true || before.kind !== comment.kind) return false;
      if (before.start !== comment.start - delta || before.end !== comment.end - delta) return false;
      same = at;
      return true;
    },
  });
  if (same < 0 && behind < 0) return { comments, kept, moved: 0 };
  const moved = earlier.slice(behind < 0 ? same + 1 : behind);
  if (delta !== 0) for (let k = 0; k < moved.length; k++) moved[k] = movedBy(moved[k]!, delta);
  return { comments: comments.concat(moved), kept, moved: earlier.length - (behind < 0 ? same : behind) };
}

/** The place of the comment among the earlier ones that is this one but for the change in its content; -1 where it is none. Signs behind it see no more of it than where it stands. */
function changedInside(comment: Comment, { start, oldEnd, newEnd }: TextChange, earlier: readonly Comment[]): number {
  const at = firstFrom(earlier, comment.start);
  const before = earlier[at];
  if (before === undefined || before.nested === true || before.kind !== comment.kind) return -1;
  if (before.start !== comment.start || before.contentStart !== comment.contentStart) return -1;
  if (start < before.contentStart || oldEnd > before.contentEnd) return -1;
  const delta = newEnd - oldEnd;
  return comment.contentEnd === before.contentEnd + delta && comment.end === before.end + delta ? at : -1;
}

function movedBy(comment: Comment, delta: number): Comment {
  const { kind, start, contentStart, contentEnd, end, nested } = comment;
  const moved = { kind, start: start + delta, contentStart: contentStart + delta, contentEnd: contentEnd + delta, end: end + delta };
  return nested === undefined ? moved : { ...moved, nested };
}

/** The place of the first comment that begins at `offset` or behind it. */
function firstFrom(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

function holdsCode(text: string, from: number, to: number, work: Work): boolean {
  let at = from;
  while (at < to && text.charCodeAt(at) <= 32) at++;
  work.visited += Math.max(0, at - from + 1);
  return at < to;
}
