import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { name, version } from '../../package.json';

/** What a report of a defect needs, as Markdown. Of documents it holds their languages and sizes, never their text or names. */
export function debugInformation(client: BaseLanguageClient, host: 'Node' | 'web worker'): string {
  const documents = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme !== 'output');
  const place = vscode.env.uiKind === vscode.UIKind.Web ? 'browser' : 'desktop';
  const lines = [
    `- Nabla ${version}, extension host: ${host}`,
    `- ${vscode.env.appName} ${vscode.version} (${place}${vscode.env.remoteName ? `, remote: ${vscode.env.remoteName}` : ''})`,
    `- Server: ${State[client.state]}`,
    `- Theme kind: ${vscode.ColorThemeKind[vscode.window.activeColorTheme.kind]}, language: ${vscode.env.language}`,
    `- Open documents: ${documents.map(({ languageId, lineCount }) => `${languageId} (${lineCount} lines)`).join(', ') || 'none'}`,
    '- Settings that are not the default:',
    ...changedSettings(),
  ];
  return `${lines.join('\n')}\n`;
}

function changedSettings(): readonly string[] {
  const extension = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === name && packageJSON.version === version);
  const properties: Readonly<Record<string, unknown>> = extension?.packageJSON.contributes.configuration.properties ?? {};
  const changed = Object.keys(properties).flatMap(key => {
    const setting = vscode.workspace.getConfiguration().inspect(key);
    const value = vscode.workspace.getConfiguration().get(key);
    return JSON.stringify(value) === JSON.stringify(setting?.defaultValue) ? [] : [`  - \`${key}\`: \`${JSON.stringify(value)}\``];
  });
  return changed.length > 0 ? changed : ['  - none'];
}
