// npm run rules -- [--jobs 1] [--only PART OF AN ID] [--list]
// Switches off each rewriting rule and each derivative in turn, in a copy of this checkout, and prints which of the
// published identities read differently without it, and which of the further expressions
// (test/identities/further.json). A rule that nothing needs is dead weight; one that a single identity needs was made for
// it, unless two further expressions need it as well. Ends with the table of all rules; exit 1 where one falls short.

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
    const further = changed.filter(({ id }) => isFurther(id));
    const broken = Array.isArray(without) ? null : without.broken;
    results.push({ id: rule.id, line: rule.line, identities: changed.filter(({ id }) => !isFurther(id)), further, broken });
    console.log(
      `${rule.id} (line ${rule.line}): ${broken === null ? `${changed.length - further.length} identities, ${further.length} further` : 'the engine does not end'}`,
    );
  });
} finally {
  removeCopies();
}

mkdirSync(join(root, 'out/campaigns'), { recursive: true });
writeFileSync(join(root, 'out/campaigns/rules.json'), JSON.stringify(results, null, 1));
console.log(`\n${'identities'.padStart(10)} ${'further'.padStart(8)}  rule`);
for (const { id, identities, further, broken } of results)
  console.log(
    broken === null ? `${String(identities.length).padStart(10)} ${String(further.length).padStart(8)}  ${id}` : `${'not without'.padStart(19)}  ${id}`,
  );
console.log('\nneeded by one identity, with the further expressions that need it:');
for (const { id, identities, further } of results.filter(result => result.identities.length === 1))
  console.log([`  ${id}: ${describe(identities[0])}`, ...further.slice(0, 3).map(each => `    ${describe(each)}`)].join('\n'));
const short = results.filter(({ broken, identities, further }) => broken === null && identities.length < 2 && further.length < 1 + identities.length);
console.log(`\n${results.length} rules, ${short.length} of them needed by too little:`);
for (const { id, line, identities, further } of short) console.log(`  ${id} (line ${line}): ${identities.length} identities, ${further.length} further`);
process.exit(short.length > 0 ? 1 : 0);

/** Rows of further.json have names of their own. */
function isFurther(id) {
  return id.startsWith('further-');
}

function describe({ id, with: before, without }) {
  return `${id}: ${before.printed} ⇐ ${without?.printed}`;
}

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
  const { code, output } = await runNode([bundle, 'test/identities/identities.json', 'test/identities/further.json'], LIMIT, copy);
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
