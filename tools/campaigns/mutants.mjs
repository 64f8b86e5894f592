// npm run mutants -- [--jobs 2] [--only PART OF AN ID] [--again | --fresh] [--list]
// Breaks the differential of every rule and every case of lowering, one change at a time, in a copy of this checkout, and
// asks whether the certificate withholds the wrong derivative. Survivors are listed with the reason why they are right
// (survivors.mjs) or as holes: exit 1 where there is a hole. It goes on where it was stopped (out/campaigns/mutants.json):
// --fresh begins again, --again runs those that survived, with the expressions of now.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { root } from '../modules.mjs';
import { mutationsOf } from './mutations.mjs';
import { inParallel, option, runNode } from './processes.mjs';
import { reasonOf } from './survivors.mjs';

const FILES = [
  'calculus/elementwiseDerivatives.ts',
  'calculus/matrixFunctionDerivatives.ts',
  'calculus/reverse.ts',
  'calculus/forward.ts',
  'lowering/lower.ts',
  'lowering/blocks.ts',
  'lowering/indexed.ts',
];
const LIMIT = 120_000;

// the checkout may change while the campaign runs: everything is read from the copies
const jobs = Number(option('jobs', 1));
const made = [];
const copies = Array.from({ length: jobs }, copyOfCheckout);
const only = option('only', '');
const resultFile = join(root, 'out/campaigns/mutants.json');
const known = new Map(process.argv.includes('--fresh') ? [] : read(resultFile).map(result => [result.id, result]));
if (process.argv.includes('--again')) for (const [id, { kind }] of known) if (kind === 'survived') known.delete(id);
const mutations = FILES.flatMap(file => mutationsOf(file, readFileSync(join(copies[0], 'src', file), 'utf8')).map(mutation => ({ file, ...mutation })))
  .map(mutation => ({ ...mutation, text: mutation.text.replaceAll('@tensors/', '../tensors/') }))
  .filter(({ id, text }) => id.includes(only) && isValid(text));
if (process.argv.includes('--list')) {
  for (const { id, line } of mutations) console.log(`${id} (line ${line})`);
  removeCopies();
  process.exit(0);
}

const free = [...copies];
const expected = join(copies[0], 'expected.json');
const results = mutations.flatMap(mutation => (known.has(mutation.id) ? [{ mutation, found: known.get(mutation.id) }] : []));
if (results.length > 0) console.log(`${results.length} of ${mutations.length} mutants are done already`);
try {
  const unbroken = await runMutant(copies[0]);
  if (unbroken.code !== 0) throw new Error(`the unbroken engine fails:\n${unbroken.output}`);
  writeFileSync(expected, unbroken.output);
  const odd = JSON.parse(unbroken.output).filter(outcome => outcome !== 'verified');
  if (odd.length > 0) console.log(`the unbroken engine verifies all but ${odd.length} documents: ${[...new Set(odd)].join('; ')}`);
  const open = mutations.filter(({ id }) => !known.has(id));
  await inParallel(open, jobs, async mutation => {
    const copy = free.pop();
    const file = join(copy, 'src', mutation.file);
    const original = readFileSync(file, 'utf8');
    writeFileSync(file, mutation.text);
    const { code, output } = await runMutant(copy, expected);
    writeFileSync(file, original);
    free.push(copy);
    const found =
      code === 0
        ? JSON.parse(output.slice(output.lastIndexOf('\n', output.length - 2) + 1))
        : { kind: code === null ? 'hangs' : 'threw', outcome: output.slice(-300) };
    results.push({ mutation, found });
    save();
    if (found.kind === 'survived' && !reasonOf(mutation.id)) console.log(`survived: ${mutation.id} (line ${mutation.line})`);
    if (results.length % 50 === 0) console.log(`${results.length}/${mutations.length}`);
  });
} finally {
  removeCopies();
}

const count = kind => results.filter(({ found }) => found.kind === kind).length;
const survivors = results.filter(({ found }) => found.kind === 'survived');
const equivalent = survivors.filter(({ mutation }) => reasonOf(mutation.id));
const holes = survivors.filter(({ mutation }) => !reasonOf(mutation.id));
console.log(`\n${results.length} mutants`);
for (const file of FILES) {
  const own = results.filter(({ mutation }) => mutation.file === file);
  const ofKind = kind => own.filter(({ found }) => found.kind === kind).length;
  const line = ['disagrees', 'threw', 'hangs', 'withheld', 'survived'].map(kind => `${kind} ${ofKind(kind)}`).join(' · ');
  if (own.length > 0) console.log(`  ${file}: ${own.length}: ${line}`);
}
console.log(
  `caught by the certificate ${count('disagrees')}, by an exception ${count('threw')}, by not ending ${count('hangs')}, nothing shown any more ${count('withheld')}`,
);
console.log(`survived ${survivors.length}: ${equivalent.length} change nothing, ${holes.length} are holes`);
for (const { mutation } of equivalent) console.log(`  ${mutation.id} (line ${mutation.line}): ${reasonOf(mutation.id)}`);
for (const { mutation } of holes) console.log(`  HOLE ${mutation.id} (line ${mutation.line})`);
process.exit(holes.length > 0 ? 1 : 0);

/** All copies are of one moment: the first of the checkout, the others of the first. */
function copyOfCheckout(_, k) {
  const copy = mkdtempSync(join(tmpdir(), 'nabla-mutant-'));
  const from = k === 0 ? root : made[0];
  made.push(copy);
  for (const part of ['src', 'test/random']) cpSync(join(from, part), join(copy, part), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(from, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** As one file: a process that loads hundreds of them takes longer than the derivatives. */
async function runMutant(copy, ...args) {
  const bundle = join(copy, 'mutant.cjs');
  try {
    buildSync({
      entryPoints: [join(copy, 'test/random/mutant.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['mathjs'],
      logLevel: 'silent',
    });
  } catch (failure) {
    return { code: 1, output: String(failure) };
  }
  return runNode([bundle, ...args], LIMIT, copy);
}

function save() {
  mkdirSync(join(root, 'out/campaigns'), { recursive: true });
  writeFileSync(
    resultFile,
    JSON.stringify(
      results.map(({ mutation: { id, line }, found }) => ({ ...found, id, line })),
      null,
      1,
    ),
  );
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
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
