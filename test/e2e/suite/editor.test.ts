/** Against the installed .vsix: what a user does, through the editor's own commands. */

import * as vscode from 'vscode';
import type { Api } from '../../../src/client/common.ts';
import { activated, contains, equal, folder, hover, ok, open, ours, position, until } from './support.ts';

let api: Api;

suite('Nabla in VS Code', () => {
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('a hover in an .mc file: the shape, the picture, the text, the verdict and the layout', async () => {
    const document = await open('least_squares.mc');
    const text = await hover(document, 'dL/dθ');
    const [first] = text.split('\n');
    contains(first!, 'ℝ');
    contains(text, '](data:image/svg+xml;base64,');
    contains(text, '✓ checked · numerator layout');
    contains(text, '(command:nabla.showDerivation?');
    ok(text.length < 60_000, `${text.length} characters`);
    contains(await hover(document, 'Φ θ'), 'ℝ^{N×D}');
  });
  test('a hover in a Python comment', async () => {
    const document = await open('layer.py');
    contains(await hover(document, 'X W - T'), 'ℝ^{B×D}');
    contains(await hover(document, 'dL/dW'), 'ℝ^{D×K}');
  });
  test('a hover in a C++ comment', async () => {
    const document = await open('quadratic.cpp');
    contains(await hover(document, 'A x'), 'ℝ^{n×n}');
    contains(await hover(document, 'df/dx'), '✓ checked');
  });
  test('a language that only VS Code knows is read by the comments that it has there', async () => {
    const document = await open('quadratic.tester');
    equal(document.languageId, 'tester', 'the language');
    await until(
      'a hover in a comment',
      () => hover(document, 'df/dx'),
      text => text.includes('✓ the claim holds'),
    );
    equal(await hover(document, 'A B'), '', 'no hover of Nabla in a string');
    await until(
      'the wrong claim',
      () => ours(document),
      found => found.length === 1 && found[0]!.range.start.line === 5,
    );
  });
  test('a hover in Markdown', async () => {
    const document = await open('notes.md');
    contains(await hover(document, '\\frac{\\partial f}'), '✓ the claim holds');
  });
  test('a hover in the cell of a notebook', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.joinPath(folder(), 'notes.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    await until(
      'a hover',
      () => hover(notebook.cellAt(0).document, 'df/dx'),
      text => text.includes('✓ checked'),
    );
    await until(
      'a hover in the next cell, with the names of this one',
      () => hover(notebook.cellAt(1).document, 'd(fᵀ f)/dx'),
      text => text.includes('✓ the claim holds'),
    );
  });
  test('code beside the comments is left alone', async () => {
    const document = await open('layer.py');
    equal(await hover(document, 'E * E'), '', 'no hover of Nabla in code');
    equal(ours(document).length, 0, 'no problem in a file without one');
  });
  test('a wrong claim is a problem, and its quick fix repairs it', async () => {
    const document = await open('wrong.mc');
    const [problem] = await until(
      'the problem',
      () => ours(document),
      found => found.length > 0,
    );
    equal(problem!.range.start.line, 3, 'line');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, problem!.range);
    const fix = actions.find(action => action.kind?.value === vscode.CodeActionKind.QuickFix.value && action.edit);
    ok(fix?.edit, `a quick fix in ${actions.map(action => action.title).join(', ')}`);
    ok(await vscode.workspace.applyEdit(fix.edit), 'the edit is applied');
    await until(
      `no problem in\n${document.getText()}`,
      () => ours(document),
      found => found.length === 0,
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
  test('the panel shows the derivation, runs under its policy, and follows the cursor', async () => {
    const document = await open('least_squares.mc');
    const query = position(document, 'dL/dθ');
    await vscode.commands.executeCommand('nabla.showDerivation', document.uri.toString(), query);
    const content = await until(
      'a result',
      () => api.panel.content,
      shown => shown?.kind === 'result' && shown.certificate.verdict === 'verified',
    );
    ok(content?.kind === 'result', 'a result');
    contains(content.query, 'dL/dθ');
    equal(content.place, 'least_squares.mc:8', 'place');
    ok(
      content.layouts.some(layout => layout.derivations.some(({ lines }) => lines.length > 1)),
      'a derivation with lines',
    );
    await until(
      'the page to be ready',
      () => api.panel.ready,
      ready => ready,
    );
    const other = await open('quadratic.cpp', vscode.ViewColumn.One);
    const at = position(other, 'df/dx');
    vscode.window.activeTextEditor!.selection = new vscode.Selection(at, at);
    await until(
      'the panel to follow',
      () => api.panel.content,
      shown => shown?.kind === 'result' && shown.query.includes('df/dx'),
    );
  });
  test('the derivative is inserted below its query', async () => {
    const document = await open('least_squares.mc');
    const before = document.lineCount;
    await vscode.commands.executeCommand('nabla.insertDerivative', document.uri.toString(), position(document, 'dL/dθ'));
    await until(
      'a new line',
      () => document.lineCount,
      count => count === before + 1,
    );
    contains(document.lineAt(8).text, 'dL/dθ = ');
    await until(
      'no problem with the line that Nabla wrote',
      () => hover(document, 'dL/dθ = '),
      text => text.includes('✓ the claim holds'),
    );
    equal(ours(document).length, 0, 'problems');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
  test('code is copied in the language of the file, inserted there, and shown by the panel in another', async () => {
    const document = await open('quadratic.cpp');
    const place = [document.uri.toString(), position(document, 'df/dx')] as const;
    await vscode.commands.executeCommand('nabla.copyCode', ...place);
    contains(await vscode.env.clipboard.readText(), '#include <Eigen/Dense>');
    await vscode.commands.executeCommand('nabla.copyCode', ...place, 'julia');
    contains(await vscode.env.clipboard.readText(), 'function df_dx(');
    await vscode.commands.executeCommand('nabla.insertCode', ...place);
    await until(
      'the code at the end of the file',
      () => document.getText(),
      text => text.trimEnd().endsWith('}') && text.includes('check_df_dx'),
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
  test('an untitled document of the language mc is read as it is typed', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'mc', content: 'A ∈ ℝ^{m×n}\n' });
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), 'x ∈ ℝ^n\nf = A x\ndf/dx\n');
    await vscode.workspace.applyEdit(edit);
    contains(await hover(document, 'df/dx'), '✓ checked');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
  test('the layout of the settings is the layout of the document', async () => {
    const document = await open('least_squares.mc');
    const settings = vscode.workspace.getConfiguration('nabla');
    await settings.update('layout', 'denominator', vscode.ConfigurationTarget.Global);
    await until(
      'the other layout',
      () => hover(document, 'dL/dθ'),
      text => text.includes('✓ checked · denominator layout'),
    );
    await settings.update('layout', undefined, vscode.ConfigurationTarget.Global);
    await until(
      'the layout of before',
      () => hover(document, 'dL/dθ'),
      text => text.includes('✓ checked · numerator layout'),
    );
  });
  test('a file larger than the limit is not read', async () => {
    const line = `# A ∈ ℝ^{m×n} and more words to fill the line ${' '.repeat(40)}\n`;
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: line.repeat(Math.ceil(1_100_000 / line.length)) });
    await vscode.window.showTextDocument(document);
    equal(await hover(document, 'A ∈'), '', 'hover');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
  test('the server can be restarted', async () => {
    const document = await open('least_squares.mc');
    await hover(document, 'dL/dθ');
    await vscode.commands.executeCommand('nabla.restartServer');
    contains(
      await until(
        'a hover',
        () => hover(document, 'dL/dθ'),
        text => text.includes('✓ checked'),
      ),
      'ℝ',
    );
  });
  test('the example has derivatives and a problem', async () => {
    await vscode.commands.executeCommand('nabla.openExample');
    const document = await until(
      'the example',
      () => vscode.window.activeTextEditor?.document,
      shown => shown?.getText().includes('dL/dθ') === true,
    );
    ok(document, 'a document');
    equal(document.languageId, 'mc', 'language');
    contains(await hover(document, 'dL/dθ'), 'ℝ');
    await until(
      'the problem',
      () => ours(document),
      found => found.length === 1 && found[0]!.code === 'claim-refuted',
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
  test('debug information says the settings and versions, and nothing of what documents hold', async () => {
    const document = await open('least_squares.mc');
    const settings = vscode.workspace.getConfiguration('nabla');
    await settings.update('hover.scale', 1.5, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('nabla.copyDebugInformation');
    await settings.update('hover.scale', undefined, vscode.ConfigurationTarget.Global);
    const text = await vscode.env.clipboard.readText();
    contains(text, `Nabla ${vscode.extensions.getExtension('nabla.nabla')!.packageJSON.version}`);
    contains(text, vscode.version);
    contains(text, 'Server: Running');
    contains(text, '`nabla.hover.scale`: `1.5`');
    ok(!text.includes('nabla.layout'), 'only settings that were changed');
    for (const word of ['least_squares', document.lineAt(0).text, 'Φ']) ok(!text.includes(word), word);
  });
  test('language models have tools, whose errors say what to do', async () => {
    const call = async (name: string, input: object) => {
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
      return content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
    };
    const text = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nd(xᵀ A x)/dx = 2 xᵀ A\n';
    contains(await call('nabla_derive', { text }), 'xᵀ (A + Aᵀ)');
    contains(await call('nabla_check', { text }), 'is wrong');
    equal(await call('nabla_shape_of', { text: 'A ∈ ℝ^{n×n}, x ∈ ℝ^n', expression: 'A x' }), 'A x ∈ ℝ^n', 'shape');
    const refused = await call('nabla_derive', { text: 'x ∈ ℝ^n' }).then(
      answer => `answered ${answer}`,
      (error: Error) => error.message,
    );
    contains(refused, 'asks for no derivative');
  });
});
