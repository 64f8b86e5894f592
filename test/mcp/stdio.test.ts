import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { contributes } from '../../package.json';
import { toolNames } from '../../src/ide/tools.ts';

const root = join(__dirname, '../..');
const text = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = xᵀ A x\n';

/** As an assistant that is configured by docs/editors.md runs it. */
const configured = JSON.parse(/```json\n(\{[^`]*"mcpServers"[^`]*)```/.exec(readFileSync(join(root, 'docs/editors.md'), 'utf8'))![1]!).mcpServers.nabla;
const client = new Client({ name: 'test', version: '0' });
const transport = new StdioClientTransport({
  command: process.execPath,
  args: ['--import', 'tsx', join(root, 'src/cli/index.ts'), ...configured.args],
  cwd: root,
  stderr: 'inherit',
});

async function call(name: string, sent?: Record<string, unknown>): Promise<{ readonly text: string; readonly isError: boolean }> {
  const { content, isError } = await client.callTool({ name, arguments: sent });
  const parts = content as readonly { readonly type: string; readonly text: string }[];
  assert.deepEqual(
    parts.map(({ type }) => type),
    ['text'],
  );
  return { text: parts[0]!.text, isError: isError === true };
}

describe('nabla mcp', () => {
  before(() => client.connect(transport));
  after(() => client.close());
  test('says who it is and what its tools are for', () => {
    assert.equal(configured.command, 'nabla');
    assert.equal(client.getServerVersion()?.name, 'nabla');
    assert.deepEqual(client.getServerCapabilities(), { tools: {} });
    assert.match(client.getInstructions()!, /do not guess/);
  });
  test('lists the tools with the schemas and descriptions that the editor has', async () => {
    const { tools } = await client.listTools();
    const declared = contributes.languageModelTools;
    assert.deepEqual(
      tools.map(({ name, description, inputSchema }) => ({ name: `nabla_${name}`, description, inputSchema })),
      declared.map(({ name, modelDescription, inputSchema }) => ({ name, description: modelDescription, inputSchema })),
    );
    assert.deepEqual(
      declared.map(({ name }) => name),
      toolNames,
    );
    assert.deepEqual(
      tools.map(({ title }) => title),
      ['Derive with Nabla', 'Check with Nabla', 'Shape with Nabla'],
    );
  });
  test('derives, in a layout, with code', async () => {
    const derived = await call('derive', { text: `${text}df/dx` });
    assert.ok(!derived.isError);
    assert.match(derived.text, /^df\/dx = xᵀ \(A \+ Aᵀ\)\nshape: 1×n, numerator layout\n/);
    const other = await call('derive', { text: `${text}df/dx`, layout: 'denominator', code: 'julia' });
    assert.match(other.text, /^df\/dx = \(A \+ Aᵀ\) x\n/);
    assert.match(other.text, /Julia:\n[\s\S]*function df_dx\(A, x\)/);
  });
  test('checks', async () => {
    const { text: said, isError } = await call('check', { text: `${text}df/dx = 2 xᵀ A` });
    assert.ok(!isError);
    assert.match(said, /is wrong.*Right is: xᵀ \(A \+ Aᵀ\)/);
  });
  test('says a shape', async () =>
    assert.deepEqual(await call('shape_of', { text: 'A ∈ ℝ^{m×n}, x ∈ ℝ^n', expression: 'A x' }), { text: 'A x ∈ ℝ^m', isError: false }));
  test('refuses what it cannot derive, and says what to do next', async () => {
    const refused = await call('derive', { text: 'A ∈ ℝ^{m×n}, x ∈ ℝ^n\nf = ‖xᵀ A‖²\ndf/dx' });
    assert.ok(refused.isError);
    assert.match(refused.text, /Do not guess[\s\S]*line 2: error: /);
  });
  test('says of a wrong input what is wrong with it, and lives', async () => {
    const problems: readonly (readonly [string, Record<string, unknown> | undefined, RegExp])[] = [
      ['derive', undefined, /"text"/],
      ['derive', {}, /"text"/],
      ['derive', { text: ['x'] }, /"text"/],
      ['derive', { text, layout: 'row' }, /"layout"/],
      ['derive', { text, code: 'cobol' }, /"code".*numpy/],
      ['check', { text, languageId: {} }, /"languageId"/],
      ['check', { text: 'x = '.repeat(300_000) }, /longer than 1000000 characters/],
      ['shape_of', { text }, /"expression"/],
      ['shape_of', { text, expression: 'a;b' }, /more than one/],
    ];
    for (const [name, sent, expected] of problems) {
      const answer = await call(name, sent);
      assert.ok(answer.isError);
      assert.match(answer.text, expected);
    }
    await assert.rejects(call('integrate', { text }), /no tool integrate.*derive, check, shape_of/);
    await assert.rejects(call('constructor', { text }), /no tool constructor/);
  });
  test('no text makes it fail', async () => {
    const hostile = ['\0\ud800', '((('.repeat(2000), `${text}df/dx = ${'x+'.repeat(3000)}x`, 'df/d', '∈ ∈ ∈', `d(${'('.repeat(500)}x${')'.repeat(500)})/dx`];
    for (const each of hostile)
      for (const name of ['derive', 'check', 'shape_of'])
        for (const languageId of ['mc', 'latex', 'no such language', '__proto__'])
          assert.ok(!(await call(name, { text: each, languageId, expression: 'x' })).text.includes('a defect of Nabla'), `${name} ${each.slice(0, 20)}`);
    assert.ok(!(await call('derive', { text: `${text}df/dx` })).isError);
  });
});
