// An engine with changed sources, in a process that is kept warm: bundled from a copy of the checkout, loaded and asked.

import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { context } from 'esbuild';

/** A document that takes longer than this, in milliseconds, does not end: the slowest takes a tenth of a second. */
const LIMIT = 6000;

export class Engine {
  /** @param copy the copy of the checkout; @param name of this engine, for its bundle */
  constructor(copy, name) {
    this.copy = copy;
    this.bundle = join(copy, `${name}.cjs`);
    this.changed = new Map();
    this.builder = null;
    this.process = null;
  }

  /**
   * Loads the engine with these texts in place of its files. An answer is one of
   * `{ queries }`, `{ answer: { verdict, shown }, milliseconds }`, `{ threw }`, `{ hangs }`, each with the sites that were `reached`.
   * @param {ReadonlyMap<string, string>} changed by file below src
   */
  async load(changed) {
    this.changed = changed;
    this.builder ??= await context({
      entryPoints: [join(this.copy, 'test/random/mutant.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['mathjs'],
      write: false,
      logLevel: 'silent',
      plugins: [{ name: 'changed sources', setup: build => build.onLoad({ filter: /\.ts$/ }, ({ path }) => this.textOf(path)) }],
    });
    let built;
    try {
      built = await this.builder.rebuild();
    } catch (failure) {
      return { threw: `no bundle: ${failure.message}`, reached: [] };
    }
    writeFileSync(this.bundle, built.outputFiles[0].text);
    return this.send({ load: this.bundle });
  }

  ask(document) {
    return this.send({ ask: document });
  }

  close() {
    this.process?.kill('SIGKILL');
    this.process = null;
    return this.builder?.dispose();
  }

  textOf(path) {
    const file = path.slice(join(this.copy, 'src').length + 1).replaceAll('\\', '/');
    const contents = path.startsWith(join(this.copy, 'src')) ? this.changed.get(file) : undefined;
    return contents === undefined ? undefined : { contents, loader: 'ts' };
  }

  send(message) {
    this.process ??= fork(join(import.meta.dirname, 'mutantWorker.mjs'), {
      execArgv: ['--max-old-space-size=2000'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const child = this.process;
    return new Promise(resolve => {
      const finish = reply => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(reply);
      };
      const end = reply => {
        child.kill('SIGKILL');
        this.process = null;
        finish(reply);
      };
      const timer = setTimeout(() => end({ hangs: true, reached: [] }), LIMIT);
      child.once('message', finish);
      child.once('exit', () => end({ threw: 'the process ended', reached: [] }));
      child.send(message);
    });
  }
}

export const sourceText = (copy, file) => readFileSync(join(copy, 'src', file), 'utf8');
