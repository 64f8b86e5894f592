import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { connect, until } from '../support/client.ts';

const root = join(__dirname, '../..');

test('any editor can run the server over standard input and output (docs/editors.md)', async () => {
  const command = /`nabla (lsp --stdio)`/.exec(readFileSync(join(root, 'docs/editors.md'), 'utf8'))![1]!.split(' ');
  const server = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli/index.ts'), ...command], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const client = await connect(createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)), {
    settings: { layout: 'denominator' },
  });
  const uri = 'file:///a/quadratic.mc';
  await client.open(uri, 'mc', 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = xᵀ A x\ndf/dx\ndf/dx = 2 xᵀ A\n');
  const hover = await client.hover(uri, 2, 2);
  assert.match(hover!.contents.value, /\(A \+ Aᵀ\) x/);
  assert.ok(!hover!.contents.value.includes('command:'));
  await until('the problem', () => client.diagnostics.get(uri)?.length === 1, 60_000);
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { layout: 'numerator' } } });
  assert.match((await client.hover(uri, 2, 2))!.contents.value, /xᵀ \(A \+ Aᵀ\)/);
  await client.connection.sendRequest('shutdown');
  await client.connection.sendNotification('exit');
  const [code] = await once(server, 'exit');
  assert.equal(code, 0);
});
