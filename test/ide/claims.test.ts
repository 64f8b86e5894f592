import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { claimsOf } from '../../src/ide/claims.ts';
import { certify } from '../../src/numeric/index.ts';

useCertifier(certify);
const shapes = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n, y ∈ ℝ^n\nf = xᵀ A x\n';
const claimsIn = (text: string, languageId = 'mc', certified = true) => claimsOf(analyzeDocument(text, { languageId, certify: certified }));
const onlyClaim = (text: string) => {
  const { claims } = claimsIn(`${shapes}${text}`);
  assert.equal(claims.length, 1);
  return claims[0]!;
};

describe('the claims of a document', () => {
  test('one that holds says nothing more', () => {
    const { source, verdict, message, correction, range } = onlyClaim('df/dx = xᵀ (A + Aᵀ)');
    assert.deepEqual([source, verdict, message, correction], ['df/dx = xᵀ (A + Aᵀ)', 'holds', null, null]);
    assert.deepEqual(range, { start: { line: 2, character: 0 }, end: { line: 2, character: 19 } });
  });
  test('a refuted one says why, what would hold and what is claimed', () => {
    const { verdict, message, correction } = onlyClaim('df/dx = 2 xᵀ A');
    assert.equal(verdict, 'refuted');
    assert.match(message!, /right only for symmetric A/);
    assert.deepEqual(correction, { expected: 'xᵀ (A + Aᵀ)', actual: '2 xᵀ A' });
  });
  test('one of the wrong shape is refuted', () => {
    const { verdict, correction } = onlyClaim('df/dx = x xᵀ');
    assert.deepEqual([verdict, correction?.expected], ['refuted', 'xᵀ (A + Aᵀ)']);
  });
  test('one that holds in the other layout says what holds in this one', () => {
    const { verdict, message } = onlyClaim('df/dx = (A + Aᵀ) x');
    assert.equal(verdict, 'other-layout');
    assert.match(message!, /xᵀ \(A \+ Aᵀ\)/);
  });
  test('equalities are claims', () => {
    assert.equal(onlyClaim('xᵀ y == yᵀ x').verdict, 'holds');
    const { verdict, message, correction } = onlyClaim('xᵀ A y == yᵀ A x');
    assert.deepEqual([verdict, correction], ['refuted', null]);
    assert.ok(message);
  });
  test('one that cannot be read is broken', () => assert.equal(onlyClaim('df/dx = A +').verdict, 'broken'));
  test('a chain over several lines is a claim a line', () => {
    const { claims } = claimsIn(`${shapes}df/dx = xᵀ (A + Aᵀ)\n      = xᵀ A + xᵀ Aᵀ\n      = 2 xᵀ A\n`);
    assert.deepEqual(
      claims.map(({ verdict, range }) => [range.start.line, verdict]),
      [
        [2, 'holds'],
        [3, 'holds'],
        [4, 'refuted'],
      ],
    );
    assert.equal(claims[2]!.correction!.actual, '2 xᵀ A');
  });
  test('before its certificate none has a verdict', () => {
    const { claims, isPending } = claimsIn(`${shapes}df/dx = xᵀ (A + Aᵀ)\ndf/dx = A\n`, 'mc', false);
    assert.deepEqual(
      claims.map(({ verdict }) => verdict),
      ['pending', 'pending'],
    );
    assert.ok(isPending);
  });
  test('derivatives that are asked for and other errors are counted', () => {
    const { claims, statements, derivatives, errors, isPending } = claimsIn(`${shapes}df/dx\nd²f/dx²\nxᵀ y = 1\ndf/dx = A x`);
    assert.deepEqual([claims.length, statements, derivatives, errors, isPending], [1, 8, 2, 1, false]);
  });
  test('in a comment of code what is not understood is undecided, with a reason', () => {
    const { claims } = claimsIn('# x ∈ ℝ^n\n# df/dx = q x\n', 'python');
    for (const { verdict, message } of claims) assert.ok(verdict === 'undecided' && message);
  });
});
