// Hovers where nothing says a shape, and over all of a declaration.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';

/** The title of the hover at the first place of `at`, and its first detail. */
function hover(text: string, at: string, languageId = 'python'): readonly [title: string, detail: string] | null {
  const info = analyzeDocument(text, { languageId }).hoverAt(text.indexOf(at));
  return info && [info.title, info.details[0] ?? ''];
}

test('a formula without declarations has a hover that asks for them, and counts for nothing', () => {
  const text = 'def f():\n    # S = H P H^T + R\n    pass\n';
  assert.deepEqual(hover(text, 'H P'), ['H', 'nothing says the shape of H; declare it, as in H ∈ ℝ^{m×n}']);
  assert.deepEqual(hover(text, '+ R'), ['S = H P H^T + R', 'nothing says the shape of S, H, P, R; declare it, as in S ∈ ℝ^{m×n}']);
  const { statements } = analyzeDocument(text, { languageId: 'python' });
  assert.deepEqual(statements, []);
});
test('an equation between two expressions is read, and shapes that are known are shown', () => {
  const text = '# A ∈ ℝ^{m×n}\n# A^T A x = A^T b\n';
  assert.equal(hover(text, 'A x')?.[0], 'A ∈ ℝ^{m×n}');
  assert.equal(hover(text, 'x =')?.[0], 'x');
  assert.deepEqual(analyzeDocument(text, { languageId: 'python' }).diagnostics(), []);
});
test('likely mathematics has a hover, prose and code have none', () => {
  assert.equal(hover("% K = P*H'*inv(S)\n", 'H', 'matlab')?.[0], 'H');
  assert.equal(hover('# P %*% t(P)\n', 'P', 'r')?.[0], 'P');
  assert.equal(hover("% it's the caller's, don't\n", 'caller', 'matlab'), null);
  assert.equal(hover('# y = z - H * x\n', 'H'), null);
  assert.equal(hover("% K = P*H'*inv(S);\n", 'H', 'matlab'), null);
});
test('sizes and properties of a declaration say what it declares', () => {
  const text = '# A ∈ ℝ^{n×n}, symmetric\n# u, v ∈ ℝ^k\ny = f()  # (n, d)\n';
  assert.deepEqual(hover(text, 'symm'), ['A ∈ ℝ^{n×n}', 'symmetric']);
  assert.equal(hover(text, 'k\n')?.[0], 'u ∈ ℝ^k, v ∈ ℝ^k');
  assert.equal(hover(text, 'd)')?.[0], 'y ∈ ℝ^{n×d}');
});
test('both sides of an update and the parameters of a function are known', () => {
  const text = '# F: (n, n), P: (n, n)\n# x ∈ ℝ^n\n# P = F P F^T\n# f(x) = x^T F x\n';
  assert.equal(hover(text, 'P = ')?.[0], 'P ∈ ℝ^{n×n}');
  assert.equal(hover(text, 'x) =')?.[0], 'x ∈ ℝ^n');
});
test('in LaTeX and Markdown no letter asks for a declaration', () => assert.equal(hover('With $x^T A x$ one has.\n', 'A x', 'markdown'), null));
