import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, Middleware } from 'vscode-languageclient';
import { COMMAND_BEFORE_CURSOR } from '../ide/commandBeforeCursor.ts';
import { type ChangedParameters, changedNotification, commands, type InitializationOptions, type ServerSettings } from '../ide/requests.ts';
import { defaultSettings } from '../ide/settings.ts';
import { ClaimTests } from './claimTests.ts';
import { clientCommands } from './commandNames.ts';
import { registerCommands } from './commands.ts';
import { mathematicsContext } from './context.ts';
import { debugInformation } from './debugInformation.ts';
import { openExample } from './example.ts';
import { hoverMiddleware, type Typeset } from './hover.ts';
import { LanguageSyntaxes } from './languageSyntaxes.ts';
import * as messages from './messages.ts';
import { OpenClaims } from './openClaims.ts';
import { DerivationPanel } from './panel.ts';
import { recovery } from './recovery.ts';
import { DocumentStatus } from './status.ts';
import { SynchronizedDocuments } from './synchronized.ts';
import { registerTools } from './tools.ts';
import { WorkspaceCheck } from './workspaceCheck.ts';

/** What `activate` gives to tests. */
export interface Api {
  readonly client: BaseLanguageClient;
  readonly panel: DerivationPanel;
  readonly workspaceCheck: WorkspaceCheck;
  readonly claimTests: ClaimTests;
  readonly status: DocumentStatus;
}

/** Where mathematics may stand: files here and elsewhere, new ones, and the cells of notebooks. Which languages is the server's affair. */
const documentSelector = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web', 'vscode-notebook-cell'].map(scheme => ({ scheme }));

/** What both hosts of extensions share; they differ in how the server is started and the typesetter loaded. */
export async function activateWith(
  context: vscode.ExtensionContext,
  host: 'Node' | 'web worker',
  makeClient: (options: LanguageClientOptions) => BaseLanguageClient,
  loadTypesetter: () => Promise<Typeset>,
  initialization: Pick<InitializationOptions, 'bundles'> = {},
): Promise<Api> {
  const log = vscode.window.createOutputChannel('Nabla', { log: true });
  const documents = new SynchronizedDocuments();
  let client!: BaseLanguageClient;
  client = makeClient({
    documentSelector,
    outputChannel: log,
    errorHandler: recovery(),
    initializationOptions: { ...initialization, commandLinks: true, publishedDiagnostics: true, settings: readSettings() } satisfies InitializationOptions,
    markdown: { isTrusted: { enabledCommands: Object.values(commands) }, supportHtml: false },
    synchronize: { configurationSection: 'nabla' },
    textSynchronization: { delayOpenNotifications: true },
    middleware: { ...hoverMiddleware(() => client, loadTypesetter), ...documents.middleware, ...hostCompletionGuard },
  });
  const panel = new DerivationPanel(context, () => client, loadTypesetter);
  const syntaxes = new LanguageSyntaxes(() => client);
  const workspaceCheck = new WorkspaceCheck(() => client, documents, syntaxes);
  const openClaims = new OpenClaims(() => client, documents);
  const claimTests = new ClaimTests(() => client, documents, openClaims, workspaceCheck);
  const status = new DocumentStatus(documentSelector, () => client, openClaims);
  // a client has one handler a notification
  const changed = new vscode.EventEmitter<ChangedParameters>();
  context.subscriptions.push(
    log,
    changed,
    client.onNotification(changedNotification, (parameters: ChangedParameters) => changed.fire(parameters)),
    documents,
    syntaxes.listen(client),
    workspaceCheck,
    openClaims,
    openClaims.listen(client, changed.event),
    claimTests,
    status,
    status.listen(client),
    mathematicsContext(openClaims),
    registerTools(() => client),
    panel,
    panel.listen(client, changed.event),
    registerCommands(() => client, panel),
    vscode.commands.registerCommand(clientCommands.checkWorkspace, () => workspaceCheck.run()),
    vscode.commands.registerCommand(clientCommands.openExample, openExample),
    vscode.commands.registerCommand(clientCommands.copyDebugInformation, async () => {
      await vscode.env.clipboard.writeText(debugInformation(client, host));
      vscode.window.setStatusBarMessage(messages.copiedDebugInformation, 3000);
    }),
    vscode.commands.registerCommand(commands.showLog, () => log.show()),
    vscode.commands.registerCommand(commands.restartServer, async () => {
      await client.stop();
      await client.start();
      vscode.window.setStatusBarMessage(messages.restarted, 3000);
    }),
    { dispose: () => client.dispose() },
  );
  try {
    await client.start();
  } catch (error) {
    const choice = await vscode.window.showErrorMessage(messages.serverFailed(error instanceof Error ? error.message : String(error)), messages.showLog);
    if (choice) log.show();
  }
  return { client, panel, workspaceCheck, claimTests, status };
}

function readSettings(): ServerSettings {
  const section = vscode.workspace.getConfiguration('nabla');
  return {
    layout: section.get('layout', defaultSettings.layout),
    languages: section.get('languages', defaultSettings.languages),
    comments: section.get('comments', defaultSettings.comments),
    maxFileSize: section.get('maxFileSize', defaultSettings.maxFileSize),
    code: { language: section.get('code.language', defaultSettings.code.language) },
    inlayHints: section.get('inlayHints', defaultSettings.inlayHints),
    codeLens: section.get('codeLens', defaultSettings.codeLens),
  };
}

/** Completions of a host language wait for ours: where there can be none, the server is not asked. */
const hostCompletionGuard: Middleware = {
  provideCompletionItem(document, position, context, token, next) {
    const line = document.lineAt(position).text.slice(0, position.character);
    return document.languageId === 'mc' || COMMAND_BEFORE_CURSOR.test(line) ? next(document, position, context, token) : null;
  },
};
