/** Typesets in a web worker: what takes a tenth of a second to load must not hold up the extension host of the browser. */

import type * as mathjax from './index.ts';
import type { TypesetAnswer, TypesetRequest, TypesetterPlace } from './protocol.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope & { readonly nabla_mathjax: typeof mathjax };

scope.onmessage = ({ data: { bundle } }: MessageEvent<TypesetterPlace>) => {
  scope.importScripts(bundle);
  scope.onmessage = ({ data: { id, tex, options } }: MessageEvent<TypesetRequest>) => {
    const answer = (picture: TypesetAnswer['picture'], error: string | null) => scope.postMessage({ id, picture, error } satisfies TypesetAnswer);
    try {
      answer(scope.nabla_mathjax.typeset(tex, options), null);
    } catch (error) {
      answer(null, error instanceof Error ? error.message : String(error));
    }
  };
};
