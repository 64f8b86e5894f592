/** The command line in this process. */

import { run, type Surroundings } from '../../src/cli/run.ts';

export interface CommandLineResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export async function runCommandLine(args: readonly string[], surroundings: Pick<Surroundings, 'engine' | 'cwd' | 'version'>): Promise<CommandLineResult> {
  let out = '';
  let error = '';
  const code = await run(args, {
    ...surroundings,
    colours: false,
    out: text => {
      out += text;
    },
    error: text => {
      error += text;
    },
    serve: async () => undefined,
    serveModels: async () => undefined,
  });
  return { code, out, error };
}
