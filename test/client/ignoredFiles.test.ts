import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ignoredBy } from '../../src/client/ignoredFiles.ts';

const isIgnored = ignoredBy([
  { folder: '', text: 'build/\n*.log\n/only-here.mc\nkept/*\n!kept/this.mc\n' },
  { folder: 'src', text: '!important.log\ngenerated\n' },
  { folder: 'build', text: '!*\n' },
]);

test('paths that git leaves out', () => {
  for (const path of ['build/a.mc', 'build/deep/a.mc', 'src/build/a.mc', 'a.log', 'src/b.log', 'only-here.mc', 'src/generated/a.py', 'kept/other.mc'])
    assert.ok(isIgnored(path), path);
});
test('paths that it keeps', () => {
  for (const path of ['a.mc', 'src/a.mc', 'src/only-here.mc', 'src/important.log', 'generated/a.py', 'kept/this.mc', 'building/a.mc', 'srcs/generated'])
    assert.ok(!isIgnored(path), path);
});
test('a folder that is left out takes its own .gitignore along', () => assert.ok(isIgnored('build/kept.mc')));
test('without a .gitignore nothing is left out', () => assert.ok(!ignoredBy([])('a/b.log')));
