import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { commands, type DerivativeAnswer, type DocumentPlace, derivativeRequest } from '../ide/requests.ts';
import * as messages from './messages.ts';
import type { DerivationPanel } from './panel.ts';

type Found = Extract<DerivativeAnswer, { kind: 'derivative' }>;

/** Commands run for the cursor of the active editor, or for a place that a link in a hover names: (uri, position). */
export function registerCommands(client: () => BaseLanguageClient, panel: DerivationPanel): vscode.Disposable {
  const derivative = async (place: DocumentPlace): Promise<Found | null> => {
    const uri = client().code2ProtocolConverter.asUri(vscode.Uri.parse(place.uri));
    const answer = await client().sendRequest<DerivativeAnswer | null>(derivativeRequest, { uri, position: place.position });
    if (answer?.kind === 'derivative') return answer;
    void vscode.window.showInformationMessage(answer?.reason ?? messages.notRead);
    return null;
  };
  const copy = async (place: DocumentPlace, what: string, text: (found: Found) => string) => {
    const found = await derivative(place);
    if (!found) return;
    await vscode.env.clipboard.writeText(text(found));
    vscode.window.setStatusBarMessage(messages.copied(what, found.query), 3000);
  };
  const insert = async (place: DocumentPlace) => {
    const found = await derivative(place);
    if (!found) return;
    if (!found.insertion) {
      void vscode.window.showInformationMessage(found.notInserted ?? messages.notWritable);
      return;
    }
    const { range, text } = found.insertion;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(vscode.Uri.parse(place.uri), new vscode.Position(range.start.line, range.start.character), text);
    if (!(await vscode.workspace.applyEdit(edit))) void vscode.window.showWarningMessage(messages.notWritable);
  };
  const register = (command: string, run: (place: DocumentPlace) => Promise<void>) =>
    vscode.commands.registerCommand(command, async (uri?: unknown, position?: unknown) => {
      const place = placeFrom(uri, position) ?? placeOfCursor();
      if (place) await run(place);
      else void vscode.window.showInformationMessage(messages.noEditor);
    });
  return vscode.Disposable.from(
    register(commands.showDerivation, place => panel.show(place)),
    register(commands.copyLatex, place => copy(place, 'LaTeX', latexOf)),
    register(commands.copyNumpy, place => copy(place, 'NumPy', found => found.numpy)),
    register(commands.insertDerivative, insert),
  );
}

function latexOf({ latex, equations }: Found): string {
  switch (vscode.workspace.getConfiguration('nabla').get('latex.copy')) {
    case 'fraction':
      return equations.fraction;
    case 'gradient':
      return equations.gradient ?? equations.fraction;
    default:
      return latex;
  }
}

function placeFrom(uri: unknown, position: unknown): DocumentPlace | null {
  if (typeof uri !== 'string' || typeof position !== 'object' || position === null) return null;
  const { line, character } = position as { line?: unknown; character?: unknown };
  return typeof line === 'number' && typeof character === 'number' ? { uri, position: { line, character } } : null;
}

function placeOfCursor(): DocumentPlace | null {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return null;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
