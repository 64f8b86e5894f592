// One line a rule: function | by what ⇒ where its derivative is 0. And linear equations, with solutions that numbers reject.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differentiate } from '../../src/calculus/differentiate.ts';
import { namedDimension } from '../../src/dimensions/dimension.ts';
import { curvatureOf } from '../../src/properties/curvature.ts';
import { type LinearSolution, solveLinear } from '../../src/properties/linearEquation.ts';
import { stationaryPoint } from '../../src/properties/stationaryPoint.ts';
import { stationaryText } from '../../src/properties/stationaryText.ts';
import { verifySolution } from '../../src/properties/verifySolution.ts';
import { variable } from '../../src/tensors/leaves.ts';
import { matrixProduct, transpose } from '../../src/tensors/matrix.ts';
import type { TensorNode, VariableNode } from '../../src/tensors/node.ts';
import * as Q from '../../src/tensors/rational.ts';
import { linear, scale } from '../../src/tensors/sum.ts';
import { scalarOf, variableNamed } from './scalars.ts';

const DECLARED = `c, t ∈ ℝ
λ, μ ∈ ℝ, λ > 0, μ > 0
x, a ∈ ℝ^n
y, w ∈ ℝ^m
A, S ∈ ℝ^{n×n}
Q ∈ ℝ^{n×n}, invertible
Φ ∈ ℝ^{m×n}
P ∈ ℝ^{n×n}, positive definite
T ∈ ℝ^{m×m}, positive definite
K ∈ ℝ^{k×k}, positive definite
V, U ∈ ℝ^{n×k}
Y ∈ ℝ^{m×k}
B ∈ ℝ^{k×p}
Z ∈ ℝ^{m×p}
`;

type Row = readonly [of: string, by: string, text: string];

const families: Readonly<Record<string, readonly Row[]>> = {
  'least squares': [
    ['‖y - Φ x‖²', 'x', 'x = (Φᵀ Φ)⁻¹ Φᵀ y where Φ has full column rank, the only minimum'],
    ['‖y - Φ x‖² + λ ‖x‖²', 'x', 'x = (λ I_n + Φᵀ Φ)⁻¹ Φᵀ y, the only minimum'],
    ["(y - Φ x)' T (y - Φ x)", 'x', 'x = (Φᵀ T Φ)⁻¹ Φᵀ T y where Φ has full column rank, the only minimum'],
    ['‖y - Φ x - c*ones(m)‖²', 'c', 'c = sum(y - Φ x) / m, the only minimum'],
    ['‖Q x - a‖²', 'x', 'x = Q⁻¹ a, the only minimum'],
    [
      "(y - Φ x)' diag(w) (y - Φ x)",
      'x',
      'x = (Φᵀ diag(w) Φ)⁻¹ Φᵀ (y ⊙ w) where Φᵀ diag(w) Φ is invertible, the only stationary point; whether it is a minimum is not known',
    ],
  ],
  'quadratic forms': [
    ["x' P x / 2 - a' x", 'x', 'x = P⁻¹ a, the only minimum'],
    ["a' x - x' P x", 'x', 'x = 1/2 P⁻¹ a, the only maximum'],
    ["x' A x / 2 - a' x", 'x', 'x = 2 (A + Aᵀ)⁻¹ a where A + Aᵀ is invertible, the only stationary point; whether it is a minimum is not known'],
    ['λ c² - 3 c', 'c', 'c = 3 / (2 λ), the only minimum'],
    ['t c² - c', 'c', 'c = 1 / (2 t) where t ≠ 0, the only stationary point; whether it is a minimum is not known'],
    ['-‖x - a‖²', 'x', 'x = a, the only maximum'],
  ],
  'by a matrix': [
    ['‖Φ V - Y‖²', 'V', 'V = (Φᵀ Φ)⁻¹ Φᵀ Y where Φ has full column rank, the only minimum'],
    ['‖Φ V - Y‖² + λ ‖V‖²', 'V', 'V = (λ I_n + Φᵀ Φ)⁻¹ Φᵀ Y, the only minimum'],
    ['‖V B - A U B‖²', 'V', 'V = A U B Bᵀ (B Bᵀ)⁻¹ where Bᵀ has full column rank, the only minimum'],
    ['‖Φ V B - Z‖²', 'V', 'V = (Φᵀ Φ)⁻¹ Φᵀ Z Bᵀ (B Bᵀ)⁻¹ where Φ has full column rank and Bᵀ has full column rank, the only minimum'],
    ["‖A - x a'‖²", 'x', 'x = A a / (aᵀ a) where aᵀ a ≠ 0, the only minimum'],
    ["tr(V' P V) - 2 tr(U' V)", 'V', 'V = P⁻¹ U, the only minimum'],
    ['‖Φ V B - Z‖² + λ ‖V‖²', 'V', 'vec(V) = (I_k ⊗ λ I_n + B Bᵀ ⊗ Φᵀ Φ)⁻¹ vec(Φᵀ Z Bᵀ), the only minimum'],
    ["‖Φ V - Y‖² + μ tr(V K V')", 'V', 'vec(V) = (K ⊗ μ I_n + I_k ⊗ Φᵀ Φ)⁻¹ vec(Φᵀ Y), the only minimum'],
  ],
  refused: [
    ['sum(softplus(Φ x))', 'x', 'the derivative is not linear in x: it holds sigmoid(Φ x)'],
    ['‖x‖⁴', 'x', 'the derivative is not linear in x: it holds x.^2'],
    ["a' x", 'x', 'the derivative does not depend on x: there is nothing to solve for'],
    ["(a' x - c)²", 'x', 'a aᵀ was singular at every point that was tried: no single x solves the equation'],
    ["x' P x - 2 a' x", 'P', 'P is declared to have a structure or a sign, which a solution need not have; declare it without'],
    ["‖A - A'‖² + ‖A - S‖²", 'A', 'an equation in A that joins its rows with its columns has no form in matrices'],
    ['(λ - 1)²', 'λ', 'λ is declared to have a structure or a sign, which a solution need not have; declare it without'],
  ],
};

describe('stationary points', () => {
  for (const [family, rows] of Object.entries(families))
    describe(family, () => {
      for (const [of, by, text] of rows)
        it(`${of} by ${by}`, () => {
          const scalar = scalarOf(`${DECLARED}derivative(${of}, ${by})`)!;
          const leaf = variableNamed(scalar, by);
          const found = stationaryPoint(differentiate(scalar.root, [leaf]), leaf, curvatureOf(scalar.root, leaf));
          assert.equal(stationaryText(found, { variable: by }).text, text);
        });
    });
});

const [n, p] = [namedDimension('n'), namedDimension('p')];
const matrix = (name: string, ...shape: readonly (typeof n)[]): VariableNode => variable(name, shape) as VariableNode;
const [A, B, C, D] = [matrix('A', n, n), matrix('B', p, p), matrix('C', n, n), matrix('D', p, p)];
const [E, X] = [matrix('E', n, p), matrix('X', n, p)];
const sum = (...terms: readonly (readonly [number, TensorNode])[]): TensorNode =>
  linear(
    terms.map(([coefficient, node]) => [Q.rational(coefficient), node] as const),
    terms[0]![1].shape,
  );
const times = (...factors: readonly TensorNode[]): TensorNode => factors.reduce(matrixProduct);

describe('linear equations of matrices', () => {
  const equations: readonly (readonly [name: string, equation: TensorNode, text: string])[] = [
    ['A X = E', sum([1, times(A, X)], [-1, E]), 'X = A⁻¹ E where A is invertible'],
    ['X B = E', sum([1, times(X, B)], [-1, E]), 'X = E B⁻¹ where B is invertible'],
    ['A X B = E', sum([3, times(A, X, B)], [-1, E]), 'X = 1/3 A⁻¹ E B⁻¹ where A is invertible and B is invertible'],
    [
      'A X + X B = E',
      sum([1, times(A, X)], [1, times(X, B)], [-1, E]),
      'vec(X) = (I_p ⊗ A + Bᵀ ⊗ I_n)⁻¹ vec(E) where no eigenvalue of A is the negative of one of B',
    ],
    ['A X B + C X D = E', sum([1, times(A, X, B)], [1, times(C, X, D)], [-1, E]), 'vec(X) = (Bᵀ ⊗ A + Dᵀ ⊗ C)⁻¹ vec(E) where Bᵀ ⊗ A + Dᵀ ⊗ C is invertible'],
  ];
  for (const [name, equation, text] of equations)
    it(name, () => {
      const found = stationaryPoint(equation, X, null);
      assert.equal(stationaryText(found, { variable: 'X' }).text, `${text}, the only stationary point; whether it is a minimum is not known`);
    });

  it('a solution that does not solve is found out', () => {
    const equation = sum([1, times(A, X)], [-1, E]);
    const right = solveLinear(equation, X) as LinearSolution;
    assert.equal(verifySolution(equation, X, right), 'solved');
    for (const wrong of [scale(Q.rational(2), right.solution!), times(transpose(matrix('A', n, n)), E), E])
      assert.equal(verifySolution(equation, X, { ...right, solution: wrong }), 'wrong');
  });
});
