import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionItem, SignatureHelp } from 'vscode-languageserver';
import { startInProcess, until } from '../support/client.ts';
import { engine } from '../support/engine.ts';

const uri = 'file:///a/least.mc';
const text = 'x ∈ ℝ^n\nq = ‖x‖²\ndq/d\ny = solve(A, \n';
const at = (line: number, character: number, of = uri) => ({ textDocument: { uri: of }, position: { line, character } });

test('completions come with an edit, in their order', async () => {
  const client = await startInProcess(engine);
  assert.deepEqual(client.capabilities.completionProvider, { triggerCharacters: ['\\'] });
  await client.open(uri, 'mc', text);
  const items = await client.connection.sendRequest<CompletionItem[]>('textDocument/completion', at(2, 4));
  assert.deepEqual(items, [
    {
      label: 'dq/dx',
      kind: 12,
      detail: '∈ ℝ^n',
      filterText: 'dx',
      sortText: '0 dq/dx',
      textEdit: { range: { start: { line: 2, character: 3 }, end: { line: 2, character: 4 } }, newText: 'dx' },
    },
  ]);
});
test('in a host file nothing is asked of the engine unless a backslash was typed', async () => {
  let analyses = 0;
  const client = await startInProcess({
    ...engine,
    analyzeDocument: (source, options) => {
      analyses++;
      return engine.analyzeDocument(source, options);
    },
  });
  const host = 'file:///a/least.py';
  await client.open(host, 'python', '# nabla: x ∈ ℝ^n\n# nabla: \\al\n');
  await until('an analysis', () => analyses > 0);
  assert.equal(await client.connection.sendRequest('textDocument/completion', at(0, 10, host)), null);
  const items = await client.connection.sendRequest<CompletionItem[]>('textDocument/completion', at(1, 12, host));
  assert.ok(items.some(({ label, filterText }) => label === 'α' && filterText === '\\alpha'));
});
test('signature help is registered for .mc documents alone where that is possible', async () => {
  const client = await startInProcess(engine, {}, { textDocument: { signatureHelp: { dynamicRegistration: true } } });
  await until('the registration', () => client.registrations.length === 1);
  assert.deepEqual(client.registrations[0]!.registerOptions, { triggerCharacters: ['(', ','], documentSelector: [{ language: 'mc' }] });
  assert.ok(!('signatureHelpProvider' in client.capabilities));
  await client.open(uri, 'mc', text);
  const help = await client.connection.sendRequest<SignatureHelp>('textDocument/signatureHelp', at(3, 13));
  assert.equal(help.signatures[0]?.label, 'solve(A, b)');
  assert.equal(help.activeParameter, 1);
  const other = await startInProcess(engine, {});
  assert.deepEqual(other.capabilities.signatureHelpProvider, { triggerCharacters: ['(', ','] });
});
