/** Where the lexer stands, and the tokens it has made. */

import { inAlphabet } from './latex.ts';
import type { Token } from './token.ts';

export interface Scanner {
  readonly text: string;
  at: number;
  readonly sink: TokenSink;
  /** Open matrix environments, innermost last: their closers. */
  readonly environments: string[];
}

/** A command that changes how the next letter or braces are read. */
export type Wrapper =
  | { readonly kind: 'style' }
  /** `\norm{x}`: the braces stand for bars. */
  | { readonly kind: 'bars'; readonly bar: '|' | '‖' }
  | { readonly kind: 'alphabet'; readonly alphabet: 'blackboard' | 'script' | 'fraktur' }
  | { readonly kind: 'accent'; readonly mark: string; readonly command: string };

interface PendingWrapper {
  readonly wrapper: Wrapper;
  readonly start: number;
}

interface OpenBrace {
  readonly index: number;
  readonly wrappers: readonly PendingWrapper[] | null;
  readonly space: boolean;
  readonly line: boolean;
}

/** Collects tokens, remembers blanks, and folds `\mathbf{x}` and `\hat{x}` into the one token `x`, `x̂`. */
export class TokenSink {
  private readonly tokens: Token[] = [];
  private readonly text: string;
  private readonly offset: number;
  private space = false;
  private line = true;
  private nextSide: 'open' | 'close' | undefined;
  private pending: PendingWrapper[] | null = null;
  private braces: OpenBrace[] | null = null;

  constructor(text: string, offset: number) {
    this.text = text;
    this.offset = offset;
  }

  get last(): Token | undefined {
    return this.tokens.length > 0 ? this.tokens[this.tokens.length - 1] : undefined;
  }
  get afterBlank(): boolean {
    return this.space;
  }
  /** After `\mathbf ` without braces one letter is read. */
  get takesOneLetter(): boolean {
    return this.pending !== null;
  }

  blank(newLine: boolean): void {
    this.space = true;
    this.line ||= newLine;
  }

  /** The next bar is `\left|` or `\right|`. */
  sideOfNextBar(side: 'open' | 'close'): void {
    this.nextSide = side;
  }

  wrapNext(wrapper: Wrapper, start: number): void {
    if (this.pending) this.pending.push({ wrapper, start });
    else this.pending = [{ wrapper, start }];
  }

  emit(kind: Token['kind'], text: string, start: number, end: number, side?: 'open' | 'close', written = this.text.slice(start, end)): void {
    const { space, line } = this;
    const wrappers = this.takeWrappers();
    this.push(kind, text, written, start, end, space, line, kind === 'bar' ? (side ?? this.nextSide) : undefined);
    this.nextSide = undefined;
    if (wrappers) this.fold(this.tokens.length - 1, wrappers, space, line);
  }

  open(opener: string, scanner: Scanner, length: number): void {
    const { space, line } = this;
    const wrappers = this.takeWrappers();
    if (opener === '{') {
      this.braces ??= [];
      this.braces.push({ index: this.tokens.length, wrappers, space, line });
    }
    this.push('open', opener, this.text.slice(scanner.at, scanner.at + length), scanner.at, scanner.at + length, space, line);
    scanner.at += length;
  }

  close(closer: string, scanner: Scanner, length: number) {
    this.pending = null;
    this.push('close', closer, this.text.slice(scanner.at, scanner.at + length), scanner.at, scanner.at + length, this.space, this.line);
    scanner.at += length;
    if (closer !== '}') return;
    const brace = this.braces?.pop();
    if (brace?.wrappers && this.becomeBars(brace.index, brace.wrappers)) return;
    if (!brace?.wrappers || this.tokens.length - brace.index !== 3) return this.refuseAccent(brace);
    const [, content, closing] = this.tokens.splice(brace.index) as [Token, Token, Token];
    this.tokens.push({ ...content, end: closing.end });
    this.fold(brace.index, brace.wrappers, brace.space, brace.line);
  }

  /** `ⁿ⁺¹` as `^{n+1}`: every token keeps its place in the source. */
  script(operator: '^' | '_', plain: string, scanner: Scanner, end: number, tokenize: (text: string, offset: number) => Token[]): void {
    const start = scanner.at;
    this.emit('operator', operator, start, start);
    this.push('open', '{', '', start, start, false, false);
    if (!this.scriptNumber(plain, start))
      for (const token of tokenize(plain, this.offset + start)) {
        if (token.kind !== 'end') this.tokens.push({ ...token, written: this.text.slice(token.start - this.offset, token.end - this.offset), line: false });
      }
    this.push('close', '}', '', end, end, false, false);
    scanner.at = end;
  }

  /** `²` and `⁻¹`, which most scripts are, need no lexer of their own; false where it is anything else. */
  private scriptNumber(plain: string, start: number): boolean {
    const from = plain[0] === '-' ? 1 : 0;
    if (plain.length === from) return false;
    for (let at = from; at < plain.length; at++) if (plain.charCodeAt(at) < 48 || plain.charCodeAt(at) > 57) return false;
    if (from === 1) this.push('operator', '-', this.text.slice(start, start + 1), start, start + 1, false, false);
    this.push(
      'number',
      from === 1 ? plain.slice(1) : plain,
      this.text.slice(start + from, start + plain.length),
      start + from,
      start + plain.length,
      false,
      false,
    );
    return true;
  }

  finish(): Token[] {
    const { length } = this.text;
    this.push('end', '', '', length, length, this.space, this.line);
    return this.tokens;
  }

  /** One literal, so that all tokens have one hidden class. */
  private push(kind: Token['kind'], text: string, written: string, start: number, end: number, space: boolean, line: boolean, side?: 'open' | 'close'): void {
    this.tokens.push({ kind, text, written, start: this.offset + start, end: this.offset + end, space, line, side });
    this.space = false;
    this.line = false;
  }

  private takeWrappers(): readonly PendingWrapper[] | null {
    const { pending } = this;
    this.pending = null;
    return pending;
  }

  private fold(index: number, wrappers: readonly PendingWrapper[], space: boolean, line: boolean): void {
    let token = this.tokens[index]!;
    for (const { wrapper, start } of wrappers.toReversed()) token = wrapped(token, wrapper, start + this.offset, this.text, this.offset);
    this.tokens[index] = { ...token, space, line };
  }

  private becomeBars(index: number, wrappers: readonly PendingWrapper[]): boolean {
    const found = wrappers.find(({ wrapper }) => wrapper.kind === 'bars');
    if (found?.wrapper.kind !== 'bars') return false;
    const text = found.wrapper.bar;
    const start = found.start + this.offset;
    const [opener, closer] = [this.tokens[index]!, this.tokens.at(-1)!];
    const written = this.text.slice(found.start, opener.end - this.offset);
    this.tokens[index] = { ...opener, kind: 'bar', text, side: 'open', start, written };
    this.tokens[this.tokens.length - 1] = { ...closer, kind: 'bar', text, side: 'close' };
    return true;
  }

  /** An accent over more than one symbol is not a name. */
  private refuseAccent(brace: { readonly index: number; readonly wrappers: readonly PendingWrapper[] | null } | undefined) {
    const accent = brace?.wrappers?.find(({ wrapper }) => wrapper.kind === 'accent');
    if (!brace || !accent || accent.wrapper.kind !== 'accent') return;
    const opener = this.tokens[brace.index]!;
    this.tokens[brace.index] = { ...opener, kind: 'unknown', text: accent.wrapper.command, start: accent.start + this.offset };
  }
}

function wrapped(token: Token, wrapper: Wrapper, start: number, text: string, offset: number): Token {
  const placed: Token = { ...token, start, written: text.slice(start - offset, token.end - offset) };
  if (wrapper.kind === 'style' || wrapper.kind === 'bars') return placed;
  if (wrapper.kind === 'alphabet') {
    if (token.kind !== 'name') return placed;
    const [letter, ...rest] = [...token.text];
    return { ...placed, text: inAlphabet(letter!, wrapper.alphabet) + rest.join('') };
  }
  if (token.kind !== 'name') return { ...placed, kind: 'unknown', text: wrapper.command };
  const [base, ...subscript] = token.text.split('_');
  return { ...placed, text: [(base! + wrapper.mark).normalize('NFC'), ...subscript].join('_') };
}
