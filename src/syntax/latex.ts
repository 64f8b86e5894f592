/** LaTeX commands and what they stand for. Tables only; greek letters are in characters.ts. */

import { elementwiseNames, primitiveRow } from '../operations/elementwise.ts';
import { lookupTable } from './lookup.ts';

/** Commands that are one operator token. */
export const COMMAND_OPERATORS = lookupTable<string>({
  cdot: '·',
  times: '×',
  ast: '*',
  odot: '.*',
  circ: '.*',
  oslash: './',
  otimes: '⊗',
  top: '⊤',
  intercal: '⊤',
  transpose: '⊤',
  dagger: '†',
  prime: "'",
  star: '⋆',
  partial: '∂',
  nabla: '∇',
  sum: '∑',
  prod: '∏',
  int: '∫',
  in: '∈',
  to: '->',
  rightarrow: '->',
  longrightarrow: '->',
  mapsto: '->',
  leftarrow: '<-',
  gets: '<-',
  coloneqq: ':=',
  coloneq: ':=',
  triangleq: ':=',
  equiv: '==',
  approx: '≈',
  infty: '∞',
  colon: ':',
  div: '/',
  le: '<=',
  leq: '<=',
  ge: '>=',
  geq: '>=',
  lt: '<',
  gt: '>',
  succ: '≻',
  succeq: '⪰',
  prec: '≺',
  preceq: '⪯',
  dots: '…',
  ldots: '…',
  cdots: '…',
  frac: 'frac',
  dfrac: 'frac',
  tfrac: 'frac',
  cfrac: 'frac',
  sqrt: '√',
});

/** Commands of most preambles, whose argument stands between bars. */
export const BRACES_AS_BARS = lookupTable<'|' | '‖'>({ norm: '‖', Norm: '‖', abs: '|', Abs: '|' });

/** Bars; `l…` opens and `r…` closes. */
export const COMMAND_BARS = lookupTable<readonly [bar: '|' | '‖', side: 'open' | 'close' | null]>({
  lVert: ['‖', 'open'],
  rVert: ['‖', 'close'],
  Vert: ['‖', null],
  lvert: ['|', 'open'],
  rvert: ['|', 'close'],
  vert: ['|', null],
  mid: ['|', null],
});

export const COMMAND_BRACKETS = lookupTable<readonly [kind: 'open' | 'close', bracket: string]>({
  langle: ['open', '⟨'],
  rangle: ['close', '⟩'],
  lbrace: ['open', '{'],
  rbrace: ['close', '}'],
  lbrack: ['open', '['],
  rbrack: ['close', ']'],
  lparen: ['open', '('],
  rparen: ['close', ')'],
});

/** Functions that LaTeX knows by a command; the name is looked up like any other. */
export const COMMAND_NAMES: ReadonlySet<string> = new Set([
  ...'ln det max min tr Tr trace diag Diag vec rank argmin argmax softmax sigmoid ell imath jmath lg sup inf E'.split(' '),
  ...elementwiseNames.flatMap(name => {
    const latex = primitiveRow(name).latex;
    return latex && 'command' in latex ? [latex.command.slice(1)] : [];
  }),
]);

/** Commands that a name stands for. */
export const COMMAND_LETTERS = lookupTable<string>({ R: 'ℝ', Reals: 'ℝ', reals: 'ℝ', ell: 'ℓ', imath: 'i', jmath: 'j', hbar: 'ħ', E: '𝔼' });

/** Change only how their argument looks: `\mathbf{x}` is `x`. */
export const STYLES: ReadonlySet<string> = new Set(
  'mathbf boldsymbol bm mathrm mathit mathsf mathtt mathnormal bf rm it sf vb vv pmb symbf symup symit textbf textit emph operatorname operatornamewithlimits'.split(
    ' ',
  ),
);
export const TEXTS: ReadonlySet<string> = new Set('text textrm textnormal textsf mbox hbox intertext shortintertext'.split(' '));

/** Make another symbol of a letter: double-struck and script alphabets. */
export const ALPHABETS = lookupTable<'blackboard' | 'script' | 'fraktur'>({
  mathbb: 'blackboard',
  mathds: 'blackboard',
  mathbbm: 'blackboard',
  mathcal: 'script',
  mathscr: 'script',
  mathfrak: 'fraktur',
});

/** Accents and the combining mark that they put over the letter. */
export const ACCENTS = lookupTable<string>({
  hat: '\u0302',
  widehat: '\u0302',
  bar: '\u0304',
  overline: '\u0304',
  tilde: '\u0303',
  widetilde: '\u0303',
  dot: '\u0307',
  ddot: '\u0308',
  check: '\u030c',
  breve: '\u0306',
  acute: '\u0301',
  grave: '\u0300',
  mathring: '\u030a',
  underline: '\u0332',
});

/** Say how large or where, not what. */
export const IGNORED: ReadonlySet<string> = new Set(
  'left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm quad qquad enspace thinspace displaystyle textstyle scriptstyle limits nolimits nonumber notag hfill allowbreak'.split(
    ' ',
  ),
);

/** Ignored with the braces that follow. */
export const IGNORED_WITH_ARGUMENT: ReadonlySet<string> = new Set(
  'label tag hspace vspace color phantom hphantom vphantom textcolor eqref ref cite'.split(' '),
);

/** Environments that are a matrix; the others only arrange lines. */
export const MATRIX_ENVIRONMENTS = lookupTable<'matrix' | 'det' | 'refused'>({
  matrix: 'matrix',
  pmatrix: 'matrix',
  bmatrix: 'matrix',
  Bmatrix: 'matrix',
  smallmatrix: 'matrix',
  array: 'matrix',
  vmatrix: 'det',
  Vmatrix: 'refused',
  cases: 'refused',
});

const SCRIPT_EXCEPTIONS: Readonly<Record<string, string>> = { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ', e: 'ℯ', g: 'ℊ', o: 'ℴ' };
const FRAKTUR_EXCEPTIONS: Readonly<Record<string, string>> = { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' };
const BLACKBOARD_EXCEPTIONS: Readonly<Record<string, string>> = { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ', I: 'I' };

/** The letter in another alphabet: `\mathbb{R}` → `ℝ`, `\mathcal{L}` → `ℒ`. */
export function inAlphabet(letter: string, alphabet: 'blackboard' | 'script' | 'fraktur'): string {
  const exceptions = alphabet === 'script' ? SCRIPT_EXCEPTIONS : alphabet === 'fraktur' ? FRAKTUR_EXCEPTIONS : BLACKBOARD_EXCEPTIONS;
  const exception = exceptions[letter];
  if (exception !== undefined) return exception;
  const upper = alphabet === 'script' ? 0x1d49c : alphabet === 'fraktur' ? 0x1d504 : 0x1d538;
  const code = letter.charCodeAt(0);
  if (code >= 65 && code <= 90) return String.fromCodePoint(upper + code - 65);
  if (code >= 97 && code <= 122) return String.fromCodePoint(upper + 26 + code - 97);
  return letter;
}
