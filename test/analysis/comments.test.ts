import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';

useCertifier(certify);

/** `verdict: claim` of every claim with one in Python comments; an empty line of the text stands for a line of code. */
function verdicts(lines: readonly string[]): string[] {
  const text = lines.map(line => (line === '' ? 'step()\n' : `# ${line}\n`)).join('');
  const { statements } = analyzeDocument(text, { languageId: 'python', certify: true });
  return statements.flatMap(({ result: { claim, source } }) =>
    claim && claim.verdict !== 'unknown' ? [`${claim.verdict}${claim.diagnosis ? ` (${claim.diagnosis})` : ''}: ${source}`] : [],
  );
}

test('adjoints without a transpose', () => {
  const layer = ['X: (n, d), W: (d, k), b: (k,)', 'Y = X @ W + b'];
  assert.deepEqual(verdicts([...layer, 'db = sum(dY, axis=0)', 'db = dY.sum(axis=0)', 'db = sum(dY, axis=1)', 'dX = dY W']), [
    'verified: db = sum(dY, axis=0)',
    'verified: db = dY.sum(axis=0)',
    'refuted (shape): db = sum(dY, axis=1)',
    'refuted (shape): dX = dY W',
  ]);
  assert.deepEqual(verdicts([...layer, 'dX = dQ dY', 'dX = dY scaled']), []);
});

test('an adjoint of an adjoint vouches for the equation beside it', () => {
  assert.deepEqual(verdicts(['z in R^n', '', 'a = sigmoid(z)', 'dz = da .* a .* (1 - a)']), ['verified: dz = da .* a .* (1 - a)']);
  assert.deepEqual(verdicts(['z in R^n', '', 'a = sigmoid(z)', 'speed = a']), []);
});

test('a claim whose right side stands on the next line', () => {
  assert.deepEqual(verdicts(['Q: (n, d), K: (m, d)', 'S = Q K^T', 'dQ =', '    dS K', 'grad_K =', '    grad_S K']), [
    'verified: dS K',
    'refuted (shape): grad_S K',
  ]);
  assert.deepEqual(verdicts(['S is an n x n matrix, x: (n,)', 'S is symmetric', 'f = 0.5 x^T S x', '∇_x f =', '    S x']), ['verified: S x']);
  assert.deepEqual(verdicts(['x: (n,), A: (n, n)', 'f = x^T A x', '∇_x f =', '    see the notes']), []);
});

test('the adjoint of a transpose is the transpose of the adjoint', () => {
  assert.deepEqual(verdicts(['Q: (n, d), K: (m, d)', 'S = Q K^T', 'dL/dK = dL/dS^T @ Q', '∂L/∂Q = ∂L/∂S.T @ K']), [
    'verified: dL/dK = dL/dS^T @ Q',
    'refuted (shape): ∂L/∂Q = ∂L/∂S.T @ K',
  ]);
});

test('scalars in R beside mathematics', () => {
  const ridge = ['X: (n, d), w: (d,), y: (n,)', 'L = ‖X w - y‖^2 + lam ‖w‖^2', '∇_w L = 2 X^T (X w - y) + 2 lam w'];
  assert.deepEqual(verdicts(['lam in R', ...ridge]), ['verified: ∇_w L = 2 X^T (X w - y) + 2 lam w']);
  assert.deepEqual(verdicts(['written in R', '', ...ridge]), []);
});

test('an inverse in braces', () => {
  assert.deepEqual(verdicts(['S: (n, n), x: (n,)', 'S is symmetric', 'f = x^T S^{-1} x', '∇_x f = 2 S^{-1} x', '∇_x f = \\frac{-1}{2} S^{-1} x']), [
    'verified: ∇_x f = 2 S^{-1} x',
    'refuted (factor -1/4): ∇_x f = \\frac{-1}{2} S^{-1} x',
  ]);
});
