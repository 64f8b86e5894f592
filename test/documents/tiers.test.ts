import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHUNK_RULES, NEVER_CHUNKS, NEVER_LINES } from '../../src/documents/tierRules.ts';
import { classifyLine, readLine, type Tier } from '../../src/documents/tiers.ts';

const LINES: Readonly<Record<Tier, readonly string[]>> = {
  certain: [
    'dL/dw = -2 Xᵀ (y - X w)',
    'dL/dW = X^T @ dL/dY',
    'dK += dS^T Q',
    'dW = X.T @ dY',
    'dscores = dout @ V.T',
    'grad_W = grad_Y @ X^T',
    '∂L/∂W = ∂L/∂Y X^T',
    '∇f(x) = 2 A x',
    'grad f = A^T (A x - b)',
    'd tr(A X) / dX = A^T',
    'd/dx E = 2 x',
    'd(L)/d(W) = X^T G',
    String.raw`\frac{\partial L}{\partial W} = X^\top G`,
    'w = (X^T X)^{-1} X^T y',
    'x^T A x',
    'S⁻¹ v',
    'P = F * P * F^T + Q',
    'K = P Hᵀ S⁻¹',
    'L = ‖e‖²',
    'L = 0.5 * ||X w - y||^2',
    String.raw`\|A x - b\|_2^2`,
    'A ∈ ℝ^{m×n}',
    String.raw`A \in \mathbb{R}^{m \times n}, symmetric positive definite`,
    'x in R^n, y in R^m',
    'Phi : R^(N x D)',
    'A is m-by-n',
    'A is an m x n matrix',
    'A: m x n',
    'X (n x p)',
    'X: (n, d)',
    'X : array-like of shape (n_samples, n_features)',
    '@param X An n by p matrix',
    'b: (h,)',
    'L: scalar',
  ],
  'needs-declarations': [
    'Ax - b',
    "FPF' + Q",
    'Y = X W + b',
    'Y = X @ W',
    'y = Φθ',
    'tr(A X B)',
    'log|S| + log det A',
    "s = a' b",
    'z = w x + b',
    'dL/dθ',
    'A is symmetric',
    'Assume A is symmetric',
    'y = X weights',
    'db = sum(dY, axis=0)',
    'y = a @ b',
    'dx = v dt',
    // Mathematics in all likelihood.
    'dX = W * dY',
    "x = A'*b",
    "V = Z G Z' + R",
    "x'Px - 1",
    'H = X %*% solve(t(X) %*% X)',
    'S = J @ P @ J.T',
    '0.5 * log|S|',
    'tr(A B) = tr(B A)',
  ],
  never: [
    '',
    'x = 3;',
    'dL/dW = X^T * G;',
    '>>> A.T @ x',
    'see https://example.org/dL/dW = X^T',
    'print("A^T B")',
    "name = 'A^T B'",
    'x = foo(a, b)',
    'y = foo(X.T, w)',
    'self.W = X.T @ y',
    'x = 3',
    'W = V',
    'alpha = 1/2',
    'v : 8 x i32',
    'e = y - f',
    'alpha in R',
    'w = w - lr * dw',
    '| a | b | A^T |',
    '+------+------+',
    '================',
    'noqa: E501 A^T',
    'TODO: dL/dW = X^T G',
    'for i in range(10):',
    'if (a || b) {',
    'return A.T @ x',
    "Newton's method doesn't converge",
    "I'M NOT SURE IF IT SHOULD STAY",
    'the left-hand side and the right-hand side',
    'read/write and/or input/output',
    'This is a sentence (with brackets), and another one.',
    'Copyright (c) 2024 A. Person. All rights reserved.',
    'returns: (loss, grad)',
    'Gradient: (N, D)',
    'range [0, 1]',
    'dir/dest = foo',
    'the shapes are 3 and 4',
    'i = 1, 2, ..., n',
    'a->b == c::d',
    'UTF-8 / ASCII',
    "it's the caller's copy",
    // Prose that changes what the formula beside it says.
    'dL/dW = X^T dY summed over the batch',
    'dL/dW = X^T G plus the penalty',
    'minus dL/dW = X^T G',
    'transpose of dL/dW = G^T X',
    'dL/dx = 2 A x if A is symmetric',
    'dL/dx = 2 A x (A symmetric)',
    'dL/dW = X^T (the inputs) G',
  ],
};

for (const tier of ['certain', 'needs-declarations', 'never'] as const) {
  test(`lines that are ${tier}`, () => {
    for (const line of LINES[tier]) assert.equal(classifyLine(line), tier, line);
  });
}

test('every rule of the tables is the one that decides for some line', () => {
  const lines = Object.values(LINES).flat();
  const used = new Set(lines.flatMap(line => readLine(line)?.pieces.map(piece => piece.rule) ?? []));
  for (const { id } of CHUNK_RULES) assert.ok(used.has(id), id);
  for (const { id, pattern } of [...NEVER_LINES, ...NEVER_CHUNKS])
    assert.ok(
      lines.some(line => pattern.test(line)),
      id,
    );
});

test('rules have ids of their own', () => {
  const ids = [...NEVER_LINES, ...NEVER_CHUNKS, ...CHUNK_RULES].map(rule => rule.id);
  assert.equal(new Set(ids).size, ids.length);
});

/** What is cut out of a line. */
const CUTS: readonly (readonly [line: string, ...pieces: string[]])[] = [
  ['Compute S = H P Hᵀ + R', 'S = H P Hᵀ + R'],
  ['For Y = X @ W: dL/dW = X^T @ dL/dY', 'Y = X @ W', 'dL/dW = X^T @ dL/dY'],
  ['Let A ∈ ℝ^{m×n} and x ∈ ℝ^n', 'A ∈ ℝ^{m×n}', 'x ∈ ℝ^n'],
  ['Gradient: (2/m) X^T (X θ - y)', '(2/m) X^T (X θ - y)'],
  ['Forward: Z = X Wᵀ', 'Z = X Wᵀ'],
  ['Normal equation: X^T X w = X^T y', 'X^T X w = X^T y'],
  ['dW = X^T dY  (D, M)', 'dW = X^T dY'],
  ['dW = X^T dY, shape (D, M)', 'dW = X^T dY'],
  ['dL/dw = Xᵀ r — the gradient', 'dL/dw = Xᵀ r'],
  ['dL/dw = Xᵀ r, where r is the residual', 'dL/dw = Xᵀ r'],
  ['dL/dw = Xᵀ r (words about it)', 'dL/dw = Xᵀ r'],
  ['z = Wᵀ x --> dz/dx = Wᵀ', 'z = Wᵀ x', 'dz/dx = Wᵀ'],
  ['The minimum is w = (X^T X)^-1 X^T y. It is unique.', 'w = (X^T X)^-1 X^T y'],
  ['梯度为 dL/dW = X^T G。然后更新', 'dL/dW = X^T G'],
  ['損失 L = ||X w - y||^2、勾配 dL/dw = 2 X^T (X w - y)', 'L = ||X w - y||^2', 'dL/dw = 2 X^T (X w - y)'],
  ['`y = A^T x` is computed', 'y = A^T x'],
  ['K = P H^T S^-1, where S = H P H^T + R', 'K = P H^T S^-1', 'S = H P H^T + R'],
  ['dA = dY @ B.T, dB = A.T @ dY', 'dA = dY @ B.T', 'dB = A.T @ dY'],
  ['X: (n, d), the inputs', 'X: (n, d)'],
  ['A, B ∈ ℝ^{n×n}, symmetric', 'A, B ∈ ℝ^{n×n}, symmetric'],
  ['A is an n x n symmetric matrix', 'A is    n x n,symmetric'],
  ['X : ndarray, shape (n, p)', 'X :                (n, p)'],
  ['- A ∈ ℝ^{m×n}', 'A ∈ ℝ^{m×n}'],
  ['e = y - X w ∈ ℝ^n, L = ‖e‖²', 'e = y - X w', 'L = ‖e‖²'],
  ['exponent -(x - m)^T S^{-1} (x - m) / 2', '-(x - m)^T S^{-1} (x - m) / 2'],
  ['el gradiente es dL/dw = X^T r', 'dL/dw = X^T r'],
  ['nuclear norm ||W||_*', '||W||_*'],
  ['d(loss)/d(W) = X^T G', 'd(loss)/d(W) = X^T G'],
  ['A and B are n x n matrices', 'A ,   B are n x n'],
  ['A is m×n, u and v are vectors of length n', 'A is m×n', 'u ,   v are vectors of length n'],
  ['A is m×n, v a vector of length n', 'A is m×n', 'v : vector of length n'],
  ['f with K ∈ ℝ^{n×n} symmetric, x ∈ ℝ^n', 'K ∈ ℝ^{n×n},symmetric', 'x ∈ ℝ^n'],
  ['L: scalar', 'L: (    )'],
  ['A is m×n, x has length n', 'A is m×n', 'x :   length n'],
  ['@param J m by n matrix', 'J:m by n'],
  ['- A: an m-by-n matrix', 'A:    m-by-n'],
  ['E = u^T K u with K: n x n symmetric', 'E = u^T K u', 'K: n x n,symmetric'],
];

test('prose before and after a formula is cut', () => {
  for (const [line, ...pieces] of CUTS)
    assert.deepEqual(
      readLine(line)?.pieces.map(piece => piece.chunk.text),
      pieces,
      line,
    );
});

test('a chunk is as long as the piece of the line that it stands for', () => {
  for (const line of [...Object.values(LINES).flat(), ...CUTS.map(([text]) => text)]) {
    for (const { chunk } of readLine(line)?.pieces ?? []) assert.equal(chunk.text.length, chunk.end - chunk.start, line);
  }
});
