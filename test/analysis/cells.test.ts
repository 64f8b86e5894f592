import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';

const declared = 'A ∈ ℝ^{n×n}\nx ∈ ℝ^n\n';
const asked = 'derivative(A x, x)';

test('a cell gives its names to the cells behind it', () => {
  const first = analyzeDocument(declared, { cellBefore: null });
  assert.notEqual(first.names, null);
  const second = analyzeDocument(asked, { cellBefore: first });
  assert.equal(second.statements[0]!.result.status, 'ok');
});

test('a document that is no cell gives names to nobody', () => {
  assert.equal(analyzeDocument(declared).names, null);
});

test('a version of a cell with the same names gives the very same', () => {
  const first = analyzeDocument(declared, { cellBefore: null, previous: null });
  const next = analyzeDocument(`${declared}A x\n`, { cellBefore: null, previous: first });
  assert.equal(next.names, first.names);
});
