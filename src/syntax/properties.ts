/** Properties of declared names, in words and signs. */

import type { Token } from './token.ts';
import { isOperator } from './token.ts';
import type { Property, Span } from './tree.ts';

/** Phrases in lower case, hyphens as blanks. */
const PHRASES: Readonly<Record<string, Property | readonly Property[]>> = {
  symmetric: 'symmetric',
  symmetrical: 'symmetric',
  sym: 'symmetric',
  'self adjoint': 'symmetric',
  hermitian: 'symmetric',
  'skew symmetric': 'skew-symmetric',
  skewsymmetric: 'skew-symmetric',
  skew: 'skew-symmetric',
  antisymmetric: 'skew-symmetric',
  'anti symmetric': 'skew-symmetric',
  'positive definite': 'positive definite',
  'pos definite': 'positive definite',
  'pos def': 'positive definite',
  posdef: 'positive definite',
  pd: 'positive definite',
  spd: ['symmetric', 'positive definite'],
  'positive semidefinite': 'positive semidefinite',
  'positive semi definite': 'positive semidefinite',
  'nonnegative definite': 'positive semidefinite',
  psd: 'positive semidefinite',
  spsd: ['symmetric', 'positive semidefinite'],
  'negative definite': 'negative definite',
  'negative semidefinite': 'negative semidefinite',
  'negative semi definite': 'negative semidefinite',
  diagonal: 'diagonal',
  'lower triangular': 'lower triangular',
  'upper triangular': 'upper triangular',
  orthogonal: 'orthogonal',
  orthonormal: 'orthogonal',
  invertible: 'invertible',
  nonsingular: 'invertible',
  'non singular': 'invertible',
  'full rank square': 'invertible',
  idempotent: 'idempotent',
  positive: 'positive',
  nonnegative: 'nonnegative',
  'non negative': 'nonnegative',
  constant: 'constant',
  const: 'constant',
  fixed: 'constant',
};
const TABLE: ReadonlyMap<string, readonly Property[]> = new Map(
  Object.entries(PHRASES).map(([phrase, found]): [string, readonly Property[]] => [phrase, typeof found === 'string' ? [found] : found]),
);
/** Each by its usual name. */
export const PROPERTIES: readonly Property[] = [...new Set([...TABLE.values()].flat())];

const LONGEST_PHRASE = 3;
const FIRST_WORDS: ReadonlySet<string> = new Set([...TABLE.keys()].map(phrase => phrase.split(' ')[0]!));

/** Join properties, say nothing themselves. */
const FILLERS: ReadonlySet<string> = new Set(
  'and is are be which that with a an the matrix matrices vector entries elementwise entrywise everywhere both all real where'.split(' '),
);

/** A word that begins the name of a property. */
export const isPropertyWord = (word: string): boolean => FIRST_WORDS.has(word.toLowerCase());

/** The whole name of a property, in lower case. */
export const isPropertyPhrase = (phrase: string): boolean => TABLE.has(phrase.replaceAll('-', ' '));

export interface FoundProperty {
  readonly property: Property;
  readonly span: Span;
}
export interface PropertyList {
  readonly properties: readonly FoundProperty[];
  /** What was written instead of a property. */
  readonly unknown: readonly Span[];
}

/** The properties in tokens that follow a declaration; `names` are the declared names, which may be repeated. */
export function readProperties(tokens: readonly Token[], names: ReadonlySet<string>): PropertyList {
  const properties: FoundProperty[] = [];
  const unknown: Span[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]!;
    const sign = signProperty(tokens, at);
    const phrase = sign ?? phraseAt(tokens, at);
    if (phrase) {
      const span = { start: token.start, end: tokens[at + phrase.length - 1]!.end };
      for (const property of phrase.properties) properties.push({ property, span });
      at += phrase.length;
    } else if (isSkipped(token) || (token.kind === 'name' && names.has(token.text))) at++;
    else {
      const end = endOfPhrase(tokens, at);
      unknown.push({ start: token.start, end: tokens[end - 1]!.end });
      at = end;
    }
  }
  return { properties, unknown };
}

interface Phrase {
  readonly properties: readonly Property[];
  /** In tokens. */
  readonly length: number;
}

/** `≻ 0`, `⪰ 0`, `> 0`, `≥ 0`. */
const SIGNS: ReadonlyMap<string, Property> = new Map([
  ['≻', 'positive definite'],
  ['⪰', 'positive semidefinite'],
  ['≺', 'negative definite'],
  ['⪯', 'negative semidefinite'],
  ['>', 'positive'],
  ['>=', 'nonnegative'],
]);

export function signProperty(tokens: readonly Token[], at: number): Phrase | null {
  const sign = tokens[at]!;
  const property = sign.kind === 'operator' ? SIGNS.get(sign.text) : undefined;
  const zero = tokens[at + 1];
  return property !== undefined && zero?.kind === 'number' && Number(zero.text) === 0 ? { properties: [property], length: 2 } : null;
}

/** The longest known phrase; a hyphen between its words is a token of its own. */
function phraseAt(tokens: readonly Token[], from: number): Phrase | null {
  let phrase = '';
  let found: Phrase | null = null;
  let at = from;
  for (let words = 0; words < LONGEST_PHRASE && at < tokens.length; words++) {
    if (words > 0 && isOperator(tokens[at], '-')) at++;
    const token = tokens[at];
    if (token === undefined || (token.kind !== 'name' && token.kind !== 'prose')) break;
    phrase = `${phrase} ${token.written.toLowerCase().replaceAll('-', ' ')}`.trim();
    at++;
    const properties = TABLE.get(phrase) ?? bracketedPrefix(phrase);
    if (properties) found = { properties, length: at - from };
  }
  return semidefinite(tokens, from) ?? found;
}

/** `\text{symmetric}` is written with its command. */
const bracketedPrefix = (phrase: string): readonly Property[] | undefined => TABLE.get(phrase.replace(/\\\w+\s*\{\s*([^}]*?)\s*\}/g, '$1'));

/** `positive (semi)definite` says the weaker of the two. */
function semidefinite(tokens: readonly Token[], at: number): Phrase | null {
  const words = tokens.slice(at, at + 5).map(token => token.written.toLowerCase());
  if ((words[0] !== 'positive' && words[0] !== 'negative') || words[1] !== '(' || words[2] !== 'semi' || words[3] !== ')' || words[4] !== 'definite')
    return null;
  return { properties: [words[0] === 'positive' ? 'positive semidefinite' : 'negative semidefinite'], length: 5 };
}

function isSkipped(token: Token): boolean {
  if (token.kind === 'operator') return token.text === ',' || token.text === ';' || token.text === '.' || token.text === '&';
  return (token.kind === 'name' || token.kind === 'prose') && FILLERS.has(token.text.toLowerCase());
}

/** An unknown word takes the rest up to the next comma with it: `not symmetric` is not symmetric. */
function endOfPhrase(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < tokens.length && !isOperator(tokens[at], ',') && !isOperator(tokens[at], ';')) at++;
  return Math.max(at, from + 1);
}
