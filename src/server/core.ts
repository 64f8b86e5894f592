import {
  CodeActionKind,
  type Connection,
  type Hover,
  type CodeAction as LspCodeAction,
  MarkupKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentAnalysis } from '../analysis/document.ts';
import { codeAt } from '../ide/code.ts';
import { codeActionsAt } from '../ide/codeActions.ts';
import { derivativeAt } from '../ide/derivative.ts';
import { diagnosticsOf } from '../ide/diagnostics.ts';
import { hoverAt, isHoverPending } from '../ide/hover.ts';
import { isPanelPending, panelContentAt } from '../ide/panel.ts';
import {
  type ChangedParameters,
  type CodeAnswer,
  type CodePlace,
  changedNotification,
  codeRequest,
  type DerivativeAnswer,
  type DocumentPlace,
  derivativeRequest,
  type HoverMath,
  type InitializationOptions,
  type PanelPlace,
  panelRequest,
} from '../ide/requests.ts';
import { readSettings } from '../ide/settings.ts';
import type { PanelContent } from '../panel/protocol.ts';
import { Analyses, type Engine } from './analyses.ts';
import { lspCodeAction, lspDiagnostic } from './convert.ts';

/** How long an answer waits for a certificate before it says `checking…`. */
const hoverWaitMilliseconds = 100;
const panelWaitMilliseconds = 500;

/** Serves the connection until it ends. No document, request or defect of the engine ends it. */
export function serve(connection: Connection, engine: Engine, version: string): void {
  const documents = new TextDocuments(TextDocument);
  let settings = readSettings(undefined);
  let commandLinks = false;
  const logError = (message: string) => connection.console.error(message);
  const analyses = new Analyses(engine, {
    find: uri => documents.get(uri),
    settings: () => settings,
    publish: (document, analysis) => {
      const diagnostics = analysis ? diagnosticsOf(analysis).map(lspDiagnostic) : [];
      void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
    },
    changed: uri => {
      if (commandLinks) void connection.sendNotification(changedNotification, { uri } satisfies ChangedParameters);
    },
    logError,
  });

  connection.onInitialize(parameters => {
    const options: InitializationOptions = parameters.initializationOptions ?? {};
    commandLinks = options.commandLinks === true;
    settings = readSettings(options.settings);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] },
      },
      serverInfo: { name: 'nabla', version },
    };
  });
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    settings = readSettings((sent as { nabla?: unknown } | null | undefined)?.nabla);
    analyses.reset(documents.keys());
  });
  connection.onShutdown(() => analyses.stop());

  documents.onDidChangeContent(({ document }) => analyses.schedule(document.uri));
  documents.onDidClose(({ document }) => {
    analyses.forget(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.onHover(({ textDocument: { uri }, position }) =>
    answer<Hover & { math?: HoverMath }>(logError, async () => {
      const open = await analyses.at(uri);
      if (!open) return null;
      const { document, analysis } = open;
      const offset = document.offsetAt(position);
      await analyses.settle(uri, offset, hoverWaitMilliseconds, () => {
        const info = analysis.hoverAt(offset);
        return info !== null && isHoverPending(info);
      });
      const hover = hoverAt(analysis, offset, commandLinks ? { uri, position } : null, settings.code.language);
      if (!hover) return null;
      return {
        range: { start: document.positionAt(hover.range.start), end: document.positionAt(hover.range.end) },
        contents: { kind: MarkupKind.Markdown, value: hover.markdown },
        ...(commandLinks && hover.math ? { math: hover.math } : {}),
      };
    }),
  );
  connection.onCodeAction(({ textDocument: { uri }, range, context }) =>
    answer<LspCodeAction[]>(logError, async () => {
      const open = await analyses.at(uri);
      if (!open) return null;
      const options = { commands: commandLinks, codeSetting: settings.code.language };
      const actions = codeActionsAt(open.analysis, range, open.document.offsetAt(range.start), options);
      return actions.map(action => lspCodeAction(action, { uri, position: range.start }, context.diagnostics));
    }),
  );
  connection.onRequest<PanelContent | null, void>(panelRequest, ({ uri, position, code }: PanelPlace) =>
    answer<PanelContent>(logError, async () => {
      const open = await analyses.at(uri);
      if (!open) return null;
      const offset = open.document.offsetAt(position);
      await analyses.settle(uri, offset, panelWaitMilliseconds, () => isPanelPending(open.analysis.panelAt(offset)));
      // the panel says how many operations the code takes
      await engine.prepareCode();
      return panelContentAt(open.analysis, offset, uri, code === undefined ? null : { asked: code, setting: settings.code.language });
    }),
  );
  connection.onRequest<DerivativeAnswer | null, void>(derivativeRequest, ({ uri, position }: DocumentPlace) =>
    answer<DerivativeAnswer>(logError, async () => {
      const open = await analyses.at(uri);
      if (!open) return null;
      const offset = open.document.offsetAt(position);
      await settleStatement(open.analysis, uri, offset);
      return derivativeAt(open.analysis, offset);
    }),
  );
  connection.onRequest<CodeAnswer | null, void>(codeRequest, ({ uri, position, language }: CodePlace) =>
    answer<CodeAnswer>(logError, async () => {
      const open = await analyses.at(uri);
      if (!open) return null;
      const offset = open.document.offsetAt(position);
      await settleStatement(open.analysis, uri, offset);
      await engine.prepareCode();
      return codeAt(open.analysis, offset, language, settings.code.language);
    }),
  );
  const settleStatement = (analysis: DocumentAnalysis, uri: string, offset: number) =>
    analyses.settle(uri, offset, panelWaitMilliseconds, () => analysis.statementAt(offset)?.result.derivative?.certificate.verdict === 'pending');

  documents.listen(connection);
  connection.listen();
}

/** null instead of an exception: editors show errors of a hover in the reader's face. */
async function answer<T>(logError: (message: string) => void, run: () => Promise<T | null>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    logError(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return null;
  }
}
