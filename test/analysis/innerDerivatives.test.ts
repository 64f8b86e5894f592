// Derivatives inside expressions: Hessian-vector products, Laplacians, divergences, differentials.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import type { StatementResult } from '../../src/analysis/result.ts';
import { certify } from '../../src/numeric/index.ts';

const DECLARED = `A, B, X ∈ ℝ^{n×n}
S ∈ ℝ^{n×n}, symmetric
R ∈ ℝ^{m×n}
x, v ∈ ℝ^n
u ∈ ℝ^m
f = exp(xᵀ A x)
g = x ⊙ x ⊙ x
F = tanh(R x)
e = R x - u
L = ‖e‖²
h = df/dx v
T = tr(A X X)
Y = A X B
Q = X⁻¹
P = tr(A S S)
`;
const last = (text: string, certified = true) => analyzeDocument(DECLARED + text, { certify: certified }).statements.at(-1)!;
const resultOf = (text: string): StatementResult => last(text).result;
const messagesOf = ({ diagnostics }: StatementResult): string => diagnostics.map(({ message }) => message).join('; ');

describe('queries for a derivative of an expression with derivatives', () => {
  before(() => useCertifier(certify));
  const shown: readonly (readonly [query: string, shape: string, matrix: string | null])[] = [
    ['d(tr(dg/dx))/dx', '1×n', '6 xᵀ'],
    ['d(sum_i ∂g_i/∂x_i)/dx', '1×n', '6 xᵀ'],
    ['d(vᵀ dg/dx)/dx', 'n×n', null],
    ['d/dx (dL/dx · v)', '1×n', null],
    ['d((d²f/dx²) v)/dx', 'n×n', null],
    ['d(tr(d²f/dx²))/dx', '1×n', null],
    ['d(dF/dx v)/dx', 'm×n', null],
    ['d(‖df/dx‖²)/dx', '1×n', null],
    ['dh/dx', '1×n', null],
    ['d(dL/dx v)/dR', 'm×n', null],
    ['d(dL/de R v)/dx', '1×n', null],
    ['d(d(df/dx v)/dx v)/dx', '1×n', null],
    ['d(dh/dx v)/dA', 'n×n', null],
    ['d(dP/dS)/dS', '(n×n)×(n×n)', null],
  ];
  for (const [query, shape, matrix] of shown)
    it(query, () => {
      const result = resultOf(query);
      assert.equal(result.status, 'ok', messagesOf(result));
      assert.equal(result.derivative?.certificate.verdict, 'verified');
      assert.equal(result.derivative.shape, shape);
      if (matrix) assert.equal(result.derivative.matrix?.unicode, matrix);
    });
});

describe('expressions with derivatives are worked out', () => {
  before(() => useCertifier(certify));
  const shown: readonly (readonly [expression: string, shape: string, matrix: string | null])[] = [
    ['tr(dg/dx)', '1×1', '3 xᵀ x'],
    ['vᵀ dg/dx', '1×n', null],
    ['(dg/dx) v', 'n×1', null],
    ['(d²f/dx²) v', 'n×1', null],
    ['∇²_x f v', 'n×1', null],
    ['df/dx v', '1×1', null],
    ['tr(d²f/dx²)', '1×1', null],
    ['uᵀ dF/dx', '1×n', null],
    ['dF/dx v', 'm×1', null],
  ];
  for (const [expression, shape, matrix] of shown)
    it(expression, () => {
      const statement = last(expression);
      const { result } = statement;
      assert.equal(result.kind, 'query');
      assert.equal(result.status, 'ok', messagesOf(result));
      assert.equal(result.derivative?.certificate.verdict, 'verified');
      assert.equal(result.derivative.shape, shape);
      if (matrix) assert.equal(result.derivative.matrix?.unicode, matrix);
    });

  it('waits for the check, and the panel shows it', () => {
    const analysis = analyzeDocument(`${DECLARED}(dg/dx) v`);
    assert.equal(analysis.statements.at(-1)!.result.derivative?.certificate.verdict, 'pending');
    while (analysis.certifyNext(1000));
    const content = analysis.panelAt(analysis.text.length - 1);
    assert.ok(content.kind === 'result');
    assert.equal(content.left.unicode, '(dg/dx) v');
    assert.equal(content.layouts.length, 1);
    assert.equal(content.layouts[0]!.name, 'the value of the expression');
  });

  it('an expression without a derivative is none', () => assert.equal(resultOf('A x').kind, 'expression'));
});

describe('claims with derivatives inside', () => {
  before(() => useCertifier(certify));
  const claims: readonly (readonly [claim: string, verdict: string])[] = [
    ['d(df/dx v)/dx = vᵀ d²f/dx²', 'verified'],
    ['d(df/dx v)/dx = 2 vᵀ d²f/dx²', 'refuted'],
    ['dh/dx = vᵀ (d²f/dx²)ᵀ', 'verified'],
    ['dh/dx = xᵀ d²f/dx²', 'refuted'],
    ['d(tr(dg/dx))/dx = 6 xᵀ', 'verified'],
    ['d(tr(dg/dx))/dx = 3 xᵀ', 'refuted'],
    ['d(vᵀ dg/dx)/dx = 6 diag(v ⊙ x)', 'verified'],
    ['d(vᵀ dg/dx)/dx = 6 diag(v)', 'refuted'],
  ];
  for (const [claim, verdict] of claims) it(`${claim}: ${verdict}`, () => assert.equal(resultOf(claim).claim?.verdict, verdict, messagesOf(resultOf(claim))));

  const equalities: readonly (readonly [claim: string, verdict: string])[] = [
    ['(d²f/dx²) v == (d(df/dx v)/dx)ᵀ', 'equal'],
    ['(d²f/dx²) v == 2 (d(df/dx v)/dx)ᵀ', 'different'],
    ['sum_i ∂g_i/∂x_i == 3 xᵀ x', 'equal'],
    ['sum_i ∂g_i/∂x_i == 2 xᵀ x', 'different'],
    ['sum_i ∂²f/∂x_i∂x_i == tr(d²f/dx²)', 'equal'],
    ['vᵀ ∇_x f == df/dx v', 'equal'],
    ['(dg/dx) v == 3 x .^ 2 ⊙ v', 'equal'],
    ['(dg/dx) v == 3 x ⊙ v', 'different'],
  ];
  for (const [claim, verdict] of equalities) it(`${claim}: ${verdict}`, () => assert.equal(resultOf(claim).equality?.verdict, verdict));

  it('a verdict waits for the check of the derivatives that it rests on', () => {
    const waiting = last('sum_i ∂g_i/∂x_i == 2 xᵀ x', false);
    assert.equal(waiting.result.equality?.verdict, 'unknown');
    assert.deepEqual(waiting.result.diagnostics, []);
  });

  it('a derivative inside that numbers contradict decides nothing', () => {
    useCertifier((...of) => ({ ...certify(...of), verdict: 'disagrees', reason: 'as this test says' }));
    try {
      const equality = resultOf('tr(dg/dx) == 2 xᵀ x');
      assert.equal(equality.equality?.verdict, 'unknown');
      assert.match(messagesOf(equality), /as this test says/);
      assert.equal(resultOf('dY = A dX').claim?.verdict, 'unknown');
      assert.equal(resultOf('tr(dg/dx)').status, 'withheld');
    } finally {
      useCertifier(certify);
    }
  });

  it('a name that is varied and moved at once is refused by name', () => {
    const result = resultOf('d(dL/dx v)/de');
    assert.equal(result.status, 'unsupported');
    assert.match(messagesOf(result), /e is a variable of its own here, and the derivative by x inside the expression would move it too/);
  });

  it('derivatives too deep inside one another are refused', () => {
    const chain = Array.from({ length: 12 }, (_, k) => `h${k + 1} = d${k === 0 ? 'h' : `h${k}`}/dx v`).join('\n');
    const result = resultOf(`${chain}\ndh12/dx`);
    assert.equal(result.status, 'unsupported');
    assert.match(messagesOf(result), /stand inside one another/);
  });
});

describe('differentials', () => {
  before(() => useCertifier(certify));
  const claims: readonly (readonly [claim: string, verdict: string])[] = [
    ['dT = tr((AᵀXᵀ + XᵀAᵀ)ᵀ dX)', 'verified'],
    ['dT = tr((AᵀXᵀ + XᵀAᵀ) dX)', 'refuted'],
    ['dT = sum((AᵀXᵀ + XᵀAᵀ) ⊙ dX)', 'verified'],
    ['dT = tr(X X dA) + tr((A X + X A) dX)', 'verified'],
    ['dY = A dX B', 'verified'],
    ['dY = dA X B + A dX B + A X dB', 'verified'],
    ['dY = dA X B + A dX B', 'verified'],
    ['dY = A dX', 'refuted'],
    ['dQ = -X⁻¹ dX X⁻¹', 'verified'],
    ['dQ = X⁻¹ dX X⁻¹', 'refuted'],
    ['dL = 2 eᵀ de', 'verified'],
    ['dL = 2 eᵀ R dx', 'verified'],
    ['dL = -2 eᵀ R dx', 'refuted'],
    ['dP = tr((A S + S A) dS)', 'verified'],
    ['dP = tr((A S + S A)ᵀ dS)', 'verified'],
    ['dL = 2 eᵀ de + 2 eᵀ R dx', 'unknown'],
    ['dL = tr(dX)', 'unknown'],
  ];
  for (const [claim, verdict] of claims) it(`${claim}: ${verdict}`, () => assert.equal(resultOf(claim).claim?.verdict, verdict, messagesOf(resultOf(claim))));

  it('a refuted one says where the sides differ', () => assert.match(messagesOf(resultOf('dQ = X⁻¹ dX X⁻¹')), /^The two sides differ: With n = /));
});
