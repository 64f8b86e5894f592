/** Where two versions of a text differ. */

/** The one stretch that was replaced: `[start, oldEnd)` of the version before by `[start, newEnd)` of the one after. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The shortest stretch outside which both texts are the same. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  const start = commonLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const behind = commonLength(shorter - start, (from, to) => ofEnd(before, from, to) === ofEnd(after, from, to));
  return { start, oldEnd: before.length - behind, newEnd: after.length - behind };
}

const ofEnd = (text: string, from: number, to: number): string => text.slice(text.length - to, text.length - from);

/** How far two texts agree, at most `limit`. Pieces are compared as a whole: that is far faster than one character after the other. */
function commonLength(limit: number, agree: (from: number, to: number) => boolean): number {
  let same = 0;
  let size = FIRST_PIECE;
  while (same < limit && agree(same, Math.min(limit, same + size))) {
    same = Math.min(limit, same + size);
    size *= 2;
  }
  let end = Math.min(limit, same + size);
  while (same < end) {
    const middle = (same + end + 1) >> 1;
    if (agree(same, middle)) same = middle;
    else end = middle - 1;
  }
  return same;
}
const FIRST_PIECE = 256;
