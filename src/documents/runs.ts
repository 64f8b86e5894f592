/** Comments that are read as one, and what was read in them. */

import { bindShape } from './binding.ts';
import type { Block } from './block.ts';
import type { Comment } from './comment.ts';
import { addLinesOf, type CommentLine } from './commentLines.ts';
import type { HostLanguage } from './languages.ts';
import { markerOf } from './marker.ts';
import { readComment, type ShownLine, type Silence } from './reading.ts';
import { isBreak } from './surroundings.ts';
import { readLine } from './tiers.ts';
import { mayBeCertain } from './triggers.ts';
import type { Work } from './work.ts';

/** Line comments that form one comment, or a block comment. */
export interface Run {
  readonly start: number;
  readonly end: number;
  /** Its comments, by their places in the list of all. */
  readonly first: number;
  readonly behind: number;
  /** Stands behind code on its line. */
  readonly trailing: boolean;
  readonly known: Known;
}
/** What has been found out about a run: it holds for a later version of the document, too. */
interface Known {
  /** Some line, taken by itself, is mathematics, a marker, or a shape behind code. */
  isCertain: boolean | null;
  reading: Reading | null;
}
interface Reading {
  /** Where the run began then: all places are as they were at that time. */
  readonly start: number;
  readonly silentBefore: boolean;
  readonly silentBehind: boolean;
  readonly content: Content | null;
}
/** Lines, or a shape that the run binds to the code before it. */
export interface Content {
  readonly lines: readonly ShownLine[] | null;
  readonly bound: Block | null;
  /** How far behind its places it stands now: it was read in an earlier version. */
  readonly moved: number;
  /** The blocks that were made of it, at the places where it was read. */
  made: { readonly parts: readonly ScopedPart[]; readonly blocks: readonly Block[] } | null;
}
/** The lines from one place to another, in a scope. */
export interface ScopedPart {
  readonly from: number;
  readonly to: number;
  readonly scope: number;
}

/** Runs of an earlier version, and the comments that both versions have at their beginning and at their end. */
export interface EarlierRuns {
  readonly runs: readonly Run[];
  readonly count: number;
  readonly kept: number;
  readonly moved: number;
  readonly delta: number;
}

/** Consecutive line comments with only white space between them are one; one behind code stands for itself. */
export function runsOf(text: string, comments: readonly Comment[], work: Work, earlier: EarlierRuns | null = null): Run[] {
  const runs: Run[] = [];
  if (earlier !== null)
    for (const run of earlier.runs) {
      // the comment behind it decides whether it goes on
      if (run.behind >= earlier.kept) break;
      runs.push(run);
    }
  let k = runs.at(-1)?.behind ?? 0;
  const sameFrom = earlier === null ? comments.length : comments.length - earlier.moved;
  while (k < comments.length) {
    if (earlier !== null && k >= sameFrom) {
      const shift = comments.length - earlier.count;
      const at = earlier.runs.findIndex(run => run.first === k - shift);
      if (at >= 0) {
        for (let r = at; r < earlier.runs.length; r++) runs.push(movedBy(earlier.runs[r]!, shift, earlier.delta));
        return runs;
      }
    }
    const { kind, start } = comments[k]!;
    const trailing = followsCode(text, start, work);
    let behind = k + 1;
    while (
      kind === 'line' &&
      !trailing &&
      comments[behind]?.kind === 'line' &&
      breaksBetween(text, comments[behind - 1]!.end, comments[behind]!.start, work) >= 0
    )
      behind++;
    runs.push({ start, end: comments[behind - 1]!.end, first: k, behind, trailing, known: { isCertain: null, reading: null } });
    k = behind;
  }
  return runs;
}

function movedBy(run: Run, shift: number, delta: number): Run {
  if (shift === 0 && delta === 0) return run;
  const { start, end, first, behind, trailing, known } = run;
  return { start: start + delta, end: end + delta, first: first + shift, behind: behind + shift, trailing, known };
}

/**
 * The runs in which something was read. Where nothing in the document is certain, and no names are known from elsewhere, nothing
 * uncertain can be declared, and nothing is read.
 */
export function readRuns(
  text: string,
  runs: readonly Run[],
  comments: readonly Comment[],
  language: HostLanguage,
  hasNames: boolean,
  work: Work,
): (readonly [Run, Content])[] {
  if (!hasNames && !runs.some(run => run.known.isCertain === true) && !runs.some(run => holdsCertain(text, run, comments, language, work))) return [];
  const silence: Silence = { on: false };
  const found: (readonly [Run, Content])[] = [];
  for (const run of runs) {
    const content = contentOf(text, run, comments, language, silence, work);
    if (content !== null) found.push([run, content]);
  }
  return hasNames || found.some(([, { lines, bound }]) => bound !== null || lines!.some(line => line.certain)) ? found : [];
}

function holdsCertain(text: string, run: Run, comments: readonly Comment[], language: HostLanguage, work: Work): boolean {
  const { known } = run;
  if (known.isCertain !== null) return known.isCertain;
  known.isCertain = false;
  for (let k = run.first; k < run.behind && !known.isCertain; k++) known.isCertain = isCertain(text, comments[k]!, language, work);
  return known.isCertain;
}

function isCertain(text: string, comment: Comment, language: HostLanguage, work: Work): boolean {
  if (!mayBeCertain(text, comment.contentStart, comment.contentEnd, work)) return false;
  const lines: CommentLine[] = [];
  addLinesOf(text, comment, false, lines, work);
  for (const { start, end } of lines) {
    if (!mayBeCertain(text, start, end, work)) continue;
    if (markerOf(text, start, end) !== null) return true;
    work.visited += end - start;
    if (readLine(text.slice(start, end))?.pieces.some(piece => piece.tier === 'certain' || piece.tier === 'likely') === true) return true;
  }
  return lines.length === 1 && followsCode(text, comment.start, work) && bindShape(text, comment, language, work) !== null;
}

function contentOf(text: string, run: Run, comments: readonly Comment[], language: HostLanguage, silence: Silence, work: Work): Content | null {
  const { known } = run;
  if (known.reading?.silentBefore !== silence.on) {
    const silentBefore = silence.on;
    const content = readRun(text, run, comments, language, silence, work);
    known.reading = { start: run.start, silentBefore, silentBehind: silence.on, content };
    return content;
  }
  const { start, silentBehind, content } = known.reading;
  silence.on = silentBehind;
  if (content === null || start === run.start) return content;
  const moved = { ...content, moved: content.moved + run.start - start };
  known.reading = { ...known.reading, start: run.start, content: moved };
  return moved;
}

function readRun(text: string, run: Run, comments: readonly Comment[], language: HostLanguage, silence: Silence, work: Work): Content | null {
  const comment = comments[run.first]!;
  const lines: CommentLine[] = [];
  addLinesOf(text, comment, false, lines, work);
  for (let c = run.first + 1; c < run.behind; c++)
    addLinesOf(text, comments[c]!, breaksBetween(text, comments[c - 1]!.end, comments[c]!.start, work) > 1, lines, work);
  const bound = run.trailing && !silence.on && lines.length === 1 && endsLine(text, run.end, work) ? bindShape(text, comment, language, work) : null;
  if (bound !== null) return { lines: null, bound, moved: 0, made: null };
  const shown = readComment(text, lines, silence, work);
  return shown === null ? null : { lines: shown, bound: null, moved: 0, made: null };
}

/** Something other than blanks stands before the comment on its line. */
function followsCode(text: string, start: number, work: Work): boolean {
  let i = start;
  while (i > 0 && isBlank(text.charCodeAt(i - 1))) i--;
  work.visited += start - i + 1;
  return i > 0 && !isBreak(text.charCodeAt(i - 1));
}

function endsLine(text: string, end: number, work: Work): boolean {
  let i = end;
  while (i < text.length && isBlank(text.charCodeAt(i))) i++;
  work.visited += i - end;
  return i >= text.length || isBreak(text.charCodeAt(i));
}

/** How many line breaks stand between two comments; -1 where code does. */
function breaksBetween(text: string, from: number, to: number, work: Work): number {
  let breaks = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) breaks++;
    else if (c > 32) {
      work.visited += i - from;
      return -1;
    }
  }
  work.visited += to - from;
  return breaks;
}

const isBlank = (c: number): boolean => c === 32 || c === 9 || c === 0xfeff;
