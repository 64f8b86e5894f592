// npm run silence -- FOLDER … [--sample 40] [--all]
// The analysis over whole code bases that hold no mathematics: nothing may be flagged there. Prints, by language, files, lines
// of comments, diagnostics, hovers, time, exceptions and the files that are longer than the editor reads; then every
// diagnostic and exception, and a sample of the hovers (--all prints them all): whether they are mathematics is for a person to say. Exit 1 where
// anything was flagged or threw.
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
import { option } from './processes.mjs';

const folder = join(root, 'out/campaigns');
mkdirSync(folder, { recursive: true });
const bundle = join(folder, `silence-${process.pid}.cjs`);
buildSync({ entryPoints: [join(root, 'test/silence/campaign.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });

const asked = foldersOnCommandLine();
const folders = asked.length > 0 ? asked : librariesHere();
const missing = folders.filter(each => !existsSync(each));
if (missing.length > 0) throw new Error(`no such folder: ${missing.join(', ')}`);
const output = await run([bundle, ...folders]);
rmSync(bundle);
const { languages, diagnostics, hovers, exceptions, slowest } = JSON.parse(output);
writeFileSync(join(folder, 'silence.json'), output);

const COLUMNS = ['files', 'characters', 'lines', 'diagnostics', 'hovers', 'milliseconds', 'exceptions', 'tooLong'];
const sum = Object.fromEntries(COLUMNS.map(column => [column, Object.values(languages).reduce((total, counts) => total + counts[column], 0)]));
const row = (name, counts) => `${name.padEnd(18)}${COLUMNS.map(column => Math.round(counts[column]).toLocaleString('en').padStart(15)).join('')}`;
console.log(`${'language'.padEnd(18)}${COLUMNS.map(column => column.padStart(15)).join('')}`);
for (const [name, counts] of Object.entries(languages).sort(([, a], [, b]) => b.lines - a.lines)) console.log(row(name, counts));
console.log(row('all', sum));

const place = ({ path, line, source, says }) => `${path}:${line}\n    ${source}\n    ${says.replaceAll('\n', ' ')}`;
console.log(`\nslowest: ${slowest.map(({ path, milliseconds }) => `${path} ${milliseconds.toFixed(0)} ms`).join(', ')}`);
const shown = process.argv.includes('--all') ? hovers : sampleOf(hovers, Number(option('sample', 40)));
console.log(`\n${shown.length} of ${hovers.length} hovers:`);
for (const hover of shown) console.log(place(hover));
console.log(`\n${diagnostics.length} diagnostics:`);
for (const diagnostic of diagnostics) console.log(`${diagnostic.severity} [${diagnostic.code}] ${place(diagnostic)}`);
console.log(`\n${exceptions.length} exceptions:`);
for (const { path, error } of exceptions) console.log(`${path}\n${error}`);
process.exit(diagnostics.length + exceptions.length > 0 ? 1 : 0);

function foldersOnCommandLine() {
  const found = [];
  for (let k = 2; k < process.argv.length; k++) {
    if (process.argv[k] === '--sample') k++;
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

function run(args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text;
    });
    child.on('close', code => (code === 0 ? done(output) : fail(new Error(`exit ${code}`))));
  });
}
