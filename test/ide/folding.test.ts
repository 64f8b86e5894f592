import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { foldsOf } from '../../src/ide/folding.ts';

const check = (text: string, expected: readonly string[], languageId = 'mc') =>
  assert.deepEqual(
    foldsOf(analyzeDocument(text, { languageId })).map(({ startLine, endLine, kind }) => `${startLine}-${endLine} ${kind}`),
    expected,
  );

test('runs of declarations and of comments, chains and what goes on in brackets', () =>
  check("# one\n# two\nA ∈ ℝ^{n×n}\nx ∈ ℝ^n\n\nq = (x' A x\n  + 1)\ndq/dx = x' A + x' A'\n  = x' (A + A')\n\nb ∈ ℝ\n# alone\n", [
    '0-1 comment',
    '2-3 region',
    '5-6 region',
    '7-8 region',
  ]));
test('statements on lines of their own and an empty document have none', () => {
  check("x ∈ ℝ^n\nq = x' x\ndq/dx\n", []);
  check('', []);
});
test('comments of code with mathematics over several lines', () =>
  check('def f(x):\n    # x: (n,)\n    # q = xᵀ x\n    # dq/dx = 2 xᵀ\n    return 1\n\n# a remark\n# and another\n', ['1-3 comment'], 'python'));
