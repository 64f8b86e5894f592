/** Functions and classes in languages where indentation shows them. */

import type { Comment } from './comment.ts';
import type { HostLanguage } from './languages.ts';
import type { Region } from './regions.ts';
import { type CodeVisitor, endOfLine, scanComments } from './scanner.ts';
import type { Work } from './work.ts';

export function indentationRegions(text: string, language: HostLanguage, comments: readonly Comment[], work: Work): Region[] {
  const finder = new IndentationRegionFinder(text, language, comments, work);
  finder.line(0);
  scanComments(text, language, work, finder);
  return finder.finish();
}

interface OpenRegion {
  readonly start: number;
  readonly indent: number;
}

class IndentationRegionFinder implements CodeVisitor {
  readonly characters = '\n()[]{}';
  private readonly text: string;
  private readonly headerLine: RegExp;
  private readonly comments: readonly Comment[];
  private readonly work: Work;
  private readonly regions: Region[] = [];
  private readonly open: OpenRegion[] = [];
  private brackets = 0;
  /** Where the last line of code ended. */
  private codeEnd = 0;
  private attributesStart = -1;
  private nextComment = 0;

  constructor(text: string, language: HostLanguage, comments: readonly Comment[], work: Work) {
    this.text = text;
    this.headerLine = new RegExp(language.headerLine ?? '(?!)', `${language.headerLine?.flags ?? ''}y`);
    this.comments = comments;
    this.work = work;
  }

  visit(unit: number, at: number): number {
    if (unit === 10) {
      if (this.brackets === 0 && this.text.charCodeAt(at - 1) !== 92) this.line(at + 1);
    } else if (unit === 40 || unit === 91 || unit === 123) this.brackets++;
    else if (this.brackets > 0) this.brackets--;
    return at + 1;
  }

  /** A line begins that is no part of the statement before. */
  line(lineStart: number): void {
    const { text, comments } = this;
    let at = lineStart;
    while (at < text.length && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
    this.work.visited += at - lineStart;
    const c = text.charCodeAt(at);
    if (at >= text.length || c === 10 || c === 13) return;
    while (this.nextComment < comments.length && comments[this.nextComment]!.start < at) this.nextComment++;
    const comment = comments[this.nextComment];
    if (comment !== undefined && comment.start === at && comment.kind !== 'documentation') return;
    const indent = at - lineStart;
    this.closeFrom(indent);
    if (c === 64) {
      if (this.attributesStart < 0) this.attributesStart = at;
    } else {
      if (this.isHeader(at)) this.open.push({ start: this.attributesStart < 0 ? at : this.attributesStart, indent });
      this.attributesStart = -1;
    }
    this.codeEnd = endOfLine(text, at, this.work);
  }

  private isHeader(at: number): boolean {
    this.headerLine.lastIndex = at;
    return this.headerLine.test(this.text);
  }

  finish(): Region[] {
    for (const region of this.open) this.regions.push({ start: region.start, end: this.text.length });
    return this.regions;
  }

  /** Code at this indentation ends the regions that are set in as far or further. */
  private closeFrom(indent: number): void {
    for (let last = this.open.at(-1); last !== undefined && last.indent >= indent; last = this.open.at(-1)) {
      this.open.pop();
      this.regions.push({ start: last.start, end: this.endWithComments(last.indent) });
    }
  }

  /** Comments under the last statement that are set in belong to the function still. */
  private endWithComments(indent: number): number {
    let end = this.codeEnd;
    for (let k = this.firstCommentFrom(end); k < this.nextComment; k++) {
      const comment = this.comments[k]!;
      if (this.columnOf(comment.start) <= indent) break;
      end = comment.end;
    }
    return end;
  }
  private firstCommentFrom(offset: number): number {
    let k = this.nextComment;
    while (k > 0 && this.comments[k - 1]!.start >= offset) k--;
    return k;
  }
  private columnOf(offset: number): number {
    let i = offset;
    while (i > 0 && (this.text.charCodeAt(i - 1) === 32 || this.text.charCodeAt(i - 1) === 9)) i--;
    this.work.visited += offset - i;
    return offset - i;
  }
}
