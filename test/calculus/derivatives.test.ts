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
P ∈ ℝ^{m×n}
W ∈ ℝ^{m×m}
M ∈ ℝ^{(n+m)×(n+m)}
T ∈ ℝ^{3×n×n}
N ∈ ℝ^{2×3}
S ∈ ℝ^{n×n}, symmetric
Q ∈ ℝ^{n×n}, orthogonal
K ∈ ℝ^{n×n}, skew-symmetric
H ∈ ℝ^{n×n}, idempotent
f : ℝ^n → ℝ^m
φ : ℝ → ℝ
G : ℝ → ℝ^{n×n}
F : ℝ^{n×n} → ℝ^{n×n}`;

const families: Readonly<Record<string, readonly Row[]>> = {
  'functions that stand for others': [
    ['clip(t, 0, 1)', 't', 'step(t) - step(t - 1)'],
    ['np.clip(t, 0, 1)', 't', 'step(t) - step(t - 1)'],
    ['cᵀ logsoftmax(x)', 'x', '(c - sum(c) softmax(x))ᵀ'],
    ['logsoftmax(x)', 'x', 'I_n - ones(n) softmax(x)ᵀ'],
    ['silu(t)', 't', 'sigmoid(t) (1 + t (1 - sigmoid(t)))'],
    ['sum(logsigmoid(R))', 'R', 'ones(m, n) - sigmoid(R)'],
  ],
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
    ['‖x‖ + ‖x‖²', 'x', '(2 + 1/‖x‖) xᵀ'],
    ['exp(‖x‖ + ‖x‖²)', 'x', '(2 + 1/‖x‖) exp(‖x‖ + xᵀ x) xᵀ'],
    ['xᵀ A x / (xᵀ x)', 'x', '(xᵀ (A + Aᵀ) - 2 (xᵀ A x) xᵀ / (xᵀ x)) / (xᵀ x)'],
    ['‖x - mean(x)‖² / n', 'x', '2 (x - sum(x) ones(n) / n)ᵀ / n'],
    ['sum(x - mean(x))', 'x', 'zeros(n)ᵀ'],
    ['(x - mean(x)) / sqrt(a + 1)', 'x', '(I_n - ones(n, n) / n) / sqrt(a + 1)'],
    ['‖R‖_*', 'R', 'R sqrtm(Rᵀ R)⁻¹'],
    ['‖Rᵀ‖_*', 'R', 'sqrtm(R Rᵀ)⁻¹ R'],
    ['‖N‖_*', 'N', 'sqrtm(N Nᵀ)⁻¹ N'],
    ['‖A X - B‖_*', 'X', ''],
    ['‖t R‖_*', 't', ''],
  ],
  traces: [
    ['tr(A X)', 'X', 'Aᵀ'],
    ['tr(A X B)', 'X', 'Aᵀ Bᵀ'],
    ['tr(Xᵀ A X)', 'X', '(A + Aᵀ) X'],
    ['tr(X^3)', 'X', '3 (Xᵀ)²'],
    ['tr(X⁻¹)', 'X', '-(X⁻ᵀ)²'],
    ['t tr(X⁻¹ X)', 't', 'n'],
    ['sum(diagonal(X X⁻¹) .* x)', 'x', 'ones(n)ᵀ'],
    ['tr(Rᵀ R)', 'R', '2 R'],
    ['tr(kron(A, X))', 'X', 'tr(A) I_n'],
  ],
  'determinants and inverses': [
    ['det(X)', 'X', 'adj(X)ᵀ'],
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
    ['tanh(x)', 'x', 'diag(ones(n) - tanh(x).^2)'],
    ['tanh(A x)', 'x', 'diag(ones(n) - tanh(A x).^2) A'],
    ['xᵀ tanh(A x)', 'x', 'tanh(A x)ᵀ + (x ⊙ (ones(n) - tanh(A x).^2))ᵀ A'],
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
    ['exp(x) / sum(exp(x))', 'x', 'diag(softmax(x)) - softmax(x) softmax(x)ᵀ'],
    ['exp(x) / sum(exp(x))^2', 'x', ''],
    ['exp(c)ᵀ x / sum(exp(c))', 'x', 'softmax(c)ᵀ'],
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
    ["logdet([X, R'; R, u uᵀ])", 'X', '[I_n, zeros(n, m)] [X, Rᵀ; R, u uᵀ]⁻ᵀ [I_n; zeros(m, n)]'],
    ["logdet([A, R'; R, W])", 'W', '[zeros(m, n), I_m] [A, Rᵀ; R, W]⁻ᵀ [zeros(n, m); I_m]'],
    ['[x; u]ᵀ M [x; u]', 'x', '[xᵀ, uᵀ] (M + Mᵀ) [I_n; zeros(m, n)]'],
    ['[x; u]ᵀ M [x; u]', 'u', '[xᵀ, uᵀ] (M + Mᵀ) [zeros(n, m); I_m]'],
    ['log(softmax(x)[1])', 'x', 'δ_i1 - (softmax(x))_i'],
    ['f(x)[2]', 'x', 'f′(x)[2,:]'],
    ['[X; R]', 'X', 'δ_pi δ_qj'],
    ['[X; R]', 'R', 'δ_{p,n+i} δ_qj'],
    ['[X, A; R, P]', 'P', 'δ_{p,n+i} δ_{q,n+j}'],
    ['[u; A x]', 'A', 'δ_{i,m+k} x_q'],
    ['[u; A A x]', 'A', 'Σ_s δ_{i,m+k} A_qs x_s + Σ_t δ_{i,m+t} A_tk x_q'],
    ['xᵀ T[2,:,:] x', 'x', 'Σ_t x_t T_2it + Σ_t x_t T_2ti'],
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
  'powers of a matrix with a symbolic exponent': [
    ['tr(X^a)', 'X', 'a (X^(a - 1))ᵀ'],
    ['tr(X^(2 t + 1))', 'X', '(2 t + 1) (X^(2 t))ᵀ'],
    ['tr(X^n)', 'X', 'n (X^(n - 1))ᵀ'],
    ['tr(S^a)', 'S', 'a S^(a - 1)'],
    ['tr((A X B)^a)', 'X', 'a Aᵀ ((A X B)^(a - 1))ᵀ Bᵀ'],
    ['tr((Rᵀ R)^a)', 'R', '2 a R (Rᵀ R)^(a - 1)'],
    ['logdet(X^a)', 'X', 'a X⁻ᵀ'],
    ['log(tr(X^a))', 'X', 'a (X^(a - 1))ᵀ / tr(X^a)'],
    ['tr(X^a)', 'a', 'tr(logm(X) X^a)'],
    ['X^a', 'a', 'logm(X) X^a'],
    ['tr((A + t B)^a)', 't', 'a tr((A + t B)^(a - 1) B)'],
    ['xᵀ (t B)^a y', 't', 'a (xᵀ B (t B)^(a - 1) y)'],
    ['X^a x', 'x', 'X^a'],
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

describe('conditions of validity', () => {
  before(() => useCertifier(certify));
  const rows: readonly (readonly [expression: string, by: string, conditions: readonly string[]])[] = [
    ['‖R‖_*', 'R', ['R has full column rank']],
    ['‖N‖_*', 'N', ['Nᵀ has full column rank']],
    ['tr(X^a)', 'X', ['X has no eigenvalue ≤ 0, or the exponent is a whole number ≥ 1']],
    ['tr(X^a)', 'a', ['X has no eigenvalue ≤ 0']],
    ['tr(X^n)', 'X', []],
    ['tr(V^a)', 'V', []],
  ];
  for (const [expression, by, conditions] of rows)
    it(`of d(${expression})/d${by}`, () => {
      const { statements } = analyzeFile(`${DECLARED}\nV ∈ ℝ^{n×n}, positive definite\nd(${expression})/d${by}`, { certify: true });
      assert.deepEqual(statements.at(-1)!.derivative?.validity, conditions);
    });
});

describe('refused by name', () => {
  before(() => useCertifier(certify));
  const rows: readonly (readonly [query: string, reason: RegExp])[] = [
    ['d(xᵀ X^a y)/dX', /derivative of X\^k is the sum .* only its trace has one/],
    ['d²(tr(X^a))/dX²', /derivative of X\^k is the sum .* only its trace has one/],
    ['d(cᵀ (A + t B)^a y)/dt', /derivative of X\^k is the sum .* only its trace has one/],
    ['d(‖R‖_2)/dR', /the spectral norm has no rule: its derivative is u₁ v₁ᵀ/],
    ['d(‖x‖_∞)/dx', /the maximum norm has no rule: it follows one entry/],
    ['d(‖R‖_1)/dR', /its 1-norm is read in two ways/],
    ['d(‖R‖_∞)/dR', /its ∞-norm is read in two ways/],
    ['d(sum(eigvals(S)))/dS', /eigvals is not derived/],
    ['d(sum(svd(R)))/dR', /svd is not derived/],
    ['d(tr(chol(S)))/dS', /chol is not supported; its derivative keeps one triangle/],
  ];
  for (const [query, reason] of rows)
    it(query, () => {
      const { derivative, diagnostics } = analyzeFile(`${DECLARED}\n${query}`, { certify: true }).statements.at(-1)!;
      assert.ok(!derivative);
      assert.match(diagnostics.map(({ message }) => message).join('; '), reason);
    });
});
