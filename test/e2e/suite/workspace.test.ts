/** Files that are not open: the check of the workspace. */

import * as vscode from 'vscode';
import type { Api } from '../../../src/client/common.ts';
import type { CheckSummary } from '../../../src/client/workspaceCheck.ts';
import { activated, equal, folder, ok, open, ours, until } from './support.ts';

let api: Api;
const shapes = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = xᵀ A x\n';
const right = `${shapes}df/dx = xᵀ (A + Aᵀ)\n`;
const wrong = `${shapes}df/dx = 2 xᵀ A\n`;
const asComment = (text: string) => text.replace(/^/gm, '# ').replace('#', '# nabla:\n#');
const cell = (source: string) => ({ cell_type: 'code', metadata: { vscode: { languageId: 'mc' } }, source: [source], outputs: [], execution_count: null });
const files = {
  'right.mc': right,
  'wrong.mc': wrong,
  'code/wrong.py': asComment(wrong.trimEnd()),
  'code/prose.py': '# nothing to see here\nx = 1\n',
  'ignored/wrong.mc': wrong,
  'node_modules/package/wrong.mc': wrong,
  'excluded.mc': wrong,
  'notes.wrong': wrong,
  'wrong.ipynb': JSON.stringify({ cells: [shapes, 'df/dx = 2 xᵀ A\n'].map(cell), metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1),
  '.gitignore': 'ignored/\n',
};
const at = (name: string) => vscode.Uri.joinPath(folder(), 'checked', name);
const problems = (name: string) => vscode.languages.getDiagnostics(at(name)).filter(({ source }) => source === 'nabla');

suite('The claims of a workspace', () => {
  suiteSetup(async () => {
    api = await activated();
    for (const [name, text] of Object.entries(files)) await vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration('files').update('exclude', { '**/excluded.mc': true }, Global);
    await vscode.workspace.getConfiguration('files').update('associations', { '*.wrong': 'mc' }, Global);
  });
  suiteTeardown(async () => {
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration('files').update('exclude', undefined, Global);
    await vscode.workspace.getConfiguration('files').update('associations', undefined, Global);
    await vscode.workspace.fs.delete(at(''), { recursive: true });
  });
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('all files are read but those that are left out, and the problems are shown', async () => {
    const summary = await vscode.commands.executeCommand<CheckSummary>('nabla.checkWorkspace');
    const lines = (name: string) =>
      problems(name)
        .map(({ range, code }) => `${code} ${range.start.line}`)
        .join();
    equal(lines('wrong.mc'), 'claim-refuted 2', 'in an .mc file');
    equal(lines('code/wrong.py'), 'claim-refuted 3', 'in a comment');
    equal(lines('notes.wrong'), 'claim-refuted 2', 'in a file whose language the settings say');
    const [problem] = problems('wrong.ipynb');
    ok(problem?.message.startsWith('cell 2, line 1: '), `in a notebook: ${problem?.message}`);
    for (const name of ['right.mc', 'code/prose.py', 'ignored/wrong.mc', 'node_modules/package/wrong.mc', 'excluded.mc']) equal(lines(name), '', name);
    // that of the workspace's own wrong.mc and those of its notes besides
    equal(
      JSON.stringify(summary),
      JSON.stringify({ holds: 3, otherLayout: 0, refuted: 5, undecided: 0, errors: 0, files: 12, failed: 0, isCancelled: false }),
      'summary',
    );
  });
  test('an open document has its problems once, and as it is in the editor', async () => {
    const document = await open('checked/wrong.mc');
    await until(
      'one problem',
      () => ours(document),
      found => found.length === 1,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(2).range, 'df/dx = xᵀ (A + Aᵀ)');
    await vscode.workspace.applyEdit(edit);
    await until(
      'no problem',
      () => ours(document),
      found => found.length === 0,
    );
    const { holds, refuted, files: read } = await vscode.commands.executeCommand<CheckSummary>('nabla.checkWorkspace');
    equal(`${holds} hold, ${refuted} refuted in ${read} files`, '4 hold, 4 refuted in 12 files', 'summary');
    equal(ours(document).length, 0, 'problems');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
  test('a file that was open and is closed has its problems again', async () => {
    await vscode.commands.executeCommand('nabla.checkWorkspace');
    await vscode.commands.executeCommand('vscode.open', at('code/wrong.py'));
    await until(
      'the document',
      () => vscode.window.activeTextEditor?.document.uri.toString(),
      uri => uri === at('code/wrong.py').toString(),
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until(
      'the document to be closed',
      () => vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === at('code/wrong.py').toString()),
      isOpen => !isOpen,
    );
    await until(
      'the problem',
      () => problems('code/wrong.py'),
      found => found.length === 1,
    );
  });
  test('a file that was changed on the disk is checked again, one that is gone is forgotten', async () => {
    await vscode.workspace.fs.writeFile(at('code/wrong.py'), new TextEncoder().encode(asComment(right.trimEnd())));
    await until(
      'no problem',
      () => problems('code/wrong.py'),
      found => found.length === 0,
    );
    await vscode.workspace.fs.delete(at('notes.wrong'));
    await until(
      'no problem',
      () => problems('notes.wrong'),
      found => found.length === 0,
    );
  });
  test('an open notebook has its problems in its cells, and in the file again when it is closed', async () => {
    // a notebook that an extension opens stays for minutes
    await vscode.commands.executeCommand('vscode.open', at('wrong.ipynb'));
    const notebook = await until(
      'the notebook',
      () => vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === at('wrong.ipynb').toString()),
      found => found !== undefined,
    );
    ok(notebook, 'a notebook');
    await until(
      'the problem in the cell',
      () => ours(notebook.cellAt(1).document),
      found => found.length === 1,
    );
    equal(problems('wrong.ipynb').length, 0, 'problems of the file');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until(
      'the problem in the file',
      () => problems('wrong.ipynb'),
      found => found.length === 1,
    );
  });
  test('it can be stopped', async () => {
    const stopping = new vscode.CancellationTokenSource();
    let read = 0;
    const { isCancelled } = await api.workspaceCheck.check(stopping.token, () => {
      read++;
      stopping.cancel();
    });
    ok(isCancelled && read === 1, `stopped after ${read} files`);
  });
});
