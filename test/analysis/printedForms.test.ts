import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Derived } from '../../src/analysis/derive.ts';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { indexFormOf, indexNamesOf, matrixFormOf } from '../../src/analysis/print.ts';
import { contradictingForm } from '../../src/analysis/printedForms.ts';
import { PrintedTexts, readEntries, readExpression, scopeOf } from '../../src/analysis/printedText.ts';
import type { StatementAnalysis } from '../../src/analysis/statement.ts';
import { printIndexUnicode } from '../../src/notation/indexUnicode.ts';
import { printUnicode } from '../../src/notation/unicode.ts';
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

test('a text that is read otherwise is withheld', () => {
  const { result } = analyzeDocument('L ∈ ℝ^3\nL_2 ∈ ℝ\nd(L_2 L[2])/dL_2', { certify: true }).statements.at(-1)!;
  assert.equal(result.status, 'withheld');
  assert.match(result.diagnostics.at(-1)!.message, /the matrix form: L₂ is read otherwise: /);
});

test('a text is read as it stands, in its layout and with all its names', () => {
  const declared = `${DECLARED}h : ℝ^n → ℝ\ne = A x\nL = h(x) e' e\n`;
  const derivedOf = (query: string): Derived => (analyzeDocument(declared + query).statements.at(-1) as StatementAnalysis).outcome()!.derived!;
  const same = ["d(x' A x)/dx", 'dL/de', 'd(B x)/dB', 'd(kron(x, B x))/dx', 'layout denominator\nd(B x)/dx', '∂(B x)_i/∂B_jk', "d(x' A x)/da"];
  for (const query of same) {
    const derived = derivedOf(query);
    const form = matrixFormOf(derived);
    if (form) assert.equal(new PrintedTexts(derived).contradiction(form, null, derived), null, query);
    if (form) assert.ok(readExpression(printUnicode(form), scopeOf(derived)), query);
    assert.equal(contradictingForm(derived), null, query);
  }
  const [asked, other] = [derivedOf("d(x' A x)/dx"), derivedOf("d(2 x' A x)/dx")];
  assert.match(new PrintedTexts(asked).contradiction(matrixFormOf(other)!, null, asked) ?? '', /is read otherwise: With n = /);
  const turned = derivedOf("layout denominator\nd(x' A x)/dx");
  assert.match(new PrintedTexts(asked).contradiction(matrixFormOf(turned)!, null, asked) ?? '', /in another shape$/);
  // what the form means is known already
  assert.equal(new PrintedTexts(asked).contradiction(matrixFormOf(asked)!, asked.node, asked), null);
});

test('the text of an index form is read with the axes of the derivative as its letters', () => {
  const derivedOf = (query: string): Derived => (analyzeDocument(DECLARED + query).statements.at(-1) as StatementAnalysis).outcome()!.derived!;
  for (const query of ["d(x' A x)/dA", 'd(A x)/dA', 'd(tr(A A))/dA', "d(x' A x)/da", '∂(B x)_i/∂B_jk', 'd(B A x)/dB']) {
    const derived = derivedOf(query);
    const form = indexFormOf(derived);
    const letters = indexNamesOf(derived).map(({ letter }) => letter);
    assert.ok(readEntries(printIndexUnicode(form), letters, derived.node.shape, scopeOf(derived)), query);
    assert.equal(new PrintedTexts(derived).indexContradiction(form, null, derived), null, query);
  }
  const [asked, other] = [derivedOf("d(x' A x)/dx"), derivedOf("d(2 x' A x)/dx")];
  assert.match(new PrintedTexts(asked).indexContradiction(indexFormOf(other), null, asked) ?? '', /is read otherwise: With n = /);
});
