// What an installed extension loads: sizes of the bundles, and the time to load the client's code.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../modules.mjs';
import { buildEchoServer } from './echo.mjs';
import { median } from './measure.mjs';
import { absent, atMost } from './row.mjs';

const section = 'bundle';

/** Kilobytes wanted, plain and compressed. */
const limits = [
  { file: 'server.js', wanted: 450, stretch: 350, wantedCompressed: 130 },
  { file: 'engine.js', wanted: 450, stretch: 350, wantedCompressed: 130 },
  { file: 'numeric.js', wanted: 300, stretch: 300, wantedCompressed: null },
];
const activationLimit = 25;
const activationStretch = 15;

export async function bundleRows() {
  const echo = sizes(await buildEchoServer());
  const rows = limits.flatMap(({ file, wanted, stretch, wantedCompressed }) => {
    const path = join(root, 'dist', file);
    if (!existsSync(path)) return [absent(section, file, 'not built')];
    const { plain, compressed } = sizes(path);
    const detail = `${kilobytes(plain)}, ${kilobytes(compressed)} gz; echo server ${kilobytes(echo.plain)}, ${kilobytes(echo.compressed)} gz`;
    const row = atMost(section, `${file} / ${wanted} kB`, plain / 1000 / wanted, 1, stretch / wanted, detail);
    return wantedCompressed === null ? [row] : [row, atMost(section, `${file} gz / ${wantedCompressed} kB`, compressed / 1000 / wantedCompressed, 1, 1, '')];
  });
  const milliseconds = median(Array.from({ length: 9 }, loadClient));
  rows.push(
    atMost(
      section,
      `loading client.js / ${activationLimit} ms`,
      milliseconds / activationLimit,
      1,
      activationStretch / activationLimit,
      `${milliseconds.toFixed(1)} ms`,
    ),
  );
  return rows;
}

function sizes(path) {
  const content = readFileSync(path);
  return { plain: content.length, compressed: gzipSync(content, { level: 9 }).length };
}
const kilobytes = bytes => `${(bytes / 1000).toFixed(0)} kB`;

/** In a process of its own, with an empty module in the place of `vscode`. */
function loadClient() {
  const script = `
    const Module = require('node:module');
    const load = Module._load;
    const answer = (target, name) => (name === 'prototype' ? target.prototype : name === Symbol.toPrimitive ? () => '' : nothing);
    const nothing = new Proxy(function () {}, { get: answer, apply: () => nothing });
    // the bundle copies the module's own properties and inherits the others
    const vscode = Object.create(nothing);
    Module._load = function (name, ...rest) { return name === 'vscode' ? vscode : load.call(this, name, ...rest); };
    const started = performance.now();
    require(process.argv[1]);
    console.log(performance.now() - started);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script, join(root, 'dist/client.js')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`client.js does not load: ${/^\w*Error: .*$/m.exec(stderr)?.[0]}`);
  return Number(stdout);
}
