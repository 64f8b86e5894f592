import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { localRule } from '../../src/derivations/localRules.ts';
import { question } from '../../src/derivations/question.ts';
import { RULES, type RuleId, ruleName, sourceOf } from '../../src/derivations/rules.ts';
import { wholeRule } from '../../src/derivations/wholeRule.ts';
import { queriesOf } from './render.ts';

const DECLARATIONS = `A, B ∈ ℝ^{n×n}
S ∈ ℝ^{n×n}, symmetric
X ∈ ℝ^{n×n}
M ∈ ℝ^{m×n}
P ∈ ℝ^{n×m}
a, b, x, y ∈ ℝ^n
v ∈ ℝ^m
s, t ∈ ℝ`;

/** The rule of an expression by a name. Expressions of one structure have one rule, whatever their names are. */
const STEPS: readonly (readonly [expression: string, by: string, rule: RuleId])[] = [
  // forms
  ['‖x‖²', 'x', 'norm-squared'],
  ['3 xᵀ x', 'x', 'norm-squared'],
  ['‖x - a‖²', 'x', 'norm-squared'],
  ['‖M x - v‖²', 'x', 'least-squares-gradient'],
  ['aᵀ x', 'x', 'linear-form'],
  ['xᵀ A b', 'x', 'linear-form'],
  ['xᵀ A x', 'x', 'quadratic-form'],
  ['xᵀ S x', 'x', 'quadratic-form-symmetric'],
  ['xᵀ Mᵀ M x', 'x', 'quadratic-form-symmetric'],
  ['t xᵀ A x', 'x', 'quadratic-form'],
  ['(v - M x)ᵀ (v - M x)', 'x', 'least-squares-gradient'],
  ['(a - B x)ᵀ S (a - B x)', 'x', 'weighted-least-squares'],
  ['(A x + b)ᵀ (B x + a)', 'x', 'affine-bilinear'],
  ['‖x‖', 'x', 'norm'],
  ['‖x - a‖', 'x', 'norm'],
  ['sum(exp(x))', 'x', 'trace-elementwise'],
  ['logsumexp(x)', 'x', 'logsumexp-gradient'],
  // maps
  ['M x', 'x', 'linear-map'],
  ['x .* a', 'x', 'linear-map'],
  ['v - M x', 'x', 'affine-map'],
  ['-2 Mᵀ (v - M x)', 'x', 'affine-map'],
  ['exp(x)', 'x', 'elementwise-jacobian'],
  ['x .^ 3', 'x', 'elementwise-jacobian'],
  ['a + tanh(x)', 'x', 'elementwise-jacobian'],
  ['softmax(x)', 'x', 'softmax-jacobian'],
  ['x / ‖x‖', 'x', 'normalize'],
  ['x xᵀ', 'x', 'outer-product-derivative'],
  ['t x', 't', 'constant-multiple'],
  // scalars
  ['t²', 't', 'scalar-power'],
  ['1/t', 't', 'scalar-reciprocal'],
  ['sin(t)', 't', 'scalar-sin-cos'],
  ['2 exp(t)', 't', 'scalar-exp'],
  ['t sin(t)', 't', 'product-rule'],
  // matrices
  ['tr(X)', 'X', 'trace-rule'],
  ['tr(A X)', 'X', 'trace-linear'],
  ['tr(P M X)', 'X', 'trace-axb'],
  ['aᵀ X b', 'X', 'bilinear-form-matrix'],
  ['‖X‖_F²', 'X', 'frobenius-squared'],
  ['‖X‖_F', 'X', 'frobenius-norm'],
  ['tr(X X X)', 'X', 'trace-of-power'],
  ['tr(Xᵀ B X)', 'X', 'trace-quadratic'],
  ['tr(A X B X)', 'X', 'trace-axbx'],
  ['aᵀ Xᵀ X b', 'X', 'gram-bilinear'],
  ['det(X)', 'X', 'determinant-gradient'],
  ['logdet(X)', 'X', 'log-determinant'],
  ['logdet(Mᵀ M)', 'M', 'log-determinant-gram'],
  ['tr(A X B Xᵀ S)', 'X', 'trace-axbxtc'],
  ['aᵀ Xᵀ B X b', 'X', 'quadratic-form-matrix'],
  ['aᵀ inv(X) b', 'X', 'inverse-bilinear'],
  ['tr(A inv(X) B)', 'X', 'trace-inverse'],
  ['X a', 'X', 'matrix-vector-by-matrix'],
  ['Xᵀ X', 'X', 'gram-derivative'],
  ['Xᵀ X + A', 'X', 'gram-derivative'],
  ['Xᵀ B X', 'X', 'gram-sandwich'],
  ['A X B', 'X', 'axb-jacobian'],
  ['Xᵀ', 'X', 'transpose-rule'],
  ['inv(X)', 'X', 'differential-of-inverse'],
  ['exp(X)', 'X', 'elementwise-rule'],
  ['softmaxrows(X)', 'X', 'softmax-rows'],
  ['X', 'X', 'matrix-by-itself'],
  // functions of a whole matrix or vector
  ['max(x)', 'x', 'largest-entry'],
  ['norm(x, inf)', 'x', 'chain-rule'],
  ['eigmax(S)', 'S', 'eigenvalue-symmetric'],
  ['eigmin(S + Mᵀ M)', 'S', 'eigenvalue-symmetric'],
  ['xᵀ eigvals(S)', 'S', 'eigenvalue-symmetric'],
  ['aᵀ q_max(S)', 'S', 'eigenvector-symmetric'],
  ['aᵀ gaps(x) b', 'x', 'eigenvalue-gaps'],
  ['aᵀ hardmax(x)', 'x', 'largest-entry-place'],
  ['sum(svdvals(X))', 'X', 'singular-value'],
  ['‖X‖_2', 'X', 'spectral-norm'],
  ['aᵀ u_max(X)', 'X', 'singular-vector'],
  ['aᵀ chol(S) b', 'S', 'cholesky'],
  ['aᵀ softmax(x)', 'x', 'softmax-jacobian'],
  ['tr(expm(X))', 'X', 'trace-exponential'],
  ['tr(sinm(X))', 'X', 'trace-function'],
  ['max(A x)', 'x', 'chain-rule'],
  // by the outermost operation
  ['exp(A x)', 'x', 'chain-rule'],
  ['exp(x) .* sin(x)', 'x', 'hadamard-rule'],
  ['sin(x) + exp(x)', 'x', 'sum-rule'],
];

/** What is named beside a derivative that is written down at once. */
const WHOLES: readonly (readonly [expression: string, by: string, rule: string])[] = [
  ['max(A x)', 'x', 'derivative of the largest entry'],
  ['max(A exp(x))', 'x', 'chain rule; derivative of the largest entry'],
  ['‖A X‖_2', 'X', 'derivative of a spectral norm'],
  ['eigmax(Mᵀ M)', 'M', 'chain rule; derivative of an eigenvalue of a symmetric matrix'],
  ['aᵀ chol(Mᵀ M) b', 'M', 'chain rule; derivative of a Cholesky factor'],
  ['xᵀ x', 'x', 'derivative of a squared norm'],
  ['exp(max(x))', 'x', 'chain rule'],
];

describe('the rule of a whole', () => {
  for (const [expression, by, rule] of WHOLES)
    test(`${expression} by ${by}: ${rule}`, () => {
      const { query } = queriesOf(`${DECLARATIONS}\nd(${expression})/d${by}`).at(-1)!;
      const { root, variable } = question(query.of, query.wrt[0]!);
      assert.equal(wholeRule(root.local, variable.leaf).rule, rule);
    });
});

describe('the rule of a step', () => {
  for (const [expression, by, rule] of STEPS)
    test(`${expression} by ${by}: ${rule}`, () => {
      const { query } = queriesOf(`${DECLARATIONS}\nd(${expression})/d${by}`).at(-1)!;
      const { root, variable } = question(query.of, query.wrt[0]!);
      assert.equal(localRule(root.local, variable.leaf), rule);
    });
  test('a name that does not occur has the rule of a constant', () => {
    const { root } = question(queriesOf(`${DECLARATIONS}\nd(aᵀ x)/dx`).at(-1)!.query.of, queriesOf(`${DECLARATIONS}\nd(bᵀ y)/dy`).at(-1)!.query.wrt[0]!);
    assert.equal(
      localRule(
        root.local,
        question(queriesOf(`${DECLARATIONS}\nd(v)/dv`).at(-1)!.query.of, queriesOf(`${DECLARATIONS}\nd(v)/dv`).at(-1)!.query.wrt[0]!).variable.leaf,
      ),
      'constant-rule',
    );
  });
});

/** Read in the sources: equation numbers that may not drift. */
const SOURCES: readonly (readonly [RuleId, numerator: string | null, denominator: string | null])[] = [
  ['chain-rule', 'lecture', null],
  ['norm-squared', 'lecture', null],
  ['affine-map', 'lecture', null],
  ['linear-form', 'lecture', 'Cookbook (69)'],
  ['quadratic-form', 'lecture', 'Cookbook (81)'],
  ['weighted-least-squares', 'lecture', 'Cookbook (84)'],
  ['product-rule', 'MML (5.46)', 'MML (5.46)'],
  ['sum-rule', 'MML (5.47)', 'MML (5.47)'],
  ['chain-rule-dag', 'MML (5.143)', 'MML (5.143)'],
  ['trace-cyclic', 'MML (4.19)', 'MML (4.19)'],
  ['transpose-of-product', 'MML (2.31)', 'MML (2.31)'],
  ['trace-axb', 'Cookbook (101)', 'Cookbook (101)'],
  ['determinant-gradient', 'Cookbook (49)', 'Cookbook (49)'],
  ['log-determinant', 'Cookbook (57)', 'Cookbook (57)'],
  ['norm', 'Cookbook (129)', 'Cookbook (129)'],
  ['softmax-jacobian', 'Cookbook (569)', 'Cookbook (569)'],
  ['identification-hessian', 'M&N Theorem 18.3', 'M&N Theorem 18.3'],
  ['eigenvalue-symmetric', 'Cookbook (67)', 'Cookbook (67)'],
  ['eigenvector-symmetric', 'Cookbook (68)', 'Cookbook (68)'],
  ['delta-contract', null, null],
  ['quadratic-form-symmetric', null, null],
];

describe('the table of rules', () => {
  for (const [id, numerator, denominator] of SOURCES)
    test(`${id} has its source`, () => {
      assert.equal(sourceOf(id, 'numerator'), numerator);
      assert.equal(sourceOf(id, 'denominator'), denominator);
    });
  test('every rule has words, and a source in one of four spellings or none', () => {
    for (const id of Object.keys(RULES) as RuleId[]) {
      assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(ruleName(id).length > 2 && !ruleName(id).endsWith('.'), id);
      for (const layout of ['numerator', 'denominator'] as const)
        assert.match(
          sourceOf(id, layout) ?? 'lecture',
          /^(lecture|MML (\(\d+\.\d+[a-z]?\)|\d+\.\d+\.\d+)|Cookbook (\(\d+\)|section [\d.]+)|M&N (Theorem )?\d+\.\d+)$/,
          id,
        );
    }
  });
});
