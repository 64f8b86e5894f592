/**
 * Where a printed form needs brackets, decided once for every notation. A notation says how each kind of form is
 * spelled; this module says in which order the spellings bind and puts the brackets.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { isOne, multiply, negate, type Rational, rational } from '../tensors/rational.ts';
import { foldTree, formChildren } from './fold.ts';
import type { MatrixForm } from './form.ts';
import { printedPosition } from './indexBase.ts';

type Kind<K extends MatrixForm['kind']> = Extract<MatrixForm, { readonly kind: K }>;

/** How tightly a printed text holds together: a text may stand where at least its place's level is asked for. */
export const LEVEL = {
  sum: 0,
  /** `/ ⊘ ⊙ ⊗` */
  infix: 1,
  /** A leading minus. */
  unary: 2,
  /** Factors side by side. */
  product: 3,
  /** May stand in a product, but takes no superscript: `Aᵀ`, `x.^2`, a fraction bar. */
  factor: 4,
  /** Takes a superscript. */
  atom: 5,
} as const;

export interface Piece {
  readonly text: string;
  readonly level: number;
  /** What an inverse or a transpose is of, so that both together print as one superscript. */
  readonly inverseOf?: string;
  readonly transposeOf?: string;
  /** Begins with a minus: the same without it. */
  readonly opposite?: Piece;
  /** A number over this denominator, so that a coefficient joins the number. */
  readonly reciprocal?: { readonly value: Rational; readonly denominator: Piece };
}

export interface Notation {
  /** Of a number that is not negative. */
  number(value: Rational): Piece;
  name(form: Kind<'name'>): Piece;
  dimension(dimension: Dimension): Piece;
  identity(size: Dimension): Piece;
  constant(form: Kind<'ones'> | Kind<'zeros'>): Piece;
  commutation(m: Dimension, n: Dimension): Piece;
  brackets(text: string): string;
  /** Of texts that need no more brackets. */
  juxtapose(factors: readonly string[]): string;
  readonly hadamard: string;
  readonly kronecker: string;
  /** By a scalar. `atLevel` puts brackets round a piece below a level. */
  quotient(numerator: Piece, denominator: Piece): Piece;
  /** Entry by entry. */
  readonly hadamardQuotient: string;
  transpose(base: string): string;
  inverse(base: string): string;
  inverseTranspose(base: string): string;
  power(base: string, exponent: Rational): string;
  elementwisePower(base: string, exponent: Rational): string;
  elementwise(name: Kind<'elementwise'>['function'], argument: Piece): Piece;
  call(name: Kind<'call'>['function'], argument: Piece): Piece;
  matrixFunction(name: Kind<'matrixFunction'>['function'], argument: Piece): Piece;
  matrixPower(base: string, exponent: Piece): string;
  frechet(name: Kind<'frechet'>['function'], argument: Piece, direction: Piece): Piece;
  operation(form: Kind<'operation'>, operands: readonly Piece[]): Piece;
  apply(form: Kind<'apply'>, argument: Piece): Piece;
  entry(base: string, positions: readonly (number | null)[]): string;
  stack(rows: readonly (readonly string[])[]): Piece;
}

/** Texts with blanks between them: few, and short, so that a list is not worth joining. */
export function sideBySide(texts: readonly string[]): string {
  let all = texts[0] ?? '';
  for (let k = 1; k < texts.length; k++) all += ` ${texts[k]!}`;
  return all;
}

/** The text of an operation on whole tensors, in the spelling of its row, or as it is called. */
export function operationPiece(
  form: Kind<'operation'>,
  operands: readonly Piece[],
  spelling: 'unicode' | 'latex',
  size: (dimension: Dimension) => string,
  called: (name: string, operands: readonly Piece[]) => Piece,
): Piece {
  const { printing } = TENSOR_OPERATIONS[form.name];
  const spelled = printing[spelling];
  const ofMatrix = form.arguments[0]?.orientation === 'matrix';
  if (!spelled) return called(calledAs(form.name, ofMatrix), operands);
  const context = { size: form.size ? size(form.size) : '', ofMatrix };
  const text = spelled(
    operands.map(operand => operand.text),
    context,
  );
  return { text, level: printing.isPower ? LEVEL.factor : LEVEL.atom };
}

/** Its name, of a matrix the one for its rows. */
function calledAs(name: Kind<'operation'>['name'], ofMatrix: boolean): string {
  const { called = [] } = TENSOR_OPERATIONS[name];
  return (called.find(each => (each.of === 'matrix') === ofMatrix) ?? called[0])!.name;
}

/** Prints a form with as few brackets as its reading allows. */
export function printForm(form: MatrixForm, notation: Notation): Piece {
  // most forms that are printed are names
  if (form.kind === 'name') return notation.name(form);
  return foldTree<MatrixForm, Piece>(form, formChildren, (node, children) => combine(node, children, notation));
}

/** The text, in brackets where it holds together less than `level`. */
export const atLevel = (piece: Piece, level: number, notation: Pick<Notation, 'brackets'>): string =>
  piece.level >= level ? piece.text : notation.brackets(piece.text);

function combine(form: MatrixForm, children: readonly Piece[], notation: Notation): Piece {
  const first = children[0]!;
  switch (form.kind) {
    case 'number':
      return signedNumber(form.value, notation);
    case 'name':
      return notation.name(form);
    case 'dimension':
      return notation.dimension(form.dimension);
    case 'identity':
      return notation.identity(form.size);
    case 'ones':
    case 'zeros':
      return notation.constant(form);
    case 'commutation':
      return notation.commutation(form.m, form.n);
    case 'product':
      return product(children, form.factors[0]?.kind === 'number', notation);
    case 'hadamard':
      return infixChain(form.factors, children, 'hadamard', notation.hadamard, notation);
    case 'kronecker':
      return infixChain(form.factors, children, 'kronecker', notation.kronecker, notation);
    case 'sum':
      return sum(form, children, notation);
    case 'quotient':
      return quotient(form, children[0]!, children[1]!, notation);
    case 'transpose':
      if (first.inverseOf !== undefined) return { text: notation.inverseTranspose(first.inverseOf), level: LEVEL.factor };
      return { text: notation.transpose(base(first, notation)), level: LEVEL.factor, transposeOf: base(first, notation) };
    case 'inverse':
      if (first.transposeOf !== undefined) return { text: notation.inverseTranspose(first.transposeOf), level: LEVEL.factor };
      return { text: notation.inverse(base(first, notation)), level: LEVEL.factor, inverseOf: base(first, notation) };
    case 'power':
      return { text: notation.power(base(first, notation), form.exponent), level: LEVEL.factor };
    case 'elementwisePower': {
      const power = form.base.orientation === 'scalar' ? notation.power : notation.elementwisePower;
      return { text: power(base(first, notation), form.exponent), level: LEVEL.factor };
    }
    case 'elementwise':
      return notation.elementwise(form.function, first);
    case 'call':
      return notation.call(form.function, first);
    case 'matrixFunction':
      return notation.matrixFunction(form.function, first);
    case 'matrixPower':
      return { text: notation.matrixPower(base(first, notation), children[1]!), level: LEVEL.factor };
    case 'frechet':
      return notation.frechet(form.function, first, children[1]!);
    case 'operation':
      return notation.operation(form, children);
    case 'apply':
      return notation.apply(form, first);
    case 'entry':
      return { text: notation.entry(base(first, notation), form.positions.map(printedPosition)), level: LEVEL.atom };
    case 'stack': {
      let next = 0;
      return notation.stack(form.entries.map(row => row.map(() => children[next++]!.text)));
    }
  }
}

const base = (piece: Piece, notation: Notation): string => atLevel(piece, LEVEL.atom, notation);

function signedNumber(value: Rational, notation: Notation): Piece {
  return value.numerator >= 0 ? notation.number(value) : negated(notation.number(negate(value)));
}

const negated = (piece: Piece): Piece => ({ text: `-${piece.text}`, level: Math.min(piece.level, LEVEL.unary), opposite: piece });

/** A leading number needs no brackets, and its sign is the product's. */
function product(factors: readonly Piece[], numberFirst: boolean, notation: Notation): Piece {
  const leading = factors[0]!;
  if (factors.length === 1) return leading;
  if (numberFirst && leading.opposite) {
    const positive =
      leading.opposite.text === '1' ? product(factors.slice(1), false, notation) : product([leading.opposite, ...factors.slice(1)], true, notation);
    return negatedTerm(positive, notation);
  }
  const texts = new Array<string>(factors.length);
  texts[0] = numberFirst ? leading.text : atLevel(leading, LEVEL.factor, notation);
  for (let i = 1; i < factors.length; i++) {
    const factor = factors[i]!;
    texts[i] = factor.level < LEVEL.factor || startsWithDigit(factor.text) ? notation.brackets(factor.text) : factor.text;
  }
  return { text: notation.juxtapose(texts), level: LEVEL.product };
}

/** A digit or a point. */
function startsWithDigit(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first >= 48 && first <= 57) || first === 46;
}

/** The same operator in a row needs no brackets; different ones get them although the grammar would read them left to right. */
function infixChain(forms: readonly MatrixForm[], factors: readonly Piece[], kind: MatrixForm['kind'], operator: string, notation: Notation): Piece {
  if (factors.length === 1) return factors[0]!;
  const texts = factors.map((factor, i) => (i === 0 && forms[i]!.kind === kind ? factor.text : atLevel(factor, LEVEL.product, notation)));
  return { text: texts.join(operator), level: LEVEL.infix };
}

function quotient(form: Kind<'quotient'>, numerator: Piece, denominator: Piece, notation: Notation): Piece {
  if (form.denominator.orientation === 'scalar') {
    if (form.numerator.kind === 'number') return numberOver(form.numerator.value, denominator, notation);
    if (numerator.opposite && numerator.level >= LEVEL.unary) return negated(notation.quotient(numerator.opposite, denominator));
    return notation.quotient(numerator, denominator);
  }
  return {
    text: `${atLevel(numerator, LEVEL.product, notation)}${notation.hadamardQuotient}${atLevel(denominator, LEVEL.factor, notation)}`,
    level: LEVEL.infix,
  };
}

/** `3/4` over `x` is 3 over `4 x`. */
function numberOver(value: Rational, denominator: Piece, notation: Notation): Piece {
  if (value.numerator < 0) return negated(numberOver(negate(value), denominator, notation));
  const below = value.denominator === 1 ? denominator : times(rational(value.denominator), denominator, notation);
  const { text, level } = notation.quotient(notation.number(rational(value.numerator)), below);
  return { text, level, reciprocal: { value, denominator } };
}

/** A positive number in front of a term. */
function times(coefficient: Rational, term: Piece, notation: Notation): Piece {
  if (isOne(coefficient)) return term;
  const plain = (term.level >= LEVEL.product || term.level === LEVEL.infix) && !startsWithDigit(term.text);
  const text = notation.juxtapose([notation.number(coefficient).text, plain ? term.text : notation.brackets(term.text)]);
  return { text, level: plain ? Math.min(term.level, LEVEL.product) : LEVEL.product };
}

function sum(form: Kind<'sum'>, pieces: readonly Piece[], notation: Notation): Piece {
  if (form.terms.length === 0) return notation.number(rational(0));
  if (form.terms.length === 1) {
    const { negative, piece } = signedTerm(form.terms[0]!.coefficient, form.terms[0]!.form, pieces[0]!, notation);
    return negative ? negatedTerm(piece, notation) : piece;
  }
  let text = '';
  for (let i = 0; i < form.terms.length; i++) {
    const { negative, piece } = signedTerm(form.terms[i]!.coefficient, form.terms[i]!.form, pieces[i]!, notation);
    // a sum that is subtracted, or that a minus opens, loses its meaning without brackets; an added one its grouping
    const body = piece.level === LEVEL.sum && (negative || i > 0) ? notation.brackets(piece.text) : piece.text;
    text += i === 0 ? (negative ? `-${body}` : body) : negative ? ` - ${body}` : ` + ${body}`;
  }
  return { text, level: LEVEL.sum };
}

const negatedTerm = (piece: Piece, notation: Notation): Piece =>
  negated(piece.level > LEVEL.sum ? piece : { text: notation.brackets(piece.text), level: LEVEL.atom });

function signedTerm(coefficient: Rational, form: MatrixForm, piece: Piece, notation: Notation): { readonly negative: boolean; readonly piece: Piece } {
  const flip = coefficient.numerator < 0;
  const size = flip ? negate(coefficient) : coefficient;
  const positive = piece.opposite ?? piece;
  const negative = flip !== (piece.opposite !== undefined);
  if (form.kind === 'number') {
    const value = productOf(size, form.value.numerator < 0 ? negate(form.value) : form.value);
    if (value) return { negative, piece: notation.number(value) };
  }
  if (positive.reciprocal) {
    const value = productOf(size, positive.reciprocal.value);
    if (value) return { negative, piece: numberOver(value, positive.reciprocal.denominator, notation) };
  }
  return { negative, piece: times(size, positive, notation) };
}

/** null where the product has too many digits to be exact: the factors then stay apart. */
const productOf = (a: Rational, b: Rational): Rational | null =>
  Number.isSafeInteger(a.numerator * b.numerator) && Number.isSafeInteger(a.denominator * b.denominator) ? multiply(a, b) : null;
