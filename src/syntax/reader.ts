/** Where the parser stands: tokens, limits, problems. The modules of the grammar share it and call one another through it. */

import type { Paired } from './brackets.ts';
import { nextSlashes } from './brackets.ts';
import type { Names } from './knownNames.ts';
import { DEEPEST_NESTING, type ProblemCode, problem } from './messages.ts';
import { isOperator, startsOperand, type Token } from './token.ts';
import type { ErrorNode, Expression, Span, SyntaxProblem } from './tree.ts';

export interface Reader {
  readonly text: string;
  /** Where `text` begins in the document that spans are counted in. */
  readonly offset: number;
  readonly tokens: readonly Token[];
  readonly match: readonly number[];
  /** Of slashAt, made when it is first asked. */
  slashes: readonly number[] | null;
  readonly names: Names;
  /** Inside an adjoint claim `dY` is the adjoint of Y. */
  readonly adjoint: boolean;
  at: number;
  /** Tokens from here on belong to somebody else. */
  limit: number;
  depth: number;
  problems: SyntaxProblem[];
  /** How many of the problems are errors. */
  errors: number;
  /** Matrix literals that were read, by their first token: a row may be read twice, and what is in it only once. */
  matrices: Map<number, { readonly node: Expression; readonly problems: readonly SyntaxProblem[]; readonly errors: number }> | null;
  /** What stands past the limit, once it was asked for. */
  end: Token | null;
  readonly grammar: Grammar;
}

/** The entries of the recursive descent, given by expressions.ts. */
export interface Grammar {
  /** Sums. */
  expression(reader: Reader): Expression;
  /** A product chain with its signs: what a `Σ` reaches over. */
  term(reader: Reader): Expression;
  /** Factors side by side. */
  implicitProduct(reader: Reader): Expression;
  /** One factor: a prefix function with its factor, or a postfix expression. */
  factor(reader: Reader): Expression;
  /** A name, number, bracket or call, without what follows it. */
  primary(reader: Reader): Expression;
  /** Transposes, powers and indices after an operand. */
  postfixes(reader: Reader, operand: Expression): Expression;
}

export function createReader(text: string, offset: number, paired: Paired, names: Names, adjoint: boolean, grammar: Grammar): Reader {
  return {
    text,
    offset,
    tokens: paired.tokens,
    match: paired.match,
    slashes: null,
    names,
    adjoint,
    at: 0,
    limit: paired.tokens.length - 1,
    depth: 0,
    problems: [],
    errors: 0,
    matrices: null,
    end: null,
    grammar,
  };
}

/** The slash that would end a numerator that begins at the token; -1 where there is none. */
export function slashAt(reader: Reader, at: number): number {
  reader.slashes ??= nextSlashes(reader);
  return reader.slashes[at]!;
}

/** The token at the reader's place; past the limit a token of kind `end`. */
export function current(reader: Reader, ahead = 0): Token {
  const at = reader.at + ahead;
  return at < reader.limit ? reader.tokens[at]! : endOf(reader);
}

function endOf(reader: Reader): Token {
  const { tokens, limit, end } = reader;
  const { start } = tokens[Math.min(limit, tokens.length - 1)]!;
  if (end !== null && end.start === start) return end;
  const made: Token = { kind: 'end', text: '', written: '', start, end: start, space: true, line: false, side: undefined };
  reader.end = made;
  return made;
}

export const atEnd = (reader: Reader): boolean => reader.at >= reader.limit;

export const spanOf = (start: Span, end: Span): Span => ({ start: start.start, end: Math.max(end.end, start.start) });

export const written = (reader: Reader, span: Span): string => reader.text.slice(span.start - reader.offset, span.end - reader.offset);

export function report(reader: Reader, code: ProblemCode, span: Span, details: readonly string[] = [], fixes?: SyntaxProblem['fixes']): void {
  const found = problem(code, span, details, fixes);
  reader.problems.push(found);
  if (found.severity === 'error') reader.errors++;
}

/** Reports, gives up the rest up to the limit, and keeps what was read. */
export function fail(reader: Reader, code: ProblemCode, span: Span, details: readonly string[] = [], parts: readonly Expression[] = []): ErrorNode {
  report(reader, code, span, details);
  reader.at = reader.limit;
  const first = parts[0]?.span ?? span;
  return { kind: 'error', parts, span: { start: Math.min(first.start, span.start), end: Math.max(span.end, first.start) } };
}

/** Reads tokens [from, to) with `parse`, complains about what is left, and stands at `to` afterwards. */
export function within<T>(reader: Reader, from: number, to: number, parse: (reader: Reader) => T): T {
  const { limit } = reader;
  reader.at = from;
  reader.limit = to;
  const { errors } = reader;
  const result = parse(reader);
  if (reader.at < to && reader.errors === errors) unexpected(reader);
  reader.at = to;
  reader.limit = limit;
  return result;
}

/** The token here cannot be read: says why. */
export function unexpected(reader: Reader): ErrorNode {
  const token = current(reader);
  const span = { start: token.start, end: token.end };
  switch (token.kind) {
    case 'unknown':
      if (token.text.startsWith('\\begin') || token.text.startsWith('\\end')) return fail(reader, 'unsupported-environment', span, [token.text]);
      if (token.text.startsWith('\\') && token.written.includes('{')) return fail(reader, 'accent-over-expression', span, [token.text]);
      return token.text.startsWith('\\') ? fail(reader, 'unknown-command', span, [token.text]) : fail(reader, 'unknown-character', span, [visible(token.text)]);
    case 'string':
      return fail(reader, 'string-here', span);
    case 'bar':
      return fail(reader, 'unbalanced-bars', span, [token.text]);
    case 'close':
      return fail(reader, 'unopened-bracket', span, [token.written]);
    case 'end':
      return fail(reader, 'expression-missing', span);
    case 'operator':
      return unexpectedOperator(reader, token, span);
    default:
      return fail(reader, 'unexpected-token', span, [token.written]);
  }
}

function unexpectedOperator(reader: Reader, token: Token, span: Span): ErrorNode {
  switch (token.text) {
    case "'":
      return fail(reader, 'detached-quote', span);
    case '…':
      return fail(reader, 'ellipsis', span);
    case '∏':
      return fail(reader, 'product-sign', span);
    case '∫':
      return fail(reader, 'integral-sign', span);
    case '<':
    case '>':
    case '<=':
    case '>=':
    case '≻':
    case '⪰':
    case '≺':
    case '⪯':
      return fail(reader, 'inequality', span, [token.written]);
    default:
      return fail(reader, 'unexpected-token', span, [token.written]);
  }
}

/** Lone surrogates and control characters by their number. */
const visible = (character: string): string =>
  /^[\p{L}\p{S}\p{P}\p{N}]$/u.test(character) ? character : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** Does a factor begin here? Bars begin one where their partner is further on. */
export function startsFactor(reader: Reader, at = reader.at): boolean {
  if (at >= reader.limit) return false;
  const token = reader.tokens[at]!;
  if (token.kind === 'bar') return reader.match[at]! > at;
  return startsOperand(token);
}

/** A bracket enters an expression, a factor and itself. */
const LEVELS_PER_BRACKET = 3;

/** Whether no level of nesting may be entered any more. */
export const isTooDeep = (reader: Reader): boolean => reader.depth >= DEEPEST_NESTING * LEVELS_PER_BRACKET;

export const tooDeep = (reader: Reader, span: Span): ErrorNode => fail(reader, 'too-deep', span, [String(DEEPEST_NESTING)]);

/** Enters a level of nesting; where there are too many it is skipped. */
export function nested<T>(reader: Reader, span: Span, parse: () => T): T | ErrorNode {
  if (isTooDeep(reader)) return tooDeep(reader, span);
  reader.depth++;
  const result = parse();
  reader.depth--;
  return result;
}

/** An operator that is skipped where it stands. */
export function accept(reader: Reader, operator: string): Token | null {
  const token = current(reader);
  if (!isOperator(token, operator)) return null;
  reader.at++;
  return token;
}
