/** One name, three spellings: as it stands in the document, as TeX, and as an identifier of a programming language. */

import { GREEK } from '../syntax/characters.ts';

/** Letter to word; of two words for a letter the plain one: `φ` is `phi`. */
const greekName: ReadonlyMap<string, string> = new Map([
  ...[...GREEK].toReversed().map(([word, letter]): [string, string] => [letter, word]),
  ['ϵ', 'epsilon'],
  ['ϑ', 'vartheta'],
  ['ϖ', 'varpi'],
  ['ϱ', 'varrho'],
  ['ς', 'varsigma'],
  ['ϕ', 'phi'],
]);

/** Greek letters that TeX has no command for, because a Latin letter looks the same. */
const GREEK_WITHOUT_COMMAND: ReadonlyMap<string, string> = new Map([
  ['ο', 'o'],
  ['Α', '\\mathrm{A}'],
  ['Β', '\\mathrm{B}'],
  ['Ε', '\\mathrm{E}'],
  ['Ζ', '\\mathrm{Z}'],
  ['Η', '\\mathrm{H}'],
  ['Ι', '\\mathrm{I}'],
  ['Κ', '\\mathrm{K}'],
  ['Μ', '\\mathrm{M}'],
  ['Ν', '\\mathrm{N}'],
  ['Ο', '\\mathrm{O}'],
  ['Ρ', '\\mathrm{P}'],
  ['Τ', '\\mathrm{T}'],
  ['Χ', '\\mathrm{X}'],
]);

/** Combining marks over a letter. */
const MARKS: readonly (readonly [mark: string, name: string, command: string])[] = [
  ['\u0302', 'hat', '\\hat'],
  ['\u0304', 'bar', '\\bar'],
  ['\u0305', 'bar', '\\bar'],
  ['\u0303', 'tilde', '\\tilde'],
  ['\u0307', 'dot', '\\dot'],
  ['\u0308', 'ddot', '\\ddot'],
  ['\u20d7', 'vec', '\\vec'],
  ['\u0301', 'acute', '\\acute'],
  ['\u0300', 'grave', '\\grave'],
  ['\u030c', 'check', '\\check'],
  ['\u0306', 'breve', '\\breve'],
  ['\u030a', 'ring', '\\mathring'],
];

/** Signs that a name may carry, and how they are said. */
const SIGNS: readonly (readonly [sign: string, name: string, command: string])[] = [
  ['⋆', 'star', '\\star'],
  ['★', 'star', '\\star'],
  ['*', 'star', '*'],
  ['∗', 'star', '*'],
  ['†', 'dagger', '\\dagger'],
  ['′', 'prime', '\\prime'],
  ["'", 'prime', '\\prime'],
  ['+', 'plus', '+'],
  ['-', 'minus', '-'],
  ['−', 'minus', '-'],
  ['∂', 'd', '\\partial'],
  ['∇', 'nabla', '\\nabla'],
  ['∞', 'inf', '\\infty'],
  ['ℓ', 'ell', '\\ell'],
  ['⊤', 'T', '\\top'],
  ['⊥', 'perp', '\\perp'],
  ['∥', 'par', '\\parallel'],
];

/** What TeX would read as a command, spelled so that it prints as itself. */
const TEX_SPECIAL: ReadonlyMap<string, string> = new Map([
  ['\\', '\\backslash '],
  ['{', '\\{'],
  ['}', '\\}'],
  ['$', '\\$'],
  ['&', '\\&'],
  ['#', '\\#'],
  ['%', '\\%'],
  ['_', '\\_'],
  ['^', '\\wedge '],
  ['~', '\\sim '],
  ['<', '\\lt '],
  ['>', '\\gt '],
  ['`', '{}'],
  ['"', "{''}"],
]);

const markName = new Map(MARKS.map(([mark, name]) => [mark, name]));
const markCommand = new Map(MARKS.map(([mark, , command]) => [mark, command]));
const signName = new Map(SIGNS.map(([sign, name]) => [sign, name]));
const signCommand = new Map(SIGNS.map(([sign, , command]) => [sign, command]));

/** A name as TeX for mathematics mode: `θ` is `\theta`, `loss` `\mathrm{loss}`, `x̂_1` `\hat{x}_{1}`. Nothing in it can act as a command. */
export function latexName(name: string): string {
  const word = plainWord(name);
  if (word !== null) return word;
  const { body, superscripts, subscripts } = splitName(name);
  const scripts = `${subscripts.length ? `_{${subscripts.map(latexWord).join(',')}}` : ''}${superscripts.length ? `^{${superscripts.map(latexWord).join(',')}}` : ''}`;
  // braces keep a name that has a superscript from meeting the next one
  return superscripts.length ? `{${latexWord(body)}${scripts}}` : `${latexWord(body)}${scripts}`;
}

/**
 * A name as an identifier of Python, Julia …: Greek letters by name, marks as suffixes (`x̂` is `x_hat`), signs in words.
 * @param reserved words that get an underscore behind them
 */
export function identifier(name: string, reserved: ReadonlySet<string>): string {
  let text = '';
  for (const character of name.normalize('NFD')) {
    const spelled = greekName.get(character);
    const suffix = markName.get(character) ?? signName.get(character);
    if (spelled) text += /[a-z]$/i.test(text) ? `_${spelled}` : spelled;
    else if (suffix) text += `${text === '' || text.endsWith('_') ? '' : '_'}${suffix}`;
    else text += identifierCharacters(character);
  }
  text = text.replace(/__+/g, '_').replace(/(?<=.)_$/, '');
  if (text === '' || text === '_') text = 'v';
  if (!/^[\p{L}_]/u.test(text)) text = `v_${text}`;
  return reserved.has(text) ? `${text}_` : text;
}

function identifierCharacters(character: string): string {
  const plain = character.normalize('NFKD');
  if (/^[A-Za-z0-9_]+$/.test(plain)) return /[₀-₉ₐ-ₜ⁰-⁹]/.test(character) ? `_${plain}` : plain;
  if (greekName.has(plain)) return greekName.get(plain)!;
  if (/^[\s{}()[\],.^:;]$/.test(character)) return '_';
  return `_u${character.codePointAt(0)!.toString(16)}`;
}

interface SplitName {
  readonly body: string;
  readonly superscripts: readonly string[];
  readonly subscripts: readonly string[];
}

/** `x_1`, `x_{max}`, `x^{(k)}`, `x⋆`; a name with no simple split is all body. */
function splitName(name: string): SplitName {
  const match = /^([^_^{}]+?)([⋆★∗*†′']*)(?:_(?:\{([^{}]+)\}|([^_^{}]+)))?(?:\^(?:\{([^{}]+)\}|([^_^{}]+)))?$/u.exec(name);
  if (!match) return { body: name, superscripts: [], subscripts: [] };
  const [, body, signs, braced, bare, bracedAbove, bareAbove] = match;
  const below = braced ?? bare;
  const above = [signs, bracedAbove ?? bareAbove].filter(each => each !== undefined && each !== '') as string[];
  return { body: body!, superscripts: above, subscripts: below === undefined ? [] : below.split(',') };
}

/** A letter, or letters and digits behind it, as TeX; null for any other name. */
function plainWord(name: string): string | null {
  const first = name.charCodeAt(0) | 32;
  if (!(first >= 97 && first <= 122)) return null;
  for (let at = 1; at < name.length; at++) {
    const unit = name.charCodeAt(at);
    const lower = unit | 32;
    if (!(lower >= 97 && lower <= 122) && !(unit >= 48 && unit <= 57)) return null;
  }
  return name.length === 1 ? name : `\\mathrm{${name}}`;
}

function latexWord(word: string): string {
  const plain = plainWord(word);
  if (plain !== null) return plain;
  if (/^\d+$/.test(word)) return word;
  const pieces: string[] = [];
  let latin = '';
  const flush = (): void => {
    if (latin) pieces.push(latin.length > 1 ? `\\mathrm{${latin}}` : latin);
    latin = '';
  };
  for (const cluster of word.normalize('NFD').match(/\P{M}\p{M}*|\p{M}+/gu) ?? []) {
    if (/^[A-Za-z0-9]$/.test(cluster)) latin += cluster;
    else {
      flush();
      pieces.push(latexCluster(cluster));
    }
  }
  flush();
  return pieces.length === 1
    ? pieces[0]!
    : pieces
        .map(piece => (/^\\[A-Za-z]+$/.test(piece) ? `${piece} ` : piece))
        .join('')
        .trimEnd();
}

/** A character with the marks over it. */
function latexCluster(cluster: string): string {
  const [first = '', ...marks] = cluster;
  let text = latexCharacter(first);
  for (const mark of marks) {
    const command = markCommand.get(mark);
    text = command ? `${command}{${text}}` : `${text}${latexCharacter(mark)}`;
  }
  return text;
}

function latexCharacter(character: string): string {
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  const command = GREEK_WITHOUT_COMMAND.get(character) ?? signCommand.get(character) ?? TEX_SPECIAL.get(character);
  if (command !== undefined) return command;
  const greek = greekName.get(character);
  if (greek) return `\\${greek}`;
  const plain = character.normalize('NFKD');
  if (plain !== character && /^[A-Za-z0-9]+$/.test(plain)) return plain;
  if (/^[()[\],.:;!?|/=@]$/.test(character)) return character;
  if (/^\s$/.test(character)) return '\\ ';
  // the scripts that KaTeX and MathJax set in text mode
  if (/^[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9faf\uac00-\ud7af]$/.test(character)) return `\\text{${character}}`;
  return `\\mathrm{U{+}${character.codePointAt(0)!.toString(16).toUpperCase()}}`;
}
