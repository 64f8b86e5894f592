/** What the suites share. No Node modules: they run in the web worker, too. */

import * as vscode from 'vscode';
import type { Api } from '../../../src/client/common.ts';

export const folder = () => vscode.workspace.workspaceFolders![0]!.uri;

export async function activated(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('nabla.nabla');
  ok(extension, 'the extension is installed');
  return extension.activate();
}
export async function open(name: string, column = vscode.ViewColumn.Active): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document, column);
  return document;
}
/** Of the last occurrence: the name is declared before it is used. */
export function position(document: vscode.TextDocument, part: string): vscode.Position {
  const offset = document.getText().lastIndexOf(part);
  ok(offset >= 0, `${part} is in ${document.uri.path}`);
  return document.positionAt(offset);
}
export async function hover(document: vscode.TextDocument, part: string): Promise<string> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position(document, part));
  return found.flatMap(({ contents }) => contents.map(content => (typeof content === 'string' ? content : content.value))).join('\n');
}
export function ours(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'nabla');
}
export function ok(value: unknown, message: string): asserts value {
  if (!value) throw new Error(message);
}
export function equal<T>(actual: T, expected: T, message: string): void {
  if (!Object.is(actual, expected)) throw new Error(`${message}: expected ${String(expected)}, got ${String(actual)}`);
}
export function contains(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`no ${part} in ${text.replace(/base64,[^|]*/g, 'base64,…')}`);
}
export async function until<T>(what: string, get: () => T | Promise<T>, isGood: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 20_000; ; ) {
    const value = await get();
    if (isGood(value)) return value;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}; last: ${JSON.stringify(value)?.slice(0, 500)}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
