/** What the analysis makes of the records. */

import { analyzeDocument, type DocumentAnalysis } from '../../src/analysis/document.ts';
import type { Diagnostic } from '../../src/analysis/result.ts';
import { diagnosticsOf } from '../../src/ide/diagnostics.ts';
import { hoverAt } from '../../src/ide/hover.ts';
import type { CorpusRecord, Mark, Negative, Positive } from './records.ts';

export interface Outcome<M extends Mark> {
  readonly record: CorpusRecord;
  readonly mark: M;
  /** A hover at every letter; of a negative at any character. */
  readonly hover: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
export interface Measured {
  readonly positives: readonly Outcome<Positive>[];
  readonly negatives: readonly Outcome<Negative>[];
  /** Errors and warnings beside the marks, or at a mark that is not wrong. */
  readonly astray: readonly { readonly record: CorpusRecord; readonly diagnostic: Diagnostic }[];
}

/** With the certifier in use. */
export function measure(records: readonly CorpusRecord[]): Measured {
  const positives: Outcome<Positive>[] = [];
  const negatives: Outcome<Negative>[] = [];
  const astray: { record: CorpusRecord; diagnostic: Diagnostic }[] = [];
  for (const record of records) {
    const analysis = analyzeDocument(record.text, { languageId: record.languageId, certify: true });
    const offsets = offsetsIn(record.text);
    const diagnostics = diagnosticsOf(analysis).map(diagnostic => ({
      diagnostic,
      start: offsets(diagnostic.range.start),
      end: offsets(diagnostic.range.end),
    }));
    const within = (mark: Mark) => diagnostics.filter(({ start, end }) => start < mark.end && end > mark.start).map(({ diagnostic }) => diagnostic);
    for (const mark of record.positives) {
      positives.push({ record, mark, hover: offsetsOf(mark, /\p{L}/u).every(offset => hasHover(analysis, offset)), diagnostics: within(mark) });
    }
    for (const mark of record.negatives) {
      negatives.push({ record, mark, hover: offsetsOf(mark, /\S/u).some(offset => hasHover(analysis, offset)), diagnostics: within(mark) });
    }
    const wrong = new Set(record.positives.filter(isWrong).flatMap(within));
    for (const { diagnostic } of diagnostics) if (/error|warning/.test(diagnostic.severity) && !wrong.has(diagnostic)) astray.push({ record, diagnostic });
  }
  return { positives, negatives, astray };
}

export const isWrong = (mark: Positive) => mark.kind.endsWith('-');
/** Whether everything that a positive names was found in it: its hover, and of a wrong one its diagnostic. */
export const isFound = ({ hover, mark, diagnostics }: Outcome<Positive>) => hover && (!isWrong(mark) || diagnostics.some(isError));
export const isError = ({ severity }: Diagnostic) => severity === 'error';

function hasHover(analysis: DocumentAnalysis, offset: number): boolean {
  return hoverAt(analysis, offset, null) !== null;
}

function offsetsOf(mark: Mark, pattern: RegExp): number[] {
  const offsets: number[] = [];
  let at = mark.start;
  for (const character of mark.text) {
    if (pattern.test(character)) offsets.push(at);
    at += character.length;
  }
  return offsets;
}

function offsetsIn(text: string): (position: { line: number; character: number }) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return ({ line, character }) => starts[line]! + character;
}
