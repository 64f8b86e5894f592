import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ToolAnswer } from '../../src/ide/requests.ts';
import { startInProcess } from '../support/client.ts';
import { engine } from '../support/engine.ts';

test('the server answers language models on a text of their own, and refuses input with a reason', async () => {
  const client = await startInProcess(engine, { settings: { languages: ['*', '!python'] } });
  const call = (name: string, input: unknown) => client.connection.sendRequest<ToolAnswer>('nabla/tool', { name, input });
  const text = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nd(xᵀ A x)/dx\n';
  const derived = await call('nabla_derive', { text });
  assert.ok(!derived.isError && derived.text.includes('xᵀ (A + Aᵀ)'));
  assert.match((await call('nabla_derive', { text, layout: 'denominator' })).text, /\(A \+ Aᵀ\) x/);
  assert.deepEqual(await call('nabla_shape_of', { text, expression: 'A x' }), { text: 'A x ∈ ℝ^n', isError: false });
  const refused = await call('nabla_check', {});
  assert.ok(refused.isError && refused.text.includes('"text"'));
  const left = await call('nabla_check', { text: '# x', languageId: 'python' });
  assert.ok(left.isError && left.text.includes('nabla.languages'));
  assert.equal(client.diagnostics.size, 0);
});
