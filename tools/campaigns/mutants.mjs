// npm run mutants -- [--jobs 1] [--only PART OF AN ID] [--folders calculus,lowering,operations] [--again | --fresh] [--list]
// Breaks the differential of every rule and every case of lowering, one change at a time, and asks whether the certificate
// withholds the wrong derivative. Survivors are listed with the reason why they are right (survivors.mjs) or as holes: exit 1
// where there is a hole. It goes on where it was stopped (out/campaigns/mutants.json) while the sources are the same;
// --fresh begins again, --again runs those that survived with the sources of now. --list prints the mutations and the rules
// that have none. With --folders numeric it breaks the certificate itself, which must then contradict right derivatives.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../modules.mjs';
import { copyOfCheckout, filesOf, stateOf } from './checkout.mjs';
import { Engine } from './engine.mjs';
import { examine, observe } from './examineMutant.mjs';
import { mutationsOf } from './mutations.mjs';
import { helpFrom, inParallel, option } from './processes.mjs';
import { reasonOf } from './survivors.mjs';

helpFrom(import.meta.filename);

/** Where derivatives are made. */
const FOLDERS = 'calculus,lowering,operations';
/** What words refusals and conditions, what chooses among equal forms, what reads the rows, and algorithms for numbers. */
const LEFT_OUT = [
  ...['refusal.ts', 'validity.ts', 'expand.ts', 'outline.ts', 'derivativeForm.ts'].map(file => `calculus/${file}`),
  'lowering/unsupported.ts',
  ...['errorFunction.ts', 'jacobi.ts', 'sides.ts', 'spelling.ts', 'codeSpelling.ts'].map(file => `operations/${file}`),
];
const PARTS = ['src', 'test/random'];

const has = name => process.argv.includes(`--${name}`);
const folders = option('folders', FOLDERS);
const resultFile = join(root, `out/campaigns/mutants${folders === FOLDERS ? '' : `-${folders}`}.json`);
const copy = copyOfCheckout(PARTS);
const files = filesOf(copy, folders.split(',')).filter(file => !LEFT_OUT.includes(file));
const { mutations, rows } = mutationsOf(copy, files);
const wanted = mutations.filter(({ id }) => id.includes(option('only', '')));
if (has('list')) {
  for (const { id, line } of wanted) console.log(`${id} (line ${line})`);
  printCounts();
  process.exit(0);
}

const state = stateOf(copy, PARTS);
const results = new Map(Object.entries(has('fresh') ? {} : known()));
const open = wanted.filter(({ id }) => !results.has(id));
if (results.size > 0) console.log(`${results.size} of ${mutations.length} mutants are done already`);
if (open.length > 0) await run();
process.exit(printReport() > 0 ? 1 : 0);

async function run() {
  const jobs = Number(option('jobs', 1));
  const engines = Array.from({ length: jobs }, () => new Engine(copy));
  const all = [...engines];
  const unbroken = await observe(copy, open);
  const odd = unbroken.answers.filter(({ verdict }) => verdict !== 'verified');
  if (odd.length > 0)
    console.log(
      `the unbroken engine verifies all but ${odd.length} of ${unbroken.answers.length} documents: ${[...new Set(odd.map(({ verdict }) => verdict.split(' ')[0]))].join(', ')}`,
    );
  let saved = Date.now();
  await inParallel(open, jobs, async mutation => {
    const engine = engines.pop();
    const found = await examine(engine, mutation, unbroken);
    engines.push(engine);
    results.set(mutation.id, { ...found, line: mutation.line });
    if (found.kind === 'survived' && !reasonOf(mutation.id)) console.log(`survived: ${mutation.id} (line ${mutation.line}), ${wayOf(found)}`);
    if (results.size % 100 === 0) console.log(`${results.size}/${mutations.length}`);
    if (Date.now() - saved < 5000) return;
    saved = Date.now();
    save();
  });
  save();
  for (const engine of all) await engine.close();
}

/** Of the same sources, or with --again those that were caught, of whatever sources. */
function known() {
  let saved;
  try {
    saved = JSON.parse(readFileSync(resultFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
  const ids = new Set(mutations.map(({ id }) => id));
  const isKept = ([id, { kind }]) => ids.has(id) && (has('again') ? kind !== 'survived' : saved.state === state);
  return Object.fromEntries(Object.entries(saved.results ?? {}).filter(isKept));
}

function save() {
  mkdirSync(join(root, 'out/campaigns'), { recursive: true });
  writeFileSync(resultFile, JSON.stringify({ state, results: Object.fromEntries(results) }, null, 1));
}

function wayOf({ reached, changed }) {
  if (reached === 0) return 'reached by no document';
  return changed === undefined
    ? `reached by ${reached} documents, which print the same`
    : `reached by ${reached} documents, document ${changed} prints something else`;
}

/** @returns how many holes there are */
function printReport() {
  const done = wanted.filter(({ id }) => results.has(id));
  const kindOf = ({ id }) => results.get(id).kind;
  const summary = of =>
    ['disagrees', 'withheld', 'threw', 'hangs', 'survived'].map(kind => `${kind} ${of.filter(each => kindOf(each) === kind).length}`).join(' · ');
  for (const file of files) {
    const own = done.filter(mutation => mutation.file === file);
    if (own.length > 0) console.log(`  ${file}: ${own.length}: ${summary(own)}`);
  }
  console.log(`${done.length} mutants: ${summary(done)}`);
  const survivors = done.filter(mutation => kindOf(mutation) === 'survived');
  const holes = survivors.filter(({ id }) => !reasonOf(id));
  console.log(`caught ${done.length - survivors.length}; ${survivors.length - holes.length} change nothing; ${holes.length} are holes`);
  for (const { id, line } of survivors) if (reasonOf(id)) console.log(`  ${id} (line ${line}): ${reasonOf(id)}`);
  for (const { id, line } of holes) console.log(`  HOLE ${id} (line ${line}), ${wayOf(results.get(id))}`);
  return holes.length;
}

function printCounts() {
  for (const file of files) console.log(`${file}: ${mutations.filter(mutation => mutation.file === file).length} mutations`);
  const places = mutations.map(({ file, where }) => `${file} ${where}`);
  const bare = rows.filter(({ file, where }) => !places.some(place => place.startsWith(`${file} ${where}`)));
  console.log(`${rows.length} rules, cases and functions, ${bare.length} without a mutation`);
  for (const { file, where, line } of bare) console.log(`  ${file} ${where} (line ${line})`);
}
