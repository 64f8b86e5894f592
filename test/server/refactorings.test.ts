import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver';
import { startInProcess } from '../support/client.ts';
import { engine } from '../support/engine.ts';

const uri = 'file:///a/least.mc';

test('refactorings are there by their kinds when they are asked for, and not with every move of the cursor', async () => {
  const client = await startInProcess(engine, {});
  await client.open(uri, 'mc', 'A ∈ ℝ^{n×n}\nx ∈ ℝ^n\ny = A (A x)\n');
  const range = { start: { line: 2, character: 6 }, end: { line: 2, character: 11 } };
  const ask = (triggerKind: number) =>
    client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], triggerKind } });
  const [extract, ...others] = await ask(1);
  assert.deepEqual([extract?.title, extract?.kind], ['Extract A x as t', 'refactor.extract']);
  assert.deepEqual(extract?.edit?.changes?.[uri], [
    { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, newText: 't = A x\n' },
    { range, newText: 't' },
  ]);
  assert.ok(others.every(({ kind }) => kind === 'refactor.rewrite'));
  assert.deepEqual(await ask(2), []);
});
