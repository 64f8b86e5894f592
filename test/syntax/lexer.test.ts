import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from '../../src/syntax/lexer.ts';
import { adjointOf, canonicalName } from '../../src/syntax/names.ts';

const texts = (source: string): string =>
  tokenize(source)
    .filter(token => token.kind !== 'end')
    .map(token => token.text)
    .join(' ');

/** Texts on one line have the same tokens. */
const SAME: readonly (readonly string[])[] = [
  ['θ', '\\theta', 'theta', '\\boldsymbol{\\theta}', '\\mathbf \\theta'],
  ['x̂', '\\hat{x}', '\\hat x', 'x\u0302', '\\widehat{x}'],
  ['é', 'e\u0301'],
  ['Δ', '\u2206', '\\Delta', 'Delta'],
  ['μ', '\u00b5', 'mu'],
  ['ℝ', '\\mathbb{R}', '\\R'],
  ['𝕊', '\\mathbb{S}'],
  ['x ∈ ℝ', 'x \\in \\mathbb{R}'],
  ['‖ x ‖', '||x||', '\\|x\\|', '\\lVert x \\rVert', '\\left\\| x \\right\\|', '∥x∥'],
  ['A ⊤', 'Aᵀ', 'A⊤', 'A.T', 'A\\top'],
  ['A ^ { - 1 }', 'A⁻¹', 'A^{-1}', 'A ^ {-1}'],
  ['x ^ { n + 1 }', 'xⁿ⁺¹', 'x^{n+1}'],
  ['x_1', 'x₁'],
  ['A_ij', 'Aᵢⱼ'],
  ['a · b', 'a \\cdot b', 'a ⋅ b'],
  ['a .* b', 'a ⊙ b', 'a \\odot b', 'a ∘ b'],
  ['a ./ b', 'a ⊘ b', 'a\\oslash b'],
  ['a ⊗ b', 'a \\otimes b'],
  ['∂ L / ∂ x', '\\partial L / \\partial x'],
  ['∇ L', '\\nabla L'],
  ['a + b', '\\left. a \\, + \\; \\quad b \\right.', 'a~+~b', '$a + b$', '\\mathrm{a} + \\text{b}', 'a \\nonumber + b \\label{x}'],
  ['tr ( A )', '\\operatorname{tr}(A)', '\\mathrm{tr}\\left(A\\right)', '\\text{tr}(A)'],
  ['a = b', 'a &= b'],
  ['matrix{ a & b \\\\ c & d }matrix', '\\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}', '\\begin{array}{cc} a & b \\\\[2pt] c & d \\end{array}'],
  ['frac 1 2', '\\frac12', '\\frac 1 2'],
  ['1 ./ x', '1./x', '1 ./x'],
  ['2 ^ n', '2**n', '2^n'],
];

test('spellings that mean the same have the same tokens', () => {
  for (const [first, ...others] of SAME)
    for (const other of others)
      assert.equal(
        texts(other),
        texts(first!.replace(/matrix\{.*\}matrix/, '\\begin{matrix} a & b \\\\ c & d \\end{matrix}').replace(/^frac/, '\\frac')),
        other,
      );
});

test('letters that differ stay different', () => {
  for (const [one, other] of [
    ['Φ', 'φ'],
    ['\\mathcal{L}', 'L'],
    ['x̂', 'x̄'],
    ['x_hat', 'x̂'],
    ['ℓ', 'l'],
  ] as const)
    assert.notEqual(texts(one), texts(other));
});

test('tokens keep what was written and where', () => {
  const source = 'A ∈ \\mathbb{R}^{m}, \\hat{y} = x₁';
  for (const token of tokenize(source, 100)) assert.equal(source.slice(token.start - 100, token.end - 100), token.written);
  assert.deepEqual(
    tokenize(source, 100)
      .filter(token => token.kind === 'name')
      .map(token => [token.text, token.written, token.start]),
    [
      ['A', 'A', 100],
      ['ℝ', '\\mathbb{R}', 104],
      ['m', 'm', 116],
      ['ŷ', '\\hat{y}', 120],
      ['x_1', 'x₁', 130],
    ],
  );
});

test('a dot and a quote belong to what they touch', () => {
  assert.equal(texts("A'B'"), "A ' B '");
  assert.equal(texts("norm(A, 'fro')"), 'norm ( A , fro )');
  assert.equal(texts('X.sum(axis=0)'), 'X sum ( axis = 0 )');
  assert.equal(texts('1.5 + .5 + 2.'), '1.5 + 0.5 + 2');
  assert.equal(texts('1e-3 2e x'), '1e-3 2 e x');
});

test('canonical names', () => {
  for (const [written, name] of [
    ['theta_1', 'θ_1'],
    ['Phi', 'Φ'],
    ['n_samples', 'n_samples'],
    ['delta_rate', 'δ_rate'],
    ['theta2', 'θ2'],
    ['constructor', 'constructor'],
    ['𝐱', 'x'],
  ] as const)
    assert.equal(canonicalName(written), name);
});

test('adjoints by their names, where the quantity is known', () => {
  const isKnown = (name: string): boolean => ['W', 'Y', 'output'].includes(name);
  for (const name of ['dW', 'dLdW', 'dL_dW', 'dloss_dW', 'd_W', 'grad_W', 'W_grad', 'W_bar', 'W̄', 'δW', 'dL_W'].map(text => text.normalize('NFC')))
    assert.equal(adjointOf(name, isKnown), 'W', name);
  assert.equal(adjointOf('grad_output', isKnown), 'output');
  for (const name of ['W', 'dX', 'data', 'W_hat']) assert.equal(adjointOf(name, isKnown), null);
});
