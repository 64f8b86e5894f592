// The fixtures are what the protocol says: each is compiled as a value of its type.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixtures, repository } from './browser.mjs';

test('every fixture has the type that the protocol gives it', () => {
  const folder = join(repository, 'out/page');
  mkdirSync(folder, { recursive: true });
  const constants = Object.values(fixtures).map((content, index) => `export const fixture${index}: PanelContent = ${JSON.stringify(content)};`);
  writeFileSync(join(folder, 'fixtures.ts'), `import type { PanelContent } from '../../src/panel/protocol.ts';\n${constants.join('\n')}\n`);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.panel.json', include: ['fixtures.ts'] }));
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  let report = '';
  try {
    execFileSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    report = `${error.stdout}${error.stderr}`;
  }
  assert.equal(report, '');
});
