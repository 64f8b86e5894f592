/**
 * Index forms in any notation: Σ over terms of a coefficient, sums, and factors with their indices; factors with a
 * negative exponent stand below the line.
 */

import { equal, isOne, negate, ONE, type Rational, ZERO } from '../tensors/rational.ts';
import { foldTree, indexFormChildren } from './fold.ts';
import type { IndexFactor, IndexForm, IndexName, IndexTerm, MatrixForm } from './form.ts';
import { atLevel, LEVEL, type Notation, type Piece, printForm } from './precedence.ts';

export interface IndexNotation {
  readonly matrix: Notation;
  /** Σ over one index. */
  sum(index: IndexName): string;
  delta(left: IndexName, right: IndexName): string;
  /** A base with indices behind or below it. */
  indexed(base: string, indices: readonly IndexName[]): string;
  tensorName(name: string): Piece;
  power(base: string, exponent: Rational): string;
}

export const printIndexForm = (form: IndexForm, notation: IndexNotation): Piece =>
  foldTree<IndexForm, Piece>(form, indexFormChildren, (node, inner) => printTerms(node, inner, notation));

function printTerms(form: IndexForm, inner: readonly Piece[], notation: IndexNotation): Piece {
  let next = 0;
  const terms = form.terms.map(term => {
    const count = term.factors.filter(factor => factor.kind === 'function').length;
    const own = inner.slice(next, next + count);
    next += count;
    return printTerm(term, own, notation);
  });
  if (terms.length === 0) return notation.matrix.number(ZERO);
  if (terms.length === 1) {
    const { negative, piece } = terms[0]!;
    return negative ? { text: `-${piece.text}`, level: Math.min(piece.level, LEVEL.unary) } : piece;
  }
  const text = terms.map(({ negative, piece }, i) => `${i === 0 ? (negative ? '-' : '') : negative ? ' - ' : ' + '}${piece.text}`).join('');
  return { text, level: LEVEL.sum };
}

function printTerm(term: IndexTerm, inner: readonly Piece[], notation: IndexNotation): { readonly negative: boolean; readonly piece: Piece } {
  const negative = term.coefficient.numerator < 0;
  const coefficient = negative ? negate(term.coefficient) : term.coefficient;
  const above: Piece[] = [];
  const below: Piece[] = [];
  let next = 0;
  for (const factor of term.factors) {
    const argument = factor.kind === 'function' ? inner[next++]! : null;
    const inverted = factor.kind !== 'delta' && factor.exponent.numerator < 0;
    const exponent = factor.kind === 'delta' ? ONE : inverted ? negate(factor.exponent) : factor.exponent;
    (inverted ? below : above).push(printFactor(factor, argument, exponent, notation));
  }
  const sums = term.summed.map(index => notation.sum(index));
  const { matrix } = notation;
  const body = below.length === 0 ? row(above, matrix) : matrix.quotient(row(above, matrix), row(below, matrix));
  const bare = body.text === matrix.number(ONE).text;
  if (sums.length === 0) {
    if (isOne(coefficient)) return { negative, piece: body };
    if (bare) return { negative, piece: matrix.number(coefficient) };
    const factor = startsWithDigit(body.text) ? matrix.brackets(body.text) : body.text;
    return { negative, piece: { text: matrix.juxtapose([matrix.number(coefficient).text, factor]), level: Math.min(body.level, LEVEL.product) } };
  }
  const parts = [...(isOne(coefficient) ? [] : [matrix.number(coefficient).text]), ...sums, body.text];
  // a Σ reaches to the end of its term, so that nothing may follow it without brackets
  return { negative, piece: { text: matrix.juxtapose(parts), level: LEVEL.infix } };
}

const startsWithDigit = (text: string): boolean => /^\d/.test(text);

function row(factors: readonly Piece[], matrix: Notation): Piece {
  if (factors.length === 0) return matrix.number(ONE);
  if (factors.length === 1) return factors[0]!;
  const texts = factors.map((factor, i) => (i > 0 && startsWithDigit(factor.text) ? matrix.brackets(factor.text) : atLevel(factor, LEVEL.factor, matrix)));
  return { text: matrix.juxtapose(texts), level: LEVEL.product };
}

function printFactor(factor: IndexFactor, argument: Piece | null, exponent: Rational, notation: IndexNotation): Piece {
  const { matrix } = notation;
  const plain = (): Piece => {
    switch (factor.kind) {
      case 'delta':
        return { text: notation.delta(factor.left, factor.right), level: LEVEL.atom };
      case 'tensor':
        if (factor.indices.length === 0) return notation.tensorName(factor.name);
        return { text: notation.indexed(bracketedName(factor.name, notation), factor.indices), level: LEVEL.atom };
      case 'entry': {
        const piece = printForm(factor.form, matrix);
        if (factor.indices.length === 0) return piece;
        return { text: notation.indexed(isIndexable(factor.form) ? piece.text : matrix.brackets(piece.text), factor.indices), level: LEVEL.atom };
      }
      case 'function':
        return factor.function === null ? argument! : matrix.elementwise(factor.function, argument!);
    }
  };
  const piece = plain();
  if (equal(exponent, ONE)) return piece;
  if (exponent.numerator === 1 && exponent.denominator === 2) return matrix.elementwise('sqrt', piece);
  return { text: notation.power(atLevel(piece, LEVEL.atom, matrix), exponent), level: LEVEL.factor };
}

/** A plain name takes its indices as it is. */
const isIndexable = (form: MatrixForm): boolean => form.kind === 'name' && isPlainName(form.name);
const isPlainName = (name: string): boolean => /^[^_^]+$/.test(name);

const bracketedName = (name: string, notation: IndexNotation): string => {
  const { text } = notation.tensorName(name);
  return isPlainName(name) ? text : notation.matrix.brackets(text);
};
