/** Functions in languages where words open and close them: `function … end`. */

import type { Comment } from './comment.ts';
import type { HostLanguage, KeywordStructure } from './languages.ts';
import type { Region } from './regions.ts';
import { type CodeVisitor, scanComments } from './scanner.ts';
import { isWordUnit } from './surroundings.ts';
import type { Work } from './work.ts';

export function keywordRegions(text: string, language: HostLanguage, _comments: readonly Comment[], work: Work): Region[] {
  if (language.keywords === undefined) return [];
  const finder = new KeywordRegionFinder(text, language.keywords, work);
  scanComments(text, language, work, finder);
  return finder.finish();
}

class KeywordRegionFinder implements CodeVisitor {
  readonly characters = '()[]{}abcdefghijklmnopqrstuvwxyz';
  private readonly text: string;
  private readonly keywords: KeywordStructure;
  private readonly work: Work;
  private readonly regions: Region[] = [];
  /** Where the open functions begin; -1 for other blocks. */
  private readonly open: number[] = [];
  private readonly functionStarts: number[] = [];
  private brackets = 0;

  constructor(text: string, keywords: KeywordStructure, work: Work) {
    this.text = text;
    this.keywords = keywords;
    this.work = work;
  }

  visit(unit: number, at: number): number {
    if (unit === 40 || unit === 91 || unit === 123) this.brackets++;
    else if (unit === 41 || unit === 93 || unit === 125) this.brackets = Math.max(0, this.brackets - 1);
    else return this.word(at);
    return at + 1;
  }

  finish(): Region[] {
    if (this.keywords.optionalEnd && this.open.some(start => start >= 0)) {
      return this.functionStarts.map((start, k) => ({ start, end: this.functionStarts[k + 1] ?? this.text.length }));
    }
    for (const start of this.open) if (start >= 0) this.regions.push({ start, end: this.text.length });
    return this.regions;
  }

  private word(at: number): number {
    const { text, keywords } = this;
    let end = at + 1;
    while (end < text.length && isWordUnit(text.charCodeAt(end))) end++;
    this.work.visited += end - at;
    const before = at === 0 ? 0 : text.charCodeAt(at - 1);
    if (isWordUnit(before) || before === 46 || before === 58 || before === 64 || end - at > LONGEST_KEYWORD) return end;
    const word = text.slice(at, end);
    if (keywords.functions.has(word)) {
      const start = this.lineStart(at);
      if (start === at && keywords.optionalEnd) this.brackets = 0;
      if (this.brackets > 0) return end;
      this.open.push(start);
      this.functionStarts.push(start);
    } else if (this.brackets > 0) return end;
    else if (keywords.openers.has(word)) {
      if ((word !== 'abstract' && word !== 'primitive') || text.startsWith(' type ', end)) this.open.push(-1);
    } else if (keywords.closers.has(word)) {
      const start = this.open.pop() ?? -1;
      if (start >= 0) this.regions.push({ start, end });
    }
    return end;
  }

  /** The first word of the line: `mutable struct`, `@inline function`, `local function`; `at` itself where an expression stands before. */
  private lineStart(at: number): number {
    let i = at;
    while (i > 0 && at - i < LONGEST_PREFIX && isPrefixUnit(this.text.charCodeAt(i - 1))) i--;
    this.work.visited += at - i;
    while (i < at && this.text.charCodeAt(i) <= 32) i++;
    return i;
  }
}
/** A character of words and macros, or a blank. */
const isPrefixUnit = (c: number): boolean => c === 32 || c === 9 || c === 64 || isWordUnit(c);
const LONGEST_KEYWORD = 20;
const LONGEST_PREFIX = 60;
