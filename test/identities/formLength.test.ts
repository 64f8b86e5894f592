// What a textbook would print: no form of the published identities and of the textbook shapes is much longer than the book's.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';
import { type FormLength, lengthsOf } from './formLength.ts';
import { textbookRows } from './textbook.ts';

interface Row {
  readonly id: string;
  readonly document: string;
  readonly verdict?: string | null;
}
const identities = (JSON.parse(readFileSync(join(__dirname, 'identities.json'), 'utf8')) as readonly Row[]).filter(({ verdict }) => verdict === 'verified');

describe('the length of matrix forms, in tokens,', () => {
  before(() => useCertifier(certify));
  for (const [title, rows] of [
    ['the published identities', identities],
    ['the textbook shapes', textbookRows()],
  ] as const) {
    const lengths = rows.map(({ id, document }: Row) => ({ id, found: lengthsOf(id, document) }));
    const found = lengths.flatMap((each): readonly FormLength[] => (each.found ? [each.found] : []));

    it(`is there for all of ${title}`, () =>
      assert.deepEqual(
        lengths.filter(each => !each.found).map(({ id }) => id),
        [],
      ));
    it(`is together no greater than the books' for ${title}`, () => {
      const [own, wanted] = [found.reduce((sum, each) => sum + each.own, 0), found.reduce((sum, each) => sum + each.wanted, 0)];
      assert.ok(own <= wanted, `${own} tokens, ${wanted} in the books`);
    });
    it(`is at most a quarter greater in any of ${title}`, () =>
      assert.deepEqual(
        found.filter(({ own, wanted }) => own > 1.25 * wanted),
        [],
      ));
  }

  it('is measured against claims that hold', () => {
    for (const { id, document } of textbookRows()) {
      const { claim, diagnostics } = analyzeFile(document, { certify: true }).statements.at(-1)!;
      assert.equal(claim?.verdict, 'verified', `${id}: ${diagnostics.map(({ message }) => message).join('; ')}`);
    }
  });
});
