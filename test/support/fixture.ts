/** Documents with marks: `$0` is the cursor, and a line of `^^^` marks what stands above it, with a word behind each mark if need be. */

import { type AnalysisOptions, analyzeDocument, type DocumentAnalysis } from '../../src/analysis/document.ts';

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}
export interface Fixture {
  readonly text: string;
  /** -1 without a cursor. */
  readonly cursor: number;
  readonly marks: readonly Mark[];
  readonly analysis: DocumentAnalysis;
}

export function fixture(source: string, options: AnalysisOptions = {}): Fixture {
  const marks: Mark[] = [];
  const kept: string[] = [];
  let lineStart = 0;
  let next = 0;
  let cursor = -1;
  for (const line of source.split('\n')) {
    if (kept.length > 0 && MARKS.test(line)) {
      for (const match of line.matchAll(MARK)) {
        marks.push({ start: lineStart + match.index, end: lineStart + match.index + match[1]!.length, label: match[2] ?? '' });
      }
      continue;
    }
    lineStart = next;
    const at = line.indexOf('$0');
    if (at >= 0) cursor = lineStart + at;
    const text = at >= 0 ? line.slice(0, at) + line.slice(at + 2) : line;
    kept.push(text);
    next += text.length + 1;
  }
  const text = kept.join('\n');
  return { text, cursor, marks: marks.sort((a, b) => a.start - b.start), analysis: analyzeDocument(text, options) };
}
const MARKS = /^\s*\^+(?:\s*[\w-]+|\s*\^+)*\s*$/;
const MARK = /(\^+)(?: ?([\w-]+))?/g;

/** The text with each place between brackets, which a failing test shows. */
export function shown(text: string, places: readonly { readonly start: number; readonly end: number; readonly label?: string }[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, label } of [...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
    out += `${text.slice(at, start)}⟦${text.slice(start, end)}${label ? `:${label}` : ''}⟧`;
    at = Math.max(at, end);
  }
  return out + text.slice(at);
}
