/** `-2 Σ_n e_n Φ_nd`, `δ_pj R_iq + δ_qj R_ip` */

import type { IndexForm, IndexName } from './form.ts';
import { type IndexNotation, printIndexForm } from './indexPrinter.ts';
import { indexText, isOneCharacter } from './letters.ts';
import { LEVEL } from './precedence.ts';
import { unicodeNotation, unicodePower } from './unicode.ts';

export const printIndexUnicode = (form: IndexForm): string => printIndexForm(form, notation).text;

/** Letters run together while each is one character. */
function subscript(indices: readonly IndexName[]): string {
  let together = '_';
  for (const index of indices) {
    const letter = indexText(index);
    if (!isOneCharacter(letter)) return apart(indices);
    together += letter;
  }
  return together;
}

function apart(indices: readonly IndexName[]): string {
  const letters = indices.map(index => indexText(index));
  return letters.length === 1 ? `_${letters[0]}` : `_{${letters.join(',')}}`;
}

const notation: IndexNotation = {
  matrix: unicodeNotation,
  sum: index => `Σ${subscript([index])}`,
  delta: (left, right) => `δ${subscript([left, right])}`,
  indexed: (base, indices) => `${base}${subscript(indices)}`,
  tensorName: name => ({ text: name, level: LEVEL.atom }),
  // a superscript digit behind a bare index would belong to the index
  power: (base, exponent) => unicodePower(/_[^)\]}]*$/.test(base) && exponent.denominator !== 1 ? `(${base})` : base, exponent),
};
