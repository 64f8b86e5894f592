/** Shapes that are described in a sentence behind a name: `an m-by-n matrix`, `a vector of length n`, `has length n`. */

import { isSizeName, separatedSizes } from './sizes.ts';

export interface DescribedShape {
  /** Behind the last size. */
  readonly end: number;
  /** Words that the language does not know. */
  readonly words: readonly { readonly start: number; readonly end: number }[];
}

/** The description that begins at an offset of the line; null where none does, or its sizes are no names of sizes. */
export function describedShape(line: string, start: number): DescribedShape | null {
  const rest = line.slice(start, start + LONGEST);
  const vector = VECTOR.exec(rest);
  if (vector !== null) return isSizeName(vector[2]!) ? { end: start + vector[0].length, words: wordsIn(vector[1]!, start) } : null;
  const lead = MATRIX_LEAD.exec(rest);
  if (lead === null) return null;
  const sizes = separatedSizes(line, start + lead[0].length);
  if (sizes === null || !/^[\s-]+(?:[\w-]+\s+)?(?:matrix|matrices|array|vector)/.test(line.slice(sizes.end))) return null;
  return { end: sizes.end, words: wordsIn(lead[0], start) };
}

const LONGEST = 80;
const VECTOR =
  /^((?:(?:is|are)\s+)?(?:an?\s+|the\s+)?(?:(?:real|dense|column)\s+)*)(?:vectors?\s+of\s+(?:length|size|dimension)|(?:has|have)\s+length)\s+([\p{L}\d][\p{L}\d_]{0,15})(?![\p{L}\d_([]|[.-]\S)/u;
const MATRIX_LEAD = /^(?:(?:is|are)\s+)?(?:an?|the)\s+(?:(?:real|dense|square|full)\s+)*/i;

/** The words but for the verb, each with its place. */
function wordsIn(lead: string, start: number): { start: number; end: number }[] {
  return [...lead.matchAll(/\S+/g)]
    .filter(([word]) => word !== 'is' && word !== 'are')
    .map(match => ({ start: start + match.index, end: start + match.index + match[0].length }));
}
