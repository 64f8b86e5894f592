/** Expressions that users of SymPy reported, each with what they got. */

import type { Row } from './rows.ts';

const issue = (number: number): string => `SymPy issue ${number}`;

export const sympyIssues: readonly Row[] = [
  [issue(9840), 'no Hessian of ½xᵀHx + cᵀx', { derivative: "d²(1/2 x'A x + c'x)/dx²", shape: 'n×n', matrix: '1/2 (A + Aᵀ)', index: '1/2 A_ji + 1/2 A_ij' }],
  [
    issue(9840),
    'no gradient of ½xᵀHx + cᵀx with a symmetric H',
    { given: 'H ∈ ℝ^{3×3}, symmetric\nx, c ∈ ℝ^3', derivative: "d(1/2 x'H x + c'x)/dx", shape: '1×3', matrix: '(c + H x)ᵀ' },
  ],
  [
    issue(14305),
    'A by A was a product of two deltas without names',
    {
      given: 'A ∈ ℝ^{3×3}',
      derivative: 'dA/dA',
      shape: '(3×3)×(3×3)',
      matrix: null,
      index: 'δ_pi δ_qj',
      vec: 'I_3 ⊗ I_3',
      cases: ['1 if i = p, j = q', '0 if otherwise'],
    },
  ],
  [
    issue(15136),
    'tr(X²B) gave (I + Xᵀ)Bᵀ(I + Xᵀ)',
    { derivative: 'd(tr(X^2 B))/dX', shape: 'n×n', matrix: 'Xᵀ Bᵀ + Bᵀ Xᵀ', index: 'Σ_t X_ti B_jt + Σ_t B_ti X_jt' },
  ],
  [
    issue(15136),
    'what it gave is refuted',
    { claim: "d(tr(X^2 B))/dX = (I + X') B' (I + X')", verdict: 'refuted', diagnosis: 'extra term Bᵀ + Xᵀ Bᵀ Xᵀ', correct: 'Xᵀ Bᵀ + Bᵀ Xᵀ' },
  ],
  [issue(15614), 'tr(X A) of 3×3 matrices gave 3Aᵀ', { given: 'X, A ∈ ℝ^{3×3}', derivative: 'd(tr(X A))/dX', shape: '3×3', matrix: 'Aᵀ', index: 'A_ji' }],
  [
    issue(15614),
    'what it gave is refuted',
    { given: 'X, A ∈ ℝ^{3×3}', claim: "d(tr(X A))/dX = 3 A'", verdict: 'refuted', diagnosis: 'factor 3', correct: 'Aᵀ' },
  ],
  [issue(15614), 'tr(XᵀA X) gave 6AᵀX + 12A X', { derivative: "d(tr(X'A X))/dX", shape: 'n×n', matrix: '(A + Aᵀ) X', index: 'Σ_t A_it X_tj + Σ_t A_ti X_tj' }],
  [
    issue(15650),
    'A^n was differentiated entry by entry',
    {
      derivative: 'd(X^3)/dX',
      shape: '(n×n)×(n×n)',
      matrix: null,
      index: 'Σ_t δ_pi X_tq X_jt + Σ_t δ_qj X_pt X_ti + X_pi X_jq',
      vec: '(Xᵀ)² ⊗ I_n + I_n ⊗ X² + Xᵀ ⊗ X',
    },
  ],
  [
    issue(15667),
    'tr(A) A gave a matrix',
    { derivative: 'd(tr(X) X)/dX', shape: '(n×n)×(n×n)', matrix: null, index: 'δ_pi δ_qj tr(X) + δ_ij X_pq', vec: 'tr(X) (I_n ⊗ I_n) + vec(X) vec(I_n)ᵀ' },
  ],
  [
    issue(16504),
    'x xᵀx does not add up: shapes n×n and n×1×1×n',
    { derivative: "d(x x' x)/dx", shape: 'n×n', matrix: '(xᵀ x) I_n + 2 x xᵀ', index: 'δ_ij (xᵀ x) + 2 x_i x_j' },
  ],
  [issue(16606), 'the sum of two forms raised a TypeError', { derivative: "d(x' V V' x + c' V V' x)/dx", shape: '1×n', matrix: '(c + 2 x)ᵀ V Vᵀ' }],
  [
    issue(17229),
    'the entry M[1,1] by M gave 0',
    { given: 'M ∈ ℝ^{3×3}', derivative: 'd(M[2,2])/dM', shape: '3×3', matrix: '[0, 0, 0; 0, 1, 0; 0, 0, 0]', index: 'δ_i2 δ_j2' },
  ],
  [
    issue(19166),
    'a Jacobian by a matrix was expected to have three axes',
    {
      given: 'R ∈ ℝ^{m×n}\nf_i = sum_j R_ij^2',
      derivative: 'df/dR',
      shape: 'm×(m×n)',
      matrix: null,
      index: '2 δ_ik R_iq',
      cases: ['2 R_iq if k = i', '0 if otherwise'],
    },
  ],
  [issue(21062), 'exp(M x) raised an error', { derivative: 'd(exp(R x))/dx', shape: 'm×n', matrix: 'diag(exp(R x)) R', index: 'R_ij (exp(R x))_i' }],
  [
    issue(21347),
    'the back-propagation of a layer was asked for',
    {
      given: 'W ∈ ℝ^{k×n}\nU ∈ ℝ^{m×k}\nx ∈ ℝ^n\ny ∈ ℝ^m\na = tanh(W x)\nL = ‖U a - y‖²',
      derivative: 'dL/dW',
      shape: 'k×n',
      matrix: '2 ((ones(k) - a.^2) ⊙ Uᵀ (U a - y)) xᵀ',
    },
  ],
  [issue(23221), 'a matrix that depends on time has no derivative', { derivative: 'd(F(t)^-1)/dt', shape: 'n×n', matrix: '-F(t)⁻¹ F′(t) F(t)⁻¹' }],
  [
    issue(23221),
    'a quadratic form along a path q(t) has no derivative',
    { derivative: "d(q(t)' A q(t))/dt", shape: '1×1', matrix: 'q′(t)ᵀ A q(t) + q(t)ᵀ A q′(t)' },
  ],
  [issue(23364), '(t A)(t A) by t raised a TypeError', { derivative: 'd((t A)(t A))/dt', shape: 'n×n', matrix: '2 t A²', index: '2 Σ_s t A_is A_sj' }],
  [
    issue(23423),
    'a residual’s square by the matrix gave raw arrays',
    { given: 'Θ ∈ ℝ^{12×24}\nx ∈ ℝ^24\ns ∈ ℝ^12\nr = s - Θ x', derivative: "d(r'r)/dΘ", shape: '12×24', matrix: '-2 r xᵀ' },
  ],
  [issue(23492), 'tr(A) + tr(A²) gave 0', { claim: "d(tr(X) + tr(X^2))/dX = I + 2 X'", verdict: 'verified' }],
  [
    issue(23492),
    'A + I exceeded the recursion limit',
    { given: 'A ∈ ℝ^{3×3}', derivative: 'd(A + I)/dA', shape: '(3×3)×(3×3)', matrix: null, index: 'δ_pi δ_qj' },
  ],
  [issue(24229), 'a function of a matrix argument raised a ShapeError', { derivative: 'd(h(A X))/dX', shape: 'n×n', matrix: 'Aᵀ h′(A X)' }],
  [issue(24229), 'a vector-valued function of a vector raised a ShapeError', { derivative: 'd(g(A x))/dx', shape: 'm×n', matrix: 'g′(A x) A' }],
  [issue(24725), 'tr(xᵀw) + b by w gave 0', { derivative: "d(tr(x'y) + a)/dy", shape: '1×n', matrix: 'xᵀ', index: 'x_i' }],
  [
    issue(24725),
    'tr((x - m1)ᵀ(x - m1)) by m raised a NotImplementedError',
    { derivative: "d(tr((x - t ones(n))'(x - t ones(n))))/dt", shape: '1×1', matrix: '-2 sum(x - t ones(n))' },
  ],
  [issue(24859), 'the entry (x u + A)[0,0] by x gave 0', { derivative: 'd((A + t B)[1,1])/dt', shape: '1×1', matrix: 'B[1,1]' }],
  [issue(25118), 'tr(FᵀF) - 3 gave 0', { given: 'F ∈ ℝ^{3×3}\nC = FᵀF\nφ = tr(C) - 3', derivative: 'dφ/dF', shape: '3×3', matrix: '2 F', index: '2 F_ij' }],
  [issue(26561), 'tr(E)² + 1 gave 0', { given: 'E ∈ ℝ^{3×3}', derivative: 'd(tr(E)^2 + 1)/dE', shape: '3×3', matrix: '2 tr(E) I_3', index: '2 δ_ij tr(E)' }],
  [issue(26561), 'tr(E) + 1 gave 0', { given: 'E ∈ ℝ^{3×3}', derivative: 'd(tr(E) + 1)/dE', shape: '3×3', matrix: 'I_3', index: 'δ_ij' }],
  [
    issue(26585),
    'a sum of two squared norms gave 0',
    { given: 'A ∈ ℝ^{n×m}\nU ∈ ℝ^{n×k}\nV ∈ ℝ^{k×m}', derivative: 'd(1/2 ‖A - U V‖_F² + 1/2 ‖A‖_F²)/dU', shape: 'n×k', matrix: '-(A - U V) Vᵀ' },
  ],
  [
    issue(26585),
    'a loss with a penalty on U gave 0',
    { given: 'A ∈ ℝ^{n×m}\nU ∈ ℝ^{n×k}\nV ∈ ℝ^{k×m}', claim: "d(1/2 tr((A - U V)'(A - U V)) + 1/2 tr(U'U))/dU = U - (A - U V) V'", verdict: 'verified' },
  ],
  [issue(26946), 'the transpose of x xᵀ by x raised a ValueError', { derivative: "d((x y')')/dx", shape: '(n×n)×n', matrix: null, index: 'δ_jk y_i' }],
  [issue(26950), 'f(x) by x gave 0', { given: 'f : ℝ^d → ℝ\nx ∈ ℝ^d', derivative: 'df/dx', shape: '1×d', matrix: 'f′(x)ᵀ' }],
  [issue(27406), 'tr(AᵀA) + tr(BᵀB) gave 0', { derivative: 'd(tr(AᵀA) + tr(BᵀB))/dA', shape: 'n×n', matrix: '2 A', index: '2 A_ij' }],
  [
    issue(28640),
    'an operation without a rule raised a NotImplementedError without a name',
    { refused: 'd(rank(A))/dA', code: 'not-differentiable', says: 'rank' },
  ],
  [issue(28640), 'det(A^j) raised a NotImplementedError', { derivative: 'd(det(X^3))/dX', shape: 'n×n', matrix: '3 det(X)³ X⁻ᵀ', index: '3 det(X)³ (X⁻¹)_ji' }],
  [issue(28799), 'L(X) by X gave 0', { derivative: 'd(h(X))/dX', shape: 'n×n', matrix: 'h′(X)' }],
  [issue(28799), 'k L(X) - 3 gave 0', { derivative: 'd(h(X) tr(A) - 3)/dX', shape: 'n×n', matrix: 'tr(A) h′(X)' }],
  [issue(28838), 'k det(X) gave 0', { derivative: 'd(a det(X))/dX', shape: 'n×n', matrix: 'a adj(X)ᵀ' }],
  [issue(28838), '1/det(X) gave 0', { derivative: 'd(1/det(X))/dX', shape: 'n×n', matrix: '-X⁻ᵀ / det(X)', index: '-(X⁻¹)_ji / det(X)' }],
  [
    issue(30527),
    'tr(I - A)² gave 0',
    { given: 'A ∈ ℝ^{3×3}', derivative: 'd(tr(I - A)^2)/dA', shape: '3×3', matrix: '-2 tr(I_3 - A) I_3', index: '-2 δ_ij tr(I_3 - A)' },
  ],
  [issue(30527), 'what it gave is refuted', { claim: 'd(tr(I - A)^2)/dA = 0', verdict: 'refuted', correct: '-2 tr(I_n - A) I_n' }],
];

/** Formulas that stand wrong in a source or were proposed as corrections, each refuted and put right. */
export const wrongInSource: readonly Row[] = [
  [
    "SymPy's test_derivatives.py",
    'A exp(x) by x is the transpose',
    { derivative: 'd(A exp(x))/dx', shape: 'n×n', matrix: 'A diag(exp(x))', index: 'A_ij (exp(x))_j' },
  ],
  [
    "SymPy's test_derivatives.py",
    'the transpose is right in the other layout only',
    { claim: "d(A exp(x))/dx = diag(exp(x)) A'", verdict: 'other-layout', correct: 'A diag(exp(x))' },
  ],
  [
    'MML book issue 761',
    'readers proposed a transpose for the trace in (5.101)',
    { claim: "d(det(A + t B))/dt = det(A + t B) (inv(A + t B) B)'", verdict: 'refuted', diagnosis: 'shape', correct: 'det(A + t B) tr((A + t B)⁻¹ B)' },
  ],
  ['MML book issue 761', "the book's trace in (5.101) is right", { claim: 'd(det(A + t B))/dt = det(A + t B) tr(inv(A + t B) B)', verdict: 'verified' }],
  [
    'makeyourownneuralnetwork issue 77',
    'a reader proposed 2(t - o) ⊙ o for Σ(t - o)²',
    { claim: 'd(sum((x - y).^2))/dy = 2 (x - y) .* y', verdict: 'refuted', correct: '2 (y - x)ᵀ' },
  ],
  [
    'math.stackexchange 3027909',
    'Cookbook (60) read with equal indices',
    { derivative: 'd(inv(X))/dX', shape: '(n×n)×(n×n)', matrix: null, index: '-(X⁻¹)_pi (X⁻¹)_jq' },
  ],
];
