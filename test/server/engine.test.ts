/** The server with the real engine, as an editor drives it. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PanelParts, PanelResult } from '../../src/panel/protocol.ts';
import { startInProcess, until } from '../support/client.ts';
import { engine } from '../support/engine.ts';
import { range } from '../support/standIn.ts';

const leastSquares = 'Φ ∈ ℝ^{N×D}, y ∈ ℝ^N, θ ∈ ℝ^D\ne = y - Φ θ\nL = ‖e‖²\ndL/dθ\n';
const logistic = 'X ∈ ℝ^{n×d}, w ∈ ℝ^d, t ∈ ℝ^n\nz = X w\nf = sum(softplus(z)) - tᵀ z\ndf/dw\n';
const uri = 'file:///a/least.mc';
const other = 'file:///a/logistic.mc';

describe('the server with the engine', () => {
  test('answers for one document while others are opened, changed and closed', async () => {
    const client = await startInProcess(engine);
    await client.open(uri, 'mc', leastSquares);
    const before = await client.hover(uri, 3, 0);
    assert.match(before!.contents.value, /✓ checked · numerator layout/);
    await client.open(other, 'mc', logistic);
    assert.match((await client.hover(other, 3, 0))!.contents.value, /✓ checked/);
    const panel = () => client.connection.sendRequest<{ kind: string; layouts: unknown[] }>('nabla/panel', { uri, position: { line: 3, character: 0 } });
    const shown = await panel();
    await client.change(other, 2, [{ range: range(2, 0, 0), text: 'g = w wᵀ\n' }]);
    assert.ok(await client.hover(other, 2, 0));
    assert.deepEqual(await client.hover(uri, 3, 0), before);
    assert.deepEqual(await panel(), shown);
    assert.equal(shown.kind, 'result');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: other } });
    assert.deepEqual(await client.hover(uri, 3, 0), before);
    assert.deepEqual(client.log, []);
  });
  test('brings the computation graph and the picture of a large tensor where they are asked for', async () => {
    const client = await startInProcess(engine);
    await client.open(uri, 'mc', leastSquares);
    const gram = 'file:///a/gram.mc';
    await client.open(gram, 'mc', 'R ∈ ℝ^{M×N}\nK = Rᵀ R\ndK/dR\n');
    const panel = (of: string, line: number, parts?: PanelParts) =>
      client.connection.sendRequest<PanelResult>('nabla/panel', { uri: of, position: { line, character: 0 }, ...(parts ? { parts } : {}) });
    assert.equal((await panel(uri, 3)).graph, null);
    const { graph } = await panel(uri, 3, { graph: { N: 3, D: 2 } });
    assert.deepEqual(
      graph?.nodes.map(({ name, line }) => `${name.unicode} ${line}`),
      ['y 0', 'Φ 0', 'θ 0', 'e 1', 'L 2'],
    );
    assert.equal((await panel(gram, 2, { sizes: { M: 64, N: 64 } })).tensor?.picture?.nonzero, 2 * 64 ** 3 - 64 ** 2);
    assert.deepEqual(client.log, []);
  });
  test('has an answer after every keystroke, and at the end the same as for the whole text', async () => {
    const client = await startInProcess(engine);
    await client.open(uri, 'mc', '');
    let typed = '';
    let version = 1;
    for (const character of `${logistic}df/dw = (sigmoid(z) - t)ᵀ X\n`) {
      const lines = typed.split('\n');
      const line = lines.length - 1;
      await client.change(uri, ++version, [{ range: range(line, lines[line]!.length, lines[line]!.length), text: character }]);
      await client.hover(uri, line, lines[line]!.length);
      typed += character;
    }
    assert.deepEqual(client.log, []);
    assert.match((await client.hover(uri, 4, 0))!.contents.value, /✓ the claim holds/);
    await until('no problems', () => client.diagnostics.get(uri)?.length === 0);
  });
  test('says what is wrong with a claim, and the fix makes it right', async () => {
    const client = await startInProcess(engine);
    await client.open(uri, 'mc', `${leastSquares}dL/dθ = 2 eᵀ Φ\n`);
    await until('a problem', () => (client.diagnostics.get(uri)?.length ?? 0) > 0);
    const [problem] = client.diagnostics.get(uri)!;
    const actions = await client.connection.sendRequest<{ kind: string; edit: { changes: Record<string, { range: unknown; newText: string }[]> } }[]>(
      'textDocument/codeAction',
      {
        textDocument: { uri },
        range: problem!.range,
        context: { diagnostics: [problem] },
      },
    );
    const edits = actions.find(({ kind }) => kind === 'quickfix')!.edit.changes[uri]!;
    await client.change(
      uri,
      2,
      edits.map(edit => ({ range: edit.range, text: edit.newText })),
    );
    assert.match((await client.hover(uri, 4, 0))!.contents.value, /✓ the claim holds/);
  });
});

describe('the cells of a notebook', () => {
  const notebook = 'file:///a/notes.ipynb';
  const cellUri = (name: string): string => `vscode-notebook-cell:/a/notes.ipynb#${name}`;
  const cell = (name: string) => ({ kind: 2, document: cellUri(name) });
  const textOf = (name: string, text: string, languageId = 'python') => ({ uri: cellUri(name), languageId, version: 1, text });
  const texts = [
    textOf('a', 'Let $x \\in \\mathbb{R}^n$.', 'markdown'),
    textOf('b', 'print(1)', 'raw'),
    textOf('c', '# f = xᵀ x\n'),
    textOf('d', '# df/dx = 2 xᵀ\n'),
  ];
  const start = async () => {
    const client = await startInProcess(engine);
    const notebookDocument = { uri: notebook, notebookType: 'jupyter-notebook', version: 1, cells: ['a', 'b', 'c', 'd'].map(cell) };
    await client.connection.sendNotification('notebookDocument/didOpen', { notebookDocument, cellTextDocuments: texts });
    return client;
  };
  const changed = (client: Awaited<ReturnType<typeof start>>, cells: object) =>
    client.connection.sendNotification('notebookDocument/didChange', { notebookDocument: { uri: notebook, version: 2 }, change: { cells } });
  const refuted = (client: Awaited<ReturnType<typeof start>>) => client.diagnostics.get(cellUri('d'))?.some(({ code }) => code === 'claim-refuted') === true;

  test('a cell knows the names of those before it, and hears of their changes', async () => {
    const client = await start();
    assert.match((await client.hover(cellUri('d'), 0, 3))!.contents.value, /✓ the claim holds/);
    await until('no problems', () => client.diagnostics.get(cellUri('d'))?.length === 0);
    const edit = { range: range(0, 2, 10), text: 'f = 3 xᵀ x' };
    await changed(client, { textContent: [{ document: { uri: cellUri('c'), version: 2 }, changes: [edit] }] });
    await until('the claim is refuted', () => refuted(client));
    assert.deepEqual(client.log, []);
  });
  test('the order of the cells decides', async () => {
    const client = await start();
    assert.match((await client.hover(cellUri('d'), 0, 3))!.contents.value, /✓ the claim holds/);
    // c behind d
    await changed(client, { structure: { array: { start: 2, deleteCount: 2, cells: [cell('d'), cell('c')] } } });
    assert.doesNotMatch((await client.hover(cellUri('d'), 0, 3))?.contents.value ?? '', /✓/);
    await changed(client, { structure: { array: { start: 3, deleteCount: 0, cells: [cell('e')] }, didOpen: [textOf('e', '# f = 2 xᵀ x\n')] } });
    await changed(client, { structure: { array: { start: 2, deleteCount: 2, cells: [cell('e'), cell('d')] } } });
    await until('the claim is refuted', () => refuted(client));
    await client.connection.sendNotification('notebookDocument/didClose', { notebookDocument: { uri: notebook }, cellTextDocuments: [{ uri: cellUri('d') }] });
    assert.equal(await client.hover(cellUri('d'), 0, 3), null);
    assert.deepEqual(client.log, []);
  });
});
