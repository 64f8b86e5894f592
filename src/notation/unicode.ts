/** Mathematics as plain text, in the spelling of a textbook; the language reads it back with the same meaning. */

import type { Dimension } from '../dimensions/dimension.ts';
import { byPrintedNorm } from '../operations/norms.ts';
import { isInteger, type Rational } from '../tensors/rational.ts';
import type { MatrixForm } from './form.ts';
import { atLevel, LEVEL, type Notation, operationPiece, type Piece, printForm, sideBySide } from './precedence.ts';
import { printedCalls } from './printedCalls.ts';
import { sizePiece } from './sizes.ts';

/** `-2 (y - Φ θ)ᵀ Φ` */
export const printUnicode = (form: MatrixForm): string => printForm(form, unicodeNotation).text;

export const printUnicodeSize = (dimension: Dimension): string => unicodeSize(dimension).text;

const unicodeSize = (dimension: Dimension): Piece =>
  sizePiece(
    dimension,
    size => size,
    (size, exponent) => `${size}${superscript(exponent)}`,
  );

const brackets = (text: string): string => `(${text})`;
const atom = (text: string): Piece => ({ text, level: LEVEL.atom });
const applied = (name: string, ...args: readonly Piece[]): Piece => atom(`${name}(${args.map(each => each.text).join(', ')})`);

/** `²`; digits only. */
export const superscript = (exponent: number): string => String(exponent).replace(/\d/g, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!);

export const subscript = (index: number): string => String(index).replace(/\d/g, digit => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!);

export function unicodePower(base: string, exponent: Rational): string {
  if (isInteger(exponent) && exponent.numerator >= 0 && !/^\d/.test(base)) return `${base}${superscript(exponent.numerator)}`;
  return `${base}^${exponentText(exponent)}`;
}

const exponentText = (exponent: Rational): string => {
  const text = numberText(exponent);
  return /^\d+$/.test(text) ? text : `(${text})`;
};

const numberText = (value: Rational): string => (isInteger(value) ? String(value.numerator) : `${value.numerator}/${value.denominator}`);

const CALLS: Readonly<Record<Extract<MatrixForm, { kind: 'call' }>['function'], (argument: Piece) => Piece>> = {
  ...printedCalls(({ unicode }) =>
    typeof unicode === 'string'
      ? argument => applied(unicode, argument)
      : argument => ({ text: unicode.around.replace('#', () => argument.text), level: LEVEL[unicode.level] }),
  ),
  // a bar inside bars would close them
  ...byPrintedNorm(
    ({ printing }) =>
      argument =>
        argument.text.includes('‖') ? applied(printing.function, argument) : atom(`‖${argument.text}‖${printing.mark}`),
  ),
};

/** One letter, or one letter and digits: what can stand behind the underscore of `I_n`. */
const isShort = (size: Dimension): boolean => size.constant !== null || (size.name !== null && /^\p{L}$/u.test(size.name));

export const unicodeNotation: Notation = {
  number: value => ({ text: numberText(value), level: isInteger(value) ? LEVEL.atom : LEVEL.infix }),
  // `L_2` is read back from `L₂`
  name: form => atom(form.name.includes('_') ? form.name.replace(/_(\d+)$/, (_, digits: string) => subscript(Number(digits))) : form.name),
  dimension: unicodeSize,
  identity: size => atom(isShort(size) ? `I_${unicodeSize(size).text}` : `eye(${unicodeSize(size).text})`),
  constant: ({ kind, rows, columns }) => {
    const size = (dimension: Dimension): string => unicodeSize(dimension).text;
    if (rows && columns) return atom(`${kind}(${size(rows)}, ${size(columns)})`);
    if (rows) return atom(`${kind}(${size(rows)})`);
    if (columns) return { text: `${kind}(${size(columns)})ᵀ`, level: LEVEL.factor, transposeOf: `${kind}(${size(columns)})` };
    return atom(kind === 'ones' ? '1' : '0');
  },
  commutation: (m, n) => atom(`comm(${unicodeSize(m).text}, ${unicodeSize(n).text})`),
  brackets,
  juxtapose: sideBySide,
  hadamard: ' ⊙ ',
  kronecker: ' ⊗ ',
  hadamardQuotient: ' ⊘ ',
  quotient: (numerator, denominator) => {
    const below = atLevel(denominator, LEVEL.factor, { brackets });
    const above = /^[\d/]+$/.test(numerator.text) ? atLevel(numerator, LEVEL.product, { brackets }) : null;
    if (above && denominator.level >= LEVEL.factor) return { text: `${above}/${below}`, level: LEVEL.infix };
    return { text: `${above ?? atLevel(numerator, LEVEL.product, { brackets })} / ${below}`, level: LEVEL.infix };
  },
  transpose: base => `${base}ᵀ`,
  inverse: base => `${base}⁻¹`,
  inverseTranspose: base => `${base}⁻ᵀ`,
  power: unicodePower,
  elementwisePower: (base, exponent) => `${base}.^${exponentText(exponent)}`,
  elementwise: (name, argument) => applied(name, argument),
  call: (name, argument) => CALLS[name](argument),
  matrixFunction: (name, argument) => applied(name, argument),
  // `X^T` would be read as the transpose
  matrixPower: (base, exponent) => `${base}^${exponent.level === LEVEL.atom && !/^[Tt]$/.test(exponent.text) ? exponent.text : brackets(exponent.text)}`,
  frechet: (name, argument, direction) => applied(`d${name}`, argument, direction),
  operation: (form, operands) => operationPiece(form, operands, 'unicode', printUnicodeSize, (name, all) => applied(name, ...all)),
  apply: (form, argument) => applied(`${form.name}${'′'.repeat(form.order)}`, argument),
  // a bracket that touches a matrix literal would open another one
  entry: (base, positions) => {
    const [only] = positions;
    // u₁ is read back as the component of a declared u
    if (positions.length === 1 && typeof only === 'number' && /^\p{L}+$/u.test(base)) return `${base}${subscript(only)}`;
    return `${base.startsWith('[') ? brackets(base) : base}[${positions.map(position => position ?? ':').join(',')}]`;
  },
  stack: rows => {
    // `[a b; c d]` would be read as two columns
    const isAmbiguous = rows.every(row => row.length === 1 && hasSpacedFactors(row[0]!));
    // `[[a, b], [c, d]]` would be read as two rows
    const isNested = rows.length === 1 && rows[0]!.every(cell => cell.startsWith('['));
    return atom(`[${rows.map(row => (isAmbiguous || isNested ? row.map(brackets) : row).join(', ')).join('; ')}]`);
  },
};

function hasSpacedFactors(text: string): boolean {
  let depth = 0;
  let outside = '';
  for (const letter of text) {
    if ('([‖'.includes(letter)) depth = letter === '‖' && depth > 0 ? depth - 1 : depth + 1;
    else if (')]'.includes(letter)) depth--;
    outside += depth > 0 ? '·' : letter;
  }
  return outside.split(/ [-+/⊙⊘⊗] /).some(part => part.trim().includes(' '));
}
