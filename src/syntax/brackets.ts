/** Which token closes which, before anything is parsed: brackets, braces, environments and bars, in one pass. */

import { CLOSER_OF } from './characters.ts';
import { endsOperand, isOperator, type Token } from './token.ts';

export interface Paired {
  /** `||` that turned out to be two bars is split. */
  readonly tokens: readonly Token[];
  /** For an opener its closer's index and the reverse; -1 where there is none, and for all other tokens. Longer than the tokens where nothing is paired. */
  readonly match: readonly number[];
}

const OPENER_OF: ReadonlyMap<string, string> = new Map(Object.entries(CLOSER_OF).map(([opener, closer]) => [closer, opener]));

export function pairBrackets(source: readonly Token[]): Paired {
  for (const { kind } of source) if (kind === 'open' || kind === 'close' || kind === 'bar') return new Pairing(source).run();
  return { tokens: source, match: nothingPaired(source.length) };
}

const NOTHING_PAIRED: number[] = [];

/** One list for all that has no brackets. */
function nothingPaired(length: number): readonly number[] {
  while (NOTHING_PAIRED.length < length) NOTHING_PAIRED.push(-1);
  return NOTHING_PAIRED;
}

class Pairing {
  private readonly source: readonly Token[];
  /** The source, until a `||` is split. */
  private tokens: readonly Token[];
  private split: Token[] | null = null;
  private readonly match: number[];
  /** Open brackets and bars, innermost last. */
  private readonly stack: number[] = [];
  /** How many of each kind are on the stack; asked only where a closer does not fit the innermost. */
  private waiting: Map<string, number> | null = null;
  private previousEnds = false;

  constructor(source: readonly Token[]) {
    this.source = source;
    this.tokens = source;
    this.match = new Array<number>(source.length);
    for (let at = 0; at < source.length; at++) this.match[at] = -1;
  }

  run(): Paired {
    for (const token of this.source) {
      if (token.kind === 'bar') {
        this.bar(token);
        continue;
      }
      const index = this.push(token);
      this.previousEnds = endsOperand(token);
      if (token.kind === 'open') this.enter(index);
      else if (token.kind === 'close') this.close(index, OPENER_OF.get(token.text)!);
    }
    return { tokens: this.tokens, match: this.match };
  }

  private count = 0;

  private push(token: Token): number {
    this.split?.push(token);
    return this.count++;
  }

  private topText(): string | undefined {
    const { stack } = this;
    return stack.length > 0 ? this.tokens[stack[stack.length - 1]!]!.text : undefined;
  }

  private enter(index: number): void {
    this.stack.push(index);
    const { waiting } = this;
    if (waiting) this.counted(waiting, index, 1);
  }

  /** Takes the innermost off the stack. */
  private leave(): number {
    const index = this.stack.pop()!;
    const { waiting } = this;
    if (waiting) this.counted(waiting, index, -1);
    return index;
  }

  private counted(waiting: Map<string, number>, index: number, step: number): void {
    const { text } = this.tokens[index]!;
    waiting.set(text, (waiting.get(text) ?? 0) + step);
  }

  private isWaiting(opener: string): boolean {
    let { waiting } = this;
    if (!waiting) {
      waiting = new Map();
      this.waiting = waiting;
      for (const index of this.stack) this.counted(waiting, index, 1);
    }
    return (waiting.get(opener) ?? 0) > 0;
  }

  private close(index: number, opener: string): void {
    if (this.topText() !== opener) {
      if (!this.isWaiting(opener)) return;
      while (this.topText() !== opener) this.leave();
    }
    this.pair(this.leave(), index);
  }

  private pair(open: number, close: number): void {
    this.match[open] = close;
    this.match[close] = open;
  }

  private bar(token: Token): void {
    if (token.text === '‖' && token.written === '||' && this.topText() === '|' && this.previousEnds) {
      if (!this.split) {
        this.split = this.source.slice(0, this.count);
        this.tokens = this.split;
      }
      this.match.push(-1);
      const middle = token.start + 1;
      this.bar({ ...token, text: '|', written: '|', end: middle });
      this.bar({ ...token, text: '|', written: '|', start: middle, space: false, line: false });
      return;
    }
    const index = this.push(token);
    const innermost = this.topText() === token.text;
    const closes = token.side === undefined ? innermost && this.previousEnds : token.side === 'close';
    if (closes && innermost) this.pair(this.leave(), index);
    else this.enter(index);
    this.previousEnds = closes && innermost;
  }
}

const CARRIES_ON: ReadonlySet<string> = new Set(['^', '_', "'", '⊤', '†', '⋆', '∂', '∇', '∑', '√', 'frac', 'd', '∞', ':']);

/**
 * For every token the next `/` that stands at its depth with nothing but factors before it, or -1: where the
 * numerator that begins there would end.
 */
export function nextSlashes({ tokens, match }: Paired): readonly number[] {
  const next: number[] = new Array(tokens.length + 1).fill(-1);
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
