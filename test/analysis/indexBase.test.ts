import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';

before(() => useCertifier(certify));

const lines = ['x ∈ ℝ^3', 'A ∈ ℝ^{3×n}', 'f = x[0]^2 + x[2]', 'df/dx', 'df/dx_0', "d(A[0,:] * A[2,:]')/dA"];
const printedOf = (text: string, languageId = 'mc') =>
  analyzeDocument(text, { languageId, certify: true })
    .statements.map(({ result }) => result.derivative)
    .filter(derivative => derivative !== null && derivative !== undefined);

describe('positions in what is printed', () => {
  test('count from where the document counts', () => {
    const [row, entry, matrix] = printedOf(['base 0', ...lines].join('\n'));
    assert.deepEqual([row?.matrix?.unicode, row?.index.unicode, entry?.matrix?.unicode], ['[2 x₀, 0, 1]', 'δ_i2 + 2 δ_i0 x₀', '2 x₀']);
    assert.match(row!.matrix!.latex, /x_\{0\}/);
    assert.equal(matrix!.index.unicode, 'δ_i2 (A[0,:])_j + δ_i0 (A[2,:])_j');
    assert.ok([row, entry, matrix].every(each => each?.certificate.verdict === 'verified'));
  });
  test('count from 0 in the comments of Python, from 1 in those of Julia', () => {
    const comment = (sign: string, text: string) =>
      text
        .split('\n')
        .map(line => `${sign} ${line}`)
        .join('\n');
    assert.equal(printedOf(comment('#', ['nabla:', ...lines].join('\n')), 'python')[1]?.matrix?.unicode, '2 x₀');
    assert.equal(printedOf(comment('#', ['nabla:', ...lines].join('\n').replace('x[0]', 'x[1]').replace('x_0', 'x_1')), 'julia')[1]?.matrix?.unicode, '2 x₁');
  });
  test('are read back as they were meant: what is offered as the right side is right', () => {
    const text = ['base 0', 'x ∈ ℝ^3', 'f = x[0]^2 + x[2]', 'df/dx_0 = 3 x_0'].join('\n');
    const [problem] = analyzeDocument(text, { certify: true }).diagnostics();
    const [fix] = problem!.fixes ?? [];
    assert.equal(fix?.text, '2 x₀');
    const mended = text.replace('3 x_0', fix!.text);
    assert.equal(analyzeDocument(mended, { certify: true }).statements.at(-1)!.result.claim?.verdict, 'verified');
  });
  test('follow a change of the directive', () => {
    const version = analyzeDocument(['base 0', ...lines].join('\n'), { certify: true, previous: null });
    const next = analyzeDocument(['base 1', ...lines.map(line => line.replaceAll('[0', '[1').replace('_0', '_1'))].join('\n'), {
      certify: true,
      previous: version,
    });
    assert.equal(next.statements.find(({ result }) => result.source === 'df/dx_1')?.result.derivative?.matrix?.unicode, '2 x₁');
  });
});
