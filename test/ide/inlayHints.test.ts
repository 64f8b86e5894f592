import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { inlayHintsIn } from '../../src/ide/inlayHints.ts';
import { analysed } from '../support/document.ts';

/** The text with its hints in `⟨…⟩`. */
function hinted(text: string, languageId = 'mc', isCertified = true): string {
  const analysis = analysed(text, languageId, isCertified);
  return inlayHintsIn(analysis, { start: 0, end: text.length }).reduceRight(
    (written, { offset, label }) => `${written.slice(0, offset)}⟨${label}⟩${written.slice(offset)}`,
    text,
  );
}
const shapes = 'Φ ∈ ℝ^{N×D}\nθ ∈ ℝ^D\ny ∈ ℝ^N\n';

describe('shapes', () => {
  test('stand behind what is defined, not behind what is declared', () => {
    assert.equal(hinted(`${shapes}e = y - Φ θ\nL := ‖e‖²\ny = Φ θ\nG = Φ' Φ\n`), `${shapes}e⟨: ℝ^N⟩ = y - Φ θ\nL⟨: ℝ⟩ := ‖e‖²\ny = Φ θ\nG⟨: ℝ^{D×D}⟩ = Φ' Φ\n`);
  });
  test('stand behind the parameters and the indices of the left side', () => {
    assert.equal(hinted(`${shapes}h(θ) := θ' θ\nf_i = sum_j Φ_ij θ_j\n`), `${shapes}h(θ)⟨: ℝ⟩ := θ' θ\nf_i⟨: ℝ^N⟩ = sum_j Φ_ij θ_j\n`);
  });
  test('that were inferred stand behind the name where it occurs first, and behind I', () => {
    assert.equal(hinted(`${shapes}r = Φ w - y\ns = w' w\n`), `${shapes}r⟨: ℝ^N⟩ = Φ w⟨: ℝ^D⟩ - y\ns⟨: ℝ⟩ = w' w\n`);
    assert.equal(hinted("A ∈ ℝ^{m×n}\nA A' + I\nI_m + A A'\n"), "A ∈ ℝ^{m×n}\nA A' + I⟨: ℝ^{m×m}⟩\nI_m + A A'\n");
  });
  test('of what has none are not there', () => assert.equal(hinted('q = A z\n'), 'q = A z\n'));
  test('stay in their places in a next version', () => {
    const first = analyzeDocument(`${shapes}e = y - Φ θ\n`, { previous: null });
    const text = `${shapes}# more\nc ∈ ℝ\n\ne = y - Φ θ\n`;
    const next = analyzeDocument(text, { previous: first });
    const [hint] = inlayHintsIn(next, { start: 0, end: text.length });
    assert.equal(hint?.offset, text.indexOf('e = y') + 1);
  });
  test('stand in comments of code where they are mathematics', () => {
    const text = '# Φ ∈ ℝ^{N×D}\n# θ ∈ ℝ^D\n# nabla: f = Φ θ\nf = 3\n';
    assert.equal(hinted(text, 'python'), text.replace('nabla: f', 'nabla: f⟨: ℝ^N⟩'));
  });
});

describe('verdicts', () => {
  const text = `${shapes}e = y - Φ θ\nL = ‖e‖²\ndL/dθ = -2 eᵀ Φ   # right\ndL/dθ = 2 eᵀ Φ\ndL/dθ = -2 Φᵀ e\n`;
  test('stand at the end of a claim, with what is wrong', () => {
    assert.deepEqual(hinted(text).split('\n').slice(-4, -1), [
      'dL/dθ = -2 eᵀ Φ⟨✓⟩   # right',
      'dL/dθ = 2 eᵀ Φ⟨✗ sign⟩',
      'dL/dθ = -2 Φᵀ e⟨✓ in the other layout⟩',
    ]);
  });
  test('wait for the certificate', () => assert.ok(!/✓|✗/.test(hinted(text, 'mc', false))));
  test('of a chain stand on each of its lines', () => {
    assert.deepEqual(hinted(`${shapes}e = y - Φ θ\nL = ‖e‖²\ndL/dθ = 2 eᵀ de/dθ\n      = 2 eᵀ Φ\n`).split('\n').slice(-3, -1), [
      'dL/dθ = 2 eᵀ de/dθ⟨✓⟩',
      '      = 2 eᵀ Φ⟨✗ sign⟩',
    ]);
  });
  test('of equalities are there too', () => {
    assert.deepEqual(hinted("A ∈ ℝ^{n×n}\ntr(A) == tr(A')\nA == A'\n").split('\n').slice(1, 3), ["tr(A) == tr(A')⟨✓⟩", "A == A'⟨✗ the sides differ⟩"]);
  });
  test('say in their tooltip what the diagnostic says', () => {
    const analysis = analysed("A ∈ ℝ^{m×n}\nd tr(A' A)/dA = 2 A'\n");
    const [hint] = inlayHintsIn(analysis, { start: 0, end: analysis.text.length });
    assert.equal(hint?.label, '✗ shape');
    assert.equal(hint?.tooltip, analysis.diagnostics()[0]?.message);
  });
});

test('hints outside the visible part are left out', () => {
  const text = `${shapes}e = y - Φ θ\nL = ‖e‖²\n`;
  const start = text.indexOf('L =');
  assert.deepEqual(
    inlayHintsIn(analysed(text), { start, end: text.length }).map(({ label }) => label),
    [': ℝ'],
  );
});
