import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Api, activateWith } from './common.ts';
import { registerMcpServer } from './mcpServer.ts';

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  registerMcpServer(context);
  const run = { module, transport: TransportKind.ipc };
  return activateWith(
    context,
    'Node',
    options => new LanguageClient('nabla', 'Nabla', { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } }, options),
    async () => (await import('../mathjax/index.ts')).typeset,
  );
}
