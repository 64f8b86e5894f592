/** The mistakes that people make in derivatives, made in the examples: each has its squiggle, its diagnosis, and a fix that makes it right. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyzeDocument, type DocumentAnalysis, useCertifier } from '../../src/analysis/document.ts';
import type { Diagnosis } from '../../src/analysis/result.ts';
import { languageOf } from '../../src/cli/languages.ts';
import { codeActionsAt } from '../../src/ide/codeActions.ts';
import type { TextInsertion } from '../../src/ide/requests.ts';
import { certify } from '../../src/numeric/index.ts';

useCertifier(certify);

interface Mistake {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly diagnosis: Diagnosis;
  /** What is underlined. */
  readonly at: string;
}

const MISTAKES: readonly Mistake[] = [
  // a transpose is missing
  { file: 'backprop.py', right: 'dW2 = A1ᵀ dZ2', wrong: 'dW2 = A1 dZ2', diagnosis: 'shape', at: 'A1 dZ2' },
];

for (const { file, right, wrong, diagnosis, at } of MISTAKES)
  test(`${file}: ${wrong}`, () => {
    const text = readFileSync(join(import.meta.dirname, '../../examples', file), 'utf8');
    assert.equal(text.split(right).length, 2, 'the right line stands in the example once');
    const mistaken = text.replace(right, () => wrong);
    const analysis = read(mistaken, file);
    const start = mistaken.indexOf(wrong);
    const [found, ...others] = analysis.diagnostics().filter(({ severity }) => severity === 'error');
    assert.ok(found, 'it is flagged');
    assert.deepEqual(others, [], 'and nothing else');
    const statement = analysis.statements.find(each => each.start <= start && start < each.end);
    assert.equal(statement?.result.claim?.verdict, 'refuted');
    assert.equal(statement?.result.claim?.diagnosis, diagnosis);
    assert.equal(mistaken.slice(offsetOf(mistaken, found.range.start), offsetOf(mistaken, found.range.end)), at);
    const repaired = codeActionsAt(analysis, found.range, offsetOf(mistaken, found.range.start), { commands: false, codeSetting: 'auto' })
      .filter(action => action.kind === 'quickfix')
      .map(action => read(withEdits(mistaken, action.edits), file));
    assert.ok(repaired.length > 0, 'it has a fix');
    for (const each of repaired) {
      assert.equal(each.statements.find(other => other.start <= start && start < other.end)?.result.claim?.verdict, 'verified', each.text.slice(start, start + 80));
    }
  });

test('there are twenty mistakes in five languages', () => {
  assert.ok(MISTAKES.length >= 20);
  assert.ok(new Set(MISTAKES.map(({ file }) => languageOf(file))).size >= 5);
});

const read = (text: string, file: string): DocumentAnalysis => analyzeDocument(text, { languageId: languageOf(file)!, certify: true });

function withEdits(text: string, edits: readonly TextInsertion[]): string {
  let edited = text;
  for (const { range, text: inserted } of [...edits].reverse()) edited = edited.slice(0, offsetOf(text, range.start)) + inserted + edited.slice(offsetOf(text, range.end));
  return edited;
}

function offsetOf(text: string, { line, character }: { readonly line: number; readonly character: number }): number {
  const lines = text.split('\n');
  return lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
}
