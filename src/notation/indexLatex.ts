/** `-2 \sum_{n=1}^{N} e_{n} \Phi_{nd}`, the free indices in the colours of their axes where asked for. */

import type { IndexForm, IndexName } from './form.ts';
import { firstPosition, lastPosition } from './indexBase.ts';
import { type IndexNotation, printIndexForm } from './indexPrinter.ts';
import { latexNotation, latexPower, printLatexSize } from './latex.ts';
import { indexText, isOneCharacter } from './letters.ts';
import { latexName } from './names.ts';
import { LEVEL } from './precedence.ts';

export interface IndexLatexOptions {
  /** Wraps the indices of the numerator in `\textcolor{0a0001}{…}` and the denominator's in `\textcolor{0a0002}{…}`. */
  readonly colours?: boolean;
}

export const printIndexLatex = (form: IndexForm, options: IndexLatexOptions = {}): string => printIndexForm(form, options.colours ? coloured : plain).text;

const SENTINEL: Readonly<Record<IndexName['role'], string | null>> = { numerator: '0a0001', denominator: '0a0002', summed: null };

/** Neighbours of one role share a colour group. */
function letters(indices: readonly IndexName[], colours: boolean): string {
  let separator = '';
  for (const index of indices) if (!isOneCharacter(indexText(index))) separator = ',';
  let all: string | null = null;
  for (let k = 0; k < indices.length; ) {
    const { role } = indices[k]!;
    let group = latexIndex(indices[k]!);
    for (k++; k < indices.length && indices[k]!.role === role; k++) group = joinLetters(group, latexIndex(indices[k]!), separator);
    const colour = colours ? SENTINEL[role] : null;
    const text: string = colour ? `\\textcolor{${colour}}{${group}}` : group;
    all = all === null ? text : colour ? `${all}${separator}${text}` : joinLetters(all, text, separator);
  }
  return all ?? '';
}

const latexIndex = (index: IndexName): string => indexText(index, latexName, printLatexSize);

/** A command must not swallow the letter behind it. */
const joinLetters = (before: string, text: string, separator: string): string =>
  separator === '' && isLetter(before.charCodeAt(before.length - 1)) && isLetter(text.charCodeAt(0)) && /\\[A-Za-z]+$/.test(before)
    ? `${before} ${text}`
    : `${before}${separator}${text}`;

const isLetter = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);

const notationWith = (colours: boolean): IndexNotation => ({
  matrix: latexNotation,
  sum: index => `\\sum_{${letters([index], false)}=${firstPosition()}}^{${printLatexSize(lastPosition(index.size))}}`,
  delta: (left, right) => `\\delta_{${letters([left, right], colours)}}`,
  indexed: (base, indices) => `${base}_{${letters(indices, colours)}}`,
  tensorName: name => ({ text: latexName(name), level: LEVEL.atom }),
  power: latexPower,
});
const plain = notationWith(false);
const coloured = notationWith(true);
