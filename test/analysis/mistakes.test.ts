/** The mistakes that people make in derivatives, made in the examples: each has its squiggle, its diagnosis, and a fix that makes it right. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyzeDocument, type DocumentAnalysis, useCertifier } from '../../src/analysis/document.ts';
import { languageOf } from '../../src/documents/fileNames.ts';
import { codeActionsAt } from '../../src/ide/codeActions.ts';
import type { TextInsertion } from '../../src/ide/requests.ts';
import { certify } from '../../src/numeric/index.ts';

useCertifier(certify);

/** What the claim is said to be, null for wrong without more; and what is underlined. */
type Mistake = readonly [file: string, right: string, wrong: string, diagnosis: string | null, at: string];

const MISTAKES: readonly Mistake[] = [
  // a transpose is missing
  ['backprop.py', 'dW2 = A1ᵀ dZ2', 'dW2 = A1 dZ2', 'shape', 'A1 dZ2'],
  ['backprop.py', 'dA1 = dZ2 W2ᵀ', 'dA1 = dZ2 W2', 'shape', 'dZ2 W2'],
  ['kalman.cpp', 'dJ/dK = 2 K (H P Hᵀ + R) - 2 P Hᵀ', 'dJ/dK = 2 K (H P Hᵀ + R) - 2 P H', 'shape', 'P H'],
  ['least_squares.jl', '∇_x f = Aᵀ W (A x - b)', '∇_x f = A W (A x - b)', 'shape', 'A W'],
  ['backprop.m', "dH = V'*dY", 'dH = V*dY', 'shape', 'V*dY'],
  ['logistic.R', "∇_w L = X' (sigmoid(X w) - t) + lambda w", '∇_w L = X (sigmoid(X w) - t) + lambda w', 'shape', 'X (sigmoid(X w) - t)'],
  // factors are swapped
  ['backprop.py', 'dA1 = dZ2 W2ᵀ', 'dA1 = W2ᵀ dZ2', 'shape', 'W2ᵀ dZ2'],
  ['backprop.py', 'dW1 = Xᵀ dZ1', 'dW1 = dZ1 Xᵀ', 'shape', 'dZ1 Xᵀ'],
  ['backprop.m', "dV = dY*H'\n%   dH", "dV = H'*dY\n%   dH", 'shape', "H'*dY"],
  // a sign is wrong
  ['backprop.py', 'dL/dZ2 = (1/n) (Z2 - Y)', 'dL/dZ2 = (1/n) (Y - Z2)', 'sign', '(1/n) (Y - Z2)'],
  ['backprop.py', '∇_w L = -2 Xᵀ (y - X w) + 2 lam w', '∇_w L = 2 Xᵀ (y - X w) + 2 lam w', 'sign of 2 Xᵀ (X w - y)', '2 Xᵀ (y - X w) + 2 lam w'],
  ['kalman.cpp', 'dL/dS = 1/2 S⁻¹ - 1/2 S⁻¹ v vᵀ S⁻¹', 'dL/dS = 1/2 S⁻¹ + 1/2 S⁻¹ v vᵀ S⁻¹', 'sign of -1/2 S⁻¹ v vᵀ S⁻¹', '1/2 S⁻¹ + 1/2 S⁻¹ v vᵀ S⁻¹'],
  ['least_squares.jl', "∇_δ q = J' (r + J δ)", "∇_δ q = J' (r - J δ)", 'sign of Jᵀ J δ', "J' (r - J δ)"],
  [
    'logistic.R',
    "∇_w L = X' (sigmoid(X w) - t) + lambda w",
    "∇_w L = X' (t - sigmoid(X w)) + lambda w",
    'sign of Xᵀ (sigmoid(X w) - t)',
    "X' (t - sigmoid(X w)) + lambda w",
  ],
  // a factor 2 is missing, or too many
  ['backprop.py', '∇_w L = -2 Xᵀ (y - X w) + 2 lam w', '∇_w L = -2 Xᵀ (y - X w) + lam w', 'factor 1/2 in 2 lam w', '-2 Xᵀ (y - X w) + lam w'],
  ['kalman.cpp', 'dJ/dK = 2 K (H P Hᵀ + R) - 2 P Hᵀ', 'dJ/dK = K (H P Hᵀ + R) - P Hᵀ', 'factor 1/2', 'K (H P Hᵀ + R) - P Hᵀ'],
  ['least_squares.jl', '∂²f/∂x² = Aᵀ W A', '∂²f/∂x² = 2 Aᵀ W A', 'factor 2', '2 Aᵀ W A'],
  ['logistic.R', "∇_b q = -2 X' V^{-1} (y - X b)", "∇_b q = -X' V^{-1} (y - X b)", 'factor 1/2', "-X' V^{-1} (y - X b)"],
  ['backprop.py', 'dL/dZ2 = (1/n) (Z2 - Y)', 'dL/dZ2 = Z2 - Y', 'missing factor 1/n', 'Z2 - Y'],
  // the layout is not that of the variable
  ['backprop.py', 'dW2 = A1ᵀ dZ2', 'dW2 = dZ2ᵀ A1', 'shape', 'dZ2ᵀ A1'],
  ['least_squares.jl', '∂²f/∂x² = Aᵀ W A', '∂²f/∂x² = A W Aᵀ', 'shape', 'A W'],
  // the sum over the batch is forgotten
  ['backprop.py', 'db1 = dZ1ᵀ 1', 'db1 = dZ1', 'shape', 'dZ1'],
  ['backprop.m', 'db = dZ*ones(n,1)', 'db = dZ', 'shape', 'dZ'],
  // a term or an inverse is forgotten
  [
    'logistic.R',
    "∂²L/∂w² = X' diag(sigmoid(X w) * (1 - sigmoid(X w))) X + lambda I",
    "∂²L/∂w² = X' diag(sigmoid(X w)) X + lambda I",
    'missing term -Xᵀ diag(sigmoid(X w).^2) X',
    "X' diag(sigmoid(X w)) X + lambda I",
  ],
  ['logistic.R', "∇_b q = -2 X' V^{-1} (y - X b)", "∇_b q = -2 X' V (y - X b)", null, "-2 X' V (y - X b)"],
];

for (const [file, right, wrong, diagnosis, at] of MISTAKES)
  test(`${file}: ${wrong.split('\n')[0]}`, () => {
    const text = readFileSync(join(import.meta.dirname, '../../examples', file), 'utf8');
    assert.equal(text.split(right).length, 2, 'the right line stands in the example once');
    const mistaken = text.replace(right, () => wrong);
    const analysis = read(mistaken, file);
    const start = mistaken.indexOf(wrong);
    const [found, ...others] = analysis.diagnostics().filter(({ severity }) => severity === 'error');
    assert.ok(found, 'it is flagged');
    assert.deepEqual(others, [], 'and nothing else');
    const statement = analysis.statements.find(each => each.start <= start && start < each.end);
    assert.equal(statement?.result.claim?.verdict, 'refuted');
    assert.equal(statement?.result.claim?.diagnosis, diagnosis);
    assert.equal(mistaken.slice(offsetOf(mistaken, found.range.start), offsetOf(mistaken, found.range.end)), at);
    const repaired = codeActionsAt(analysis, found.range, offsetOf(mistaken, found.range.start), { commands: false, codeSetting: 'auto' })
      .filter(action => action.kind === 'quickfix')
      .map(action => read(withEdits(mistaken, action.edits), file));
    const isRight = (each: DocumentAnalysis): boolean =>
      each.statements.some(other => other.start <= start && start < other.end && other.result.claim?.verdict === 'verified');
    assert.ok(repaired.some(isRight), repaired.map(each => each.text.slice(start, start + 80)).join(' | '));
  });

test('there are twenty mistakes in five languages', () => {
  assert.ok(MISTAKES.length >= 20);
  assert.ok(new Set(MISTAKES.map(([file]) => languageOf(file))).size >= 5);
});

const read = (text: string, file: string): DocumentAnalysis => analyzeDocument(text, { languageId: languageOf(file)!, certify: true });

function withEdits(text: string, edits: readonly TextInsertion[]): string {
  let edited = text;
  for (const { range, text: inserted } of [...edits].reverse())
    edited = edited.slice(0, offsetOf(text, range.start)) + inserted + edited.slice(offsetOf(text, range.end));
  return edited;
}

function offsetOf(text: string, { line, character }: { readonly line: number; readonly character: number }): number {
  const lines = text.split('\n');
  return lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
}
