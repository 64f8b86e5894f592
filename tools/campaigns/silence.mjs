// npm run silence -- FOLDER … [--sample 40] [--all] | --planted 400 FOLDER …
// The analysis over whole code bases that hold no mathematics: nothing may be flagged there. Prints, by language, files, lines
// of comments, diagnostics, hovers, time, exceptions and the files that are longer than the editor reads; then every
// diagnostic and exception, and a sample of the hovers (--all prints them all): whether they are mathematics is for a person to say. Exit 1 where
// anything was flagged or threw.
//
// --planted puts so many claims with their declarations, every other one wrong, into comments in functions of the same files
// (test/silence/claims.ts) and counts those that are found: nine of ten must be, verified or flagged as they deserve, and
// nothing else in those files may be flagged.
//
// Without a folder: node_modules, and what the machine has of /usr/include and of the standard libraries of Python, Perl, Ruby and R.
// More, in many languages, are Debian's sources; with `deb-src` among the sources of apt:
//   mkdir -p ~/sources && cd ~/sources && for package in git redis curl postgresql-15 rails node-typescript python-django golang-1.19 rustc \
//     kotlin scala tomcat10 wordpress symfony perl ruby3.1 elixir-lang ocaml ghc mono mpich; do apt-get source --download-only $package; done
//   for archive in *.orig*.tar.*; do mkdir -p "${archive%%.orig*}" && tar -xf "$archive" -C "${archive%%.orig*}"; done
//   npm run silence -- ~/sources

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from '../modules.mjs';
import { helpFrom, option } from './processes.mjs';

helpFrom(import.meta.filename);

const LEAST_FOUND = 0.9;

const folder = join(root, 'out/campaigns');
const asked = foldersOnCommandLine();
const folders = asked.length > 0 ? asked : librariesHere();
const missing = folders.filter(each => !existsSync(each));
if (missing.length > 0) throw new Error(`no such folder: ${missing.join(', ')}`);
const planted = option('planted', null);
process.exit(planted === null ? await readAll() : await readPlanted());

async function readAll() {
  const output = await run('test/silence/campaign.ts', folders);
  writeFileSync(join(folder, 'silence.json'), output);
  const { languages, diagnostics, hovers, exceptions, slowest } = JSON.parse(output);
  printCounts(languages);
  console.log(`\nslowest: ${slowest.map(({ path, milliseconds }) => `${path} ${milliseconds.toFixed(0)} ms`).join(', ')}`);
  const shown = process.argv.includes('--all') ? hovers : sampleOf(hovers, Number(option('sample', 40)));
  console.log(`\n${shown.length} of ${hovers.length} hovers:`);
  for (const hover of shown) console.log(place(hover));
  console.log(`\n${diagnostics.length} diagnostics:`);
  for (const diagnostic of diagnostics) console.log(`${diagnostic.severity} [${diagnostic.code}] ${place(diagnostic)}`);
  console.log(`\n${exceptions.length} exceptions:`);
  for (const { path, error } of exceptions) console.log(`${path}\n${error}`);
  return diagnostics.length + exceptions.length > 0 ? 1 : 0;
}

async function readPlanted() {
  const outcomes = JSON.parse(await run('test/silence/plantedCampaign.ts', [planted, ...folders]));
  for (const key of ['languageId', 'mistake', 'family']) {
    const counts = new Map();
    for (const each of outcomes) {
      const name = each[key] ?? 'right';
      const row = counts.get(name) ?? { found: 0, silent: 0, wrong: 0 };
      counts.set(name, row);
      row[each.outcome]++;
    }
    console.log(`\n${key.padEnd(28)}${'found'.padStart(8)}${'silent'.padStart(8)}${'wrong'.padStart(8)}`);
    for (const [name, { found, silent, wrong }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
      console.log(`${name.padEnd(28)}${String(found).padStart(8)}${String(silent).padStart(8)}${String(wrong).padStart(8)}`);
  }
  for (const { outcome, seed, path, mistake, lines } of outcomes.filter(each => each.outcome !== 'found'))
    console.log(`\n${outcome}, seed ${seed}, ${mistake ?? 'right'}: ${path}\n  ${lines.join('\n  ')}`);
  const others = outcomes.flatMap(each => each.others.map(other => `${each.path}:${other}`));
  for (const other of others) console.log(`flagged beside what was planted: ${other}`);
  const kinds = [outcomes.filter(each => each.mistake === null), outcomes.filter(each => each.mistake !== null)];
  const shares = kinds.map(kind => kind.filter(each => each.outcome === 'found').length / kind.length);
  console.log(
    `\nof ${kinds[0].length} right claims ${(100 * shares[0]).toFixed(1)} % are verified, of ${kinds[1].length} wrong ones ${(100 * shares[1]).toFixed(1)} % flagged`,
  );
  const isWrong = outcomes.some(each => each.outcome === 'wrong');
  return isWrong || others.length > 0 || shares.some(share => !(share >= LEAST_FOUND)) ? 1 : 0;
}

function printCounts(languages) {
  const COLUMNS = ['files', 'characters', 'lines', 'diagnostics', 'hovers', 'milliseconds', 'exceptions', 'tooLong'];
  const sum = Object.fromEntries(COLUMNS.map(column => [column, Object.values(languages).reduce((total, counts) => total + counts[column], 0)]));
  const row = (name, counts) => `${name.padEnd(18)}${COLUMNS.map(column => Math.round(counts[column]).toLocaleString('en').padStart(15)).join('')}`;
  console.log(`${'language'.padEnd(18)}${COLUMNS.map(column => column.padStart(15)).join('')}`);
  for (const [name, counts] of Object.entries(languages).sort(([, a], [, b]) => b.lines - a.lines)) console.log(row(name, counts));
  console.log(row('all', sum));
}

function place({ path, line, source, says }) {
  return `${path}:${line}\n    ${source}\n    ${says.replaceAll('\n', ' ')}`;
}

function foldersOnCommandLine() {
  const found = [];
  for (let k = 2; k < process.argv.length; k++) {
    if (process.argv[k] === '--sample' || process.argv[k] === '--planted') k++;
    else if (!process.argv[k].startsWith('--')) found.push(process.argv[k]);
  }
  return found;
}

function librariesHere() {
  const below = (top, name) =>
    existsSync(top)
      ? readdirSync(top)
          .filter(entry => name.test(entry))
          .map(entry => join(top, entry))
      : [];
  return [join(root, 'node_modules'), '/usr/include', ...below('/usr/lib', /^(python3|ruby|R)/), '/usr/share/perl', '/usr/share/perl5'].filter(existsSync);
}

/** Evenly spread, so that two runs over the same files show the same. */
function sampleOf(items, count) {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, k) => items[Math.floor(k * step)]);
}

/** A script of the repository as one bundle; what it prints. */
function run(script, args) {
  mkdirSync(folder, { recursive: true });
  const bundle = join(folder, `silence-${process.pid}.cjs`);
  buildSync({ entryPoints: [join(root, script)], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bundle, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text;
    });
    child.on('close', code => {
      rmSync(bundle);
      if (code === 0) done(output);
      else fail(new Error(`${script}: exit ${code}`));
    });
  });
}
