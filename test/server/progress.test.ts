import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { LSPErrorCodes } from 'vscode-languageserver';
import type { DerivativeAnswer } from '../../src/ide/requests.ts';
import { startInProcess, type TestClient, until } from '../support/client.ts';
import { engineOf } from '../support/engine.ts';
import { pending, standIn, statementAt } from '../support/standIn.ts';

const uri = 'file:///a/slow.mc';
const source = 'dL/dθ';
const place = { uri, position: { line: 0, character: 1 } };
const files = { list: async () => [{ uri, languageId: 'mc', stamp: '' }], read: async () => source };
const showing = { window: { workDoneProgress: true } };
const asking = { ...showing, textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

/** A document whose certificate comes when `finish` is called, and what a client is shown meanwhile. */
async function slow(t: TestContext, can: object, patienceMilliseconds: number) {
  let isFinished = false;
  // or it would be looked for without an end
  t.after(() => {
    isFinished = true;
  });
  const engine = engineOf(() => {
    const analysis = standIn(source, { statements: [statementAt(source, source, { derivative: pending })] });
    return Object.assign(Object.create(analysis), { certifyNext: () => (isFinished ? analysis.certifyNext(1) : true) });
  });
  const client = await startInProcess(engine, {}, can, files, patienceMilliseconds);
  const shown: string[] = [];
  client.connection.onRequest('window/workDoneProgress/create', ({ token }: { token: string }) => {
    shown.push('create');
    client.connection.onNotification('$/progress', ({ value }: { value: { kind: string; title?: string; cancellable?: boolean } }) => {
      shown.push([value.kind, value.title, value.cancellable && 'cancellable'].filter(part => part).join(' '));
    });
    tokens.push(token);
    return null;
  });
  const tokens: string[] = [];
  await client.open(uri, 'mc', source);
  return {
    client,
    shown,
    finish: () => {
      isFinished = true;
    },
    stop: () => client.connection.sendNotification('window/workDoneProgress/cancel', { token: tokens[0] }),
  };
}
const ask = ({ connection }: TestClient) => connection.sendRequest<DerivativeAnswer>('nabla/derivative', place);

describe('a request that takes long', () => {
  test('is shown until it is answered', async t => {
    const { client, shown, finish } = await slow(t, showing, 0);
    const answer = ask(client);
    await until('the progress', () => shown.length === 2);
    finish();
    assert.equal((await answer).kind, 'derivative');
    await until('its end', () => shown.length === 3);
    assert.deepEqual(shown, ['create', 'begin Nabla: deriving cancellable', 'end']);
  });
  test('can be stopped there', async t => {
    const { client, shown, stop } = await slow(t, showing, 0);
    const answer = ask(client);
    await until('the progress', () => shown.length === 2);
    await stop();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
    await until('its end', () => shown.at(-1) === 'end');
  });
  test('the check of a workspace, too', async t => {
    const { client, shown, stop } = await slow(t, asking, 0);
    const answer = client.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] });
    await until('the progress', () => shown.length === 2);
    assert.equal(shown[1], 'begin Nabla: checking the workspace cancellable');
    await stop();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
  });
  test('is answered without a word to a client that shows nothing, and where it took no longer than patience lasts', async t => {
    for (const [can, patience] of [
      [{}, 0],
      [showing, 60_000],
    ] as const) {
      const { client, shown, finish } = await slow(t, can, patience);
      const answer = ask(client);
      await client.hover(uri, 0, 1);
      finish();
      assert.equal((await answer).kind, 'derivative');
      assert.deepEqual(shown, []);
    }
  });
  test('a client that refuses to show it has its answer', async t => {
    const { client, shown, finish } = await slow(t, showing, 0);
    let isAsked = false;
    client.connection.onRequest('window/workDoneProgress/create', () => {
      isAsked = true;
      throw new Error('no');
    });
    const answer = ask(client);
    await until('the question', () => isAsked);
    finish();
    assert.equal((await answer).kind, 'derivative');
    assert.deepEqual(shown, []);
  });
});
