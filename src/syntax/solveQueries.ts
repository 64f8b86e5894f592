/** `solve dL/dθ = 0`, `solve(dL/dθ = 0, θ)`: the derivative is asked for, and where it is 0. */

import type { Names } from './knownNames.ts';
import { isOperator, type Token } from './token.ts';

export interface SolveTokens {
  /** Those of the derivative, and the end. */
  readonly derivative: readonly Token[];
  /** The name behind the comma. */
  readonly variable: Token | null;
}

/** null where the tokens are no such query: `solve(A, b)` is an expression, and a variable named `solve` hides it. */
export function readSolve(tokens: readonly Token[], names: Names): SolveTokens | null {
  const [first, second] = tokens;
  const end = tokens.length - 1;
  if (first?.kind !== 'name' || first.text !== 'solve' || end < 4 || names.isKnown('solve')) return null;
  const bracketed = second?.kind === 'open' && second.text === '(' && closing(tokens, 1) === end - 1;
  const [from, to] = bracketed ? [2, end - 1] : [1, end];
  const equals = outside(tokens, from, to, '=');
  if (equals < 0 || tokens[equals + 1]?.kind !== 'number' || tokens[equals + 1]!.text !== '0') return null;
  const rest = tokens.slice(equals + 2, to);
  const variable = bracketed && rest.length === 2 && isOperator(rest[0], ',') && rest[1]!.kind === 'name' ? rest[1]! : null;
  if (rest.length > 0 && !variable) return null;
  return { derivative: [...tokens.slice(from, equals), tokens[end]!], variable };
}

/** The bracket that closes the one at `open`; -1 where none does. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    depth += depthOf(tokens[at]!);
    if (depth === 0) return at;
  }
  return -1;
}

/** Where the sign stands outside brackets; -1 where it does not. */
function outside(tokens: readonly Token[], from: number, to: number, sign: string): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    depth += depthOf(tokens[at]!);
    if (depth === 0 && tokens[at]!.text === sign) return at;
  }
  return -1;
}

const depthOf = ({ kind }: Token): number => (kind === 'open' ? 1 : kind === 'close' ? -1 : 0);
