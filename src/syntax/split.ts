/**
 * A text → its statements, one a logical line. A line goes on while a bracket is open and when it ends in an operator; a
 * line that begins with `=` goes on with the line before. A bracket that nobody closes does not swallow what follows.
 */

import { type Paired, pairBrackets } from './brackets.ts';
import { tokenize } from './lexer.ts';
import { LONGEST_STATEMENT } from './messages.ts';
import { isPropertyWord } from './properties.ts';
import { isName, isOperator, isRelation, type Token } from './token.ts';

/** `text` is the part of the source with comments blanked out, so that offsets stay. */
export interface StatementPiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Its tokens, where they were made to split it. */
  readonly tokens?: readonly Token[];
  readonly paired?: Paired;
}

export function splitStatements(source: string): StatementPiece[] {
  const text = mayHoldComment(source) ? blankComments(source) : source;
  const lines = readLines(text);
  const pieces: StatementPiece[] = [];
  for (let first = 0; first < lines.length; ) {
    if (lines[first]!.blank) {
      first++;
      continue;
    }
    const last = lastLine(text, lines, first);
    splitLogicalLine(text, lines[first]!.start, lines[last]!.end, pieces);
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
const mayHoldComment = (source: string): boolean => source.includes('#') || source.includes('%') || source.includes('//');
const COMMENT = /(%[*o]%|\\[%#])|((?:#|\/\/|%)[^\r\n]*)/g;

interface Line {
  readonly start: number;
  readonly end: number;
  readonly blank: boolean;
  /** A line with nothing but a comment does not end a derivation. */
  readonly commentOnly: boolean;
  /** Without the blanks around it. */
  readonly text: string;
  /** Brackets that it opens less those that it closes, and how many of the line before it closes. */
  readonly opened: number;
  readonly closed: number;
  readonly endsInOperator: boolean;
  readonly beginsWithRelation: boolean;
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
  const first = content.charCodeAt(0);
  const trimmed = (first === 0xfeff || first === 0x200b ? content.replace(INVISIBLE_START, '') : content).trim();
  const { opened, closed } = bracketsOf(trimmed);
  return {
    start,
    end,
    blank: trimmed === '',
    commentOnly: trimmed === '' && content.includes(' ') && content.trim() === '',
    text: trimmed,
    opened,
    closed,
    endsInOperator: mayEndInOperator(trimmed) && ENDS_IN_OPERATOR.test(trimmed.slice(-12)),
    beginsWithRelation: mayBeginWithRelation(trimmed) && BEGINS_WITH_RELATION.test(trimmed),
  };
}
const INVISIBLE_START = /^[\ufeff\u200b]+/;
const ENDS_IN_OPERATOR =
  /(?:(?<![\^_{])[-+*@·⋅×⊙⊘∘⊗/=∈−:]|(?<!\\)\\|\.\*|\.\/|%\*%|<-|->|→|\\(?:cdot|times|odot|otimes|in|oslash|circ|coloneqq|approx|equiv))$/;
const BEGINS_WITH_RELATION = /^&?\s*(?:={1,2}(?!>)|≈|≡|\\approx|\\equiv|\\coloneqq)/;

/** No digit, closing bracket or letter of a name, which most lines end in. */
function mayEndInOperator(line: string): boolean {
  const unit = line.charCodeAt(line.length - 1);
  const isLetter = (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
  if (isLetter) return line.includes('\\');
  return !((unit >= 48 && unit <= 57) || unit === CLOSE_ROUND || unit === CLOSE_SQUARE || unit === CLOSE_CURLY);
}

/** `&`, `=`, a command, or a sign that is not ASCII. */
function mayBeginWithRelation(line: string): boolean {
  const unit = line.charCodeAt(0);
  return unit === 38 || unit === 61 || unit === BACKSLASH || unit > 127;
}

const NO_BRACKETS = { opened: 0, closed: 0 };

function bracketsOf(line: string): { readonly opened: number; readonly closed: number } {
  let depth = 0;
  let closed = 0;
  let holdsCommand = false;
  for (let at = 0; at < line.length; at++) {
    switch (line.charCodeAt(at)) {
      case OPEN_ROUND:
      case OPEN_SQUARE:
      case OPEN_CURLY:
        depth++;
        break;
      case CLOSE_ROUND:
      case CLOSE_SQUARE:
      case CLOSE_CURLY:
        if (depth > 0) depth--;
        else closed++;
        break;
      case BACKSLASH:
        holdsCommand = true;
    }
  }
  if (holdsCommand)
    for (const environment of line.matchAll(ENVIRONMENT)) {
      if (environment[1] === 'begin') depth++;
      else if (depth > 0) depth--;
      else closed++;
    }
  return depth === 0 && closed === 0 ? NO_BRACKETS : { opened: depth, closed };
}
const ENVIRONMENT = /\\(begin|end)\s*\{\s*[a-zA-Z]*(?:matrix|array|cases)\s*\}/g;
const [OPEN_ROUND, OPEN_SQUARE, OPEN_CURLY, CLOSE_ROUND, CLOSE_SQUARE, CLOSE_CURLY, BACKSLASH] = [40, 91, 123, 41, 93, 125, 92];

/**
 * Has a relation or a declaration sign outside brackets (`=`, `∈`, `:`, the words of a declaration): it is a statement of
 * its own. Keyword arguments are no relations.
 */
function standsAlone({ text }: Line): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) {
      if (depth === 0) break;
      depth--;
    } else if (depth === 0 && '=∈:≈'.includes(character) && !KEYWORD.test(text.slice(Math.max(0, at - 9), at))) return true;
  }
  return DIRECTIVE.test(text);
}
const DIRECTIVE = /^(?:layout|base)\s+\w+|\s(?:in|\\in)\s+(?:R|ℝ|\\mathbb)|^(?:∂|d)\S*\s*\/\s*(?:∂|d)\S+\s*$/;
const KEYWORD = /(?:axis|dims?|ord)\s*$/;

const indentOf = (text: string, { start, end }: Line): number => {
  const content = text.slice(start, end);
  return content.length - content.trimStart().length;
};

/** A bracket is followed over at most so many lines. */
const FARTHEST = 100;

/** The last line of the statement that begins on a line. */
function lastLine(text: string, lines: readonly Line[], first: number): number {
  let last = closingLine(lines, first) ?? first;
  for (;;) {
    const next = lines[last + 1];
    if (next === undefined) return last;
    const chained = nextChained(lines, last);
    if (chained !== null) {
      last = closingLine(lines, chained) ?? chained;
      continue;
    }
    const continues = lines[last]!.endsInOperator && !next.blank && (!standsAlone(next) || indentOf(text, next) > indentOf(text, lines[first]!));
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
    if (line.closed === 0 && standsAlone(line)) return null;
    open = open - line.closed + line.opened;
    if (open <= 0) return at;
  }
  return null;
}

/** One logical line → statements: `A ∈ ℝ^{m×n}, x ∈ ℝ^n`, `a = b; c = d`, `… where e = y - Xw`. */
function splitLogicalLine(text: string, start: number, end: number, pieces: StatementPiece[]): void {
  const whole = trimmedPiece(text, start, end);
  if (!whole) return;
  if (end - start > LONGEST_STATEMENT) {
    pieces.push(whole);
    return;
  }
  const tokens = tokenize(whole.text, whole.start);
  if (tokens.length === 1) return;
  const paired = pairBrackets(tokens);
  const cuts = statementCuts(paired, text);
  if (cuts.length === 0) {
    pieces.push({ start: whole.start, end: whole.end, text: whole.text, tokens, paired });
    return;
  }
  let from = whole.start;
  for (const cut of [...cuts, { end: whole.end, next: whole.end }]) {
    const piece = trimmedPiece(text, from, cut.end);
    if (piece) pieces.push(piece);
    from = cut.next;
  }
}

function trimmedPiece(text: string, start: number, end: number): StatementPiece | null {
  const content = text.slice(start, end);
  const leading = startsPlainly(content) ? 0 : content.length - content.replace(/^[\s\ufeff\u200b,;]+/, '').length;
  const trimmed = content.slice(leading).trimEnd();
  return trimmed === '' ? null : { start: start + leading, end: start + leading + trimmed.length, text: trimmed };
}

/** With an ASCII letter, digit or sign that is neither a comma nor a semicolon. */
function startsPlainly(content: string): boolean {
  const unit = content.charCodeAt(0);
  return unit > 32 && unit < 128 && unit !== 44 && unit !== 59;
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

function statementCuts(paired: Paired, text: string): readonly Cut[] {
  const { tokens, match } = paired;
  if (!mayBeCut(paired)) return [];
  const segments: Segment[] = [{ start: 0, separator: null, hard: false, relation: false, bare: true }];
  for (let at = 0; at < tokens.length - 1; at++) {
    const token = tokens[at]!;
    if (at > segments.at(-1)!.start && isAfterLineBreak(tokens, at, text)) {
      segments.push({ start: at, separator: { end: tokens[at - 1]!.end, next: token.start }, hard: true, relation: false, bare: true });
    }
    const segment = segments.at(-1)!;
    const isComma = isOperator(token, ',');
    const isHard = isOperator(token, ';');
    const isWord = isSeparatingWord(token) && at > segment.start;
    if (isComma || isHard || isWord) {
      segments.push({ start: at + 1, separator: { end: token.start, next: isWord ? token.start : token.end }, hard: isHard, relation: false, bare: true });
      continue;
    }
    if (isRelation(token) || isOperator(token, '∈') || isOperator(token, ':') || isDeclaringWord(tokens, at) || isScalarAfterName(tokens, at, segment))
      segment.relation = true;
    else if ((token.kind !== 'name' && !isOperator(token, '_') && token.kind !== 'open') || isPropertyWord(token.text)) segment.bare = false;
    if (match[at]! > at) at = match[at]!;
  }
  return cutsBetween(segments);
}

/** `lam scalar` and nothing else up to the next separator. */
const isScalarAfterName = (tokens: readonly Token[], at: number, { start }: Segment): boolean =>
  isName(tokens[at], 'scalar') &&
  at === start + 1 &&
  tokens[start]!.kind === 'name' &&
  (at + 2 >= tokens.length || isOperator(tokens[at + 1], ',') || isOperator(tokens[at + 1], ';'));

/** Some separator, or a line that begins, stands outside brackets. */
function mayBeCut({ tokens, match }: Paired): boolean {
  for (let at = 0; at < tokens.length - 1; at++) {
    const token = tokens[at]!;
    if ((token.kind === 'operator' && (token.text === ',' || token.text === ';')) || (token.line && at > 0) || isSeparatingWord(token)) return true;
    if (match[at]! > at) at = match[at]!;
  }
  return false;
}

const isSeparatingWord = (token: Token): boolean => (token.kind === 'name' || token.kind === 'prose') && token.space && SEPARATING_WORDS.has(token.text);

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
