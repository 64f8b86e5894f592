/** What no tool of the comparison does, as far as one statement shows it; the derivations are in explanations.test.ts. */

import { row } from './features.ts';
import type { Row } from './rows.ts';

const LEAST_SQUARES = 'y ∈ ℝ^N\nΦ ∈ ℝ^{N×D}\nθ ∈ ℝ^D\ne = y - Φ θ\nL = ‖e‖²';
const LAYER = 'X ∈ ℝ^{N×D}\nW ∈ ℝ^{D×K}\nb ∈ ℝ^K\nY = X W + 1 bᵀ';

export const noTool: readonly Row[] = [
  [row('G1'), 'the same query in both layouts', { given: `layout denominator\n${LEAST_SQUARES}`, derivative: 'dL/dθ', shape: 'D×1', matrix: '-2 Φᵀ e' }],
  [row('G1'), 'and in the other', { given: LEAST_SQUARES, derivative: 'dL/dθ', shape: '1×D', matrix: '-2 eᵀ Φ', index: '-2 Σ_n e_n Φ_nd' }],
  [row('G1'), 'a claim in the other layout is no error', { given: LEAST_SQUARES, claim: "dL/dθ = -2 Φ' e", verdict: 'other-layout', correct: '-2 eᵀ Φ' }],
  [
    row('G3'),
    'a 4-tensor as cases, entries and Kronecker form',
    {
      given: 'R ∈ ℝ^{M×N}\nK = RᵀR',
      derivative: 'dK/dR',
      shape: '(N×N)×(M×N)',
      matrix: null,
      index: 'δ_pj R_iq + δ_qj R_ip',
      vec: '(Rᵀ ⊗ I_N) comm(M, N) + I_N ⊗ Rᵀ',
      cases: ['R_iq if j = p, p ≠ q', 'R_ip if j = q, p ≠ q', '2 R_iq if j = p = q', '0 if otherwise'],
    },
  ],
  [row('G3'), 'the slice of a 3-tensor by a row', { given: 'A ∈ ℝ^{M×N}\nx ∈ ℝ^N\nf = A x', derivative: '∂f_i/∂A_{i,:}', shape: '1×N', matrix: 'xᵀ' }],
  [row('G6'), 'a right claim', { given: LEAST_SQUARES, claim: "dL/dθ = -2 (y - Φ θ)' Φ", verdict: 'verified' }],
  [row('G6'), 'a chain of factors', { given: LEAST_SQUARES, claim: 'dL/dθ = dL/de de/dθ', verdict: 'verified' }],
  [row('G6'), 'an adjoint as back-propagation writes it', { given: LAYER, claim: 'dW = Xᵀ dY', verdict: 'verified' }],
  [row('G6'), 'the adjoint of the input', { given: LAYER, claim: 'dX = dY Wᵀ', verdict: 'verified' }],
  [row('G6'), 'the adjoint of a bias', { given: LAYER, claim: 'db = dYᵀ 1', verdict: 'verified' }],
  [row('G7'), 'transposed', { claim: 'd(logdet(A))/dA = A^-1', verdict: 'refuted', diagnosis: 'transposed', correct: 'A⁻ᵀ' }],
  [row('G7'), 'factor 2', { given: LEAST_SQUARES, claim: "dL/dθ = -e' Φ", verdict: 'refuted', diagnosis: 'factor 1/2', correct: '-2 eᵀ Φ' }],
  [row('G7'), 'sign', { given: LEAST_SQUARES, claim: "dL/dθ = 2 e' Φ", verdict: 'refuted', diagnosis: 'sign', correct: '-2 eᵀ Φ' }],
  [row('G7'), 'a missing term', { claim: "d(x'A x)/dx = x'A", verdict: 'refuted', diagnosis: 'missing term xᵀ Aᵀ', correct: 'xᵀ (A + Aᵀ)' }],
  [
    row('G7'),
    'right only for a symmetric matrix',
    { claim: "d(x'A x)/dx = 2 x'A", verdict: 'refuted', diagnosis: 'right only for symmetric A', correct: 'xᵀ (A + Aᵀ)' },
  ],
  [row('G7'), 'a shape', { given: LAYER, claim: 'dW = dYᵀ X', verdict: 'refuted', diagnosis: 'shape', correct: 'Xᵀ dY' }],
  [
    row('G9'),
    'A = Aᵀ merges the two terms',
    { given: 'P ∈ ℝ^{n×n}, positive definite\nx, c ∈ ℝ^n', derivative: "d²(1/2 x'P x - c'x)/dx²", shape: 'n×n', matrix: 'P' },
  ],
  [row('G9'), 'QᵀQ = I', { given: 'Q ∈ ℝ^{n×n}, orthogonal\nx, c ∈ ℝ^n', derivative: "d(x'Q'Q x + c'Q'Q x)/dx", shape: '1×n', matrix: '(c + 2 x)ᵀ' }],
  [row('G9'), 'P² = P is known', { given: 'P ∈ ℝ^{n×n}, idempotent', equality: 'P P == P', verdict: 'equal' }],
  [
    row('G10'),
    'the Hessian of log det',
    { derivative: 'd²(logdet(X))/dX²', shape: '(n×n)×(n×n)', matrix: null, index: '-(X⁻¹)_li (X⁻¹)_jk', vec: '-(X⁻¹ ⊗ X⁻ᵀ) comm(n, n)' },
  ],
  [
    row('G10'),
    'the Hessian of a quadratic form in a matrix',
    { derivative: "d²(tr(A X B X'))/dX²", shape: '(n×n)×(n×n)', matrix: null, index: 'A_ik B_lj + A_ki B_jl', vec: 'Bᵀ ⊗ A + B ⊗ Aᵀ' },
  ],
  [
    row('G10'),
    'a mixed second derivative of a factorisation',
    {
      given: 'M ∈ ℝ^{m×p}\nU ∈ ℝ^{m×n}\nV ∈ ℝ^{n×p}',
      derivative: '∂²(‖M - U V‖²)/∂U∂V',
      shape: '(m×n)×(n×p)',
      matrix: null,
      index: '-2 δ_jk (M - U V)_il + 2 U_ik V_jl',
      vec: '2 (V ⊗ U - (I_n ⊗ (M - U V)) comm(n, p))',
    },
  ],
  [row('G12'), 'both notations of one result', { derivative: 'd(tr(A X B))/dX', shape: 'n×n', matrix: 'Aᵀ Bᵀ', index: 'Σ_t A_ti B_jt' }],
  [row('G18'), 'the second derivative of f(A x)', { derivative: 'd²(f(A x))/dx²', shape: 'n×n', matrix: 'Aᵀ f′′(A x) A' }],
  [
    row('G18'),
    'det of a matrix that depends on time',
    { derivative: 'd(det(F(t)))/dt', shape: '1×1', matrix: 'det(F(t)) tr(F(t)⁻¹ F′(t))', validity: ['F(t) invertible'] },
  ],
  [row('G19'), 'a norm at 0', { derivative: 'd(‖x‖)/dx', shape: '1×n', matrix: 'xᵀ / ‖x‖', validity: ['x ≠ 0'] }],
  [row('G19'), 'the kink of relu', { derivative: 'd(relu(x))/dx', shape: 'n×n', matrix: 'diag(step(x))', validity: ['no entry of x is 0 (a kink)'] }],
  [row('G19'), 'an inverse', { derivative: "d(logdet(R R'))/dR", shape: 'm×n', matrix: '2 (R Rᵀ)⁻¹ R', validity: ['R Rᵀ invertible'] }],
  [row('G20'), 'an operation that is not differentiable is named', { refused: 'd(rank(X))/dX', code: 'not-differentiable', says: 'rank has no derivative' }],
  [
    row('G20'),
    'the index form where no matrix form exists',
    { given: 'T ∈ ℝ^{m×n×p}\nx ∈ ℝ^n\nF[i,k] = T[i,j,k] * x[j]', derivative: 'dF/dx', shape: '(m×p)×n', matrix: null, index: 'T_ikj' },
  ],
];
