// node tools/settings.mjs [--check]: writes the tables of commands and settings in README.md from package.json, or says whether they are current.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const read = file => readFileSync(join(root, file), 'utf8');

/** README.md with its tables as package.json has them now. */
export function currentReadme() {
  const { contributes } = JSON.parse(read('package.json'));
  const strings = JSON.parse(read('package.nls.json'));
  const text = key => (/^%.*%$/.test(key) ? strings[key.slice(1, -1)] : key);
  const settings = Object.entries(contributes.configuration.properties)
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([name, setting]) => {
      const values = setting.enum ? ` (${setting.enum.map(value => `\`${value}\``).join(', ')})` : '';
      // links of the settings editor lead nowhere else
      const description = text(setting.markdownDescription ?? setting.description).replace(/`#([\w.]+)#`/g, '`$1`');
      return `| \`${name}\` | \`${JSON.stringify(setting.default).replace(/^"(.*)"$/, '$1')}\` | ${cell(description)}${values} |`;
    });
  const table = ['| setting | default | |', '| --- | --- | --- |', ...settings].join('\n');
  return read('README.md').replace(/(<!-- settings -->\n)[\s\S]*?(\n<!-- end of settings -->)/, (_, before, after) => `${before}\n${table}\n${after}`);
}

function cell(text) {
  return text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const current = currentReadme();
  const isCurrent = current === read('README.md');
  if (!process.argv.includes('--check')) writeFileSync(join(root, 'README.md'), current);
  else if (!isCurrent) {
    console.error('README.md is not current: node tools/settings.mjs');
    process.exit(1);
  }
}
