/** Names: their canonical form, and the adjoints that are written as names. The functions are in functions.ts. */

import { foldCharacter, GREEK } from './characters.ts';

/**
 * The canonical form of a name: NFC, homoglyphs and mathematical alphabets folded, Greek spelled out turned into the
 * letter (`theta_1`, `θ_1` and `θ₁` are one name). `n_samples` and `loss` stay as they are.
 */
export function canonicalName(written: string): string {
  if (ASCII.test(written)) return ASCII_WORD.test(written) ? canonicalParts(written) : written;
  let folded = '';
  for (const character of written.normalize('NFC')) folded += foldCharacter(character);
  folded = folded.normalize('NFC');
  return ASCII_WORD.test(folded) ? canonicalParts(folded) : folded;
}
const ASCII = /^[\x20-\x7e]*$/;
const canonicalParts = (name: string): string => (name.includes('_') ? name.split('_').map(canonicalPart).join('_') : canonicalPart(name));
const ASCII_WORD = /[A-Za-z]{2}/;

function canonicalPart(part: string): string {
  const match = GREEK_PART.exec(part);
  if (!match) return part;
  const letter = GREEK.get(match[1]!);
  return letter === undefined ? part : letter + match[2]!;
}
const GREEK_PART = /^([A-Za-z]+)(\d*)$/;

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
