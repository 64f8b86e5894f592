// npm run fuzz -- [--documents 200000] [--from 0] [--jobs 2] [--fresh] [--report]
// Random documents through the engine, in chunks over processes. It goes on where it was stopped (out/campaigns/fuzz.json);
// --fresh begins again. Ends with the table of counts, every failure with its seed, and the limits of fuzzReport.mjs that
// are exceeded; exit 1 where there is one.
// --report runs nothing and prints the tables of what is done so far, also beside a campaign that is running.
// One seed alone, in full: node --import tsx test/random/campaign.ts SEED

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from '../modules.mjs';
import { addUp, beyondLimits, describe } from './fuzzReport.mjs';
import { helpFrom, inParallel, option, runNode } from './processes.mjs';

helpFrom(import.meta.filename);

/** A process is fast only once its code is compiled: after some hundred documents. */
const CHUNK = 2000;
/** A chunk takes about half a minute; a document on which the engine hangs must not stop the campaign. */
const CHUNK_LIMIT = 900_000;

const from = Number(option('from', 0));
const documents = Number(option('documents', 200_000));
const jobs = Number(option('jobs', Math.max(1, availableParallelism() - 1)));
const stateFile = join(root, 'out/campaigns/fuzz.json');
const state = process.argv.includes('--fresh') ? {} : read(stateFile);

const chunks = Array.from({ length: Math.ceil(documents / CHUNK) }, (_, k) => from + k * CHUNK);
const keyOf = start => `${start}-${start + CHUNK}`;
const isReport = process.argv.includes('--report');
const open = isReport ? [] : chunks.filter(start => !state[keyOf(start)]);
if (!isReport && open.length < chunks.length) console.log(`${chunks.length - open.length} of ${chunks.length} chunks are done already (--fresh begins again)`);
if (open.length > 0) await examineChunks();

const results = chunks.filter(start => state[keyOf(start)]).map(start => ({ start, ...state[keyOf(start)] }));
const broken = results.filter(result => result.broken);
const sum = addUp(results.filter(result => !result.broken));
console.log(`\n${describe(sum)}`);
for (const { seed, status, text, problems } of sum.failures) console.log(`\nseed ${seed}: ${status}\n${text}\n${problems.join('\n')}`);
for (const { start, broken: output } of broken) console.log(`\nchunk from ${start} ended badly:\n${output}`);
const excesses = [...(broken.length > 0 ? [`${broken.length} chunks ended badly`] : []), ...beyondLimits(sum)];
console.log(excesses.length > 0 ? `\nbeyond the limits:\n${excesses.map(each => `  ${each}`).join('\n')}` : '\nwithin all limits');
process.exit(excesses.length > 0 ? 1 : 0);

async function examineChunks() {
  mkdirSync(dirname(stateFile), { recursive: true });
  // one bundle for all chunks: it starts faster, and the checkout may change meanwhile
  const bundle = join(root, `out/campaigns/fuzz-${process.pid}.cjs`);
  buildSync({ entryPoints: [join(root, 'test/random/campaign.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  let finished = chunks.length - open.length;
  await inParallel(open, jobs, async start => {
    const { code, output } = await runNode([bundle, String(start), String(start + CHUNK)], CHUNK_LIMIT);
    const result =
      code === 0
        ? JSON.parse(output.slice(output.lastIndexOf('\n', output.length - 2) + 1))
        : { documents: 0, broken: code === null ? 'stopped after its time' : `exit ${code}\n${output.slice(-2000)}` };
    state[keyOf(start)] = result;
    // a report that is made meanwhile reads a whole file
    writeFileSync(`${stateFile}.new`, JSON.stringify(state));
    renameSync(`${stateFile}.new`, stateFile);
    finished++;
    const failures = result.broken ? 'the process ended badly' : result.failures.map(({ seed }) => `seed ${seed}`).join(', ');
    console.log(`${finished}/${chunks.length} from ${start}${failures ? `: ${failures}` : ''}`);
  });
  rmSync(bundle);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}
