/** What the other tools of the comparison do not do: one row a feature and tool. */

import { row } from './features.ts';
import type { Row } from './rows.ts';

const DENOMINATOR = 'layout denominator\nA ∈ ℝ^{m×n}\nx ∈ ℝ^n\nb ∈ ℝ^m';

export const otherTools: readonly Row[] = [
  [
    row(1),
    'all but matrixcalculus.org want expressions in a host language',
    { given: 'A : R^(m x n)\nx in R^n', derivative: 'd(||A*x||^2)/dx', shape: '1×n', matrix: '2 xᵀ Aᵀ A' },
  ],
  [
    row(2),
    'no tool but Mathematica reads LaTeX',
    {
      given: '\\mathbf{A} \\in \\mathbb{R}^{m \\times n}\n\\mathbf{x} \\in \\mathbb{R}^{n}\nb \\in \\mathbb{R}^m',
      derivative: '\\frac{\\partial}{\\partial \\mathbf{x}} \\left\\| \\mathbf{A}\\mathbf{x} - b \\right\\|_2^2',
      shape: '1×n',
      matrix: '2 (A x - b)ᵀ A',
    },
  ],
  [
    row(2),
    'LaTeX-Workshop renders an equation and checks nothing',
    {
      languageId: 'latex',
      given: 'Let $A \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^n$. Then',
      claim: '\\[ \\frac{\\partial \\lVert A x \\rVert^2}{\\partial x} = 2 x^\\top A \\]',
      verdict: 'refuted',
      diagnosis: 'shape',
    },
  ],
  [row(3), "tensorgrad and CasADi have no ' .* .^", { derivative: 'd(sum((R*x) .* b .^ 2))/dx', shape: '1×n', matrix: '(b.^2)ᵀ R' }],
  [
    row(4),
    'no tool but matrixcalculus.org takes an undeclared capital for a matrix',
    { given: 'A ∈ ℝ^{m×n}', derivative: "d(tr(A K A'))/dK", shape: 'n×n', matrix: 'Aᵀ A', index: 'Σ_t A_ti A_tj' },
  ],
  [
    row(5),
    'CasADi and the autodiff frameworks need numbers for sizes',
    { given: 'A ∈ ℝ^{3n×2m}\nx ∈ ℝ^{2m}', derivative: 'd(A x)/dx', shape: '3n×2m', matrix: 'A' },
  ],
  [
    row(6),
    'matrixcalculus.org finds a mismatch only in the generated code',
    { refused: 'd(R b)/dR', code: 'shape-mismatch', says: 'R is m×n, b is in ℝ^m; did you mean Rᵀ b?' },
  ],
  [
    row(7),
    'no differentiator infers the shape of an undeclared x and z',
    { given: 'A ∈ ℝ^{m×n}\nL = ‖A x - z‖²', derivative: 'dL/dx', shape: '1×n', matrix: '2 (A x - z)ᵀ A' },
  ],
  [row(8), 'MATLAB has no vectors, only n×1 matrices', { derivative: 'd(t x)/dt', shape: 'n×1', matrix: 'x', index: 'x_i' }],
  [
    row(9),
    'tensorgrad issue 21 and Mathematica print (A + Aᵀ)x for a symmetric A',
    { given: 'A ∈ 𝕊^n\nx ∈ ℝ^n', derivative: "d(x'A x)/dx", shape: '1×n', matrix: '2 xᵀ A' },
  ],
  [
    row(9),
    'no tool uses a positive definite covariance',
    {
      given: 'Σ ∈ ℝ^{k×k}, positive definite\nμ, x ∈ ℝ^k\nℓ = -1/2 (x - μ)ᵀ Σ⁻¹ (x - μ) - 1/2 log det Σ',
      derivative: '∂ℓ/∂μ',
      shape: '1×k',
      matrix: '(x - μ)ᵀ Σ⁻¹',
    },
  ],
  [
    row(10),
    'DiffMatic and Solverz cannot say that Q is orthogonal',
    { given: 'Q, A ∈ ℝ^{n×n}\nQ is orthogonal', derivative: "d(tr(Q'A Q))/dA", shape: 'n×n', matrix: 'I_n' },
  ],
  [row(10), 'CasADi does not use that D is diagonal', { given: 'D ∈ ℝ^{n×n}, diagonal\nx ∈ ℝ^n', derivative: "d(x'D x)/dx", shape: '1×n', matrix: '2 xᵀ D' }],

  [row(11), 'Solverz has no trace', { derivative: "d(tr(R'R))/dR", shape: 'm×n', matrix: '2 R', index: '2 R_ij' }],
  [row(12), 'DiffMatic and Solverz have no inverse', { derivative: "d(c' X^-1 y)/dX", shape: 'n×n', matrix: '-X⁻ᵀ c yᵀ X⁻ᵀ', validity: ['X invertible'] }],
  [row(13), 'DiffMatic and Solverz have no determinant', { derivative: 'd(det(X)^2)/dX', shape: 'n×n', matrix: '2 det(X)² X⁻ᵀ' }],
  [row(14), 'Solverz has no matrix power', { derivative: "d(tr(X' X X' X))/dX", shape: 'n×n', matrix: '4 X Xᵀ X' }],
  [row(16), 'DiffMatic has no exp, log or tanh', { derivative: 'd(exp(R x))/dx', shape: 'm×n', matrix: 'diag(exp(R x)) R', index: 'R_ij (exp(R x))_i' }],
  [row(17), 'tensorgrad has no sin and cos', { derivative: "d(tr(A' sin(X)))/dX", shape: 'n×n', matrix: 'A ⊙ cos(X)', index: 'A_ij (cos(X))_ij' }],
  [row(18), 'Solverz has no norms', { derivative: 'd(‖R‖_F)/dR', shape: 'm×n', matrix: 'R / ‖R‖_F', validity: ['R ≠ 0'] }],
  [row(19), 'Solverz has no scalar chain', { derivative: 'd(tr(X)^3)/dX', shape: 'n×n', matrix: '3 tr(X)² I_n', index: '3 δ_ij tr(X)²' }],
  [
    row(21),
    'DiffMatic and Solverz have no softmax',
    { derivative: 'd(logsumexp(W x))/dx', shape: '1×n', matrix: 'softmax(W x)ᵀ W', index: 'Σ_t (softmax(W x))_t W_ti' },
  ],
  [
    row(21),
    'matrixcalculus.org writes logsumexp out',
    { derivative: 'd(sum(log(1 + exp(W x))))/dx', shape: '1×n', matrix: 'sigmoid(W x)ᵀ W', index: 'Σ_t (sigmoid(W x))_t W_ti' },
  ],
  [
    row(22),
    'DiffMatic has no relu',
    { derivative: 'd(relu(W x))/dW', shape: 'm×(m×n)', matrix: null, index: 'δ_ik (step(W x))_i x_q', vec: 'xᵀ ⊗ diag(step(W x))' },
  ],
  [
    row(23),
    'matrixcalculus.org and DiffMatic do not take diag() as input',
    { derivative: 'd(tr(diag(x) A))/dx', shape: '1×n', matrix: 'diagonal(A)ᵀ', index: 'A_ii' },
  ],
  [
    row(24),
    'matrixcalculus.org and DiffMatic do not take kron and vec as input',
    { derivative: 'd(‖A ⊗ X‖_F²)/dX', shape: 'n×n', matrix: '2 ‖A‖_F² X', index: '2 ‖A‖_F² X_ij' },
  ],
  [
    row(25),
    'matrixcalculus.org, tensorgrad and DiffMatic have no matrix exponential',
    { derivative: "d(x' expm(t A) y)/dt", shape: '1×1', matrix: 'xᵀ A expm(t A) y' },
  ],
  [
    row(28),
    'matrixcalculus.org, tensorgrad and DiffMatic have no block matrices',
    { derivative: "d([x; x]' [A, X; X', B] [x; x])/dX", shape: 'n×n', matrix: '2 x xᵀ' },
  ],
  [
    row(29),
    'matrixcalculus.org and DiffMatic have no undefined functions',
    { derivative: 'd(x + A g(x))/dx', given: 'A ∈ ℝ^{n×m}\nx ∈ ℝ^n\ng : ℝ^n → ℝ^m', shape: 'n×n', matrix: 'I_n + A g′(x)' },
  ],
  [row(30), 'matrixcalculus.org has no entries', { derivative: 'd(sum(X[:,1]))/dX', shape: 'n×n', matrix: null, index: 'δ_j1' }],

  [row(32), 'Solverz has no scalar by matrix', { derivative: "d(b' R x)/dR", shape: 'm×n', matrix: 'b xᵀ', index: 'b_i x_j' }],
  [row(34), 'MATLAB has no vector by matrix', { derivative: 'd(X x)/dX', shape: 'n×(n×n)', matrix: null, index: 'δ_ik x_q', vec: 'xᵀ ⊗ I_n' }],
  [
    row(35),
    'matrixcalculus.org cannot display R Rᵀ by R',
    {
      derivative: "d(R R')/dR",
      shape: '(m×m)×(m×n)',
      matrix: null,
      index: 'δ_pi R_qj + δ_qi R_pj',
      cases: ['R_qj if i = p, p ≠ q', 'R_pj if i = q, p ≠ q', '2 R_qj if i = p = q', '0 if otherwise'],
    },
  ],
  [
    row(36),
    'Solverz has no Hessian',
    { derivative: 'd²(sum(exp(W x)))/dx²', shape: 'n×n', matrix: 'Wᵀ diag(exp(W x)) W', index: 'Σ_t W_ti W_tj (exp(W x))_t' },
  ],
  [row(37), 'Solverz has no mixed second derivative', { derivative: "d²(x'A y)/dxdy", shape: 'n×n', matrix: 'A', index: 'A_ij' }],
  [
    row(37),
    'mixed by a vector and a matrix',
    {
      given: 'y ∈ ℝ^N\nΦ ∈ ℝ^{N×D}\nθ ∈ ℝ^D\ne = y - Φ θ\nL = ‖e‖²',
      derivative: 'd²L/dθdΦ',
      shape: 'D×(N×D)',
      matrix: null,
      index: '-2 δ_ik e_j + 2 Φ_ji θ_k',
      vec: '2 (θᵀ ⊗ Φᵀ - I_D ⊗ eᵀ)',
    },
  ],
  [
    row(38),
    'matrixcalculus.org and MATLAB have no third order',
    { derivative: "d³(exp(c'x))/dx³", shape: 'n×n×n', matrix: null, index: 'exp(xᵀ c) c_i c_j c_k' },
  ],
  [row(40), 'each tool has the one convention of its author', { given: DENOMINATOR, derivative: 'd(A x)/dx', shape: 'n×m', matrix: 'Aᵀ', index: 'A_ij' }],
  [row(41), 'no tool lets the user choose the layout', { given: DENOMINATOR, derivative: 'd(‖A x - b‖²)/dx', shape: 'n×1', matrix: '2 Aᵀ (A x - b)' }],
  [row(41), 'no tool has the gradient beside the derivative', { derivative: '∇_x ‖R x - b‖²', shape: 'n×1', matrix: '2 Rᵀ (R x - b)' }],
  [row(44), 'tensorgrad, CasADi and the frameworks have no matrix notation', { derivative: 'd(‖R V‖_F²)/dR', shape: 'm×n', matrix: '2 R V Vᵀ' }],
  [
    row(45),
    'matrixcalculus.org and MATLAB have no index notation',
    { derivative: 'd(‖R V‖_F²)/dR', shape: 'm×n', matrix: '2 R V Vᵀ', index: '2 Σ_t Σ_s R_it V_ts V_js' },
  ],
  [row(50), 'MATLAB echoes an input that it cannot differentiate', { refused: 'd(rank(X))/dX', code: 'not-differentiable', says: 'rank has no derivative' }],
  [row(56), 'matrixcalculus.org, MATLAB and CasADi do not compare two forms', { equality: "x'A x == x'(A + A') x / 2", verdict: 'equal' }],
  [row(56), 'vec(A X B) = (Bᵀ ⊗ A) vec(X)', { equality: "vec(A X B) == kron(B', A) vec(X)", verdict: 'equal' }],
  [row(56), 'a push-through identity', { equality: '(A + I)^-1 A == I - (A + I)^-1', verdict: 'equal' }],
  [
    row(58),
    'no differentiator reads comments',
    {
      languageId: 'python',
      given: 'def loss(X, w, y):\n    # X: (N, D), w: (D,), y: (N,)\n    # e = X w - y\n    # L = ||e||^2',
      claim: '    # dL/dw = 2 e^T X',
      verdict: 'verified',
    },
  ],
  [
    row(58),
    'no differentiator reads a comment in Julia',
    {
      languageId: 'julia',
      given: 'function loss(A, x, b)\n    # A: (m, n), x: (n,), b: (m,)\n    # f = ||A*x - b||^2',
      claim: "    # df/dx = 2*(A*x - b)'*A\nend",
      verdict: 'verified',
    },
  ],

  ['Symbolics.jl issue 498', 'Σ q log q gave zeros', { given: 'q ∈ ℝ^5, positive', claim: "d(sum(q .* log(q)))/dq = (1 + log(q))'", verdict: 'verified' }],
  [
    'Symbolics.jl issue 987',
    'the gradient of x[1] raised a MethodError',
    { given: 'x ∈ ℝ^3', derivative: 'd(x[1])/dx', shape: '1×3', matrix: '[1, 0, 0]', index: 'δ_i1' },
  ],
];
