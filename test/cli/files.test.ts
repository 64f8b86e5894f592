import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { collectFiles, readText } from '../../src/cli/files.ts';
import { languageOf } from '../../src/documents/fileNames.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function tree(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nabla-files-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
const names = (cwd: string, ...args: string[]) => collectFiles(args, cwd, null).files.map(file => file.name);

describe('files', () => {
  test('a folder stands for its files in known languages, sorted, without hidden ones and node_modules', () => {
    const cwd = tree({ 'b.mc': '', 'a/x.py': '', 'a/.hidden.py': '', '.venv/y.py': '', 'node_modules/z.js': '', 'picture.png': '', 'a/n.tex': '' });
    assert.deepEqual(names(cwd, '.'), ['a/n.tex', 'a/x.py', 'b.mc']);
    assert.deepEqual(names(cwd, 'b.mc', 'a'), ['b.mc', 'a/n.tex', 'a/x.py']);
  });
  test('what .gitignore leaves out is skipped: in every folder, with exceptions, from the root of the repository down', () => {
    const cwd = tree({
      '.git/info/exclude': 'local.py\n',
      '.gitignore': 'build/\n*.gen.py\n/top.py\n',
      'top.py': '',
      'local.py': '',
      'src/top.py': '',
      'src/a.gen.py': '',
      'src/.gitignore': '!keep.gen.py\nsecret/*\n!secret/ok.py\n',
      'src/keep.gen.py': '',
      'src/secret/x.py': '',
      'src/secret/ok.py': '',
      'src/build/y.py': '',
    });
    const wanted = ['src/keep.gen.py', 'src/secret/ok.py', 'src/top.py'];
    assert.deepEqual(names(cwd, '.'), wanted);
    assert.deepEqual(
      names(join(cwd, 'src'), '.'),
      wanted.map(name => name.slice(4)),
    );
  });
  test('.gitignore counts outside a repository too, but not that of folders above', () => {
    const cwd = tree({ '.gitignore': '*.py\n', 'inner/.gitignore': 'b.mc\n', 'inner/a.py': '', 'inner/b.mc': '', 'inner/c.mc': '' });
    assert.deepEqual(names(cwd, 'inner'), ['inner/a.py', 'inner/c.mc']);
  });
  test('a file that is named is read even where a folder would leave it out', () => {
    const cwd = tree({ '.gitignore': 'a.py\n', 'a.py': '' });
    assert.deepEqual(names(cwd, 'a.py'), ['a.py']);
  });
  test('a link to a folder above does not lead round in circles', () => {
    const cwd = tree({ 'a/b.mc': '' });
    symlinkSync(cwd, join(cwd, 'a/up'), 'dir');
    assert.deepEqual(names(cwd, '.'), ['a/b.mc']);
  });
  test('no file twice', () => {
    const cwd = tree({ 'a/b.mc': '' });
    assert.deepEqual(names(cwd, 'a/b.mc', 'a', '.'), ['a/b.mc']);
  });
  test('what is missing or of no known language is told, and the others are read', () => {
    const cwd = tree({ 'a.mc': '', 'b.xyz': '' });
    const { files, troubles } = collectFiles(['none.mc', 'b.xyz', 'a.mc'], cwd, null);
    assert.deepEqual(
      files.map(file => file.name),
      ['a.mc'],
    );
    assert.deepEqual(troubles, [
      { name: 'none.mc', message: 'no such file or folder' },
      { name: 'b.xyz', message: 'no language is known for .xyz; name it with --language, or one that writes comments alike: cpp for //, python for #' },
    ]);
    assert.deepEqual(
      collectFiles(['b.xyz'], cwd, 'python').files.map(file => file.languageId),
      ['python'],
    );
  });
  test('text is UTF-8 and nothing else', () => {
    const cwd = tree({
      'ok.mc': '\uFEFFθ ∈ ℝ',
      'binary.mc': Buffer.from([65, 0, 66]),
      'latin.mc': Buffer.concat([Buffer.from('θ is '), Buffer.from([0xe9, 0x20, 0x41])]),
      'cut.mc': Buffer.from('θ').subarray(0, 1),
    });
    assert.deepEqual(readText(join(cwd, 'ok.mc')), { text: 'θ ∈ ℝ' });
    assert.deepEqual(readText(join(cwd, 'binary.mc')), { message: 'not a text file (it holds a zero byte)' });
    assert.deepEqual(readText(join(cwd, 'latin.mc')), { message: 'not UTF-8 text (at byte 7); save it as UTF-8' });
    assert.ok('message' in readText(join(cwd, 'cut.mc')));
    assert.deepEqual(readText(join(cwd, 'none.mc')), { message: 'no such file or folder' });
  });
  test('the language follows the extension', () => {
    for (const [name, language] of [
      ['x.MC', 'mc'],
      ['a/b.test.py', 'python'],
      ['k.cu', 'cuda-cpp'],
      ['README.md', 'markdown'],
      ['index.rst', 'restructuredtext'],
      ['paper.typ', 'typst'],
      ['notes.ipynb', 'jupyter-notebook'],
      ['Makefile', null],
      ['.gitignore', null],
    ] as const)
      assert.equal(languageOf(name), language, name);
  });
});
