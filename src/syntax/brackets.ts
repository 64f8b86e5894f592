/** Which token closes which, before anything is parsed: brackets, braces, environments and bars, in one pass. */

import { CLOSER_OF } from './characters.ts';
import { endsOperand, isOperator, type Token } from './token.ts';

export interface Paired {
  /** `||` that turned out to be two bars is split. */
  readonly tokens: readonly Token[];
  /** For an opener its closer's index and the reverse; -1 where there is none, and for all other tokens. */
  readonly match: Int32Array;
}

const OPENER_OF: ReadonlyMap<string, string> = new Map(Object.entries(CLOSER_OF).map(([opener, closer]) => [closer, opener]));

export function pairBrackets(source: readonly Token[]): Paired {
  const tokens: Token[] = [];
  const pairs: [number, number][] = [];
  const stack: number[] = [];
  const waiting = new Map<string, number>();
  let previousEnds = false;

  const push = (token: Token): number => tokens.push(token) - 1;
  const isWaiting = (kind: string): boolean => (waiting.get(kind) ?? 0) > 0;
  const leave = (index: number): void => {
    const { text } = tokens[index]!;
    waiting.set(text, waiting.get(text)! - 1);
  };
  const enter = (index: number): void => {
    const { text } = tokens[index]!;
    waiting.set(text, (waiting.get(text) ?? 0) + 1);
    stack.push(index);
  };
  const topText = (): string | undefined => (stack.length > 0 ? tokens[stack.at(-1)!]!.text : undefined);

  const bar = (token: Token): void => {
    if (token.text === '‖' && token.written === '||' && topText() === '|' && previousEnds) {
      const middle = token.start + 1;
      bar({ ...token, text: '|', written: '|', end: middle });
      bar({ ...token, text: '|', written: '|', start: middle, space: false, line: false });
      return;
    }
    const index = push(token);
    const closes = token.side === undefined ? topText() === token.text && previousEnds : token.side === 'close';
    if (closes && topText() === token.text) {
      const opener = stack.pop()!;
      leave(opener);
      pairs.push([opener, index]);
      previousEnds = true;
    } else {
      enter(index);
      previousEnds = false;
    }
  };

  for (const token of source) {
    if (token.kind === 'bar') {
      bar(token);
      continue;
    }
    const index = push(token);
    previousEnds = endsOperand(token);
    if (token.kind === 'open') enter(index);
    if (token.kind !== 'close') continue;
    const opener = OPENER_OF.get(token.text)!;
    if (!isWaiting(opener)) continue;
    while (topText() !== opener) leave(stack.pop()!);
    const open = stack.pop()!;
    leave(open);
    pairs.push([open, index]);
  }

  const match = new Int32Array(tokens.length).fill(-1);
  for (const [open, close] of pairs) {
    match[open] = close;
    match[close] = open;
  }
  return { tokens, match };
}

const CARRIES_ON: ReadonlySet<string> = new Set(['^', '_', "'", '⊤', '†', '⋆', '∂', '∇', '∑', '√', 'frac', 'd', '∞', ':']);

/**
 * For every token the next `/` that stands at its depth with nothing but factors before it, or -1: where the
 * numerator that begins there would end.
 */
export function nextSlashes({ tokens, match }: Paired): Int32Array {
  const next = new Int32Array(tokens.length + 1).fill(-1);
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i]!;
    const partner = match[i]!;
    if (token.kind === 'end' || token.kind === 'close') continue;
    if (token.kind === 'open' || token.kind === 'bar') next[i] = partner > i ? next[partner + 1]! : -1;
    else if (isOperator(token, '/')) next[i] = i;
    else if (token.kind !== 'operator' || CARRIES_ON.has(token.text)) next[i] = next[i + 1]!;
    else if (isOperator(tokens[i - 1], '^')) next[i] = next[i + 1]!;
  }
  return next;
}
