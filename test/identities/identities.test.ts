// Published identities and plausible wrong ones: each derivative must pass its certificate, each claim its verdict.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';

interface Row {
  readonly id: string;
  readonly source: string;
  readonly document: string;
  /** What a checker must say of the claim; null where the row is a query. */
  readonly verdict: 'verified' | 'refuted' | null;
}
const rows = JSON.parse(readFileSync(join(__dirname, 'identities.json'), 'utf8')) as Row[];

describe('identities', () => {
  before(() => useCertifier(certify));
  for (const row of rows)
    it(`${row.id} (${row.source})`, () => {
      const { statements } = analyzeFile(row.document, { certify: true });
      const last = statements.at(-1)!;
      const said = last.diagnostics.map(diagnostic => diagnostic.message).join('; ');
      if (row.verdict !== null) assert.equal(last.claim?.verdict, row.verdict, said);
      assert.equal(last.derivative?.certificate.verdict, 'verified', said);
    });

  it('have vec forms that hold when they are read back as claims', () => {
    let read = 0;
    for (const row of rows) {
      if (row.verdict !== null) continue;
      const vec = analyzeFile(row.document).statements.at(-1)?.derivative?.vec;
      if (!vec) continue;
      read++;
      const { claim, diagnostics } = analyzeFile(`${row.document.trimEnd()} = ${vec.unicode}`, { certify: true }).statements.at(-1)!;
      assert.equal(claim?.verdict, 'verified', `${row.id}: ${vec.unicode} ${diagnostics.map(({ message }) => message).join('; ')}`);
    }
    assert.ok(read > 25, `only ${read} vec forms`);
  });
});
