/** The inside of LaTeX mathematics as lines of the language: alignment, labels and prose taken out, `\\` as the end of a line. */

import type { Block } from './block.ts';
import { BlockText } from './blocks.ts';
import type { Macros } from './macros.ts';
import type { Work } from './work.ts';

export interface MathSource {
  readonly kind: 'display' | 'inline';
  /** `%` begins a comment. */
  readonly percentComments: boolean;
  /** `>` at the beginning of a line quotes. */
  readonly quotes: boolean;
}

/** The block of the mathematics between two offsets, with the document's own commands written out; null where nothing is left. */
export function mathBlock(text: string, start: number, end: number, source: MathSource, macros: Macros, work: Work): Block | null {
  work.visited += end - start;
  const expanded = macros.expand(text, start, end);
  if (expanded === null) return blockOf(text, start, end, source);
  return translatedBlock(expanded, source, work);
}

/** The same of LaTeX that the document has otherwise: for each character and the end of the text a place in the document. */
export function translatedBlock({ text, places }: { readonly text: string; readonly places: Uint32Array }, source: MathSource, work: Work): Block | null {
  work.visited += text.length;
  const block = blockOf(text, 0, text.length, source);
  return block && { ...block, offsets: Uint32Array.from(block.offsets, at => places[at]!) };
}

function blockOf(text: string, start: number, end: number, source: MathSource): Block | null {
  const lines = new MathLines(text, source);
  let at = start;
  while (at < end) at = lines.step(at, end);
  return lines.finish(end);
}

class MathLines {
  private readonly text: string;
  private readonly source: MathSource;
  private readonly out = new BlockText();
  /** The current line, not yet written: its end may be punctuation. */
  private line = '';
  private offsets: number[] = [];
  private braces = 0;
  /** `matrix`, `cases` …: their `&` and `\\` are their own. */
  private environments = 0;
  /** Where the break stands that ended the line before. */
  private lineBreakAt = 0;
  private hasRelation = false;
  private lastSign = '';

  constructor(text: string, source: MathSource) {
    this.text = text;
    this.source = source;
  }

  step(at: number, end: number): number {
    const c = this.text.charAt(at);
    switch (c) {
      case '\\':
        return this.command(at, end);
      case '\r':
      case '\n':
        this.blank(at);
        return this.source.quotes ? this.afterQuote(at + 1, end) : at + 1;
      case '%':
        if (!this.source.percentComments) break;
        return this.endOfLine(at, end);
      case '&':
        if (this.environments > 0) break;
        this.blank(at);
        return at + 1;
      case '~':
        this.blank(at);
        return at + 1;
      case '{':
        this.braces++;
        break;
      case '}':
        this.braces--;
        break;
      case ',':
      case ';':
        if (this.braces === 0 && this.environments === 0 && this.separates(at, end)) {
          this.breakLine(at);
          return at + 1;
        }
        break;
    }
    this.keep(at, at + 1);
    return at + 1;
  }

  finish(end: number): Block | null {
    this.flush();
    if (this.out.length === 0) return null;
    return { ...this.out.finish(end), kind: this.source.kind, scope: 0, starAmbiguous: false, base: 1 };
  }

  private command(at: number, end: number): number {
    const { text } = this;
    const next = text.charAt(at + 1);
    if (!/[A-Za-z]/.test(next)) {
      if (at + 1 >= end) return end;
      if (next === '\\') return this.lineBreak(at, end);
      if (',;:! '.includes(next)) this.blank(at);
      else this.keep(at, at + 2);
      return at + 2;
    }
    NAME.lastIndex = at + 1;
    const name = NAME.exec(text)?.[0] ?? next;
    const after = at + 1 + name.length;
    if (name === 'begin' || name === 'end') return this.environment(at, after, end, name === 'begin');
    if (DROPPED.has(name)) {
      this.blank(at);
      return after;
    }
    if (DROPPED_WITH_ARGUMENT.has(name)) {
      this.blank(at);
      return this.afterArgument(after, end);
    }
    if (name === 'quad' || name === 'qquad') {
      if (',;'.includes(this.lastSign || ' ') && this.braces === 0) this.breakLine(at);
      else this.blank(at);
      return after;
    }
    if (PROSE.has(name) && text.charAt(after) === '{') {
      const close = this.afterArgument(after, end);
      const words = text.slice(after + 1, close - 1);
      if (name !== 'intertext' && name !== 'shortintertext' && /^[A-Za-z]+$/.test(words) && !JOINING.test(words)) this.keep(at, close);
      else if (this.braces === 0 && this.environments === 0) this.breakLine(at);
      else this.blank(at);
      return close;
    }
    this.keep(at, Math.min(after, end));
    return after;
  }

  /** `\\`, `\\*`, `\\[4pt]` */
  private lineBreak(at: number, end: number): number {
    let after = at + 2;
    if (this.environments > 0) {
      this.keep(at, after);
      return after;
    }
    if (this.text.charAt(after) === '*') after++;
    const skip = /^\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|\\baselineskip)\s*\]/.exec(this.text.slice(after, Math.min(end, after + 30)));
    if (skip !== null) after += skip[0].length;
    CONTINUED.lastIndex = after;
    if (CONTINUED.test(this.text)) {
      this.dropPunctuation();
      this.blank(at);
    } else this.breakLine(at);
    return after;
  }

  private environment(at: number, after: number, end: number, begins: boolean): number {
    const match = /^\{([A-Za-z]+)\*?\}/.exec(this.text.slice(after, Math.min(end, after + 40)));
    if (match === null) {
      this.blank(at);
      return after;
    }
    const close = after + match[0].length;
    if (LINES_ENVIRONMENTS.has(match[1]!)) {
      this.blank(at);
      return close;
    }
    this.environments = Math.max(0, this.environments + (begins ? 1 : -1));
    this.keep(at, close);
    return close;
  }

  /** A comma between two declarations or equations separates them. */
  private separates(at: number, end: number): boolean {
    if (!this.hasRelation) return false;
    const rest = this.text.slice(at + 1, Math.min(end, at + LONGEST_LOOK));
    return NEXT_RELATION.test(rest);
  }

  private afterArgument(at: number, end: number): number {
    if (this.text.charAt(at) !== '{') return at;
    let depth = 0;
    for (let i = at; i < end; i++) {
      const c = this.text.charAt(i);
      if (c === '\\') i++;
      else if (c === '{') depth++;
      else if (c === '}' && --depth === 0) return i + 1;
    }
    return end;
  }
  private afterQuote(at: number, end: number): number {
    let i = at;
    while (i < end && this.text.charAt(i) === ' ') i++;
    return this.text.charAt(i) === '>' && i < end ? i + 1 : at;
  }
  private endOfLine(at: number, end: number): number {
    let i = at;
    while (i < end && this.text.charCodeAt(i) !== 10 && this.text.charCodeAt(i) !== 13) i++;
    return i;
  }

  private keep(from: number, to: number): void {
    for (let i = from; i < to; i++) this.offsets.push(i);
    const kept = this.text.slice(from, to);
    this.line += kept;
    if (kept !== ' ') this.lastSign = this.text.charAt(to - 1);
    if (kept === '=' || kept === '∈' || kept === '\\in') this.hasRelation = true;
  }
  private blank(at: number): void {
    this.line += ' ';
    this.offsets.push(at);
  }
  private dropPunctuation(): void {
    let to = this.line.length;
    while (to > 0 && /[\s.,;]/.test(this.line.charAt(to - 1))) to--;
    this.line = this.line.slice(0, to);
    this.offsets.length = to;
    this.lastSign = '';
  }
  private breakLine(at: number): void {
    this.flush();
    this.lineBreakAt = at;
  }

  /** Writes the current line without the punctuation of the sentence around it. */
  private flush(): void {
    this.dropPunctuation();
    const to = this.line.length;
    let from = 0;
    while (from < to && /\s/.test(this.line.charAt(from))) from++;
    if (from < to) {
      if (this.out.length > 0) this.out.insert('\n', this.lineBreakAt);
      for (let i = from; i < to; i++) this.out.insert(this.line.charAt(i), this.offsets[i]!);
    }
    this.line = '';
    this.offsets = [];
    this.hasRelation = false;
    this.lastSign = '';
  }
}

const NAME = /[A-Za-z]+/y;
const ONE_NAME = String.raw`\\?\p{L}+(?:\{[^{}]{0,20}\})?(?:_\{?\w{1,8}\}?)?`;
/** Names and the sign of a declaration or equation. */
const NEXT_RELATION = new RegExp(
  String.raw`^(?:\s|\\(?:quad|qquad|[;,: ])|\\text\{[^{}]{0,20}\})*${ONE_NAME}(?:\s*,\s*${ONE_NAME}){0,3}\s*(?:\\in\b|∈|=)`,
  'u',
);
const LONGEST_LOOK = 120;
/** After `\\` a sum or product goes on. */
const CONTINUED = /[\s&]*(?:\{\}|\\quad|\\qquad|\\[,;:! ]|\\hspace\{[^{}]{0,20}\}|[\s&])*(?:[+-]|\\cdot\b|\\times\b|\\odot\b)/y;
const DROPPED: ReadonlySet<string> = new Set(
  'nonumber notag displaystyle textstyle scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr hfill allowbreak nobreak qedhere mathstrut centering'.split(
    ' ',
  ),
);
const DROPPED_WITH_ARGUMENT: ReadonlySet<string> = new Set('label tag hspace vspace phantom vphantom hphantom cite citep citet ref eqref footnote'.split(' '));
const PROSE: ReadonlySet<string> = new Set('text textrm textit textbf textnormal mbox hbox intertext shortintertext'.split(' '));
const JOINING = /^(?:where|and|with|for|if|or|when|so|then|hence|thus|let|since|as|is)$/i;
/** Environments whose lines are lines of the formula around them. */
const LINES_ENVIRONMENTS: ReadonlySet<string> = new Set(
  'equation align aligned alignat alignedat split gather gathered multline multlined eqnarray flalign displaymath math subequations dmath'.split(' '),
);
