/** Plain results → LSP. */

import { CodeActionKind, DiagnosticSeverity, DiagnosticTag, type CodeAction as LspCodeAction, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic } from '../analysis/result.ts';
import type { CodeAction } from '../ide/codeActions.ts';
import type { RelatedPlace } from '../ide/relatedInformation.ts';
import type { DocumentPlace } from '../ide/requests.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;
const kinds = {
  quickfix: CodeActionKind.QuickFix,
  refactor: CodeActionKind.Refactor,
  'refactor.extract': CodeActionKind.RefactorExtract,
  'refactor.inline': CodeActionKind.RefactorInline,
  'refactor.rewrite': CodeActionKind.RefactorRewrite,
} as const;

/** Of what may go without a loss. */
const UNNECESSARY: ReadonlySet<string> = new Set(['size-needs-no-declaration', 'dropped-argument']);

/** @param related Places in the document that explain it. */
export function lspDiagnostic(diagnostic: Diagnostic, uri: string, related: readonly RelatedPlace[]): LspDiagnostic {
  const { code, message, range, severity } = diagnostic;
  return {
    code,
    message,
    range,
    severity: severities[severity],
    source: 'nabla',
    ...(UNNECESSARY.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related.map(place => ({ location: { uri, range: place.range }, message: place.message })) } : {}),
  };
}

/** `reported` are the diagnostics of the request, which the editor wants to see again by the ones a fix belongs to. */
export function lspCodeAction(action: CodeAction, place: DocumentPlace, reported: readonly LspDiagnostic[]): LspCodeAction {
  const { diagnostic, title, command } = action;
  const { uri } = place;
  const repaired = diagnostic ? reported.filter(other => other.code === diagnostic.code && other.message === diagnostic.message) : [];
  return {
    title,
    kind: kinds[action.kind],
    ...(command
      ? { command: { title, command, arguments: [uri, place.position] } }
      : { edit: { changes: { [uri]: action.edits.map(({ range, text }) => ({ range, newText: text })) } } }),
    ...(repaired.length > 0 ? { diagnostics: repaired } : {}),
    ...(action.preferred ? { isPreferred: true } : {}),
  };
}
