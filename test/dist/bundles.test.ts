/** What `npm run build` leaves in dist, run as a user runs it. */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { connect } from '../support/client.ts';

const root = join(__dirname, '../..');
const cli = join(root, 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'nabla-dist-'));
after(() => rmSync(folder, { recursive: true }));
const text = 'Φ ∈ ℝ^{N×D}, y ∈ ℝ^N, θ ∈ ℝ^D\ne = y - Φ θ\nL = ‖e‖²\ndL/dθ\n';
writeFileSync(join(folder, 'right.mc'), text);
writeFileSync(join(folder, 'wrong.mc'), `${text}dL/dθ = 2 eᵀ Φ\n`);

const nabla = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });

describe('dist/cli.js', () => {
  test('derives: a checked derivative with its shape', () => {
    const { status, stdout, stderr } = nabla('derive', '--json', 'right.mc');
    assert.deepEqual([status, stderr], [0, '']);
    const { version, files } = JSON.parse(stdout);
    const { kind, derivative } = files[0].statements.at(-1);
    assert.deepEqual([version, files[0].file, kind, derivative.shape, derivative.certificate.verdict], [1, 'right.mc', 'query', '1×D', 'verified']);
  });
  test('checks: exit 0, 1 and 2', () => {
    assert.equal(nabla('check', 'right.mc').status, 0);
    const { status, stdout } = nabla('check', 'wrong.mc', 'right.mc');
    assert.equal(status, 1, stdout);
    assert.match(stdout, /✗ is refuted/);
    assert.equal(nabla('check', 'none.mc').status, 2);
  });
  test('explains', () => {
    const { status, stdout } = nabla('explain', 'right.mc:4');
    assert.equal(status, 0);
    assert.match(stdout, /Chain rule/);
  });
  test('ends quietly when its reader has gone', async () => {
    const child = spawn(process.execPath, [cli, 'derive', ...Array.from({ length: 20 }, () => 'right.mc'), 'wrong.mc'], { cwd: folder });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', data => {
      errors += data;
    });
    await new Promise(resolve => child.on('close', resolve));
    assert.equal(errors, '');
  });
  test('is a language server for any editor: initialize, hover, diagnostics, shutdown', async () => {
    const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const client = await connect(createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)), null);
    assert.equal(client.capabilities.hoverProvider, true);
    await client.open('file:///a.mc', 'mc', text);
    const hover = await client.hover('file:///a.mc', 3, 2);
    assert.match(hover!.contents.value.split('\n')[0]!, /ℝ/);
    assert.ok(!hover!.contents.value.includes('command:'));
    await client.connection.sendRequest('shutdown');
    await client.connection.sendNotification('exit');
    assert.equal(await new Promise(resolve => child.on('close', resolve)), 0);
  });
});

describe('dist/mcp.js', () => {
  test('answers an assistant, by itself and as nabla mcp, and ends with its input', async () => {
    for (const args of [[join(root, 'dist/mcp.js')], [cli, 'mcp']]) {
      const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
      const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
      const initialize = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '0' } };
      send({ id: 1, method: 'initialize', params: initialize });
      send({ method: 'notifications/initialized' });
      send({ id: 2, method: 'tools/call', params: { name: 'derive', arguments: { text, code: 'numpy' } } });
      child.stdin.end();
      let output = '';
      child.stdout.setEncoding('utf8').on('data', data => {
        output += data;
      });
      assert.equal(await new Promise(resolve => child.on('close', resolve)), 0);
      const answers = output
        .trim()
        .split('\n')
        .map(line => JSON.parse(line));
      assert.deepEqual([answers.length, answers[0].result.serverInfo.name, answers[1].result.isError], [2, 'nabla', false]);
      assert.match(answers[1].result.content[0].text, /shape: 1×D[\s\S]*def dL_d/);
    }
  });
});

describe('dist/index', () => {
  test('is a library, for require and for import', () => {
    const program = `const check = ({ analyze, certify }) => {
      const result = analyze(${JSON.stringify(text)}, { certify: false });
      const before = result.statements.at(-1).derivative.certificate.verdict;
      certify(result);
      console.log(before, result.statements.at(-1).derivative.certificate.verdict);
    };`;
    const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    for (const { stdout, stderr } of [
      run('-e', `${program} check(require('nabla'))`),
      run('--input-type=module', '-e', `${program} check(await import('nabla'))`),
    ])
      assert.deepEqual([stdout, stderr], ['pending verified\n', '']);
  });
  test('needs nothing of Node', () => {
    const bare = spawnSync(
      process.execPath,
      [
        '-e',
        `
      const { readFileSync } = require('node:fs');
      const { createContext, SourceTextModule, runInContext } = require('node:vm');
      const context = createContext({ module: { exports: {} }, performance, TextDecoder, TextEncoder });
      runInContext(readFileSync(${JSON.stringify(join(root, 'dist/index.js'))}, 'utf8'), context);
      console.log(runInContext('module.exports.analyze("x ∈ ℝ^n").statements.length', context));
    `,
      ],
      { encoding: 'utf8' },
    );
    assert.deepEqual([bare.stdout, bare.stderr], ['1\n', '']);
  });
});

describe('dist/types', () => {
  test('serve a strict consumer', () => {
    const consumer = join(root, 'out/consumer');
    mkdirSync(consumer, { recursive: true });
    const file = join(consumer, 'index.mts');
    writeFileSync(
      file,
      "import { analyze, certify, type FileResult } from 'nabla';\nconst result: FileResult = certify(analyze('x ∈ ℝ^n', { layout: 'denominator' }));\nexport const shape: string | null = result.statements[0]!.shape;\n",
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(
      process.execPath,
      [tsc, '--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', file],
      { cwd: root, encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
  });
});

describe('sizes', () => {
  // kilobytes; what is behind them: the echo server of the protocol library alone has 196, MathJax 1662
  for (const [file, limit] of [
    ['server.js', 1000],
    ['client.js', 500],
    ['mathjax.js', 1800],
    ['numeric.js', 345],
    ['mcp.js', 350],
    ['panel/panel.js', 450],
  ] as const)
    test(`${file} stays under ${limit} kB`, () => {
      const { size } = statSync(join(root, 'dist', file));
      assert.ok(size < limit * 1000, `${(size / 1000).toFixed(0)} kB`);
    });
});
