/** Chains of matrices and of layers, at depths where SymPy 1.14 takes a tenth of a second to a second or raises a ValueError. */

import type { Row } from './rows.ts';

const subscript = (number: number): string => String(number).replace(/\d/g, digit => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!);
const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k);

/** W_k is n_k × n_{k-1}. */
function linearChain(depth: number): { readonly given: string; readonly product: string } {
  const matrices = numbers(1, depth).map(k => `W_${k} ∈ ℝ^{n_${k}×n_${k - 1}}`);
  return {
    given: [`x ∈ ℝ^{n_0}`, `a ∈ ℝ^{n_${depth}}`, ...matrices].join('\n'),
    product: numbers(1, depth)
      .map(k => `W_${k}`)
      .reverse()
      .join(' '),
  };
}

const rowsOf = (depth: number): readonly Row[] => {
  const { given, product } = linearChain(depth);
  const forward = numbers(1, depth)
    .map(k => `W${subscript(k)}`)
    .reverse()
    .join(' ');
  const backward = (from: number): string =>
    numbers(from, depth)
      .map(k => `W${subscript(k)}ᵀ`)
      .join(' ');
  return [
    [`chain of ${depth}`, 'aᵀ W_L … W_1 x by x', { given, derivative: `d(aᵀ ${product} x)/dx`, shape: '1×n_0', matrix: `aᵀ ${forward}` }],
    [`chain of ${depth}`, 'aᵀ W_L … W_1 x by W_1', { given, derivative: `d(aᵀ ${product} x)/dW_1`, shape: 'n_1×n_0', matrix: `${backward(2)} a xᵀ` }],
    [`chain of ${depth}`, '‖W_L … W_1 x‖² by x', { given, derivative: `d(‖${product} x‖²)/dx`, shape: '1×n_0', matrix: `2 xᵀ ${backward(1)} ${forward}` }],
    [
      `chain of ${depth}`,
      '‖W_L … W_1 x‖² by W_1',
      { given, derivative: `d(‖${product} x‖²)/dW_1`, shape: 'n_1×n_0', matrix: `2 ${backward(2)} ${forward} x xᵀ` },
    ],
  ];
};

const LAYERS = 'U_1, U_2 ∈ ℝ^{n×n}\nx, b ∈ ℝ^n';
const NAMED_LAYERS = 'U_1, U_2, U_3 ∈ ℝ^{n×n}\nx, b ∈ ℝ^n\nh_1 = tanh(U_1 x)\nh_2 = tanh(U_2 h_1)\nh_3 = tanh(U_3 h_2)\ny = bᵀ h_3';

export const chains: readonly Row[] = [
  ...rowsOf(10),
  ...rowsOf(50),
  [
    'two tanh layers',
    'SymPy raises a ValueError by x',
    {
      given: LAYERS,
      derivative: 'd(tanh(U_2 tanh(U_1 x)))/dx',
      shape: 'n×n',
      matrix: 'diag(ones(n) - tanh(U₂ tanh(U₁ x)).^2) U₂ diag(ones(n) - tanh(U₁ x).^2) U₁',
    },
  ],
  [
    'two tanh layers',
    'SymPy raises a ValueError by the inner weights',
    {
      given: LAYERS,
      derivative: 'd(bᵀ tanh(U_2 tanh(U_1 x)))/dU_1',
      shape: 'n×n',
      matrix: '((ones(n) - tanh(U₁ x).^2) ⊙ U₂ᵀ (b ⊙ (ones(n) - tanh(U₂ tanh(U₁ x)).^2))) xᵀ',
    },
  ],
  [
    'three tanh layers',
    'by x, in the names of the layers',
    { given: NAMED_LAYERS, derivative: 'dy/dx', shape: '1×n', matrix: '(b ⊙ (ones(n) - h₃.^2))ᵀ U₃ diag(ones(n) - h₂.^2) U₂ diag(ones(n) - h₁.^2) U₁' },
  ],
  [
    'three tanh layers',
    'by the innermost weights, in the names of the layers',
    { given: NAMED_LAYERS, derivative: 'dy/dU_1', shape: 'n×n', matrix: '((ones(n) - h₁.^2) ⊙ U₂ᵀ diag(ones(n) - h₂.^2) U₃ᵀ (b ⊙ (ones(n) - h₃.^2))) xᵀ' },
  ],
];
