import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { contradictingForm } from '../../src/analysis/printedForms.ts';
import type { StatementAnalysis } from '../../src/analysis/statement.ts';
import { certify } from '../../src/numeric/index.ts';

useCertifier(certify);

const DECLARED = 'x ∈ ℝ^n\nA ∈ ℝ^{n×n}\nB ∈ ℝ^{m×n}\na ∈ ℝ\n';

for (const query of ["d(x' A x)/dx", 'd(B x)/dx', 'd(a x)/da', 'd(A x)/dx'])
  test(`a form in another layout than the one that was asked for is a contradiction: ${query}`, () => {
    const statement = analyzeDocument(`${DECLARED}${query}`).statements.at(-1) as StatementAnalysis;
    const derived = statement.outcome()!.derived!;
    assert.equal(derived.layout, 'numerator');
    assert.equal(contradictingForm(derived), null);
    assert.match(contradictingForm({ ...derived, layout: 'denominator' }) ?? '', /^the matrix form: /);
  });

test('a derivative that no form can say is refused', () => {
  const { result } = analyzeDocument(`${DECLARED}y ∈ ℝ^n\nderivative(expm(A)[1,:] * (x + a y), A, a)`, { certify: true }).statements.at(-1)!;
  assert.equal(result.status, 'unsupported');
  assert.match(result.diagnostics.at(-1)!.message, /can be written neither as matrices nor with indices/);
});
