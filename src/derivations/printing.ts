/** Forms as the text and the TeX of a derivation's parts. */

import type { IndexForm, IndexName, MatrixForm } from '../notation/form.ts';
import { firstPosition, lastPosition } from '../notation/indexBase.ts';
import { type IndexNotation, printIndexForm } from '../notation/indexPrinter.ts';
import { latexNotation, latexPower, printLatexSize } from '../notation/latex.ts';
import { indexText } from '../notation/letters.ts';
import { latexName } from '../notation/names.ts';
import { atLevel, LEVEL, type Notation, type Piece, printForm } from '../notation/precedence.ts';
import { unicodeNotation, unicodePower } from '../notation/unicode.ts';
import { isDifferentialOf } from './symbols.ts';

export interface Printed {
  readonly unicode: string;
  readonly tex: string;
}

/** Stands for the d of a differential until the text is whole, so that a differential is known among the factors. */
const MARK = '\u2146';

/** A differential takes no superscript without brackets, `(dθ)ᵀ`, and no factor behind it: `(dA) x`. */
const unicode: Notation = {
  ...unicodeNotation,
  name: form => {
    const of = isDifferentialOf(form.name);
    return of === null ? unicodeNotation.name(form) : { text: `${MARK}${of}`, level: LEVEL.factor };
  },
  juxtapose: factors => factors.map((factor, k) => (k < factors.length - 1 && factor.startsWith(MARK) ? `(${factor})` : factor)).join(' '),
};

const TEX_MARK = '\\mathrm{d}';
const tex: Notation = {
  ...latexNotation,
  name: form => {
    const of = isDifferentialOf(form.name);
    return of === null ? latexNotation.name(form) : { text: `${TEX_MARK}${latexName(of)}`, level: LEVEL.factor };
  },
  // the Euclidean norm needs no mark: no other norm of a vector is written here
  call: (name, argument) => {
    const piece = latexNotation.call(name, argument);
    return name === 'norm2' ? { ...piece, text: piece.text.replace(/_2$/, '') } : piece;
  },
  juxtapose: factors =>
    factors
      .map((factor, k) => {
        if (!factor.startsWith(TEX_MARK)) return factor;
        return k < factors.length - 1 ? `(${factor})` : `${k > 0 ? '\\,' : ''}${factor}`;
      })
      .join(' '),
};

const plainText = (text: string): string => text.replaceAll(MARK, 'd');

/** @param level brackets are put where the form holds together less: see LEVEL */
export function printed(form: MatrixForm, level: number = LEVEL.sum): Printed {
  if (form.kind === 'zeros') return ZERO;
  return { unicode: plainText(atLevel(printForm(form, unicode), level, unicode)), tex: atLevel(printForm(form, tex), level, tex) };
}

/** Of any shape: the shape stands below it. */
const ZERO: Printed = { unicode: '0', tex: '0' };

export const printedName = (name: string): Printed => {
  const of = isDifferentialOf(name);
  return of === null ? { unicode: name, tex: latexName(name) } : { unicode: `d${of}`, tex: `\\mathrm{d}${latexName(of)}` };
};

/** The two sentinel colours of the axes. */
const SENTINEL: Readonly<Record<IndexName['role'], string | null>> = { numerator: '0a0001', denominator: '0a0002', summed: null };

const isSingle = (index: IndexName): boolean => [...indexText(index)].length === 1;

/** `_nd`, `_{n,d2}` */
function unicodeSubscript(indices: readonly IndexName[]): string {
  if (indices.every(isSingle)) return `_${indices.map(index => indexText(index)).join('')}`;
  return `_{${indices.map(index => indexText(index)).join(',')}}`;
}

function texSubscript(indices: readonly IndexName[], coloured = true): string {
  const separator = indices.every(isSingle) ? '' : ',';
  return indices
    .map(index => {
      const colour = coloured ? SENTINEL[index.role] : null;
      const letter = indexText(index, latexName, printLatexSize);
      return colour ? `\\textcolor{${colour}}{${letter}}` : letter;
    })
    .reduce((all, text) => (/\\[A-Za-z]+$/.test(all) && separator === '' && /^[A-Za-z]/.test(text) ? `${all} ${text}` : `${all}${separator}${text}`));
}

// entries commute, so a differential among them needs no brackets
const unicodeIndex: IndexNotation = {
  matrix: { ...unicode, juxtapose: unicodeNotation.juxtapose },
  sum: index => `Σ${unicodeSubscript([index])}`,
  delta: (left, right) => `δ${unicodeSubscript([left, right])}`,
  indexed: (base, indices) => `${base}${unicodeSubscript(indices)}`,
  tensorName: name => nameAtom(printedName(name).unicode),
  power: (base, exponent) => unicodePower(/_[^)\]}]*$/.test(base) && exponent.denominator !== 1 ? `(${base})` : base, exponent),
};
const texIndex: IndexNotation = {
  matrix: { ...tex, juxtapose: latexNotation.juxtapose },
  sum: index => texSum(index),
  delta: (left, right) => `\\delta_{${texSubscript([left, right])}}`,
  indexed: (base, indices) => `${base}_{${texSubscript(indices)}}`,
  tensorName: name => nameAtom(printedName(name).tex),
  power: latexPower,
};
const nameAtom = (text: string): Piece => ({ text, level: LEVEL.atom });

const texSum = (index: IndexName): string => `\\sum_{${texSubscript([index], false)}=${firstPosition()}}^{${printLatexSize(lastPosition(index.size))}}`;

export const printedIndexForm = (form: IndexForm, level: number = LEVEL.sum): Printed => ({
  unicode: plainText(atLevel(printIndexForm(form, unicodeIndex), level, unicode)),
  tex: atLevel(printIndexForm(form, texIndex), level, tex),
});

export const printedSums = (indices: readonly IndexName[]): Printed => ({
  unicode: indices.map(index => `Σ${unicodeSubscript([index])}`).join(' '),
  tex: indices.map(texSum).join(' '),
});

export const printedDelta = (left: IndexName, right: IndexName): Printed => ({ unicode: unicodeIndex.delta(left, right), tex: texIndex.delta(left, right) });

/** `e_n`, `θ_d`, `L` where there are no indices. */
export function printedEntry(name: string, indices: readonly IndexName[]): Printed {
  if (indices.length === 0) return printedName(name);
  const plain = /^[^_^]+$/.test(name);
  const base = printedName(name);
  const bracketed = plain ? base : { unicode: `(${base.unicode})`, tex: `\\left(${base.tex}\\right)` };
  return { unicode: unicodeIndex.indexed(bracketed.unicode, indices), tex: texIndex.indexed(bracketed.tex, indices) };
}

/** An index in a sentence or a condition. */
export const printedLetter = (index: IndexName): Printed => ({ unicode: index.letter, tex: texSubscript([index]) });
