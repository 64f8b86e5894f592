/** Shapes in words, as sentences and documentation say them: `an m-by-n matrix`, `numeric vector of length n`, `array of shape (n, d)`. */

import { bracketedSizes, isSizeName, separatedSizes } from './sizes.ts';

export interface WordedShape {
  /** Where that begins which the language reads: the sizes, or the words of a length. */
  readonly start: number;
  readonly end: number;
}

/** One way to say a shape: words, sizes, words. */
interface Wording {
  /** What stands before the sizes; what of it the language reads is the group `read`. */
  readonly before: string;
  readonly sizes: 'shape' | 'length';
  /** What stands behind the sizes. */
  readonly behind?: RegExp;
  /** In a sentence that begins with a name it says the shape of that name. Elsewhere it may be of something else. */
  readonly ofSentences?: true;
  /** A shape only of what is known to be an array. */
  readonly ofArrays?: true;
}

const NOUN = '(?:matrix|matrices|array|tensor|design|ndarray|vector)';
/** A wording is looked for from where a word begins. */
const BOUNDARY = String.raw`(?:^|(?<=[\s\x60]))(?=[([\p{L}\d])`;

/** In the order of trial. */
const WORDINGS: readonly Wording[] = [
  // `shape (n, d)`, `of size n x p`, `shape: [B, T]`, `` shape `(N, C)` ``
  { before: String.raw`\b(?:shape|size|dimensions?)\s*(?:is|of|[:=])?\s*\x60{0,2}(?=[([\p{L}\d])`, sizes: 'shape' },
  { before: String.raw`\b(?<read>vectors?\s+of\s+(?:length|size|dimension)\s+)\x60?`, sizes: 'length', ofSentences: true },
  { before: String.raw`\b(?:array|list)\s+(?<read>of\s+(?:length|size|dimension)\s+)\x60?`, sizes: 'length' },
  { before: String.raw`\b(?:has|have)\s+(?<read>length\s+)`, sizes: 'length', ofSentences: true },
  // `an n by p matrix`
  { before: BOUNDARY, sizes: 'shape', behind: new RegExp(String.raw`^[\x60)\]]*[\s-]+(?:[\p{L}-]{1,20}\s+){0,2}${NOUN}\b`, 'iu'), ofSentences: true },
  // `numeric matrix (n x p)`, `design matrix, n × p`
  { before: String.raw`\b${NOUN}\b[\s,:\x60([-]*(?:of\s+)?${BOUNDARY}`, sizes: 'shape' },
  { before: BOUNDARY, sizes: 'shape', ofArrays: true },
];

const ROWS = WORDINGS.map(wording => ({
  ...wording,
  anywhere: new RegExp(wording.before, 'dgiu'),
  behindName: new RegExp(String.raw`(?:(?:is|are)\s+)?(?:an?\s+|the\s+)?(?:(?:real|dense|square|full|column)\s+)*${wording.before}`, 'diuy'),
}));

/** The shape that a line says from an offset on, of a parameter that is known to be an array or not. */
export function shapeSaid(line: string, from: number, isArray: boolean): WordedShape | null {
  for (const row of ROWS) {
    if (row.ofArrays === true && !isArray) continue;
    for (const match of line.slice(from).matchAll(row.anywhere)) {
      const shape = shapeAt(line, from, match, row);
      if (shape !== null) return shape;
    }
  }
  return null;
}

/** What a sentence says of the names before an offset: `a vector of length n`, `is an m-by-n matrix`, `has length n`. */
export function describedShape(line: string, start: number): WordedShape | null {
  const rest = line.slice(start, start + LONGEST_DESCRIPTION);
  for (const row of ROWS) {
    if (row.ofSentences !== true) continue;
    row.behindName.lastIndex = 0;
    const match = row.behindName.exec(rest);
    const shape = match === null ? null : shapeAt(line, start, match, row);
    if (shape !== null) return shape;
  }
  return null;
}
const LONGEST_DESCRIPTION = 80;

function shapeAt(line: string, from: number, match: RegExpExecArray, { sizes, behind }: Wording): WordedShape | null {
  const sizesStart = from + match.index + match[0].length;
  const read = match.indices?.groups?.read?.[0];
  const end = sizes === 'length' ? endOfLength(line, sizesStart) : ((bracketedSizes(line, sizesStart) ?? separatedSizes(line, sizesStart))?.end ?? -1);
  if (end < 0 || (behind !== undefined && !behind.test(line.slice(end)))) return null;
  return { start: read === undefined ? sizesStart : from + read, end };
}

/** -1 where no name of a size stands there by itself. */
function endOfLength(line: string, start: number): number {
  LENGTH.lastIndex = start;
  const size = LENGTH.exec(line)?.[0];
  return size !== undefined && isSizeName(size) ? start + size.length : -1;
}
const LENGTH = /[\p{L}\d][\p{L}\d_]{0,23}(?![\p{L}\d_([]|[.-]\S)/uy;
