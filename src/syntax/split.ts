/** A text → its statements: one a logical line, or several that a comma, a semicolon or a word separates. */

import { type Paired, pairBrackets } from './brackets.ts';
import { tokenize } from './lexer.ts';
import { eachLogicalLine, factsOf, type KnownLines, type LineFacts, mayHoldComment, withoutComments } from './logicalLines.ts';
import { LONGEST_STATEMENT } from './messages.ts';
import { isPropertyWord } from './properties.ts';
import { isName, isOperator, isRelation, type Token } from './token.ts';

/** `text` is the part of the source with comments blanked out, so that offsets stay. */
export interface StatementPiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** With its comments; as `text` where it is left out. */
  readonly written?: string;
  /** Its tokens, where they were made to split it. */
  readonly tokens?: readonly Token[];
  readonly paired?: Paired;
}

/** @param memory What the last version of the text was split into; it is that of this version then. */
export function splitStatements(source: string, memory: SplitMemory | null = null): StatementPiece[] {
  const pieces: StatementPiece[] = [];
  const isPlain = !mayHoldComment(source);
  memory?.begin();
  eachLogicalLine(source, memory, (start, end) => {
    const written = source.slice(start, end);
    const known = memory?.piecesOf(written);
    if (known) for (const piece of known) pieces.push({ ...piece, start: piece.start + start, end: piece.end + start });
    else {
      // what is remembered must not hold on to the whole text
      const own = memory === null ? written : detached(written);
      const found = splitLogicalLine({ start, text: isPlain ? own : withoutComments(own), written: own });
      memory?.remember(own, start, found);
      pieces.push(...found);
    }
  });
  memory?.end();
  return pieces;
}

/** What the lines of a text were found to be, by what is written there: a next version has most of them again. */
export class SplitMemory implements KnownLines {
  #facts = new Map<string, LineFacts>();
  #pieces = new Map<string, readonly StatementPiece[]>();
  #factsBefore: ReadonlyMap<string, LineFacts> = new Map();
  #piecesBefore: ReadonlyMap<string, readonly StatementPiece[]> = new Map();

  begin(): void {
    [this.#factsBefore, this.#piecesBefore] = [this.#facts, this.#pieces];
    [this.#facts, this.#pieces] = [new Map(), new Map()];
  }

  /** Forgets what this version does not have. */
  end(): void {
    [this.#factsBefore, this.#piecesBefore] = [new Map(), new Map()];
  }

  facts(written: string): LineFacts {
    const known = this.#facts.get(written);
    if (known) return known;
    const before = this.#factsBefore.get(written);
    const own = before ? written : detached(written);
    const facts = before ?? factsOf(own);
    this.#facts.set(own, facts);
    return facts;
  }

  /** Their places are those in the line. */
  piecesOf(written: string): readonly StatementPiece[] | undefined {
    const known = this.#pieces.get(written) ?? this.#piecesBefore.get(written);
    if (known) this.#pieces.set(written, known);
    return known;
  }

  remember(written: string, start: number, pieces: readonly StatementPiece[]): void {
    this.#pieces.set(
      written,
      pieces.map(({ start: from, end, text, written: own }) => ({ start: from - start, end: end - start, text, written: own ?? text })),
    );
  }
}

/** A part of a string holds the whole in memory; this is the same text in a string of its own. */
const detached = (text: string): string => ` ${text}`.slice(1);

interface LogicalLine {
  /** Where it begins in the source. */
  readonly start: number;
  /** Without its comments. */
  readonly text: string;
  readonly written: string;
}

/** One logical line → statements: `A ∈ ℝ^{m×n}, x ∈ ℝ^n`, `a = b; c = d`, `… where e = y - Xw`. */
function splitLogicalLine(line: LogicalLine): readonly StatementPiece[] {
  const { start, text } = line;
  const end = start + text.length;
  const whole = trimmedPiece(line, start, end);
  if (!whole) return NO_PIECES;
  if (end - start > LONGEST_STATEMENT) return [whole];
  const tokens = tokenize(whole.text, whole.start);
  if (tokens.length === 1) return NO_PIECES;
  const paired = pairBrackets(tokens);
  const cuts = statementCuts(paired, line);
  if (cuts.length === 0) return [{ start: whole.start, end: whole.end, text: whole.text, written: whole.written, tokens, paired }];
  const pieces: StatementPiece[] = [];
  let from = whole.start;
  for (const cut of [...cuts, { end: whole.end, next: whole.end }]) {
    const piece = trimmedPiece(line, from, cut.end);
    if (piece) pieces.push(piece);
    from = cut.next;
  }
  return pieces;
}
const NO_PIECES: readonly never[] = [];

type WrittenPiece = StatementPiece & { readonly written: string };

function trimmedPiece({ start: lineStart, text, written }: LogicalLine, start: number, end: number): WrittenPiece | null {
  const content = text.slice(start - lineStart, end - lineStart);
  const leading = startsPlainly(content) ? 0 : content.length - content.replace(/^[\s\ufeff\u200b,;]+/, '').length;
  const trimmed = content.slice(leading).trimEnd();
  if (trimmed === '') return null;
  const from = start + leading;
  const to = from + trimmed.length;
  return { start: from, end: to, text: trimmed, written: written === text ? trimmed : written.slice(from - lineStart, to - lineStart) };
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

function statementCuts(paired: Paired, line: LogicalLine): readonly Cut[] {
  const { tokens, match } = paired;
  if (!mayBeCut(paired)) return [];
  const segments: Segment[] = [{ start: 0, separator: null, hard: false, relation: false, bare: true }];
  for (let at = 0; at < tokens.length - 1; at++) {
    const token = tokens[at]!;
    if (at > segments.at(-1)!.start && isAfterLineBreak(tokens, at, line)) {
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
function isAfterLineBreak(tokens: readonly Token[], at: number, { start, text }: LogicalLine): boolean {
  const token = tokens[at]!;
  return token.line && !isRelation(token) && text.slice(tokens[at - 1]!.end - start, token.start - start).includes('\\\\');
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
