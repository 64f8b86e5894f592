/** What stands on the left of a definition: a name, with parameters or with free indices. */

import type { Paired } from './brackets.ts';
import { DERIVATIVE_FUNCTIONS } from './functions.ts';
import type { Names } from './knownNames.ts';
import { splitSubscript } from './names.ts';
import { isName, isOpen, isOperator, type Token } from './token.ts';
import type { DeclaredName, Definition, Span } from './tree.ts';

export type DefinitionTarget = Pick<Definition, 'target' | 'parameters' | 'indices'>;

interface FreeIndex {
  readonly name: string;
  readonly span: Span;
}

/** The target in the tokens before the relation at `end`; null where they are an expression. `:=` defines even a known name. */
export function readTarget(paired: Paired, end: number, names: Names, always: boolean): DefinitionTarget | null {
  const { tokens, match } = paired;
  const [first] = tokens;
  if (first?.kind !== 'name') return null;
  if (end === 1) return wordTarget(paired, first, names, always);
  const open = tokens[1]!;
  if (open.kind === 'open' && match[1] === end - 1) {
    if (isOpen(open, '(')) return parameterTarget(paired, end, names, always);
    if (isOpen(open, '[') && !open.space) return indexTarget(paired, first, 2, end - 1);
  }
  if (isOperator(open, '_')) return subscriptTarget(paired, end, names, always);
  return starTarget(tokens, end);
}

const declared = (token: Token, name = token.text): DeclaredName => ({ name, written: token.written, span: { start: token.start, end: token.end } });

const plain = (target: DeclaredName): DefinitionTarget => ({ target, parameters: [], indices: [] });

function wordTarget(paired: Paired, token: Token, names: Names, always: boolean): DefinitionTarget | null {
  const { text } = token;
  if (names.isKnown(text)) return plain(declared(token));
  const parts = splitSubscript(text);
  const letters = parts && [...parts.subscript];
  if (letters?.every(letter => /^\p{L}$/u.test(letter)) && letters.length <= MOST_INDICES && !names.isKnown(text) && usesIndices(paired, 1, letters, names)) {
    const start = token.end - parts!.subscript.length;
    const indices = letters.map(
      (name, i): FreeIndex => ({ name, span: { start: Math.max(start + i, token.start), end: Math.max(start + i + 1, token.start) } }),
    );
    const written = token.written.slice(0, Math.max(token.written.length - parts!.subscript.length - (token.written.includes('_') ? 1 : 0), 1));
    const target: DeclaredName = { name: parts!.base, written, span: { start: token.start, end: token.start + written.length } };
    return { target, parameters: [], indices };
  }
  if (!always && (names.componentOf(text) !== null || isJacobianName(text, names))) return null;
  if (!always && names.split(text) !== null) return null;
  return plain(declared(token));
}
const MOST_INDICES = 4;

/**
 * Is `f_i = …` a definition by indices? Only where the right side has a component at the index: of a declared tensor, in
 * square brackets, or under a sum.
 */
function usesIndices(paired: Paired, from: number, letters: readonly string[], names: Names): boolean {
  const missing = new Set(letters);
  const { tokens, match } = paired;
  for (let at = from; at < tokens.length && missing.size > 0; at++) {
    const token = tokens[at]!;
    if (token.kind === 'name') for (const index of names.componentOf(token.text)?.indices ?? []) missing.delete(index);
    const isSubscript = isOperator(tokens[at - 1], '_') && names.isTensor(tokens[at - 2]?.text ?? '');
    const isIndex = isOpen(token, '[') && !token.space && tokens[at - 1]?.kind !== 'operator';
    if (isSubscript && token.kind === 'name') for (const letter of token.text) missing.delete(letter);
    if ((isSubscript && token.kind === 'open') || isIndex) {
      for (let inner = at + 1; inner < match[at]!; inner++) if (isName(tokens[inner])) for (const letter of tokens[inner]!.text) missing.delete(letter);
    }
  }
  return missing.size === 0;
}

/** `L(e) := …`, `f(x, y) = …`; of a known matrix `A(x)` is a product. */
function parameterTarget(paired: Paired, end: number, names: Names, always: boolean): DefinitionTarget | null {
  const { tokens } = paired;
  const first = tokens[0]!;
  if (!always && (names.isTensor(first.text) || asksOrComputes(first.text, names))) return null;
  const parameters: DeclaredName[] = [];
  for (let at = 2; at < end - 1; at++) {
    const token = tokens[at]!;
    if ((at % 2 === 0 ? token.kind !== 'name' : !isOperator(token, ',')) || (at === end - 2 && token.kind !== 'name')) return null;
    if (token.kind === 'name') parameters.push(declared(token));
  }
  return parameters.length === 0 ? null : { target: declared(first), parameters, indices: [] };
}

/** `derivative(L, x) = …` is a claim, `tr(X) = …` no definition; a variable may have such a name. */
const asksOrComputes = (name: string, names: Names): boolean =>
  names.builtin(name) !== undefined || (!names.isKnown(name) && (DERIVATIVE_FUNCTIONS.has(name) || isJacobianName(name, names)));

/** `J_f`, `H_f` of a known f. */
function isJacobianName(name: string, names: Names): boolean {
  const parts = splitSubscript(name);
  return parts !== null && (parts.base === 'J' || parts.base === 'H') && !names.isKnown(parts.base) && names.isKnown(parts.subscript);
}

/** `F[i,l] = …`. */
function indexTarget(paired: Paired, first: Token, from: number, to: number): DefinitionTarget | null {
  const indices: FreeIndex[] = [];
  for (let at = from; at < to; at++) {
    const token = paired.tokens[at]!;
    if ((at - from) % 2 === 0 ? token.kind !== 'name' : !isOperator(token, ',')) return null;
    if (token.kind === 'name') indices.push({ name: token.text, span: { start: token.start, end: token.end } });
  }
  return indices.length === 0 ? null : { target: declared(first), parameters: [], indices };
}

/** `f_{ij} = …`, `x_{max} = …`, `\theta_1 = …`. */
function subscriptTarget(paired: Paired, end: number, names: Names, always: boolean): DefinitionTarget | null {
  const { tokens, match } = paired;
  const first = tokens[0]!;
  const braces = isOpen(tokens[2], '{');
  if (braces ? match[2] !== end - 1 : end !== 3) return null;
  const content = tokens.slice(braces ? 3 : 2, braces ? end - 1 : end);
  const text = content.map(token => token.text).join('');
  const isWord = /^[\p{L}\p{M}\d]+$/u.test(text);
  const name = `${first.text}_${isWord || content.length === 1 ? text : `{${text}}`}`;
  const last = tokens[end - 1]!;
  const span = { start: first.start, end: last.end };
  const letters = content.filter(token => !isOperator(token, ',')).flatMap(token => [...token.text]);
  const isIndexed = content.every(token => token.kind === 'name' || isOperator(token, ',')) && letters.length <= MOST_INDICES;
  if (isIndexed && !names.isKnown(name) && usesIndices(paired, end, letters, names)) {
    const places = content
      .filter(token => token.kind === 'name')
      .flatMap(token => [...token.text].map((letter, i): FreeIndex => ({ name: letter, span: indexSpan(token, i) })));
    return { target: declared(first), parameters: [], indices: places };
  }
  const written = tokens
    .slice(0, end)
    .map(token => token.written)
    .join('');
  const known = names.lookup(first.text);
  const isComponent =
    !always &&
    !names.isKnown(name) &&
    known?.order !== undefined &&
    known.order !== null &&
    known.order > 0 &&
    isWord &&
    (known.order === 1 || text.length === known.order);
  return isComponent ? null : plain({ name, written, span });
}

const indexSpan = (token: Token, at: number): Span =>
  token.text.length === token.written.length ? { start: token.start + at, end: token.start + at + 1 } : { start: token.start, end: token.end };

/** `x^* = …`, `x⋆ = …`. */
function starTarget(tokens: readonly Token[], end: number): DefinitionTarget | null {
  const first = tokens[0]!;
  const content = tokens.slice(1, end).filter(token => token.written !== '{' && token.written !== '}');
  const isStar = (token: Token | undefined): boolean => isOperator(token, '⋆') || isOperator(token, '*');
  const starred = (content.length === 1 && isOperator(content[0], '⋆')) || (content.length === 2 && isOperator(content[0], '^') && isStar(content[1]));
  const last = tokens[end - 1]!;
  if (!starred) return null;
  const written = tokens
    .slice(0, end)
    .map(token => token.written)
    .join('');
  return plain({ name: `${first.text}⋆`, written, span: { start: first.start, end: last.end } });
}
