/**
 * reStructuredText (docutils and Sphinx): the `:math:` role, the `math` directive, code blocks of `mc`; other code, literal
 * blocks and inline literals are passed over, comments are read behind a marker.
 */

import type { Block } from './block.ts';
import { BlockText } from './blocks.ts';
import { Macros } from './macros.ts';
import { MarkedComments } from './markedComments.ts';
import { endsParagraph } from './mathScan.ts';
import { mathBlock } from './mathText.ts';
import { withProseProperties } from './proseProperties.ts';
import { endOfLine } from './scanner.ts';
import type { Work } from './work.ts';

export function scanRestructuredText(text: string, work: Work): Block[] {
  const scanner = new RestructuredTextScanner(text, work);
  scanner.scan();
  return scanner.blocks;
}

const BACKTICK = 96;
const BACKSLASH = 92;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const COLON = 58;
const ROLE = ':math:';
/** Directives whose body is text as it stands. */
const LITERAL: ReadonlySet<string> = new Set(
  'code code-block sourcecode raw literalinclude doctest testcode testsetup testcleanup testoutput prompt ipython plot graphviz digraph graph mermaid uml productionlist jupyter-execute'.split(
    ' ',
  ),
);
const CODE: ReadonlySet<string> = new Set(['code', 'code-block', 'sourcecode']);
const LANGUAGE: ReadonlySet<string> = new Set(['mc', 'nabla']);

interface Line {
  readonly start: number;
  /** Where its first character stands that is no blank; its end, where there is none. */
  readonly content: number;
  readonly end: number;
}
const isEmpty = (line: Line): boolean => line.content === line.end;
const indentOf = (line: Line): number => line.content - line.start;

class RestructuredTextScanner {
  readonly blocks: Block[] = [];
  private readonly text: string;
  private readonly work: Work;
  private readonly macros = new Macros();
  private readonly marked: MarkedComments;
  /** `.. default-role:: math`: interpreted text without a role is mathematics. */
  private mathByDefault = false;
  /** Up to here no backtick, no pair of backticks closes: what was looked for once is not looked for again. */
  private noCloseBefore = { interpreted: 0, literal: 0 };

  constructor(text: string, work: Work) {
    this.text = text;
    this.work = work;
    this.marked = new MarkedComments(text, this.blocks, work);
  }

  scan(): void {
    const { text } = this;
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (at < text.length) {
      const line = this.afterBullets(this.lineAt(at));
      const explicit = text.startsWith('..', line.content) && (line.content + 2 === line.end || isBlank(text.charCodeAt(line.content + 2)));
      if (explicit) at = this.explicit(line);
      else if (text.startsWith('>>>', line.content)) at = this.afterParagraph(line);
      else {
        const end = this.inline(line.content, line.end);
        at = text.startsWith('::', end - 2) ? this.afterLiteralBlock({ ...line, end }) : this.afterBreak(end);
      }
    }
    this.marked.finish();
  }

  private add(start: number, end: number, kind: 'display' | 'inline', open: number, close: number): void {
    if (this.marked.silent) return;
    const block = mathBlock(this.text, start, end, { kind, percentComments: true, quotes: false }, this.macros, this.work);
    if (block !== null) this.blocks.push(kind === 'inline' ? withProseProperties(this.text, block, open, close, this.work) : block);
  }

  /** A line that begins with `..`: a directive, a comment, or a target, footnote or substitution, whose text is read like any other. */
  private explicit(line: Line): number {
    const { text } = this;
    const from = this.afterBlanks(line.content + 2, line.end);
    const head = text.slice(from, Math.min(line.end, from + LONGEST_HEAD));
    const name = /^([\w:.+-]+?)\s?::(?=\s|$)/.exec(head);
    if (name === null) {
      if (/^(?:_[^\s]|\[[^\]]*\]|\|[^|]+\|)/.test(head)) return this.afterBreak(this.inline(from, line.end));
      return this.comment(line, from);
    }
    const [whole, directive] = name as unknown as [string, string];
    const argument = this.afterBlanks(from + whole.length, line.end);
    if (directive === 'math') return this.math(line, argument);
    if (directive === 'default-role') this.mathByDefault = text.slice(argument, line.end).trim() === 'math';
    if (!LITERAL.has(directive)) return this.afterBreak(this.inline(argument, line.end));
    if (!CODE.has(directive) || !LANGUAGE.has(text.slice(argument, line.end).trim().toLowerCase())) return this.body(line).at(-1)!.after;
    return this.code(line);
  }

  /** The lines that belong to a directive or comment: empty ones and those set further in; each with the place behind it. */
  private body(line: Line): (Line & { readonly after: number })[] {
    const lines = [{ ...line, after: this.afterBreak(line.end) }];
    for (let at = lines[0]!.after; at < this.text.length; ) {
      const next = this.lineAt(at);
      if (!isEmpty(next) && indentOf(next) <= indentOf(line)) break;
      at = this.afterBreak(next.end);
      lines.push({ ...next, after: at });
    }
    // what is empty at its end stands between it and what follows
    while (lines.length > 1 && isEmpty(lines.at(-1)!)) lines.pop();
    return lines;
  }

  /** The argument and the body, cut at empty lines into equations; `:label: …` and its like stand before the first of those. */
  private math(line: Line, argument: number): number {
    const lines = this.body(line);
    let start = argument;
    let end = line.end;
    let mayBeOption = true;
    const finish = (): void => {
      if (start < end) this.add(start, end, 'display', start, end);
      start = end;
    };
    for (const next of lines.slice(1)) {
      if (isEmpty(next)) {
        finish();
        mayBeOption = false;
      } else if (mayBeOption && OPTION.test(this.text.slice(next.content, Math.min(next.end, next.content + LONGEST_HEAD)))) finish();
      else {
        if (start === end) start = next.content;
        end = next.end;
        continue;
      }
      start = end;
    }
    finish();
    return lines.at(-1)!.after;
  }

  private code(line: Line): number {
    const lines = this.body(line);
    let first = 1;
    while (first < lines.length && !isEmpty(lines[first]!) && OPTION.test(this.text.slice(lines[first]!.content, lines[first]!.end))) first++;
    while (first < lines.length && isEmpty(lines[first]!)) first++;
    if (first < lines.length && !this.marked.silent) {
      const indent = indentOf(lines[first]!);
      const block = new BlockText();
      for (const [i, { start, content, end }] of lines.slice(first).entries()) {
        if (i > 0) block.insert('\n', lines[first + i - 1]!.end);
        const from = Math.min(start + indent, content);
        block.add(this.text.slice(from, end), from);
      }
      this.blocks.push({ ...block.finish(lines.at(-1)!.end), kind: 'marked', scope: 0, starAmbiguous: false, base: 1 });
    }
    return lines.at(-1)!.after;
  }

  private comment(line: Line, from: number): number {
    // `..` alone above an empty line ends what stands before it, and what follows is no part of it
    const isSeparator = from === line.end && isEmpty(this.lineAt(this.afterBreak(line.end)));
    if (isSeparator) return this.afterBreak(line.end);
    const lines = this.body(line);
    const { end, after } = lines.at(-1)!;
    this.marked.block(line.content, from, end, end);
    return after;
  }

  private afterParagraph(line: Line): number {
    let at = this.afterBreak(line.end);
    while (at < this.text.length) {
      const next = this.lineAt(at);
      at = this.afterBreak(next.end);
      if (isEmpty(next)) break;
    }
    return at;
  }

  /** Behind the block that a paragraph announces by ending in `::`: the lines further in, behind an empty one. */
  private afterLiteralBlock(line: Line): number {
    const after = this.afterBreak(line.end);
    if (after >= this.text.length || !isEmpty(this.lineAt(after))) return after;
    return this.body(line).at(-1)!.after;
  }

  /** Reads one line from `from` on, and those to which what begins in it reaches; the end of the last. */
  private inline(from: number, lineEnd: number): number {
    const { text, work } = this;
    let at = from;
    let end = lineEnd;
    while (at < end) {
      const c = text.charCodeAt(at);
      work.visited++;
      if (c === BACKSLASH) at += 2;
      else if (c === BACKTICK) at = text.charCodeAt(at + 1) === BACKTICK ? this.literal(at) : this.interpreted(at);
      else at++;
      if (at > end) end = endOfLine(text, at, work);
    }
    return end;
  }

  /** ``…`` */
  private literal(at: number): number {
    const close = this.closing(at + 2, 'literal');
    return close < 0 ? at + 2 : close + 2;
  }

  /** `…`, with a role before it or behind it. */
  private interpreted(at: number): number {
    const { text } = this;
    if (text.charCodeAt(at + 1) <= 32) return at + 1;
    const close = this.closing(at + 1, 'interpreted');
    if (close < 0) return at + 1;
    const end = close + 1;
    const before = text.startsWith(ROLE, at - ROLE.length) && !/[\w:]/.test(text.charAt(at - ROLE.length - 1));
    const behind = !before && text.charCodeAt(at - 1) !== COLON && text.startsWith(ROLE, end);
    const byDefault = this.mathByDefault && text.charCodeAt(at - 1) !== COLON && !/[:_`\w]/.test(text.charAt(end));
    if (before || behind || byDefault) this.add(at + 1, close, 'inline', before ? at - ROLE.length : at, behind ? end + ROLE.length : end);
    return behind ? end + ROLE.length : end;
  }

  /** The sign that closes in the same paragraph; -1 where there is none. */
  private closing(from: number, kind: 'interpreted' | 'literal'): number {
    const { text } = this;
    if (from < this.noCloseBefore[kind]) return -1;
    let i = from;
    let found = -1;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === BACKTICK && i > from && text.charCodeAt(i - 1) > 32 && (kind === 'interpreted' || text.charCodeAt(i + 1) === BACKTICK)) {
        found = i;
        break;
      }
      if (c === BACKSLASH && kind === 'interpreted') i++;
      else if (c === LINE_FEED && endsParagraph(text, i)) break;
    }
    this.work.visited += i - from;
    if (found < 0) this.noCloseBefore[kind] = i;
    return found;
  }

  private lineAt(start: number): Line {
    const end = endOfLine(this.text, start, this.work);
    return { start, content: this.afterBlanks(start, end), end };
  }
  /** `* - .. math::`: the text of an item of a list is set in as far as its first character. */
  private afterBullets(line: Line): Line {
    let { content } = line;
    while (/^[-*+•]$/.test(this.text.charAt(content)) && isBlank(this.text.charCodeAt(content + 1))) content = this.afterBlanks(content + 1, line.end);
    return { ...line, content };
  }
  private afterBlanks(from: number, end: number): number {
    let i = from;
    while (i < end && isBlank(this.text.charCodeAt(i))) i++;
    return i;
  }
  private afterBreak(end: number): number {
    const { text } = this;
    return Math.min(text.length, end + (text.charCodeAt(end) === CARRIAGE_RETURN && text.charCodeAt(end + 1) === LINE_FEED ? 2 : 1));
  }
}

const isBlank = (c: number): boolean => c === 32 || c === 9;
const OPTION = /^:[A-Za-z][\w-]*:(?:\s|$)/;
const LONGEST_HEAD = 80;
