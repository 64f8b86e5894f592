/** Documents of every language → blocks of mathematics. */

import { bindShape } from './binding.ts';
import type { Block, ScannedDocument } from './block.ts';
import { addBlocks } from './blocks.ts';
import type { Comment } from './comment.ts';
import { addLinesOf, type CommentLine } from './commentLines.ts';
import { type HostLanguage, hostLanguage } from './languages.ts';
import { scanLatex } from './latex.ts';
import { scanMarkdown } from './markdown.ts';
import { markerOf } from './marker.ts';
import { readComment, type ShownLine, type Silence } from './reading.ts';
import { regionsOf } from './regions.ts';
import { scanComments } from './scanner.ts';
import { ScopeFinder } from './scopes.ts';
import { readLine } from './tiers.ts';
import { mayBeCertain } from './triggers.ts';
import { scanWhole } from './whole.ts';
import { newWork, type Work } from './work.ts';

/**
 * The mathematics in a document, as blocks in the order of the document, with the scopes that they name. A language that
 * is not known holds none. Takes time linear in the text and never throws.
 */
export function scanDocument(text: string, languageId: string, work: Work = newWork()): ScannedDocument {
  const scan = DOCUMENT_LANGUAGES[languageId];
  if (scan !== undefined) return { blocks: scan(text, work), scopes: [{ id: 0, parent: null }] };
  const language = hostLanguage(languageId);
  return language === undefined ? { blocks: [], scopes: [{ id: 0, parent: null }] } : scanHost(text, language, work);
}

/** Languages that are read as a whole or by the signs of their mathematics; all others by their comments. */
const DOCUMENT_LANGUAGES: Readonly<Record<string, ((text: string, work: Work) => Block[]) | undefined>> = {
  __proto__: null as never,
  mc: scanWhole,
  latex: scanLatex,
  tex: scanLatex,
  doctex: scanLatex,
  markdown: scanMarkdown,
  quarto: scanMarkdown,
  rmd: scanMarkdown,
};

/** Line comments that form one comment, or a block comment. */
interface Run {
  readonly start: number;
  readonly end: number;
  /** Its comments, by their places in the list of all. */
  readonly first: number;
  readonly behind: number;
  /** Stands behind code on its line. */
  readonly trailing: boolean;
}
/** What was read in a run: lines, or a shape that it binds to the code before it. */
interface Reading {
  readonly lines: readonly ShownLine[] | null;
  readonly bound: Block | null;
}

function scanHost(text: string, language: HostLanguage, work: Work): ScannedDocument {
  const comments = scanComments(text, language, work);
  const found = readRuns(text, comments, language, work);
  const scopes = new ScopeFinder(text, found.length === 0 ? [] : regionsOf(text, language, comments, work), work);
  const blocks: Block[] = [];
  for (const [run, { lines, bound }] of found) {
    if (bound !== null) blocks.push({ ...bound, scope: scopes.at(run.start) });
    if (lines === null) continue;
    let from = 0;
    let around = scopes.at(run.start);
    for (let k = 1; k < lines.length; k++) {
      // A comment under the last statement of a function and one set out below it are two.
      const scope = scopes.at(lines[k]!.line.start);
      if (scope === around) continue;
      addBlocks(lines.slice(from, k), around, language, blocks);
      from = k;
      around = scope;
    }
    const under = run.trailing ? null : scopes.under(run.end);
    // Directly above a function stands its own comment; what an empty line separates from it belongs to the file.
    const own =
      under === null
        ? lines.length
        : Math.max(
            from,
            lines.findLastIndex(line => line.line.afterGap),
          );
    addBlocks(lines.slice(from, own), around, language, blocks);
    if (under !== null) addBlocks(lines.slice(own), under, language, blocks);
  }
  return { blocks, scopes: scopes.scopes };
}

/** The runs in which something was read. Where nothing in the document is certain, nothing uncertain can be declared, and nothing is read. */
function readRuns(text: string, comments: readonly Comment[], language: HostLanguage, work: Work): (readonly [Run, Reading])[] {
  if (!comments.some(comment => holdsCertain(text, comment, language, work))) return [];
  const silence: Silence = { on: false };
  const found: (readonly [Run, Reading])[] = [];
  for (const run of runsOf(text, comments, work)) {
    const reading = readRun(text, run, comments, language, silence, work);
    if (reading.bound !== null || reading.lines !== null) found.push([run, reading]);
  }
  return found.some(([, { lines, bound }]) => bound !== null || lines!.some(line => line.certain)) ? found : [];
}

/** Some line of the comment, taken by itself, is mathematics, a marker, or a shape behind code. */
function holdsCertain(text: string, comment: Comment, language: HostLanguage, work: Work): boolean {
  if (!mayBeCertain(text, comment.contentStart, comment.contentEnd, work)) return false;
  const lines: CommentLine[] = [];
  addLinesOf(text, comment, false, lines, work);
  for (const { start, end } of lines) {
    if (!mayBeCertain(text, start, end, work)) continue;
    if (markerOf(text, start, end) !== null) return true;
    work.visited += end - start;
    if (readLine(text.slice(start, end))?.pieces.some(piece => piece.tier === 'certain') === true) return true;
  }
  return lines.length === 1 && followsCode(text, comment.start, work) && bindShape(text, comment, language, work) !== null;
}

/** Consecutive line comments with only white space between them are one; one behind code stands for itself. */
function runsOf(text: string, comments: readonly Comment[], work: Work): Run[] {
  const runs: Run[] = [];
  let k = 0;
  while (k < comments.length) {
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
    runs.push({ start, end: comments[behind - 1]!.end, first: k, behind, trailing });
    k = behind;
  }
  return runs;
}

function readRun(text: string, run: Run, comments: readonly Comment[], language: HostLanguage, silence: Silence, work: Work): Reading {
  const comment = comments[run.first]!;
  const lines: CommentLine[] = [];
  addLinesOf(text, comment, false, lines, work);
  for (let c = run.first + 1; c < run.behind; c++)
    addLinesOf(text, comments[c]!, breaksBetween(text, comments[c - 1]!.end, comments[c]!.start, work) > 1, lines, work);
  const bound = run.trailing && !silence.on && lines.length === 1 && endsLine(text, run.end, work) ? bindShape(text, comment, language, work) : null;
  return bound !== null ? { lines: null, bound } : { lines: readComment(text, lines, silence, work), bound: null };
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
const isBreak = (c: number): boolean => c === 10 || c === 13;
