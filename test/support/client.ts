/** A language client of a few lines, over streams: what any editor does, without one. */

import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serve } from '../../src/server/core.ts';
import type { Engine } from '../../src/server/engine.ts';
import type { WorkspaceFiles } from '../../src/server/workspaceFiles.ts';

export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly capabilities: Record<string, unknown>;
  /** By document, the last ones published. */
  readonly diagnostics: Map<string, readonly Diagnostic[]>;
  /** What the server wrote to its log. */
  readonly log: string[];
  /** What the server registered after the start. */
  readonly registrations: { readonly method: string; readonly registerOptions: unknown }[];
  open(uri: string, languageId: string, text: string): Promise<void>;
  change(uri: string, version: number, edits: readonly { range: unknown; text: string }[]): Promise<void>;
  hover(uri: string, line: number, character: number): Promise<{ contents: { value: string }; math?: { tex: string; plain: string } } | null>;
}

/** The server in this process, with an engine of the test's own. */
export async function startInProcess(
  engine: Engine,
  initializationOptions: unknown = { commandLinks: true },
  capabilities: unknown = {},
  files: WorkspaceFiles | null = null,
  patienceMilliseconds?: number,
): Promise<TestClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), engine, '0.0.0', files, patienceMilliseconds);
  return connect(createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer)), initializationOptions, capabilities);
}

/**
 * @param can What the client says that it can do.
 * @param more Other fields of the first message.
 */
export async function connect(connection: ProtocolConnection, initializationOptions: unknown, can: unknown = {}, more: object = {}): Promise<TestClient> {
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  const log: string[] = [];
  const registrations: { readonly method: string; readonly registerOptions: unknown }[] = [];
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics: found }) => void diagnostics.set(uri, found));
  connection.onNotification('window/logMessage', ({ message }) => void log.push(message));
  connection.onRequest('client/registerCapability', ({ registrations: found }) => {
    for (const { method, registerOptions } of found) registrations.push({ method, registerOptions });
    return null;
  });
  connection.listen();
  const { capabilities } = await connection.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: can,
    initializationOptions,
    ...more,
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    capabilities,
    diagnostics,
    log,
    registrations,
    open: (uri, languageId, text) => connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, contentChanges) => connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges }),
    hover: (uri, line, character) => connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } }),
  };
}

/** @throws when it does not come true in time. */
export async function until(what: string, isTrue: () => boolean, milliseconds = 5000): Promise<void> {
  for (const end = Date.now() + milliseconds; !isTrue(); ) {
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
