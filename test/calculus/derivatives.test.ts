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
F : ℝ^{n×n} → ℝ^{n×n}
q(x) := xᵀ S x
w(c) := ‖c‖²`;

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
    ['x[3] x[9]', 'x', 'δ_i9 x₃ + δ_i3 x₉'],
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
    ['xᵀ T[2,:,:] x', 'x', 'xᵀ (T[2,:,:] + T[2,:,:]ᵀ)'],
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
  'norms that follow the largest entry, sum or singular value': [
    ['‖x‖_∞', 'x', '(hardmax(abs(x)) ⊙ sign(x))ᵀ'],
    ['max(x)', 'x', 'hardmax(x)ᵀ'],
    ['min(x)', 'x', 'hardmax(-x)ᵀ'],
    ['max(A x)', 'x', 'hardmax(A x)ᵀ A'],
    ['maxrows(R)', 'R', ''],
    ['uᵀ maxrows(R)', 'R', 'diag(u) hardmaxrows(R)'],
    ['max(R, axis=0)', 'R', ''],
    ['‖R‖_1', 'R', 'sign(R) diag(hardmax(abs(R)ᵀ ones(m)))'],
    ['‖R‖_∞', 'R', 'diag(hardmax(abs(R) ones(n))) sign(R)'],
    ['‖R‖_2', 'R', 'u_max(R) v_max(R)ᵀ'],
    ['‖R‖_2²', 'R', '2 ‖R‖_2 u_max(R) v_max(R)ᵀ'],
    ['‖R X B‖_2', 'X', 'Rᵀ u_max(R X B) v_max(R X B)ᵀ Bᵀ'],
    ['‖u xᵀ‖_2', 'x', '(uᵀ u_max(u xᵀ)) v_max(u xᵀ)ᵀ'],
  ],
  'eigenvalues, singular values and the Cholesky factor': [
    ['eigmax(S)', 'S', 'q_max(S) q_max(S)ᵀ'],
    ['eigmin(S)', 'S', 'q_min(S) q_min(S)ᵀ'],
    ['λ_max(S)', 'S', 'q_max(S) q_max(S)ᵀ'],
    ['lambda_min(Rᵀ R)', 'R', '2 R q_min(Rᵀ R) q_min(Rᵀ R)ᵀ'],
    ['eigmax(A + Aᵀ)', 'A', '2 q_max(A + Aᵀ) q_max(A + Aᵀ)ᵀ'],
    ['cᵀ eigvals(S)', 'S', 'eigvecs(S) diag(c) eigvecs(S)ᵀ'],
    ['sum(log(eigvals(Rᵀ R)))', 'R', ''],
    ['eigvals(S)', 'S', '(eigvecs(S))_ki (eigvecs(S))_qi'],
    ['eigmax(S + t S S)', 't', 'q_max(S + t S²)ᵀ S² q_max(S + t S²)'],
    ['svdvals(A)', 'A', '(U_svd(A))_ki (V_svd(A))_qi'],
    ['sum(svdvals(R))', 'R', 'U_svd(R) V_svd(R)ᵀ'],
    ['tr(chol(S))', 'S', ''],
    ['cᵀ chol(Rᵀ R) x', 'R', ''],
    ['logdet(chol(S))', 'S', ''],
    ['chol(S S + t² (Rᵀ R))', 't', ''],
  ],
  'Kronecker products of square matrices': [
    ['det(A ⊗ W)', 'A', 'm det(A)^m det(W)^n A⁻ᵀ'],
    ['det(A ⊗ W)', 'W', 'n det(A)^m det(W)^n W⁻ᵀ'],
    ['det((A ⊗ W) (B ⊗ W)ᵀ)', 'A', 'm det(A)^m det(B)^m det(W)^(2 n) A⁻ᵀ'],
    ['det(A ⊗ A ⊗ W)', 'A', ''],
    ['logdet(A ⊗ W)', 'A', 'm A⁻ᵀ'],
    ['tr((A ⊗ W)⁻¹)', 'A', '-tr(W⁻¹) (A⁻ᵀ)²'],
    ['(A ⊗ W)⁻¹', 'A', '-(A⁻¹)_ip (W⁻¹)_jl (A⁻¹)_qk'],
  ],
  'powers of scalars with a symbolic exponent': [
    ['t^n', 't', 'n t^(n - 1)'],
    ['t^n t² / t^m', 't', '(n + 2 - m) t^(n + 1 - m)'],
    ['a^b', 'b', 'log(a) a^b'],
    ['det(A)^b', 'A', 'b det(A)^b A⁻ᵀ'],
    ['‖x‖^n', 'x', 'n ‖x‖^(n - 2) xᵀ'],
  ],
  'defined functions of another argument': [
    ['q(A x)', 'x', '2 xᵀ Aᵀ S A'],
    ['q(x) + q(2 x)', 'x', '10 xᵀ S'],
    ['q(q(x) x)', 'x', ''],
    ['w(Rᵀ u)', 'R', '2 u uᵀ R'],
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
    ['‖x‖_∞', 'x', ['no entry of x is 0 (a kink)', 'the largest entry of abs(x) is attained once']],
    ['‖R‖_2', 'R', ['the largest singular value of R is simple (u_max, v_max: its unit singular vectors u₁, v₁)']],
    ['eigmin(V)', 'V', ['the smallest eigenvalue of V is simple (q_min: its unit eigenvector)']],
    [
      'sum(svdvals(R))',
      'R',
      [
        'R has at least as many rows as columns',
        'the singular values of R are distinct and > 0 (U_svd, V_svd: singular vectors as columns, in the descending order of svdvals)',
      ],
    ],
    ['tr(chol(S))', 'S', ['S positive definite']],
    ['tr(chol(V))', 'V', []],
    ['t^n', 't', []],
    ['t^(-n)', 't', ['t ≠ 0']],
    ['t^a', 't', ['t > 0']],
    ['det(X ⊗ X)', 'X', ['X invertible']],
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
    ['d(sum(svd(R)))/dR', /svd is not derived/],
    ['d(sum(eigvals(A)))/dA', /eigenvalues has no rule: .*not known to be symmetric\. Declare the matrix as symmetric/],
    ['d(tr(chol(A)))/dA', /Cholesky factor has no rule: .*not known to be symmetric/],
    ['d²(sum(svdvals(R)))/dR²', /second derivative of all singular values is not derived\. Their squares are eigvals/],
    ['derivative(eigmax(S), S, S, S)', /third derivative of the largest eigenvalue is not derived\. Write it by eigvals/],
    ['d(det(A ⊗ B + B ⊗ A))/dA', /flattened sides has no rule: it is known only where the matrix is one Kronecker product/],
    ['d(max(vec(R)))/dR', /^Not derived: largest entry of a vector with flattened sides has no rule\. Write it of a vector with a name of its own\.$/],
    ['d(‖u ⊗ x‖_∞)/dx', /the ∞-norm of a vector with flattened sides has no rule/],
    ['d(‖A ⊗ R‖_1)/dA', /the 1-norm of a matrix with flattened sides has no rule\. Write it by the factors of the Kronecker product/],
    ['d(logsumexp(vec(R)))/dR', /logsumexp of a vector with flattened sides has no rule/],
    ['d(maxrows(A ⊗ B))/dA', /largest entry of a matrix with flattened sides has no rule/],
    ['d(sum(svdvals(A ⊗ B)))/dA', /singular values of a matrix with flattened sides has no rule/],
    ['d(eigmax(S ⊗ S))/dS', /largest eigenvalue of a matrix with flattened sides has no rule/],
    ['d(tr(expm(A ⊗ B)))/dA', /expm of a matrix with flattened sides has no rule/],
    ['d(‖A ⊗ B‖_*)/dA', /the nuclear norm of a matrix with flattened sides has no rule/],
    ['d(‖u xᵀ‖_*)/du', /Not derived: .*a singular value of the matrix is 0, where the nuclear norm has a kink/],
  ];
  for (const [query, reason] of rows)
    it(query, () => {
      const { derivative, diagnostics } = analyzeFile(`${DECLARED}\n${query}`, { certify: true }).statements.at(-1)!;
      assert.ok(!derivative);
      assert.match(diagnostics.map(({ message }) => message).join('; '), reason);
    });
});
