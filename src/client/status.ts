import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { commands } from '../ide/requests.ts';
import * as messages from './messages.ts';
import type { OpenClaims } from './openClaims.ts';

/** What was found in the document of the active editor, among the states of its language. It never asks for attention. */
export class DocumentStatus implements vscode.Disposable {
  readonly #client: () => BaseLanguageClient;
  readonly #open: OpenClaims;
  readonly #item: vscode.LanguageStatusItem;
  readonly #subscriptions: vscode.Disposable[];

  constructor(selector: vscode.DocumentSelector, client: () => BaseLanguageClient, open: OpenClaims) {
    this.#client = client;
    this.#open = open;
    this.#item = vscode.languages.createLanguageStatusItem('nabla.status', selector);
    this.#item.name = messages.statusName;
    this.#item.detail = messages.statusName;
    this.#subscriptions = [this.#item, open.onDidChange(() => this.#show()), vscode.window.onDidChangeActiveTextEditor(() => this.#show())];
    this.#show();
  }

  get shown(): { readonly text: string; readonly isBusy: boolean } {
    return { text: this.#item.text, isBusy: this.#item.busy };
  }

  listen(client: BaseLanguageClient): vscode.Disposable {
    return client.onDidChangeState(() => this.#show());
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #show(): void {
    const { state } = this.#client();
    const document = vscode.window.activeTextEditor?.document;
    const found = document && this.#open.of(document.uri);
    const isStopped = state === State.Stopped || state === State.StartFailed;
    this.#item.text = isStopped ? messages.notRunning : found === undefined ? messages.starting : messages.documentStatus(found);
    this.#item.busy = !isStopped && (found?.isPending ?? false);
    this.#item.command = isStopped ? { command: commands.restartServer, title: messages.restart } : { command: commands.showLog, title: messages.showLog };
  }
}
