import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startInProcess, until } from '../support/client.ts';
import { engine } from '../support/engine.ts';

const uri = 'file:///a/least.mc';
const text = 'n ∈ ℕ\nA ∈ ℝ^{m×n}\ny ∈ ℝ^m\nB = A y\n';

async function published(capabilities: unknown) {
  const client = await startInProcess(engine, {}, capabilities);
  await client.open(uri, 'mc', text);
  await until('diagnostics', () => (client.diagnostics.get(uri)?.length ?? 0) > 0);
  return client.diagnostics.get(uri)!;
}

test('a problem of shapes comes with the declarations of its names, to a client that shows them', async () => {
  const found = await published({ textDocument: { publishDiagnostics: { relatedInformation: true } } });
  const mismatch = found.find(({ code }) => code === 'shape-mismatch');
  const place = (line: number) => ({ uri, range: { start: { line, character: 0 }, end: { line, character: 1 } } });
  assert.deepEqual(mismatch?.relatedInformation, [
    { location: place(1), message: 'A ∈ ℝ^{m×n}' },
    { location: place(2), message: 'y ∈ ℝ^m' },
  ]);
  assert.ok((await published({})).every(({ relatedInformation }) => relatedInformation === undefined));
});
test('what may go without a loss is marked as unnecessary', async () => {
  const found = await published({});
  assert.deepEqual(
    found.map(({ code, tags }) => [code, tags]),
    [
      ['size-needs-no-declaration', [1]],
      ['shape-mismatch', undefined],
    ],
  );
});
