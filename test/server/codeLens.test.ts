import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeLens } from 'vscode-languageserver';
import { startInProcess, type TestClient, until } from '../support/client.ts';
import { engine } from '../support/engine.ts';

const uri = 'file:///a/least.mc';
const text = "A ∈ ℝ^{n×n}, constant\nx ∈ ℝ^n\nq = x' A x\nd(x' x)/dx\n";
const lenses = (client: TestClient, of = uri) => client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: of } });
const resolved = async (client: TestClient) => {
  const found = await lenses(client);
  return Promise.all(found.map(async lens => (await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)).command));
};

test('lenses are filled in when they are about to be seen, with commands and their place', async () => {
  const client = await startInProcess(engine, undefined, { workspace: { codeLens: { refreshSupport: true } } });
  assert.deepEqual(client.capabilities.codeLensProvider, { resolveProvider: true });
  let refreshed = 0;
  client.connection.onRequest('workspace/codeLens/refresh', () => {
    refreshed++;
    return null;
  });
  await client.open(uri, 'mc', text);
  assert.ok((await lenses(client)).every(({ command, range }) => command === undefined && range.start.line === range.end.line));
  await until('a refresh', () => refreshed > 0);
  const place = (line: number) => [uri, { line, character: 0 }];
  assert.deepEqual(await resolved(client), [
    { title: 'derive by x', command: 'nabla.deriveBy', arguments: [...place(2), 'x'] },
    { title: 'Show derivation', command: 'nabla.showDerivation', arguments: place(3) },
    { title: 'Copy LaTeX', command: 'nabla.copyLatex', arguments: place(3) },
    { title: 'Copy NumPy code', command: 'nabla.copyCode', arguments: place(3) },
  ]);
});
test('what a lens derives is a line below the definition', async () => {
  const client = await startInProcess(engine);
  await client.open(uri, 'mc', text);
  const answer = await client.connection.sendRequest('nabla/variables', { uri, position: { line: 2, character: 0 } });
  const end = { line: 2, character: 10 };
  assert.deepEqual(answer, {
    kind: 'variables',
    of: 'q',
    variables: [{ name: 'x', shape: 'ℝ^n', insertion: { range: { start: end, end }, text: '\ndq/dx' } }],
  });
});
test('a client without the commands has no lenses, and the setting says where they are', async () => {
  const other = await startInProcess(engine, {});
  await other.open(uri, 'mc', text);
  assert.deepEqual(await lenses(other), []);
  const client = await startInProcess(engine);
  const host = 'file:///a/least.py';
  await client.open(uri, 'mc', text);
  await client.open(host, 'python', `# nabla:\n${text.trim().replace(/^/gm, '# ')}\n`);
  const counts = async () => [(await lenses(client)).length > 0, (await lenses(client, host)).length > 0];
  assert.deepEqual(await counts(), [true, false]);
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { codeLens: 'everywhere' } } });
  assert.deepEqual(await counts(), [true, true]);
});
