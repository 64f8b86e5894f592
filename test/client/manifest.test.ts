import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { clientCommands } from '../../src/client/commandNames.ts';
import { LANGUAGE_IDS } from '../../src/code/input.ts';
import { commands } from '../../src/ide/requests.ts';
import { readToolInput, type ToolName, toolNames } from '../../src/ide/tools.ts';
import { certify } from '../../src/numeric/index.ts';

useCertifier(certify);
const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const strings: Readonly<Record<string, string>> = JSON.parse(read('package.nls.json'));
const { contributes } = manifest;

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
const all = stringsIn(manifest);

describe('package.json', () => {
  test('every %key% has its string, and every string is used', () => {
    const used = all.flatMap(text => (/^%.*%$/.test(text) ? [text.slice(1, -1)] : []));
    assert.deepEqual([...new Set(used)].sort(), Object.keys(strings).sort());
    for (const [key, text] of Object.entries(strings)) assert.ok(text.trim() !== '', key);
  });
  test('no string that a user sees stands in it directly', () => {
    const seen = /^(title|description|markdownDescription|label|displayName|category|userDescription)$/;
    const bare: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'string' && seen.test(key) && !inner.startsWith('%')) bare.push(`${path}.${key}`);
        else if (/^(enumDescriptions|markdownEnumDescriptions)$/.test(key)) bare.push(...stringsIn(inner).filter(text => !text.startsWith('%')));
        else if (key !== 'inputSchema') walk(inner, `${path}.${key}`);
      }
    };
    walk(contributes, 'contributes');
    assert.deepEqual(bare, []);
  });
  test('it declares the commands that there are, and no others', () => {
    const declared = contributes.commands.map(({ command }: { command: string }) => command).sort();
    assert.deepEqual(declared, [...Object.values(commands), ...Object.values(clientCommands)].sort());
  });
  test('menus, key bindings and links of the walkthrough run commands of its own', () => {
    const own = contributes.commands.map(({ command }: { command: string }) => command);
    const menus: readonly { command?: string; submenu?: string }[] = Object.values(contributes.menus).flat() as never;
    const links = [
      ...Object.values(strings)
        .join('\n')
        .matchAll(/\(command:(nabla\.\w+)/g),
    ].map(([, name]) => name!);
    const run = [...menus.flatMap(({ command }) => command ?? []), ...contributes.keybindings.map(({ command }: { command: string }) => command), ...links];
    assert.deepEqual(
      run.filter(command => !own.includes(command)),
      [],
    );
    const submenus = contributes.submenus.map(({ id }: { id: string }) => id);
    assert.deepEqual(
      menus.flatMap(({ submenu }) => submenu ?? []),
      submenus,
    );
    for (const id of submenus) assert.ok(contributes.menus[id].length > 0, id);
  });
  test('the palette has the commands of the cursor only where there is mathematics, and the others wherever they do something', () => {
    const wanted = new Map<string, string>(contributes.menus.commandPalette.map(({ command, when }: { command: string; when: string }) => [command, when]));
    const everywhere = [commands.restartServer, commands.showLog, clientCommands.openExample, clientCommands.copyDebugInformation];
    for (const { command } of contributes.commands as readonly { command: string }[]) {
      const expected = command === clientCommands.checkWorkspace ? 'workspaceFolderCount > 0' : 'nabla.hasMathematics';
      assert.equal(wanted.get(command), (everywhere as readonly string[]).includes(command) ? undefined : expected, command);
    }
  });
  test('key bindings are chords of three strokes behind a start that no command has, each once', () => {
    const keys: readonly string[] = contributes.keybindings.map(({ key }: { key: string }) => key);
    assert.equal(new Set(keys).size, keys.length);
    for (const key of keys) assert.match(key, /^ctrl\+k j [a-z]$/);
  });
  test('the files it names are there and come along in the package', () => {
    const [everything, ...lines] = read('.vscodeignore').trim().split('\n');
    assert.ok(everything === '**' && lines.every(line => line.startsWith('!')), 'a list of what is packed');
    const patterns = lines.map(line => new RegExp(`^${line.slice(1).replace(/\./g, '\\.').replace(/\*/g, '[^/]*')}$`));
    const isPacked = (file: string) => patterns.some(pattern => pattern.test(file));
    const files = [
      ...all.filter(text => text.startsWith('./media/')),
      manifest.icon,
      'package.nls.json',
      'package.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
    ];
    for (const file of files.map(name => name.replace(/^\.\//, ''))) {
      assert.ok(existsSync(join(root, file)), `${file} is there`);
      assert.ok(isPacked(file), `${file} is packed`);
    }
    for (const file of ['src/index.ts', 'test/run.ts', 'docs/language.md', 'media/other.png', 'node_modules/a/index.js']) assert.ok(!isPacked(file), file);
  });
});

describe('tools of language models', () => {
  const declared: readonly {
    name: ToolName;
    modelDescription: string;
    inputSchema: { properties: Record<string, { description: string; enum?: string[] }>; required: string[] };
  }[] = contributes.languageModelTools;
  test('are those that the server answers', () => assert.deepEqual(declared.map(({ name }) => name).sort(), [...toolNames].sort()));
  test('take what their schemas say', () => {
    for (const { name, inputSchema } of declared) {
      const values = Object.entries(inputSchema.properties).map(([key, schema]) => [key, schema.enum?.[0] ?? 'x']);
      assert.ok(!('problem' in readToolInput(name, Object.fromEntries(values))), name);
      for (const required of inputSchema.required)
        assert.ok('problem' in readToolInput(name, Object.fromEntries(values.filter(([key]) => key !== required))), required);
    }
    const code = declared.find(({ name }) => name === 'nabla_derive')!.inputSchema.properties.code!;
    assert.deepEqual(code.enum, LANGUAGE_IDS);
  });
});

describe('snippets', () => {
  const snippets: Readonly<Record<string, { prefix: string[]; body: string[]; description: string }>> = JSON.parse(read('media/snippets.json'));
  const written = ({ body }: { body: string[] }) =>
    body
      .join('\n')
      .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
      .replace(/\$\{\d+:([^}]*)\}/g, '$1')
      .replace('$0', '');

  test('as they are inserted they make a document without a problem', () => {
    const text = Object.values(snippets).map(written).join('\n');
    assert.ok(!text.includes('$'), text);
    const analysis = analyzeDocument(text, { certify: true });
    assert.deepEqual(
      analysis.diagnostics().map(({ message }) => message),
      [],
    );
    const { length } = Object.keys(snippets);
    assert.equal(analysis.statements.length, length, text);
  });
  test('their prefixes are words of their own', () => {
    const prefixes = Object.values(snippets).flatMap(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    for (const prefix of prefixes) assert.match(prefix, /^[a-z]{5,}$/);
  });
});
