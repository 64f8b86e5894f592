/** Each token of a comment's line as formula or prose. Prose is recognised by words that never name a quantity and by words that stand side by side. */

import { separatedSizes } from './sizes.ts';
import type { Token } from './tokens.ts';
import { CONNECTIVES, FUNCTIONS, GREEK, NOUNS, QUALIFIERS } from './words.ts';

/**
 * `formula`; `doubtful`: one word that may be a name or prose; `connective`: prose that leaves the formula beside it
 * whole; `qualifier`: prose that changes what it says; `plain`: unknown prose; `cut`: a sign that ends a formula.
 */
export type Role = 'formula' | 'doubtful' | 'connective' | 'qualifier' | 'plain' | 'cut';

export function rolesOf(tokens: readonly Token[], line: string): Role[] {
  const first = tokens.map((token, i) => ownRole(tokens, i, token, line));
  const roles: Role[] = [];
  for (let i = 0; i < tokens.length; i++) roles.push(roleBesideOthers(tokens, first, i, roles[i - 1]));
  return roles;
}

type OwnRole = Role | 'noun';

function ownRole(tokens: readonly Token[], i: number, token: Token, line: string): OwnRole {
  if (token.kind === 'foreign') return 'cut';
  if (token.kind === 'sign') return signRole(tokens, i, token, line);
  if (token.kind !== 'word') return 'formula';
  const { text } = token;
  const next = tokens[i + 1];
  if (text.length === 1) return isArticle(tokens, i) ? 'connective' : 'formula';
  const lower = text.toLowerCase();
  const called = next !== undefined && next.gap === 0 && (next.text === '(' || next.text === '_');
  if (lower === 'norm' && next !== undefined && next.gap > 0 && (next.text === '|' || next.text === '‖')) return 'connective';
  if (FUNCTIONS.has(text) && (called || !QUALIFIERS.has(lower)) && !(NOUNS.has(lower) && !called))
    return lower === 'mean' && !called ? 'connective' : 'formula';
  if (lower === 'in' && next !== undefined && SET_SIGN.test(next.text)) return 'formula';
  if (lower === 'by' && partOfSizes(tokens, i, line)) return 'formula';
  if (CONNECTIVES.has(lower)) return 'connective';
  if (QUALIFIERS.has(lower)) return 'qualifier';
  if (NOUNS.has(lower)) return 'noun';
  return isName(text) ? 'formula' : 'plain';
}

const SET_SIGN = /^(?:R|ℝ|𝕊|\\mathbb|\\R|\\Real)$/u;

/** `m by n` */
function partOfSizes(tokens: readonly Token[], i: number, line: string): boolean {
  const left = tokens[i - 1];
  if (left === undefined) return false;
  const from = left.text === '-' && i >= 2 ? tokens[i - 2]! : left;
  const sizes = separatedSizes(line, from.start);
  return sizes !== null && sizes.end > tokens[i]!.end;
}

function isArticle(tokens: readonly Token[], i: number): boolean {
  const { text } = tokens[i]!;
  const next = tokens[i + 1];
  if ((text !== 'a' && text !== 'A' && text !== 'I') || next === undefined || next.kind !== 'word' || next.gap === 0) return false;
  if (next.text.length === 1 || GREEK.has(next.text)) return text === 'a' && next.text.length > 1;
  const lower = next.text.toLowerCase();
  if (/^(?:vectors?|matrix|matrices)$/.test(lower)) return true;
  return !CONNECTIVES.has(lower) && !FUNCTIONS.has(next.text) && (text === 'a' || !isName(next.text)) && lower !== 'symmetric';
}

/** Looks like a quantity by itself: Greek, with digits, subscripts or accents, glued capitals, two letters. */
function isName(text: string): boolean {
  if (GREEK.has(text) || /[\d_]/.test(text)) return true;
  if (!/^[A-Za-z]+$/.test(text)) return !/^[a-z\u00e0-\u00ff]{3,}$/.test(text);
  if (text.length === 2) return true;
  const capitals = text.replace(/[^A-Z]/g, '').length;
  return (capitals >= 2 && text.length <= 5) || /^d[A-Z][A-Za-z]{0,12}$/.test(text) || (capitals >= 1 && text.length === 3 && !/^[A-Z][a-z]{2}$/.test(text));
}

const CUTTING_SIGNS = '"`$•;—–…#“”‘’«»¿?!→⇒⟹';

function signRole(tokens: readonly Token[], i: number, token: Token, line: string): Role {
  const { text } = token;
  const next = tokens[i + 1];
  if (text === '→' || text === '!') return text === '!' || !SPACE_OF_FUNCTION.test(line.slice(0, token.start)) ? 'cut' : 'formula';
  if (CUTTING_SIGNS.includes(text) || isCommentSign(tokens, i)) return 'cut';
  if (text === '.') {
    if (next === undefined || next.gap > 0) return token.gap === 0 || next === undefined ? 'cut' : 'formula';
    return next.text === '.' || tokens[i - 1]?.text === '.' ? 'qualifier' : 'formula';
  }
  return 'formula';
}
/** Either half of a nested comment's sign; in `S^{-1}`, `\frac{-1}{2}` and `(x^*)` there is none. */
function isCommentSign(tokens: readonly Token[], i: number): boolean {
  const pairAt = (k: number): boolean => {
    const [before, left, right] = [tokens[k - 1], tokens[k], tokens[k + 1]];
    if (left === undefined || right === undefined || right.gap > 0 || !COMMENT_SIGNS.has(left.text + right.text)) return false;
    return before === undefined || left.gap > 0 || (!/^[\^_}]$/.test(before.text) && before.kind !== 'command');
  };
  return pairAt(i) || pairAt(i - 1);
}
const COMMENT_SIGNS: ReadonlySet<string> = new Set(['/*', '*/', '{-', '-}', '#=', '=#', '(*', '*)']);

/** `f : ℝ^n →` */
export const SPACE_OF_FUNCTION = /:\s*(?:ℝ|R\^|\\mathbb|\\R)/;

/** Beside one of these a word is a name. */
const OPERATORS = "=+*/@^'·⊙∘⊗⊘∈ᵀ⊤⁻²³_≈:×†";

function roleBesideOthers(tokens: readonly Token[], first: readonly OwnRole[], i: number, roleBefore: Role | undefined): Role {
  const own = first[i]!;
  const token = tokens[i]!;
  if (own === 'formula' && token.kind === 'sign' && joinsWords(tokens, first, i)) return 'plain';
  if (own !== 'plain' && own !== 'noun') return own;
  if (i === 0 && tokens.length === 3 && tokens[1]!.text === 'in' && first[1] === 'formula') return 'formula';
  if (isWordy(first[i - 1]) || isWordy(first[i + 1])) {
    // Side by side with another word: prose, whatever operator stands at the other end.
    return own === 'noun' ? 'connective' : 'plain';
  }
  if (joinsWords(tokens, first, i - 1) || joinsWords(tokens, first, i + 1)) return 'plain';
  if (nextToOperator(tokens, first, i)) return 'formula';
  if (own === 'noun') return 'connective';
  const leading = roleBefore === undefined || roleBefore === 'connective' || roleBefore === 'cut' || roleBefore === 'plain';
  const after = first[i + 1];
  return leading && after === 'formula' && tokens[i + 1]!.gap > 0 ? 'connective' : leading && after !== 'formula' ? 'plain' : 'doubtful';
}
const isWordy = (role: OwnRole | undefined): boolean => role === 'plain' || role === 'noun';

/** `left-hand`, `read/write`, `Newton's`: a sign inside prose. */
function joinsWords(tokens: readonly Token[], first: readonly OwnRole[], i: number): boolean {
  const token = tokens[i];
  const left = tokens[i - 1];
  const right = tokens[i + 1];
  if (token === undefined || left === undefined || right === undefined || token.gap > 0 || right.gap > 0 || left.kind !== 'word' || right.kind !== 'word')
    return false;
  const wordy = first[i - 1] !== 'formula' || left.text.length > 2;
  if (token.text === "'" || token.text === '’') return (wordy || left.text === 'I') && /^(?:s|t|re|ll|ve|d|m)$/i.test(right.text);
  if (token.text === '-') return first[i - 1] !== 'formula' && first[i + 1] !== 'formula';
  if (token.text === '/') return isWordy(first[i - 1]) && isWordy(first[i + 1]) && !(left.text.startsWith('d') && right.text.startsWith('d'));
  return false;
}

function nextToOperator(tokens: readonly Token[], first: readonly OwnRole[], i: number): boolean {
  const left = tokens[i - 1];
  const right = tokens[i + 1];
  if (right !== undefined && right.kind === 'sign') {
    if ((right.text === '(' || right.text === '[') && right.gap === 0) return true;
    if (right.text === '.' && tokens[i + 2]?.gap === 0) return true;
    if (right.text === '/' && isWordy(first[i + 2]) && !tokens[i]!.text.startsWith('d')) return false;
    if (OPERATORS.includes(right.text)) return true;
    // `exponent -(x - m)`: a sign, not a difference
    if (right.text === '-' && !isWordy(first[i + 2]) && !(right.gap > 0 && tokens[i + 2]?.gap === 0)) return true;
  }
  if (left !== undefined && left.kind === 'sign') {
    if (left.text === '∂' || left.text === '∇') return true;
    // `d(loss)/d(W)`
    if (left.text === '(' && left.gap === 0 && /^[d∂]$/.test(tokens[i - 2]?.text ?? '')) return true;
    if (left.text !== ':' && left.text !== "'" && OPERATORS.includes(left.text)) return true;
    if (left.text === '-' && !isWordy(first[i - 2])) return true;
  }
  return false;
}
