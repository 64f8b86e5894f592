import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { describe, test } from 'node:test';

/** A folder imports from itself and from those before it. */
const order = [
  'operations',
  'syntax',
  'dimensions',
  'tensors',
  'shapes',
  'lowering',
  'documents',
  'numeric',
  'notation',
  'calculus',
  'code',
  'properties',
  'derivations',
  'analysis',
  'ide',
];
/** Import from all of the above, and from each other only what `shared` names. */
const outer = ['server', 'mcp', 'client', 'panel', 'cli', 'mathjax'];
/** Files that others may import across: types, or the text of a page. */
const shared: Readonly<Record<string, 'types' | 'values'>> = {
  'panel/protocol.ts': 'types',
  'panel/html.ts': 'values',
  'cli/workspaceFiles.ts': 'values',
  'server/engine.ts': 'types',
  'server/workspaceFiles.ts': 'types',
  'server/nodeEngine.ts': 'values',
  'mathjax/index.ts': 'types',
  'mathjax/protocol.ts': 'types',
};
/** Entries that are loaded on demand, as a bundle of their own. */
const lazy = [
  ['client', 'mathjax/index.ts'],
  ['server', 'ide/engine.ts'],
  ['server', 'numeric/index.ts'],
  ['server', 'code/index.ts'],
  ['cli', 'code/index.ts'],
  ['cli', 'numeric/index.ts'],
  ['cli', 'server/node.ts'],
  ['cli', 'mcp/node.ts'],
];
/** Packages, and the folders that may import them. */
const packages: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^vscode$/, ['client']],
  [/^vscode-languageclient(\/|$)/, ['client']],
  [/^vscode-languageserver(-textdocument)?(\/|$)/, ['server']],
  [/^@modelcontextprotocol\/sdk\//, ['mcp']],
  [/^katex(\/|$)/, ['panel']],
  [/^mathjax-full(\/|$)/, ['mathjax']],
  [/^mathjs(\/|$)/, ['numeric']],
  [/^ignore$/, ['cli', 'client']],
  [/^jsonc-parser$/, ['client']],
  [/^node:/, ['cli']],
];

interface Import {
  /** Relative to src. */
  readonly file: string;
  readonly target: string;
  readonly kind: 'types' | 'values' | 'lazy';
}

const root = join(__dirname, '../src');
const imports = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.ts'))
  .flatMap(file => importsOf(file, readFileSync(join(root, file), 'utf8')));

describe('imports', () => {
  test('this test sees them', () => {
    assert.ok(imports.length > 50);
    assert.ok(imports.some(({ kind }) => kind === 'types') && imports.some(({ kind }) => kind === 'lazy'));
  });
  test('point from the editor towards the syntax, never back', () =>
    assert.deepEqual(
      imports
        .filter(isRelative)
        .filter(found => !mayImport(found))
        .map(describeImport),
      [],
    ));
  test('bring packages only where they belong', () => {
    const wrong = imports
      .filter(found => !isRelative(found))
      .filter(({ file, target }) => !packages.some(([name, folders]) => name.test(target) && folders.includes(folderOf(file))));
    assert.deepEqual(wrong.map(describeImport), []);
  });
  test('name files that are there, with their extension', () => {
    const broken = imports.filter(isRelative).filter(({ file, target }) => !existsSync(join(root, resolve(file, target))));
    assert.deepEqual(broken.map(describeImport), []);
  });
  test('of Node’s modules carry the prefix node:', () =>
    assert.deepEqual(imports.filter(({ target }) => builtinModules.includes(target)).map(describeImport), []));
  test('no folder is unknown to this test', () => {
    const folders = new Set(imports.map(({ file }) => folderOf(file)));
    assert.deepEqual(
      [...folders].filter(folder => ![...order, ...outer, 'index.ts'].includes(folder)),
      [],
    );
  });
});

function mayImport({ file, target, kind }: Import): boolean {
  const path = resolve(file, target);
  if (path === '../package.json' || path === '../package.nls.json') return outer.includes(folderOf(file));
  const from = folderOf(file);
  const to = folderOf(path);
  if (from === to) return true;
  if (kind === 'lazy') return lazy.some(([folder, entry]) => folder === from && entry === path);
  if (path in shared && (kind === 'types' || shared[path] === 'values')) return outer.includes(from) || kind === 'types';
  if (from === 'index.ts') return order.includes(to);
  if (!order.includes(to)) return false;
  return outer.includes(from) || order.indexOf(to) < order.indexOf(from);
}

function importsOf(file: string, text: string): readonly Import[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found: Import[] = [];
  const statement = /^(?:import|export)\s+(type\s+)?(?:(\w+\s*,?\s*)?(\{[^}]*\}|\*(?:\s+as\s+\w+)?)?\s*from\s+)'([^']+)';/gm;
  for (const [, type, , names = '', target] of bare.matchAll(statement)) {
    const onlyTypes = /^\{(\s*type\s+[^,}]+,?)+\s*\}$/.test(names);
    found.push({ file, target: target!, kind: type || onlyTypes ? 'types' : 'values' });
  }
  for (const [, target] of bare.matchAll(/^import\s+'([^']+)';/gm)) found.push({ file, target: target!, kind: 'values' });
  for (const [, target] of bare.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)) found.push({ file, target: target!, kind: 'lazy' });
  for (const [, target] of bare.matchAll(/\brequire\(\s*'([^']+)'\s*\)/g)) found.push({ file, target: target!, kind: 'values' });
  return found;
}

function isRelative({ target }: Import): boolean {
  return target.startsWith('.');
}
function resolve(file: string, target: string): string {
  return posix.join(posix.dirname(file), target);
}
function folderOf(path: string): string {
  return path.split('/')[0]!;
}
function describeImport({ file, target, kind }: Import): string {
  return `${file} imports ${target} (${kind})`;
}
