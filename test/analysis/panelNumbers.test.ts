/** The panel at numbers: values that are typed, sizes that follow, declared facts, the gradient check; and the limit. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { analyzeDocument, useCertifier, useExperiments } from '../../src/analysis/document.ts';
import * as numeric from '../../src/numeric/index.ts';
import type { LimitChoice, NumbersChoice, PanelAtNumbers, PanelNumberResults, PanelQuotients, PanelResult } from '../../src/panel/protocol.ts';

before(() => {
  useCertifier(numeric.certify);
  useExperiments(numeric);
});

const at = (entered: Readonly<Record<string, string>> = {}, seed = 1): NumbersChoice => ({ uri: '', seed, entered });

function contentOf(text: string, parts: { readonly numbers?: NumbersChoice; readonly limit?: LimitChoice }): PanelResult {
  const content = analyzeDocument(text, { certify: true }).panelAt(text.length - 1, parts);
  assert.ok(content.kind === 'result', JSON.stringify(content));
  return content;
}
function numbersOf(text: string, entered: Readonly<Record<string, string>> = {}, seed = 1): PanelAtNumbers {
  const { numbers } = contentOf(text, { numbers: at(entered, seed) });
  assert.ok(numbers);
  return numbers;
}
function resultsOf(text: string, entered: Readonly<Record<string, string>> = {}): PanelNumberResults {
  const { results, refused, variables } = numbersOf(text, entered);
  assert.ok(results, `${refused} ${variables.map(({ problem }) => problem)}`);
  return results;
}
const problems = (text: string, entered: Readonly<Record<string, string>>): Readonly<Record<string, string | null>> =>
  Object.fromEntries(numbersOf(text, entered).variables.map(({ id, problem }) => [id, problem]));
const violations = (text: string, entered: Readonly<Record<string, string>>): readonly string[] =>
  numbersOf(text, entered).variables.flatMap(variable => variable.violations);

const GRAM = 'R ∈ ℝ^{M×N}\nK = R^T R\ndK/dR';
const LEAST = 'Φ ∈ ℝ^{N×D}, y ∈ ℝ^N, θ ∈ ℝ^D\ne = y - Φ θ\nL = ‖e‖²\ndL/dθ';

describe('the value and the derivative at values that are typed', () => {
  test('are those of the expression', () => {
    const { value, derivative, check } = resultsOf(LEAST, { Φ: '[1 2; 3 4; 5 6]', y: '1 0 0', θ: '1; -1' });
    // e = (2, 1, 1), L = 6, -2 eᵀΦ
    assert.ok(Math.abs(value.entries[0]! - 6) < 1e-12);
    assert.deepEqual(derivative.entries, [-20, -28]);
    assert.deepEqual([derivative.rows, derivative.columns], [1, 2]);
    assert.equal(check.verdict, 'agrees');
    assert.equal(check.compared, 2);
  });
  test('a matrix by a matrix is flattened as vec does', () => {
    const { derivative, rows, columns } = resultsOf(GRAM, { R: '[1 2; 3 4]' });
    assert.deepEqual([derivative.rows, derivative.columns], [4, 4]);
    // K_11 by R_11, R_21, R_12, R_22
    assert.deepEqual(derivative.entries.slice(0, 4), [2, 6, 0, 0]);
    // the second row is K_21
    assert.deepEqual(derivative.entries.slice(4, 8), [2, 4, 1, 3]);
    assert.match(rows?.text ?? '', /K, stacked by columns/);
    assert.match(columns?.text ?? '', /R, stacked by columns/);
  });
  test('a gradient has the shape of its matrix, a Hessian that of its vector', () => {
    const gradient = resultsOf('W ∈ ℝ^{m×n}, x ∈ ℝ^n\nL = sum(exp(W x))\ndL/dW', { W: '0 0\n0 0\n0 0', x: '1 2' });
    assert.deepEqual([gradient.derivative.rows, gradient.derivative.columns, gradient.turns], [3, 2, false]);
    assert.deepEqual(gradient.derivative.entries, [1, 2, 1, 2, 1, 2]);
    const hessian = resultsOf('A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = x^T A x\nd²f/dx²', { A: '[1 2; 3 4]' });
    assert.deepEqual(hessian.derivative.entries, [2, 5, 5, 8]);
    assert.equal(hessian.check.verdict, 'agrees');
  });
  test('random values come again with their seed, and others with another', () => {
    const values = (seed: number) => numbersOf(GRAM, {}, seed).variables[0]!.value.entries;
    assert.deepEqual(values(3), values(3));
    assert.notDeepEqual(values(3), values(4));
    assert.ok(values(3).every(value => value === Number(value!.toFixed(2))));
  });
  test('come only where they are asked for, after the check, and not of a value', () => {
    assert.equal(contentOf(GRAM, {}).numbers, null);
    assert.equal(contentOf(GRAM, {}).limit, null);
    const pending = analyzeDocument(GRAM).panelAt(GRAM.length - 1, { numbers: at() });
    assert.ok(pending.kind === 'result' && pending.numbers === undefined && pending.limit === undefined);
  });
  test('large written sizes are smaller for random values, and said', () => {
    const { replaced, variables } = numbersOf('A ∈ ℝ^{128×784}, x ∈ ℝ^784\nf = A x\ndf/dx');
    assert.match(replaced ?? '', /128 = \d, 784 = \d/);
    assert.ok(variables.every(({ value }) => value.entries.length < 40));
  });
  test('a text for a name that is not there, or that every object has, is nothing', () => {
    assert.ok(resultsOf(GRAM, { constructor: '1', __proto__: '2', Q: 'x' } as Record<string, string>));
  });
});

describe('sizes follow from the values', () => {
  test('of one variable those of the others', () => {
    const { variables } = numbersOf(LEAST, { Φ: '[1 2 3; 4 5 6]' });
    assert.deepEqual(
      variables.map(({ value }) => value.entries.length),
      [6, 2, 3],
    );
  });
  test('and what contradicts them is said with the variable that sets the size', () => {
    assert.deepEqual(problems(LEAST, { Φ: '[1 2 3; 4 5 6]', y: '1 2 3' }), {
      Φ: null,
      y: 'It has 3 entries, but the value of Φ makes N = 2: change one of the two',
      θ: null,
    });
  });
  test('through sums and multiples of sizes', () => {
    const text = 'x ∈ ℝ^{n+1}, A ∈ ℝ^{n×2n}, z ∈ ℝ^{2n}\nf = x^T x + sum(A z)\ndf/dx';
    assert.deepEqual(problems(text, { x: '1 2 3', A: '1 2 3 4\n5 6 7 8' }), { x: null, A: null, z: null });
    assert.match(problems(text, { x: '1 2 3', A: '1 2 3\n5 6 7' }).A ?? '', /3 columns, but the value of x makes 2·?n = 4/);
    assert.match(problems(text, { z: '1 2 3' }).z ?? '', /3 entries, which cannot be 2/);
  });
  test('declared numbers are kept', () => {
    assert.match(problems('A ∈ ℝ^{3×2}, x ∈ ℝ^2\nf = A x\ndf/dx', { A: '[1 2; 3 4]' }).A ?? '', /It has 2 rows, and 3 are declared: paste 3/);
  });
  test('the order has to fit', () => {
    assert.match(problems(LEAST, { θ: '[1 2; 3 4]' }).θ ?? '', /It is 2×2, and D is declared/);
    assert.match(problems('c ∈ ℝ, x ∈ ℝ^n\nf = c x^T x\ndf/dx', { c: '1 2' }).c ?? '', /2 numbers, and a scalar is declared/);
  });
  test('nothing is evaluated while a value is not used', () => {
    const { results, refused } = numbersOf(LEAST, { θ: 'oops' });
    assert.equal(results, null);
    assert.match(refused ?? '', /mend them above/);
  });
});

describe('declared facts', () => {
  const declared = (fact: string) => `A ∈ ℝ^{n×n} ${fact}, x ∈ ℝ^n\nf = x^T A x\ndf/dx`;
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ['symmetric', '[1 2; 2 1]', '[1 2; 3 1]', /declared symmetric, but entry \(1, 2\) is 2 and entry \(2, 1\) is 3/],
    ['skew-symmetric', '[0 2; -2 0]', '[1 2; -2 0]', /declared skew-symmetric, but entry \(1, 1\) is 1/],
    ['positive definite', '[2 1; 1 2]', '[1 2; 2 1]', /has the eigenvalue −1/],
    ['positive semidefinite', '[1 1; 1 1]', '[1 2; 2 1]', /has the eigenvalue −1/],
    ['negative definite', '[-2 1; 1 -2]', '[1 0; 0 -1]', /has the eigenvalue 1/],
    ['diagonal', '[1 0; 0 2]', '[1 0; 3 2]', /entry \(2, 1\) is 3/],
    ['lower triangular', '[1 0; 3 2]', '[1 3; 0 2]', /entry \(1, 2\) is 3/],
    ['upper triangular', '[1 3; 0 2]', '[1 0; 3 2]', /entry \(2, 1\) is 3/],
    ['orthogonal', '[0 1; -1 0]', '[0 2; -1 0]', /but entry \(1, 1\) of A Aᵀ is 4 instead of 1/],
    ['idempotent', '[1 0; 0 0]', '[2 0; 0 0]', /of A A is 4 instead of 2/],
    ['invertible', '[1 2; 3 4]', '[1 2; 2 4]', /determinant is 0/],
  ];
  for (const [fact, right, wrong, message] of cases) {
    test(fact, () => {
      assert.deepEqual(violations(declared(fact), { A: right }), []);
      const found = violations(declared(fact), { A: wrong });
      assert.equal(found.length, 1);
      assert.match(found[0]!, message);
    });
  }
  test('random values have them', () => {
    for (const [fact] of cases) assert.deepEqual(violations(declared(fact), { A: '' }), [], fact);
    for (const [fact] of cases) {
      const { variables } = numbersOf(declared(fact));
      const { rows, columns, entries } = variables[0]!.value;
      const typed = Array.from({ length: rows }, (_, row) => entries.slice(row * columns, (row + 1) * columns).join(' ')).join('; ');
      assert.deepEqual(violations(declared(fact), { A: `[${typed}]` }), [], fact);
    }
  });
  test('where they are broken nothing follows from the difference', () => {
    const { check } = resultsOf(declared('symmetric'), { A: '[1 2; 3 4]', x: '1 2' });
    assert.equal(check.verdict, 'undecided');
    assert.match(check.text, /break a declaration/);
    assert.deepEqual(
      check.entries.map(({ derivative, difference }) => [derivative, Math.round(difference)]),
      [
        [10, 12],
        [22, 21],
      ],
    );
  });
});

describe('where there is no value, it says why', () => {
  const refused = (text: string, entered: Record<string, string>) => numbersOf(text, entered).refused ?? '';
  test('a singular matrix', () => assert.match(refused('A ∈ ℝ^{n×n}, b ∈ ℝ^n\nf = sum(A^{-1} b)\ndf/db', { A: '[1 2; 2 4]' }), /singular at these values/));
  test('a logarithm of a negative number', () => assert.match(refused('x ∈ ℝ^n\nf = sum(log(x))\ndf/dx', { x: '1 -2' }), /no finite value here/));
  test('a pole', () => assert.match(refused('x ∈ ℝ^n\nf = sum(1 ./ x)\ndf/dx', { x: '1 0' }), /divides by 0/));
  test('a kink leaves the check undecided', () => {
    const { check } = resultsOf('x ∈ ℝ^n\nf = sum(relu(x))\ndf/dx', { x: '1 0 -1' });
    assert.equal(check.verdict, 'undecided');
    assert.match(check.text, /kink/);
  });
  test('too large', () => {
    const row = Array.from({ length: 50 }, () => 1).join(' ');
    const text = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = sum(A^2 x)\ndf/dA';
    const { results, refused: reason } = numbersOf(text, { A: Array.from({ length: 50 }, () => row).join('\n') });
    assert.equal(results, null);
    assert.match(reason ?? '', /too large/);
  });
});

describe('the limit', () => {
  function quotientsOf(text: string, choice: Partial<LimitChoice> = {}): PanelQuotients {
    const { limit } = contentOf(text, { limit: { at: at(), output: null, direction: null, ...choice } });
    assert.ok(limit?.quotients, limit?.refused ?? 'nothing');
    return limit.quotients;
  }
  const errorAt = ({ derivative, exponents }: PanelQuotients, values: readonly (number | null)[], exponent: number): number =>
    Math.abs(values[exponents.findIndex(each => Math.abs(each - exponent) < 1e-9)]! - derivative) / Math.abs(derivative);
  const LOGISTIC = 'X ∈ ℝ^{N×D}, y ∈ ℝ^N, w ∈ ℝ^D\nL = sum(log(1 + exp(-y .* (X w))))\ndL/dw';

  test('truncation goes with h and h², rounding with 1/h, and the complex step has none', () => {
    const quotients = quotientsOf(LOGISTIC);
    const { forward, central, complex } = quotients;
    assert.ok(complex);
    const slope = (values: readonly (number | null)[]) => Math.log10(errorAt(quotients, values, -1) / errorAt(quotients, values, -3)) / 2;
    assert.ok(Math.abs(slope(forward) - 1) < 0.1);
    assert.ok(Math.abs(slope(central) - 2) < 0.1);
    assert.ok(Math.abs(slope(complex) - 2) < 0.1);
    assert.ok(errorAt(quotients, forward, -12) > 1e-7);
    assert.ok(errorAt(quotients, complex, -12) < 1e-14);
    assert.deepEqual([quotients.exponents[0], quotients.exponents.at(-1), quotients.exponents.length], [0, -12, 121]);
  });
  test('is defined with the entry and the direction that are chosen', () => {
    const { definition, outputs, directions } = quotientsOf(GRAM, { output: 1, direction: 2 });
    assert.equal(definition.unicode, 'lim h→0 (K_{12}(R + h E_{13}) − K_{12}(R))/h = ∂K_{12}/∂R_{13}');
    assert.equal(outputs.length, 9);
    assert.equal(directions.at(-1), 'all, at random');
    assert.equal(quotientsOf('x ∈ ℝ\nf = x^3\ndf/dx').definition.unicode, 'lim h→0 (f(x + h) − f(x))/h = ∂f/∂x');
  });
  test('along all entries at random', () => {
    const quotients = quotientsOf(LOGISTIC, { direction: quotientsOf(LOGISTIC).directions.length - 1 });
    assert.match(quotients.definition.unicode, /L\(w \+ h V\)/);
    assert.ok(errorAt(quotients, quotients.complex!, -8) < 1e-13);
  });
  test('positions count from 0 where the document does', () => {
    assert.match(quotientsOf('base 0\nx ∈ ℝ^3, A ∈ ℝ^{m×3}\nf = x[0] A x\ndf/dx', { output: 0, direction: 0 }).definition.unicode, /f_0\(x \+ h e_0\)/);
  });
  test('of a second derivative the quotients are those of the first, without a complex step', () => {
    const quotients = quotientsOf('A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = log(1 + x^T A^T A x)\nd²f/dx²');
    assert.match(quotients.definition.unicode, /∂f\/∂x_\d\)\(x \+ h e_\d\)/);
    assert.equal(quotients.complex, null);
    assert.match(quotients.complexReason ?? '', /another imaginary unit/);
    assert.ok(errorAt(quotients, quotients.central, -4) < 1e-6);
  });
  test('at the values that were typed', () => {
    const { derivative, along } = quotientsOf('x ∈ ℝ^n\nf = x^T x\ndf/dx', { at: at({ x: '3 4' }), direction: 1, output: 0 });
    assert.equal(derivative, 8);
    assert.equal(along.start, 25);
  });
  test('what is evaluated to first order beside the real numbers has no third curve, and says so', () => {
    const { complex, complexReason } = quotientsOf('S ∈ ℝ^{n×n} positive definite\nf = sum(chol(S))\ndf/dS');
    assert.equal(complex, null);
    assert.match(complexReason ?? '', /first order of an imaginary part alone/);
    assert.ok(quotientsOf('S ∈ ℝ^{n×n} symmetric\nf = eigmax(S)\ndf/dS').complex);
  });
  test('an entry that does not exist gives way to one that does', () => {
    assert.ok(quotientsOf(GRAM, { output: 900, direction: -3 }).output < 9);
    assert.ok(quotientsOf(GRAM, { output: 0.5, direction: Number.NaN }).direction < 12);
  });
});
