/** Every command as it is run from the palette: without arguments, at the cursor. */

import * as vscode from 'vscode';
import type { Api } from '../../../src/client/common.ts';
import { activated, contains, equal, hover, ok, open, position, until } from './support.ts';

let api: Api;
const run = (command: string) => vscode.commands.executeCommand(command);
const clipboard = (part: string) =>
  until(
    `${part} in the clipboard`,
    async () => vscode.env.clipboard.readText(),
    text => text.includes(part),
  );
const editor = () => {
  ok(vscode.window.activeTextEditor, 'an editor');
  return vscode.window.activeTextEditor;
};

async function at(name: string, part: string): Promise<vscode.TextDocument> {
  const document = await open(name);
  const place = position(document, part);
  editor().selection = new vscode.Selection(place, place);
  return document;
}
/** Runs a command that asks something, and takes what stands first. */
async function choosingFirst(command: string, isDone: () => boolean | Promise<boolean>): Promise<void> {
  const running = run(command);
  // the question comes when the server has answered
  await until(
    `${command} to be answered`,
    async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isDone();
    },
    done => done,
  );
  await running;
}
const revert = () => vscode.commands.executeCommand('workbench.action.files.revert');

/** What each does where it has something to do. */
const effects: Readonly<Record<string, () => Promise<void>>> = {
  'nabla.showDerivation': async () => {
    await at('least_squares.mc', 'dL/dθ');
    await run('nabla.showDerivation');
    await until(
      'a result',
      () => api.panel.content,
      shown => shown?.kind === 'result' && shown.place === 'least_squares.mc:8',
    );
  },
  'nabla.copyLatex': async () => {
    await at('least_squares.mc', 'dL/dθ');
    await run('nabla.copyLatex');
    await clipboard('\\Phi');
  },
  'nabla.copyCode': async () => {
    await at('quadratic.cpp', 'df/dx');
    await run('nabla.copyCode');
    await clipboard('#include <Eigen/Dense>');
  },
  'nabla.copyCodeAs': async () => {
    await vscode.env.clipboard.writeText('');
    await at('least_squares.mc', 'dL/dθ');
    await choosingFirst('nabla.copyCodeAs', async () => (await vscode.env.clipboard.readText()).includes('import numpy'));
  },
  'nabla.insertDerivative': async () => {
    const document = await at('least_squares.mc', 'dL/dθ');
    await run('nabla.insertDerivative');
    await until(
      'the line',
      () => document.getText(),
      text => text.includes('dL/dθ = '),
    );
    await revert();
  },
  'nabla.insertCode': async () => {
    const document = await at('quadratic.cpp', 'df/dx');
    await run('nabla.insertCode');
    await until(
      'the code',
      () => document.getText(),
      text => text.includes('check_df_dx'),
    );
    await revert();
  },
  'nabla.deriveBy': async () => {
    const document = await at('least_squares.mc', 'L = ');
    const before = document.getText();
    await choosingFirst('nabla.deriveBy', () => document.getText() !== before);
    contains(document.getText().slice(document.getText().indexOf('L = ')), '\ndL/d');
    await revert();
  },
  'nabla.checkWorkspace': async () => {
    const summary = (await run('nabla.checkWorkspace')) as { readonly files: number; readonly refuted: number };
    ok(summary.files > 4 && summary.refuted > 0, JSON.stringify(summary));
  },
  'nabla.restartServer': async () => {
    const document = await open('least_squares.mc');
    await run('nabla.restartServer');
    await until(
      'a hover',
      () => hover(document, 'dL/dθ'),
      text => text.includes('✓ checked'),
    );
  },
  'nabla.showLog': async () => {
    await run('nabla.showLog');
    await until(
      'the log',
      () => vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === 'output'),
      isShown => isShown,
    );
    await vscode.commands.executeCommand('workbench.action.closePanel');
  },
  'nabla.openExample': async () => {
    await run('nabla.openExample');
    await until(
      'the example',
      () => vscode.window.activeTextEditor?.document,
      shown => shown?.languageId === 'mc' && shown.getText().includes('dL/dθ'),
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  },
  'nabla.copyDebugInformation': async () => {
    await run('nabla.copyDebugInformation');
    await clipboard(vscode.version);
  },
};

suite('Commands', () => {
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('there is a test of each', () => {
    const declared: readonly { readonly command: string }[] = vscode.extensions.getExtension('nabla.nabla')!.packageJSON.contributes.commands;
    equal(
      declared
        .map(({ command }) => command)
        .sort()
        .join(),
      Object.keys(effects).sort().join(),
      'commands',
    );
  });
  for (const [command, effect] of Object.entries(effects)) test(command, effect);

  const ofCursor = ['showDerivation', 'copyLatex', 'copyCode', 'copyCodeAs', 'insertDerivative', 'insertCode', 'deriveBy'].map(name => `nabla.${name}`);
  test('those of the cursor say why where there is nothing to do, and change nothing', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const command of ofCursor) await run(command);
    const document = await at('least_squares.mc', '# Least squares');
    const before = document.getText();
    await vscode.env.clipboard.writeText('untouched');
    for (const command of ofCursor) await run(command);
    const prose = await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'nothing\n' });
    await vscode.window.showTextDocument(prose);
    for (const command of ofCursor) await run(command);
    equal(document.getText(), before, 'the document');
    equal(prose.getText(), 'nothing\n', 'the other document');
    equal(await vscode.env.clipboard.readText(), 'untouched', 'the clipboard');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
