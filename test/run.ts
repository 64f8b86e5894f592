// All unit tests in one process: node --import tsx --test-reporter=./tools/reporter.mjs test/run.ts [--built] [PART OF A PATH]
// test/dist needs a build and runs with --built only; test/e2e and test/page run elsewhere.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const args = process.argv.slice(2);
const part = args.find(argument => !argument.startsWith('--')) ?? '';
const elsewhere = ['e2e', 'page', ...(args.includes('--built') ? [] : ['dist'])];
const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.test.ts') && !elsewhere.includes(file.split('/')[0]!) && file.includes(part))
  .sort();
if (files.length === 0) throw new Error(`no test file matches '${part}'`);
for (const file of files) {
  try {
    require(join(__dirname, file));
  } catch (error) {
    test(`${file} can be loaded`, () => {
      throw error;
    });
  }
}
