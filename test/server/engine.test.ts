/** The server with the real engine, as an editor drives it. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeDocument, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import * as features from '../../src/ide/features.ts';
import { certify } from '../../src/numeric/index.ts';
import type { Engine } from '../../src/server/analyses.ts';
import { startInProcess, until } from '../support/client.ts';
import { range } from '../support/standIn.ts';

const engine: Engine = { features, analyzeDocument, prepare: async () => useCertifier(certify), prepareCode: async () => useCodePrinter(codeIn) };
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
