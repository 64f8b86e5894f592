import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { Picture } from '../mathjax/index.ts';
import type { TypesetAnswer, TypesetRequest, TypesetterPlace } from '../mathjax/protocol.ts';
import { type Api, activateWith } from './common.ts';
import type { Typeset } from './hover.ts';

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const address = (...path: string[]) => vscode.Uri.joinPath(context.extensionUri, 'dist', ...path).toString(true);
  return activateWith(
    context,
    'web worker',
    options => new LanguageClient('nabla', 'Nabla', new Worker(address('web', 'server.js')), options),
    async () => {
      const typesetter = new Typesetter(address('web', 'typesetter.js'), address('mathjax.js'));
      context.subscriptions.push(typesetter);
      return (tex, options) => typesetter.typeset(tex, options);
    },
    { bundles: address() },
  );
}

/** The typesetter in its worker. Where that cannot be started, every picture fails with the reason. */
class Typesetter {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { done(picture: Picture): void; fail(error: Error): void }>();
  #count = 0;

  constructor(worker: string, bundle: string) {
    this.#worker = new Worker(worker);
    this.#worker.onmessage = ({ data: { id, picture, error } }: MessageEvent<TypesetAnswer>) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (picture) waiting?.done(picture);
      else waiting?.fail(new Error(error ?? ''));
    };
    this.#worker.onerror = ({ message }) => {
      for (const { fail } of this.#waiting.values()) fail(new Error(message));
      this.#waiting.clear();
    };
    this.#worker.postMessage({ bundle } satisfies TypesetterPlace);
  }

  typeset(...[tex, options]: Parameters<Typeset>): Promise<Picture> {
    const id = ++this.#count;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#worker.postMessage({ id, tex, options } satisfies TypesetRequest);
    });
  }

  dispose(): void {
    this.#worker.terminate();
  }
}
