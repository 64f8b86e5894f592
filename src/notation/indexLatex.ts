/** `-2 \sum_{n=1}^{N} e_{n} \Phi_{nd}`, the free indices in the colours of their axes where asked for. */

import type { IndexForm, IndexName } from './form.ts';
import { type IndexNotation, printIndexForm } from './indexPrinter.ts';
import { latexNotation, latexPower, printLatexSize } from './latex.ts';
import { indexText } from './letters.ts';
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
  const separator = indices.every(index => [...indexText(index)].length === 1) ? '' : ',';
  const groups: { readonly role: IndexName['role']; readonly names: string[] }[] = [];
  for (const index of indices) {
    const last = groups.at(-1);
    if (last && last.role === index.role) last.names.push(latexIndex(index));
    else groups.push({ role: index.role, names: [latexIndex(index)] });
  }
  return groups
    .map(({ role, names }) => {
      const text = joinLetters(names, separator);
      const colour = colours ? SENTINEL[role] : null;
      return colour ? `\\textcolor{${colour}}{${text}}` : text;
    })
    .reduce((all, text) => joinLetters([all, text], separator));
}

const latexIndex = (index: IndexName): string => indexText(index, latexName, printLatexSize);

/** A command must not swallow the letter behind it. */
const joinLetters = (texts: readonly string[], separator: string): string =>
  texts.reduce((all, text) => (separator === '' && /\\[A-Za-z]+$/.test(all) && /^[A-Za-z]/.test(text) ? `${all} ${text}` : `${all}${separator}${text}`));

const notationWith = (colours: boolean): IndexNotation => ({
  matrix: latexNotation,
  sum: index => `\\sum_{${letters([index], false)}=1}^{${printLatexSize(index.size)}}`,
  delta: (left, right) => `\\delta_{${letters([left, right], colours)}}`,
  indexed: (base, indices) => `${base}_{${letters(indices, colours)}}`,
  tensorName: name => ({ text: latexName(name), level: LEVEL.atom }),
  power: latexPower,
});
const plain = notationWith(false);
const coloured = notationWith(true);
