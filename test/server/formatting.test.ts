import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startInProcess, until } from '../support/client.ts';
import { engine } from '../support/engine.ts';

const uri = 'file:///a/least.mc';
const options = { tabSize: 2, insertSpaces: true };

test('formatting is registered for .mc documents alone, and answers for a document and a part of it', async () => {
  const dynamic = { dynamicRegistration: true };
  const client = await startInProcess(engine, {}, { textDocument: { formatting: dynamic, rangeFormatting: dynamic } });
  assert.ok(!('documentFormattingProvider' in client.capabilities) && !('documentRangeFormattingProvider' in client.capabilities));
  await until('the registrations', () => client.registrations.length === 2);
  assert.deepEqual(client.registrations.map(({ method }) => method).sort(), ['textDocument/formatting', 'textDocument/rangeFormatting']);
  for (const { registerOptions } of client.registrations)
    assert.deepEqual((registerOptions as { documentSelector: unknown }).documentSelector, [{ language: 'mc' }]);
  const other = await startInProcess(engine, {});
  assert.equal(other.capabilities.documentFormattingProvider, true);
  await other.open(uri, 'mc', 'x∈ℝ^n\ny=x\n');
  const asked = { textDocument: { uri }, options };
  const line = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
  const inSecond = [1, 2].map(character => ({ range: { start: { line: 1, character }, end: { line: 1, character } }, newText: ' ' }));
  const inFirst = [1, 2].map(character => ({ range: { start: { line: 0, character }, end: { line: 0, character } }, newText: ' ' }));
  assert.deepEqual(await other.connection.sendRequest('textDocument/formatting', asked), [...inFirst, ...inSecond]);
  assert.deepEqual(await other.connection.sendRequest('textDocument/rangeFormatting', { ...asked, range: line }), inSecond);
  await other.open('file:///a/x.py', 'python', '# nabla: x∈ℝ^n\n');
  assert.deepEqual(await other.connection.sendRequest('textDocument/formatting', { ...asked, textDocument: { uri: 'file:///a/x.py' } }), []);
});
