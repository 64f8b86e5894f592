/** Mathematics as TeX that amsmath, KaTeX and MathJax set, names escaped. */

import type { Dimension } from '../dimensions/dimension.ts';
import { elementwiseRows, type PrintedFunction, printedFunctions } from '../operations/elementwise.ts';
import type { LatexOfFunction } from '../operations/elementwiseRow.ts';
import type { CallText } from '../operations/matrixOperation.ts';
import { byPrintedNorm } from '../operations/norms.ts';
import { isInteger, type Rational } from '../tensors/rational.ts';
import type { MatrixForm } from './form.ts';
import { latexName } from './names.ts';
import { LEVEL, type Notation, operationPiece, type Piece, printForm, sideBySide } from './precedence.ts';
import { printedCalls } from './printedCalls.ts';
import { sizePiece } from './sizes.ts';

/** `-2 \left(y - \Phi \theta\right)^{\top} \Phi` */
export const printLatex = (form: MatrixForm): string => printForm(form, latexNotation).text;

export const printLatexSize = (dimension: Dimension): string => latexSize(dimension).text;

const latexSize = (dimension: Dimension): Piece => sizePiece(dimension, latexName, (size, exponent) => `${size}^{${exponent}}`);

export const latexBrackets = (text: string): string => `\\left(${text}\\right)`;
const brackets = latexBrackets;
const atom = (text: string): Piece => ({ text, level: LEVEL.atom });

/** `\operatorname{diag}(v)`; brackets grow only where something tall may stand inside. */
const inBrackets = (argument: Piece): string => (argument.level === LEVEL.atom && !isTall(argument.text) ? `(${argument.text})` : brackets(argument.text));
const applied = (command: string, ...args: readonly Piece[]): Piece =>
  args.length === 1 ? atom(`${command}${inBrackets(args[0]!)}`) : atom(`${command}${brackets(args.map(each => each.text).join(', '))}`);
const operator = (name: string): string => `\\operatorname{${name}}`;

const FUNCTIONS = Object.fromEntries(
  printedFunctions.map(name => [name, latexFunction(elementwiseRows[name].latex ?? { command: operator(name) })]),
) as Readonly<Record<PrintedFunction, (argument: Piece) => Piece>>;

function latexFunction(latex: LatexOfFunction): (argument: Piece) => Piece {
  if ('command' in latex) return argument => applied(latex.command, argument);
  if ('braces' in latex) return argument => atom(`${latex.braces}{${argument.text}}`);
  return argument => bars(argument, ...latex.fence);
}

const CALLS: Readonly<Record<Extract<MatrixForm, { kind: 'call' }>['function'], (argument: Piece) => Piece>> = {
  ...printedCalls(({ latex }) => (typeof latex === 'string' ? argument => applied(latex, argument) : argument => around(latex, argument))),
  ...byPrintedNorm(
    ({ printing }) =>
      argument =>
        bars(argument, '\\lVert', '\\rVert', printing.mark),
  ),
};

/** A bare name stands without brackets, apart from a command before it. */
function around({ around, level }: Exclude<CallText, string>, argument: Piece): Piece {
  const [before, after] = around.split('#') as [string, string];
  const bare = /[A-Za-z]$/.test(before) ? ` ${argument.text}` : argument.text;
  return { text: `${before}${isBareName(argument.text) ? bare : inBrackets(argument)}${after}`, level: LEVEL[level] };
}

/** Long texts count as tall unread, so that deep nesting costs no more than its length. */
const isTall = (text: string): boolean => text.length > 400 || /\\(?:left|frac|begin|sqrt)/.test(text);

const isBareName = (text: string): boolean => /^(?:[A-Za-z]|\\[A-Za-z]+)$/.test(text);

const bars = (argument: Piece, open: string, close: string, which = ''): Piece =>
  atom(isTall(argument.text) ? `\\left${open} ${argument.text} \\right${close}${which}` : `${open} ${argument.text} ${close}${which}`);

export const latexNumber = (value: Rational): string => {
  if (isInteger(value)) return String(value.numerator);
  return value.numerator < 0 ? `-\\frac{${-value.numerator}}{${value.denominator}}` : `\\frac{${value.numerator}}{${value.denominator}}`;
};
const exponentText = (exponent: Rational): string => (isInteger(exponent) ? String(exponent.numerator) : `${exponent.numerator}/${exponent.denominator}`);

export const latexPower = (base: string, exponent: Rational): string => `${base}^{${exponentText(exponent)}}`;

export const latexNotation: Notation = {
  number: value => ({ text: latexNumber(value), level: isInteger(value) ? LEVEL.atom : LEVEL.factor }),
  name: form => atom(form.variable ? latexName(form.name) : latexConstant(form.name)),
  dimension: latexSize,
  identity: size => atom(`I_{${latexSize(size).text}}`),
  constant: ({ kind, rows, columns }) => {
    const size = (dimension: Dimension): string => latexSize(dimension).text;
    const symbol = kind === 'ones' ? '\\mathbf{1}' : '\\mathbf{0}';
    if (rows && columns) return atom(`${symbol}_{${size(rows)} \\times ${size(columns)}}`);
    if (rows) return atom(`${symbol}_{${size(rows)}}`);
    if (columns) return { text: `${symbol}_{${size(columns)}}^{\\top}`, level: LEVEL.factor, transposeOf: `${symbol}_{${size(columns)}}` };
    return atom(kind === 'ones' ? '1' : '0');
  },
  commutation: (m, n) => atom(`K_{${latexSize(m).text},${latexSize(n).text}}`),
  brackets,
  juxtapose: sideBySide,
  hadamard: ' \\odot ',
  kronecker: ' \\otimes ',
  hadamardQuotient: ' \\oslash ',
  quotient: (numerator, denominator) => ({ text: `\\frac{${numerator.text}}{${denominator.text}}`, level: LEVEL.factor }),
  transpose: base => `${base}^{\\top}`,
  inverse: base => `${base}^{-1}`,
  inverseTranspose: base => `${base}^{-\\top}`,
  power: latexPower,
  elementwisePower: (base, exponent) =>
    `${base}^{\\circ ${exponent.numerator < 0 || !isInteger(exponent) ? `(${exponentText(exponent)})` : exponentText(exponent)}}`,
  elementwise: (name, argument) => FUNCTIONS[name](argument),
  call: (name, argument) => CALLS[name](argument),
  matrixFunction: (name, argument) => applied(operator(name), argument),
  matrixPower: (base, exponent) => `${base}^{${exponent.text}}`,
  frechet: (name, argument, direction) => applied(`\\mathrm{d}${operator(name)}`, argument, direction),
  operation: (form, operands) => operationPiece(form, operands, 'latex', printLatexSize, (name, all) => applied(operator(name), ...all)),
  apply: (form, argument) => applied(`${latexName(form.name)}${derivativeMark(form.order)}`, argument),
  entry: (base, positions) => `${/[_^]/.test(base) ? `{${base}}` : base}_{${positions.map(position => position ?? ':').join(',')}}`,
  stack: rows => atom(`\\begin{bmatrix}${rows.map(row => row.join(' & ')).join(' \\\\ ')}\\end{bmatrix}`),
};

/** Prime marks for one and two, a bracketed number from there on. */
const derivativeMark = (order: number): string => (order === 0 ? '' : order <= 3 ? "'".repeat(order) : `^{(${order})}`);

const latexConstant = (name: string): string => {
  const power = /^(-?[\d.]+)e([+-]?\d+)$/i.exec(name);
  if (power) return `{${power[1]} \\cdot 10^{${Number(power[2])}}}`;
  return /^-?[\d.]+$/.test(name) ? name : latexName(name);
};
