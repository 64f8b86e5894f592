import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeLensCommand, codeLensesOf } from '../../src/ide/codeLens.ts';
import { analysed } from '../support/document.ts';

/** By the text of the line, what its links say. */
function linksOf(text: string, languageId = 'mc', isCertified = true): readonly (readonly [line: string, ...titles: string[]])[] {
  const analysis = analysed(text, languageId, isCertified);
  const lines = new Map<number, string[]>();
  for (const lens of codeLensesOf(analysis)) {
    const titles = lines.get(lens.offset) ?? [];
    titles.push(codeLensCommand(analysis, lens, 'auto').title);
    lines.set(lens.offset, titles);
  }
  return [...lines].map(([offset, titles]) => [text.slice(offset).split('\n', 1)[0]!, ...titles] as const);
}
const least = 'Φ ∈ ℝ^{N×D}\nθ ∈ ℝ^D\ny ∈ ℝ^N, constant\ne = y - Φ θ\nL = ‖e‖²\n';
const copies = ['Show derivation', 'Copy LaTeX', 'Copy NumPy code'] as const;

describe('links above derivatives', () => {
  test('show and copy a certified one', () => {
    assert.deepEqual(linksOf(`${least}dL/dθ\ndL/dΦ = -2 e θ'\n`), [
      ['dL/dθ', ...copies],
      ["dL/dΦ = -2 e θ'", ...copies],
    ]);
  });
  test('copy nothing before its certificate is in', () => {
    assert.deepEqual(linksOf(`${least}dL/dθ\ndL/dΦ\n`, 'mc', false), [
      ['dL/dθ', 'Show derivation'],
      ['dL/dΦ', 'Show derivation'],
    ]);
  });
  test('copy nothing that is refused, and stand above nothing that has an error', () => {
    assert.deepEqual(linksOf('A ∈ ℝ^{n×n}\nX ∈ ℝ^{n×n}\nd(svdvals(A))/dA\nd²(svdvals(A))/dA²\ndq/dA\n'), [
      ['d(svdvals(A))/dA', ...copies],
      ['d²(svdvals(A))/dA²', 'Show derivation'],
    ]);
  });
  test('stand once above a chain', () => {
    const text = "A ∈ ℝ^{n×n}\nd tr(A A)/dA = 2 A'\n  = A' + A'\n";
    assert.deepEqual(linksOf(text), [["d tr(A A)/dA = 2 A'", ...copies]]);
  });
  test('copy code in the language of the file', () => {
    assert.deepEqual(linksOf("# nabla:\n# x ∈ ℝ^n\n# d(x' x)/dx\n", 'julia')[0]?.at(-1), 'Copy Julia code');
  });
});

describe('links above definitions of scalars', () => {
  test('derive them by what they depend on, not by constants nor by what is asked for', () => {
    assert.deepEqual(linksOf(least), [['L = ‖e‖²', 'derive by Φ', 'derive by θ']]);
    assert.deepEqual(linksOf(`${least}dL/dΦ\n`)[0], ['L = ‖e‖²', 'derive by θ']);
  });
  test('of more than four variables ask', () => {
    assert.deepEqual(linksOf('a, b, c, u, v ∈ ℝ\ns = a b c u v\n'), [['s = a b c u v', 'derive by …']]);
  });
  test('are not above vectors and matrices, nor above what has an error', () => assert.deepEqual(linksOf('A ∈ ℝ^{m×n}\nB = A + A\nc = A A\nr = A z\n'), []));
});
