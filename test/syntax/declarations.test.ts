import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeStatement, parse, readProgram } from './describe.ts';

type Row = readonly [text: string, expected: string, problem?: string];

function check(title: string, rows: readonly Row[], names = ''): void {
  test(title, () => {
    for (const [text, expected, problem] of rows) {
      const { statement, problems } = parse(text, names);
      assert.equal(describeStatement(statement), `declare ${expected}`, text);
      assert.deepEqual(
        problems.map(found => found.code),
        problem === undefined ? [] : [problem],
        text,
      );
    }
  });
}

check('membership', [
  ['A ∈ ℝ^{m×n}', 'A [m, n]'],
  ['A \\in \\mathbb{R}^{m \\times n}', 'A [m, n]'],
  ['\\mathbf{A} \\in \\R^{m\\times n}', 'A [m, n]'],
  ['A in R^(m x n)', 'A [m, n]'],
  ['A ∈ ℝᵐˣⁿ', 'A [m, n]'],
  ['A in R^m x n', 'A [m, n]'],
  ['A in R^nxn', 'A [n, n]'],
  ['A ∈ R^{3x4}', 'A [3, 4]'],
  ['A ∈ R^3x4', 'A [3, 4]'],
  ['A, B ∈ ℝ^{n×n}', 'A,B [n, n]'],
  ['A, B and C in R^n', 'A,B,C [n]'],
  ['x in R^n', 'x [n]'],
  ['x ∈ ℝⁿ', 'x [n]'],
  ['c in R', 'c []'],
  ['R in R^(n x n)', 'R [n, n]'],
  ['e in R', 'e []'],
  ['Phi : R^(N x D)', 'Φ [N, D]'],
  ['T in R^(m x n x p)', 'T [m, n, p]'],
  ['X in R^(n*n x m)', 'X [(* n n), m]'],
  ['x ∈ ℝ^{2n+1}', 'x [(+ (· 2 n) 1)]'],
  ['A ∈ ℝ^{(m+1)×n}', 'A [<(+ m 1)>, n]'],
  ['x_1 ∈ ℝ^n', 'x_1 [n]'],
  ['x_{max} ∈ ℝ^n', 'x_max [n]'],
  ['θ̂ ∈ ℝ^d', 'θ̂ [d]'],
  ['x^* ∈ ℝ^d', 'x⋆ [d]'],
  ['W^{(1)} ∈ ℝ^{d×d}', 'W^(1) [d, d]'],
  ['x ∈ ℝ^n.', 'x [n]'],
]);

check('sets with properties', [
  ['S ∈ 𝕊^n', 'S [n, n] symmetric'],
  ['S ∈ \\mathbb{S}^n_{++}', 'S [n, n] symmetric, positive definite'],
  ['S ∈ 𝕊_+^n', 'S [n, n] symmetric, positive semidefinite'],
  ['x ∈ ℝ_+^n', 'x [n] nonnegative'],
  ['x ∈ ℝ^n_{++}', 'x [n] positive'],
  ['x ∈ ℝ^n_{≥0}', 'x [n] nonnegative'],
]);

check('shapes as comments write them', [
  ['A: (m, n)', 'A [m, n]'],
  ['X : (n_samples, n_features)', 'X [n_samples, n_features]'],
  ['x: (n,)', 'x [n]'],
  ['s: ()', 's []'],
  ['T: (B, T, C)', 'T [B, T, C]'],
  ['v: (n, 1)', 'v [n, 1]'],
  ['W [out, in]', 'W [out, in]'],
  ['X (n x p)', 'X [n, p]'],
  ['A : m x n', 'A [m, n]'],
  ['A: m×n', 'A [m, n]'],
  ['A : mxn', 'A [m, n]'],
  ['A is m-by-n', 'A [m, n]'],
  ['A is an m by n matrix', 'A [m, n]'],
  ['x is a vector of length n', 'x [n]'],
  ['x is an n-dimensional vector', 'x [n]'],
  ['x : n-vector', 'x [n]'],
  ['x is a row vector of size n', 'x [1, n]'],
  ['A is a square matrix of size n', 'A [n, n]'],
  ['x: scalar', 'x []'],
  ['c : float', 'c []'],
  ['X : array of shape (n, p)', 'X [n, p]'],
  ['W : np.ndarray, shape (d_model, d_k)', 'W [d_model, d_k]'],
  ['Let A be an n x n symmetric matrix', 'A [n, n] symmetric'],
  ['Let A ∈ ℝ^{m×n}', 'A [m, n]'],
  ['where: A ∈ ℝ^n', 'A [n]'],
  ['x : ℝ', 'x []'],
]);

check('functions', [
  ['f : ℝ^n → ℝ^m', 'f [n]->[m]'],
  ['f: R^n -> R', 'f [n]->[]'],
  ['f : \\mathbb{R}^n \\to \\mathbb{R}', 'f [n]->[]'],
  ['f : ℝ^n × ℝ^{m×n} → ℝ', 'f [n][m, n]->[]'],
  ['σ: ℝ → ℝ', 'σ []->[]'],
]);

check('properties', [
  ['A ∈ ℝ^{n×n}, symmetric', 'A [n, n] symmetric'],
  ['A ∈ ℝ^{n×n} symmetric positive definite', 'A [n, n] symmetric, positive definite'],
  ['A ∈ ℝ^{n×n}, positive definite and symmetric', 'A [n, n] positive definite, symmetric'],
  ['A ∈ ℝ^{n×n}, skew-symmetric', 'A [n, n] skew-symmetric'],
  ['A ∈ ℝ^{n×n}, positive semi-definite', 'A [n, n] positive semidefinite'],
  ['A ∈ ℝ^{n×n}, positive (semi)definite', 'A [n, n] positive semidefinite'],
  ['A ∈ ℝ^{n×n}, negative definite', 'A [n, n] negative definite'],
  ['A ∈ ℝ^{n×n}, SPD', 'A [n, n] symmetric, positive definite'],
  ['A ∈ ℝ^{n×n}, diagonal, invertible', 'A [n, n] diagonal, invertible'],
  ['A ∈ ℝ^{n×n}, lower triangular', 'A [n, n] lower triangular'],
  ['A ∈ ℝ^{n×n}, upper triangular', 'A [n, n] upper triangular'],
  ['A ∈ ℝ^{n×n}, orthogonal', 'A [n, n] orthogonal'],
  ['A ∈ ℝ^{n×n}, idempotent', 'A [n, n] idempotent'],
  ['A ∈ ℝ^{n×n}, \\text{symmetric}', 'A [n, n] symmetric'],
  ['A ∈ ℝ^{n×n} \\text{ is positive definite}', 'A [n, n] positive definite'],
  ['c in R, positive, constant', 'c [] positive, constant'],
  ['x in R^n, x > 0', 'x [n] positive'],
  ['x in R^n, nonnegative', 'x [n] nonnegative'],
  ['A is symmetric', 'A symmetric'],
  ['A, B are symmetric', 'A,B symmetric'],
  ['A symmetric', 'A symmetric'],
  ['S ≻ 0', 'S positive definite'],
  ['S \\succeq 0', 'S positive semidefinite'],
  ['A ∈ ℝ^{n×n}, convex', 'A [n, n]', 'unknown-property'],
  ['A is not symmetric', 'A', 'unknown-property'],
]);

check('what cannot be declared says why', [
  ['A ∈', 'A', 'shape-missing'],
  ['A ∈ ℝ^', 'A', 'operand-missing'],
  ['A ∈ ℝ^{m×', 'A', 'unclosed-bracket'],
  ['A ∈ ℝ^{m×}', 'A', 'operand-missing'],
  ['A: (m, n', 'A', 'unclosed-bracket'],
  ['A ∈ ℝ^m × ℝ^n', 'A', 'shape-pair'],
  ['A : foo bar', 'A', 'shape-unreadable'],
  ['x ∈ [m, n]', 'x', 'shape-unreadable'],
  ['x ∈ [-R, R]', 'x', 'shape-unreadable'],
  ['x ∈ ℝ^{n/2}', 'x', 'size-not-polynomial'],
  ['x ∈ ℝ^{1.5}', 'x', 'size-not-polynomial'],
  ['x ∈ ℂ^n', 'x', 'complex-numbers'],
  ['x is a vector', 'x', 'size-missing'],
  ['n ∈ ℕ', '', 'size-needs-no-declaration'],
]);

test('in strict reading unknown words after a shape are prose', () => {
  const { statement, problems } = parse('A ∈ ℝ^{n×n}, the design matrix', '', true);
  assert.equal(describeStatement(statement), 'declare A [n, n]');
  assert.deepEqual(problems, []);
});

test('sizes that are products of known sizes are taken apart, other words are one size', () => {
  assert.equal(describeStatement(parse('x ∈ ℝ^{mn}', 'm n').statement), 'declare x [(· m n)]');
  assert.equal(describeStatement(parse('x ∈ ℝ^{mn}').statement), 'declare x [mn]');
  assert.equal(describeStatement(parse('W [max, step]').statement), 'declare W [max, step]');
});

test('a known name before a bracket is indexed, not declared again', () => {
  assert.equal(describeStatement(parse('A (1, 2)', 'A:2').statement).startsWith('declare'), false);
});

test('several declarations on one line', () => {
  const declared = (text: string): string[] => readProgram(text).map(({ statement }) => describeStatement(statement));
  assert.deepEqual(declared('A ∈ ℝ^{m×n}, x ∈ ℝ^n'), ['declare A [m, n]', 'declare x [n]']);
  assert.deepEqual(declared('x in R^n, y, z in R^m, positive; c in R'), ['declare x [n]', 'declare y,z [m] positive', 'declare c []']);
  assert.deepEqual(declared('S ∈ ℝ^{n×n}, symmetric and positive definite, A, B ∈ ℝ^n'), ['declare S [n, n] symmetric, positive definite', 'declare A,B [n]']);
  assert.deepEqual(declared('Let A ∈ ℝ^{m×n} and x ∈ ℝ^n.'), ['declare A [m, n]', 'declare x [n]']);
  assert.deepEqual(declared('A: (m, n), B: (n, p)'), ['declare A [m, n]', 'declare B [n, p]']);
});
