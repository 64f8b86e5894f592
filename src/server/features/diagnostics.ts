import { type CancellationToken, LSPErrorCodes, ResponseError, type WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isLanguageRead } from '../../ide/settings.ts';
import { lspDiagnostic } from '../convert.ts';
import type { Feature, Server } from '../feature.ts';
import * as messages from '../messages.ts';
import type { WorkspaceFile } from '../workspaceFiles.ts';

/** For clients that ask (`server/problems.ts`): of open documents, and of all files where the host of the server can read them. */
export const diagnostics: Feature = {
  capabilities: (_client, server) =>
    server.asksForProblems() ? { diagnosticProvider: { identifier: 'nabla', interFileDependencies: false, workspaceDiagnostics: server.files !== null } } : {},
  register(server) {
    const { connection, problems, progress } = server;
    connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
      const items = await server.read(uri, token, ({ analysis }) => problems.of(uri, analysis));
      return problems.report(uri, items ?? [], previousResultId);
    });
    connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, asked, _progress, partial) => {
      const all: WorkspaceDocumentDiagnosticReport[] = [];
      const report = (found: WorkspaceDocumentDiagnosticReport) => {
        if (partial) partial.report({ items: [found] });
        else all.push(found);
      };
      const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const files = await filesOf(server);
      const listed = new Set(files.map(({ uri }) => uri));
      for (const uri of before.keys()) if (!listed.has(uri)) report({ kind: 'full', uri, version: null, items: [] });
      await progress.during(messages.progress.workspace, asked, async token => {
        for (const file of files) {
          const found = await reportOn(file, before.get(file.uri), server, token);
          if (found) report(found);
        }
      });
      return { items: all };
    });
  },
};

async function filesOf({ files, folders, settings, logError }: Server): Promise<readonly WorkspaceFile[]> {
  try {
    const found = (await files?.list(folders())) ?? [];
    return found.filter(({ languageId }) => isLanguageRead(languageId, settings().languages));
  } catch (error) {
    logError(`the workspace could not be listed: ${String(error)}`);
    return [];
  }
}

/** null where the file cannot be read; of an open one what is said of it is that of the editor's text. */
async function reportOn(file: WorkspaceFile, previous: string | undefined, server: Server, token: CancellationToken) {
  const { uri } = file;
  const open = server.openDocuments().find(each => each.uri === uri);
  const version = open?.version ?? null;
  const resultId = `${open ? `version ${open.version}` : file.stamp} ${server.settingsNumber()}`;
  if (resultId === previous) return { kind: 'unchanged', uri, version, resultId } as const;
  try {
    const text = open?.getText() ?? (await server.files?.read(uri)) ?? null;
    if (text === null) return null;
    const document = TextDocument.create(uri, open?.languageId ?? file.languageId, 0, text);
    const parts = await server.analyses.checkedParts(document, () => token.isCancellationRequested);
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    const items = parts ? server.engine.features.checkOf(text, parts).diagnostics.map(each => lspDiagnostic(each, uri, [])) : [];
    return { kind: 'full', uri, version, resultId, items } as const;
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    server.logError(`${uri}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return null;
  }
}
