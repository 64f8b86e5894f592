// npm run bench: the table of ratios of one run. Also writes bench-results.json. `usage` below says the rest.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureModules, root } from '../modules.mjs';

ensureModules();
const { loadEngine } = await import('./engine.mjs');
const { printRows } = await import('./row.mjs');

const sections = {
  derivative: async (engine, options) => (await import('./derivatives.mjs')).derivativeRows(engine, options),
  chain: async (engine, options) => (await import('./chains.mjs')).chainRows(engine, options),
  scalar: async (engine, options) => (await import('./scalars.mjs')).scalarRows(engine, options),
  code: async (engine, options) => (await import('./generatedCode.mjs')).codeRows(engine, options),
  editor: async (_, options) => (await import('./editor.mjs')).editorRows(options),
  panel: async (_, options) => (await import('./panel.mjs')).panelRows(options),
  bundle: async () => (await import('./bundles.mjs')).bundleRows(),
  scanner: async (engine, options) => (await import('./scanner.mjs')).scannerRows(engine, options),
};

const usage = `npm run bench [-- [--rounds N] SECTION …]

The table of ratios of one run; also writes bench-results.json.
  SECTION     ${Object.keys(sections).join(', ')}; all of them unless told
  --rounds N  more rounds, steadier numbers (7)`;

const { values, positionals } = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const unknown = positionals.filter(name => !(name in sections));
if (unknown.length > 0) {
  console.error(`no such section: ${unknown.join(', ')}; there are ${Object.keys(sections).join(', ')}`);
  process.exit(2);
}
const chosen = positionals.length > 0 ? positionals : Object.keys(sections);
const options = { rounds: Math.max(1, Number(values.rounds) || 7) };

if (chosen.includes('editor') || chosen.includes('bundle')) {
  const built = spawnSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) {
    console.error(`${built.stdout}${built.stderr}`);
    process.exit(1);
  }
}
const engine = await loadEngine();
const rows = [];
for (const name of chosen) {
  process.stderr.write(`${name} …\n`);
  rows.push(...(await sections[name](engine, options)));
}
const machine = { node: process.version, processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
console.log(printRows(rows));
writeFileSync(
  join(root, 'bench-results.json'),
  `${JSON.stringify({ version: 1, date: new Date().toISOString(), machine, rounds: options.rounds, rows }, null, 2)}\n`,
);

function readArguments() {
  const options = { rounds: { type: 'string', default: '7' }, help: { type: 'boolean', short: 'h' } };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
