// Operations as polynomials in the sizes: what textbooks count, and the best order of chains.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differentiate } from '../../src/calculus/differentiate.ts';
import { countOperations } from '../../src/code/operationCount.ts';
import { constantDimension } from '../../src/dimensions/dimension.ts';
import { variable } from '../../src/tensors/leaves.ts';
import { product } from '../../src/tensors/product.ts';
import { scalarOf, variableNamed } from '../properties/scalars.ts';

const DECLARED = `x, a ∈ ℝ^n
b ∈ ℝ^m
A ∈ ℝ^{m×n}
S, T ∈ ℝ^{n×n}
Y ∈ 𝕊^n
Z ∈ ℝ^{n×(n+1)}
B ∈ ℝ^{n×p}
C ∈ ℝ^{p×q}
X ∈ ℝ^{batch×n}
G ∈ ℝ^{3×n}
`;

/** Function, by what: its count and that of its gradient. */
const rows: readonly (readonly [of: string, by: string, value: string | null, gradient: string | null])[] = [
  ['‖A x - b‖²', 'x', '2mn + 3m', '4mn + m + n'],
  ["a' x", 'x', '2n', '0'],
  ["x' S x", 'x', '2n² + 2n', '4n² + n'],
  // a vector goes into the chain before the matrices go into one another
  ["b' A S T x", 'x', '2mn + 4n² + 2m', '2mn + 4n²'],
  // shared: A x once
  ["(b' A x) * exp(b' A x)", 'x', '2mn + 2m + 2', '4mn + 2m + n + 3'],
  ['logdet(S)', 'S', '2/3 n³', '2n³'],
  // solved, not inverted
  ["a' inv(S) x", 'x', '2/3 n³ + 2n² + 2n', '2/3 n³ + 2n²'],
  ['sum(exp(A x))', 'x', '2mn + 2m', '4mn + m'],
  ['sum(X x)', 'x', 'batch·n + 2n', 'batch·n'],
  ['‖G x‖²', 'x', '6n + 6', '13n'],
  ['sum(x.^8)', 'x', '4n', '5n'],
  ['tr(expm(S))', 'S', null, null],
  // functions of the spectrum: values alone, or with their vectors, which are made once
  ['eigmax(Y)', 'Y', '4/3 n³', '9n³ + n²'],
  ["x' eigvals(Y)", 'Y', '4/3 n³ + 2n', '11n³ + n²'],
  ['sum(svdvals(A))', 'A', '6mn² + 20n³ + n', '8mn² + 20n³'],
  // the smaller side counts
  ['sum(svdvals(Z))', 'Z', '26n³ + 6n² + n', '28n³ + 8n²'],
  ['norm(A, 2)', 'A', '2mn² + 2n³', '6mn² + 20n³ + mn'],
  ["x' chol(Y) a", 'Y', '1/3 n³ + 2n² + 2n', '19/3 n³ + 4n²'],
  ['max(A x)', 'x', '2mn + m', '4mn + m'],
];

describe('numbers of operations', () => {
  for (const [of, by, value, gradient] of rows)
    it(`${of}, and by ${by}`, () => {
      const scalar = scalarOf(`${DECLARED}derivative(${of}, ${by})`)!;
      const derivative = differentiate(scalar.root, [variableNamed(scalar, by)]);
      assert.deepEqual([countOperations([scalar.root])?.text ?? null, countOperations([derivative])?.text ?? null], [value, gradient]);
    });

  it('the terms of the highest degree lead', () => {
    const scalar = scalarOf(`${DECLARED}derivative(‖A x - b‖² + sum(B C), x)`)!;
    const { text, leading } = countOperations([scalar.root])!;
    assert.ok(text.startsWith(leading), `${leading} | ${text}`);
  });

  it('of a chain of matrices the fewest of all orders', () => {
    let random = 1;
    const draw = (): number => {
      random = (random * 48_271) % 2_147_483_647;
      return 2 + (random % 40);
    };
    for (let chain = 0; chain < 60; chain++) {
      const sizes = Array.from({ length: 4 + (chain % 4) }, draw);
      const factors = sizes.slice(1).map((size, k) => variable(`M${k}`, [sizes[k]!, size].map(constantDimension)));
      const labels = factors.map((_, k) => [k, k + 1]);
      assert.equal(Number(countOperations([product(factors, labels, [0, factors.length])])!.text), fewest(sizes), sizes.join('×'));
    }
  });

  it('what is shared counts once', () => {
    const scalar = scalarOf(`${DECLARED}e = A x - b\nL = e' e + sum(exp(e))\ndL/dx`)!;
    assert.equal(countOperations([scalar.root])?.text, '2mn + 5m + 1');
    assert.equal(countOperations([scalar.root, scalar.root])?.text, '2mn + 5m + 1');
  });
});

/** Multiplications and additions of the best way to set brackets, by trying all. */
function fewest(sizes: readonly number[]): number {
  if (sizes.length <= 2) return 0;
  let best = Number.POSITIVE_INFINITY;
  for (let middle = 1; middle < sizes.length - 1; middle++)
    best = Math.min(best, fewest(sizes.slice(0, middle + 1)) + fewest(sizes.slice(middle)) + 2 * sizes[0]! * sizes[middle]! * sizes.at(-1)!);
  return best;
}
