import type { AnalyzedStatement, DocumentAnalysis } from '../analysis/document.ts';
import type { DerivativeResult } from '../analysis/result.ts';
import { insertionOf } from './insertion.ts';
import { withoutAxisColours } from './latex.ts';
import * as messages from './messages.ts';
import type { DerivativeAnswer } from './requests.ts';

/** The derivative at or next to the offset, for copying and inserting. Only a checked one is given out. */
export function derivativeAt(analysis: DocumentAnalysis, offset: number): DerivativeAnswer {
  const found = checkedAt(analysis, offset);
  if ('reason' in found) return { kind: 'none', ...found };
  const { statement, derivative, query } = found;
  const latex = withoutAxisColours((derivative.matrix ?? derivative.index).latex);
  const equations = statement.equations();
  const insertion = insertionOf(analysis, statement, derivative);
  return {
    kind: 'derivative',
    query,
    latex,
    equations: {
      fraction: withoutAxisColours(equations?.fraction ?? latex),
      gradient: equations?.gradient ? withoutAxisColours(equations.gradient) : null,
    },
    insertion,
    notInserted: insertion ? null : messages.noMatrixForm(query),
  };
}

export interface CheckedDerivative {
  readonly statement: AnalyzedStatement;
  readonly derivative: DerivativeResult;
  readonly query: string;
}

/** The checked derivative at or next to the offset, or why there is none. */
export function checkedAt(analysis: DocumentAnalysis, offset: number): CheckedDerivative | { readonly reason: string } {
  const statement = analysis.statementAt(offset);
  if (!statement) return { reason: messages.noStatement };
  const query = queryOf(statement);
  const derivative = checkedDerivative(statement);
  if (derivative) return { statement, derivative, query };
  const pending = statement.result.derivative?.certificate.verdict === 'pending';
  return { reason: pending ? messages.stillChecking(query) : firstMessage(statement) };
}

/** The derivative of a statement where its certificate agrees; null before and otherwise. */
export function checkedDerivative(statement: AnalyzedStatement): DerivativeResult | null {
  const { derivative, status } = statement.result;
  return derivative && status === 'ok' && derivative.certificate.verdict === 'verified' ? derivative : null;
}

/** `dL/dθ` of `dL/dθ = -2 eᵀ Φ`. */
export function queryOf(statement: AnalyzedStatement): string {
  return (statement.result.source.split('=')[0] ?? '').trim() || statement.result.source.trim();
}

function firstMessage(statement: AnalyzedStatement): string {
  return statement.result.diagnostics[0]?.message ?? messages.noDerivative(queryOf(statement));
}
