/** One size: a polynomial with whole coefficients over names. */

import { childrenOf } from './children.ts';
import { Names } from './knownNames.ts';
import { createReader, fail, type Reader, report, spanOf, within } from './reader.ts';
import type { Token } from './token.ts';
import type { Expression, KnownName } from './tree.ts';
import { resolveWords } from './words.ts';

/**
 * The size in tokens [from, to), or several where `mxn` and `3x4` are written without blanks. Null where it is none, which
 * is reported.
 */
export function readSize(reader: Reader, from: number, to: number): readonly Expression[] | null {
  if (to === from + 1) {
    const simple = simpleSize(reader, reader.tokens[from]!);
    if (simple) return [simple];
  }
  const tokens = reader.tokens.slice(from, to);
  const first = reader.tokens[Math.min(from, reader.tokens.length - 1)]!;
  if (tokens.length === 0) {
    report(reader, 'operand-missing', spanOf(first, first), [reader.tokens[from - 1]?.written ?? '']);
    return null;
  }
  const sizes: Expression[] = [];
  for (const part of unglued(tokens)) {
    const size = parseSize(reader, part);
    if (!size) return null;
    sizes.push(size);
  }
  return sizes;
}

/** A letter, or a whole number: what most sizes are. null where it needs a closer look. */
function simpleSize({ names }: Reader, token: Token): Expression | null {
  const { kind, text, written } = token;
  const span = { start: token.start, end: token.end };
  if (kind === 'name' && (text.length === 1 || (!GLUED.test(text) && (names.isKnown(text) || names.split(text) === null))))
    return { kind: 'name', name: text, written, span };
  if (kind !== 'number') return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? { kind: 'number', text, value, span } : null;
}

/** `mxn` and `3x4` are several sizes: the blanks around the separator were left out. */
function unglued(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const [i, token] of tokens.entries()) {
    const previous = tokens[i - 1];
    const touches = previous !== undefined && !token.space && previous.kind === 'number';
    if (token.kind === 'name' && (GLUED.test(token.text) || (touches && GLUED_TAIL.test(token.text))) && token.text.length === token.written.length) {
      let at = 0;
      for (const [index, piece] of token.text.split('x').entries()) {
        if (index > 0) parts.push([]);
        const start = token.start + at;
        at += piece.length + 1;
        if (piece !== '')
          parts.at(-1)!.push({ ...token, kind: /^\d+$/.test(piece) ? 'number' : 'name', text: piece, written: piece, start, end: start + piece.length });
      }
    } else parts.at(-1)!.push(token);
  }
  return parts;
}
const GLUED = /^[A-Za-wyz](?:x(?:[A-Za-wyz]|\d+))+$/;
const GLUED_TAIL = /^(?:x(?:[A-Za-wyz]|\d+))+$/;

function parseSize(reader: Reader, tokens: readonly Token[]): Expression | null {
  const end: Token = { ...(tokens.at(-1) ?? reader.tokens.at(-1)!), kind: 'end', text: '', written: '', space: true };
  const names = new SizeNames(reader.names);
  const inner = createReader(
    reader.text,
    reader.offset,
    resolveWords([...tokens, { ...end, start: end.end }], names, { adjoint: false }),
    names,
    false,
    reader.grammar,
  );
  inner.depth = reader.depth;
  const size = within(inner, 0, inner.limit, inner.grammar.expression);
  const span = { start: tokens[0]?.start ?? end.start, end: end.end };
  if (inner.errors > 0) {
    reader.problems.push(...inner.problems.filter(found => found.severity === 'error'));
    reader.errors += inner.errors;
    return null;
  }
  if (isPolynomial(size)) return size;
  fail(reader, 'size-not-polynomial', span);
  return null;
}

const SIZE: KnownName = { order: 0, isFunction: false };

/** Between the brackets of a shape every word is a size: `in`, `max`, `d_model`; only products of known sizes are taken apart. */
class SizeNames extends Names {
  constructor(names: Names) {
    super({ lookup: name => (names.isKnown(name) || !names.split(name) ? SIZE : undefined) });
  }
}

const POLYNOMIAL_OPERATORS: ReadonlySet<string> = new Set(['add', 'subtract', 'star', 'multiply', 'juxtapose', 'power']);

/** Whole numbers, names, sums, products and whole powers. Iterative. */
function isPolynomial(root: Expression): boolean {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'number') {
      if (!Number.isSafeInteger(node.value)) return false;
    } else if (node.kind === 'binary') {
      if (!POLYNOMIAL_OPERATORS.has(node.operator)) return false;
      if (node.operator === 'power' && node.right.kind !== 'number') return false;
    } else if (node.kind !== 'name' && node.kind !== 'group' && node.kind !== 'unary') return false;
    waiting.push(...childrenOf(node));
  }
  return true;
}
