import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
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
test('an editor that asks for problems has those of every file of its folder', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'nabla-workspace-'));
  const shapes = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = xᵀ A x\n';
  const cell = { cell_type: 'code', metadata: {}, source: ['# nabla:\n', '# x ∈ ℝ^n\n', '# d(xᵀ x)/dx = xᵀ\n'], outputs: [] };
  writeFileSync(join(folder, 'wrong.mc'), `${shapes}df/dx = 2 xᵀ A\n`);
  writeFileSync(join(folder, 'notes.ipynb'), JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4 }));
  writeFileSync(join(folder, 'image.py'), Buffer.from([0]));
  const server = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli/index.ts'), 'lsp', '--stdio'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => {
    server.kill();
    rmSync(folder, { recursive: true });
  });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'folder' }];
  const can = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
  const client = await connect(connection, null, can, { workspaceFolders });
  const { items } = await connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
  assert.deepEqual(
    items.map(report => [report.uri.split('/').at(-1), report.kind === 'full' && report.items.map(({ code, range }) => `${code} ${range.start.line}`)]),
    [
      ['notes.ipynb', ['claim-refuted 0']],
      ['wrong.mc', ['claim-refuted 2']],
    ],
  );
  assert.equal(client.diagnostics.size, 0);
  const again = await connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: items.map(({ uri, resultId }) => ({ uri, value: resultId })),
  });
  assert.deepEqual(
    again.items.map(({ kind }) => kind),
    ['unchanged', 'unchanged'],
  );
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  assert.deepEqual(await once(server, 'exit'), [0, null]);
});
