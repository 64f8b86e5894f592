import type { AnalyzedStatement, DocumentAnalysis } from '../analysis/document.ts';
import type { StatementResult } from '../analysis/result.ts';
import { checkedDerivative } from './derivative.ts';
import * as messages from './messages.ts';
import type { Claim, DocumentClaims } from './requests.ts';

/** What a document claims, as far as it is certified. A verdict that rests on a derivative waits for its certificate. */
export function claimsOf(analysis: DocumentAnalysis): DocumentClaims {
  const { statements } = analysis;
  return {
    claims: statements.filter(isClaim).map(claimOf),
    statements: statements.length,
    derivatives: statements.filter(statement => statement.result.kind === 'query' && checkedDerivative(statement)).length,
    errors: statements.filter(statement => !isClaim(statement) && errorOf(statement.result) !== null).length,
    isPending: statements.some(({ isPending }) => isPending),
  };
}

function isClaim({ result }: AnalyzedStatement): boolean {
  return result.kind === 'claim' || result.kind === 'equality';
}

function claimOf({ result, isPending }: AnalyzedStatement): Claim {
  const { source, range, claim } = result;
  const verdict = isPending ? 'pending' : verdictOf(result);
  const correct = verdict === 'refuted' ? (claim?.correct ?? null) : null;
  return {
    source,
    range,
    verdict,
    message: verdict === 'pending' || verdict === 'holds' ? null : (errorOf(result) ?? result.diagnostics[0]?.message ?? messages.notUnderstood),
    correction: correct === null ? null : { expected: correct, actual: rightSideOf(source) },
  };
}

function verdictOf(result: StatementResult): Claim['verdict'] {
  const { claim, equality } = result;
  if (claim?.verdict === 'refuted' || equality?.verdict === 'different') return 'refuted';
  if (errorOf(result) !== null) return 'broken';
  if (claim?.verdict === 'verified' || equality?.verdict === 'equal') return 'holds';
  return claim?.verdict === 'other-layout' ? 'other-layout' : 'undecided';
}

function errorOf({ diagnostics }: StatementResult): string | null {
  return diagnostics.find(({ severity }) => severity === 'error')?.message ?? null;
}

/** Of a chain on one line all that is claimed; the line of a longer chain holds nothing else. */
function rightSideOf(source: string): string {
  const sign = source.indexOf('=');
  return source.slice(sign + 1).trim();
}
