/** One request a feature, from a plain client, with the real engine. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeDocument, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import * as features from '../../src/ide/features.ts';
import { certify } from '../../src/numeric/index.ts';
import type { Engine } from '../../src/server/analyses.ts';
import { startInProcess, type TestClient } from '../support/client.ts';
import { range } from '../support/standIn.ts';

const engine: Engine = { features, analyzeDocument, prepare: async () => useCertifier(certify), prepareCode: async () => useCodePrinter(codeIn) };
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
});
