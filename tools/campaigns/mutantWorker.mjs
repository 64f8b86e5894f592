// A process that loads bundles of test/random/mutant.ts one after the other and asks them: kept warm, because a new process
// and mathjs take longer than most mutants do. Talks to mutants.mjs.
//
//   { load }                 the path of a bundle            → { queries } of its documents or { threw }
//   { ask: k }               the document of this number     → { answer, milliseconds, reached } or { threw }

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';

const require = createRequire(import.meta.url);
let bundle = null;

// what a broken rule calls, while its bundle is loaded as well: tables hold functions that are called later
globalThis.mutation = {
  scaled: (factor, value) => (bundle ? bundle.mutation.scaled(factor, value) : value),
  ones: value => (bundle ? bundle.mutation.ones(value) : value),
  doubled:
    function_ =>
    (...args) =>
      bundle.mutation.scaled(2, function_(...args)),
};

process.on('message', message => {
  const reached = new Set();
  globalThis.mutationReached = site => reached.add(site);
  try {
    if (message.load !== undefined) {
      bundle = null;
      bundle = loaded(message.load);
      process.send({ queries: bundle.documents.map(text => text.slice(text.lastIndexOf('\n') + 1)), reached: [...reached] });
      return;
    }
    const start = performance.now();
    const answer = bundle.answerTo(bundle.documents[message.ask]);
    process.send({ answer, milliseconds: performance.now() - start, reached: [...reached] });
  } catch (failure) {
    process.send({ threw: failure instanceof Error ? `${failure.name}: ${failure.message}`.slice(0, 200) : String(failure), reached: [...reached] });
  }
});

function loaded(file) {
  const module = { exports: {} };
  runInThisContext(`(function (exports, require, module) {${readFileSync(file, 'utf8')}\n})`, { filename: file })(module.exports, require, module);
  return module.exports;
}
