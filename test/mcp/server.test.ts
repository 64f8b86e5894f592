import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { makeServer } from '../../src/mcp/server.ts';
import type { Engine } from '../../src/server/engine.ts';
import { until } from '../support/client.ts';
import { engineOf } from '../support/engine.ts';
import { standIn } from '../support/standIn.ts';

async function connected(engine: Engine, log: string[] = []): Promise<Client> {
  const [toServer, toClient] = InMemoryTransport.createLinkedPair();
  await makeServer(engine, '0', message => log.push(message)).connect(toClient);
  const client = new Client({ name: 'test', version: '0' });
  await client.connect(toServer);
  return client;
}

test('a defect of the engine costs the call its answer and is logged; the server lives', async () => {
  const log: string[] = [];
  const client = await connected(
    engineOf(source => {
      if (source === 'boom') throw new RangeError('boom');
      return standIn(source);
    }),
    log,
  );
  const failed = await client.callTool({ name: 'derive', arguments: { text: 'boom' } });
  assert.ok(failed.isError);
  assert.match(JSON.stringify(failed.content), /a defect of Nabla.*do not guess/);
  assert.match(log.join(), /boom/);
  assert.match(JSON.stringify(await client.callTool({ name: 'derive', arguments: { text: 'x' } })), /asks for no derivative/);
});
test('a call that nobody waits for any more is not worked on any more', async () => {
  let slices = 0;
  const client = await connected(engineOf(source => ({ ...standIn(source), certifyNext: () => ++slices > 0 })));
  const cancellation = new AbortController();
  const answer = client.callTool({ name: 'check', arguments: { text: 'x' } }, undefined, { signal: cancellation.signal });
  await until('the first slices', () => slices > 2);
  cancellation.abort();
  await assert.rejects(answer);
  await new Promise(resolve => setImmediate(resolve));
  const ended = slices;
  await new Promise(resolve => setImmediate(resolve));
  assert.equal(slices, ended);
});
