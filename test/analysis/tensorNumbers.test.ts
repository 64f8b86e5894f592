// The numbers of a tensor against differences of the typed tree at the numbers that its grids show.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { StatementAnalysis } from '../../src/analysis/statement.ts';
import { certify, evaluateTyped, type Point } from '../../src/numeric/index.ts';
import type { PanelEntries, TensorSizes } from '../../src/panel/protocol.ts';

before(() => useCertifier(certify));

function entriesOf(
  text: string,
  sizes: TensorSizes = {},
): { readonly statement: StatementAnalysis; readonly entries: PanelEntries; readonly sizes: ReadonlyMap<string, number> } {
  const analysis = analyzeDocument(text, { certify: true });
  const content = analysis.panelAt(text.length - 1, { sizes });
  const statement = analysis.statements.at(-1);
  assert.ok(content.kind === 'result' && content.tensor?.entries && statement instanceof StatementAnalysis);
  return { statement, entries: content.tensor.entries, sizes: new Map(content.tensor.sizes.map(({ name, value }) => [name, value])) };
}

/** Of one variable, which is the second side. */
const DOCUMENTS: readonly string[] = [
  'R ∈ ℝ^{M×N}\nK = R^T R\ndK/dR',
  'X ∈ ℝ^{n×n}, invertible\ndinv(X)/dX',
  'X ∈ ℝ^{m×n}\nF = exp(-X)∘X\ndF/dX',
  'x ∈ ℝ^n\nF = diag(exp(x))\ndF/dx',
  'x ∈ ℝ^n\nF = x x^T\ndF/dx',
  'X ∈ ℝ^{n×n}, positive definite\nF = X X\ndF/dX',
];

describe('the numbers of a tensor', () => {
  for (const text of DOCUMENTS)
    test(`are its entries at the values of the second grid, and the first grid is the value there: ${text.split('\n').slice(-2).join('; ')}`, () => {
      const { statement, entries, sizes } = entriesOf(text);
      const { of, wrt } = statement.query!;
      const [above, below] = entries.grids!;
      assert.ok(above && below && entries.numbers);
      const values = Float64Array.from(below.cells, ({ value }) => value!);
      const valueAt = (moved: Float64Array): Float64Array => {
        const point: Point = { seed: 1, sizes: { named: sizes, replaced: new Map() }, values: new Map([[wrt[0]!.name, moved]]) };
        const found = evaluateTyped(of, point);
        assert.ok(found.status === 'ok');
        return found.data;
      };
      const here = valueAt(values);
      assert.equal(above.cells.length, here.length);
      for (const [k, { value }] of above.cells.entries()) close(value!, here[k]!);
      const step = 1e-5;
      values.forEach((_, column) => {
        const [before, after] = [-step, step].map(by => valueAt(values.map((value, k) => (k === column ? value + by : value))));
        here.forEach((__, row) => {
          close(entries.numbers![row * values.length + column]!, (after![row]! - before![row]!) / (2 * step));
        });
      });
    });

  test('are counted column by column where nothing is declared', () => {
    const { entries } = entriesOf('R ∈ ℝ^{M×N}\nK = R^T R\ndK/dR', { M: 3, N: 2 });
    const [above, below] = entries.grids!;
    assert.deepEqual(
      below!.cells.map(({ formula, value }) => `${formula.unicode} = ${value}`),
      ['R_11 = 1', 'R_12 = 4', 'R_21 = 2', 'R_22 = 5', 'R_31 = 3', 'R_32 = 6'],
    );
    assert.deepEqual(
      above!.cells.map(({ value }) => value),
      [14, 32, 32, 77],
    );
    assert.equal(above!.definition?.unicode, 'Rᵀ R');
  });

  test('say which cells of the second grid stand in an entry', () => {
    const { entries } = entriesOf('R ∈ ℝ^{M×N}\nK = R^T R\ndK/dR', { M: 3, N: 2 });
    const [, below] = entries.grids!;
    entries.formulas.forEach(({ unicode }, k) => {
      const named = entries.uses![k]!.map(cell => below!.cells[cell]!.formula.unicode);
      assert.deepEqual(named, unicode === '0' ? [] : [unicode.replace('2 ', '')]);
    });
  });

  test('are none of an unknown function; and of a Hessian both grids are the variable', () => {
    const opaque = entriesOf('F : ℝ^{n×n} → ℝ^{n×n}\nX ∈ ℝ^{n×n}\nd(F(X))/dX').entries;
    assert.equal(opaque.numbers, null);
    assert.ok(opaque.grids?.[1]?.cells.every(({ value }) => value === null));
    const hessian = entriesOf('X ∈ ℝ^{m×n}\nL = sum(exp(X))\nd²L/dXdX').entries;
    assert.deepEqual(
      hessian.grids?.map(grid => `${grid?.name.unicode} ${grid?.role}`),
      ['X denominator', 'X denominator'],
    );
  });
});

function close(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) < 1e-6 * Math.max(1, Math.abs(expected)), `${found} is not ${expected}`);
}
