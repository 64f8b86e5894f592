import * as vscode from 'vscode';

/** As package.json declares it (`contributes.mcpServerDefinitionProviders`). */
const id = 'nabla.mcp';

/** Where `nabla mcp` is, for editors that start such servers; not every one that is made of VS Code's sources does. */
export function registerMcpServer({ extension, extensionUri, subscriptions }: vscode.ExtensionContext): void {
  const { registerMcpServerDefinitionProvider } = vscode.lm ?? {};
  if (!registerMcpServerDefinitionProvider) return;
  const script = vscode.Uri.joinPath(extensionUri, 'dist', 'mcp.js').fsPath;
  const { version } = extension.packageJSON as { readonly version: string };
  // on the desktop the host of extensions is no Node, and this makes it one
  const environment = { ELECTRON_RUN_AS_NODE: '1' };
  subscriptions.push(
    registerMcpServerDefinitionProvider(id, {
      provideMcpServerDefinitions: () => [new vscode.McpStdioServerDefinition('Nabla', process.execPath, [script], environment, version)],
    }),
  );
}
