// Derivatives by the free entries of structured matrices, against values that were found by moving x_ij and x_ji together.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeDocument, analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import { structuredOf } from '../../src/analysis/print.ts';
import type { StatementAnalysis } from '../../src/analysis/statement.ts';
import { certify, evaluateTensor } from '../../src/numeric/index.ts';

interface Row {
  readonly id: string;
  readonly source: string;
  readonly document: string;
  readonly structure: 'symmetric' | 'diagonal';
  readonly dims: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly derivative: readonly (readonly number[])[];
}
const rows = JSON.parse(readFileSync(join(__dirname, 'structured.json'), 'utf8')) as Row[];

describe('derivatives by structured matrices', () => {
  before(() => useCertifier(certify));
  for (const row of rows) {
    it(`${row.id} (${row.source}) has the published form`, () => {
      const { claim, diagnostics } = analyzeFile(row.document, { certify: true }).statements.at(-1)!;
      assert.equal(claim?.verdict, 'verified', diagnostics.map(({ message }) => message).join('; '));
      assert.match(claim.convention ?? '', new RegExp(row.structure));
    });

    it(`${row.id} has the stored values`, () => {
      const statement = analyzeDocument(row.document).statements.at(-1) as StatementAnalysis;
      const { derived } = statement.outcome()!;
      const wanted = row.structure === 'diagonal' ? 'gradient' : 'free entries';
      const { node } = structuredOf(derived!).find(({ convention }) => convention === wanted)!;
      const values = new Map(Object.entries(row.values).map(([name, value]) => [name, Float64Array.from(value.flat())]));
      const found = evaluateTensor(node, { seed: 1, sizes: { named: new Map(Object.entries(row.dims)), replaced: new Map() }, values });
      assert.equal(found.status, 'ok');
      if (found.status === 'ok')
        row.derivative.flat().forEach((expected, k) => {
          assert.ok(Math.abs(expected - found.data[k]!) < 1e-8 * Math.max(1, Math.abs(expected)), `entry ${k}: ${expected} ${found.data[k]}`);
        });
    });
  }

  it('are shown with the name of each convention', () => {
    const { derivative } = analyzeFile('A ∈ ℝ^{n×n}\nX ∈ ℝ^{n×n}, symmetric\nd(tr(A X))/dX', { certify: true }).statements.at(-1)!;
    assert.deepEqual(
      derivative?.structured?.map(({ convention, matrix }) => `${convention}: ${matrix.unicode}`),
      [
        'gradient on the symmetric matrices: 1/2 (A + Aᵀ)',
        'derivatives by the free entries of a symmetric matrix (Matrix Cookbook 2.8): A + Aᵀ - diag(diagonal(A))',
      ],
    );
  });
});
