// npm test: everything. npm run test:unit | test:page | test:e2e: a part. Ends with the counts and what was left out.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureModules, root, runNode } from './modules.mjs';

const allParts = ['unit', 'page', 'e2e'];
const asked = process.argv.slice(2).filter(argument => allParts.includes(argument));
const filter = process.argv.slice(2).filter(argument => !allParts.includes(argument));
const parts = asked.length > 0 ? asked : allParts;
const whole = asked.length === 0 && filter.length === 0;

ensureModules();
const { findChromium } = await import('./rig/lib.mjs');
const reporter = '--test-reporter=./tools/reporter.mjs';
let passed = 0;
let failed = 0;
const leftOut = [];

if (whole || parts.includes('page') || parts.includes('e2e')) {
  if (runNode(['esbuild.mjs', '--production']) !== 0) fail('build');
}
if (whole && runNode([join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json']) !== 0) fail('types of the library');
if (parts.includes('unit')) await run('unit tests', ['--import', 'tsx', reporter, 'test/run.ts', ...(whole ? ['--built'] : []), ...filter]);
if (parts.includes('page')) await runInBrowser('page tests', [reporter, 'test/page/run.mjs']);
if (parts.includes('e2e')) await runInBrowser('VS Code tests', ['tools/e2e.mjs']);

for (const line of leftOut) console.log(`left out: ${line}`);
if (leftOut.length > 0 && process.env.CI === 'true') {
  console.log('CI=true: nothing may be left out.');
  failed += leftOut.length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function runInBrowser(title, args) {
  if (!findChromium()) leftOut.push(`${title}: no Chromium; install one or name it in $CHROMIUM`);
  else await run(title, args);
}

/** Shows the output of a part and reads its counts from its last line `N passed, N failed`; a part that ends badly without a failure counts as one. */
async function run(title, args) {
  console.log(`\n── ${title}`);
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CHROMIUM: findChromium() ?? '' } });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text;
    process.stdout.write(text);
  });
  const code = await new Promise(done => child.on('close', done));
  const counts = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const [good, bad] = counts ? [Number(counts[1]), Number(counts[2])] : [0, 0];
  passed += good;
  failed += bad;
  if (bad === 0 && (code !== 0 || good === 0)) fail(`${title} (exit ${code}, ${good} tests)`);
  console.log(`── ${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function fail(what) {
  failed++;
  console.log(`✘ ${what} failed`);
}
