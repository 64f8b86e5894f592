// SymPy in one Python process that is started once and warmed up.

import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** null where Python or SymPy is not installed. */
export async function startSympy() {
  const found = spawnSync('python3', ['-c', 'import sympy; print(sympy.__version__)'], { encoding: 'utf8' });
  if (found.status !== 0) return null;
  const child = spawn('python3', [join(import.meta.dirname, 'sympy_times.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    version: found.stdout.trim(),
    /** Microseconds of processor time for building, differentiating and printing, with fresh names. */
    async time({ names, sympy }) {
      child.stdin.write(`${JSON.stringify({ names, expression: sympy })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('the SymPy process ended');
      return JSON.parse(value).microseconds;
    },
    stop: () => child.stdin.end(),
  };
}
