// What a result says beside its value, where it is shown: result, hover, panel, command line.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { analyzeDocument, analyzeFile, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import type { DerivativeResult } from '../../src/analysis/result.ts';
import { selected } from '../../src/cli/selected.ts';
import { codeIn, countOperations } from '../../src/code/index.ts';
import { hoverAt } from '../../src/ide/hover.ts';
import { certify } from '../../src/numeric/index.ts';

const LEAST_SQUARES = `y ∈ ℝ^N
Φ ∈ ℝ^{N×D}
θ ∈ ℝ^D
λ ∈ ℝ, λ > 0
e = y - Φ θ
L = ‖e‖²
R = L + λ ‖θ‖²
`;

const last = (source: string): DerivativeResult => analyzeFile(LEAST_SQUARES + source, { certify: true }).statements.at(-1)!.derivative!;

describe('curvature of a result', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn, countOperations);
  });

  const rows: readonly (readonly [query: string, text: string | null])[] = [
    ['dL/dθ', 'convex in θ, strictly where Φ has full column rank, because 2 Φᵀ Φ ⪰ 0 (a matrix times its transpose)'],
    ['hessian(L, θ)', 'convex in θ, strictly where Φ has full column rank, because 2 Φᵀ Φ ⪰ 0 (a matrix times its transpose)'],
    ['dL/dθ = -2 eᵀ Φ', 'convex in θ, strictly where Φ has full column rank, because 2 Φᵀ Φ ⪰ 0 (a matrix times its transpose)'],
    ['∇_θ R', 'strictly convex in θ, because 2 λ I_D ≻ 0 (with λ > 0) and 2 Φᵀ Φ ⪰ 0 (a matrix times its transpose)'],
    ['dL/de', 'strictly convex in e, because 2 I_N ≻ 0'],
    ['dR/dλ', 'affine in λ, because the Hessian is 0'],
    ['d(-L)/dy', 'strictly concave in y, because -2 I_N ≺ 0'],
    ['d(c * L)/dθ', 'no curvature in θ is shown: no rule shows that the Hessian has one sign'],
    ['d(θ_1 * abs(θ_2))/dθ', 'no curvature in θ is shown: it has a kink where θ₂ is 0'],
    // no scalar, an entry, two variables
    ['de/dθ', null],
    ['∂L/∂θ_1', null],
    ['derivative(L, θ, y)', null],
  ];
  for (const [query, text] of rows)
    it(`${query}: ${text ?? 'nothing to say'}`, () => {
      const source = query.includes('c *') ? `c ∈ ℝ\n${query}` : query;
      assert.equal(last(source).properties?.curvature?.text ?? null, text);
    });

  it('is listed neither in the fields nor in the JSON of a result, unless that is asked for', () => {
    const file = analyzeFile(`${LEAST_SQUARES}dL/dθ`, { certify: true });
    assert.ok(!('properties' in JSON.parse(JSON.stringify(file)).statements.at(-1).derivative));
    const { derivative } = JSON.parse(JSON.stringify(selected(file, { properties: true, code: null }))).statements.at(-1);
    assert.equal(derivative.properties.curvature.kind, 'convex');
    assert.deepEqual(derivative.properties.curvature.strictWhere, ['Φ has full column rank']);
    assert.equal(derivative.matrix.unicode, '-2 eᵀ Φ');
  });

  it('stands in the hover of the derivative and in the panel, on one line, once the derivative is checked', () => {
    const text = `${LEAST_SQUARES}dR/dθ`;
    const at = text.indexOf('dR/dθ') + 1;
    const line = /^strictly convex in θ\\, because 2 λ I\\_D ≻ 0 \\\(with λ \\> 0\\\) and 2 Φᵀ Φ ⪰ 0 \\\(a matrix times its transpose\\\)$/m;
    const pending = analyzeDocument(text);
    assert.doesNotMatch(hoverAt(pending, at, null)!.markdown, /convex/);
    const panelBefore = pending.panelAt(at);
    assert.deepEqual(panelBefore.kind === 'result' && panelBefore.properties, {});
    const checked = analyzeDocument(text, { certify: true });
    assert.match(hoverAt(checked, at, null)!.markdown, line);
    const panel = checked.panelAt(at);
    assert.ok(panel.kind === 'result');
    assert.deepEqual(Object.keys(panel.properties ?? {}), ['curvature', 'stationaryPoint', 'operations']);
    assert.deepEqual(panel.properties?.curvature?.reasons, ['2 λ I_D ≻ 0 (with λ > 0)', '2 Φᵀ Φ ⪰ 0 (a matrix times its transpose)']);
    assert.equal(panel.properties?.curvature?.summary, 'strictly convex in θ');
  });

  it('is not mentioned where it is unknown', () => {
    const text = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nd(xᵀ A x)/dx';
    const checked = analyzeDocument(text, { certify: true });
    assert.doesNotMatch(hoverAt(checked, text.indexOf('d(') + 1, null)!.markdown, /curvature|convex/);
  });
});

describe('the stationary point of a result', () => {
  const rows: readonly (readonly [query: string, text: string | null])[] = [
    ['dL/dθ', 'θ = (Φᵀ Φ)⁻¹ Φᵀ y where Φ has full column rank, the only minimum'],
    ['dR/dθ', 'θ = (λ I_D + Φᵀ Φ)⁻¹ Φᵀ y, the only minimum'],
    ['layout denominator\n∂R/∂θ', 'θ = (λ I_D + Φᵀ Φ)⁻¹ Φᵀ y, the only minimum'],
    ['dL/de', 'e = zeros(N), the only minimum'],
    ['d(sum(softplus(Φ θ)))/dθ', 'the derivative is not linear in θ: it holds sigmoid(Φ θ)'],
    ['de/dθ', null],
    ['hessian(L, θ)', null],
  ];
  for (const [query, text] of rows)
    it(`${query}: ${text ?? 'nothing to say'}`, () => assert.equal(last(query).properties?.stationaryPoint?.text ?? null, text));

  it('stands in the panel where there is one', () => {
    const text = `${LEAST_SQUARES}dR/dθ`;
    const panel = analyzeDocument(text, { certify: true }).panelAt(text.length - 1);
    assert.ok(panel.kind === 'result');
    assert.equal(panel.properties?.stationaryPoint?.text, 'θ = (λ I_D + Φᵀ Φ)⁻¹ Φᵀ y, the only minimum');
    assert.equal(panel.properties?.stationaryPoint?.extremumText, 'the only minimum');
  });
});

describe('the operations that a result takes', () => {
  const rows: readonly (readonly [query: string, text: string | null])[] = [
    ['dL/dθ', 'operations: value 2DN + 3N ~ 2DN, gradient 4DN + D + N ~ 4DN, both 4DN + D + 3N ~ 4DN, Hessian 2D²N + D² ~ 2D²N'],
    ['de/dθ', 'operations: value 2DN + N ~ 2DN, derivative 0, both 2DN + N ~ 2DN'],
    ['hessian(L, θ)', 'operations: value 2DN + 3N ~ 2DN, Hessian 2D²N + D² ~ 2D²N, both 2D²N + 2DN + D² + 3N ~ 2D²N'],
    ['(d²L/dθ²) θ', null],
  ];
  for (const [query, text] of rows) it(`${query}: ${text ?? 'nothing to say'}`, () => assert.equal(last(query).properties?.operations?.text ?? null, text));

  it('are not said of what the sizes do not decide', () => {
    const { properties } = analyzeFile('S ∈ ℝ^{n×n}\nd(tr(expm(S)))/dS', { certify: true }).statements.at(-1)!.derivative!;
    assert.equal(properties?.operations, null);
  });
});

describe('solve', () => {
  const statement = (source: string, certified = true) => analyzeFile(LEAST_SQUARES + source, { certify: certified }).statements.at(-1)!;

  for (const query of ['solve dR/dθ = 0', 'solve(dR/dθ = 0, θ)', 'solve ∇_θ R = 0'])
    it(query, () => {
      const { kind, status, solution, derivative, diagnostics } = statement(query);
      assert.deepEqual([kind, status, diagnostics], ['query', 'ok', []]);
      assert.equal(solution?.text, 'θ = (λ I_D + Φᵀ Φ)⁻¹ Φᵀ y, the only minimum');
      assert.equal(solution?.solution?.latex, '\\theta = \\left(\\lambda I_{D} + \\Phi^{\\top} \\Phi\\right)^{-1} \\Phi^{\\top} y');
      assert.equal(derivative?.certificate.verdict, 'verified');
    });

  const refused: readonly (readonly [query: string, message: string])[] = [
    ['solve d(sum(softplus(Φ θ)))/dθ = 0', 'Not solved: the derivative is not linear in θ: it holds sigmoid(Φ θ).'],
    ['solve de/dθ = 0', 'Not solved: solve takes the derivative of a scalar, once, by one variable.'],
    ['solve dR/dλ = 0', 'Not solved: λ is declared to have a structure or a sign, which a solution need not have; declare it without.'],
  ];
  for (const [query, message] of refused)
    it(`${query} says why not`, () => {
      const { diagnostics } = statement(query);
      assert.deepEqual(
        diagnostics.map(diagnostic => [diagnostic.code, diagnostic.message]),
        [['not-solved', message]],
      );
    });

  it('waits for the check of the derivative', () => assert.equal(statement('solve dR/dθ = 0', false).solution, null));

  it('is what the hover shows', () => {
    const text = `${LEAST_SQUARES}solve dL/dθ = 0`;
    const { markdown, math } = hoverAt(analyzeDocument(text, { certify: true }), text.indexOf('dL/dθ') + 1, null)!;
    assert.match(markdown, /θ = \(Φᵀ Φ\)⁻¹ Φᵀ y\n/);
    assert.match(markdown, /where Φ has full column rank\\, the only minimum/);
    assert.equal(math?.plain, 'θ = (Φᵀ Φ)⁻¹ Φᵀ y');
  });

  it('does not read prose in a comment', () => {
    const { statements } = analyzeFile('# x ∈ ℝ^n, L = xᵀ x\n# solve dL/dx = 0\n', { languageId: 'python', certify: true });
    assert.ok(statements.every(({ solution }) => solution === undefined));
  });
});
