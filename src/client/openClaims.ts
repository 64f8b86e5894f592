import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ChangedParameters, DocumentClaims } from '../ide/requests.ts';
import { claimsOf } from './claims.ts';
import * as messages from './messages.ts';
import type { SynchronizedDocuments } from './synchronized.ts';

/** After a change the server answers no sooner with anything new. */
const delayMilliseconds = 300;

/** The claims of the documents that the server has, as far as they are known. */
export class OpenClaims implements vscode.Disposable {
  readonly #client: () => BaseLanguageClient;
  readonly #documents: SynchronizedDocuments;
  readonly #found = new Map<string, DocumentClaims | null>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(client: () => BaseLanguageClient, documents: SynchronizedDocuments) {
    this.#client = client;
    this.#documents = documents;
    this.#subscriptions = [
      documents.onDidOpen(({ uri }) => this.#later(uri, 0)),
      documents.onDidChange(({ uri }) => this.#later(uri, delayMilliseconds)),
      documents.onDidClose(({ uri }) => this.#forget(uri)),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('nabla')) for (const { uri } of documents.all) this.#later(uri, delayMilliseconds);
      }),
    ];
  }

  /** Verdicts come later than the answer that they are pending. */
  listen(client: BaseLanguageClient, changed: vscode.Event<ChangedParameters>): vscode.Disposable {
    return changed(({ uri }) => {
      // the server names documents as the client sent them
      const document = this.#documents.all.find(open => client.code2ProtocolConverter.asUri(open.uri) === uri);
      if (document) this.#later(document.uri, 0);
    });
  }

  /** null for a document that is not read, undefined before the server has answered. */
  of(uri: vscode.Uri): DocumentClaims | null | undefined {
    return this.#found.get(uri.toString());
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions, this.#changed).dispose();
  }

  #later(uri: vscode.Uri, milliseconds: number): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        void this.#ask(uri);
      }, milliseconds),
    );
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#found.delete(key);
    this.#changed.fire(uri);
  }

  async #ask(uri: vscode.Uri): Promise<void> {
    const client = this.#client();
    const document = this.#documents.find(uri);
    if (!document || !client.isRunning()) return;
    const { version } = document;
    try {
      const found = await claimsOf(client, uri);
      if (!this.#documents.has(uri) || document.version !== version) return;
      this.#found.set(uri.toString(), found);
      this.#changed.fire(uri);
    } catch (error) {
      // where the document has changed meanwhile it is asked for again
      client.debug(messages.notAnswered(uri.toString()), error);
    }
  }
}
