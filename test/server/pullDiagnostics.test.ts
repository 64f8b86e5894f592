/** A client that asks for problems: those of an open document, and of the files of the workspace. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CancellationTokenSource, type Diagnostic, LSPErrorCodes } from 'vscode-languageserver';
import type { WorkspaceFiles } from '../../src/server/workspaceFiles.ts';
import { startInProcess, type TestClient, until } from '../support/client.ts';
import { engine, engineOf } from '../support/engine.ts';
import { pending, range, standIn, statementAt } from '../support/standIn.ts';

interface Report {
  readonly kind: 'full' | 'unchanged';
  readonly resultId?: string;
  readonly items?: readonly Diagnostic[];
  readonly uri?: string;
  readonly version?: number | null;
}
const uri = 'file:///a/quadratic.mc';
const shapes = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = xᵀ A x\n';
const wrong = `${shapes}df/dx = 2 xᵀ A\n`;
const asking = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

async function started(files: WorkspaceFiles | null = null, options: object = {}, can: object = asking, used = engine) {
  const client = await startInProcess(used, options, can, files);
  let told = 0;
  client.connection.onRequest('workspace/diagnostic/refresh', () => {
    told++;
    return null;
  });
  return {
    client,
    told: () => told,
    ask: (previousResultId?: string) => client.connection.sendRequest<Report>('textDocument/diagnostic', { textDocument: { uri }, previousResultId }),
  };
}
const codes = ({ items }: Report) => items?.map(({ code }) => code);

describe('problems of an open document', () => {
  test('are answered and not published, and the client is told when certificates make others of them', async () => {
    const { client, told, ask } = await started();
    assert.deepEqual(client.capabilities.diagnosticProvider, { identifier: 'nabla', interFileDependencies: false, workspaceDiagnostics: false });
    await client.open(uri, 'mc', wrong);
    const first = await ask();
    assert.equal(first.kind, 'full');
    await until('the client to be told', () => told() > 0);
    const second = await ask(first.resultId);
    assert.deepEqual(codes(second), ['claim-refuted']);
    assert.deepEqual(await ask(second.resultId), { kind: 'unchanged', resultId: second.resultId });
    await client.change(uri, 2, [{ range: range(2, 8, 9), text: '3' }]);
    const third = await ask(second.resultId);
    assert.equal(third.kind, 'full');
    assert.notEqual(third.resultId, second.resultId);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.deepEqual(codes(await ask()), []);
    assert.equal(client.diagnostics.size, 0);
  });
  test('whose certificates make no others of them are not asked for again', async () => {
    const { client, told, ask } = await started();
    await client.open(uri, 'mc', `${shapes}df/dx\n`);
    await ask();
    let changed = false;
    client.connection.onNotification('nabla/changed', () => {
      changed = true;
    });
    await until('the certificate', () => changed || client.log.length > 0, 2000).catch(() => undefined);
    await client.hover(uri, 2, 1);
    assert.deepEqual([told(), client.log], [0, []]);
  });
  test('are asked for again with other settings, and in the cells behind one that changed', async () => {
    const { client, told } = await started();
    await client.open(uri, 'mc', wrong);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { layout: 'denominator' } } });
    await until('the client to be told of the settings', () => told() > 0);
    const cells = ['A ∈ ℝ^{m×n}\n', 'x ∈ ℝ^n\ny = A x\n'].map((text, index) => ({
      uri: `vscode-notebook-cell:/a.ipynb#${index}`,
      languageId: 'mc',
      version: 1,
      text,
    }));
    await client.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: { uri: 'file:///a.ipynb', notebookType: 'jupyter-notebook', version: 1, cells: cells.map(cell => ({ kind: 2, document: cell.uri })) },
      cellTextDocuments: cells,
    });
    const ofSecond = () => client.connection.sendRequest<Report>('textDocument/diagnostic', { textDocument: { uri: cells[1]!.uri } });
    assert.deepEqual(codes(await ofSecond()), []);
    const before = told();
    await client.connection.sendNotification('notebookDocument/didChange', {
      notebookDocument: { uri: 'file:///a.ipynb', version: 2 },
      change: {
        cells: {
          textContent: [
            {
              document: { uri: cells[0]!.uri, version: 2 },
              changes: [
                { range: range(0, 7, 8), text: 'n' },
                { range: range(0, 9, 10), text: 'm' },
              ],
            },
          ],
        },
      },
    });
    await until('the client to be told of the cell', () => told() > before);
    assert.deepEqual(codes(await ofSecond()), ['shape-mismatch']);
  });
  test('are published to a client that cannot be told to ask again, and to one that wants it so', async () => {
    for (const [options, can] of [
      [{}, { textDocument: { diagnostic: {} } }],
      [{}, { workspace: { diagnostics: { refreshSupport: true } } }],
      [{ publishedDiagnostics: true }, asking],
    ] as const) {
      const { client, told } = await started(null, options, can);
      assert.ok(!('diagnosticProvider' in client.capabilities));
      await client.open(uri, 'mc', wrong);
      await until('the problem', () => client.diagnostics.get(uri)?.length === 1);
      assert.equal(told(), 0);
    }
  });
});

describe('problems of the files of the workspace', () => {
  const texts: Record<string, string> = { 'right.mc': `${shapes}df/dx = xᵀ (A + Aᵀ)\n`, 'wrong.mc': wrong, 'prose.py': '# words\n', 'gone.mc': '' };
  const at = (name: string) => `file:///project/${name}`;
  const filesOf = (stamps: Record<string, string> = {}): WorkspaceFiles => ({
    list: async folders => {
      assert.deepEqual(folders, []);
      return Object.keys(texts).map(name => ({ uri: at(name), languageId: name.endsWith('py') ? 'python' : 'mc', stamp: stamps[name] ?? 'first' }));
    },
    read: async file => (file === at('gone.mc') ? null : texts[file.slice(at('').length)]!),
  });
  const ask = (client: TestClient, previousResultIds: readonly { uri: string; value: string }[] = [], partialResultToken?: string) =>
    client.connection.sendRequest<{ items: readonly Report[] }>('workspace/diagnostic', { previousResultIds, partialResultToken });
  const shown = (reports: readonly Report[]) =>
    reports.map(report => `${report.uri?.slice(at('').length)} ${report.kind === 'full' ? (codes(report)?.join() ?? '') : report.kind}`);

  test('are answered file by file, and not again for a file that is as it was', async () => {
    const stamps: Record<string, string> = {};
    const { client } = await started(filesOf(stamps));
    assert.deepEqual(client.capabilities.diagnosticProvider, { identifier: 'nabla', interFileDependencies: false, workspaceDiagnostics: true });
    const { items } = await ask(client);
    assert.deepEqual(shown(items), ['right.mc ', 'wrong.mc claim-refuted', 'prose.py ']);
    stamps['right.mc'] = 'second';
    const previous = [...items.map(({ uri: each, resultId }) => ({ uri: each!, value: resultId! })), { uri: at('deleted.mc'), value: 'first 0' }];
    assert.deepEqual(shown((await ask(client, previous)).items), ['deleted.mc ', 'right.mc ', 'wrong.mc unchanged', 'prose.py unchanged']);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { languages: ['mc'] } } });
    assert.deepEqual(shown((await ask(client, previous.slice(0, 2))).items), ['right.mc ', 'wrong.mc claim-refuted']);
  });
  test('come one by one to a client that takes them so', async () => {
    const { client } = await started(filesOf());
    const parts: Report[] = [];
    client.connection.onNotification('$/progress', ({ token, value }: { token: string; value: { items: Report[] } }) => {
      assert.equal(token, 'parts');
      parts.push(...value.items);
    });
    assert.deepEqual(await ask(client, [], 'parts'), { items: [] });
    assert.deepEqual(shown(parts), ['right.mc ', 'wrong.mc claim-refuted', 'prose.py ']);
  });
  test('of a file that is open are those of the editor’s text', async () => {
    const { client } = await started(filesOf());
    await client.open(at('wrong.mc'), 'mc', texts['right.mc']!);
    const { items } = await ask(client);
    assert.deepEqual(
      items.filter(({ uri: each }) => each === at('wrong.mc')).map(report => [report.version, codes(report)]),
      [[1, []]],
    );
  });
  test('are no longer looked for when that is cancelled', async () => {
    let slices = 0;
    const source = 'dL/dθ';
    const endless = engineOf(() => ({
      ...standIn(source, { statements: [statementAt(source, source, { derivative: pending })] }),
      certifyNext: () => ++slices > 0,
    }));
    const { client } = await started(filesOf(), {}, asking, endless);
    const cancelling = new CancellationTokenSource();
    const answer = client.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] }, cancelling.token);
    await until('the first slices', () => slices > 2);
    cancelling.cancel();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
    const ended = slices;
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(slices, ended);
  });
  test('a file that the engine fails on, or a workspace that cannot be listed, costs its own answer alone', async () => {
    const failing = {
      ...engine,
      analyzeDocument: ((text, options) => (text === wrong ? assert.fail('boom') : engine.analyzeDocument(text, options))) as typeof engine.analyzeDocument,
    };
    const { client } = await started(filesOf(), {}, asking, failing);
    assert.deepEqual(shown((await ask(client)).items), ['right.mc ', 'prose.py ']);
    assert.ok(client.log.some(line => line.includes('boom')));
    const unlisted = await started({ list: () => Promise.reject(new Error('no permission')), read: async () => null });
    assert.deepEqual(await ask(unlisted.client), { items: [] });
    assert.ok(unlisted.client.log.some(line => line.includes('no permission')));
  });
});
