// npm run latex: every LaTeX text of the identities in one document, compiled by pdflatex with amsmath and nothing else.
// Needs TeX (on Debian: texlive-latex-base). Prints how many texts there are and every error with the text it belongs to.

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../modules.mjs';
import { helpFrom, runScript } from './processes.mjs';

helpFrom(import.meta.filename);

const folder = join(root, 'out/campaigns');
mkdirSync(folder, { recursive: true });
const { code, output } = await runScript(['test/identities/latexDocument.ts'], 300_000);
if (code !== 0) throw new Error(output);
writeFileSync(join(folder, 'identities.tex'), output);
const compiled = spawnSync('pdflatex', ['-interaction=nonstopmode', '-file-line-error', 'identities.tex'], {
  cwd: folder,
  encoding: 'latin1',
  maxBuffer: 2 ** 27,
});
if (compiled.error?.code === 'ENOENT') {
  console.error('pdflatex is not installed (on Debian: apt-get install texlive-latex-base)');
  process.exit(2);
}
let at = '';
let texts = 0;
const errors = [];
for (const line of compiled.stdout.split('\n')) {
  if (line.startsWith('NABLA ')) {
    at = line.slice(6);
    texts++;
  }
  if (/^(!|.*\.tex:\d+:)/.test(line)) errors.push(`${at}: ${line}`);
}
console.log(`${texts} texts, ${errors.length} errors; ${join(folder, 'identities.pdf')}`);
for (const error of errors) console.log(error);
process.exit(compiled.status !== 0 || errors.length > 0 || texts === 0 ? 1 : 0);
