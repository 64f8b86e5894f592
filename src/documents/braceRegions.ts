/** Functions and classes in languages with braces, told by what stands before the brace. */

import { CodeStart } from './codeStart.ts';
import type { Comment } from './comment.ts';
import type { HostLanguage } from './languages.ts';
import type { Region } from './regions.ts';
import { type CodeVisitor, scanComments } from './scanner.ts';
import type { Work } from './work.ts';

export function braceRegions(text: string, language: HostLanguage, comments: readonly Comment[], work: Work): Region[] {
  const finder = new BraceRegionFinder(text, language, comments, work);
  scanComments(text, language, work, finder);
  return finder.finish();
}

interface OpenBrace {
  readonly kind: 'function' | 'class' | 'block' | 'value';
  /** Where the header begins. */
  readonly start: number;
  /** To go back to where the brace is a part of an expression. */
  readonly statementStart: number;
  readonly parentheses: number;
}

class BraceRegionFinder implements CodeVisitor {
  readonly characters: string;
  private readonly text: string;
  private readonly language: HostLanguage;
  private readonly comments: readonly Comment[];
  private readonly work: Work;
  private readonly codeStart: CodeStart;
  private readonly regions: Region[] = [];
  private readonly open: OpenBrace[] = [];
  private statementStart = 0;
  /** Where the line before began, when the end of the line ended its statement: a brace on the next line belongs to it. */
  private lineBefore = -1;
  private parentheses = 0;
  private nextComment = 0;

  constructor(text: string, language: HostLanguage, comments: readonly Comment[], work: Work) {
    this.text = text;
    this.language = language;
    this.comments = comments;
    this.work = work;
    this.characters = language.lineStatements === true ? '{}();\n' : '{}();';
    this.codeStart = new CodeStart(text, comments, language.prototypes === true, work);
  }

  visit(unit: number, at: number): number {
    switch (unit) {
      case 40:
        this.parentheses++;
        break;
      case 41:
        if (this.parentheses > 0) this.parentheses--;
        break;
      case 59:
        if (this.parentheses === 0) this.endStatement(at);
        break;
      case 10:
        this.endLine(at);
        break;
      case 123:
        this.openBrace(at);
        break;
      case 125:
        this.closeBrace(at);
        break;
    }
    return at + 1;
  }

  finish(): Region[] {
    for (const brace of this.open) this.addRegion(brace, this.text.length);
    return this.regions;
  }

  private openBrace(at: number): void {
    let start = Math.min(this.codeStart.from(this.statementStart), at);
    if (start === at && this.lineBefore >= 0) start = this.lineBefore;
    const header = this.header(start, at);
    const kind = this.kindOf(header, at);
    this.open.push({ kind, start, statementStart: start, parentheses: this.parentheses });
    this.begin(at + 1);
    this.parentheses = 0;
  }

  private closeBrace(at: number): void {
    const brace = this.open.pop();
    if (brace === undefined) {
      this.begin(at + 1);
      this.parentheses = 0;
      return;
    }
    this.addRegion(brace, at + 1);
    this.begin(brace.kind === 'value' || brace.parentheses > 0 ? brace.statementStart : at + 1);
    this.parentheses = brace.parentheses;
  }

  private begin(statementStart: number): void {
    this.statementStart = statementStart;
    this.lineBefore = -1;
  }

  private endStatement(at: number): void {
    if (this.language.prototypes === true && !this.open.some(brace => brace.kind === 'function' || brace.kind === 'value')) {
      const start = this.codeStart.from(this.statementStart);
      if (start < at && looksLikePrototype(this.header(start, at))) this.regions.push({ start, end: at + 1 });
    }
    this.begin(at + 1);
  }

  private endLine(at: number): void {
    if (this.parentheses > 0) return;
    const start = this.codeStart.from(this.statementStart);
    if (start >= at || this.text.charCodeAt(start) === AT_SIGN) return;
    const last = this.lastOfCode(start, at);
    if ('=,+-*/%&|<.?:([\\'.includes(this.text.charAt(last)) || /^=>|^->/.test(this.text.slice(last - 1, last + 1))) return;
    this.lineBefore = start;
    this.statementStart = at + 1;
  }

  /** The last character of code before `at`, not before `start`. */
  private lastOfCode(start: number, at: number): number {
    let last = at - 1;
    for (let k = this.commentsBefore(at) - 1; ; k--) {
      const from = last;
      while (last > start && this.text.charCodeAt(last) <= 32) last--;
      this.work.visited += from - last + 1;
      const comment = this.comments[k];
      if (comment === undefined || comment.end !== last + 1 || comment.start <= start || comment.kind === 'documentation') return last;
      last = comment.start - 1;
    }
  }

  /** What stands before a brace, comments left out; the last characters of it where it is long. What the comments say is not looked at. */
  private header(start: number, at: number): string {
    const pieces: string[] = [];
    let left = LONGEST_HEADER;
    let end = at;
    for (let k = this.commentsBefore(at) - 1, count = 0; end > start && left > 0; k--, count++) {
      const comment = this.comments[k];
      const isBetween = comment !== undefined && comment.end > start && comment.kind !== 'documentation' && count < MOST_COMMENTS;
      const from = Math.max(start, end - left, isBetween ? comment.end : 0);
      pieces.push(this.text.slice(from, end));
      left -= end - from;
      if (!isBetween || from > comment.end) break;
      end = comment.start;
    }
    this.work.visited += LONGEST_HEADER - left + pieces.length;
    return pieces.reverse().join(' ').replace(ATTRIBUTES, ' ').trim();
  }

  /** How many comments begin before `at`, which never goes back. */
  private commentsBefore(at: number): number {
    while (this.nextComment < this.comments.length && this.comments[this.nextComment]!.start < at) this.nextComment++;
    return this.nextComment;
  }

  private kindOf(header: string, at: number): OpenBrace['kind'] {
    if (header === '' || CONTROL.test(header)) return 'block';
    const { functionHeader } = this.language;
    if (functionHeader === undefined ? looksLikeFunction(header, this.parentheses === 0) : functionHeader.test(header)) return 'function';
    if (this.parentheses > 0 || /(?:[=([,:?&|+]|\breturn)$/.test(header)) return 'value';
    if (CLASS.test(header)) return 'class';
    // `: member{0}`: the brace touches a name.
    return this.language.prototypes === true && /\w/.test(this.text.charAt(at - 1)) ? 'value' : 'block';
  }

  private addRegion(brace: OpenBrace, end: number): void {
    if (brace.kind === 'function' || brace.kind === 'class') this.regions.push({ start: brace.start, end });
  }
}

const AT_SIGN = 64;
const LONGEST_HEADER = 400;
/** More comments than anybody sets between a function's head and its brace. */
const MOST_COMMENTS = 50;
/** `#[inline]` and what the preprocessor reads. */
const ATTRIBUTES = /^\s*#[^\n]*/gm;
const CONTROL =
  /^(?:else|if|for|while|switch|catch|do|try|finally|synchronized|using|lock|fixed|with|foreach|match|loop|unsafe|guard|when|repeat|defer|select|case|default|throw|namespace|extern|module)\b/;
const CLASS = /\b(?:class|struct|union|interface|trait|impl|enum|record|object|extension|protocol|actor)\b/;
/** What may stand between a function's arguments and its body. */
const BEFORE_BODY = /^\s*(?:const|noexcept|override|final|mutable|throws\b[\w., ]*|&{1,2}|->[^()]*|:[\s\S]*)?$/;
const TYPED_ARGUMENTS = /^\s*(?:\)|void\s*\)|const\b|[\w:]+(?:<[^;()<>]*>)?[\s&*]+\w)/;

function looksLikeFunction(header: string, statement: boolean): boolean {
  if (header.endsWith('=>')) return true;
  if (/[=([,:?]$/.test(header)) return false;
  const keyword = header.lastIndexOf('function');
  if (keyword >= 0 && BEFORE_BODY.test(afterArguments(header, keyword) ?? '!')) return true;
  const capture = header.lastIndexOf('](');
  if (capture >= 0 && BEFORE_BODY.test(afterArguments(header, capture) ?? '!')) return true;
  const first = header.indexOf('(');
  return statement && first > 0 && /[\w>\]~]\s?$/.test(header.slice(Math.max(0, first - 2), first)) && BEFORE_BODY.test(afterArguments(header, first) ?? '!');
}

/** A return type, a name, typed parameters or none. */
function looksLikePrototype(header: string): boolean {
  const first = header.indexOf('(');
  if (first < 0 || (header.includes('=') && !/=\s*(?:0|default|delete)$/.test(header))) return false;
  let nameStart = first;
  while (nameStart > 0 && header.charCodeAt(nameStart - 1) <= 32) nameStart--;
  const nameEnd = nameStart;
  while (nameStart > 0 && /[\w:~]/.test(header.charAt(nameStart - 1))) nameStart--;
  const type = header.slice(0, nameStart).trimEnd();
  return (
    nameStart < nameEnd && /[\w>&*]$/.test(type) && !/^(?:return|delete|throw|new|using|typedef)\b/.test(type) && TYPED_ARGUMENTS.test(header.slice(first + 1))
  );
}

/** What follows the arguments that open at or after `from`; null where they do not close. */
function afterArguments(header: string, from: number): string | null {
  let depth = 0;
  for (let i = header.indexOf('(', from); i >= 0 && i < header.length; i++) {
    const c = header.charCodeAt(i);
    if (c === 40) depth++;
    else if (c === 41 && --depth === 0) return header.slice(i + 1);
  }
  return null;
}
