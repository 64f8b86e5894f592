import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';

/** What a hover shows as a formula, with the cursor on the first `at`. */
function formulaAt(text: string, at: string): string | null {
  return analyzeDocument(text).hoverAt(text.indexOf(at))?.unicode ?? null;
}

describe('what can be read in two ways', () => {
  const declared = 'λ ∈ ℝ\nx ∈ ℝ^n\nA, X ∈ ℝ^{n×n}\n';
  for (const [statement, at, shown] of [
    ['λ/2 ‖x‖²', '/2', 'λ / (2 ‖x‖²)'],
    ['L = λ/2 ‖x‖²', 'L =', 'L = λ / (2 ‖x‖²)'],
    ['tr A X + λ', 'tr', 'tr(A)'],
    ['(λ/2) ‖x‖²', '/2', null],
    ['λ ‖x‖²', ' ‖', null],
  ] as const)
    test(`${statement} at ${at}: ${shown ?? 'no more than its shape'}`, () => assert.equal(formulaAt(declared + statement, at), shown));
});
