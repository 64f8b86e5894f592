/** A name written as its neighbours are: a LaTeX command, the word for a Greek letter, or the letter. */

import type { Occurrence } from '../analysis/occurrences.ts';
import { identifier, latexName } from '../notation/names.ts';
import { canonicalName } from '../syntax/names.ts';

/** What is asked for: as it was typed, and what it is read as. */
export interface NewName {
  readonly typed: string;
  readonly name: string;
}

/** The new name in the spelling of an occurrence, which stands in the text. */
export function spelled({ typed, name }: NewName, { start, end, block, isAdjoint, entity }: Occurrence, text: string, languageId: string): string {
  const written = text.slice(start, end);
  const isLatex = languageId !== 'typst' && (block.kind === 'inline' || block.kind === 'display');
  const plain = typed.includes('\\') ? name : typed;
  if (written.includes('\\') || (isLatex && !NOT_ASCII.test(written))) return isLatex || NOT_ASCII.test(name) ? latexName(name) : plain;
  if (NOT_ASCII.test(written)) return name;
  if (!NOT_ASCII.test(entity.name) && !isAdjoint) return plain;
  const word = identifier(name, NO_WORDS);
  return canonicalName(word) === name ? word : plain;
}
const NOT_ASCII = /[^\0-\x7f]/;
const NO_WORDS: ReadonlySet<string> = new Set();

/** Blanks that keep the name apart from the letters beside it: `Ax` with a longer name, `\theta x`. */
export function keptApart(spelling: string, { end, isAdjoint, entity }: Occurrence, text: string, touchesBefore: boolean): string {
  if (isAdjoint || entity.kind === 'index') return spelling;
  const isLong = [...spelling].length > 1;
  const next = text.slice(end, end + 2);
  const isWordBehind = LETTER.test(next) || (/^\d/.test(next) && /\w$/.test(spelling));
  const before = isLong && touchesBefore ? ' ' : '';
  return `${before}${spelling}${isLong && isWordBehind ? ' ' : ''}`;
}
const LETTER = /^[\p{Lu}\p{Ll}\p{Lo}]/u;
