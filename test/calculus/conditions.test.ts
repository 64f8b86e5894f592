// One line a rule: expression | by what ⇒ where the derivative holds, in words: each condition once, none that another says.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeFile } from '../../src/analysis/document.ts';

const DECLARED = `c, t ∈ ℝ
x, a ∈ ℝ^n
u ∈ ℝ^m
z ∈ ℝ^n, positive
A, X ∈ ℝ^{n×n}
R ∈ ℝ^{n×m}
C ∈ ℝ^{m×m}
P ∈ ℝ^{n×n}, symmetric, positive definite
s ∈ ℝ, positive`;

const families: Readonly<Record<string, readonly (readonly [expression: string, by: string, expected: readonly string[]])[]>> = {
  'what another condition says is left out': [
    ['log(aᵀ x) + 1 / (aᵀ x)', 'x', ['xᵀ a > 0']],
    ['sum(log(x)) + sum(1 ./ x)', 'x', ['every entry of x > 0']],
    ['log(c) + abs(c)', 'c', ['c > 0']],
    ['1 / c + relu(c)', 'c', ['c ≠ 0']],
    ['log(det(X))', 'X', ['det(X) > 0']],
    ["log(det([A, R; R', C]))", 'A', ['det([A, R; Rᵀ, C]) > 0']],
    ['‖x‖ + log(‖x‖)', 'x', ['x ≠ 0']],
    ['log(xᵀ x) / ‖x‖', 'x', ['x ≠ 0']],
    ['log(‖R‖_F²) + 1 / ‖R‖_F', 'R', ['R ≠ 0']],
  ],
  'what no condition says stays': [
    ['1 / c + 1 / t', 'c', ['c ≠ 0', 't ≠ 0']],
    ['log(c) + 1 / t', 'c', ['c > 0', 't ≠ 0']],
    ['logdet(X) + log(det(A))', 'X', ['X invertible', 'det(A) > 0']],
    ['log(softmax(x)[1]) + log(z[1])', 'x', []],
  ],
  'what always holds is left out': [
    ['log(det(P)) + xᵀ P x', 'x', []],
    ['xᵀ x / sqrt(det(P))', 'x', []],
    ['log(xᵀ P x + s)', 'x', []],
    ['1 / (xᵀ x + s)', 'x', []],
    ['aᵀ inv(P + s eye(n)) a', 's', []],
    ["aᵀ inv(R R' + P) a", 'R', []],
    ['logdet(P) / (1 + det(P))', 'P', []],
    ['abs(c)', 't', []],
    ['abs(c) xᵀ x', 'x', []],
  ],
  'what may fail is asked': [
    ['log(det(A)) + xᵀ P x', 'x', ['det(A) > 0']],
    ['log(xᵀ P x)', 'x', ['xᵀ P x > 0']],
    ['log(xᵀ A x + s)', 'x', ['xᵀ A x + s > 0']],
    ['aᵀ inv(P + c eye(n)) a', 'c', ['P + c I_n invertible']],
    ['aᵀ inv(P - s eye(n)) a', 's', ['P - s I_n invertible']],
    ['log(c) xᵀ x', 'x', ['c > 0']],
    ['abs(c) abs(t)', 't', ['t ≠ 0 (a kink)']],
  ],
  kinks: [
    ['abs(c)', 'c', ['c ≠ 0 (a kink)']],
    ['relu(aᵀ x)', 'x', ['xᵀ a ≠ 0 (a kink)']],
    ['sum(abs(x))', 'x', ['no entry of x is 0 (a kink)']],
  ],
};

describe('conditions', () => {
  for (const [family, rows] of Object.entries(families))
    describe(family, () => {
      for (const [expression, by, expected] of rows)
        it(`d(${expression})/d${by} where ${expected.join(', ') || 'nothing is asked'}`, () => {
          const { statements } = analyzeFile(`${DECLARED}\nd(${expression})/d${by}`);
          assert.deepEqual(statements.at(-1)!.derivative?.validity, expected);
        });
    });
});
