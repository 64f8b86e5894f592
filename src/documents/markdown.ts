/** Markdown: `$…$`, `$$…$$`, LaTeX displays, fences of `math` and `mc`; other code, inline code and front matter are passed over. */

import type { Block } from './block.ts';
import { BlockText } from './blocks.ts';
import { Macros } from './macros.ts';
import { MarkedComments } from './markedComments.ts';
import { commandMath, endsParagraph } from './mathScan.ts';
import { mathBlock } from './mathText.ts';
import { withProseProperties } from './proseProperties.ts';
import { endOfLine } from './scanner.ts';
import type { Work } from './work.ts';

export function scanMarkdown(text: string, work: Work): Block[] {
  const scanner = new MarkdownScanner(text, work);
  scanner.scan();
  return scanner.blocks;
}

const BACKTICK = 96;
const TILDE = 126;
const DOLLAR = 36;
const BACKSLASH = 92;
const LESS = 60;
const LINE_FEED = 10;

class MarkdownScanner {
  readonly blocks: Block[] = [];
  private readonly text: string;
  private readonly work: Work;
  private readonly macros = new Macros();
  private readonly marked: MarkedComments;
  /** Up to here no `$` closes, no `-->` follows: what was looked for once is not looked for again. */
  private noDollarBefore = 0;
  private noCommentEnd = false;
  /** The last run of backticks of each length, in the paragraph that ends there. */
  private backticks: { end: number; last: Map<number, number> } = { end: -1, last: new Map() };

  constructor(text: string, work: Work) {
    this.text = text;
    this.work = work;
    this.marked = new MarkedComments(text, this.blocks, work);
  }

  scan(): void {
    const { text, work } = this;
    let at = this.afterFrontMatter();
    let atLineStart = true;
    while (at < text.length) {
      if (atLineStart) {
        const fence = this.fenceAt(at);
        if (fence !== null) {
          at = this.passFence(fence);
          continue;
        }
      }
      atLineStart = false;
      const from = at;
      while (at < text.length && !isSign(text.charCodeAt(at))) at++;
      work.visited += at - from + 1;
      switch (text.charCodeAt(at)) {
        case LINE_FEED:
          at++;
          atLineStart = true;
          break;
        case BACKTICK:
          at = this.inlineCode(at);
          break;
        case DOLLAR:
          at = this.dollar(at);
          break;
        case BACKSLASH:
          at = this.command(at);
          break;
        case LESS:
          at = this.htmlComment(at);
          break;
      }
    }
    this.marked.finish();
  }

  private add(start: number, end: number, kind: 'display' | 'inline'): void {
    const block = this.marked.silent ? null : mathBlock(this.text, start, end, { kind, percentComments: false, quotes: true }, this.macros, this.work);
    if (block === null) return;
    // one sign on each side, or two: `\(`, `$` and a backtick
    const signs = this.text.charCodeAt(start - 1) === DOLLAR ? 1 : 2;
    this.blocks.push(kind === 'inline' ? withProseProperties(this.text, block, start - signs, end + signs, this.work) : block);
  }

  private afterFrontMatter(): number {
    const { text } = this;
    const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    if (!/^---\r?\n/.test(text.slice(start, start + 5))) return start;
    const close = /\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/g;
    close.lastIndex = start + 3;
    const match = close.exec(text);
    this.work.visited += (match?.index ?? text.length) - start;
    return match === null ? start : match.index + match[0].length;
  }

  private fenceAt(lineStart: number): Fence | null {
    const { text } = this;
    let i = lineStart;
    while (i < text.length && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9 || text.charCodeAt(i) === 62)) i++;
    const sign = text.charCodeAt(i);
    this.work.visited += i - lineStart + 1;
    if (sign !== BACKTICK && sign !== TILDE) return null;
    const from = i;
    while (text.charCodeAt(i) === sign) i++;
    const length = i - from;
    if (length < 3) return null;
    const end = endOfLine(text, i, this.work);
    const info = text.slice(i, Math.min(end, i + LONGEST_INFO)).trim();
    if (sign === BACKTICK && text.slice(i, end).includes('`')) return null;
    return { sign, length, info: /^\{?\.?([\w-]*)/.exec(info)?.[1]?.toLowerCase() ?? '', contentStart: this.afterBreak(end) };
  }

  /** Over the fence to the line behind it; its contents are read where they are mathematics. */
  private passFence(fence: Fence): number {
    const { text } = this;
    let lineStart = fence.contentStart;
    let contentEnd = text.length;
    let after = text.length;
    while (lineStart < text.length) {
      const end = endOfLine(text, lineStart, this.work);
      if (this.closesFence(lineStart, end, fence)) {
        contentEnd = lineStart;
        after = this.afterBreak(end);
        break;
      }
      lineStart = this.afterBreak(end);
    }
    if (fence.info === 'math') this.add(fence.contentStart, contentEnd, 'display');
    else if ((fence.info === 'mc' || fence.info === 'nabla') && !this.marked.silent) this.addLanguage(fence.contentStart, contentEnd);
    return after;
  }
  private closesFence(start: number, end: number, fence: Fence): boolean {
    let i = start;
    while (i < end && (this.text.charCodeAt(i) === 32 || this.text.charCodeAt(i) === 9 || this.text.charCodeAt(i) === 62)) i++;
    const from = i;
    while (i < end && this.text.charCodeAt(i) === fence.sign) i++;
    return i - from >= fence.length && this.text.slice(i, end).trim() === '';
  }
  private afterBreak(end: number): number {
    return Math.min(this.text.length, end + (this.text.charCodeAt(end) === 13 && this.text.charCodeAt(end + 1) === LINE_FEED ? 2 : 1));
  }

  /** A fence of the language itself, line for line. */
  private addLanguage(start: number, end: number): void {
    const { text } = this;
    const block = new BlockText();
    let lineStart = start;
    while (lineStart < end) {
      const lineEnd = endOfLine(text, lineStart, this.work);
      if (block.length > 0 || lineStart > start) block.insert('\n', lineStart - 1);
      let from = lineStart;
      while (text.charCodeAt(from) === 62 && from < lineEnd) from++;
      block.add(text.slice(from, Math.min(lineEnd, end)), from);
      lineStart = this.afterBreak(lineEnd);
    }
    if (block.length > 0) this.blocks.push({ ...block.finish(Math.max(start, end - 1)), kind: 'marked', scope: 0, starAmbiguous: false, base: 1 });
  }

  private inlineCode(at: number): number {
    const { text } = this;
    let open = at;
    while (text.charCodeAt(open) === BACKTICK) open++;
    const length = open - at;
    if (at >= this.backticks.end) this.collectBackticks(at);
    if ((this.backticks.last.get(length) ?? -1) <= at) return open;
    let i = open;
    while (i < this.backticks.end) {
      if (text.charCodeAt(i) !== BACKTICK) {
        i++;
        continue;
      }
      const from = i;
      while (text.charCodeAt(i) === BACKTICK) i++;
      if (i - from === length) break;
    }
    this.work.visited += i - at;
    return i;
  }
  private collectBackticks(at: number): void {
    const { text } = this;
    const last = new Map<number, number>();
    let i = at;
    while (i < text.length && !(text.charCodeAt(i) === LINE_FEED && endsParagraph(text, i))) {
      const from = i;
      while (text.charCodeAt(i) === BACKTICK) i++;
      if (i > from) last.set(i - from, from);
      else i++;
    }
    this.work.visited += i - at;
    this.backticks = { end: Math.max(i, at + 1), last };
  }

  private dollar(at: number): number {
    const { text } = this;
    if (text.charCodeAt(at + 1) === DOLLAR) {
      const close = this.closingDollars(at + 2);
      if (close < 0) return at + 2;
      this.add(at + 2, close, 'display');
      return close + 2;
    }
    if (at < this.noDollarBefore || text.charCodeAt(at + 1) <= 32) return at + 1;
    if (text.charCodeAt(at + 1) === BACKTICK) return this.quotedDollar(at);
    const close = this.closingDollar(at + 1);
    if (close < 0) return at + 1;
    this.add(at + 1, close, 'inline');
    return close + 1;
  }
  /** GitHub's `$` and a backtick around a formula. */
  private quotedDollar(at: number): number {
    const end = this.inlineCode(at + 1);
    if (this.text.charCodeAt(end) !== DOLLAR || this.text.charCodeAt(end - 1) !== BACKTICK || end - at < 4) return at + 1;
    this.add(at + 2, end - 1, 'inline');
    return end + 1;
  }
  /** A `$` that closes follows no blank and stands before no digit. */
  private closingDollar(from: number): number {
    const { text } = this;
    let i = from;
    let found = -1;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === BACKSLASH) i++;
      else if (c === BACKTICK) i = this.inlineCode(i) - 1;
      else if (c === DOLLAR && i > from && text.charCodeAt(i - 1) > 32 && !isDigit(text.charCodeAt(i + 1))) {
        found = i;
        break;
      } else if (c === DOLLAR && text.charCodeAt(i - 1) <= 32 && text.charCodeAt(i + 1) > 32) {
        // The next one opens: this one was a price.
        this.work.visited += i - from;
        return -1;
      } else if (c === LINE_FEED && endsParagraph(text, i)) break;
    }
    this.work.visited += i - from;
    if (found < 0) this.noDollarBefore = i;
    return found;
  }
  private closingDollars(from: number): number {
    const { text } = this;
    let i = from;
    let found = -1;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === BACKSLASH) i++;
      else if (c === DOLLAR && text.charCodeAt(i + 1) === DOLLAR) {
        found = i;
        break;
      } else if (c === LINE_FEED && endsParagraph(text, i)) break;
    }
    this.work.visited += i - from;
    return found;
  }

  /** `\[` may be an escaped bracket here: only what looks like mathematics is. */
  private command(at: number): number {
    const math = commandMath(this.text, at, false, this.work);
    if (math === null) return at + 2;
    if (this.text.charAt(at + 1) === 'b' || /[\\^_=]/.test(this.text.slice(math.contentStart, math.contentEnd)))
      this.add(math.contentStart, math.contentEnd, math.kind);
    return math.end;
  }

  private htmlComment(at: number): number {
    const { text } = this;
    if (this.noCommentEnd || !text.startsWith('<!--', at)) return at + 1;
    const close = text.indexOf('-->', at + 4);
    this.work.visited += (close < 0 ? text.length : close) - at;
    if (close < 0) {
      this.noCommentEnd = true;
      return at + 4;
    }
    this.marked.block(at, at + 4, close, close + 3);
    return close + 3;
  }
}

interface Fence {
  readonly sign: number;
  readonly length: number;
  /** The first word behind the fence. */
  readonly info: string;
  readonly contentStart: number;
}
const LONGEST_INFO = 80;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isSign = (c: number): boolean => c === BACKTICK || c === DOLLAR || c === BACKSLASH || c === LESS || c === LINE_FEED;
