// An engine with changed sources, in a process that is kept warm.

import { fork } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

/** A document that computes for longer than this, in milliseconds, does not end: the slowest takes less than a second. */
const LIMIT = 6000;
/** Where other processes take the machine, or its time cannot be read. */
const PATIENCE = 120_000;
const TICK = 500;

const ENTRY = 'test/random/mutant.ts';

export class Engine {
  /** @param copy the copy of the checkout, with src and test/random */
  constructor(copy) {
    this.copy = copy;
    this.modules = modulesOf(copy);
    this.process = null;
    // one that does not end outlives a campaign that is stopped
    process.on('exit', () => this.close());
  }

  /**
   * Loads the engine with these texts in place of its files. The reply is one of `{ queries }`, `{ threw }`, `{ hangs }`, with
   * the sites that were `reached`.
   * @param {ReadonlyMap<string, string>} changed by file below src
   */
  load(changed) {
    try {
      return this.send({ load: Object.fromEntries([...changed].map(([file, text]) => [`src/${file}`, moduleOf(text)])) });
    } catch (failure) {
      return Promise.resolve({ threw: `no module: ${failure.message}`, reached: [] });
    }
  }

  /** `{ answer: { verdict, shown }, milliseconds }`, `{ threw }` or `{ hangs }`, with the sites that were `reached`. */
  ask(document) {
    return this.send({ ask: document });
  }

  close() {
    this.process?.kill('SIGKILL');
    this.process = null;
  }

  send(message) {
    this.process ??= fork(join(import.meta.dirname, 'mutantWorker.mjs'), [this.modules, ENTRY], {
      execArgv: ['--max-old-space-size=2000'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const child = this.process;
    return new Promise(resolve => {
      const finish = reply => {
        clearInterval(timer);
        child.removeAllListeners();
        resolve(reply);
      };
      const end = reply => {
        child.kill('SIGKILL');
        this.process = null;
        finish(reply);
      };
      const start = { at: Date.now(), computed: computedBy(child.pid) };
      const timer = setInterval(() => {
        const waited = Date.now() - start.at;
        const computed = computedBy(child.pid);
        if (waited > PATIENCE || (computed !== null && start.computed !== null && computed - start.computed > LIMIT)) end({ hangs: true, reached: [] });
      }, TICK);
      child.once('message', finish);
      child.once('exit', () => end({ threw: 'the process ended', reached: [] }));
      child.send(message);
    });
  }
}

export const sourceText = (copy, file) => readFileSync(join(copy, 'src', file), 'utf8');

const moduleOf = text => transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20' }).code;

/** A file with all modules of the copy, made once. */
function modulesOf(copy) {
  const file = join(copy, 'modules.json');
  const paths = ['src', 'test/random'].flatMap(folder =>
    readdirSync(join(copy, folder), { recursive: true, encoding: 'utf8' }).map(path => `${folder}/${path.replaceAll('\\', '/')}`),
  );
  const texts = paths.filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts')).map(path => [path, moduleOf(readFileSync(join(copy, path), 'utf8'))]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(texts)));
  return file;
}

/** Milliseconds that a process has computed, in ticks of a hundredth of a second; null where the system does not say. */
function computedBy(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return null;
  }
}
