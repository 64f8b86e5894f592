/** A comment read line by line: which statements stand in it, over how many lines each, and how certain each is. */

import type { CommentLine } from './commentLines.ts';
import { markerOf } from './marker.ts';
import type { Piece } from './tiers.ts';
import { readLine, statesCondition } from './tiers.ts';
import { CONNECTIVES, QUALIFIERS } from './words.ts';
import type { Work } from './work.ts';

/** A line of a comment as the block shows it. */
export interface ShownLine {
  readonly line: CommentLine;
  readonly kind: 'marked' | 'comment';
  /** As long as the line; what is not read is blank, `\n` separates the statements of one line. null where nothing is read. */
  readonly shown: string | null;
  /** A statement of the line before goes on here: no line break between them. */
  readonly joined: boolean;
  /** Which of the statements on the line are uncertain. */
  readonly uncertain: readonly number[];
  /** Which of those are mathematics in all likelihood. */
  readonly likely: readonly number[];
  /** Holds a statement that is certain or likely, or was marked. */
  readonly certain: boolean;
}

/** Whether comments are read at all: `nabla: off` in a comment of its own lasts to the end of the file. */
export interface Silence {
  on: boolean;
}

/** The lines that are read; null for a comment with nothing to read. */
export function readComment(text: string, lines: readonly CommentLine[], silence: Silence, work: Work): ShownLine[] | null {
  let marked = false;
  let silent = silence.on;
  const shown: (Statements | ShownLine)[] = [];
  const reader = new StatementReader();
  let any = false;
  for (const line of lines) {
    const marker = markerOf(text, line.start, line.end);
    if (marker !== null) {
      if (marker.kind === 'off') {
        silent = true;
        if (lines.every(other => other === line || other.start === other.end)) silence.on = true;
      } else {
        if (silent) silence.on = false;
        silent = false;
        marked = true;
      }
    }
    if (silent || line.start === line.end || (marker !== null && marker.kind === 'off')) {
      reader.gap();
      shown.push(blankLine(line, marked));
    } else if (marked) {
      const from = line.start + (marker?.length ?? 0);
      any = true;
      shown.push({
        line,
        kind: 'marked',
        shown: ' '.repeat(from - line.start) + text.slice(from, line.end),
        joined: false,
        uncertain: [],
        likely: [],
        certain: true,
      });
    } else {
      work.visited += line.end - line.start;
      const statements = reader.read(text, line);
      shown.push(statements ?? blankLine(line, false));
    }
  }
  reader.finish();
  const result = shown.map(entry => ('pieces' in entry ? showStatements(entry, reader.hasCertain) : entry));
  return any || result.some(entry => entry.shown !== null) ? result : null;
}

function blankLine(line: CommentLine, marked: boolean): ShownLine {
  return { line, kind: marked ? 'marked' : 'comment', shown: null, joined: false, uncertain: [], likely: [], certain: false };
}

/** A statement: one piece or several on lines that follow each other. */
interface Group {
  tier: Piece['tier'];
  /** Where its names are declared it is mathematics, and so is what stands beside it. */
  readonly vouches: boolean;
  dropped: boolean;
  readonly equation: boolean;
}
interface Statements {
  readonly line: CommentLine;
  readonly pieces: { readonly piece: Piece; readonly group: Group; readonly joined: boolean; readonly bullet: boolean }[];
}

/** The statement at the end of the line before, where it may go on. */
interface Previous {
  readonly group: Group;
  /** Brackets that are open. */
  readonly depth: number;
  /** Must go on. */
  readonly unfinished: boolean;
  /** Nothing follows it on its line. */
  readonly atEnd: boolean;
  readonly indent: number;
}

/** Puts the pieces of consecutive lines together into statements. */
class StatementReader {
  hasCertain = false;
  private previous: Previous | null = null;
  private conditional = false;
  /** The line before ends in a word that bears on what follows it (`minus`, `the transpose of`). */
  private dangling = false;
  private readonly groups: Group[] = [];

  read(text: string, line: CommentLine): Statements | null {
    if (line.afterGap) this.gap();
    const previous = this.previous;
    const content = text.slice(line.start, line.end);
    const read = readLine(content, previous?.unfinished === true);
    const dangling = this.dangling;
    this.previous = null;
    this.dangling = read?.pieces.at(-1)?.chunk.last !== true && endsQualified(content);
    if (previous?.group.equation === true && beginsQualified(content)) previous.group.dropped = true;
    if (read === null || read.pieces.length === 0) {
      if (previous !== null && (previous.unfinished || read?.continues === true || mayBeRest(text, line, previous))) previous.group.dropped = true;
      if (read === null ? statesCondition(content) : read.conditional) this.conditional = true;
      return null;
    }
    const pieces: Statements['pieces'] = [];
    read.pieces.forEach((piece, k) => {
      const entry = this.place(piece, k === 0 ? previous : null, line);
      if (entry !== null) pieces.push(entry);
      if (entry !== null && k === 0 && dangling && piece.chunk.first && piece.chunk.equation) entry.group.dropped = true;
    });
    if (previous !== null && read.continues && pieces[0]?.group !== previous.group && !(pieces[0]?.bullet === true)) previous.group.dropped = true;
    if (read.conditional) this.conditional = true;
    return pieces.length === 0 ? null : { line, pieces };
  }

  /** An empty line or one that is not read: nothing goes on across it. */
  gap(): void {
    if (this.previous?.unfinished === true) this.previous.group.dropped = true;
    this.previous = null;
    this.dangling = false;
  }

  finish(): void {
    this.gap();
    this.hasCertain = this.groups.some(group => (group.tier === 'certain' || group.vouches) && !group.dropped);
  }

  private place(piece: Piece, previous: Previous | null, line: CommentLine): Statements['pieces'][number] | null {
    const { chunk, leadingOperator } = piece;
    const bullet = /^[-*+]$/.test(leadingOperator) && (chunk.equation || chunk.declaration) && /^.\s/.test(chunk.text) && previous?.unfinished !== true;
    const continues = previous !== null && !bullet && (leadingOperator !== '' || previous.unfinished);
    if (continues && chunk.first && previous.atEnd && piece.closes <= previous.depth) {
      const { group } = previous;
      group.tier = better(group.tier, piece.tier);
      if (chunk.qualified && group.equation) group.dropped = true;
      const joined = leadingOperator !== '' && leadingOperator !== '=' && leadingOperator !== '≈';
      this.remember(piece, group, line, previous.depth);
      return { piece, group, joined, bullet: false };
    }
    if (previous?.unfinished === true) previous.group.dropped = true;
    if (piece.closes > 0) return null;
    if (leadingOperator !== '' && !bullet && (leadingOperator !== '-' || piece.rule === 'R12')) return null;
    if (previous?.group.equation === true && previous.atEnd && chunk.first && !chunk.equation && !chunk.declaration && line.indent > previous.indent + 1) {
      // A formula set further in under an equation may be its rest.
      previous.group.dropped = true;
    }
    if (piece.rule === 'R10') {
      // The comment says later of a matrix what its equations may need.
      for (const group of this.groups) if (group.equation) group.dropped = true;
    }
    const equation = chunk.equation;
    const group: Group = { tier: piece.tier, vouches: piece.rule === 'R1c', dropped: equation && this.conditional, equation };
    this.groups.push(group);
    this.remember(piece, group, line, 0);
    return { piece, group, joined: false, bullet };
  }

  private remember(piece: Piece, group: Group, line: CommentLine, depthBefore: number): void {
    const depth = depthBefore - piece.closes + piece.opens;
    this.previous = { group, depth, unfinished: depth > 0 || piece.operatorAtEnd, atEnd: piece.chunk.last, indent: line.indent };
  }
}

/** The prose of a line goes on a sentence with words that bear on its formula. */
function beginsQualified(line: string): boolean {
  const word = /^[a-z][a-z-]*/.exec(line)?.[0];
  return word !== undefined && (QUALIFIERS.has(word) || (CONNECTIVES.has(word) && statesCondition(line)));
}
function endsQualified(line: string): boolean {
  let end = withoutBlanks(line, line.length);
  for (const word of [' the', ' of']) if (line.endsWith(word, end)) end = withoutBlanks(line, end - word.length);
  let start = end;
  while (start > 0 && end - start < LONGEST_WORD && isLowerOrHyphen(line.charCodeAt(start - 1))) start--;
  if (start > 0 && /[A-Z]/.test(line.charAt(start - 1))) start--;
  return QUALIFIERS.has(line.slice(start, end).toLowerCase());
}
const LONGEST_WORD = 21;
const isLowerOrHyphen = (c: number): boolean => (c >= 97 && c <= 122) || c === 45;

function withoutBlanks(line: string, end: number): number {
  let at = end;
  while (at > 0 && line.charCodeAt(at - 1) <= 32) at--;
  return at;
}

/** A line without a sign, set further in under an equation, may be its last factor. */
function mayBeRest(text: string, line: CommentLine, previous: Previous): boolean {
  return (
    previous.group.equation &&
    line.indent > previous.indent + 1 &&
    line.end - line.start <= LONGEST_REST &&
    !/\p{Ll}{3}/u.test(text.slice(line.start, line.end))
  );
}
const LONGEST_REST = 16;

function better(a: Piece['tier'], b: Piece['tier']): Piece['tier'] {
  const order = ['certain', 'likely', 'needs-declarations', 'beside-certain'] as const;
  return order[Math.min(order.indexOf(a), order.indexOf(b))]!;
}

function showStatements(statements: Statements, hasCertain: boolean): ShownLine {
  const { line } = statements;
  let shown = '';
  let count = 0;
  let joined = false;
  const uncertain: number[] = [];
  const likely: number[] = [];
  for (const { piece, group, joined: joins, bullet } of statements.pieces) {
    if (group.dropped || (group.tier === 'beside-certain' && !hasCertain)) continue;
    const { start, text } = piece.chunk;
    if (count > 0) {
      if (start <= shown.length) continue;
      shown = `${shown.padEnd(start - 1)}\n`;
    } else joined = joins;
    shown = shown.padEnd(start) + (bullet ? ` ${text.slice(1)}` : text);
    if (group.tier !== 'certain') uncertain.push(count);
    if (group.tier === 'likely') likely.push(count);
    count++;
  }
  return {
    line,
    kind: 'comment',
    shown: count === 0 ? null : shown.padEnd(line.end - line.start),
    joined,
    uncertain,
    likely,
    certain: uncertain.length < count || likely.length > 0,
  };
}
