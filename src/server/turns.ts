/** When work runs: behind the messages that have arrived, or after a while. What is returned takes the work back. */

export type TakeBack = () => void;

type Immediate = (work: () => void) => TakeBack;

/** A web worker has no setImmediate, and its setTimeout waits 4 ms. */
const nextTurn: Immediate = (() => {
  const { setImmediate, clearImmediate } = globalThis as { setImmediate?: (work: () => void) => unknown; clearImmediate?: (handle: unknown) => void };
  if (setImmediate && clearImmediate) {
    return work => {
      const handle = setImmediate(work);
      return () => clearImmediate(handle);
    };
  }
  const { port1, port2 } = new MessageChannel();
  const queue: (() => void)[] = [];
  port1.addEventListener('message', () => queue.shift()?.());
  port1.start();
  return work => {
    let isWanted = true;
    queue.push(() => {
      if (isWanted) work();
    });
    port2.postMessage(null);
    return () => {
      isWanted = false;
    };
  };
})();

/** Messages are handled one a turn, so it takes two. */
export function soon(work: () => void): TakeBack {
  let takeBack = nextTurn(() => {
    takeBack = nextTurn(work);
  });
  return () => takeBack();
}

export function later(work: () => void, milliseconds: number): TakeBack {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}

/** Lets other messages in between. */
export const turn = (): Promise<void> => new Promise(resolve => nextTurn(resolve));
