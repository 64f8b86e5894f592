/** What single characters mean: letters, operators, raised and lowered characters. Tables only. */

import { lookupTable } from './lookup.ts';

/** Look-alikes, folded to the Greek letter: increment, micro sign, ohm sign, and the variant forms. */
const HOMOGLYPHS: Readonly<Record<string, string>> = { '∆': 'Δ', µ: 'μ', Ω: 'Ω', ϕ: 'φ', ϵ: 'ε', ϑ: 'θ', ϱ: 'ρ', ϖ: 'π', ς: 'σ' };

const GREEK_LETTERS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  omicron: 'ο',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  upsilon: 'υ',
  phi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
};
const GREEK_VARIANTS: Readonly<Record<string, string>> = {
  varepsilon: 'ε',
  vartheta: 'θ',
  varphi: 'φ',
  varrho: 'ρ',
  varsigma: 'σ',
  varpi: 'π',
  varkappa: 'κ',
  digamma: 'ϝ',
};

/** `theta` → `θ`, `Phi` → `Φ`, `varphi` → `φ`. */
export const GREEK: ReadonlyMap<string, string> = new Map([
  ...Object.entries(GREEK_LETTERS),
  ...Object.entries(GREEK_LETTERS).map(([word, letter]): [string, string] => [word[0]!.toUpperCase() + word.slice(1), letter.toUpperCase()]),
  ...Object.entries(GREEK_VARIANTS),
]);

/** Raised characters and what they raise. `ᵀ` and its kin are operators of their own. */
export const SUPERSCRIPTS: ReadonlyMap<string, string> = pairs(
  '⁰0 ¹1 ²2 ³3 ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9 ⁺+ ⁻- ⁼= ⁽( ⁾) ᵃa ᵇb ᶜc ᵈd ᵉe ᶠf ᵍg ʰh ⁱi ʲj ᵏk ˡl ᵐm ⁿn ᵒo ᵖp ʳr ˢs ᵘu ᵛv ʷw ˣx ʸy ᶻz ᴬA ᴮB ᴰD ᴱE ᴳG ᴵI ᴶJ ᴷK ᴸL ᴹM ᴺN ᴼO ᴾP ᴿR ⱽV ᵁU ᵂW ᵅα ᵝβ ᵞγ ᵟδ ᶿθ ᵠφ ᵡχ',
);

export const SUBSCRIPTS: ReadonlyMap<string, string> = pairs(
  '₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9 ₊+ ₋- ₌= ₍( ₎) ₐa ₑe ₕh ᵢi ⱼj ₖk ₗl ₘm ₙn ₒo ₚp ᵣr ₛs ₜt ᵤu ᵥv ₓx ᵦβ ᵧγ ᵨρ ᵩφ ᵪχ',
);

/** Raised letters that transpose. */
export const RAISED_TRANSPOSES: ReadonlySet<string> = new Set(['ᵀ', 'ᵗ', 'ᴴ', 'ᵸ']);

/** Characters and the operator they stand for. */
export const OPERATOR_CHARACTERS = lookupTable<string>({
  '+': '+',
  '-': '-',
  '−': '-',
  '–': '-',
  '‐': '-',
  '‑': '-',
  '＋': '+',
  '*': '*',
  '∗': '*',
  '/': '/',
  '÷': '/',
  '∕': '/',
  '⁄': '/',
  '@': '@',
  '·': '·',
  '⋅': '·',
  '∙': '·',
  '•': '·',
  '×': '×',
  '⨯': '×',
  '⊙': '.*',
  '∘': '.*',
  '⊚': '.*',
  '⊘': './',
  '⊗': '⊗',
  '⨂': '⊗',
  '^': '^',
  '=': '=',
  '≔': ':=',
  '≜': ':=',
  '≡': '==',
  '≈': '≈',
  '≃': '≈',
  '≅': '≈',
  '←': '<-',
  '⟵': '<-',
  '→': '->',
  '⟶': '->',
  '↦': '->',
  '∈': '∈',
  '∊': '∈',
  ':': ':',
  '：': ':',
  ',': ',',
  '，': ',',
  ';': ';',
  '；': ';',
  '&': '&',
  _: '_',
  '∂': '∂',
  '𝜕': '∂',
  '∇': '∇',
  '𝛁': '∇',
  '∑': '∑',
  '√': '√',
  '∞': '∞',
  '⋆': '⋆',
  '★': '⋆',
  '†': '†',
  '⊤': '⊤',
  '⟙': '⊤',
  '⊺': '⊤',
  '′': "'",
  '’': "'",
  '‘': "'",
  '´': "'",
  '<': '<',
  '>': '>',
  '≤': '<=',
  '≥': '>=',
  '⩽': '<=',
  '⩾': '>=',
  '≻': '≻',
  '⪰': '⪰',
  '≽': '⪰',
  '≺': '≺',
  '⪯': '⪯',
  '≼': '⪯',
  '!': '!',
  '?': '?',
  '~': '~',
  '∏': '∏',
  '.': '.',
  '…': '…',
  '⋯': '…',
  '∫': '∫',
});

/** Operators of several ASCII characters, longest first. */
export const OPERATOR_SEQUENCES: readonly (readonly [written: string, operator: string])[] = [
  ['%*%', '@'],
  ['%o%', 'outer'],
  ['...', '…'],
  ['.*', '.*'],
  ['./', './'],
  ['.^', '.^'],
  ['**', '^'],
  [':=', ':='],
  ['==', '=='],
  ['+=', '+='],
  ['-=', '-='],
  ['<-', '<-'],
  ['<=', '<='],
  ['>=', '>='],
  ['->', '->'],
  ['=>', '->'],
  ['~=', '≈'],
];

export const OPENERS: ReadonlyMap<string, string> = new Map([
  ['(', '('],
  ['[', '['],
  ['{', '{'],
  ['⟨', '⟨'],
  ['（', '('],
  ['［', '['],
]);
export const CLOSERS: ReadonlyMap<string, string> = new Map([
  [')', ')'],
  [']', ']'],
  ['}', '}'],
  ['⟩', '⟩'],
  ['）', ')'],
  ['］', ']'],
]);
/** Which closer ends which opener. */
export const CLOSER_OF: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '⟨': '⟩', 'matrix{': '}matrix', 'det{': '}det' };

export const BARS: ReadonlyMap<string, string> = new Map([
  ['|', '|'],
  ['∣', '|'],
  ['‖', '‖'],
  ['∥', '‖'],
]);

/** Vulgar fractions: a decimal where it is exact, else a quotient. */
export const FRACTIONS: ReadonlyMap<string, readonly [numerator: string, denominator: string] | string> = new Map<string, readonly [string, string] | string>([
  ['½', '0.5'],
  ['¼', '0.25'],
  ['¾', '0.75'],
  ['⅕', '0.2'],
  ['⅖', '0.4'],
  ['⅗', '0.6'],
  ['⅘', '0.8'],
  ['⅛', '0.125'],
  ['⅜', '0.375'],
  ['⅝', '0.625'],
  ['⅞', '0.875'],
  ['⅒', '0.1'],
  ['⅓', ['1', '3']],
  ['⅔', ['2', '3']],
  ['⅙', ['1', '6']],
  ['⅚', ['5', '6']],
  ['⅐', ['1', '7']],
  ['⅑', ['1', '9']],
]);

/** Letters in a style of their own that are not the plain letter. */
const DISTINCT_STYLES: Readonly<Record<string, string>> = { '𝟙': '1', 𝕀: 'I', 𝔼: '𝔼', ℝ: 'ℝ', 𝕊: '𝕊', ℂ: 'ℂ', ℕ: 'ℕ', ℤ: 'ℤ', ℓ: 'ℓ' };

/**
 * One character of a name, folded: homoglyphs to Greek, bold, italic, sans-serif and monospace mathematical letters to
 * the plain letter. Script, fraktur and double-struck letters stay: people use them beside the plain ones.
 */
export function foldCharacter(character: string): string {
  const fixed = HOMOGLYPHS[character] ?? DISTINCT_STYLES[character];
  if (fixed !== undefined) return fixed;
  const code = character.codePointAt(0)!;
  if (code < 0x1d400 || code > 0x1d7ff) return character;
  const scriptToFraktur = code >= 0x1d49c && code <= 0x1d59f;
  if (scriptToFraktur) return character;
  const plain = character.normalize('NFKC');
  return HOMOGLYPHS[plain] ?? plain;
}

const LETTER = /^\p{L}$/u;
const MARK = /^\p{M}$/u;

/** May begin a name. */
export function isLetter(character: string): boolean {
  const code = character.codePointAt(0)!;
  if (code < 128) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  if (SUPERSCRIPTS.has(character) || SUBSCRIPTS.has(character) || RAISED_TRANSPOSES.has(character) || character === '𝜕' || character === '𝛁') return false;
  return LETTER.test(character) || character === '∆';
}

export const isMark = (character: string): boolean => MARK.test(character);

export const isDigit = (character: string): boolean => character >= '0' && character <= '9' && character.length === 1;

/** Blanks, and characters that are invisible. */
export function isBlank(character: string): boolean {
  if (character > ' ' && character < '\u007f') return false;
  return /^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]$/u.test(character);
}

function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(' ').map((pair): [string, string] => {
      const [raised, plain] = [...pair];
      return [raised!, plain!];
    }),
  );
}
