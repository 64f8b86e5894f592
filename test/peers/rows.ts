/**
 * A row: what another tool gets wrong or does not do, and what Nabla answers there. The rows of one table are checked by
 * `checkRow`, one test each; the title is the row's reference and what the peer does.
 */

import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/analysis/document.ts';
import type { DerivativeResult, StatementResult } from '../../src/analysis/result.ts';

/** `row 19` of features.ts, or an issue of the peer. */
type Reference = string;
interface Place {
  /** Lines before the statement, in the place of the declarations that all rows share. */
  readonly given?: string;
  readonly languageId?: string;
}

export type Row = readonly [reference: Reference, peer: string, expected: Expected];
export type Expected =
  | ({ readonly derivative: string } & Derived & Place)
  | ({ readonly claim: string; readonly verdict: 'verified' | 'refuted' | 'other-layout'; readonly diagnosis?: string; readonly correct?: string } & Place)
  | ({ readonly equality: string; readonly verdict: 'equal' | 'different' } & Place)
  /** A statement that is not accepted: the diagnostic's code and a part of what it says. */
  | ({ readonly refused: string; readonly code: string; readonly says: string } & Place);

/** What is printed. Where a matrix form exists it is named, where none exists `matrix` is null and the index form is. */
type Derived = { readonly shape: string; readonly vec?: string; readonly cases?: readonly string[]; readonly validity?: readonly string[] } & (
  | { readonly matrix: string; readonly index?: string }
  | { readonly matrix: null; readonly index: string }
);

/** What every row may use. */
const DECLARED = `a, t, λ ∈ ℝ
x, y, c ∈ ℝ^n
b ∈ ℝ^m
X, A, B, E ∈ ℝ^{n×n}
C ∈ ℝ^{n×n}, invertible
R, W ∈ ℝ^{m×n}
V ∈ ℝ^{n×p}
f : ℝ^n → ℝ
g : ℝ^n → ℝ^m
h : ℝ^{n×n} → ℝ
φ : ℝ → ℝ
F : ℝ → ℝ^{n×n}
q : ℝ → ℝ^n`;

export const titleOf = ([reference, peer]: Row): string => `${reference}: ${peer}`;

/** Needs a certifier: `useCertifier(certify)` once before. */
export function checkRow([, , expected]: Row): void {
  if ('derivative' in expected) checkDerivative(statementOf(expected.derivative, expected), expected);
  else if ('claim' in expected) {
    const statement = statementOf(expected.claim, expected);
    assert.deepEqual(
      statement.claim && { verdict: statement.claim.verdict, diagnosis: statement.claim.diagnosis },
      { verdict: expected.verdict, diagnosis: expected.diagnosis ?? null },
      said(statement),
    );
    if (expected.correct !== undefined) assert.equal(statement.claim?.correct, expected.correct);
    certified(statement);
  } else if ('equality' in expected) {
    const { equality } = statementOf(expected.equality, expected);
    assert.equal(equality?.verdict, expected.verdict);
    assert.equal(equality.witness !== null, expected.verdict === 'different');
  } else {
    const statement = statementOf(expected.refused, expected);
    const problem = statement.diagnostics.find(({ severity }) => severity === 'error');
    assert.equal(problem?.code, expected.code, said(statement));
    assert.ok(problem.message.includes(expected.says), problem.message);
    assert.equal(statement.derivative ?? null, null);
  }
}

/** The last statement of the program. */
export function statementOf(text: string, { given = DECLARED, languageId = 'mc' }: Place): StatementResult {
  const { statements } = analyzeFile(`${given}\n${text}`, { certify: true, languageId });
  return statements.at(-1)!;
}

function checkDerivative(statement: StatementResult, expected: Derived): void {
  assert.equal(statement.status, 'ok', said(statement));
  const derivative = certified(statement);
  assert.equal(derivative.matrix?.unicode ?? null, expected.matrix);
  if (expected.index !== undefined) assert.equal(derivative.index.unicode, expected.index);
  assert.equal(derivative.shape, expected.shape);
  if (expected.vec !== undefined) assert.equal(derivative.vec?.unicode, expected.vec);
  if (expected.cases)
    assert.deepEqual(
      derivative.cases?.map(({ value, condition }) => `${value.unicode} if ${condition}`),
      expected.cases,
    );
  if (expected.validity) assert.deepEqual(derivative.validity, expected.validity);
}

/** Checked by numbers against the written expression, at several points, and in agreement with it. */
function certified(statement: StatementResult): DerivativeResult {
  const { derivative } = statement;
  assert.equal(derivative?.certificate.verdict, 'verified', said(statement));
  assert.ok(derivative.certificate.method !== null && derivative.certificate.points >= 2);
  const { maxRelativeError } = derivative.certificate;
  assert.ok(maxRelativeError !== null && maxRelativeError < 1e-4, `relative error ${maxRelativeError}`);
  return derivative;
}

const said = (statement: StatementResult): string => `${statement.source}: ${statement.diagnostics.map(({ message }) => message).join('; ')}`;
