import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CommentSyntax, readCommentSyntax } from '../documents/commentSyntax.ts';
import { type ChangedParameters, changedNotification, commentSyntaxNotification, type InitializationOptions, type LanguageSyntax } from '../ide/requests.ts';
import { readSettings } from '../ide/settings.ts';
import { Analyses } from './analyses.ts';
import type { Engine } from './engine.ts';
import type { OpenDocument, Server } from './feature.ts';
import { features } from './features/index.ts';
import { Notebooks, notebookCapabilities } from './notebooks.ts';
import { asksForProblems, Problems } from './problems.ts';
import { Progress } from './progress.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** How often an answer is begun again because the document changed under it. */
const attempts = 3;

/**
 * Serves the connection until it ends. No document, request or defect of the engine ends it.
 * @param patienceMilliseconds How long a request takes before the client is told that it is worked on.
 */
export function serve(connection: Connection, engine: Engine, version: string, files: WorkspaceFiles | null = null, patienceMilliseconds = 500): void {
  const documents = new TextDocuments(TextDocument);
  let settings = readSettings(undefined);
  const commentSyntaxes = new Map<string, CommentSyntax>();
  let commandLinks = false;
  let client: ClientCapabilities = {};
  let settingsNumber = 0;
  let folders: readonly string[] = [];
  let isAsked = false;
  const logError = (message: string) => connection.console.error(message);
  const notebooks = new Notebooks(cells => {
    for (const cell of cells) analyses.schedule(cell);
  });
  const analyses: Analyses = new Analyses(engine, {
    find: uri => documents.get(uri),
    cells: notebooks,
    settings: () => settings,
    commentSyntax: languageId => commentSyntaxes.get(languageId) ?? null,
    publish: (document, analysis, isUnasked) => problems.publish(document, analysis, isUnasked),
    changed: uri => {
      if (commandLinks) void connection.sendNotification(changedNotification, { uri } satisfies ChangedParameters);
      refresh();
    },
    logError,
  });
  const server: Server = {
    connection,
    engine,
    analyses,
    settings: () => settings,
    settingsNumber: () => settingsNumber,
    folders: () => folders,
    files,
    get problems() {
      return problems;
    },
    progress: new Progress(connection, () => client.window?.workDoneProgress === true, patienceMilliseconds),
    asksForProblems: () => isAsked,
    client: () => client,
    commandLinks: () => commandLinks,
    openDocuments: () => documents.all(),
    logError,
    read: (uri, token, answer) => read(analyses, engine, uri, token, answer, logError),
  };

  const problems = new Problems(server);
  const refresh = () => {
    for (const feature of features) feature.refresh?.(server);
  };

  connection.onInitialize(parameters => {
    const options: InitializationOptions = parameters.initializationOptions ?? {};
    client = parameters.capabilities;
    commandLinks = options.commandLinks === true;
    isAsked = asksForProblems(client, options);
    folders = parameters.workspaceFolders?.map(({ uri }) => uri) ?? (parameters.rootUri ? [parameters.rootUri] : []);
    settings = readSettings(options.settings);
    if (options.bundles !== undefined) engine.useBundles?.(options.bundles);
    const capabilities: ServerCapabilities = { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental }, ...notebookCapabilities };
    for (const feature of features) Object.assign(capabilities, feature.capabilities(client, server));
    return { capabilities, serverInfo: { name: 'nabla', version } };
  });
  connection.onInitialized(() => {
    for (const feature of features) feature.started?.(server);
  });
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    settings = readSettings((sent as { nabla?: unknown } | null | undefined)?.nabla);
    settingsNumber++;
    analyses.reset(documents.keys());
    refresh();
    problems.askAgain();
  });
  connection.onNotification(commentSyntaxNotification, (sent: Partial<LanguageSyntax> | null) => {
    const { languageId } = sent ?? {};
    const syntax = readCommentSyntax(sent?.syntax);
    if (typeof languageId !== 'string' || !syntax) return;
    commentSyntaxes.set(languageId, syntax);
    // those that were opened before, too
    for (const document of documents.all()) if (document.languageId === languageId) analyses.schedule(document.uri);
  });
  connection.onShutdown(() => analyses.stop());
  documents.onDidChangeContent(({ document }) => analyses.schedule(document.uri));
  documents.onDidClose(({ document }) => {
    analyses.forget(document.uri);
    problems.closed(document.uri);
  });
  for (const feature of features) feature.register(server);

  documents.listen(notebooks.listen(connection));
  connection.listen();
}

async function read<T>(
  analyses: Analyses,
  engine: Engine,
  uri: string,
  token: CancellationToken,
  answer: (open: OpenDocument) => Promise<T | null> | T | null,
  logError: (message: string) => void,
): Promise<T | null> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      const found = await analyses.at(uri);
      if (token.isCancellationRequested) break;
      if (!found) return null;
      const { document, analysis } = found;
      // the text of a document object moves on with its changes
      const { version } = document;
      const answered = await answer({
        uri,
        document,
        analysis,
        features: engine.features,
        offsetAt: position => document.offsetAt(position),
        range: ({ start, end }) => ({ start: document.positionAt(start), end: document.positionAt(end) }),
        settle: (offset, milliseconds, isPending) => analyses.settle(uri, offset, milliseconds, () => !token.isCancellationRequested && isPending()),
      });
      if (token.isCancellationRequested) break;
      if (document.version === version) return answered;
    } catch (error) {
      // null instead of an exception: editors show errors of a hover in the reader's face
      logError(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return null;
    }
  }
  const isCancelled = token.isCancellationRequested;
  throw new ResponseError(isCancelled ? LSPErrorCodes.RequestCancelled : LSPErrorCodes.ContentModified, isCancelled ? 'cancelled' : 'the document changed');
}
