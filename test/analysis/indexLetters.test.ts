import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';

before(() => useCertifier(certify));

const DECLARED = 'x, y ∈ ℝ^n\nA ∈ ℝ^{n×n}\n';
const answerTo = (query: string) => analyzeFile(`${DECLARED}${query}`, { certify: true }).statements.at(-1)!;

/** Letters of what is differentiated are axes of the result; one that stands twice without a sum is an entry-by-entry product. */
const ROWS: readonly (readonly [query: string, index: string])[] = [
  ['d(2 x_i)/dx_j', '2 δ_ij'],
  ['d(x_i x_j)/dx_k', 'δ_ik x_j + δ_jk x_i'],
  ['d(x_i^2)/dx_i', '2 x_i'],
  ['d(sum_j A_ij x_j)/dx_k', 'A_ik'],
  ['d(sum_j A_ij x_j)/dA_pq', 'δ_ip x_q'],
  ['d(A_ij x_j)/dx_k', 'δ_jk A_ij'],
  ['d(A_ij A_jk)/dA_pq', 'δ_ip δ_jq A_jk + δ_jp δ_kq A_ij'],
  ['d(A_ii)/dA_pq', 'δ_ip δ_iq'],
  ['d²(x_i x_j)/dx_k dx_l', 'δ_ik δ_jl + δ_jk δ_il'],
  ['d(x_3 x_i)/dx_k', 'δ_ik x₃ + δ_k3 x_i'],
  ['d(exp(x_i)/sum_j exp(x_j))/dx_k', 'δ_ik (softmax(x))_i - (softmax(x))_i (softmax(x))_k'],
];

for (const [query, index] of ROWS)
  test(query, () => {
    const { derivative, diagnostics } = answerTo(query);
    assert.equal(derivative?.index.unicode, index, diagnostics.at(-1)?.message);
    assert.equal(derivative?.certificate.verdict, 'verified');
  });

test('a case where letters are equal has powers', () => {
  const { derivative } = answerTo('d(x_j x_i^2)/dx_k');
  assert.deepEqual(
    derivative?.cases?.map(({ value, condition }) => `${value.unicode} if ${condition}`),
    ['x_i² if k = j, j ≠ i', '2 x_i x_j if k = i, j ≠ i', '3 x_i² if k = j = i', '0 if otherwise'],
  );
});

test('letters beside flattened sides are refused by name', () => {
  const { derivative, diagnostics } = answerTo('d(x_i kron(x, y))/dx');
  assert.equal(derivative, null);
  assert.match(diagnostics.at(-1)!.message, /index letters and sides of several axes/);
});
