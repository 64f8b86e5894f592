/** One request a feature, from a plain client, with the real engine. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startInProcess, type TestClient } from '../support/client.ts';
import { engine } from '../support/engine.ts';
import { range } from '../support/standIn.ts';

const uri = 'file:///a/quadratic.mc';
const text = "A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = x' A x\ndf/dx\n";

async function opened(): Promise<TestClient> {
  const client = await startInProcess(engine);
  await client.open(uri, 'mc', text);
  return client;
}
const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });

describe('features over the protocol', () => {
  test('definition, references and highlights', async () => {
    const { connection } = await opened();
    const x = [range(0, 13, 14), range(1, 4, 5), range(1, 9, 10), range(2, 4, 5)];
    assert.deepEqual(await connection.sendRequest('textDocument/definition', at(2, 4)), [{ uri, range: x[0] }]);
    assert.deepEqual(
      await connection.sendRequest('textDocument/references', { ...at(2, 4), context: { includeDeclaration: true } }),
      x.map(each => ({ uri, range: each })),
    );
    assert.deepEqual(
      await connection.sendRequest('textDocument/documentHighlight', at(2, 4)),
      x.map((each, k) => ({ range: each, kind: k === 0 ? 3 : 2 })),
    );
    assert.equal(await connection.sendRequest('textDocument/documentHighlight', at(0, 2)), null);
  });
  test('rename: the place, the edits, and the reason why not', async () => {
    const { connection } = await opened();
    assert.deepEqual(await connection.sendRequest('textDocument/prepareRename', at(1, 0)), { range: range(1, 0, 1), placeholder: 'f' });
    assert.equal(await connection.sendRequest('textDocument/prepareRename', at(0, 2)), null);
    assert.deepEqual(await connection.sendRequest('textDocument/rename', { ...at(1, 0), newName: 'q' }), {
      changes: {
        [uri]: [
          { range: range(1, 0, 1), newText: 'q' },
          { range: range(2, 1, 2), newText: 'q' },
        ],
      },
    });
    await assert.rejects(connection.sendRequest('textDocument/rename', { ...at(1, 0), newName: 'A' }), /A is in use here, on line 1\. Take another name\./);
  });
  test('symbols of a document, as a tree where the client draws one, and of all open documents', async () => {
    const client = await opened();
    const flat = await client.connection.sendRequest<{ name: string; location: unknown }[]>('textDocument/documentSymbol', { textDocument: { uri } });
    assert.deepEqual(
      flat.map(({ name }) => name),
      ['A', 'x', 'f', 'df/dx'],
    );
    assert.deepEqual(flat[2]!.location, { uri, range: range(1, 0, 1) });
    const drawing = await startInProcess(engine, null, { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } });
    await drawing.open(uri, 'mc', text);
    const tree = await drawing.connection.sendRequest<unknown[]>('textDocument/documentSymbol', { textDocument: { uri } });
    assert.deepEqual(tree[2], { name: 'f', detail: 'ℝ', kind: 13, range: range(1, 0, 10), selectionRange: range(1, 0, 1), children: [] });
    await client.open('file:///a/other.py', 'python', 'def g():\n    # Theta: (n, d)\n    pass\n');
    const search = (query: string) => client.connection.sendRequest<{ name: string; containerName?: string }[]>('workspace/symbol', { query });
    assert.deepEqual(
      (await search('tht')).map(({ name, containerName }) => ({ name, containerName })),
      [{ name: 'Theta', containerName: 'def g()' }],
    );
    assert.equal((await search('')).length, 4);
  });
  test('semantic tokens, and none where the host language has its own', async () => {
    const client = await opened();
    const tokens = (of: string) => client.connection.sendRequest<{ data: number[] }>('textDocument/semanticTokens/full', { textDocument: { uri: of } });
    // A, declared, and the first n behind it
    assert.deepEqual((await tokens(uri)).data.slice(0, 10), [0, 0, 1, 0, 1, 0, 7, 1, 3, 0]);
    await client.open('file:///a/other.py', 'python', '# nabla: x ∈ ℝ^n\n');
    assert.deepEqual(await tokens('file:///a/other.py'), { data: [] });
  });
  test('semantic tokens as changes of those before, to a client that takes them so', async () => {
    type Tokens = { resultId: string; data?: number[]; edits?: { start: number; deleteCount: number; data?: number[] }[] };
    const client = await startInProcess(engine, {}, { textDocument: { semanticTokens: { requests: { full: { delta: true } } } } });
    assert.deepEqual((client.capabilities.semanticTokensProvider as { full: unknown }).full, { delta: true });
    await client.open(uri, 'mc', text);
    const whole = () => client.connection.sendRequest<Tokens>('textDocument/semanticTokens/full', { textDocument: { uri } });
    const changes = (previousResultId: string) =>
      client.connection.sendRequest<Tokens>('textDocument/semanticTokens/full/delta', { textDocument: { uri }, previousResultId });
    const edited = (data: readonly number[], { edits }: Tokens) => {
      const result = [...data];
      for (const { start, deleteCount, data: added = [] } of edits!) result.splice(start, deleteCount, ...added);
      return result;
    };
    const first = await whole();
    const none = await changes(first.resultId);
    assert.deepEqual(none.edits, []);
    await client.change(uri, 2, [{ range: range(1, 0, 0), text: '\ny = A x\n' }]);
    const second = await changes(none.resultId);
    assert.ok(second.edits![0]!.data!.length < first.data!.length);
    const now = edited(first.data!, second);
    assert.deepEqual((await whole()).data, now);
    assert.deepEqual((await changes('unknown')).data, now);
    await client.change(uri, 3, [{ range: range(1, 0, 0), text: 'z = x\n' }]);
    assert.ok((await changes(second.resultId)).data, 'not against a result that is no longer known');
  });
  test('folding and the growing selection', async () => {
    const client = await startInProcess(engine);
    await client.open(uri, 'mc', '# one\n# two\nx ∈ ℝ^n\n');
    assert.deepEqual(await client.connection.sendRequest('textDocument/foldingRange', { textDocument: { uri } }), [
      { startLine: 0, endLine: 1, kind: 'comment' },
    ]);
    assert.deepEqual(await client.connection.sendRequest('textDocument/selectionRange', { textDocument: { uri }, positions: [{ line: 2, character: 0 }] }), [
      { range: range(2, 0, 1), parent: { range: range(2, 0, 7), parent: { range: { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } } } } },
    ]);
  });
});
