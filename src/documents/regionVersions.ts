/** The functions of a text that differs from an earlier version inside one comment: the code is what it was. */

import type { Comment } from './comment.ts';
import type { Region } from './regions.ts';
import type { TextChange } from './textChange.ts';

/** The regions at their new places; null where the change may have reached code, or the comments around it are others. */
export function regionsAfter(
  change: TextChange,
  earlier: { readonly text: string; readonly comments: readonly Comment[]; readonly regions: readonly Region[] | null },
  text: string,
  comments: readonly Comment[],
): readonly Region[] | null {
  if (earlier.regions === null || !isInsideComment(change, earlier.comments, comments)) return null;
  // The end of a line may be the end of a region.
  if (BREAK.test(earlier.text.slice(change.start, change.oldEnd)) || BREAK.test(text.slice(change.start, change.newEnd))) return null;
  const delta = change.newEnd - change.oldEnd;
  if (delta === 0) return earlier.regions;
  const moved = (offset: number): number => (offset < change.oldEnd ? offset : offset + delta);
  return earlier.regions.map(({ start, end }) => ({ start: moved(start), end: moved(end) }));
}

const BREAK = /[\r\n]/;

/** Every comment is one of the version before: those before the change where they stood, those behind it moved, and one that was changed inside. */
function isInsideComment({ start, oldEnd, newEnd }: TextChange, earlier: readonly Comment[], comments: readonly Comment[]): boolean {
  if (earlier.length !== comments.length) return false;
  const delta = newEnd - oldEnd;
  let isInside = false;
  for (let k = 0; k < comments.length; k++) {
    const then = earlier[k]!;
    const now = comments[k]!;
    if (then === now) continue;
    if (then.kind !== now.kind || then.nested !== now.nested) return false;
    const isChanged = then.contentStart <= start && oldEnd <= then.contentEnd;
    const shift = isChanged || then.end <= start ? 0 : delta;
    if (now.start !== then.start + shift || now.contentStart !== then.contentStart + shift) return false;
    const shiftOfEnd = isChanged ? delta : shift;
    if (now.contentEnd !== then.contentEnd + shiftOfEnd || now.end !== then.end + shiftOfEnd) return false;
    isInside ||= isChanged;
  }
  return isInside;
}
