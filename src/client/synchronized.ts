import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { defaultSettings } from '../ide/settings.ts';

/** Which documents the server has: those that are open, but none that is longer than it reads. It answers null for others. */
export class SynchronizedDocuments implements vscode.Disposable {
  readonly #documents = new Map<string, vscode.TextDocument>();
  readonly #opened = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #closed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly onDidOpen = this.#opened.event;
  readonly onDidChange = this.#changed.event;
  readonly onDidClose = this.#closed.event;

  readonly middleware: Middleware = {
    didOpen: async (document, next) => {
      const limit = vscode.workspace.getConfiguration('nabla').get('maxFileSize', defaultSettings.maxFileSize);
      if (document.getText().length > limit) return;
      this.#documents.set(document.uri.toString(), document);
      await next(document);
      this.#opened.fire(document);
    },
    didChange: async (event, next) => {
      if (!this.has(event.document.uri)) return;
      await next(event);
      this.#changed.fire(event.document);
    },
    didClose: async (document, next) => {
      if (!this.#documents.delete(document.uri.toString())) return;
      await next(document);
      this.#closed.fire(document);
    },
  };

  get all(): readonly vscode.TextDocument[] {
    return [...this.#documents.values()];
  }

  has(uri: vscode.Uri): boolean {
    return this.#documents.has(uri.toString());
  }

  find(uri: vscode.Uri): vscode.TextDocument | undefined {
    return this.#documents.get(uri.toString());
  }

  dispose(): void {
    vscode.Disposable.from(this.#opened, this.#changed, this.#closed).dispose();
  }
}
