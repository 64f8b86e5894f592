import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CancellationTokenSource, type Diagnostic, LSPErrorCodes } from 'vscode-languageserver';
import type { CheckAnswer, DocumentClaims } from '../../src/ide/requests.ts';
import { startInProcess, until } from '../support/client.ts';
import { engine } from '../support/engine.ts';
import { pending, standIn, statementAt } from '../support/standIn.ts';

const uri = 'file:///a/quadratic.mc';
const text = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = xᵀ A x\ndf/dx\ndf/dx = xᵀ (A + Aᵀ)\ndf/dx = 2 xᵀ A\n';
const verdicts = ({ claims }: DocumentClaims) => claims.map(({ verdict }) => verdict);

describe('claims', () => {
  test('of an open document have their verdicts once they are certified', async () => {
    const client = await startInProcess(engine);
    let changed = 0;
    client.connection.onNotification('nabla/changed', () => void changed++);
    await client.open(uri, 'mc', text);
    await until('certificates', () => changed > 0);
    const found = await client.connection.sendRequest<DocumentClaims>('nabla/claims', { uri });
    assert.deepEqual([verdicts(found), found.derivatives, found.isPending], [['holds', 'refuted'], 1, false]);
  });
  test('of a document that is not open or not read there are none', async () => {
    const client = await startInProcess(engine, { settings: { languages: ['mc'] } });
    assert.equal(await client.connection.sendRequest('nabla/claims', { uri }), null);
    await client.open('file:///a/x.py', 'python', text);
    assert.equal(await client.connection.sendRequest('nabla/claims', { uri: 'file:///a/x.py' }), null);
    assert.equal(await client.connection.sendRequest('nabla/check', { uri: 'file:///a/x.py', languageId: 'python', text }), null);
  });
  test('of a text that is not open are checked to the end, and its problems come with them and not as published ones', async () => {
    const client = await startInProcess(engine);
    const answer = await client.connection.sendRequest<CheckAnswer<Diagnostic>>('nabla/check', { uri, languageId: 'mc', text });
    assert.deepEqual([verdicts(answer), answer.isPending], [['holds', 'refuted'], false]);
    assert.deepEqual(
      answer.diagnostics.map(({ code, severity, source, range }) => [code, severity, source, range.start.line]),
      [['claim-refuted', 1, 'nabla', 4]],
    );
    assert.equal(client.diagnostics.size, 0);
  });
  test('are no longer checked when it is cancelled', async () => {
    const source = 'dL/dθ';
    let slices = 0;
    const endless = {
      ...standIn(source, { statements: [statementAt(source, source, { derivative: pending })] }),
      certifyNext: () => ++slices > 0,
    };
    const client = await startInProcess({ ...engine, analyzeDocument: () => endless });
    const cancelling = new CancellationTokenSource();
    const answer = client.connection.sendRequest('nabla/check', { uri, languageId: 'mc', text: source }, cancelling.token);
    await until('the first slices', () => slices > 2);
    cancelling.cancel();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
    const ended = slices;
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(slices, ended);
  });
  test('a text that the engine fails on is refused, and the server lives', async () => {
    const client = await startInProcess({
      ...engine,
      analyzeDocument: source => {
        if (source === 'boom') throw new Error('boom');
        return engine.analyzeDocument(source);
      },
    });
    await assert.rejects(client.connection.sendRequest('nabla/check', { uri, languageId: 'mc', text: 'boom' }), /boom/);
    assert.ok(await client.connection.sendRequest('nabla/check', { uri, languageId: 'mc', text }));
  });
});

describe('a notebook as it lies on the disk', () => {
  const cell = (cell_type: string, source: string, metadata: object = {}) => ({ cell_type, metadata, source: source.split(/(?<=\n)/), outputs: [] });
  const notebook = {
    cells: [
      cell('markdown', '# Quadratic\n'),
      cell('code', 'import numpy\n# nabla: A ∈ ℝ^{n×n}, x ∈ ℝ^n\n# f = xᵀ A x\n'),
      cell('code', '# nabla:\n# df/dx = xᵀ (A + Aᵀ)\n# df/dx = 2 xᵀ A\n'),
      cell('code', '# df/dx = 3 xᵀ A\n', { vscode: { languageId: 'r' } }),
    ],
    metadata: { kernelspec: { language: 'python' } },
    nbformat: 4,
  };
  const json = JSON.stringify(notebook, null, 1);
  const check = async (settings: object, sent = json) => {
    const client = await startInProcess(engine, { settings });
    return client.connection.sendRequest<CheckAnswer<Diagnostic> | null>('nabla/check', {
      uri: 'file:///a/quadratic.ipynb',
      languageId: 'jupyter-notebook',
      text: sent,
    });
  };
  test('is checked cell by cell, with the names of the cells before, and a problem stands in its cell', async () => {
    const answer = (await check({ languages: ['python'] }))!;
    assert.deepEqual(verdicts(answer), ['holds', 'refuted']);
    const [problem, ...others] = answer.diagnostics;
    assert.equal(others.length, 0);
    assert.match(String(problem!.message), /^cell 3, line 3: /);
    const { start, end } = problem!.range;
    assert.ok(start.line === end.line && json.split('\n')[start.line]!.slice(start.character, end.character).includes('2 xᵀ A'));
    assert.deepEqual(answer.claims[1]!.range.start.line, start.line);
  });
  test('of cells in languages that are left out nothing is said', async () => {
    assert.deepEqual(verdicts((await check({}))!), ['holds', 'refuted', 'refuted']);
    assert.deepEqual(verdicts((await check({ languages: ['markdown'] }))!), []);
    assert.equal(await check({ languages: ['*', '!jupyter-notebook'] }), null);
  });
  test('what is no notebook claims nothing', async () => assert.deepEqual((await check({}, '{"cells": [')) && verdicts((await check({}, '{'))!), []));
});
