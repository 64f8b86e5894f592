/**
 * Words → the names they are: known names are taken apart from glued products, the `d`s of derivatives from what they
 * stand before, `^T` from the factor it touches, module names from functions. After this pass a name token is one name.
 */

import { nextSlashes, type Paired, pairBrackets } from './brackets.ts';
import { DERIVATIVE_FUNCTIONS, MODULES, TRANSPARENT } from './functions.ts';
import type { Names } from './knownNames.ts';
import { adjointOf, canonicalName, isSingleSymbol } from './names.ts';
import { isName, isOpen, isOperator, startsOperand, type Token } from './token.ts';

export interface WordOptions {
  /** `dY` stays one word. */
  readonly adjoint: boolean;
}

/** @param paired The tokens paired, where that is at hand. */
export function resolveWords(source: readonly Token[], names: Names, options: WordOptions, paired: Paired | null = null): Paired {
  const cleaned = withoutSilent(source, names, paired);
  const marks = markDerivatives(cleaned, names);
  // a copy from the first token on that is another after this
  let tokens: Token[] | null = null;
  for (let i = 0; i < cleaned.tokens.length; i++) {
    const token = cleaned.tokens[i]!;
    const parts = token.kind === 'name' || marks !== null ? partsOf(cleaned.tokens, i, marks, names, options) : null;
    if (parts === null) tokens?.push(token);
    else {
      tokens ??= cleaned.tokens.slice(0, i);
      tokens.push(...parts);
    }
  }
  return tokens === null ? cleaned : pairBrackets(tokens);
}

/** What a token becomes; null where it stays. */
function partsOf(tokens: readonly Token[], at: number, marks: ReadonlyMap<number, Mark> | null, names: Names, options: WordOptions): readonly Token[] | null {
  const token = tokens[at]!;
  const mark = marks?.get(at);
  if (mark) return marked(token, mark, names);
  if (token.kind !== 'name' || token.text.length < 2) return null;
  if (at > 0 && isOperator(tokens[at - 1], '^')) return afterCaret(token, names);
  if (DERIVATIVE_FUNCTIONS.has(token.text) && isOpen(tokens[at + 1], '(')) return null;
  if (options.adjoint && !names.isKnown(token.text) && adjointOf(token.text, name => names.isKnown(name)) !== null) return null;
  return wordParts(token, names);
}

/** Without the names of modules, and without prose. */
function withoutSilent(source: readonly Token[], names: Names, paired: Paired | null): Paired {
  let holdsMethod = false;
  let holdsProse = false;
  for (const { kind } of source) {
    if (kind === 'method') holdsMethod = true;
    else if (kind === 'prose') holdsProse = true;
  }
  if (!holdsMethod && !holdsProse) return paired ?? pairBrackets(source);
  const tokens = holdsMethod ? withoutModules(source, names) : source;
  return pairBrackets(holdsProse ? tokens.filter(token => token.kind !== 'prose') : tokens);
}

/** `np.linalg.inv` → `inv`. */
function withoutModules(source: readonly Token[], names: Names): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < source.length; i++) {
    const token = source[i]!;
    if (token.kind !== 'name' || !MODULES.has(token.text) || names.isKnown(token.text) || source[i + 1]?.kind !== 'method') {
      tokens.push(token);
      continue;
    }
    let last = i + 1;
    while (source[last + 1]?.kind === 'method') last++;
    const name = source[last]!;
    const { text } = name;
    const written = source
      .slice(i, last + 1)
      .map(part => part.written)
      .join('');
    tokens.push({ ...token, text: text === 'pi' ? 'π' : TRANSPARENT.has(text) ? text : canonicalName(text), written, end: name.end });
    i = last;
  }
  return tokens;
}

interface Mark {
  /** What stands after the `d`, in the token's own text; empty for a bare `d`. */
  readonly rests: readonly string[];
  /** `d2L`: the order that was written without a caret. */
  readonly order?: number;
}

const MARKER_WORD = /^d(\d?)_?(.*)$/u;

/** The tokens in `d…` that are the `d` of a derivative; null where there can be none. */
function markDerivatives(paired: Paired, names: Names): ReadonlyMap<number, Mark> | null {
  const { tokens, match } = paired;
  if (!mayHoldQuotient(tokens)) return null;
  const marks = new Map<number, Mark>();
  const slashes = nextSlashes(paired);
  for (let i = 0; i < tokens.length; i++) {
    if (marks.has(i)) continue;
    if (isOperator(tokens[i], 'frac') && isOpen(tokens[i + 1], '{') && match[i + 1]! > 0 && isOpen(tokens[match[i + 1]! + 1], '{')) {
      markQuotient(paired, names, i + 2, match[i + 1]!, match[i + 1]! + 2, marks);
    } else if (isName(tokens[i]) && tokens[i]!.text.startsWith('d')) {
      const slash = slashes[i + 1]!;
      if (slash > i) markQuotient(paired, names, i, slash, slash + 1, marks);
    }
  }
  return marks.size === 0 ? null : marks;
}

/** A word that begins with `d`, and a quotient. */
function mayHoldQuotient(tokens: readonly Token[]): boolean {
  let holdsWord = false;
  let holdsSign = false;
  for (const { kind, text } of tokens) {
    if (kind === 'name') holdsWord ||= text.charCodeAt(0) === LETTER_D;
    else if (kind === 'operator') holdsSign ||= text === '/' || text === 'frac';
  }
  return holdsWord && holdsSign;
}
const LETTER_D = 100;

function markQuotient(paired: Paired, names: Names, numerator: number, end: number, denominator: number, marks: Map<number, Mark>): void {
  const { tokens } = paired;
  const top = tokens[numerator]!;
  const bottom = tokens[denominator]!;
  const upper = isName(top) ? MARKER_WORD.exec(top.text) : null;
  const lower = isName(bottom) ? MARKER_WORD.exec(bottom.text) : null;
  if (!upper || !lower) return;
  const [, upperOrder, upperRest] = upper as unknown as [string, string, string];
  const isBare = upperRest === '';
  const order = upperOrder === '' ? orderAfter(tokens, isBare ? numerator + 1 : -1) : Number(upperOrder);
  // a bare d is the variable where one is declared; the size of ℝ^d is none
  if (isBare && names.isVariable('d') && order === 1) return;
  const isTaken = ({ text }: Token): boolean => (text === 'd' ? names.isVariable(text) : names.isKnown(text));
  if (isTaken(top) && isTaken(bottom)) return;
  if (!isBare && !touchAll(tokens, numerator + 1, end) && names.builtin(canonicalName(upperRest)) === undefined) return;
  const lowerRests = denominatorNames(bottom.text, order, names);
  const lowerIsName = lowerRests.length > 0 || (bottom.text === 'd' && startsOperand(tokens[denominator + 1]!));
  if (!lowerIsName) return;
  if (
    isBare &&
    !(numerator + 1 === end || isOperator(tokens[numerator + 1], '^') || startsOperand(tokens[numerator + 1]!) || tokens[numerator + 1]!.kind === 'bar')
  )
    return;
  const sure = (rest: string): boolean => names.resolves(canonicalName(rest)) || names.builtin(canonicalName(rest)) !== undefined;
  const plausible = (rest: string): boolean => isSingleSymbol(canonicalName(rest)) || sure(rest);
  const accepted = isBare
    ? lowerRests.every(plausible)
    : sure(upperRest) || (lowerRests.length > 0 && lowerRests.every(sure)) || (plausible(upperRest) && lowerRests.every(plausible));
  if (!accepted) return;
  marks.set(numerator, upperOrder === '' ? { rests: [upperRest] } : { rests: [upperRest], order });
  marks.set(denominator, { rests: lowerRests });
  markFurtherDenominators(paired, names, denominator, order, lowerRests.length, marks);
}

/** `dx dy` and `dθ dΦ` after `d²`. */
function markFurtherDenominators({ tokens, match }: Paired, names: Names, denominator: number, order: number, found: number, marks: Map<number, Mark>): void {
  let count = Math.max(found, 1);
  let at = denominator + 1;
  while (count < order) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'end' || token.kind === 'close') return;
    if (isOperator(token, '^')) {
      const power = orderAfter(tokens, at);
      count += power - 1;
      at += isOpen(tokens[at + 1], '{') ? Math.max(match[at + 1]! - at, 0) + 1 : 2;
    } else if (isOperator(token, '_') || isOperator(token, "'") || isOperator(token, '⊤')) at++;
    else if (token.kind === 'open') {
      if (match[at]! < at) return;
      at = match[at]! + 1;
    } else if (isName(token) && token.text.startsWith('d')) {
      const rests = denominatorNames(token.text, 1, names);
      if (rests.length === 0 && token.text !== 'd') return;
      marks.set(at, { rests });
      count++;
      at++;
    } else if (isName(token) || token.kind === 'number') at++;
    else return;
  }
}

/** The names in `dx`, `dx2` (of `d2L/dx2`) and `dxdy`. */
function denominatorNames(text: string, order: number, names: Names): readonly string[] {
  const rest = text.slice(text[1] === '_' ? 2 : 1);
  if (rest === '' || order === 1 || names.isKnown(canonicalName(rest))) return rest === '' ? [] : [rest];
  if (rest.endsWith(String(order)) && rest.length > 1) return new Array(order).fill(rest.slice(0, -1));
  for (let at = rest.indexOf('d', 1); at > 0 && order === 2; at = rest.indexOf('d', at + 1)) {
    const [first, second] = [rest.slice(0, at), rest.slice(at + 1)];
    const fits = (name: string): boolean => name !== '' && (names.resolves(canonicalName(name)) || isSingleSymbol(canonicalName(name)));
    if (fits(first) && fits(second)) return [first, second];
  }
  return [rest];
}

/** The number after a caret at `at`, 1 where there is none. */
function orderAfter(tokens: readonly Token[], at: number): number {
  if (at < 0 || !isOperator(tokens[at], '^')) return 1;
  const token = isOpen(tokens[at + 1], '{') ? tokens[at + 2] : tokens[at + 1];
  const order = token?.kind === 'number' ? Number(token.text) : 1;
  return Number.isInteger(order) && order >= 1 && order <= MOST_DERIVATIVES ? order : 1;
}
/** Higher orders are refused when they are parsed. */
export const MOST_DERIVATIVES = 8;

function touchAll(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > 200) return false;
  for (let i = from; i < to; i++) if (tokens[i]!.space) return false;
  return true;
}

/** `dL` → the operator `d` and the name `L`. */
function marked(token: Token, mark: Mark, names: Names): Token[] {
  const marker = (start: number, first: boolean): Token => ({
    ...token,
    kind: 'operator',
    text: 'd',
    written: 'd',
    start,
    end: start + 1,
    space: first && token.space,
    line: first && token.line,
  });
  const tokens: Token[] = [];
  const sameLength = token.text.length === token.written.length;
  let at = 0;
  for (const [index, rest] of mark.rests.entries()) {
    const start = sameLength ? token.start + Math.max(token.text.indexOf('d', at), 0) : token.start;
    tokens.push(marker(start, index === 0));
    if (mark.order !== undefined) tokens.push(...caret(token, start + 1, mark.order));
    if (rest === '') continue;
    const from = sameLength ? token.text.indexOf(rest, start - token.start + 1) : 1;
    at = from + rest.length;
    const end = sameLength ? token.start + at : token.end;
    const written = sameLength ? token.written.slice(from, at) : token.written.slice(1);
    const name: Token = { ...token, text: canonicalName(rest), written, start: token.start + from, end, space: false, line: false };
    tokens.push(...(wordParts(name, names) ?? [name]));
  }
  if (mark.rests.length === 0) tokens.push(marker(token.start, true));
  return tokens;
}

function caret(token: Token, start: number, order: number): Token[] {
  const place = { start, space: false, line: false, written: '' };
  return [
    { ...token, ...place, kind: 'operator', text: '^', end: start },
    { ...token, ...place, kind: 'number', text: String(order), written: String(order), end: start + 1 },
  ];
}

/** `X^TX` is `Xᵀ X`; `x^tau` is a power. */
function afterCaret(token: Token, names: Names): readonly Token[] | null {
  const first = token.text[0];
  if (token.text.length !== token.written.length || (first !== 'T' && first !== 't')) return null;
  const rest = canonicalName(token.text.slice(1));
  if (/^[_\d]/.test(rest) || (first === 't' && !names.resolves(rest) && names.builtin(rest) === undefined)) return null;
  if (names.isKnown(token.text)) return null;
  const transpose: Token = { ...token, text: first, written: first, end: token.start + 1 };
  const factor: Token = { ...token, text: rest, written: token.written.slice(1), start: token.start + 1, space: false, line: false };
  return [transpose, ...(wordParts(factor, names) ?? [factor])];
}

/** The known names that a word is made of; null where it is one itself, or cannot be taken apart. */
function wordParts(token: Token, names: Names): readonly Token[] | null {
  const { text } = token;
  if (text.length < 2 || names.isKnown(text) || names.builtin(text) !== undefined || names.componentOf(text) !== null) return null;
  const parts = token.written.startsWith('\\') ? null : names.split(text);
  if (!parts) return null;
  const sameLength = text.length === token.written.length;
  return parts.map((part, index) => ({
    ...token,
    kind: part.kind === 'transpose' ? 'operator' : 'name',
    text: part.text,
    written: sameLength ? token.written.slice(part.start, part.end) : part.text,
    start: sameLength ? token.start + part.start : token.start,
    end: sameLength ? token.start + part.end : token.end,
    space: index === 0 && token.space,
    line: index === 0 && token.line,
  }));
}
