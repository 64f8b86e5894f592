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

export function printIndexForm(form: IndexForm, notation: IndexNotation): Piece {
  if (indexFormChildren(form).length === 0) return printTerms(form, NO_PIECES, notation);
  return foldTree<IndexForm, Piece>(form, indexFormChildren, (node, inner) => printTerms(node, inner, notation));
}

const NO_PIECES: readonly Piece[] = [];

function printTerms(form: IndexForm, inner: readonly Piece[], notation: IndexNotation): Piece {
  const { terms } = form;
  if (terms.length === 0) return notation.matrix.number(ZERO);
  if (terms.length === 1) {
    const piece = printTerm(terms[0]!, inner, 0, notation);
    return terms[0]!.coefficient.numerator < 0 ? { text: `-${piece.text}`, level: Math.min(piece.level, LEVEL.unary) } : piece;
  }
  let next = 0;
  let text = '';
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    const negative = term.coefficient.numerator < 0;
    text += i === 0 ? (negative ? '-' : '') : negative ? ' - ' : ' + ';
    text += printTerm(term, inner, next, notation).text;
    for (const factor of term.factors) if (factor.kind === 'function') next++;
  }
  return { text, level: LEVEL.sum };
}

/** Without its sign. The printed arguments of its functions begin at `inner[first]`. */
function printTerm(term: IndexTerm, inner: readonly Piece[], first: number, notation: IndexNotation): Piece {
  const coefficient = term.coefficient.numerator < 0 ? negate(term.coefficient) : term.coefficient;
  let below: Piece[] | null = null;
  let count = 0;
  for (const factor of term.factors) if (factor.kind === 'delta' || factor.exponent.numerator >= 0) count++;
  const above = new Array<Piece>(count);
  count = 0;
  let next = first;
  for (const factor of term.factors) {
    const argument = factor.kind === 'function' ? inner[next++]! : null;
    const inverted = factor.kind !== 'delta' && factor.exponent.numerator < 0;
    const exponent = factor.kind === 'delta' ? ONE : inverted ? negate(factor.exponent) : factor.exponent;
    const piece = printFactor(factor, argument, exponent, notation);
    if (!inverted) above[count++] = piece;
    else if (below) below.push(piece);
    else below = [piece];
  }
  const { matrix } = notation;
  const plain = below === null ? row(above, matrix) : matrix.quotient(row(above, matrix), row(below, matrix));
  const isAlone = term.summed.length === 0 && isOne(term.coefficient);
  const body = isAlone ? plain : holdingTogether(plain, matrix);
  if (term.summed.length === 0) {
    if (isOne(coefficient)) return body;
    if (body.text === matrix.number(ONE).text) return matrix.number(coefficient);
    const factor = startsWithDigit(below === null ? firstText(above, matrix) : body.text) ? matrix.brackets(body.text) : body.text;
    return { text: matrix.juxtapose([matrix.number(coefficient).text, factor]), level: Math.min(body.level, LEVEL.product) };
  }
  const parts: string[] = [];
  if (!isOne(coefficient)) parts.push(matrix.number(coefficient).text);
  for (const index of term.summed) parts.push(notation.sum(index));
  parts.push(body.text);
  // a Σ reaches to the end of its term, so that nothing may follow it without brackets
  return { text: matrix.juxtapose(parts), level: LEVEL.infix };
}

/** Behind a sign, a number or a Σ; a product or a quotient holds together as it is. */
const holdingTogether = (piece: Piece, matrix: Notation): Piece =>
  piece.level === LEVEL.sum || piece.level === LEVEL.unary ? { text: matrix.brackets(piece.text), level: LEVEL.atom } : piece;

function startsWithDigit(text: string): boolean {
  const first = text.charCodeAt(0);
  return first >= 48 && first <= 57;
}

/** What a row of factors begins with. To look into the row itself would copy all of it. */
const firstText = (factors: readonly Piece[], matrix: Notation): string =>
  factors.length > 1 ? atLevel(factors[0]!, LEVEL.factor, matrix) : row(factors, matrix).text;

function row(factors: readonly Piece[], matrix: Notation): Piece {
  if (factors.length === 0) return matrix.number(ONE);
  if (factors.length === 1) return factors[0]!;
  const texts = new Array<string>(factors.length);
  for (let i = 0; i < factors.length; i++) {
    const factor = factors[i]!;
    texts[i] = i > 0 && startsWithDigit(factor.text) ? matrix.brackets(factor.text) : atLevel(factor, LEVEL.factor, matrix);
  }
  return { text: matrix.juxtapose(texts), level: LEVEL.product };
}

function printFactor(factor: IndexFactor, argument: Piece | null, exponent: Rational, notation: IndexNotation): Piece {
  const { matrix } = notation;
  const piece = printPlain(factor, argument, notation);
  if (equal(exponent, ONE)) return piece;
  if (exponent.numerator === 1 && exponent.denominator === 2) return matrix.elementwise('sqrt', piece);
  return { text: notation.power(atLevel(piece, LEVEL.atom, matrix), exponent), level: LEVEL.factor };
}

/** Without its exponent. */
function printPlain(factor: IndexFactor, argument: Piece | null, notation: IndexNotation): Piece {
  const { matrix } = notation;
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
}

/** A plain name takes its indices as it is. */
const isIndexable = (form: MatrixForm): boolean => form.kind === 'name' && isPlainName(form.name);
const isPlainName = (name: string): boolean => name !== '' && !name.includes('_') && !name.includes('^');

const bracketedName = (name: string, notation: IndexNotation): string => {
  const { text } = notation.tensorName(name);
  return isPlainName(name) ? text : notation.matrix.brackets(text);
};
