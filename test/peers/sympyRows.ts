/** What SymPy 1.14.0 answers to the same question, feature by feature. Every failure named here was seen in a run of that release. */

import { row } from './features.ts';
import type { Row } from './rows.ts';

export const sympyRows: readonly Row[] = [
  [
    row(6),
    'SymPy multiplies R*R for an m×n matrix to R**2',
    { refused: 'd(tr(R*R))/dR', code: 'shape-mismatch', says: 'R*R: R is m×n, R is m×n; did you mean' },
  ],
  [row(6), 'SymPy adds R and R.T of an m×n matrix', { refused: "R + R'", code: 'shape-mismatch', says: "R + R': R is m×n, R' is n×m" }],
  [
    row(9),
    'SymPy has no symmetric MatrixSymbol whose derivative is 2xᵀS',
    { given: 'S ∈ ℝ^{n×n}, symmetric\nx ∈ ℝ^n', derivative: "d(x'S x)/dx", shape: '1×n', matrix: '2 xᵀ S', index: '2 Σ_t x_t S_it' },
  ],
  [
    row(10),
    'SymPy leaves an orthogonal Q in ‖Q x‖²',
    { given: 'Q ∈ ℝ^{n×n}, orthogonal\nx ∈ ℝ^n', derivative: 'd(‖Q x‖²)/dx', shape: '1×n', matrix: '2 xᵀ', index: '2 x_i' },
  ],

  [row(11), 'SymPy gives 0 for tr(X) + 1', { derivative: 'd(tr(X) + 1)/dX', shape: 'n×n', matrix: 'I_n', index: 'δ_ij' }],
  [row(11), 'SymPy gives 0 for a sum of two traces', { derivative: 'd(tr(AᵀA) + tr(BᵀB))/dA', shape: 'n×n', matrix: '2 A', index: '2 A_ij' }],
  [
    row(11),
    'SymPy gives 0 for 1/(1 + tr(xᵀx))',
    { derivative: "d(1 / (1 + x'x))/dx", shape: '1×n', matrix: '-2 xᵀ / (1 + xᵀ x)²', index: '-2 x_i / (1 + xᵀ x)²' },
  ],
  [
    row(13),
    'SymPy leaves det(X) unevaluated',
    { derivative: 'd(det(X))/dX', shape: 'n×n', matrix: 'adj(X)ᵀ', index: 'det(X) (X⁻¹)_ji', validity: ['X invertible'] },
  ],
  [row(13), 'SymPy gives 0 for log det(X)', { derivative: 'd(log det(X))/dX', shape: 'n×n', matrix: 'X⁻ᵀ', index: '(X⁻¹)_ji' }],
  [row(13), 'SymPy gives 0 for log det(R Rᵀ)', { derivative: "d(logdet(R R'))/dR", shape: 'm×n', matrix: '2 (R Rᵀ)⁻¹ R', index: '2 Σ_t ((R Rᵀ)⁻¹)_it R_tj' }],
  [
    row(13),
    'SymPy gives 0 for -log det(X) + tr(A X)',
    { derivative: 'd(-logdet(X) + tr(A X))/dX', shape: 'n×n', matrix: 'Aᵀ - X⁻ᵀ', index: 'A_ji - (X⁻¹)_ji' },
  ],
  [
    row(13),
    'SymPy leaves det(XᵀA X) unevaluated',
    { derivative: "d(det(X'A X))/dX", shape: 'n×n', matrix: '2 det(A) det(X)² X⁻ᵀ', index: '2 det(A) det(X)² (X⁻¹)_ji' },
  ],
  [row(13), 'SymPy leaves det(A + t B) by t unevaluated', { derivative: 'd(det(A + t B))/dt', shape: '1×1', matrix: 'det(A + t B) tr((A + t B)⁻¹ B)' }],
  [
    row(14),
    'SymPy exceeds the recursion limit at X⁻²',
    {
      derivative: 'd(X^-2)/dX',
      shape: '(n×n)×(n×n)',
      matrix: null,
      index: '-Σ_t (X⁻¹)_pi (X⁻¹)_tq (X⁻¹)_jt - Σ_t (X⁻¹)_pt (X⁻¹)_ti (X⁻¹)_jq',
      vec: '-(X⁻ᵀ)² ⊗ X⁻¹ - X⁻ᵀ ⊗ (X⁻¹)²',
    },
  ],
  [
    row(14),
    'SymPy exceeds the recursion limit at tr(X⁻²)',
    { derivative: 'd(tr(X^-2))/dX', shape: 'n×n', matrix: '-2 (X⁻ᵀ)³', index: '-2 Σ_t Σ_s (X⁻¹)_ti (X⁻¹)_st (X⁻¹)_js' },
  ],
  [row(18), 'SymPy raises a TypeError for √tr(RᵀR)', { derivative: "d(sqrt(tr(R'R)))/dR", shape: 'm×n', matrix: 'R / ‖R‖_F', validity: ['R ≠ 0'] }],
  [row(18), 'SymPy has no norm of a MatrixSymbol', { derivative: 'd(‖x - y‖)/dx', shape: '1×n', matrix: '(x - y)ᵀ / ‖x - y‖', validity: ['x - y ≠ 0'] }],
  [row(18), 'SymPy gives real and imaginary parts for the 1-norm', { derivative: 'd(‖x‖_1)/dx', shape: '1×n', matrix: 'sign(x)ᵀ', index: '(sign(x))_i' }],
  [
    row(18),
    'SymPy forgets the norm in x/‖x‖',
    { derivative: 'd(x / ‖x‖)/dx', shape: 'n×n', matrix: 'I_n / ‖x‖ - x xᵀ / ‖x‖³', index: 'δ_ij / sqrt(xᵀ x) - x_i x_j / (xᵀ x)^(3/2)' },
  ],
  [row(19), 'SymPy gives 0 for exp tr(A X)', { derivative: 'd(exp(tr(A X)))/dX', shape: 'n×n', matrix: 'exp(tr(A X)) Aᵀ', index: 'exp(tr(A X)) A_ji' }],
  [row(19), 'SymPy gives 0 for exp(xᵀA x)', { derivative: "d(exp(x'A x))/dx", shape: '1×n', matrix: 'exp(xᵀ A x) xᵀ (A + Aᵀ)' }],
  [row(19), 'SymPy gives 0 for log tr(RᵀR)', { derivative: "d(log(tr(R'R)))/dR", shape: 'm×n', matrix: '2 R / ‖R‖_F²', index: '2 R_ij / ‖R‖_F²' }],
  [row(19), 'SymPy gives 0 for a Gaussian', { claim: "d(exp(-‖x - c‖²/2))/dx = -exp(-‖x - c‖²/2) (x - c)'", verdict: 'verified' }],
  [
    row(19),
    'SymPy gives 0 for a Gaussian with a covariance',
    {
      given: 'S ∈ ℝ^{n×n}, positive definite\nx, c ∈ ℝ^n',
      claim: "d(exp(-1/2 (x - c)'S^-1 (x - c)))/dx = -exp(-1/2 (x - c)'S^-1 (x - c)) (x - c)'S^-1",
      verdict: 'verified',
    },
  ],
  [
    row(19),
    'SymPy gives 0 for a ridge loss of traces',
    { derivative: 'd(‖W x - b‖² + λ ‖x‖²)/dx', shape: '1×n', matrix: '2 (λ x + Wᵀ (W x - b))ᵀ', index: '2 λ x_i + 2 Σ_t (W x - b)_t W_ti' },
  ],
  [
    row(20),
    'SymPy forgets the denominator of tr(A X)/tr(B X)',
    { derivative: 'd(tr(A X) / tr(B X))/dX', shape: 'n×n', matrix: '(Aᵀ - tr(A X) Bᵀ / tr(B X)) / tr(B X)', index: 'A_ji / tr(B X) - tr(A X) B_ji / tr(B X)²' },
  ],
  [
    row(20),
    'SymPy forgets the denominator of tr(A X)/det(X)',
    { derivative: 'd(tr(A X) / det(X))/dX', shape: 'n×n', matrix: '(Aᵀ - tr(A X) X⁻ᵀ) / det(X)', index: 'A_ji / det(X) - tr(A X) (X⁻¹)_ji / det(X)' },
  ],
  [
    row(20),
    'SymPy forgets the denominator of (xᵀA x)/(xᵀB x)',
    { claim: "d((x'A x)/(x'B x))/dx = x'(A + A')/(x'B x) - (x'A x) x'(B + B')/(x'B x)^2", verdict: 'verified' },
  ],
  [
    row(20),
    'what SymPy gives for tr(A X)/tr(B X) is refuted',
    { claim: "d(tr(A X) / tr(B X))/dX = A' / tr(B X)", verdict: 'refuted', diagnosis: 'missing term -tr(A X) Bᵀ / tr(B X)²' },
  ],
  [row(21), 'SymPy gives 0 for log Σ exp(x)', { derivative: 'd(log(sum(exp(x))))/dx', shape: '1×n', matrix: 'softmax(x)ᵀ', index: '(softmax(x))_i' }],
  [
    row(21),
    'SymPy gives 0 for log Σ exp(R)',
    { derivative: 'd(log(sum(exp(R))))/dR', shape: 'm×n', matrix: 'exp(R) / sum(exp(R))', index: '(exp(R))_ij / sum(exp(R))' },
  ],
  [
    row(21),
    'SymPy forgets -softmax(x) softmax(x)ᵀ',
    {
      derivative: 'd(softmax(x))/dx',
      shape: 'n×n',
      matrix: 'diag(softmax(x)) - softmax(x) softmax(x)ᵀ',
      index: 'δ_ij (softmax(x))_i - (softmax(x))_i (softmax(x))_j',
    },
  ],
  [
    row(21),
    'SymPy forgets the denominator of exp(x)/Σ exp(x)',
    { claim: "d(exp(x)/sum(exp(x)))/dx = diag(softmax(x)) - softmax(x) softmax(x)'", verdict: 'verified' },
  ],
  [
    row(21),
    'SymPy raises an IndexError for the cross-entropy of a softmax',
    { derivative: "d(-y' log(softmax(x)))/dx", shape: '1×n', matrix: '(sum(y) softmax(x) - y)ᵀ', index: '-y_i + sum(y) (softmax(x))_i' },
  ],
  [
    row(22),
    'SymPy gives real and imaginary parts for |x|',
    { derivative: 'd(abs(x))/dx', shape: 'n×n', matrix: 'diag(sign(x))', index: 'δ_ij (sign(x))_i', validity: ['no entry of x is 0 (a kink)'] },
  ],
  [
    row(22),
    'SymPy gives a permuted array for max(W x, 0) by W',
    { derivative: 'd(sum(max(W x, 0)))/dW', shape: 'm×n', matrix: 'step(W x) xᵀ', index: '(step(W x))_i x_j' },
  ],
  [row(23), 'SymPy exceeds the recursion limit at diag(x) y', { derivative: 'd(diag(x) y)/dx', shape: 'n×n', matrix: 'diag(y)', index: 'δ_ij y_i' }],
  [
    row(23),
    'SymPy exceeds the recursion limit at the diagonal of X',
    { derivative: 'd(diag(X))/dX', shape: 'n×(n×n)', matrix: null, index: 'δ_ik δ_iq', cases: ['1 if q = i = k', '0 if otherwise'] },
  ],
  [
    row(23),
    'SymPy exceeds the recursion limit at tr(diag(X) A)',
    { derivative: 'd(tr(diag(diag(X)) A))/dX', shape: 'n×n', matrix: 'diag(diagonal(A))', index: 'δ_ij A_ii' },
  ],
  [row(24), 'SymPy raises an AttributeError for tr(A ⊗ X)', { derivative: 'd(tr(A ⊗ X))/dX', shape: 'n×n', matrix: 'tr(A) I_n', index: 'δ_ij tr(A)' }],
  [row(24), 'SymPy has no vec', { derivative: "d(vec(X)' vec(A))/dX", shape: 'n×n', matrix: 'A', index: 'A_ij' }],
  [
    row(24),
    'SymPy has no vec(X)ᵀ(A ⊗ B) vec(X)',
    { derivative: "d(vec(X)' (A ⊗ B) vec(X))/dX", shape: 'n×n', matrix: 'B X Aᵀ + Bᵀ X A', index: 'Σ_t Σ_s B_it X_ts A_js + Σ_t Σ_s B_ti X_ts A_sj' },
  ],
  [
    row(25),
    'SymPy raises NotImplementedError for exp(t A)',
    { derivative: 'd(expm(t A))/dt', shape: 'n×n', matrix: 'A expm(t A)', index: 'Σ_s A_is (expm(t A))_sj' },
  ],
  [row(25), 'SymPy gives 0 for exp(X)', { derivative: 'd(tr(expm(X)))/dX', shape: 'n×n', matrix: 'expm(X)ᵀ', index: '(expm(X))_ji' }],
  [row(25), 'SymPy gives 0 for log(X) of a matrix', { derivative: 'd(tr(logm(X)))/dX', shape: 'n×n', matrix: 'X⁻ᵀ', index: '(X⁻¹)_ji' }],
  [
    row(25),
    'SymPy takes the root of X entry by entry',
    { derivative: 'd(tr(sqrtm(X)))/dX', shape: 'n×n', matrix: '1/2 sqrtm(X)⁻ᵀ', index: '1/2 (sqrtm(X)⁻¹)_ji' },
  ],
  [
    row(28),
    'SymPy exceeds the recursion limit at a quadratic form of a block matrix',
    { derivative: "d([x; y]' [A, X; X', B] [x; y])/dX", shape: 'n×n', matrix: '2 x yᵀ', index: '2 x_i y_j' },
  ],
  [
    row(28),
    'SymPy exceeds the recursion limit at the trace of block matrices',
    { derivative: 'd(tr([A, X] [B; X]))/dX', shape: 'n×n', matrix: '2 Xᵀ', index: '2 X_ji' },
  ],
  [
    row(28),
    'SymPy exceeds the recursion limit at blocks times a stacked vector',
    { derivative: 'd([A, X] [x; x])/dx', shape: 'n×n', matrix: 'A + X', index: 'A_ij + X_ij' },
  ],
  [row(29), 'SymPy gives 0 for an undefined f(x)', { derivative: 'd(f(x))/dx', shape: '1×n', matrix: 'f′(x)ᵀ', index: '(f′(x))_i' }],
  [row(29), 'SymPy gives 0 for f(A x)', { derivative: 'd(f(A x))/dx', shape: '1×n', matrix: 'f′(A x)ᵀ A', index: 'Σ_t (f′(A x))_t A_ti' }],
  [row(29), 'SymPy gives 0 for f(tr X)', { derivative: 'd(φ(tr(X)))/dX', shape: 'n×n', matrix: 'φ′(tr(X)) I_n', index: 'δ_ij φ′(tr(X))' }],
  [
    row(29),
    'SymPy has no matrix function of time',
    { derivative: 'd(F(t)^-1)/dt', shape: 'n×n', matrix: '-F(t)⁻¹ F′(t) F(t)⁻¹', validity: ['F(t) invertible'] },
  ],
  [row(30), 'SymPy gives 0 for an entry X[1,2]', { derivative: 'd(X[1,2])/dX', shape: 'n×n', matrix: null, index: 'δ_i1 δ_j2' }],
  [
    row(30),
    'SymPy gives 0 for a product of entries',
    { derivative: 'd(X[1,2] X[2,2])/dX', shape: 'n×n', matrix: null, index: 'δ_i2 δ_j2 X[1,2] + δ_i1 δ_j2 X[2,2]' },
  ],
  [row(30), 'SymPy exceeds the recursion limit at a row of X times x', { derivative: 'd(X[1,:] x)/dX', shape: 'n×n', matrix: null, index: 'δ_i1 x_j' }],

  [
    row(32),
    'SymPy gives raw arrays for ‖b - R x‖² by R',
    { derivative: 'd(‖b - R x‖²)/dR', shape: 'm×n', matrix: '-2 (b - R x) xᵀ', index: '-2 (b - R x)_i x_j' },
  ],
  [row(33), 'SymPy gives Aᵀ for the Jacobian of A x', { derivative: 'd(R x)/dx', shape: 'm×n', matrix: 'R', index: 'R_ij' }],
  [
    row(33),
    'SymPy gives diag(exp(x)) Aᵀ for the Jacobian of A exp(x)',
    { claim: "d(A exp(x))/dx = diag(exp(x)) A'", verdict: 'other-layout', correct: 'A diag(exp(x))' },
  ],
  [
    row(34),
    'SymPy shows R x by R as a permuted array',
    { derivative: 'd(R x)/dR', shape: 'm×(m×n)', matrix: null, index: 'δ_ik x_q', vec: 'xᵀ ⊗ I_m', cases: ['x_q if k = i', '0 if otherwise'] },
  ],
  [row(35), 'SymPy shows A X B by X as PermuteDims', { derivative: 'd(A X B)/dX', shape: '(n×n)×(n×n)', matrix: null, index: 'A_pi B_jq', vec: 'Bᵀ ⊗ A' }],
  [
    row(35),
    'SymPy shows X⁻¹ by X as PermuteDims',
    { derivative: 'd(X^-1)/dX', shape: '(n×n)×(n×n)', matrix: null, index: '-(X⁻¹)_pi (X⁻¹)_jq', vec: '-X⁻ᵀ ⊗ X⁻¹' },
  ],
  [
    row(35),
    'SymPy shows RᵀR by R as a sum of arrays',
    {
      derivative: "d(R'R)/dR",
      shape: '(n×n)×(m×n)',
      matrix: null,
      index: 'δ_pj R_iq + δ_qj R_ip',
      vec: '(Rᵀ ⊗ I_n) comm(m, n) + I_n ⊗ Rᵀ',
      cases: ['R_iq if j = p, p ≠ q', 'R_ip if j = q, p ≠ q', '2 R_iq if j = p = q', '0 if otherwise'],
    },
  ],
  [
    row(36),
    'SymPy leaves the Hessian of log det unevaluated at 0',
    { derivative: 'd²(log det(C))/dC²', shape: '(n×n)×(n×n)', matrix: null, index: '-(C⁻¹)_li (C⁻¹)_jk', vec: '-(C⁻¹ ⊗ C⁻ᵀ) comm(n, n)' },
  ],
  [
    row(36),
    'SymPy leaves the Hessian of exp(cᵀx) unevaluated at 0',
    { derivative: "d²(exp(c'x))/dx²", shape: 'n×n', matrix: 'exp(xᵀ c) c cᵀ', index: 'exp(xᵀ c) c_i c_j' },
  ],
  [row(36), 'SymPy raises a TypeError on the way to the Hessian of ‖x‖', { derivative: 'd²(‖x‖)/dx²', shape: 'n×n', matrix: 'I_n / ‖x‖ - x xᵀ / ‖x‖³' }],
  [
    row(36),
    'SymPy gives 0 on the way to the Hessian of logsumexp',
    { derivative: 'd²(logsumexp(x))/dx²', shape: 'n×n', matrix: 'diag(softmax(x)) - softmax(x) softmax(x)ᵀ' },
  ],
  [
    row(38),
    'SymPy raises an AttributeError at the third derivative of tr(X³)',
    { derivative: 'd³(tr(X^3))/dX³', shape: '(n×n)×(n×n)×(n×n)', matrix: null, index: '3 δ_il δ_jp δ_kq + 3 δ_jk δ_lp δ_iq' },
  ],
  [
    row(38),
    'SymPy raises an AttributeError at the third derivative of (xᵀx)²',
    { derivative: "d³((x'x)^2)/dx³", shape: 'n×n×n', matrix: null, index: '8 δ_ij x_k + 8 δ_ik x_j + 8 δ_jk x_i' },
  ],
  [
    row(38),
    'SymPy exceeds the recursion limit at the third derivative of Σ x⁴',
    { derivative: 'd³(sum(x.^4))/dx³', shape: 'n×n×n', matrix: null, index: '24 δ_ij δ_ik x_i', cases: ['24 x_i if k = i = j', '0 if otherwise'] },
  ],

  [row(50), 'SymPy raises a NotImplementedError without a text', { refused: 'd(rank(X))/dX', code: 'not-differentiable', says: 'rank' }],
  [row(56), 'SymPy does not know whether xᵀA y is yᵀAᵀx', { equality: "x'A y == y'A'x", verdict: 'equal' }],
  [row(56), 'SymPy does not simplify tr(A X) - tr(X A)', { equality: 'tr(A X) == tr(X A)', verdict: 'equal' }],
  [row(56), 'SymPy raises a ValueError for A X == X A with symbolic sizes', { equality: 'A X == X A', verdict: 'different' }],
];
