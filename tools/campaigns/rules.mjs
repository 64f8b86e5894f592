// npm run rules -- [--jobs 1] [--only PART OF AN ID] [--list]
// Switches off each rewriting rule in turn, in a copy of this checkout, and prints which rows of test/identities
// read differently without it. A rule that nothing needs is dead weight; one that a single row
// needs was made for that row: both are listed at the end.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { root } from '../modules.mjs';
import { inParallel, option, runNode } from './processes.mjs';
import { rulesOf } from './ruleSwitches.mjs';

const FILES = [
  'operations/elementwise.ts',
  ...['networkRules.ts', 'elementwise.ts', 'power.ts', 'matrix.ts', 'product.ts', 'sum.ts', 'pieces.ts', 'rowFunctions.ts', 'facts.ts'].map(
    file => `tensors/${file}`,
  ),
  'calculus/reverse.ts',
  'calculus/forward.ts',
];
const LIMIT = 180_000;

// the checkout may change while the campaign runs: everything is read from the copies
const jobs = Number(option('jobs', 1));
const made = [];
const copies = Array.from({ length: jobs }, copyOfCheckout);
const only = option('only', '');
const rules = FILES.flatMap(file => rulesOf(file, readFileSync(join(copies[0], 'src', file), 'utf8')).map(rule => ({ file, ...rule }))).filter(
  ({ id, text }) => id.includes(only) && isValid(text),
);
if (process.argv.includes('--list')) {
  for (const { id, line } of rules) console.log(`${id} (line ${line})`);
  removeCopies();
  process.exit(0);
}

const free = [...copies];
const results = [];
try {
  const usual = await printedRows(copies[0]);
  if (!Array.isArray(usual)) throw new Error(`the rows cannot be printed:\n${usual.broken}`);
  await inParallel(rules, jobs, async rule => {
    const copy = free.pop();
    const file = join(copy, 'src', rule.file);
    const original = readFileSync(file, 'utf8');
    writeFileSync(file, rule.text);
    const without = await printedRows(copy);
    writeFileSync(file, original);
    free.push(copy);
    const changed = Array.isArray(without) ? usual.flatMap((row, k) => (same(row, without[k]) ? [] : [{ id: row.id, with: row, without: without[k] }])) : [];
    const lost = changed.filter(each => each.with.verdict !== each.without.verdict);
    results.push({ id: rule.id, line: rule.line, changed, lost: lost.map(each => each.id), broken: Array.isArray(without) ? null : without.broken });
    console.log(
      `${rule.id} (line ${rule.line}): ${Array.isArray(without) ? `${changed.length} rows${lost.length > 0 ? `, ${lost.length} verdicts` : ''}` : 'the engine does not end'}`,
    );
  });
} finally {
  removeCopies();
}

mkdirSync(join(root, 'out/campaigns'), { recursive: true });
writeFileSync(join(root, 'out/campaigns/rules.json'), JSON.stringify(results, null, 1));
const needed = results.filter(({ broken, changed }) => broken === null && changed.length > 1);
const single = results.filter(({ changed }) => changed.length === 1);
const idle = results.filter(({ broken, changed }) => broken === null && changed.length === 0);
const broken = results.filter(result => result.broken !== null);
console.log(
  `\n${results.length} rules: ${needed.length} are needed by several rows, ${single.length} by one, ${idle.length} by none; without ${broken.length} the engine does not end or fails`,
);
console.log('\nneeded by one row:');
for (const { id, changed } of single) console.log(`  ${id}: ${changed[0].id}: ${changed[0].with.printed} ⇐ ${changed[0].without?.printed}`);
console.log('\nneeded by none:');
for (const { id, line } of idle) console.log(`  ${id} (line ${line})`);
console.log('\nnot without:');
for (const { id, broken: output } of broken)
  console.log(
    `  ${id}: ${
      output
        .trim()
        .split('\n')
        .find(line => /Error|stopped/.test(line)) ?? ''
    }`,
  );

function same(a, b) {
  return b !== undefined && a.printed === b.printed && a.verdict === b.verdict;
}

async function printedRows(copy) {
  const bundle = join(copy, 'rows.cjs');
  try {
    buildSync({ entryPoints: [join(copy, 'test/random/printedRows.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' });
  } catch (failure) {
    return { broken: String(failure) };
  }
  const { code, output } = await runNode([bundle, 'test/identities/identities.json'], LIMIT, copy);
  if (code !== 0) return { broken: code === null ? 'stopped after its time' : output.slice(-1500) };
  return JSON.parse(output.slice(output.lastIndexOf('\n', output.length - 2) + 1));
}

/** All copies are of one moment: the first of the checkout, the others of the first. */
function copyOfCheckout(_, k) {
  const copy = mkdtempSync(join(tmpdir(), 'nabla-rule-'));
  const from = k === 0 ? root : made[0];
  made.push(copy);
  for (const part of ['src', 'test/random', 'test/identities', 'test/calculus']) cpSync(join(from, part), join(copy, part), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(from, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function removeCopies() {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
}

function isValid(text) {
  try {
    transformSync(text, { loader: 'ts' });
    return true;
  } catch {
    return false;
  }
}
