// The smallest documents of what random documents have found: each was printed wrong, refused, or not ended, once.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { analyzeDocument, analyzeFile, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { indexFormOf } from '../../src/analysis/print.ts';
import { StatementAnalysis } from '../../src/analysis/statement.ts';
import { codeIn } from '../../src/code/index.ts';
import { constantDimension, namedDimension } from '../../src/dimensions/dimension.ts';
import { printIndexUnicode } from '../../src/notation/indexUnicode.ts';
import { certify, compareTensors, drawPoint, evaluateTensor } from '../../src/numeric/index.ts';
import { variable } from '../../src/tensors/leaves.ts';
import { concatenate } from '../../src/tensors/pieces.ts';
import { examine } from './examine.ts';

const DECLARED = `a, b ∈ ℝ
x, y ∈ ℝ^n
u, v ∈ ℝ^m
A, B ∈ ℝ^{n×n}
X, Y ∈ ℝ^{m×n}`;

/** What it was about, the lines, the matrix form (or the index form behind `index:`), and its shape. */
type Row = readonly [about: string, lines: string, printed: string, shape: string];

const ROWS: readonly Row[] = [
  ['(a²)^½ is |a|, not a', 'd((a^2)^(3/2))/da', '3 a sqrt(a²)', '1×1'],
  ['sqrt(a²) a has no a²', 'd(sqrt(a^2) * a)/da', 'sqrt(a²) + a² / sqrt(a²)', '1×1'],
  ['a scalar chain beside a row keeps its brackets', "d((u' X x)^2)/dx", '2 (uᵀ X x) uᵀ X', '1×n'],
  ['a scalar times I is no scalar', 'd(tr(A)^2 / 2 - tr(A^2) / 2)/dA', 'tr(A) I_n - Aᵀ', 'n×n'],
  ['a row of a matrix is a row', 'd((X[1,:] * x)^2)/dx', '2 (X[1,:] x) X[1,:]', '1×n'],
  ['a name that is a row', "r = x' A\nL = r r'\ndL/dr", '2 r', '1×n'],
  ['a name that is a row, in a function', "r = x' A\nL = sum(exp(r))\ndL/dr", 'exp(rᵀ)ᵀ', '1×n'],
  ['a vector that was flattened', 'd(a vec(X))/da', 'vec(X)', 'mn×1'],
  ['a Kronecker product of vectors', 'd(kron(x, u))/dx', 'I_n ⊗ u', 'mn×n'],
  ['a Kronecker product by a scalar', 'd(kron(A, a X))/da', 'A ⊗ X', 'mn×n^2'],
  ['the same as a row', 'layout denominator\nd(a vec(X))/da', 'vec(X)ᵀ', '1×mn'],
  ['a second derivative by two vectors keeps their order', "layout denominator\n∂²((x' A y))/∂x∂y", 'A', 'n×n'],
  ['a second derivative by a scalar and a matrix', "layout denominator\n∂²(a u' X x)/∂a∂X", 'u xᵀ', 'm×n'],
  ['an entry is no matrix', 'e = X x\n∂e_i/∂x_j', 'index: X_ij', '1×1'],
  ['blocks of one column', 'd([x, y] * [a; a])/da', '[x, y] [1; 1]', 'n×1'],
  ['blocks of one row', "d([x'; y'] * x)/da", 'zeros(2)', '2×1'],
  ['products in a column of blocks', 'd([a b x; b a x])/da', '[(b x); (b x)]', '2n×1'],
  ['a size that is a sum', "e = 2 ones(n + 1)\nL = e' e\ndL/de", '2 eᵀ', '1×(n+1)'],
  ['an entry of a block that is not the first', 'd([x; y][2])/dy', 'index: δ_{n+i,2}', '1×n'],
  [
    'a sum over an index that nothing depends on',
    "d(exp(sum_k sum(X + (v * ones(n)')[:,k] * x')))/dv",
    'n sum(x) exp(sum(sum(X) ones(n) + sum(v) sum(x) ones(n))) ones(m)ᵀ',
    '1×m',
  ],
  ['a part of two large blocks', 'p, q ∈ ℝ^64\nd(sum(log(2 + [p; q].^2)))/dp', '2 (p ⊘ (2 ones(64) + p.^2))ᵀ', '1×64'],
];

describe('what random documents have found', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });

  for (const [about, lines, printed, shape] of ROWS)
    it(about, () => {
      const text = `${DECLARED}\n${lines}`;
      const { status, detail, problems } = examine(text);
      assert.deepEqual({ status, detail, problems }, { status: 'verified', detail: '', problems: [] });
      const { derivative } = analyzeFile(text, { certify: true }).statements.at(-1)!;
      const [wanted, index] = printed.startsWith('index: ') ? [null, printed.slice(7)] : [printed, null];
      assert.equal(derivative?.matrix?.unicode ?? null, wanted);
      if (index !== null) assert.equal(derivative?.index.unicode, index);
      assert.equal(derivative?.shape, shape);
    });

  it('a matrix of scalars times itself ends', () => {
    const { statements } = analyzeFile(`${DECLARED}\nJ = [x_1, x_2; a, 1]\nd(tr(J * J))/dx`, { certify: true });
    assert.equal(statements.at(-1)!.derivative?.certificate.verdict, 'verified');
    assert.ok((statements.at(-1)!.derivative?.index.unicode ?? '') !== '');
  });

  it('what is printed does not depend on other documents', () => {
    const text = `${DECLARED}\nd(tr(adj(3 * eye(n) + eye(n) / (2 + logsumexp(y)))))/dy`;
    const printed = (): string => {
      const statement = analyzeDocument(text).statements.at(-1);
      assert.ok(statement instanceof StatementAnalysis);
      const derived = statement.outcome()?.derived;
      assert.ok(derived);
      // another document meanwhile
      assert.equal(examine(text).status, 'verified');
      const problem = examine(text).problems;
      assert.deepEqual(problem, []);
      return printIndexUnicode(indexFormOf(derived));
    };
    assert.match(printed(), /^-tr\(.*\) \(softmax\(y\)\)_i \/ \(2 \+ logsumexp\(y\)\)²$/);
    assert.doesNotMatch(printed(), /tr\(\S*⁻¹\) - /);
  });

  it('a point on a kink by declaration is undecided, not a defect', () => {
    const { status, detail } = examine('D ∈ ℝ^{n×n}, diagonal\nd(max((4 * eye(n) + tanh(D))^(-3), 0))/dD');
    assert.equal(status, 'undecided');
    assert.match(detail, /kink/);
  });

  it('a step is 0 at 0 in every evaluation', () => {
    assert.equal(examine('K ∈ ℝ^{2×2}, skew-symmetric\nd(max(max(K, 0), 0))/dK').status, 'verified');
  });

  it('blocks of replaced sizes that contradict each other give a reason', () => {
    const node = variable('p', [constantDimension(9)]);
    const both = concatenate(0, [node, node]);
    const named = variable('q', [namedDimension('n')]);
    const sizes = {
      named: new Map([['n', 2]]),
      replaced: new Map([
        [9, 5],
        [18, 4],
      ]),
    };
    const unknowns = [node, named].map(each => ({ name: each.kind === 'variable' ? each.name : '', shape: each.shape, facts: new Set<string>() }));
    assert.equal(evaluateTensor(both, drawPoint(unknowns, sizes, 1, 0)).status, 'unsupported');
    assert.equal(compareTensors(both, both).verdict, 'equal');
  });
});
