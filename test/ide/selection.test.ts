import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { selectionsAt } from '../../src/ide/selection.ts';
import { fixture } from '../support/fixture.ts';

function check(source: string, expected: readonly string[], languageId = 'mc'): void {
  const { analysis, cursor, text } = fixture(source, { languageId });
  assert.deepEqual(
    selectionsAt(analysis, cursor).map(({ start, end }) => text.slice(start, end)),
    [...expected, text],
  );
}

test('from the name over subexpressions to the statement and the document', () =>
  check("A ∈ ℝ^{n×n}\nq = tr(A' $0A + 2 I) - 1\n", ['A', "A' A", "A' A + 2 I", "tr(A' A + 2 I)", "tr(A' A + 2 I) - 1", "q = tr(A' A + 2 I) - 1"]));
test('of an adjoint first its quantity', () =>
  check(
    'def f(X, W):\n    # X: (n, k), W: (k, p), Y = X W\n    # dW$0 = Xᵀ dY\n',
    ['W', 'dW', 'dW = Xᵀ dY', 'X: (n, k), W: (k, p), Y = X W\n    # dW = Xᵀ dY'],
    'python',
  ));
test('where no mathematics is, the document alone', () => check('# a re$0mark\n\n', [], 'python'));
test('each within the next, whatever the text and the place', () => {
  const texts = ["x ∈ ℝ^n\nq = (x' x\n  + sum(x)) / 2\ndq/dx = 2 x'\n = x' + x'\n", 'A = [B C; D\n', 'd²(x', '', '\n\n'];
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(80), (text, offset) => {
      const places = selectionsAt(analyzeDocument(text), Math.min(offset, text.length));
      for (const [k, place] of places.entries()) {
        const next = places[k + 1];
        assert.ok(!next || (next.start <= place.start && place.end <= next.end && next.end - next.start > place.end - place.start));
      }
      assert.equal(places.at(-1)?.end, text.length === 0 ? undefined : text.length);
    }),
    { seed: 3 },
  );
});
