// Expressions beside the published identities, written for a rule or a derivative that few of those need: what they print,
// and that it is certified. `npm run rules` says which rule each of them needs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';

interface Row {
  readonly id: string;
  readonly situation: string;
  readonly document: string;
  /** The matrix form, or the index form where there is none. */
  readonly printed: string;
}
const rows = JSON.parse(readFileSync(join(__dirname, 'further.json'), 'utf8')) as readonly Row[];

describe('further expressions', () => {
  before(() => useCertifier(certify));
  for (const { id, situation, document, printed } of rows)
    it(`${id}: ${situation}`, () => {
      const { derivative } = analyzeFile(document, { certify: true }).statements.at(-1)!;
      assert.equal(derivative?.certificate.verdict, 'verified');
      assert.equal(derivative.matrix?.unicode ?? derivative.index.unicode, printed);
    });
  it('have names of their own', () => assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length));
});
