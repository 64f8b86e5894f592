import { type CancellationToken, CancellationTokenSource, type Connection } from 'vscode-languageserver';

/** What a client is told of requests that take long. */
export class Progress {
  readonly #connection: Connection;
  readonly #isSupported: () => boolean;
  readonly #patienceMilliseconds: number;

  /** @param patienceMilliseconds What is answered within them is answered without a word. */
  constructor(connection: Connection, isSupported: () => boolean, patienceMilliseconds: number) {
    this.#connection = connection;
    this.#isSupported = isSupported;
    this.#patienceMilliseconds = patienceMilliseconds;
  }

  /**
   * Does the work, and shows it under the title where it takes long. The work is given a token that is cancelled with
   * the request's, and by whoever stops what is shown.
   */
  async during<T>(title: string, token: CancellationToken, work: (token: CancellationToken) => Promise<T>): Promise<T> {
    if (!this.#isSupported()) return work(token);
    const stopping = new CancellationTokenSource();
    const listening = token.onCancellationRequested(() => stopping.cancel());
    let end: (() => void) | null = null;
    let isOver = false;
    const show = async () => {
      const shown = await this.#connection.window.createWorkDoneProgress();
      shown.begin(title, undefined, undefined, true);
      if (isOver) {
        shown.done();
        return;
      }
      const stopped = shown.token.onCancellationRequested(() => stopping.cancel());
      end = () => {
        stopped.dispose();
        shown.done();
      };
    };
    // a client that refuses sees nothing of it
    const timer = setTimeout(() => void show().catch(() => undefined), this.#patienceMilliseconds);
    try {
      return await work(stopping.token);
    } finally {
      isOver = true;
      clearTimeout(timer);
      listening.dispose();
      (end as (() => void) | null)?.();
    }
  }
}
