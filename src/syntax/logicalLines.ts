/**
 * A text → its logical lines. A line goes on while a bracket is open and when it ends in an operator; a line that begins
 * with `=` goes on with the line before. A bracket that nobody closes does not swallow what follows.
 */

/** What was found out about lines of an earlier version. */
export interface KnownLines {
  facts(written: string): LineFacts;
}

/** Calls `take` with the places of every logical line that is not blank, in their order. */
export function eachLogicalLine(source: string, known: KnownLines | null, take: (start: number, end: number) => void): void {
  const lines = readLines(source, known);
  for (let first = 0; first < lines.length; ) {
    if (lines[first]!.facts.blank) {
      first++;
      continue;
    }
    const last = lastLine(lines, first);
    take(lines[first]!.start, lines[last]!.end);
    first = last + 1;
  }
}

/** Comments become blanks; all else stays where it is. `%*%` and `%o%` are operators, `\%` and `\#` are characters. */
export function withoutComments(source: string): string {
  if (!mayHoldComment(source)) return source;
  return source.replace(COMMENT, (match, operator: string | undefined, comment: string | undefined) => {
    if (comment === undefined || operator !== undefined) return match;
    return ' '.repeat(comment.length);
  });
}
export const mayHoldComment = (source: string): boolean => source.includes('#') || source.includes('%') || source.includes('//');
const COMMENT = /(%[*o]%|\\[%#])|((?:#|\/\/|%)[^\r\n]*)/g;

/** What a line is by itself. */
export interface LineFacts {
  readonly blank: boolean;
  /** A line with nothing but a comment does not end a derivation. */
  readonly commentOnly: boolean;
  /** Without the blanks around it. */
  readonly text: string;
  /** How many blanks stand before it. */
  readonly indent: number;
  /** Brackets that it opens less those that it closes, and how many of the line before it closes. */
  readonly opened: number;
  readonly closed: number;
  readonly endsInOperator: boolean;
  readonly beginsWithRelation: boolean;
}
interface Line {
  readonly start: number;
  readonly end: number;
  readonly facts: LineFacts;
}

function readLines(source: string, known: KnownLines | null): Line[] {
  const lines: Line[] = [];
  const isPlain = !mayHoldComment(source);
  const hasReturns = source.includes('\r');
  let start = 0;
  for (let at = lineEnd(source, 0, hasReturns); at <= source.length; at = lineEnd(source, start, hasReturns)) {
    const written = source.slice(start, at);
    const facts = known === null ? factsOf(written, isPlain ? written : withoutComments(written)) : known.facts(written);
    lines.push({ start, end: at, facts });
    const isPair = hasReturns && source.charCodeAt(at) === CARRIAGE_RETURN && source.charCodeAt(at + 1) === LINE_FEED;
    start = at + (isPair ? 2 : 1);
  }
  return lines;
}

/** Where the line ends that begins at `start`; behind the end of the text for a line behind the last one. */
function lineEnd(source: string, start: number, hasReturns: boolean): number {
  if (start > source.length) return start;
  if (!hasReturns) {
    const feed = source.indexOf('\n', start);
    return feed < 0 ? source.length : feed;
  }
  let at = start;
  while (at < source.length && source.charCodeAt(at) !== LINE_FEED && source.charCodeAt(at) !== CARRIAGE_RETURN) at++;
  return at;
}
const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];

/** @param content The line without its comments. */
export function factsOf(written: string, content = withoutComments(written)): LineFacts {
  const isTrimmed = isPlainSign(content.charCodeAt(0)) && isPlainSign(content.charCodeAt(content.length - 1));
  const trimmed = isTrimmed ? content : withoutBlanksAround(content);
  const { opened, closed } = bracketsOf(trimmed);
  return {
    blank: trimmed === '',
    commentOnly: trimmed === '' && content.includes(' ') && content.trim() === '',
    text: trimmed,
    indent: isTrimmed ? 0 : content.length - content.trimStart().length,
    opened,
    closed,
    endsInOperator: mayEndInOperator(trimmed) && ENDS_IN_OPERATOR.test(trimmed.slice(-12)),
    beginsWithRelation: mayBeginWithRelation(trimmed) && BEGINS_WITH_RELATION.test(trimmed),
  };
}
/** ASCII, and no blank. */
const isPlainSign = (unit: number): boolean => unit > 32 && unit < 127;

function withoutBlanksAround(content: string): string {
  const first = content.charCodeAt(0);
  return (first === 0xfeff || first === 0x200b ? content.replace(INVISIBLE_START, '') : content).trim();
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
function standsAlone({ text }: LineFacts): boolean {
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

/** A bracket is followed over at most so many lines. */
const FARTHEST = 100;

/** The last line of the statement that begins on a line. */
function lastLine(lines: readonly Line[], first: number): number {
  let last = closingLine(lines, first) ?? first;
  for (;;) {
    const next = lines[last + 1]?.facts;
    if (next === undefined) return last;
    const chained = nextChained(lines, last);
    if (chained !== null) {
      last = closingLine(lines, chained) ?? chained;
      continue;
    }
    const continues = lines[last]!.facts.endsInOperator && !next.blank && (!standsAlone(next) || next.indent > lines[first]!.facts.indent);
    if (!continues || last - first > FARTHEST) return last;
    last = closingLine(lines, last + 1) ?? last + 1;
  }
}

/** The next line where it begins with a relation; lines with comments alone may stand between. */
function nextChained(lines: readonly Line[], last: number): number | null {
  let next = last + 1;
  while (lines[next]?.facts.commentOnly && next - last < FARTHEST) next++;
  const line = lines[next]?.facts;
  return line !== undefined && !line.blank && line.beginsWithRelation ? next : null;
}

/** The line on which the brackets are closed that a line leaves open; null where none is open or nobody closes them. */
function closingLine(lines: readonly Line[], first: number): number | null {
  let open = lines[first]!.facts.opened;
  if (open === 0) return null;
  for (let at = first + 1; at < lines.length && at - first <= FARTHEST; at++) {
    const line = lines[at]!.facts;
    if (line.blank && !line.commentOnly) return null;
    if (line.closed === 0 && standsAlone(line)) return null;
    open = open - line.closed + line.opened;
    if (open <= 0) return at;
  }
  return null;
}
