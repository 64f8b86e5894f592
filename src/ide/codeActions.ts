import type { AnalyzedStatement, DocumentAnalysis } from '../analysis/document.ts';
import { Lines } from '../analysis/positions.ts';
import type { DerivativeResult, Diagnostic, Range } from '../analysis/result.ts';
import { CODE_LABELS } from '../code/input.ts';
import { type CodeChoice, codeLanguageFor, holdsCode } from './codeLanguage.ts';
import { checkedDerivative, queryOf } from './derivative.ts';
import { comparePositions, diagnosticsOf } from './diagnostics.ts';
import { expansionOf, factorisationOf } from './distributing.ts';
import { insertionOf } from './insertion.ts';
import * as messages from './messages.ts';
import { ranged } from './places.ts';
import { quickFixesOf } from './quickFixes.ts';
import { extractionOf, inliningAt, type Refactoring } from './refactorings.ts';
import { commands, type TextInsertion } from './requests.ts';
import { respellingOf } from './respelling.ts';

export interface CodeAction {
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor' | Refactoring['kind'];
  readonly edits: readonly TextInsertion[];
  /** What the client runs instead of edits, for the place of the cursor: code is made when it is wanted. */
  readonly command: typeof commands.insertCode | null;
  /** What a quick fix repairs. */
  readonly diagnostic: Diagnostic | null;
  readonly preferred: boolean;
}

export interface CodeActionOptions {
  /** Whether the client runs commands. */
  readonly commands: boolean;
  readonly codeSetting: CodeChoice;
  /** Someone asked for them: then what takes a reading of the edited document is there too. */
  readonly invoked?: boolean;
}

/** The fixes of the diagnostics that the range touches; for a query at its start the derivative written below, and its code at the end of the file. */
export function codeActionsAt(analysis: DocumentAnalysis, range: Range, startOffset: number, options: CodeActionOptions): readonly CodeAction[] {
  const fixes = diagnosticsOf(analysis)
    .filter(diagnostic => touches(diagnostic.range, range))
    .flatMap(diagnostic => fixesOf(analysis, diagnostic));
  const statement = analysis.statementAt(startOffset);
  const derivative = statement && statement.start <= startOffset && startOffset <= statement.end ? checkedDerivative(statement) : null;
  const rewritings = options.invoked ? refactoringsAt(analysis, range) : [];
  if (!statement || !derivative) return [...fixes, ...rewritings];
  return [
    ...fixes,
    ...rewritings,
    ...insertAction(analysis, statement, derivative),
    ...(options.commands ? insertCodeAction(analysis, statement, options) : []),
  ];
}

function fixesOf(analysis: DocumentAnalysis, diagnostic: Diagnostic): readonly CodeAction[] {
  const own = { kind: 'quickfix', command: null, diagnostic } as const;
  if (diagnostic.fixes) return diagnostic.fixes.map(({ title, range, text, preferred = false }) => ({ ...own, title, edits: [{ range, text }], preferred }));
  return quickFixesOf(analysis, diagnostic).map(({ title, replacements }) => ({ ...own, title, edits: ranged(analysis.text, replacements), preferred: false }));
}

function refactoringsAt(analysis: DocumentAnalysis, range: Range): readonly CodeAction[] {
  const lines = new Lines(analysis.text);
  const selected = { start: lines.offset(range.start), end: lines.offset(range.end) };
  const found = [
    extractionOf(analysis, selected),
    inliningAt(analysis, selected.start),
    expansionOf(analysis, selected),
    factorisationOf(analysis, selected),
    ...(['unicode', 'ascii', 'latex'] as const).map(spelling => respellingOf(analysis, selected, spelling)),
  ];
  return found
    .filter(each => each !== null)
    .map(({ title, kind, replacements }) => ({ title, kind, edits: ranged(analysis.text, replacements), command: null, diagnostic: null, preferred: false }));
}

const ofQuery = { kind: 'refactor', diagnostic: null, preferred: false } as const;

function insertAction(analysis: DocumentAnalysis, statement: AnalyzedStatement, derivative: DerivativeResult): readonly CodeAction[] {
  const insertion = insertionOf(analysis, statement, derivative);
  return insertion ? [{ ...ofQuery, title: messages.insertTitle(queryOf(statement)), edits: [insertion], command: null }] : [];
}

function insertCodeAction(analysis: DocumentAnalysis, statement: AnalyzedStatement, { codeSetting }: CodeActionOptions): readonly CodeAction[] {
  const language = codeLanguageFor(analysis, 'auto', codeSetting);
  if (!holdsCode(analysis.languageId, language)) return [];
  return [{ ...ofQuery, title: messages.insertCodeTitle(queryOf(statement), CODE_LABELS[language]), edits: [], command: commands.insertCode }];
}

function touches(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}
