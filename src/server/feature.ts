import type { CancellationToken, ClientCapabilities, Connection, Position, ServerCapabilities } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentAnalysis } from '../analysis/document.ts';
import type { ServerSettings } from '../ide/requests.ts';
import type { Analyses } from './analyses.ts';
import type { Engine, Features } from './engine.ts';
import type { Problems } from './problems.ts';
import type { Progress } from './progress.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** A document as it is while a request is answered. */
export interface OpenDocument {
  readonly uri: string;
  readonly document: TextDocument;
  readonly analysis: DocumentAnalysis;
  readonly features: Features;
  offsetAt(position: Position): number;
  range(span: { readonly start: number; readonly end: number }): { readonly start: Position; readonly end: Position };
  /** Runs certificates of this document, that of the statement at the offset first, until nothing is pending, the time is over or the document has changed. */
  settle(offset: number, milliseconds: number, isPending: () => boolean): Promise<void>;
}

/** What features are given. */
export interface Server {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly analyses: Analyses;
  settings(): ServerSettings;
  client(): ClientCapabilities;
  /** Another one whenever the settings are others. */
  settingsNumber(): number;
  /** The folders of the workspace, as addresses. */
  folders(): readonly string[];
  /** null where the host of the server has none. */
  readonly files: WorkspaceFiles | null;
  readonly problems: Problems;
  readonly progress: Progress;
  /** Whether the client asks for problems; otherwise they are published. */
  asksForProblems(): boolean;
  /** Whether the client knows the commands of Nabla. */
  commandLinks(): boolean;
  /** The documents that are open in the editor. */
  openDocuments(): readonly TextDocument[];
  logError(message: string): void;
  /**
   * The answer for the document as it is now: where it changes meanwhile, `answer` is asked again. null for a document
   * that is not read, and where `answer` throws.
   * @throws ResponseError RequestCancelled, ContentModified
   */
  read<T>(uri: string, token: CancellationToken, answer: (open: OpenDocument) => Promise<T | null> | T | null): Promise<T | null>;
}

/** One feature of the protocol: what it promises, and its handlers. */
export interface Feature {
  capabilities(client: ClientCapabilities, server: Server): Partial<ServerCapabilities>;
  register(server: Server): void;
  /** The client takes requests from now on. */
  started?(server: Server): void;
  /** Certificates came in, or the settings are others: what the client has may be out of date. */
  refresh?(server: Server): void;
}
