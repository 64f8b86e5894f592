import type { DocumentAnalysis } from '../analysis/document.ts';
import type { Diagnostic, Position } from '../analysis/result.ts';
import * as messages from './messages.ts';

const mostShown = 500;

/** The diagnostics of a document in the order of the text, each once, and not more than anyone reads. */
export function diagnosticsOf(analysis: DocumentAnalysis): readonly Diagnostic[] {
  const seen = new Set<string>();
  const unique = analysis.diagnostics().filter(diagnostic => {
    const key = `${diagnostic.code}\n${diagnostic.message}\n${JSON.stringify(diagnostic.range)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const sorted = unique.sort((a, b) => comparePositions(a.range.start, b.range.start));
  const last = sorted[mostShown];
  if (!last) return sorted;
  const rest: Diagnostic = { code: 'more-problems', severity: 'information', message: messages.moreProblems(sorted.length - mostShown), range: last.range };
  return [...sorted.slice(0, mostShown), rest];
}

export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
