/** What may be a size in a comment, and the shapes that comments write: `(B, T, C)`, `[N, D]`, `m x n`, `m-by-n`. */

import { CONNECTIVES, GREEK, SIZE_WORDS } from './words.ts';

/** A name as short as sizes are, or one that says it is a size. */
export function isSize(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > LONGEST_SIZE) return false;
  for (const part of trimmed.split(/\s*[-+*/]\s*/)) if (!isSizeAtom(part)) return false;
  return true;
}

/**
 * The sizes of a shape in brackets that begins at `start`: `(B, T, C)`, `(n,)`, `()`, `[N D]`; null where the brackets
 * hold anything else. `end` is behind the closing bracket.
 */
export function bracketedSizes(text: string, start: number): { sizes: string[]; end: number } | null {
  const open = text.charAt(start);
  const close = open === '(' ? ')' : open === '[' ? ']' : '';
  if (close === '') return null;
  const end = text.indexOf(close, start);
  if (end < 0 || end - start > LONGEST_SHAPE) return null;
  const inner = text.slice(start + 1, end).trim();
  if (inner === '') return open === '(' ? { sizes: [], end: end + 1 } : null;
  const separated = inner.includes(',') ? inner.replace(/,$/, '').split(',') : inner.split(BETWEEN_SIZES);
  const sizes = separated.map(size => size.trim());
  if (sizes.length > MOST_AXES || !sizes.every(isSize)) return null;
  // `[12, 8]` is a list of numbers, `[n]` an index.
  if (open === '[' && (sizes.length < 2 || sizes.every(size => /^\d+$/.test(size)))) return null;
  return isList(sizes, inner.includes(',')) ? null : { sizes, end: end + 1 };
}

/** `[n]`, `[D]` behind a colon, where it is no index. */
export function soleSize(text: string, start: number): { sizes: string[]; end: number } | null {
  SOLE.lastIndex = start;
  const match = SOLE.exec(text);
  return match === null ? null : { sizes: [match[1]!], end: start + match[0].length };
}
const SOLE = /\[\s*([BCDHKLMNPQTVdhklmnpqr]_?\d?)\s*\]/y;

/** `m x n`, `n×n`, `m-by-n`, `n by p by q` from `start` on. */
export function separatedSizes(text: string, start: number): { sizes: string[]; end: number } | null {
  SEPARATED.lastIndex = start;
  const match = SEPARATED.exec(text);
  if (match === null) return null;
  const sizes = match[0].split(BETWEEN_SIZES).map(size => size.trim());
  return sizes.every(isSizeAtom) && !isList(sizes, false) && !isResolution(sizes, text, start + match[0].length)
    ? { sizes, end: start + match[0].length }
    : null;
}

/** Some size is one by itself, whatever stands around it: `N`, `d`, `n_samples`, `hidden`; no number is. */
export function holdsClearSize(sizes: readonly string[]): boolean {
  return sizes.some(size => /\p{L}/u.test(size) && size.split(/\s*[-+*/]\s*/).every(part => CLEAR.test(part)));
}
const CLEAR = /^(?:\d+[nmdkN]?|[nmdkBCDEFGHKLMNPQSTVW]|[nmdNMDK]\d|\p{L}[\p{L}\p{N}_]*_\p{L}[\p{L}\p{N}_]*|\p{Ll}[\p{L}\p{N}]{2,}|\p{L}?[Α-ω])$/u;

/**
 * What could be sizes and is a list of values: a point `(x, y)`, the entries `[m0, m1, m2, m3]`, the arguments `(a, b)`, the
 * term `(CMP x y)`.
 */
function isList(sizes: readonly string[], withCommas: boolean): boolean {
  const names = sizes.flatMap(size => size.split(/\s*[-+*/]\s*/)).filter(part => /\p{L}/u.test(part));
  if (names.some(name => VALUE.test(name))) return true;
  if (names.some(name => DOUBTFUL.test(name)) && !names.some(name => !/^\p{L}\d*$/u.test(name) || CLEAR.test(name))) return true;
  const numbered = names.length > 1 && names.every(name => NUMBERED.test(name));
  if (numbered) return names.length > MOST_NUMBERED || names.some(name => !NUMBERED_SIZE.test(name));
  if (sizes.length === 1) return !withCommas && !holdsClearSize(sizes);
  return !withCommas && names.some(name => /^[A-Z][A-Z\d]{2,}$/.test(name)) && names.some(name => /^[a-z]$/.test(name));
}
/** `640x480`, unless it is said of an array. */
function isResolution(sizes: readonly string[], text: string, end: number): boolean {
  return (
    sizes.length === 2 &&
    sizes.every(size => /^\d{3,}$/.test(size)) &&
    !/^\s*(?:dense |real )?(?:matri|array|tensor|block)/.test(text.slice(end, end + LONGEST_SIZE))
  );
}

/** Letters of coordinates, components and indices. */
const VALUE = /^[ijouvxyzXY]\d*$/;
/** Letters that are sizes only beside one that is. */
const DOUBTFUL = /^[aefgAIJORUZ]\d*$/;
const NUMBERED = /^\p{L}{1,2}\d+$/u;
const NUMBERED_SIZE = /^(?:[nd]\d|[mpqhkNMDHKCPWL][1-9])$/;
const MOST_NUMBERED = 3;

const LONGEST_SIZE = 24;
const LONGEST_SHAPE = 80;
const MOST_AXES = 8;
const BETWEEN_SIZES = /\s*×\s*|\s+[xX]\s+|-by-|\s+by\s+|(?<=^\d+|\b[a-z])x(?=\d+$|[a-z]$)/;
/** What stands behind the shape of an array. */
const OF_ARRAYS = 'matri|arrays?|tensor|block|vector|symm|diag|orth|ident|square|real|dense|upper|lower|and|or|where|with|in|of|for';
const ATOM = String.raw`[\p{L}\d][\p{L}\d_]{0,23}`;
const SEPARATED = new RegExp(
  String.raw`${ATOM}(?:(?:\s*×\s*|\s+[xX]\s+|-by-|\s+by\s+)${ATOM}){1,4}(?![\p{L}\d_(\[]|\.\S|\s+cells?\b)|(?:[dhklmnpqrstwN]|\d{1,6})x(?:[dhklmnpqrstwN]|\d{1,6})(?![\p{L}\d_/]|\.\p{L}|\s+(?!${OF_ARRAYS})\p{Ll}{2})`,
  'uy',
);

/** The shape that stands behind the names of a declaration has two sizes or more. */
export const declaresMatrix = (declaration: string): boolean =>
  /(?:∈|\\in\b|\sin\s|:|\s(?:is|are)\s|\().*(?:×|-by-|\sx\s|\sby\s|\wx\w|,\s*[\p{L}\d]|\\times)/u.test(declaration);

/** A name or number that is a size beside a word that says so (`of length n`). */
export const isSizeName = (text: string): boolean => isSizeAtom(text) && !isList([text], true);

function isSizeAtom(text: string): boolean {
  if (/^[1-9]\d{0,8}$/.test(text)) return true;
  if (/^\d+[A-Za-z]$/.test(text)) return true;
  // `8 x i32` is a type.
  if (/^[iuf]\d+$/.test(text)) return false;
  if (!/^\p{L}[\p{L}\p{N}_]*$/u.test(text) || (text.length > 1 && CONNECTIVES.has(text.toLowerCase()) && !SIZE_WORDS.has(text))) return false;
  return (
    (text.length <= 2 && !/^[acefgijlo-z][a-z]$/.test(text)) ||
    /^(?:n|num|N|d|dim|k)_[\p{L}\p{N}_]+$/u.test(text) ||
    /^[A-Z][A-Z\d_]{0,5}$/.test(text) ||
    /^[A-Za-z](?:_\w|[A-Z])?\d{0,2}$/.test(text) ||
    /_(?:dim|size|len)$/.test(text) ||
    SIZE_WORDS.has(text) ||
    GREEK.has(text)
  );
}
