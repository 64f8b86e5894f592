/** Claims as tests, and what the status of the language says of a document. */

import * as vscode from 'vscode';
import type { ClaimTests, Outcomes } from '../../../src/client/claimTests.ts';
import type { Api } from '../../../src/client/common.ts';
import { activated, contains, equal, folder, ok, open, until } from './support.ts';

let api: Api;
const never = new vscode.CancellationTokenSource().token;

class Recorder implements Outcomes {
  readonly said: string[] = [];
  readonly messages: vscode.TestMessage[] = [];
  started(): void {}
  passed({ label }: vscode.TestItem): void {
    this.said.push(`passed ${label}`);
  }
  failed({ label }: vscode.TestItem, message: vscode.TestMessage | readonly vscode.TestMessage[]): void {
    this.said.push(`failed ${label}`);
    this.messages.push(message as vscode.TestMessage);
  }
  errored({ label }: vscode.TestItem, message: vscode.TestMessage | readonly vscode.TestMessage[]): void {
    this.said.push(`errored ${label}`);
    this.messages.push(message as vscode.TestMessage);
  }
  skipped({ label }: vscode.TestItem): void {
    this.said.push(`skipped ${label}`);
  }
  appendOutput(): void {}
}
const shownIn = ({ files }: ClaimTests, document: vscode.TextDocument) => files.find(({ uri }) => uri?.toString() === document.uri.toString());
const labels = (item: vscode.TestItem | undefined) => [...(item?.children ?? [])].map(([, { label }]) => label).join('; ');

suite('Claims in VS Code', () => {
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('those of an open document are tests, which follow its text', async () => {
    const document = await open('wrong.mc');
    await until(
      'the claim',
      () => labels(shownIn(api.claimTests, document)),
      found => found === 'dL/dθ = 2 eᵀ Φ',
    );
    const before = [...shownIn(api.claimTests, document)!.children][0]![1];
    equal(before.range?.start.line, 3, 'line');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\n');
    edit.insert(document.uri, new vscode.Position(4, 0), '\ndL/dθ = -2 eᵀ Φ\n2 + 2 == 5\nL == eᵀ e\n');
    await vscode.workspace.applyEdit(edit);
    await until(
      'the other claims',
      () => labels(shownIn(api.claimTests, document)),
      found => found === 'dL/dθ = 2 eᵀ Φ; dL/dθ = -2 eᵀ Φ; 2 + 2 == 5; L == eᵀ e',
    );
    const file = shownIn(api.claimTests, document)!;
    ok([...file.children][0]![1] === before && before.range?.start.line === 4, 'it is the same test, one line below');

    const recorder = new Recorder();
    await api.claimTests.check([file], recorder, never);
    equal(recorder.said.join('; '), 'failed dL/dθ = 2 eᵀ Φ; passed dL/dθ = -2 eᵀ Φ; failed 2 + 2 == 5; passed L == eᵀ e', 'outcomes');
    const [message] = recorder.messages;
    contains(message!.expectedOutput!, '-2');
    equal(message!.actualOutput, '2 eᵀ Φ', 'what is claimed');
    equal(message!.location?.range.start.line, 4, 'place of the message');
    ok(String(message!.message).length > 0, 'a reason');

    const alone = new Recorder();
    await api.claimTests.check([before], alone, never);
    equal(alone.said.join(), 'failed dL/dθ = 2 eᵀ Φ', 'one alone');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
  test('a document that is closed has none', async () => {
    const uri = vscode.Uri.joinPath(folder(), 'closed.mc');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('x ∈ ℝ^n\nd(xᵀ x)/dx = 2 xᵀ\n'));
    const isShown = () => api.claimTests.files.some(file => file.uri?.toString() === uri.toString());
    // a document that an extension opens stays for minutes
    await vscode.commands.executeCommand('vscode.open', uri);
    await until('the claim', isShown, shown => shown);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('no claim', isShown, shown => !shown);
    await vscode.workspace.fs.delete(uri);
  });
  test('the status says what the document holds', async () => {
    await open('least_squares.mc');
    await until(
      'the derivative',
      () => api.status.shown,
      ({ text, isBusy }) => text === '1 derivative' && !isBusy,
    );
    await open('wrong.mc');
    await until(
      'the claim',
      () => api.status.shown,
      ({ text, isBusy }) => text === '1 claim refuted' && !isBusy,
    );
  });
});
