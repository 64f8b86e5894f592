import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shown } from './show.ts';

const EXAMPLES: readonly (readonly [file: string, languageId: string, lines: readonly string[]])[] = [
  [
    'backprop.py',
    'python',
    [
      'X: (n, d)',
      'b2: (k,)',
      'Z1 = X W1 + 1 b1ᵀ',
      'A1 = relu(Z1)',
      'Z2 = A1 W2 + 1 b2ᵀ',
      'E = Z2 - Y',
      'L = 1/(2n) ‖E‖_F²',
      'dL/dZ2 = (1/n) (Z2 - Y)',
      'dW2 = A1ᵀ dZ2',
      'db2 = dZ2ᵀ 1',
      'dA1 = dZ2 W2ᵀ',
      'dZ1 = dA1 ⊙ step(Z1)',
      'dW1 = Xᵀ dZ1',
      '∇_w L = -2 Xᵀ (y - X w) + 2 lam w',
      'w = (Xᵀ X + lam I)⁻¹ Xᵀ y',
      'Z1 : (n, h)',
    ],
  ],
  [
    'kalman.cpp',
    'cpp',
    [
      'P ∈ ℝ^{n×n}, symmetric positive definite',
      'F P Fᵀ + Q',
      'dJ/dK = 2 K (H P Hᵀ + R) - 2 P Hᵀ',
      'K = P Hᵀ (H P Hᵀ + R)⁻¹',
      'dL/dS = 1/2 S⁻¹ - 1/2 S⁻¹ v vᵀ S⁻¹',
      'S : (m × m)',
    ],
  ],
  [
    'least_squares.jl',
    'julia',
    [
      'Φ ∈ ℝ^{N×D}',
      'e = y - Φ θ',
      'dL/dθ = 2 eᵀ de/dθ',
      '= -2 eᵀ Φ',
      '= -2 (y - Φ θ)ᵀ Φ',
      'θ = (Φᵀ Φ)⁻¹ Φᵀ y',
      '∂²f/∂x² = Aᵀ W A',
      'x : (n,)',
      "∇_δ q = J' (r + J δ)",
    ],
  ],
  [
    'regression.tex',
    'latex',
    [
      String.raw`X \in \mathbb{R}^{n \times d}`,
      String.raw`L = \| y - X w \|^2 + \lambda \| w \|^2`,
      String.raw`\frac{\partial L}{\partial w} = -2 (y - X w)^\top X + 2 \lambda w^\top`,
      String.raw`= 2 w^\top (X^\top X + \lambda I) - 2 y^\top X`,
      String.raw`t \in R^n`,
      String.raw`\nabla_w \ell = X^\top (\operatorname{sigmoid}(X w) - t)`,
      String.raw`\frac{\partial g}{\partial \Sigma} = \Sigma^{-\top} - \Sigma^{-\top} S^\top \Sigma^{-\top}`,
    ],
  ],
  [
    'notes.md',
    'markdown',
    [
      String.raw`f = x^\top A x`,
      'Phi : R^(N x D)',
      "dL/dtheta = 2 e' de/dtheta",
      'dK/dR',
      String.raw`g = \operatorname{tr}(B Z)`,
      String.raw`\frac{\partial g}{\partial Z} = B^\top`,
    ],
  ],
];

for (const [file, id, lines] of EXAMPLES) {
  test(`the mathematics in examples/${file}`, () => {
    const text = readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8');
    const found = shown(text, id).map(line =>
      line
        .replace(/^\w+ \d+: /, '')
        .replace(/ \?$/, '')
        .replace(/ +/g, ' '),
    );
    for (const line of lines) assert.ok(found.includes(line), `${line}\nin\n${found.join('\n')}`);
    assert.ok(
      found.every(line => !/[a-z]{4,} [a-z]{4,} [a-z]{4,}/.test(line) || line.includes('positive')),
      'no prose',
    );
  });
}
