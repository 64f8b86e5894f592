/** Languages that the editor knows and Nabla does not: the client says how their comments are written. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import type { CommentSyntax } from '../../src/documents/commentSyntax.ts';
import * as features from '../../src/ide/features.ts';
import { type CheckAnswer, checkRequest, commentSyntaxNotification, type LanguageSyntax } from '../../src/ide/requests.ts';
import { certify } from '../../src/numeric/index.ts';
import type { Engine } from '../../src/server/engine.ts';
import { startInProcess, type TestClient, until } from '../support/client.ts';

const engine: Engine = { features, analyzeDocument, prepare: async () => useCertifier(certify), prepareCode: async () => undefined };
const uri = 'file:///a/model.clj';
const text = ';; A ∈ ℝ^{m×n}, x ∈ ℝ^n\n;; L = ‖A x‖²\n;; dL/dx = 2 xᵀ A\n';
const semicolons: CommentSyntax = { line: ';;', block: null, quotes: ['"'], braces: true };
const tell = (client: TestClient, languageId: string, syntax: CommentSyntax) =>
  client.connection.sendNotification(commentSyntaxNotification, { languageId, syntax } satisfies LanguageSyntax);
const problems = (client: TestClient) => client.diagnostics.get(uri)?.length;

describe('how comments are written', () => {
  test('may come before the document', async () => {
    const client = await startInProcess(engine);
    await tell(client, 'clojure', semicolons);
    await client.open(uri, 'clojure', text);
    await until('the wrong claim', () => problems(client) === 1);
    assert.match((await client.hover(uri, 1, 8))!.contents.value, /A ∈ ℝ/);
  });
  test('or behind it: it is read again', async () => {
    const client = await startInProcess(engine);
    await client.open(uri, 'clojure', text);
    await client.open('file:///a/other.sql', 'sql', text);
    await until('nothing', () => problems(client) === 0 && client.diagnostics.has('file:///a/other.sql'));
    assert.equal(await client.hover(uri, 1, 8), null);
    await tell(client, 'clojure', semicolons);
    await until('the wrong claim', () => problems(client) === 1);
    assert.ok(await client.hover(uri, 1, 8));
    assert.equal(await client.hover('file:///a/other.sql', 1, 8), null, 'of another language nothing was said');
  });
  test('and again where it is said otherwise', async () => {
    const client = await startInProcess(engine);
    await tell(client, 'clojure', { ...semicolons, line: '#' });
    await client.open(uri, 'clojure', text);
    await until('nothing', () => problems(client) === 0);
    await tell(client, 'clojure', semicolons);
    await until('the wrong claim', () => problems(client) === 1);
    await client.change(uri, 2, [{ range: { start: { line: 2, character: 11 }, end: { line: 2, character: 17 } }, text: '2 xᵀ Aᵀ A' }]);
    await until('none after it was mended', () => problems(client) === 0);
  });
  test('a cell behind sees the names of one that is read now', async () => {
    const client = await startInProcess(engine);
    const cells = ['cell:1', 'cell:2'];
    const texts = [';; A ∈ ℝ^{m×n}, x ∈ ℝ^n', ';; L = ‖A x‖²\n;; dL/dx = 2 xᵀ A'];
    await client.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: { uri: 'file:///a/b.nb', notebookType: 'n', version: 1, cells: cells.map(document => ({ kind: 2, document })) },
      cellTextDocuments: cells.map((cell, k) => ({ uri: cell, languageId: 'clojure', version: 1, text: texts[k] })),
    });
    await until('nothing', () => cells.every(cell => client.diagnostics.get(cell)?.length === 0));
    await tell(client, 'clojure', semicolons);
    await until('the wrong claim', () => client.diagnostics.get('cell:2')?.length === 1);
  });
  test('the settings still say which languages are read', async () => {
    const client = await startInProcess(engine, { settings: { languages: ['*', '!clojure'] } });
    await tell(client, 'clojure', semicolons);
    await client.open(uri, 'clojure', text);
    await until('nothing', () => problems(client) === 0);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { comments: 'off' } } });
    assert.equal(await client.hover(uri, 1, 8), null);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: {} } });
    await until('the wrong claim', () => problems(client) === 1);
  });
  test('is known in texts that are not open', async () => {
    const client = await startInProcess(engine);
    await tell(client, 'clojure', semicolons);
    const answer = await client.connection.sendRequest<CheckAnswer>(checkRequest, { uri, languageId: 'clojure', text });
    assert.deepEqual(
      answer.claims.map(({ verdict }) => verdict),
      ['refuted'],
    );
  });
  test('what is no syntax is left alone, and the server lives', async () => {
    const client = await startInProcess(engine);
    await tell(client, 'clojure', semicolons);
    for (const odd of [null, 1, [], {}, { languageId: 'clojure' }, { languageId: 1, syntax: semicolons }, { languageId: 'clojure', syntax: { line: 1 } }])
      await client.connection.sendNotification(commentSyntaxNotification, odd as object);
    await client.open(uri, 'clojure', text);
    await until('the wrong claim', () => problems(client) === 1);
    assert.deepEqual(client.log, []);
  });
});
