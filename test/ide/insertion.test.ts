import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derivativeAt } from '../../src/ide/derivative.ts';
import { snippetAbove } from '../../src/ide/insertion.ts';
import { derivative, pending, standIn, statementAt } from '../support/standIn.ts';

/** The text after the derivative of its first `source` was inserted. */
function inserted(text: string, languageId: string, source = 'dL/dθ'): string {
  const statement = statementAt(text, source);
  const found = derivativeAt(standIn(text, { statements: [statement], languageId }), statement.start);
  assert.ok(found.kind === 'derivative' && found.insertion, JSON.stringify(found));
  const { start, end } = found.insertion.range;
  assert.deepEqual(start, end);
  const lines = text.split('\n');
  const offset = lines.slice(0, start.line).reduce((length, line) => length + line.length + 1, 0) + start.character;
  return text.slice(0, offset) + found.insertion.text + text.slice(offset);
}

for (const [name, languageId, before, after] of [
  ['.mc', 'mc', 'dL/dθ\n', 'dL/dθ\ndL/dθ = -2 (y - Φ θ)ᵀ Φ\n'],
  ['.mc without a last newline', 'mc', 'dL/dθ', 'dL/dθ\ndL/dθ = -2 (y - Φ θ)ᵀ Φ'],
  ['.mc with a comment behind', 'mc', '  dL/dθ  # the row\n', '  dL/dθ  # the row\n  dL/dθ = -2 (y - Φ θ)ᵀ Φ\n'],
  ['Python', 'python', '    # dL/dθ\n    x = 1\n', '    # dL/dθ\n    # dL/dθ = -2 (y - Φ θ)ᵀ Φ\n    x = 1\n'],
  ['Python behind code', 'python', '    g = f(x)  # nabla: dL/dθ\n', '    g = f(x)  # nabla: dL/dθ\n    # dL/dθ = -2 (y - Φ θ)ᵀ Φ\n'],
  ['a docstring', 'python', '    """dL/dθ\n    """\n', '    """dL/dθ\n    dL/dθ = -2 (y - Φ θ)ᵀ Φ\n    """\n'],
  ['C++', 'cpp', '\t// ∇ dL/dθ\n', '\t// ∇ dL/dθ\n\t// dL/dθ = -2 (y - Φ θ)ᵀ Φ\n'],
  ['a block comment', 'cpp', '/* dL/dθ\n */\n', '/* dL/dθ\n * dL/dθ = -2 (y - Φ θ)ᵀ Φ\n */\n'],
  ['inside a block comment', 'cpp', '/**\n * dL/dθ\n */\n', '/**\n * dL/dθ\n * dL/dθ = -2 (y - Φ θ)ᵀ Φ\n */\n'],
  ['MATLAB', 'matlab', '% dL/dθ\r\n', '% dL/dθ\r\n% dL/dθ = -2 (y - Φ θ)ᵀ Φ\r\n'],
  ['Markdown', 'markdown', 'So $dL/dθ$ is\n', `So $dL/dθ = ${derivative.matrix!.latex}$ is\n`],
  ['Typst', 'typst', 'So $dL/dθ$ is\n', `So $dL/dθ = ${derivative.matrix!.unicode}$ is\n`],
] as const)
  test(`a derivative is written down in ${name}`, () => assert.equal(inserted(before, languageId), after));

test('without a matrix form nothing is inserted, and the reason is given', () => {
  const statement = statementAt('dK/dR', 'dK/dR', { derivative: { ...derivative, matrix: null } });
  const found = derivativeAt(standIn('dK/dR', { statements: [statement] }), 0);
  assert.ok(found.kind === 'derivative' && found.insertion === null);
  assert.match(found.notInserted ?? '', /no matrix form/);
  assert.equal(found.latex, derivative.index.latex);
});
test('a snippet is written above a line, behind the same comment sign', () => {
  assert.deepEqual(snippetAbove('  # dL/dS', 4, 'eigmax : ℝ^{n×n} → ℝ\nx ∈ ℝ', '\n'), {
    range: { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } },
    text: '  # eigmax : ℝ^{n×n} → ℝ\n  # x ∈ ℝ\n',
  });
  assert.equal(snippetAbove('dL/dS', 0, 'a ∈ ℝ', '\r\n').text, 'a ∈ ℝ\r\n');
});
test('an unchecked derivative is neither copied nor inserted', () => {
  const statement = statementAt('dL/dθ', 'dL/dθ', { derivative: pending });
  assert.deepEqual(derivativeAt(standIn('dL/dθ', { statements: [statement] }), 0), {
    kind: 'none',
    reason: 'dL/dθ is still being checked. Try again in a moment.',
  });
});
test('where there is no statement the reason says what to do', () => assert.equal(derivativeAt(standIn('x'), 0).kind, 'none'));
