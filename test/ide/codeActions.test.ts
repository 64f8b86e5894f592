import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from '../../src/analysis/result.ts';
import { codeActionsAt } from '../../src/ide/codeActions.ts';
import { diagnosticsOf } from '../../src/ide/diagnostics.ts';
import { nameOf, panelContentAt } from '../../src/ide/panel.ts';
import { isLanguageRead, readSettings } from '../../src/ide/settings.ts';
import { range, standIn, statementAt } from '../support/standIn.ts';

const wrong: Diagnostic = {
  code: 'claim-refuted',
  severity: 'error',
  message: 'transposed: write Xᵀ dY',
  range: range(1, 2, 9),
  fixes: [{ title: 'Write Xᵀ dY', range: range(1, 7, 9), text: 'Xᵀ dY', preferred: true }],
};

const options = { commands: true, codeSetting: 'auto' } as const;

test('the fixes of the diagnostics under the cursor, and of no others', () => {
  const analysis = standIn('', { diagnostics: [wrong, { ...wrong, message: 'elsewhere', range: range(7, 0, 3) }] });
  const actions = codeActionsAt(analysis, range(1, 4, 4), 0, options);
  assert.deepEqual(
    actions.map(({ title, kind, preferred, edits }) => ({ title, kind, preferred, edits })),
    [{ title: 'Write Xᵀ dY', kind: 'quickfix', preferred: true, edits: [{ range: range(1, 7, 9), text: 'Xᵀ dY' }] }],
  );
});
test('a checked query offers to write its derivative down', () => {
  const analysis = standIn('dL/dθ\n', { statements: [statementAt('dL/dθ\n', 'dL/dθ')] });
  assert.deepEqual(
    codeActionsAt(analysis, range(0, 1, 1), 1, options).map(action => [action.kind, action.title]),
    [['refactor', 'Insert the derivative dL/dθ below']],
  );
});
test('in a language that holds code it offers to insert that, by a command, to a client that has commands', () => {
  const text = '# nabla: dL/dθ\nimport torch\n';
  const analysis = standIn(text, { statements: [statementAt(text, 'dL/dθ')], languageId: 'python' });
  const at = text.indexOf('dL') + 1;
  const [, insertCode, ...none] = codeActionsAt(analysis, range(0, at, at), at, options);
  assert.deepEqual(
    [insertCode?.title, insertCode?.command, insertCode?.edits],
    ['Insert PyTorch code of dL/dθ at the end of the file', 'nabla.insertCode', []],
  );
  assert.deepEqual(none, []);
  assert.equal(codeActionsAt(analysis, range(0, at, at), at, { ...options, commands: false }).length, 1);
  assert.equal(codeActionsAt(analysis, range(0, at, at), at, { ...options, codeSetting: 'julia' }).length, 1, 'no Julia in a Python file');
});
test('diagnostics come in the order of the text, each once', () => {
  const early = { ...wrong, range: range(0, 0, 1) };
  assert.deepEqual(diagnosticsOf(standIn('', { diagnostics: [wrong, early, { ...wrong }] })), [early, wrong]);
});
test('a file with more problems than anyone reads says how many it does not show', () => {
  const many = Array.from({ length: 620 }, (_, line) => ({ ...wrong, range: range(line, 0, 1) }));
  const shown = diagnosticsOf(standIn('', { diagnostics: many }));
  assert.equal(shown.length, 501);
  assert.equal(shown.at(-1)?.message, '120 more problems in this file are not shown.');
});
test('the panel gets the address and the name of the document', () => {
  const panel = { kind: 'message', severity: 'hint', query: 'q', place: '', uri: '', line: 4, what: '', why: '', todo: '' } as const;
  const content = panelContentAt(standIn('', { panel }), 0, 'file:///home/a%20b/least%20squares.mc');
  assert.ok(content.kind === 'message');
  assert.equal(content.place, 'least squares.mc:5');
  assert.equal(content.uri, 'file:///home/a%20b/least%20squares.mc');
});
test('names of documents of every scheme', () => {
  assert.equal(nameOf('untitled:Untitled-1'), 'Untitled-1');
  assert.equal(nameOf('vscode-notebook-cell:/c/book.ipynb#W0s'), 'book.ipynb');
  assert.equal(nameOf('vscode-vfs://github/o/r/x.mc?ref=1'), 'x.mc');
  assert.equal(nameOf('untitled:100%'), '100%');
});
test('settings of the wrong type keep their defaults', () => {
  assert.deepEqual(readSettings({ layout: 'sideways', languages: 'mc', comments: 'some', maxFileSize: -1, inlayHints: true }), readSettings(null));
  const settings = {
    layout: 'denominator',
    languages: ['mc'],
    comments: 'marked',
    maxFileSize: 10,
    code: { language: 'julia' },
    inlayHints: 'everywhere',
    codeLens: 'off',
  } as const;
  assert.deepEqual(readSettings(settings), settings);
  for (const code of [null, 'r', { language: 'cobol' }, {}]) assert.deepEqual(readSettings({ code }), readSettings(null));
});
test('which languages are read', () => {
  assert.ok(isLanguageRead('python', ['*']));
  assert.ok(!isLanguageRead('python', ['*', '!python']));
  assert.ok(!isLanguageRead('python', ['mc']));
});
