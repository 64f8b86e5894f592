/** A text that was split before is split as if it were new. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SplitMemory, type StatementPiece, splitStatements } from '../../src/syntax/statements.ts';

const LINES = [
  'x ∈ ℝ^n',
  'f = a +',
  '  b',
  '= c',
  '# a comment',
  'A = [1, 2',
  '3, 4]',
  '',
  '  ',
  'a = b; c = d # e',
  'sum(x',
  ')',
  'x \\% y',
  '\r',
  'r = y - X w where e = 1',
];
const texts = fc.array(fc.constantFrom(...LINES), { maxLength: 12 }).map(lines => lines.join('\n'));

const placesOf = (pieces: readonly StatementPiece[]) => pieces.map(({ start, end, text, written }) => ({ start, end, text, written }));

test('a text that was split before is split as if it were new', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 2, maxLength: 4 }), versions => {
      const memory = new SplitMemory();
      for (const text of versions) assert.deepEqual(placesOf(splitStatements(text, memory)), placesOf(splitStatements(text)));
    }),
    { numRuns: 1000 },
  );
});

test('a piece says how it was written, its comment included', () => {
  const [piece] = splitStatements('f = a + # the sum\n  b');
  assert.equal(piece!.written, 'f = a + # the sum\n  b');
  assert.equal(piece!.text, `f = a + ${' '.repeat('# the sum'.length)}\n  b`);
});
