import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';
import { isError, isFound, isWrong, type Measured, measure, type Outcome } from './measure.ts';
import { notations } from './notations.ts';
import { corpusRecords, type Positive, readRecords } from './records.ts';

const records = corpusRecords();
let measured: Measured;
before(() => {
  useCertifier(certify);
  measured = measure(records);
});

test('the corpus holds 400 comments with mathematics, 400 without, 18 languages, and keeps a tenth of the records', () => {
  assert.ok(records.flatMap(record => record.positives).length >= 400);
  assert.ok(records.flatMap(record => record.negatives).length >= 400);
  assert.ok(new Set(records.map(record => record.languageId)).size >= 18);
  assert.equal(records.filter(record => record.held).length, Math.floor(records.length / 10));
});
test('marks are taken out, with their places', () => {
  const [record] = readRecords('@@ held: norm\n# «e+|||x||» ⟦prose|a⟧ ⟪b⟫\n', 'python');
  assert.deepEqual(record, {
    languageId: 'python',
    title: 'norm',
    held: true,
    text: '# ||x|| a b\n',
    positives: [{ kind: 'e+', text: '||x||', start: 2, end: 7 }],
    negatives: [{ why: 'prose', text: 'a', start: 8, end: 9 }],
  });
  for (const wrong of ['@@ a\n«x|y»', '@@ a\n«e|y', '@@ a\n«e|«e|y»»', 'a']) assert.throws(() => readRecords(wrong, 'python'));
});
test('comments with mathematics have hovers at every letter of it', () => {
  print(
    'by notation',
    notations.map(([name, pattern]) => [name, measured.positives.filter(({ mark }) => pattern.test(mark.text))]),
  );
  print(
    'by language',
    grouped(({ record }) => record.languageId),
  );
  print(
    'by kind',
    grouped(({ mark }) => mark.kind),
  );
  print('all', [
    ['tuned', measured.positives.filter(({ record }) => !record.held)],
    ['held', measured.positives.filter(({ record }) => record.held)],
    ['all', measured.positives],
  ]);
  assert.ok(share(measured.positives, isFound) >= 0.92, `${share(measured.positives, isFound)}`);
});
test('comments without mathematics have no diagnostic, and next to none a hover', () => {
  assert.deepEqual(
    measured.negatives.filter(({ diagnostics }) => diagnostics.length > 0).map(({ mark }) => mark.text),
    [],
  );
  const hovers = measured.negatives.filter(({ hover }) => hover);
  assert.ok(hovers.length <= 0.005 * measured.negatives.length, hovers.map(({ mark }) => mark.text).join('\n'));
});
test('nothing has a diagnostic but what is wrong', () => {
  assert.deepEqual(
    measured.astray.map(({ record, diagnostic }) => `${record.languageId}, ${record.title}: ${diagnostic.message}`),
    [],
  );
});
test('what is wrong has its diagnostic', () => {
  const wrong = measured.positives.filter(({ mark }) => isWrong(mark));
  assert.ok(share(wrong, ({ diagnostics }) => diagnostics.some(isError)) >= 0.92);
});

type Group = readonly [name: string, outcomes: readonly Outcome<Positive>[]];
function grouped(by: (outcome: Outcome<Positive>) => string): Group[] {
  return [...new Set(measured.positives.map(by))].map(name => [name, measured.positives.filter(outcome => by(outcome) === name)]);
}
function share(outcomes: readonly Outcome<Positive>[], holds: (outcome: Outcome<Positive>) => boolean): number {
  return outcomes.filter(holds).length / outcomes.length;
}
function print(title: string, groups: readonly Group[]): void {
  console.log(`\n${title}`);
  for (const [name, outcomes] of groups) {
    const found = outcomes.filter(isFound).length;
    console.log(
      `${name.padEnd(44)}${String(found).padStart(4)} of ${String(outcomes.length).padStart(3)}  ${((100 * found) / outcomes.length).toFixed(0).padStart(4)} %`,
    );
  }
}
