import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LANGUAGE_IDS } from '../../src/code/input.ts';
import { codeAt } from '../../src/ide/code.ts';
import { codeLanguageFor, holdsCode } from '../../src/ide/codeLanguage.ts';
import { panelContentAt } from '../../src/ide/panel.ts';
import type { PanelResult } from '../../src/panel/protocol.ts';
import { derivative, pending, standIn, statementAt } from '../support/standIn.ts';

describe('the language of code', () => {
  const rows = [
    ['python', 'x = 1\n', 'numpy'],
    ['python', 'import numpy as np\nimport torch\n', 'torch'],
    ['python', 'from torch import nn\n', 'torch'],
    ['python', 'from jax.numpy import linalg\n', 'jax'],
    ['python', 'import numpy as np, jax.numpy as jnp\n', 'jax'],
    ['python', '    import jax\nimport torch\n', 'jax'],
    ['python', '# import torch\n', 'numpy'],
    ['python', 'import torchlight\n', 'numpy'],
    ['python', 'from torch comes light\n', 'numpy'],
    ['julia', 'import torch\n', 'julia'],
    ['matlab', '', 'matlab'],
    ['octave', '', 'matlab'],
    ['cpp', '', 'cpp'],
    ['r', '', 'r'],
    ['rmd', '', 'r'],
    ['typescript', '', 'typescript'],
    ['javascriptreact', '', 'typescript'],
    ['mc', '', 'numpy'],
    ['latex', '', 'numpy'],
    ['constructor', '', 'numpy'],
  ] as const;
  for (const [languageId, text, expected] of rows)
    test(`${languageId} ${JSON.stringify(text)}: ${expected}`, () => assert.equal(codeLanguageFor({ languageId, text }, 'auto', 'auto'), expected));
  test('the settings come before the file, what is asked for before both', () => {
    const document = { languageId: 'python', text: 'import torch' };
    assert.equal(codeLanguageFor(document, 'auto', 'r'), 'r');
    assert.equal(codeLanguageFor(document, 'julia', 'r'), 'julia');
  });
  test('a Python file holds the three of Python, a text none', () => {
    const held = (languageId: string) => LANGUAGE_IDS.filter(code => holdsCode(languageId, code));
    assert.deepEqual(held('python'), ['numpy', 'torch', 'jax']);
    assert.deepEqual(held('typescriptreact'), ['typescript']);
    for (const languageId of ['mc', 'latex', 'markdown', 'rmd', 'javascript', 'constructor']) assert.deepEqual(held(languageId), []);
  });
});

/** The document after its code was inserted. */
function inserted(text: string, languageId: string): string {
  const answer = codeAt(standIn(text, { statements: [statementAt(text, 'dL/dθ')], languageId }), text.indexOf('dL/dθ'), 'auto', 'auto');
  assert.ok(answer.kind === 'code' && answer.insertion, JSON.stringify(answer));
  const { start, end } = answer.insertion.range;
  assert.deepEqual(start, end);
  const lines = text.split('\n');
  const offset = lines.slice(0, start.line).reduce((length, line) => length + line.length + 1, 0) + start.character;
  return text.slice(0, offset) + answer.insertion.text + text.slice(offset);
}

describe('code in a document', () => {
  const code = derivative.code.numpy.source.trim();
  const rows: readonly (readonly [string, string, string])[] = [
    ['ends with a line', 'def f():\n    # dL/dθ\n    ...\n', `def f():\n    # dL/dθ\n    ...\n\n\n${code}\n`],
    ['ends without one', '# dL/dθ', `# dL/dθ\n\n\n${code}\n`],
    ['of Windows', '# dL/dθ\r\n', `# dL/dθ\r\n\r\n\r\n${code.replaceAll('\n', '\r\n')}\r\n`],
  ];
  for (const [name, before, after] of rows) test(`a file that ${name}`, () => assert.equal(inserted(before, 'python'), after));
  test('is not written where the file holds none, and the reason is given', () => {
    const answer = codeAt(standIn('dL/dθ', { statements: [statementAt('dL/dθ', 'dL/dθ')] }), 0, 'julia', 'auto');
    assert.ok(answer.kind === 'code');
    assert.equal(answer.insertion, null);
    assert.equal(answer.notInserted, 'Julia code cannot stand in a file of the language mc. Copy it instead.');
    assert.deepEqual(answer.functions, [{ name: 'dL_dtheta', role: 'derivative' }]);
  });
  test('is not written twice', () => {
    const there = standIn('dL/dθ', {
      statements: [
        statementAt('dL/dθ', 'dL/dθ', {
          derivative: {
            ...derivative,
            code: { ...derivative.code, numpy: { ...derivative.code.numpy, into: () => ({ ...derivative.code.numpy, source: '' }) } },
          },
        }),
      ],
      languageId: 'python',
    });
    const answer = codeAt(there, 0, 'auto', 'auto');
    assert.ok(answer.kind === 'code');
    assert.equal(answer.insertion, null);
    assert.equal(answer.notInserted, 'The NumPy code of dL/dθ stands in the file already.');
  });
  test('of an unchecked derivative is not given out', () => {
    const analysis = standIn('dL/dθ', { statements: [statementAt('dL/dθ', 'dL/dθ', { derivative: pending })] });
    assert.deepEqual(codeAt(analysis, 0, 'auto', 'auto'), { kind: 'none', reason: 'dL/dθ is still being checked. Try again in a moment.' });
  });
});

describe('the panel', () => {
  const result = { kind: 'result', query: 'dL/dθ', line: 1, uri: '', place: '' } as unknown as PanelResult;
  const text = 'x\ndL/dθ\n';
  const statements = [statementAt(text, 'dL/dθ')];
  test('brings the code of the statement that it shows, wherever the cursor is, and only where it is wanted', () => {
    const analysis = standIn(text, { panel: result, statements });
    const content = panelContentAt(analysis, 0, 'file:///a.mc', { asked: 'julia', setting: 'torch' });
    assert.ok(content.kind === 'result');
    assert.equal(content.code?.source, derivative.code.julia.source);
    assert.deepEqual([content.code?.choice, content.code?.language, content.code?.automatic], ['julia', 'julia', 'torch']);
    const without = panelContentAt(analysis, 0, 'file:///a.mc');
    assert.ok(without.kind === 'result' && !('code' in without));
  });
  test('brings none before the check', () => {
    const analysis = standIn(text, { panel: result, statements: [statementAt(text, 'dL/dθ', { derivative: pending })] });
    const content = panelContentAt(analysis, 0, 'file:///a.mc', { asked: 'auto', setting: 'auto' });
    assert.ok(content.kind === 'result' && !('code' in content));
  });
});
