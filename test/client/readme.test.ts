import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '../..');

test('README.md lists the settings of package.json as they are (node tools/settings.mjs writes them)', async () => {
  const { currentReadme } = await import(pathToFileURL(join(root, 'tools/settings.mjs')).href);
  const written = readFileSync(join(root, 'README.md'), 'utf8');
  assert.equal(currentReadme(), written);
  const settings = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).contributes.configuration.properties);
  assert.ok(settings.length > 5);
  for (const name of settings) assert.ok(written.includes(`| \`${name}\` |`), name);
});
test('README.md names every command', () => {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const strings = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  for (const { title } of contributes.commands) {
    const shown = `Nabla: ${strings[title.slice(1, -1)]}`;
    assert.ok(text.includes(shown), shown);
  }
});
