/** What the extension would show in one file: its diagnostics and the places where a hover is offered. */

import { analyzeDocument, type DocumentAnalysis } from '../../src/analysis/document.ts';
import { addLinesOf, type CommentLine } from '../../src/documents/commentLines.ts';
import { hostLanguage } from '../../src/documents/languages.ts';
import { scanComments } from '../../src/documents/scanner.ts';
import { newWork } from '../../src/documents/work.ts';
import type { SourceText } from './sourceFiles.ts';

export interface Shown {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** The document's line. */
  readonly source: string;
  /** The message of a diagnostic, the title of a hover. */
  readonly says: string;
}
export interface Examined {
  readonly diagnostics: readonly (Shown & { readonly code: string; readonly severity: string })[];
  readonly hovers: readonly Shown[];
  readonly milliseconds: number;
}

export function examineText({ path, languageId, text }: SourceText): Examined {
  const begin = performance.now();
  const analysis = analyzeDocument(text, { languageId, certify: true });
  const diagnostics = analysis.diagnostics();
  const milliseconds = performance.now() - begin;
  const unread = analysis.unread();
  if (analysis.statements.length === 0 && unread.length === 0) return { diagnostics: [], hovers: [], milliseconds };
  const lines = text.split(/\r\n|\r|\n/);
  const at = (line: number, says: string): Shown => ({ path, line, source: (lines[line - 1] ?? '').trim().slice(0, LONGEST_SOURCE), says });
  return {
    diagnostics: diagnostics.map(({ code, severity, message, range }) => ({ ...at(range.start.line + 1, message), code, severity })),
    hovers: [...analysis.statements, ...unread].flatMap(({ start, end }) => {
      const title = titleOver(analysis, start, end);
      return title === null ? [] : [at(text.slice(0, start).split(/\r\n|\r|\n/).length, title)];
    }),
    milliseconds,
  };
}

const LONGEST_SOURCE = 200;

/** The first hover over a statement. */
function titleOver(analysis: DocumentAnalysis, start: number, end: number): string | null {
  for (let offset = start; offset < end; offset++) {
    const hover = analysis.hoverAt(offset);
    if (hover !== null) return hover.title;
  }
  return null;
}

/** Lines with something on them in comments and documentation strings; of a document that is read by the signs of its mathematics all lines with something on them. */
export function linesRead(text: string, languageId: string): number {
  const language = hostLanguage(languageId);
  if (language === undefined) return text.match(/^.*\S/gm)?.length ?? 0;
  const lines: CommentLine[] = [];
  for (const comment of scanComments(text, language, newWork())) addLinesOf(text, comment, false, lines, newWork());
  return lines.filter(({ start, end }) => end > start).length;
}
