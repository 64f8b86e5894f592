// What the campaigns share: options, and scripts of the repository in processes of their own.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from '../modules.mjs';

/** With `--help` prints what stands at the top of the script, and ends. */
export function helpFrom(script) {
  if (!process.argv.includes('--help') && !process.argv.includes('-h')) return;
  const lines = readFileSync(script, 'utf8').split('\n');
  const rest = lines.findIndex(line => !line.startsWith('//'));
  console.log(
    lines
      .slice(0, rest)
      .map(line => line.replace(/^\/\/ ?/, ''))
      .join('\n'),
  );
  process.exit(0);
}

/** `--name value` on the command line. */
export function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

/** Runs a TypeScript file with tsx. */
export const runScript = (args, limitMilliseconds, cwd) => runNode(['--import', 'tsx', ...args], limitMilliseconds, cwd);

/** Runs Node in `cwd`; its exit code (null where it was stopped) and all that it wrote. */
export function runNode(args, limitMilliseconds, cwd = root) {
  return new Promise(done => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMilliseconds);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => {
        output += text;
      });
    child.on('close', code => {
      clearTimeout(timer);
      done({ code, output });
    });
  });
}

/** `work` for every item, at most `jobs` at a time, in order. */
export async function inParallel(items, jobs, work) {
  let next = 0;
  const worker = async () => {
    while (next < items.length) await work(items[next++]);
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker));
}
