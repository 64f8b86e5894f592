// One line a rule: declarations | expression | by what | layout ⇒ the matrix (or index) form. Every row is also certified.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';

type Row = readonly [expression: string, by: string, expected: string];

const DECLARED = `a, b, t ∈ ℝ
x, y, c ∈ ℝ^n
z ∈ ℝ^n, positive
u ∈ ℝ^m
A, B, X ∈ ℝ^{n×n}
R ∈ ℝ^{m×n}
S ∈ ℝ^{n×n}, symmetric
Q ∈ ℝ^{n×n}, orthogonal
K ∈ ℝ^{n×n}, skew-symmetric
H ∈ ℝ^{n×n}, idempotent
f : ℝ^n → ℝ^m
φ : ℝ → ℝ
G : ℝ → ℝ^{n×n}
F : ℝ^{n×n} → ℝ^{n×n}`;

const families: Readonly<Record<string, readonly Row[]>> = {
  'linear and quadratic forms': [
    ['cᵀ x', 'x', 'cᵀ'],
    ['A x', 'x', 'A'],
    ['xᵀ A', 'x', 'Aᵀ'],
    ['A x + c', 'x', 'A'],
    ['xᵀ A x', 'x', 'xᵀ (A + Aᵀ)'],
    ['xᵀ S x', 'x', '2 xᵀ S'],
    ['xᵀ A y', 'y', 'xᵀ A'],
    ['xᵀ A y', 'A', 'x yᵀ'],
    ['x xᵀ y', 'x', '(yᵀ x) I_n + x yᵀ'],
    ['‖Q x‖²', 'x', '2 xᵀ'],
  ],
  norms: [
    ['‖x‖²', 'x', '2 xᵀ'],
    ['‖x - c‖', 'x', '(x - c)ᵀ / ‖x - c‖'],
    ['‖R‖_F²', 'R', '2 R'],
    ['‖R‖_F', 'R', 'R / ‖R‖_F'],
    ['‖x‖_1', 'x', 'sign(x)ᵀ'],
  ],
  traces: [
    ['tr(A X)', 'X', 'Aᵀ'],
    ['tr(A X B)', 'X', 'Aᵀ Bᵀ'],
    ['tr(Xᵀ A X)', 'X', '(A + Aᵀ) X'],
    ['tr(X^3)', 'X', '3 (Xᵀ)²'],
    ['tr(X⁻¹)', 'X', '-(X⁻ᵀ)²'],
    ['tr(Rᵀ R)', 'R', '2 R'],
    ['tr(kron(A, X))', 'X', 'tr(A) I_n'],
  ],
  'determinants and inverses': [
    ['det(X)', 'X', 'det(X) X⁻ᵀ'],
    ['logdet(X)', 'X', 'X⁻ᵀ'],
    ['logdet(R Rᵀ)', 'R', '2 (R Rᵀ)⁻¹ R'],
    ['cᵀ X⁻¹ y', 'X', '-X⁻ᵀ c yᵀ X⁻ᵀ'],
    ['X⁻¹ c', 'c', 'X⁻¹'],
    ['adj(X)', 't', 'zeros(n, n)'],
  ],
  'elementwise functions': [
    ['exp(x)', 'x', 'diag(exp(x))'],
    ['log(z)', 'z', 'diag(z.^(-1))'],
    ['sin(x)', 'x', 'diag(cos(x))'],
    ['cos(x)', 'x', '-diag(sin(x))'],
    ['tanh(x)', 'x', 'I_n - diag(tanh(x).^2)'],
    ['relu(x)', 'x', 'diag(step(x))'],
    ['sum(softplus(x))', 'x', 'sigmoid(x)ᵀ'],
    ['sum(abs(x))', 'x', 'sign(x)ᵀ'],
    ['sqrt(z)', 'z', '1/2 diag(z.^(-1/2))'],
    ['sum(exp(R))', 'R', 'exp(R)'],
    ['x .* y', 'x', 'diag(y)'],
    ['x ./ z', 'x', 'diag(z.^(-1))'],
  ],
  'softmax and its relatives': [
    ['softmax(x)', 'x', 'diag(softmax(x)) - softmax(x) softmax(x)ᵀ'],
    ['logsumexp(x)', 'x', 'softmax(x)ᵀ'],
    ['log(sum(exp(x)))', 'x', 'softmax(x)ᵀ'],
    ['sum(log(1 + exp(x)))', 'x', 'sigmoid(x)ᵀ'],
  ],
  'by a scalar': [
    ['t x', 't', 'x'],
    ['t² x', 't', '2 t x'],
    ['sin(t A)', 't', 'A ⊙ cos(t A)'],
    ['expm(t A)', 't', 'A expm(t A)'],
    ['log(1 + t²)', 't', '2 t / (1 + t²)'],
    ['a / b', 'b', '-a / b²'],
  ],
  'components and blocks': [
    ['x[1] x[2]', 'x', ''],
    ['A[1,2]', 'A', ''],
    ['diagonal(X)', 't', 'zeros(n)'],
    ['tr(diag(x))', 'x', 'ones(n)ᵀ'],
    ["tr([A, X; X', B Bᵀ]^2)", 'X', '4 X'],
    ['[A, X] [x; y]', 'y', 'X'],
  ],
  'declared facts': [
    ['xᵀ K x', 'x', 'zeros(n)ᵀ'],
    ['K x', 'x', 'K'],
    ['tr(K X)', 'X', '-K'],
    ['xᵀ H H x', 'x', 'xᵀ (H + Hᵀ)'],
    ['‖Q x - c‖²', 'x', '2 (x - Qᵀ c)ᵀ'],
  ],
  'matrix functions': [
    ['tr(expm(X))', 'X', 'expm(X)ᵀ'],
    ['tr(logm(X))', 'X', 'X⁻ᵀ'],
    ['tr(sqrtm(X))', 'X', '1/2 sqrtm(X)⁻ᵀ'],
    ['tr(sinm(X))', 'X', 'cosm(X)ᵀ'],
    ['xᵀ expm(X) y', 'X', 'dexpm(Xᵀ, x yᵀ)'],
    ['expm(X)', 'X', '(expm′(X))_pqij'],
    ['expm(X + t X X)', 't', 'dexpm(X + t X², X²)'],
  ],
  'the pseudo-inverse': [
    ['pinv(R) u', 'u', 'pinv(R)'],
    ['uᵀ pinv(R)ᵀ x', 'R', ''],
    ['pinv(R)', 'R', ''],
    ['pinv(t R)', 't', ''],
  ],
  'opaque functions': [
    ['f(A x)', 'x', 'f′(A x) A'],
    ['φ(xᵀ x)', 'x', '2 φ′(xᵀ x) xᵀ'],
    ['G(t) x', 't', 'G′(t) x'],
    ['G(t)⁻¹', 't', '-G(t)⁻¹ G′(t) G(t)⁻¹'],
    ['F(X)⁻¹', 'X', '-Σ_t Σ_s (F(X)⁻¹)_pt (F′(X))_tsij (F(X)⁻¹)_sq'],
    ['‖f(x) - u‖²', 'x', '2 (f(x) - u)ᵀ f′(x)'],
  ],
};

describe('derivatives', () => {
  before(() => useCertifier(certify));
  for (const [family, rows] of Object.entries(families))
    describe(family, () => {
      for (const [expression, by, expected] of rows)
        it(`d(${expression})/d${by}${expected === '' ? '' : ` = ${expected}`}`, () => {
          const { statements } = analyzeFile(`${DECLARED}\nd(${expression})/d${by}`, { certify: true });
          const { derivative, diagnostics } = statements.at(-1)!;
          assert.equal(derivative?.certificate.verdict, 'verified', diagnostics.map(({ message }) => message).join('; '));
          if (expected !== '') assert.equal(derivative.matrix?.unicode ?? derivative.index.unicode, expected);
        });
    });
});
