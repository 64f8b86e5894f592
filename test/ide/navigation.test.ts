import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definitionsAt, highlightsAt, referencesAt } from '../../src/ide/navigation.ts';
import { fixture, shown } from '../support/fixture.ts';

const places = (marks: readonly { start: number; end: number }[]) => marks.map(({ start, end }) => ({ start, end }));

function checkDefinitions(source: string, languageId = 'mc'): void {
  const { text, cursor, marks, analysis } = fixture(source, { languageId });
  assert.equal(shown(text, definitionsAt(analysis, cursor)), shown(text, places(marks)));
}

test('definition: the declaration and what it is defined to be', () => checkDefinitions("x ∈ ℝ^n\nr = x + x\n^\nr' r$0\n"));
test('definition: of an adjoint the quantity', () =>
  checkDefinitions('def f(X, W):\n    # X: (n, k), W: (k, p)\n                 ^\n    # Y = X W\n    # $0dW = Xᵀ dY\n', 'python'));
test('definition: a declaration and a property that is stated later', () => checkDefinitions('A ∈ ℝ^{n×n}\n^\nA is symmetric\ntr(A$0)\n'));
test('definition: of a dimension the shape that has it first', () => checkDefinitions('A ∈ ℝ^{m×n}\n         ^\nx ∈ ℝ^n$0\n'));
test('definition: of an index the sum that binds it', () => checkDefinitions('x ∈ ℝ^n\ns = sum_i x_i$0\n        ^\n'));
test('definition: of a name that nothing declares its first use', () => checkDefinitions("x ∈ ℝ^n\nq = x' z\n       ^\nz$0' z\n"));
test('definition: none for the name that code gives, none for prose, none in an empty document', () => {
  checkDefinitions('def f(q, k):\n    s$0 = q @ k.T  # (n, n)\n', 'python');
  checkDefinitions('def f(q, k):\n    # a re$0mark\n', 'python');
  checkDefinitions('$0');
});
test('references, with and without declarations', () => {
  const { analysis, text } = fixture("x ∈ ℝ^n\nq = x' x\ndq/dx\n");
  const at = text.indexOf('dx') + 1;
  assert.deepEqual(
    referencesAt(analysis, at, true).map(({ start }) => start),
    [0, 12, 15, 21],
  );
  assert.deepEqual(
    referencesAt(analysis, at, false).map(({ start }) => start),
    [12, 15, 21],
  );
});
test('highlights: what is written and what is read', () => {
  const { analysis, text, marks, cursor } = fixture(
    'A ∈ ℝ^{n×n}, x, y ∈ ℝ^n\n                ^ write\ny = A x\n^ write\nL = ‖y$0‖²\n     ^ read\ndL/dy\n    ^ read\n',
  );
  assert.equal(
    shown(
      text,
      highlightsAt(analysis, cursor).map(({ kind, ...place }) => ({ ...place, label: kind })),
    ),
    shown(text, marks),
  );
});
