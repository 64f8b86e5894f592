import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAssociations } from '../../src/client/fileAssociations.ts';

test('patterns of names are read, in any folder', () => {
  const associations = readAssociations({ '*.math': 'mc', '**/*.inc': 'cpp', 'model?.txt': 'markdown' });
  assert.deepEqual(
    associations.map(({ glob, languageId }) => [glob, languageId]),
    [
      ['**/*.math', 'mc'],
      ['**/*.inc', 'cpp'],
      ['**/model?.txt', 'markdown'],
    ],
  );
  const language = (path: string) => associations.find(({ isOf }) => isOf(path))?.languageId;
  assert.deepEqual(['a.math', 'a/b.MATH', 'a.mathx', 'xmath', 'a/b.inc', 'c/model1.txt', 'c/model12.txt', 'c/amodel1.txt'].map(language), [
    'mc',
    'mc',
    undefined,
    undefined,
    'cpp',
    'markdown',
    undefined,
    undefined,
  ]);
});
test('what is no name or no language is left out', () => assert.deepEqual(readAssociations({ '/abs/*.x': 'mc', '*.{a,b}': 'mc', '*.y': 3, '**/': 'mc' }), []));
