// Claims: what is said of right ones, and how wrong ones are diagnosed, with a fix that makes them right.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import type { StatementResult } from '../../src/analysis/result.ts';
import { certify } from '../../src/numeric/index.ts';

const DECLARED = `A, B ∈ ℝ^{n×n}
R ∈ ℝ^{m×n}
x ∈ ℝ^n
y ∈ ℝ^m
q = xᵀ A x
e = y - R x
L = ‖e‖²
T = tr(A B)
`;
const lastOf = (text: string, languageId = 'mc'): StatementResult => {
  const { statements } = analyzeDocument(text, { certify: true, languageId });
  return statements.at(-1)!.result;
};

describe('claims', () => {
  before(() => useCertifier(certify));

  const rows: readonly (readonly [claim: string, verdict: string, diagnosis: string | null])[] = [
    ['dq/dx = xᵀ (A + Aᵀ)', 'verified', null],
    ['dq/dx = ((A + Aᵀ) x)ᵀ', 'verified', null],
    ['dq/dx = (A + Aᵀ) x', 'other-layout', null],
    ['∇_x q = (A + Aᵀ) x', 'verified', null],
    ['dq/dx = 2 xᵀ A', 'refuted', 'right only for symmetric A'],
    ['dq/dx = xᵀ A', 'refuted', 'missing term xᵀ Aᵀ'],
    ['dq/dx = xᵀ A + xᵀ Aᵀ + xᵀ', 'refuted', 'extra term xᵀ'],
    ['dq/dx = xᵀ A - xᵀ Aᵀ', 'refuted', 'sign of xᵀ Aᵀ'],
    ['dq/dx = 2 xᵀ A + xᵀ Aᵀ', 'refuted', 'factor 2 in xᵀ A'],
    ['d(A B x)/dx = A', 'refuted', 'missing factor B'],
    ['dL/dx = 2 eᵀ R', 'refuted', 'sign'],
    ['dL/dx = -eᵀ R', 'refuted', 'factor 1/2'],
    ['dL/dx = -2 eᵀ R', 'verified', null],
    ['dL/dx = 2 eᵀ de/dx', 'verified', null],
    ['dT/dA = B', 'refuted', 'transposed'],
    ['dT/dA = Bᵀ', 'verified', null],
    ['dT/dA = Aᵀ', 'refuted', 'wrong operand'],
    ['dL/dx = -2 Rᵀ eᵀ', 'refuted', 'shape'],
    ['dL/dx = -Rᵀ dL/de', 'other-layout', null],
    ['dL/dx = de/dx dL/de', 'other-layout', null],
    ['dL/dx = (de/dx)ᵀ dL/de', 'other-layout', null],
    ['dL/dx = dL/de de/dx', 'verified', null],
    ['dL/dx = -R dL/de', 'refuted', 'shape'],
    ['dL/dx = Rᵀ dL/de', 'refuted', 'shape'],
    ['dL/dx = 2 (de/dx)ᵀ dL/de', 'refuted', 'shape'],
    ['d(A B x)/dx = B A', 'refuted', 'swapped'],
    ['dq/dx = xᵀ (A + Aᵀ) = 2 xᵀ A', 'refuted', 'right only for symmetric A'],
  ];
  for (const [claim, verdict, diagnosis] of rows)
    it(`${claim}: ${verdict}${diagnosis ? `, ${diagnosis}` : ''}`, () => {
      const { claim: found, diagnostics } = lastOf(DECLARED + claim);
      assert.equal(found?.verdict, verdict, diagnostics.map(({ message }) => message).join('; '));
      assert.equal(found?.diagnosis ?? null, diagnosis);
    });

  const tensors: readonly (readonly [claim: string, verdict: string])[] = [
    ['d(R A)/dA = kron(eye(n), R)', 'verified'],
    ['d(R A)/dA = kron(R, eye(n))', 'refuted'],
    ['d(A⁻¹)/dA = -kron(A⁻ᵀ, A⁻¹)', 'verified'],
    ['d(A⁻¹)/dA = -kron(A⁻¹, A⁻ᵀ)', 'other-layout'],
    ['derivative(tr(A A), A, A) = 2 comm(n, n)', 'verified'],
    ['derivative(tr(A A), A, A) = 2 eye(n*n)', 'refuted'],
    ['∂e_i/∂R_kq = -eye(m)[i,k] x_q', 'verified'],
    ['∂e_i/∂R_{i,:} = -xᵀ', 'verified'],
    ['∂e_i/∂R_{i,:} = xᵀ', 'refuted'],
    ['∂vec(A B)/∂vec(B)ᵀ = eye(n) ⊗ A', 'verified'],
    ['∂vec(A B)/∂vec(B)ᵀ = eye(n) ⊗ Aᵀ', 'other-layout'],
    ['∂vec(A B)/∂vec(B)ᵀ = A ⊗ eye(n)', 'refuted'],
    ['d(vec(B A)) / dvec(B) = Aᵀ ⊗ eye(n)', 'verified'],
    ['∂vec(Bᵀ)/∂B = comm(n, n)', 'verified'],
    ['∂vec(R A)/∂A = eye(n) ⊗ R', 'verified'],
    ['∂vec(R A)/∂A = R ⊗ eye(n)', 'refuted'],
    ['d(R x)/dvec(R) = xᵀ ⊗ eye(m)', 'verified'],
    ['∂²tr(R A Rᵀ)/∂vec(R)∂vec(R)ᵀ = (A + Aᵀ) ⊗ eye(m)', 'verified'],
    ['∂²tr(R A Rᵀ)/∂vec(R)∂vec(R)ᵀ = A ⊗ eye(m)', 'refuted'],
    ['∂T/∂vec(A) = vec(Bᵀ)ᵀ', 'unknown'],
  ];
  for (const [claim, verdict] of tensors)
    it(`${claim}: ${verdict}`, () => {
      const { claim: found, diagnostics } = lastOf(DECLARED + claim);
      assert.equal(found?.verdict, verdict, diagnostics.map(({ message }) => message).join('; '));
    });

  it('about columns and rows that are declared as matrices are those about vectors', () => {
    const declared = 'A: m x n\nx: n x 1\nb: m x 1\nr: 1 x m\nf = ||A*x - b||^2\n';
    const verdict = (claim: string) => lastOf(declared + claim, 'mc').claim;
    assert.equal(verdict("∇_x f = 2*A'*(A*x - b)")?.verdict, 'verified');
    assert.equal(verdict("df/dx = 2*A'*(A*x - b)")?.verdict, 'other-layout');
    assert.equal(verdict("df/dx = A'*(A*x - b)")?.diagnosis, 'factor 1/2');
    assert.equal(verdict("d(r*A*x)/dr = (A*x)'")?.verdict, 'verified');
  });

  it('behind a definition may stand in either layout', () => {
    const codes = (statement: string) => lastOf(DECLARED + statement).diagnostics.map(({ code }) => code);
    assert.deepEqual(codes('g = dL/dx = -2 eᵀ R'), []);
    assert.deepEqual(codes('g = dL/dx = -2 Rᵀ e'), []);
    assert.deepEqual(codes('g = dL/dx = 2 Rᵀ e'), ['not-equal']);
    assert.deepEqual(codes('J = d(A x)/dx = Aᵀ'), []);
    assert.deepEqual(codes('J = d(A x)/dx = A + Aᵀ'), ['not-equal']);
    assert.deepEqual(codes('g = dL/dx = -2 R e'), ['shape-mismatch']);
  });

  it('have a fix at their own characters that makes them right', () => {
    for (const [claim, verdict, diagnosis] of rows) {
      if (verdict !== 'refuted' || diagnosis === null || claim.split(' = ').length > 2) continue;
      const text = DECLARED + claim;
      const { diagnostics } = lastOf(text);
      const fix = diagnostics.flatMap(diagnostic => diagnostic.fixes ?? []).find(({ title }) => title.startsWith('Replace'));
      assert.ok(fix, claim);
      const lines = text.split('\n');
      const { start, end } = fix.range;
      assert.equal(start.line, end.line);
      lines[start.line] = lines[start.line]!.slice(0, start.character) + fix.text + lines[start.line]!.slice(end.character);
      assert.equal(lastOf(lines.join('\n')).claim?.verdict, 'verified', `${claim} becomes ${lines.at(-1)}`);
    }
  });

  it('over several lines are one a line', () => {
    const { statements } = analyzeDocument(`${DECLARED}dL/dx = 2 eᵀ de/dx\n  = -2 eᵀ R\n  = 2 eᵀ R\n`, { certify: true });
    assert.deepEqual(
      statements.slice(-3).map(({ result }) => [result.line, result.claim?.verdict]),
      [
        [9, 'verified'],
        [10, 'verified'],
        [11, 'refuted'],
      ],
    );
  });
});

describe('adjoint claims', () => {
  before(() => useCertifier(certify));
  const forward = '# X: (n, d), W: (d, k), b: (k,)\n# Y = X @ W + b\n# ';
  const rows: readonly (readonly [claim: string, verdict: string, diagnosis: string | null])[] = [
    ['dW = X.T @ dY', 'verified', null],
    ['dL/dW = X^T @ dL/dY', 'verified', null],
    ['dX = dY @ W.T', 'verified', null],
    ['dX = dY * W.T', 'verified', null],
    ['dX = dY @ W', 'refuted', 'shape'],
    ['dW = dY.T @ X', 'refuted', 'shape'],
    ['dW = -X.T @ dY', 'refuted', 'sign'],
    ['dW = 2 X.T @ dY', 'refuted', 'factor 2'],
  ];
  for (const [claim, verdict, diagnosis] of rows)
    it(`${claim}: ${verdict}${diagnosis ? `, ${diagnosis}` : ''}`, () => {
      const { claim: found, diagnostics } = lastOf(forward + claim, 'python');
      assert.equal(found?.verdict, verdict, diagnostics.map(({ message }) => message).join('; '));
      assert.equal(found?.diagnosis ?? null, diagnosis);
    });

  it('whose adjoints have declared shapes are read in the same way', () => {
    const declared = '# X: (n, d), W: (d, k), dY: (n, k), dW: (d, k)\n# Y = X @ W\n# ';
    assert.equal(lastOf(`${declared}dW = X.T @ dY`, 'python').claim?.verdict, 'verified');
    assert.equal(lastOf(`${declared}dW = X @ dY`, 'python').claim?.diagnosis, 'shape');
    const code = 'def backward(X, W):\n    Y = X @ W  # (n, k)\n    dY = loss(Y)  # (n, k)\n    # X: (n, d), W: (d, k)\n    # Y = X @ W\n    # dW = X.T @ dY\n';
    assert.equal(lastOf(code, 'python').claim?.verdict, 'verified');
  });

  it('are not read where a declared shape is another one, or the quantity is given itself', () => {
    for (const shapes of ['# X: (n, d), W: (d, k), dY: (k, n)\n# Y = X @ W\n', '# X: (n, d), Y: (n, k), W: (d, k), dY: (n, k)\n']) {
      const { claim, diagnostics } = lastOf(`${shapes}# dW = X.T @ dY`, 'python');
      assert.equal(claim?.verdict ?? 'unknown', 'unknown');
      assert.deepEqual(diagnostics, []);
    }
  });

  it('without a forward equation are neither right nor wrong', () => {
    const { claim, diagnostics } = lastOf('# X: (n, d), W: (d, k), Y: (n, k)\n# dW = X.T @ dY', 'python');
    assert.equal(claim?.verdict ?? 'unknown', 'unknown');
    assert.deepEqual(diagnostics, []);
  });
});

describe('the size of ℝ^d', () => {
  before(() => useCertifier(certify));
  it('leaves the d of derivatives alone, set apart or not', () => {
    const head = 'X ∈ ℝ^{n×d}\nw ∈ ℝ^d\n';
    for (const left of [
      "d/dw (w' w)",
      "d/d w (w' w)",
      "d(w' w)/d w",
      "\\frac{d}{d w} (w' w)",
      "\\frac{\\mathrm{d}}{\\mathrm{d} w} (w' w)",
      "\\frac{d (w' w)}{d w}",
    ]) {
      const { statements } = analyzeDocument(`${head}${left} = 2 w'\n`, { certify: true });
      assert.equal(statements.at(-1)!.result.claim?.verdict, 'verified', left);
    }
    const text = '$x \\in \\mathbb{R}^d$, $A \\in \\mathbb{R}^{d\\times d}$ symmetric, $$\\frac{d}{d x} (x^T A x) = 2 x^T A$$';
    assert.equal(analyzeDocument(text, { languageId: 'markdown', certify: true }).statements.at(-1)!.result.claim?.verdict, 'verified');
    const ratio = analyzeDocument('x ∈ ℝ^d\ny ∈ ℝ^n\nd / n * sum(x)\n(d / (d + n)) sum(x)\n', { certify: true });
    assert.deepEqual(
      ratio.statements.slice(2).map(({ result }) => result.kind),
      ['expression', 'expression'],
      'quotients of sizes stay quotients',
    );
  });
});
