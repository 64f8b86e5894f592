import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InlayHint } from 'vscode-languageserver';
import { startInProcess, type TestClient, until } from '../support/client.ts';
import { engine } from '../support/engine.ts';

const uri = 'file:///a/least.mc';
const text = "A ∈ ℝ^{n×n}\nx ∈ ℝ^n\nq = x' A x\ndq/dx = x' (A + A')\n";
const hints = (client: TestClient, of = uri) =>
  client.connection.sendRequest<InlayHint[] | null>('textDocument/inlayHint', {
    textDocument: { uri: of },
    range: { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } },
  });

test('inlay hints come by their kinds, and again once the certificate is there, to a client that can ask again', async () => {
  const client = await startInProcess(engine, {}, { workspace: { inlayHint: { refreshSupport: true } } });
  assert.equal(client.capabilities.inlayHintProvider, true);
  let refreshed = 0;
  client.connection.onRequest('workspace/inlayHint/refresh', () => {
    refreshed++;
    return null;
  });
  await client.open(uri, 'mc', text);
  const [shape] = (await hints(client))!;
  assert.deepEqual(shape, { position: { line: 2, character: 1 }, label: ': ℝ', kind: 1 });
  await until('a refresh', () => refreshed > 0);
  const verdict = (await hints(client))!.at(-1);
  assert.deepEqual(verdict, { position: { line: 3, character: 19 }, label: '✓', paddingLeft: true, tooltip: 'the claim holds' });
});
test('a client that cannot ask again is not told to', async () => {
  const client = await startInProcess(engine);
  let refreshed = 0;
  client.connection.onRequest('workspace/inlayHint/refresh', () => {
    refreshed++;
    return null;
  });
  await client.open(uri, 'mc', text);
  const changed: string[] = [];
  client.connection.onNotification('nabla/changed', ({ uri: of }) => void changed.push(of));
  await until('a certificate', () => changed.length > 0);
  await hints(client);
  assert.equal(refreshed, 0);
});
test('the setting says where inlay hints are shown', async () => {
  const client = await startInProcess(engine);
  const host = 'file:///a/least.py';
  await client.open(uri, 'mc', text);
  await client.open(host, 'python', `# nabla:\n${text.trim().replace(/^/gm, '# ')}\n`);
  const counts = async () => [(await hints(client))!.length > 0, (await hints(client, host))!.length > 0];
  assert.deepEqual(await counts(), [true, false]);
  for (const [inlayHints, expected] of [
    ['everywhere', [true, true]],
    ['off', [false, false]],
  ] as const) {
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { inlayHints } } });
    assert.deepEqual(await counts(), expected);
  }
});
