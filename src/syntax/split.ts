/**
 * A text → its statements, one a logical line. A line goes on while a bracket is open and when it ends in an operator; a
 * line that begins with `=` goes on with the line before. A bracket that nobody closes does not swallow what follows.
 */

import { pairBrackets } from './brackets.ts';
import { tokenize } from './lexer.ts';
import { LONGEST_STATEMENT } from './messages.ts';
import { isPropertyWord } from './properties.ts';
import { isName, isOperator, isRelation, type Token } from './token.ts';

/** `text` is the part of the source with comments blanked out, so that offsets stay. */
export interface StatementPiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function splitStatements(source: string): StatementPiece[] {
  const text = blankComments(source);
  const lines = readLines(text);
  const pieces: StatementPiece[] = [];
  for (let first = 0; first < lines.length; ) {
    if (lines[first]!.blank) {
      first++;
      continue;
    }
    const last = lastLine(lines, first);
    pieces.push(...splitLogicalLine(text, lines[first]!.start, lines[last]!.end));
    first = last + 1;
  }
  return pieces;
}

/** Comments become blanks; line ends stay. `%*%` and `%o%` are operators, `\%` and `\#` are characters. */
function blankComments(source: string): string {
  return source.replace(COMMENT, (match, operator: string | undefined, comment: string | undefined) => {
    if (comment === undefined || operator !== undefined) return match;
    return ' '.repeat(comment.length);
  });
}
const COMMENT = /(%[*o]%|\\[%#])|((?:#|\/\/|%)[^\r\n]*)/g;

interface Line {
  readonly start: number;
  readonly end: number;
  readonly blank: boolean;
  /** A line with nothing but a comment does not end a derivation. */
  readonly commentOnly: boolean;
  readonly indent: number;
  /** Brackets that it opens less those that it closes, and how many of the line before it closes. */
  readonly opened: number;
  readonly closed: number;
  readonly endsInOperator: boolean;
  readonly beginsWithRelation: boolean;
  /** Has a relation or a declaration sign outside brackets: it is a statement of its own. */
  readonly standsAlone: boolean;
}

function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 10;
    if (code !== 10 && code !== 13) continue;
    lines.push(readLine(text, start, at));
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
    start = at + 1;
  }
  return lines;
}

function readLine(text: string, start: number, end: number): Line {
  const content = text.slice(start, end);
  const trimmed = content.replace(INVISIBLE_START, '').trim();
  const { opened, closed, standsAlone } = scanBrackets(trimmed);
  return {
    start,
    end,
    blank: trimmed === '',
    commentOnly: trimmed === '' && content.length > 0 && content.trim() === '' && / /.test(content),
    indent: content.length - content.trimStart().length,
    opened,
    closed,
    endsInOperator: ENDS_IN_OPERATOR.test(trimmed.slice(-12)),
    beginsWithRelation: BEGINS_WITH_RELATION.test(trimmed),
    standsAlone,
  };
}
const INVISIBLE_START = /^[\ufeff\u200b]+/;
const ENDS_IN_OPERATOR =
  /(?:(?<![\^_{])[-+*@·⋅×⊙⊘∘⊗/=∈−:]|(?<!\\)\\|\.\*|\.\/|%\*%|<-|->|→|\\(?:cdot|times|odot|otimes|in|oslash|circ|coloneqq|approx|equiv))$/;
const BEGINS_WITH_RELATION = /^&?\s*(?:={1,2}(?!>)|≈|≡|\\approx|\\equiv|\\coloneqq)/;

/** Outside brackets: `=`, `∈`, `:`, the words of a declaration. Keyword arguments are no relations. */
function scanBrackets(line: string): { readonly opened: number; readonly closed: number; readonly standsAlone: boolean } {
  let depth = 0;
  let closed = 0;
  let standsAlone = DIRECTIVE.test(line);
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) {
      if (depth > 0) depth--;
      else closed++;
    } else if (depth === 0 && closed === 0 && '=∈:≈'.includes(character) && !KEYWORD.test(line.slice(Math.max(0, at - 9), at))) standsAlone = true;
  }
  for (const environment of line.matchAll(ENVIRONMENT)) {
    if (environment[1] === 'begin') depth++;
    else if (depth > 0) depth--;
    else closed++;
  }
  return { opened: depth, closed, standsAlone };
}
const DIRECTIVE = /^(?:layout|base)\s+\w+|\s(?:in|\\in)\s+(?:R|ℝ|\\mathbb)|^(?:∂|d)\S*\s*\/\s*(?:∂|d)\S+\s*$/;
const KEYWORD = /(?:axis|dims?|ord)\s*$/;
const ENVIRONMENT = /\\(begin|end)\s*\{\s*[a-zA-Z]*(?:matrix|array|cases)\s*\}/g;

/** A bracket is followed over at most so many lines. */
const FARTHEST = 100;

/** The last line of the statement that begins on a line. */
function lastLine(lines: readonly Line[], first: number): number {
  let last = closingLine(lines, first) ?? first;
  for (;;) {
    const next = lines[last + 1];
    if (next === undefined) return last;
    const chained = nextChained(lines, last);
    if (chained !== null) {
      last = closingLine(lines, chained) ?? chained;
      continue;
    }
    const continues = lines[last]!.endsInOperator && !next.blank && (!next.standsAlone || next.indent > lines[first]!.indent);
    if (!continues || last - first > FARTHEST) return last;
    last = closingLine(lines, last + 1) ?? last + 1;
  }
}

/** The next line where it begins with a relation; lines with comments alone may stand between. */
function nextChained(lines: readonly Line[], last: number): number | null {
  let next = last + 1;
  while (lines[next]?.commentOnly && next - last < FARTHEST) next++;
  const line = lines[next];
  return line !== undefined && !line.blank && line.beginsWithRelation ? next : null;
}

/** The line on which the brackets are closed that a line leaves open; null where none is open or nobody closes them. */
function closingLine(lines: readonly Line[], first: number): number | null {
  let open = lines[first]!.opened;
  if (open === 0) return null;
  for (let at = first + 1; at < lines.length && at - first <= FARTHEST; at++) {
    const line = lines[at]!;
    if (line.blank && !line.commentOnly) return null;
    if (line.standsAlone && line.closed === 0) return null;
    open = open - line.closed + line.opened;
    if (open <= 0) return at;
  }
  return null;
}

/** One logical line → statements: `A ∈ ℝ^{m×n}, x ∈ ℝ^n`, `a = b; c = d`, `… where e = y - Xw`. */
function splitLogicalLine(text: string, start: number, end: number): StatementPiece[] {
  const whole = trimmedPiece(text, start, end);
  if (!whole) return [];
  if (end - start > LONGEST_STATEMENT) return [whole];
  const tokens = tokenize(whole.text, whole.start);
  if (tokens.length === 1) return [];
  const cuts = statementCuts(tokens, text);
  const pieces: StatementPiece[] = [];
  let from = whole.start;
  for (const cut of [...cuts, { end: whole.end, next: whole.end }]) {
    const piece = trimmedPiece(text, from, cut.end);
    if (piece) pieces.push(piece);
    from = cut.next;
  }
  return pieces;
}

function trimmedPiece(text: string, start: number, end: number): StatementPiece | null {
  const content = text.slice(start, end);
  const leading = content.length - content.replace(/^[\s\ufeff\u200b,;]+/, '').length;
  const trimmed = content.slice(leading).trimEnd();
  return trimmed === '' ? null : { start: start + leading, end: start + leading + trimmed.length, text: trimmed };
}

interface Cut {
  readonly end: number;
  readonly next: number;
}
interface Segment {
  readonly start: number;
  /** The separator before it. */
  readonly separator: Cut | null;
  readonly hard: boolean;
  relation: boolean;
  /** Nothing but names, as before the `∈` of several names. */
  bare: boolean;
}

const SEPARATING_WORDS: ReadonlySet<string> = new Set(['where', 'and', 'with']);
const DECLARING_WORDS: ReadonlySet<string> = new Set(['is', 'are']);

function statementCuts(source: readonly Token[], text: string): Cut[] {
  const { tokens, match } = pairBrackets(source);
  const segments: Segment[] = [{ start: 0, separator: null, hard: false, relation: false, bare: true }];
  for (let at = 0; at < tokens.length - 1; at++) {
    const token = tokens[at]!;
    if (at > segments.at(-1)!.start && isAfterLineBreak(tokens, at, text)) {
      segments.push({ start: at, separator: { end: tokens[at - 1]!.end, next: token.start }, hard: true, relation: false, bare: true });
    }
    const segment = segments.at(-1)!;
    const isComma = isOperator(token, ',');
    const isHard = isOperator(token, ';');
    const isWord = (token.kind === 'name' || token.kind === 'prose') && SEPARATING_WORDS.has(token.text) && at > segment.start && token.space;
    if (isComma || isHard || isWord) {
      segments.push({ start: at + 1, separator: { end: token.start, next: isWord ? token.start : token.end }, hard: isHard, relation: false, bare: true });
      continue;
    }
    if (isRelation(token) || isOperator(token, '∈') || isOperator(token, ':') || isDeclaringWord(tokens, at)) segment.relation = true;
    else if ((token.kind !== 'name' && !isOperator(token, '_') && token.kind !== 'open') || isPropertyWord(token.text)) segment.bare = false;
    if (match[at]! > at) at = match[at]!;
  }
  return cutsBetween(segments);
}

/** LaTeX's `\\\\` ends a statement, unless a relation goes on with it. */
function isAfterLineBreak(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at]!;
  return token.line && !isRelation(token) && text.slice(tokens[at - 1]!.end, token.start).includes('\\\\');
}

function isDeclaringWord(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!;
  if (token.kind !== 'name' && token.kind !== 'prose') return false;
  if (DECLARING_WORDS.has(token.text)) return token.space;
  return isName(token, 'in') && (isName(tokens[at + 1], 'R') || isName(tokens[at + 1], 'ℝ'));
}

/** A segment begins a statement where the one before is complete and it, or the names up to it, has a relation. */
function cutsBetween(segments: readonly Segment[]): Cut[] {
  const cuts: Cut[] = [];
  let complete = segments[0]!.relation;
  for (let i = 1; i < segments.length; i++) {
    const segment = segments[i]!;
    if (segment.hard || (complete && beginsStatement(segments, i))) {
      cuts.push(segment.separator!);
      complete = segment.relation;
    } else complete ||= segment.relation;
  }
  return cuts;
}

function beginsStatement(segments: readonly Segment[], from: number): boolean {
  for (let i = from; i < segments.length; i++) {
    const segment = segments[i]!;
    if (segment.relation) return true;
    if (!segment.bare || segment.hard) return false;
  }
  return false;
}
