// What an editor feels: round trips to the built server over stdio, against an echo server in the same run.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../modules.mjs';
import { BenchClient, uriOf } from './client.mjs';
import { buildEchoServer } from './echo.mjs';
import { median } from './measure.mjs';
import { atMost, microseconds } from './row.mjs';

const section = 'editor';
const server = join(root, 'dist/server.js');

const document = suffix => `y ∈ ℝ^N
Φ ∈ ℝ^{N×D}
θ ∈ ℝ^D
e${suffix} = y - Φ θ
L = ‖e${suffix}‖²
dL/dθ
`;
const queryLine = 5;

export async function editorRows({ rounds }) {
  const echo = await buildEchoServer();
  const rows = [startRow(echo, Math.max(rounds, 7))];
  const clients = [new BenchClient(server), new BenchClient(echo)];
  for (const client of clients) await client.initialize();
  rows.push(await hoverRow(clients), await firstHoverRow(clients));
  const [short, long] = [await keystrokeTimes(clients, 1000), await keystrokeTimes(clients, 10_000)];
  const times = [short, long].map(each => `${microseconds(each.ours)} (echo ${microseconds(each.echo)})`);
  rows.push(atMost(section, 'keystroke → diagnostics, 10,000 lines of Python / echo', long.ours / long.echo, 1.5, 1.2, times[1]));
  rows.push(atMost(section, 'keystroke, 10,000 lines / 1,000 lines', long.ours / short.ours, 1.1, 1.05, times.join('; ')));
  for (const client of clients) await client.stop();
  return rows;
}

/** Processes are started one after another, each in turn. */
function startRow(echo, rounds) {
  const initialize = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  const exit = JSON.stringify({ jsonrpc: '2.0', method: 'exit' });
  const frame = message => `Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`;
  const timeOf = (args, input) => {
    const started = performance.now();
    spawnSync(process.execPath, args, { input });
    return performance.now() - started;
  };
  const input = frame(initialize) + frame(exit);
  const samples = { ours: [], echo: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    samples.ours.push(timeOf([server, '--stdio'], input));
    samples.echo.push(timeOf([echo, '--stdio'], input));
    samples.bare.push(timeOf(['-e', '0'], ''));
  }
  const [ours, theirs, bare] = [median(samples.ours), median(samples.echo), median(samples.bare)];
  return atMost(
    section,
    'start, initialize, exit / echo',
    ours / theirs,
    1.15,
    1.05,
    `${ours.toFixed(0)} ms, echo ${theirs.toFixed(0)} ms, bare Node ${bare.toFixed(0)} ms`,
  );
}

/** The derivation and its certificate are ready. */
async function hoverRow(clients) {
  const uri = uriOf('cached.mc');
  for (const client of clients) {
    await client.open(uri, 'mc', document(''));
    await certified(client, uri);
  }
  const samples = clients.map(() => []);
  for (let run = 0; run < 1500; run++)
    for (let k = 0; k < clients.length; k++) {
      const time = await timed(() => clients[k].hover(uri, queryLine, 2));
      if (run >= 300) samples[k].push(time);
    }
  const [ours, echo] = samples.map(median);
  return atMost(section, 'hover, cached, p50 / echo', ours / echo, 1.3, 1.1, `${microseconds(ours)}, echo ${microseconds(echo)}`);
}

/** A document that was never hovered: its certificate is ready, its formulas are not printed yet. */
async function firstHoverRow(clients) {
  const samples = clients.map(() => []);
  for (let run = 0; run < 150; run++) {
    const uri = uriOf(`first${run}.mc`);
    for (let k = 0; k < clients.length; k++) {
      await clients[k].open(uri, 'mc', document(`_${run}`));
      // certificates run while the server has nothing else to do
      await new Promise(resolve => setTimeout(resolve, 25));
      const time = await timed(() => clients[k].hover(uri, queryLine, 2));
      if (run >= 50) samples[k].push(time);
      await clients[k].connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    }
  }
  const [ours, echo] = samples.map(median);
  return atMost(section, 'hover, first of a document, p50 / echo', ours / echo, 2, 1.5, `${microseconds(ours)}, echo ${microseconds(echo)}`);
}

/** Microseconds from a typed digit in a comment of a Python file to the diagnostics. */
async function keystrokeTimes(clients, lineCount) {
  const uri = uriOf(`keys${lineCount}.py`);
  const text = pythonFile(lineCount);
  for (const client of clients) await client.open(uri, 'python', text);
  const samples = clients.map(() => []);
  for (let run = 0; run < 24; run++)
    for (let k = 0; k < clients.length; k++) {
      const start = { line: 4, character: 10 };
      const range = { start, end: { line: 4, character: 11 } };
      const time = await timed(() => clients[k].change(uri, range, String(run % 10)));
      if (run >= 4) samples[k].push(time);
    }
  const [ours, echo] = samples.map(median);
  return { ours, echo };
}

/** A commented function at the top and every 500 lines, code everywhere else. */
function pythonFile(lineCount) {
  const commented = `def gradient(X, y, w):
    # X: (n, d), y: (n,), w: (d,)
    # r = X w - y
    # L = ‖r‖²
    # M = 2 L
    # dL/dw = 2 rᵀ X
    r = X @ w - y
    return 2 * X.T @ r

`;
  const lines = [];
  for (let k = 0; lines.length < lineCount; k++)
    if (k % 500 === 0) lines.push(...commented.split('\n').slice(0, -1));
    else lines.push(k % 10 === 0 ? `    # step ${k} of the pipeline` : `    value_${k} = transform(value_${k - 1}, scale=${k})`);
  return `${lines.slice(0, lineCount).join('\n')}\n`;
}

async function timed(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) * 1000;
}

async function certified(client, uri) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const hover = await client.hover(uri, queryLine, 2);
    if (hover && !hover.contents.value.includes('checking')) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error('the certificate did not come');
}
