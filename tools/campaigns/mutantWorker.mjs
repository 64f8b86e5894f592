// A process that loads the engine with changed modules, again and again, and asks it. It is kept warm: the modules that are
// not changed are compiled once, and mathjs is loaded once. Talks to engine.mjs.
//
//   node mutantWorker.mjs MODULES.json ENTRY       the modules as CommonJS, by their paths
//   { load: { PATH: text } }   changed modules      → { queries } of its documents or { threw }
//   { ask: k }                 a document's number  → { answer, milliseconds } or { threw }
//
// Every reply has the sites that were `reached`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { compileFunction } from 'node:vm';

const require = createRequire(import.meta.url);
const [, , modulesFile, entry] = process.argv;
const texts = JSON.parse(readFileSync(modulesFile, 'utf8'));
const compiled = new Map();
let engine = null;

// what a broken rule calls, while its module is loaded as well: tables hold functions that are called later
globalThis.mutation = {
  scaled: (factor, value) => (engine ? engine.mutation.scaled(factor, value) : value),
  ones: value => (engine ? engine.mutation.ones(value) : value),
  doubled:
    function_ =>
    (...args) =>
      engine.mutation.scaled(2, function_(...args)),
};

process.on('message', message => {
  const reached = new Set();
  globalThis.mutationReached = site => reached.add(site);
  try {
    if (message.load) {
      engine = null;
      engine = instance(message.load);
      const queries = engine.documents.map(text => text.slice(text.lastIndexOf('\n') + 1));
      process.send({ queries, reached: [...reached] });
      return;
    }
    const start = performance.now();
    const answer = engine.answerTo(engine.documents[message.ask]);
    process.send({ answer, milliseconds: performance.now() - start, reached: [...reached] });
  } catch (failure) {
    process.send({ threw: failure instanceof Error ? `${failure.name}: ${failure.message}`.slice(0, 200) : String(failure), reached: [...reached] });
  }
});

/** The exports of the entry, every module instantiated anew. */
function instance(changed) {
  const instances = new Map();
  const load = path => {
    const known = instances.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    instances.set(path, module);
    const run = path in changed ? compile(changed[path], path) : unchanged(path);
    run(module.exports, name => (name.startsWith('.') ? load(posix.join(posix.dirname(path), name)) : require(name)), module);
    return module.exports;
  };
  return load(entry);
}

function unchanged(path) {
  if (!compiled.has(path)) compiled.set(path, compile(texts[path], path));
  return compiled.get(path);
}

const compile = (text, filename) => compileFunction(text, ['exports', 'require', 'module'], { filename });
