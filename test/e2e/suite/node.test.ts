/** What only the Node host has: a server that is a process. */

import * as vscode from 'vscode';
import type { Api } from '../../../src/client/common.ts';
import { activated, equal, hover, ok, open, until } from './support.ts';

let api: Api;
/** The client keeps it to itself. */
const serverProcess = () => (api.client as unknown as { readonly _serverProcess?: { readonly pid?: number } })._serverProcess?.pid;

suite('The server as a process', () => {
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('when it is killed it is started again, with the documents that are open', async () => {
    const document = await open('least_squares.mc');
    const before = await until(
      'its process',
      () => serverProcess(),
      pid => pid !== undefined,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount - 1, 0), '\ndL/dy\n');
    await vscode.workspace.applyEdit(edit);
    await until(
      'a hover',
      () => hover(document, 'dL/dy'),
      text => text.includes('✓ checked'),
    );
    ok(process.kill(before!, 'SIGKILL'), 'killed');
    const after = await until(
      'another process',
      () => serverProcess(),
      pid => pid !== undefined && pid !== before,
    );
    ok(after !== before, 'another process');
    await until(
      'a hover on what is not saved',
      () => (api.client.isRunning() ? hover(document, 'dL/dy') : ''),
      text => text.includes('✓ checked'),
    );
    await until(
      'the status',
      () => api.status.shown.text,
      text => text === '2 derivatives',
    );
    equal(serverProcess(), after, 'and it stays');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
