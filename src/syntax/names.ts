/** Names: their canonical form, and the adjoints that are written as names. The functions are in functions.ts. */

import { foldCharacter, GREEK } from './characters.ts';

/**
 * The canonical form of a name: NFC, homoglyphs and mathematical alphabets folded, Greek spelled out turned into the
 * letter (`theta_1`, `θ_1` and `θ₁` are one name). `n_samples` and `loss` stay as they are.
 */
export function canonicalName(written: string): string {
  let letters = 0;
  for (let at = 0; at < written.length; at++) {
    const unit = written.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e) return folded(written);
    if (isAsciiLetter(unit)) letters++;
  }
  return letters < 2 ? written : canonicalParts(written);
}

function folded(written: string): string {
  if (written.length > 1) return foldedText(written);
  const known = FOLDED_CHARACTERS.get(written);
  if (known !== undefined) return known;
  const result = foldedText(written);
  FOLDED_CHARACTERS.set(written, result);
  return result;
}
/** Of single characters, which most of these names are: there are not many. */
const FOLDED_CHARACTERS = new Map<string, string>();

function foldedText(written: string): string {
  let result = '';
  for (const character of written.normalize('NFC')) result += foldCharacter(character);
  result = result.normalize('NFC');
  return ASCII_WORD.test(result) ? canonicalParts(result) : result;
}
const ASCII_WORD = /[A-Za-z]{2}/;

const canonicalParts = (name: string): string => (name.includes('_') ? name.split('_').map(canonicalPart).join('_') : canonicalPart(name));

const isAsciiLetter = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);

/** A Greek letter spelled out, perhaps with a number behind it. */
function canonicalPart(part: string): string {
  let at = 0;
  while (at < part.length && isAsciiLetter(part.charCodeAt(at))) at++;
  const end = at;
  while (at < part.length && part.charCodeAt(at) >= 48 && part.charCodeAt(at) <= 57) at++;
  if (end < SHORTEST_GREEK || at < part.length) return part;
  const letter = GREEK.get(end === part.length ? part : part.slice(0, end));
  return letter === undefined ? part : letter + part.slice(end);
}
const SHORTEST_GREEK = 2;

/** One letter, perhaps with accents, digits, a subscript, a star: what a person takes for a single symbol. */
export const isSingleSymbol = (name: string): boolean => SINGLE_SYMBOL.test(name);
const SINGLE_SYMBOL = /^\p{L}\p{M}*\d*(_.+)?⋆?$/u;

/** The part before the first subscript, and the subscript; null where there is none. */
export function splitSubscript(name: string): { readonly base: string; readonly subscript: string } | null {
  const at = name.indexOf('_');
  return at <= 0 || at === name.length - 1 ? null : { base: name.slice(0, at), subscript: name.slice(at + 1) };
}

const ADJOINT_FORMS: readonly RegExp[] = [
  /^d_?(.+)$/u,
  /^d\p{L}+?_?d_?(.+)$/u,
  /^d(?:loss|Loss|cost|J|E|C|L)_(?:d_?)?(.+)$/u,
  /^grad_?(.+)$/u,
  /^(.+?)_?grad$/u,
  /^(.+)_bar$/u,
  /^δ_?(.+)$/u,
  /^∂(.+)$/u,
];

/**
 * The quantity whose adjoint the name is by its form (`dW`, `dLdW`, `dL_dW`, `grad_W`, `W_bar`, `W̄`, `δW`), where
 * `isKnown` says that this quantity exists; null otherwise.
 */
export function adjointOf(name: string, isKnown: (name: string) => boolean): string | null {
  for (const form of ADJOINT_FORMS) {
    const base = form.exec(name)?.[1];
    if (base === undefined) continue;
    const canonical = canonicalName(base);
    if (isKnown(canonical)) return canonical;
  }
  const decomposed = name.normalize('NFD');
  if (!decomposed.includes(MACRON)) return null;
  const plain = decomposed.replace(MACRON, '').normalize('NFC');
  return isKnown(plain) ? plain : null;
}
const MACRON = '\u0304';
const BAR_COMMAND = /^\\(?:bar|overline)\s*(?:\{\s*)?\\?(.+?)\s*\}?$/du;

/** Where the quantity stands in an adjoint as it is written, `W` in `dL_dW` and in `\bar{W}`; the whole where it has no characters of its own. */
export function adjointPlace(written: string, quantity: string): { readonly start: number; readonly end: number } {
  for (const form of ADJOINT_FORMS) {
    const base = form.exec(written)?.[1];
    if (base === undefined || canonicalName(base) !== quantity) continue;
    const start = placeOf(written, base);
    return { start, end: start + base.length };
  }
  const barred = BAR_COMMAND.exec(written);
  if (barred && canonicalName(barred[1]!) === quantity) {
    const [start, end] = barred.indices![1]!;
    return { start: written[start - 1] === '\\' ? start - 1 : start, end };
  }
  const mark = written.indexOf(MACRON);
  const isMarked = mark > 0 && mark === written.length - 1 && canonicalName(written.slice(0, mark)) === quantity;
  return { start: 0, end: isMarked ? mark : written.length };
}

/** Behind the signs of the adjoint, or before them. */
const placeOf = (written: string, base: string): number => (written.endsWith(base) ? written.length - base.length : 0);
