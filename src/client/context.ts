import * as vscode from 'vscode';
import type { OpenClaims } from './openClaims.ts';

/** The key that menus and key bindings ask for (package.json, `when`). */
export const contextKey = 'nabla.hasMathematics';

/** Tells the editor whether the active document holds anything that Nabla reads. */
export function mathematicsContext(open: OpenClaims): vscode.Disposable {
  let told: boolean | null = null;
  const tell = () => {
    const document = vscode.window.activeTextEditor?.document;
    const isThere = ((document && open.of(document.uri))?.statements ?? 0) > 0;
    if (isThere === told) return;
    told = isThere;
    void vscode.commands.executeCommand('setContext', contextKey, isThere);
  };
  tell();
  return vscode.Disposable.from(open.onDidChange(tell), vscode.window.onDidChangeActiveTextEditor(tell));
}
