// One line a rule: function | by what ⇒ what its Hessian shows, and under which condition strictly.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matrixForm } from '../../src/notation/matrixForm.ts';
import { printUnicode } from '../../src/notation/unicode.ts';
import { contradictedByChords } from '../../src/properties/chords.ts';
import { curvatureFromForm } from '../../src/properties/curvature.ts';
import type { Evidence } from '../../src/properties/quadraticForm.ts';
import { refuteCurvature } from './refuteCurvature.ts';
import { scalarOf, variableNamed } from './scalars.ts';

const DECLARED = `c ∈ ℝ
λ ∈ ℝ, λ > 0
x, a ∈ ℝ^n
z ∈ ℝ^n, positive
y, s ∈ ℝ^m
w ∈ ℝ^m, nonnegative
A ∈ ℝ^{n×n}
B ∈ ℝ^{m×n}
Φ ∈ ℝ^{m×n}
Q ∈ ℝ^{n×n}, orthogonal
P, S ∈ ℝ^{n×n}, positive definite
K ∈ ℝ^{n×n}, positive semidefinite
N ∈ ℝ^{n×n}, negative definite
D ∈ ℝ^{n×n}, diagonal and nonnegative
J ∈ ℝ^{n×n}, symmetric and idempotent
T ∈ ℝ^{m×m}, positive definite
V, U ∈ ℝ^{n×k}
Y ∈ ℝ^{m×k}
g : ℝ^n → ℝ
`;

type Row = readonly [of: string, by: string, expected: string];

const families: Readonly<Record<string, readonly Row[]>> = {
  'a matrix times its transpose': [
    ['‖y - Φ x‖²', 'x', 'strictly convex if Φ'],
    ['-‖Φ x‖²', 'x', 'strictly concave if Φ'],
    ['‖x - a‖²', 'x', 'strictly convex'],
    ["(a' x)²", 'x', 'convex'],
    ["(a' x)⁴ + c", 'x', 'convex'],
    ['‖Q x‖²', 'x', 'strictly convex'],
    ['‖Φ P x‖²', 'x', 'strictly convex if Φ P'],
  ],
  'a diagonal of one sign between a matrix and its transpose': [
    ["sum(softplus(Φ x)) - y' Φ x", 'x', 'strictly convex if Φ'],
    ['-sum(logsigmoid(s .* (Φ x)))', 'x', 'convex'],
    ['sum(log(cosh(Φ x)))', 'x', 'strictly convex if Φ'],
    ['sum(w .* (Φ x - y) .^ 2)', 'x', 'convex'],
    ['sum(exp(Φ x)) - sum(Φ x)', 'x', 'strictly convex if Φ'],
    ['sum(sin(x)) + ‖x‖²', 'x', 'strictly convex'],
  ],
  'congruences with a declared matrix': [
    ["(Φ x - y)' T (Φ x - y)", 'x', 'strictly convex if Φ'],
    ["x' P x", 'x', 'strictly convex'],
    ["x' K x", 'x', 'convex'],
    ["x' N x", 'x', 'strictly concave'],
    ["x' D x", 'x', 'convex'],
    ["x' J x", 'x', 'convex'],
    ["x' inv(P) x", 'x', 'strictly convex'],
    ["x' sqrtm(P) x", 'x', 'strictly convex'],
    ["x' expm(J) x", 'x', 'strictly convex'],
    ["x' pinv(K) x", 'x', 'convex'],
    ["x' P^c x", 'x', 'strictly convex'],
    ["x' (P ⊙ K) x", 'x', 'convex'],
    ["x' exp(K) x", 'x', 'convex'],
    ['det(P) * ‖x‖²', 'x', 'strictly convex'],
    ['P[1,1] * ‖x‖²', 'x', 'strictly convex'],
    ['tr(P) * ‖x‖²', 'x', 'strictly convex'],
  ],
  'sums and multiples': [
    ['‖y - Φ x‖² + λ ‖x‖²', 'x', 'strictly convex'],
    ['λ ‖Φ x‖²', 'x', 'strictly convex if Φ'],
    ["x' P x + x' K x", 'x', 'strictly convex'],
    ["x' P x - x' N x", 'x', 'strictly convex'],
    ["exp(x' P x)", 'x', 'strictly convex'],
    ["a' x + c", 'x', 'affine'],
    ['c⁴ + exp(c)', 'c', 'strictly convex'],
    ['-c²', 'c', 'strictly concave'],
    ['x_1² + exp(x_2)', 'x', 'convex'],
    ["‖a‖² ‖x‖² - (a' x)²", 'x', 'convex'],
  ],
  softmax: [
    ['logsumexp(x)', 'x', 'convex'],
    ["logsumexp(Φ x) - y' Φ x", 'x', 'convex'],
    ['-logsoftmax(x)[2]', 'x', 'convex'],
    ['sum(logsumexprows(Φ V))', 'V', 'convex'],
    ['logsumexp(x) + λ ‖x‖²', 'x', 'strictly convex'],
  ],
  'a positive factor taken out': [
    ['sqrt(1 + c²)', 'c', 'strictly convex'],
    ['-λ sqrt(λ + c²)', 'c', 'strictly concave'],
    ['sum(sqrt(1 + x .^ 2))', 'x', 'strictly convex'],
    ['sqrt(1 + ‖x‖²)', 'x', 'strictly convex'],
    ['sum(sqrt(λ + (Φ x - y) .^ 2))', 'x', 'strictly convex if Φ'],
    ['sum(sqrt(1 + (Φ x) .^ 2)) + λ ‖x‖²', 'x', 'strictly convex'],
  ],
  'centred squares': [
    ['‖x - mean(x)‖²', 'x', 'convex'],
    ['‖Φ x - mean(Φ x)‖²', 'x', 'convex'],
    ["n * x' x - sum(x)²", 'x', 'convex'],
    ["sum(x)² - n * x' x", 'x', 'concave'],
    ['‖x - mean(x)‖² + λ ‖x‖²', 'x', 'strictly convex'],
  ],
  'a sum inside a product': [["sum(softplus(Φ x)) + (Φ x - y)' T (Φ x - y)", 'x', 'strictly convex if Φ']],
  'by a matrix': [
    ['‖Y - Φ V‖²', 'V', 'strictly convex if Φ'],
    ["tr(V' P V)", 'V', 'strictly convex'],
    ['‖V - U‖²', 'V', 'strictly convex'],
    ['‖Φ A U‖²', 'A', 'strictly convex if Φ, Uᵀ'],
    ["tr(A P A' K)", 'A', 'convex'],
    ["tr(A P A' S)", 'A', 'strictly convex'],
    ['‖diagonal(A)‖²', 'A', 'convex'],
    ['sum(exp(diagonal(A)))', 'A', 'convex'],
    ['sum(sqrt(1 + diagonal(A) .^ 2))', 'A', 'convex'],
    ['-logdet(P)', 'P', 'strictly convex'],
    ['logdet(P)', 'P', 'strictly concave'],
    ['tr(inv(P))', 'P', 'strictly convex'],
    ["a' inv(P) a", 'P', 'convex'],
  ],
  'a domain that the function itself asks for': [
    ['sum(x .* log(x))', 'x', 'strictly convex'],
    ['sum(sqrt(x))', 'x', 'strictly concave'],
    ['-sum(log(y - Φ x))', 'x', 'strictly convex if Φ'],
    ['sum(1 ./ z)', 'z', 'strictly convex'],
    ['sum(z .^ 3)', 'z', 'strictly convex'],
  ],
  'kinks of convex functions': [
    ['‖y - Φ x‖² + λ norm1(x)', 'x', 'strictly convex if Φ'],
    ['‖x‖', 'x', 'convex'],
    ['-λ ‖Φ x - y‖', 'x', 'concave'],
    ['sum(relu(1 - s .* (Φ x))) + λ ‖x‖²', 'x', 'strictly convex'],
  ],
  'false friends': [
    ["x' A x", 'x', 'unknown'],
    ["x' (P - K) x", 'x', 'unknown'],
    ["x' (A + A') x", 'x', 'unknown'],
    ['‖x‖ - ‖x‖²', 'x', 'unknown'],
    ['sum(y .* (Φ x) .^ 2)', 'x', 'unknown'],
    ['c * ‖x‖²', 'x', 'unknown'],
    ['c * abs(c)', 'c', 'unknown'],
    ['1 / c', 'c', 'unknown'],
    ['1 / c²', 'c', 'unknown'],
    ['1 / (1 + c²)', 'c', 'unknown'],
    ['log(1 + c²)', 'c', 'unknown'],
    ['c sqrt(1 + c²)', 'c', 'unknown'],
    ['sqrt(c + x_1²)', 'x', 'unknown'],
    ["x' x - sum(x)²", 'x', 'unknown'],
    ["sum(x)² - x' x", 'x', 'unknown'],
    ['sqrt(abs(c))', 'c', 'unknown'],
    ['c³', 'c', 'unknown'],
    ['sum(tanh(x))', 'x', 'unknown'],
    ['log(c²)', 'c', 'unknown'],
    ['logdet(A)', 'A', 'unknown'],
    ['-logdet(A)', 'A', 'unknown'],
    ["‖A - V V'‖²", 'V', 'unknown'],
    ['tr(A A)', 'A', 'unknown'],
    ['g(x)', 'x', 'unknown'],
    ['‖Q‖²', 'Q', 'unknown'],
    ['sum(2 * exp(x) - exp(2 * x))', 'x', 'unknown'],
    ["(a' x)² - (a' x)⁴", 'x', 'unknown'],
  ],
};

const used = new Set<string>();

describe('curvature', () => {
  for (const [family, rows] of Object.entries(families))
    describe(family, () => {
      for (const [of, by, expected] of rows)
        it(`${of} is ${expected} in ${by}`, () => {
          const scalar = scalarOf(`${DECLARED}derivative(${of}, ${by})`);
          assert.ok(scalar, 'it is a scalar');
          const leaf = variableNamed(scalar, by);
          const curvature = curvatureFromForm(scalar.root, leaf);
          const strictly = curvature.strictIf ? 'strictly ' : '';
          const conditions = (curvature.strictIf ?? []).map(condition => printUnicode(matrixForm(condition.of)!));
          assert.equal(`${strictly}${curvature.kind}${conditions.length > 0 ? ` if ${conditions.join(', ')}` : ''}`, expected);
          if (curvature.evidence) collect(curvature.evidence);
          if (curvature.kind === 'unknown') return;
          const { points, problem } = refuteCurvature(scalar.root, leaf, curvature);
          assert.equal(problem, null);
          assert.ok(points > 0, 'it was compared with numbers');
        });
    });

  it('numbers contradict what is not so', () => {
    const contradicted = (of: string, by: string, kind: 'convex' | 'concave' | 'affine'): boolean => {
      const scalar = scalarOf(`${DECLARED}derivative(${of}, ${by})`)!;
      return contradictedByChords(scalar.root, variableNamed(scalar, by), kind);
    };
    assert.deepEqual([contradicted('c³', 'c', 'convex'), contradicted('c³', 'c', 'concave'), contradicted('c²', 'c', 'affine')], [true, true, true]);
    assert.deepEqual([contradicted('c²', 'c', 'convex'), contradicted("a' x", 'x', 'affine'), contradicted('-‖x‖', 'x', 'concave')], [false, false, false]);
  });

  it('every rule decides one of them', async () => {
    const { RULE_TEXT } = await import('../../src/properties/messages.ts');
    assert.deepEqual(
      Object.keys(RULE_TEXT).filter(rule => !used.has(rule)),
      [],
    );
  });
});

function collect({ rule, parts }: Evidence): void {
  used.add(rule);
  for (const part of parts) collect(part);
}
