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
test('what is said of an item comes when it is looked at, to a client that asks for it', async () => {
  const can = { textDocument: { completion: { completionItem: { resolveSupport: { properties: ['documentation', 'detail'] } } } } };
  const client = await startInProcess(engine, {}, can);
  assert.deepEqual(client.capabilities.completionProvider, { triggerCharacters: ['\\'], resolveProvider: true });
  await client.open(uri, 'mc', text);
  const ask = async () => (await client.connection.sendRequest<CompletionItem[]>('textDocument/completion', at(3, 4))).map(item => [item.label, item] as const);
  const items = new Map(await ask());
  const resolve = (label: string) => client.connection.sendRequest<CompletionItem>('completionItem/resolve', items.get(label));
  for (const label of ['q', 'solve']) assert.ok(!('detail' in items.get(label)!) && !('documentation' in items.get(label)!));
  assert.deepEqual([(await resolve('q')).detail, (await resolve('q')).documentation], ['∈ ℝ', 'q = ‖x‖²']);
  const solve = await resolve('solve');
  assert.equal(solve.detail, '(A, b)');
  assert.match(String(solve.documentation), /^solve\(A, b\): /);
  assert.deepEqual(await resolve('n'), items.get('n'));
  await client.change(uri, 2, [{ range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, text: '' }]);
  assert.deepEqual(await resolve('q'), items.get('q'), 'of a name that is gone nothing more is said');
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
