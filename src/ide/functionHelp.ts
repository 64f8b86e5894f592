/** What a reader wants to know of a built-in function while writing it. Tables only: what the functions are stands in src/operations. */

import type { ElementwiseFunction } from '../operations/elementwise.ts';

export interface FunctionSignature {
  readonly parameters: readonly { readonly name: string; readonly words: string }[];
  /** What it gives, and of which shape. */
  readonly gives: string;
}
export interface FunctionHelp {
  /** As it is written, the canonical name. */
  readonly name: string;
  /** By the number of arguments. */
  readonly signatures: readonly FunctionSignature[];
  /** In the names of {@link exampleDeclarations}. */
  readonly example: string;
}

/** What the examples are read with. */
export const exampleDeclarations = 'A, B ∈ ℝ^{n×n}\nS ∈ 𝕊^n\nP ∈ 𝕊^n, positive definite\nX ∈ ℝ^{m×n}\nx, y ∈ ℝ^n\nc ∈ ℝ\n';

/** `solve(A, b)`, `max(x, y)` with the parameters' names. */
export const signatureLabel = (name: string, { parameters }: FunctionSignature): string => `${name}(${parameters.map(each => each.name).join(', ')})`;

/** Of a canonical name; undefined where it is no built-in function. */
export const functionHelp = (canonical: string): FunctionHelp | undefined => HELP.get(canonical);

export const functionNames = (): readonly string[] => [...HELP.keys()];

type Row = readonly [example: string, ...signatures: readonly (readonly [gives: string, parameters: Readonly<Record<string, string>>])[]];

/** f of each entry, in the shape of the argument. */
const ENTRYWISE: Readonly<Record<ElementwiseFunction, string>> = {
  exp: 'eˣ',
  log: 'the natural logarithm',
  sin: 'the sine',
  cos: 'the cosine',
  tan: 'the tangent',
  sinh: '(eˣ − e⁻ˣ)/2',
  cosh: '(eˣ + e⁻ˣ)/2',
  tanh: 'sinh(x)/cosh(x)',
  asin: 'the inverse of sin',
  acos: 'the inverse of cos',
  atan: 'the inverse of tan',
  abs: '|x|',
  sign: '1, 0 or −1',
  sigmoid: '1/(1 + e⁻ˣ)',
  softplus: 'log(1 + eˣ)',
  relu: 'max(x, 0)',
  step: '1 where x > 0, otherwise 0',
  erf: '2/√π ∫₀ˣ exp(−t²) dt',
  sqrt: 'the square root',
  gelu: 'x (1 + erf(x/√2))/2',
  silu: 'x sigmoid(x)',
  log2: 'the logarithm to the base 2',
  log10: 'the logarithm to the base 10',
  log1p: 'log(1 + x)',
  expm1: 'eˣ − 1',
  logsigmoid: 'log(sigmoid(x))',
};
const ofEachEntry = (name: string, meaning: string): Row => [
  `${name}(x)`,
  [`${meaning}, of each entry, in the shape of x`, { x: 'a scalar, vector or matrix' }],
];

const square = { A: 'a square matrix' };
const symmetric = { S: 'a symmetric matrix' };
const matrix = { A: 'a matrix' };
const vector = { x: 'a vector' };
const rowsOfMatrix = { X: 'a matrix' };
const axis = { A: 'a matrix', 'axis=0': '0: down the columns, 1: along the rows' };

const ROWS: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(Object.entries(ENTRYWISE).map(([name, meaning]) => [name, ofEachEntry(name, meaning)])),
  clip: [
    'clip(x, 0, 1)',
    ['min(max(x, a), b) of each entry, in the shape of x', { x: 'a scalar, vector or matrix', a: 'the least value', b: 'the greatest value' }],
  ],
  leakyrelu: ['leakyrelu(x, 0.01)', ['max(x, 0) + a min(x, 0) of each entry, in the shape of x', { x: 'a scalar, vector or matrix', a: 'the slope below 0' }]],
  elu: ['elu(x)', ['x where x > 0, otherwise eˣ − 1, of each entry, in the shape of x', { x: 'a scalar, vector or matrix' }]],
  mish: ['mish(x)', ['x tanh(softplus(x)) of each entry, in the shape of x', { x: 'a scalar, vector or matrix' }]],
  weightednorm: ['weightednorm(x, P)', ['‖x‖_A = √(xᵀ A x), a scalar', { x: 'a vector', A: 'a square matrix' }]],
  trace: ['tr(A)', ['the trace, a scalar', square]],
  det: ['det(A)', ['the determinant, a scalar', square]],
  logdet: ['logdet(P)', ['log |det A|, a scalar', square]],
  adj: ['adj(A)', ['the adjugate, det(A) A⁻¹ where A is invertible, n×n', square]],
  inv: ['inv(A)', ['the inverse A⁻¹, n×n', square]],
  pinv: ['pinv(X)', ['the pseudo-inverse A⁺, n×m of an m×n matrix', matrix]],
  transpose: ['transpose(X)', ['the transpose, n×m of an m×n matrix', matrix]],
  solve: ['solve(A, x)', ['A⁻¹ b, in the shape of b', { A: 'a square matrix', b: 'a vector or a matrix with as many rows as A' }]],
  diag: ['diag(x)', ['the diagonal matrix n×n of a vector; of a square matrix its diagonal, a vector', { x: 'a vector, or a square matrix' }]],
  diagonal: ['diagonal(A)', ['the diagonal, a vector in ℝⁿ', square]],
  vec: ['vec(X)', ['the columns stacked, a vector in ℝ^{mn}', matrix]],
  sum: ['sum(x)', ['the sum of all entries, a scalar', { x: 'a vector or a matrix' }], ['the sums down the columns or along the rows, a vector', axis]],
  mean: ['mean(x)', ['the mean of all entries, a scalar', { x: 'a vector or a matrix' }], ['the means down the columns or along the rows, a vector', axis]],
  kron: ['kron(A, B)', ['the Kronecker product, mp×nq of m×n and p×q', { A: 'a matrix', B: 'a matrix' }]],
  dot: ['dot(x, y)', ['of two vectors xᵀ y, a scalar; otherwise the product', { x: 'a vector or a matrix', y: 'a vector or a matrix' }]],
  outer: ['outer(x, y)', ['x yᵀ, m×n', { x: 'a vector', y: 'a vector' }]],
  hadamard: ['hadamard(A, B)', ['the product entry by entry, in the shape of both', { A: 'a vector or a matrix', B: 'one of the same shape' }]],
  hcat: ['hcat(A, B)', ['the blocks side by side', { A: 'a block', '…': 'others with as many rows' }]],
  vcat: ['vcat(A, B)', ['the blocks below one another', { A: 'a block', '…': 'others with as many columns' }]],
  norm: [
    'norm(x)',
    ['of a vector ‖x‖₂, of a matrix ‖X‖_F, a scalar', { x: 'a vector or a matrix' }],
    ['the norm of that name, a scalar', { x: 'a vector or a matrix', kind: "1, 2, inf, 'fro' or 'nuc'" }],
  ],
  norm1: ['norm1(x)', ['of a vector the sum of |xᵢ|, of a matrix the largest column sum of |A|, a scalar', { x: 'a vector or a matrix' }]],
  norm2: ['norm2(x)', ['of a vector its length, of a matrix the largest singular value, a scalar', { x: 'a vector or a matrix' }]],
  normF: ['normF(X)', ['the square root of the sum of the squares of the entries, a scalar', matrix]],
  ones: ['ones(n)', ['ones, a vector in ℝⁿ', { n: 'a size' }], ['ones, an m×n matrix', { m: 'a size', n: 'a size' }]],
  zeros: ['zeros(n)', ['zeros, a vector in ℝⁿ', { n: 'a size' }], ['zeros, an m×n matrix', { m: 'a size', n: 'a size' }]],
  eye: ['eye(n)', ['the identity matrix, n×n', { n: 'a size' }]],
  comm: ['comm(m, n) vec(X)', ['the matrix for which comm(m, n) vec(X) = vec(Xᵀ) of an m×n matrix, mn×mn', { m: 'a size', n: 'a size' }]],
  lowerhalf: ['lowerhalf(n)', ['1 below the diagonal, 1/2 on it, 0 above, n×n', { n: 'a size' }]],
  max: [
    'max(x)',
    ['the largest entry, a scalar', vector],
    ['the larger of two, entry by entry', { x: 'a scalar, vector or matrix', y: 'a scalar, or one of the same shape' }],
  ],
  min: [
    'min(x)',
    ['the smallest entry, a scalar', vector],
    ['the smaller of two, entry by entry', { x: 'a scalar, vector or matrix', y: 'a scalar, or one of the same shape' }],
  ],
  maxrows: ['maxrows(X)', ['the largest entry of each row, a vector in ℝᵐ', rowsOfMatrix]],
  hardmax: ['hardmax(x)', ['1 where the largest entry stands, otherwise 0, a vector', vector]],
  hardmaxrows: ['hardmaxrows(X)', ['in each row 1 where its largest entry stands, otherwise 0, m×n', rowsOfMatrix]],
  softmax: ['softmax(x)', ['exp(xᵢ)/Σⱼ exp(xⱼ), a vector', vector]],
  softmaxrows: ['softmaxrows(X)', ['softmax of each row, m×n', rowsOfMatrix]],
  logsoftmax: ['logsoftmax(x)', ['x − logsumexp(x), a vector', vector]],
  logsumexp: ['logsumexp(x)', ['log Σᵢ exp(xᵢ), a scalar', vector]],
  logsumexprows: ['logsumexprows(X)', ['logsumexp of each row, a vector in ℝᵐ', rowsOfMatrix]],
  eigvals: ['eigvals(S)', ['the eigenvalues in ascending order, a vector', symmetric]],
  eigvecs: ['eigvecs(S)', ['the unit eigenvectors as columns, n×n', symmetric]],
  eigmax: ['eigmax(S)', ['the largest eigenvalue, a scalar', symmetric]],
  eigmin: ['eigmin(S)', ['the smallest eigenvalue, a scalar', symmetric]],
  q_max: ['q_max(S)', ['the unit eigenvector of the largest eigenvalue, a vector', symmetric]],
  q_min: ['q_min(S)', ['the unit eigenvector of the smallest eigenvalue, a vector', symmetric]],
  gaps: ['gaps(x)', ['1/(xⱼ − xᵢ), 0 on the diagonal, n×n', vector]],
  svdvals: ['svdvals(X)', ['the singular values in descending order, a vector', matrix]],
  U_svd: ['U_svd(X)', ['the left singular vectors as columns', matrix]],
  V_svd: ['V_svd(X)', ['the right singular vectors as columns', matrix]],
  u_max: ['u_max(X)', ['the left singular vector of the largest singular value, a vector in ℝᵐ', matrix]],
  v_max: ['v_max(X)', ['the right singular vector of the largest singular value, a vector in ℝⁿ', matrix]],
  chol: ['chol(P)', ['the lower triangular factor L with L Lᵀ = P, n×n', { P: 'a symmetric positive definite matrix' }]],
  expm: ['expm(A)', ['the matrix exponential, n×n', square]],
  logm: ['logm(A)', ['the principal matrix logarithm, n×n', square]],
  sqrtm: ['sqrtm(A)', ['the principal square root of a matrix, n×n', square]],
  sinm: ['sinm(A)', ['the matrix sine, n×n', square]],
  cosm: ['cosm(A)', ['the matrix cosine, n×n', square]],
  derivative: [
    "derivative(x' A x, x)",
    ['the derivative in the layout that is in force', { f: 'what is derived', x: 'the variable' }],
    ['the second derivative', { f: 'what is derived', x: 'the first variable', y: 'the second variable' }],
  ],
  gradient: ["gradient(x' A x, x)", ['the gradient, in the shape of x', { f: 'a scalar', x: 'the variable' }]],
  jacobian: ['jacobian(A x, x)', ['the Jacobian, m×n', { f: 'what is derived', x: 'the variable' }]],
  laplacian: ["laplacian(x' A x, x)", ['the trace of the Hessian, a scalar', { f: 'a scalar', x: 'the variable' }]],
  divergence: ['divergence(A x, x)', ['the trace of the Jacobian, a scalar', { f: 'a vector', x: 'the variable' }]],
  hessian: ["hessian(x' A x, x)", ['the matrix of the second derivatives, n×n', { f: 'a scalar', x: 'the variable' }]],
};

const HELP: ReadonlyMap<string, FunctionHelp> = new Map(
  Object.entries(ROWS).map(([name, [example, ...signatures]]) => [
    name,
    {
      name,
      example,
      signatures: signatures.map(([gives, parameters]) => ({ gives, parameters: Object.entries(parameters).map(([each, words]) => ({ name: each, words })) })),
    },
  ]),
);
