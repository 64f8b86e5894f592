import type { DocumentAnalysis } from '../analysis/document.ts';
import type { Diagnostic, Range } from '../analysis/result.ts';
import { checkedDerivative, queryOf } from './derivative.ts';
import { comparePositions, diagnosticsOf } from './diagnostics.ts';
import { insertionOf } from './insertion.ts';
import * as messages from './messages.ts';
import type { TextInsertion } from './requests.ts';

export interface CodeAction {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor';
  readonly edits: readonly TextInsertion[];
  /** What a quick fix repairs. */
  readonly diagnostic: Diagnostic | null;
  readonly preferred: boolean;
}

/** The fixes of the diagnostics that the range touches, and for a query at its start the derivative written below. */
export function codeActionsAt(analysis: DocumentAnalysis, range: Range, startOffset: number): readonly CodeAction[] {
  const fixes = diagnosticsOf(analysis)
    .filter(diagnostic => touches(diagnostic.range, range))
    .flatMap(diagnostic =>
      (diagnostic.fixes ?? []).map(
        (fix): CodeAction => ({
          title: fix.title,
          kind: 'quickfix',
          edits: [{ range: fix.range, text: fix.text }],
          diagnostic,
          preferred: fix.preferred ?? false,
        }),
      ),
    );
  return [...fixes, ...insertAction(analysis, startOffset)];
}

function insertAction(analysis: DocumentAnalysis, offset: number): readonly CodeAction[] {
  const statement = analysis.statementAt(offset);
  const derivative = statement && statement.start <= offset && offset <= statement.end ? checkedDerivative(statement) : null;
  const insertion = statement && derivative ? insertionOf(analysis, statement, derivative) : null;
  if (!statement || !insertion) return [];
  return [{ title: messages.insertTitle(queryOf(statement)), kind: 'refactor', edits: [insertion], diagnostic: null, preferred: false }];
}

function touches(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}
