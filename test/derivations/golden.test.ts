/**
 * Whole derivations as a reader sees them. Each file in golden/ has a program, a line of dashes, and what is derived.
 * UPDATE_GOLDEN=1 writes them anew; read the difference before it is kept.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { renderProgram } from './render.ts';

const folder = join(__dirname, 'golden');
const separator = '\n----------\n';

describe('derivations', () => {
  const files = readdirSync(folder).filter(file => file.endsWith('.txt'));
  assert.ok(files.length >= 10);
  for (const file of files)
    test(file.replace(/\.txt$/, '').replaceAll('-', ' '), () => {
      const path = join(folder, file);
      const [program = '', expected = ''] = readFileSync(path, 'utf8').split(separator);
      const found = `${renderProgram(program.trim())}\n`;
      if (process.env.UPDATE_GOLDEN) writeFileSync(path, `${program.trim()}\n${separator.trimStart()}${found}`);
      else assert.equal(found, expected);
    });
});
