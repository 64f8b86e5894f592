// npm run rules -- [--jobs 1] [--only PART OF AN ID] [--list]
// Switches off each rewriting rule and each derivative in turn and prints which of the published identities read differently
// without it, and which of the further expressions (test/identities/further.json). A rule that nothing needs is dead weight;
// one that a single identity needs was made for it, unless two further expressions need it as well. Ends with the table of
// all rules; exit 1 where one falls short.
//
// All switches are in one bundle, and a rule is switched off for those documents alone that meet it: the others cannot read
// differently.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build, transformSync } from 'esbuild';
import { root } from '../modules.mjs';
import { helpFrom, inParallel, option, runNode } from './processes.mjs';
import { rulesOf, withSwitches } from './ruleSwitches.mjs';

helpFrom(import.meta.filename);

const FILES = [
  ...readdirSync(join(root, 'src/operations')).map(file => `operations/${file}`),
  ...['networkRules', 'elementwise', 'power', 'matrix', 'productNetwork', 'sum', 'pieces', 'rowFunctions', 'facts'].map(name => `tensors/${name}.ts`),
  'calculus/reverse.ts',
  'calculus/forward.ts',
];
/** All documents take some seconds. */
const LIMIT = 60_000;
/** The number of no rule. */
const NONE = -1;
/** How wide the judgements are. */
const JUDGEMENT = 18;

const texts = new Map(FILES.map(file => [file, readFileSync(join(root, 'src', file), 'utf8')]));
const rules = FILES.flatMap(file => rulesOf(file, texts.get(file)).map(rule => ({ file, ...rule })))
  .map((rule, number) => ({ ...rule, number }))
  .filter(isValid);
const wanted = rules.filter(({ id }) => id.includes(option('only', '')));
if (process.argv.includes('--list')) {
  for (const { id, line } of wanted) console.log(`${id} (line ${line})`);
  process.exit(0);
}

// the checkout may change while the campaign runs: everything is read from this folder
const folder = mkdtempSync(join(tmpdir(), 'nabla-rules-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
const bundle = join(folder, 'rows.cjs');
const documents = join(folder, 'rows.json');
const rows = ['identities', 'further'].flatMap(name => JSON.parse(readFileSync(join(root, `test/identities/${name}.json`), 'utf8')));
writeFileSync(documents, JSON.stringify(rows));
await writeBundle();

const usual = await readRows(NONE);
if (usual.broken) throw new Error(`the rows cannot be printed:\n${usual.broken}`);
const results = [];
await inParallel(wanted, Number(option('jobs', 1)), async rule => {
  const result = await without(rule);
  results.push(result);
  console.log(`${result.id} (line ${result.line}): ${countsOf(result)}`);
});

mkdirSync(join(root, 'out/campaigns'), { recursive: true });
writeFileSync(join(root, 'out/campaigns/rules.json'), JSON.stringify(results, null, 1));
printReport();
process.exit(results.some(fallsShort) ? 1 : 0);

/** Which rows read differently without the rule. */
async function without({ id, line, number }) {
  const reached = usual.loading.includes(number) ? rows.map((_, k) => k) : rows.flatMap((_, k) => (usual.rows[k].met.includes(number) ? [k] : []));
  const found = reached.length === 0 ? { rows: [] } : await readRows(number, reached);
  const changed = (found.rows ?? []).flatMap((read, k) => {
    const before = usual.rows[reached[k]];
    const isSame = before.printed === read.printed && before.verdict === read.verdict;
    return isSame ? [] : [{ id: rows[reached[k]].id, with: readingOf(before), without: readingOf(read) }];
  });
  return {
    id,
    line,
    reached: reached.length,
    identities: changed.filter(each => !isFurther(each)),
    further: changed.filter(isFurther),
    broken: found.broken ?? null,
  };
}

async function readRows(number, numbers) {
  const { code, output } = await runNode([bundle, String(number), documents, ...(numbers ? [numbers.join(',')] : [])], LIMIT);
  if (code !== 0) return { broken: code === null ? 'stopped after its time' : output.slice(-1500) };
  return JSON.parse(output.slice(output.lastIndexOf('\n', output.length - 2) + 1));
}

async function writeBundle() {
  const switches = {
    name: 'switches',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(join(root, 'src'), path).replaceAll('\\', '/');
        const own = rules.filter(rule => rule.file === file);
        return own.length > 0 ? { contents: withSwitches(texts.get(file), own), loader: 'ts' } : undefined;
      }),
  };
  await build({
    entryPoints: [join(import.meta.dirname, 'switchedRows.mjs')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    inject: [join(import.meta.dirname, 'switchedRules.mjs')],
    plugins: [switches],
  });
}

/** Rules are found in the text: what is no expression is none. */
function isValid(rule) {
  try {
    transformSync(withSwitches(texts.get(rule.file), [rule]), { loader: 'ts' });
    return true;
  } catch {
    return false;
  }
}

function printReport() {
  console.log(`\n${'identities'.padStart(10)} ${'further'.padStart(8)}  ${'judgement'.padEnd(JUDGEMENT)}  rule`);
  for (const result of results) {
    const counts = [result.identities, result.further].map(({ length }) => (result.broken === null ? String(length) : '–'));
    console.log(`${counts[0].padStart(10)} ${counts[1].padStart(8)}  ${judgementOf(result).padEnd(JUDGEMENT)}  ${result.id}`);
  }
  console.log('\nneeded by one identity, with the further expressions that need it:');
  for (const { id, identities, further } of results.filter(result => result.identities.length === 1))
    console.log([`  ${id}: ${describe(identities[0])}`, ...further.slice(0, 3).map(each => `    ${describe(each)}`)].join('\n'));
  const short = results.filter(fallsShort);
  console.log(`\n${results.length} rules, ${short.length} of them needed by too little:`);
  for (const result of short) console.log(`  ${result.id} (line ${result.line}): ${countsOf(result)}`);
}

/** Needed by two identities, by one and two further expressions, or by two further expressions alone. */
function fallsShort({ broken, identities, further }) {
  return broken === null && identities.length < 2 && further.length < 2;
}

function judgementOf(result) {
  if (result.broken !== null) return 'nothing ends';
  if (fallsShort(result)) return result.reached === 0 ? 'met by nothing' : 'needed too little';
  return result.identities.length < 2 ? 'by further ones' : 'by identities';
}

function countsOf({ broken, identities, further, reached }) {
  return broken === null ? `${identities.length} identities, ${further.length} further, met by ${reached}` : 'the engine does not end';
}

/** Rows of further.json have names of their own. */
function isFurther({ id }) {
  return id.startsWith('further-');
}

function describe({ id, with: before, without }) {
  return `${id}: ${before.printed} ⇐ ${without.printed}`;
}

function readingOf({ printed, verdict }) {
  return { printed, verdict };
}
