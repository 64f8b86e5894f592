/** Runs generated modules, all of them in one process a language. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Dense } from '../notation/nodes.ts';
import { argumentsOf, type Outcome, type Program } from './programs.ts';

export interface Report {
  diagnostic(message: string): void;
}

const PYTHON = `
import json, sys, warnings
import numpy as np
warnings.simplefilter("error", SyntaxWarning)
library = sys.argv[1]
if library == "torch":
    import torch
    torch.set_num_threads(1)
    array = lambda x: torch.tensor(x, dtype=torch.float64)
elif library == "jax":
    import jax
    jax.config.update("jax_enable_x64", True)
    array = jax.numpy.asarray
else:
    array = np.asarray

def dense(x):
    x = np.asarray(x, dtype=float)
    return {"shape": list(x.shape), "data": [float(v) if np.isfinite(v) else None for v in x.ravel()]}

def read(value):
    return array(np.array(value["data"], dtype=float).reshape(value["shape"])) if value["shape"] else value["data"][0]

out = []
for run in json.load(sys.stdin):
    try:
        scope = {}
        exec(compile(run["source"], "generated", "exec"), scope)
        call = lambda name, of: scope[run[name]](**{key: read(value) for key, value in run["arguments"].items() if key in of})
        main, more = run["parameters"], run["more"]
        answers = {"derivative": dense(call("function", main)), "value": None, "both": None, "check": None}
        if run["value"]:
            import inspect
            answers["value"] = dense(call("value", inspect.signature(scope[run["value"]]).parameters))
            answers["both"] = [dense(x) for x in call("both", more)]
        if run["check"]:
            check = call("check", more)
            answers["check"] = check if np.isfinite(check) else None
        out.append(answers)
    except Exception as error:
        out.append({"error": type(error).__name__ + ": " + str(error)})
json.dump(out, sys.stdout)
`;

const MODULES = { numpy: 'numpy', torch: 'torch', jax: 'jax' } as const;

/** A Python that has this module: Debian's own knows Debian's packages, another may be in front of it. */
function pythonWith(module: string): string | null {
  const candidates = [process.env.PYTHON, 'python3', '/usr/bin/python3'].filter(each => each !== undefined && each !== '') as string[];
  return candidates.find(candidate => spawnSync(candidate, ['-c', `import numpy, ${module}`]).status === 0) ?? null;
}

/** null, with a note in the test's report, where nothing runs the language; on the build server that is a failure. */
export function runPython(library: keyof typeof MODULES, programs: readonly Program[], report: Report): readonly Outcome[] | null {
  const python = pythonWith(MODULES[library]);
  if (python === null) return notRun(`no Python with ${library}`, report, library !== 'jax');
  const input = programs.map(program => ({
    source: program.code.source,
    function: program.code.function,
    value: program.code.others.value,
    both: program.code.others.valueAndDerivative,
    check: program.code.others.check,
    parameters: program.code.parameters.map(({ name }) => name),
    more: program.code.others.parameters.map(({ name }) => name),
    arguments: Object.fromEntries(
      argumentsOf(program, program.code.others.parameters).map((value, k) => [program.code.others.parameters[k]!.name, plain(value)]),
    ),
  }));
  return (JSON.parse(run(python, ['-W', 'ignore::RuntimeWarning', '-c', PYTHON, library], JSON.stringify(input))) as readonly RawOutcome[]).map(outcomeOf);
}

/** @param required on the build server, which has it */
export function notRun(reason: string, report: Report, required: boolean): null {
  assert.ok(!required || process.env.CI !== 'true', reason);
  report.diagnostic(`not run: ${reason}`);
  return null;
}

export function run(command: string, args: readonly string[], input: string, cwd?: string): string {
  const result = spawnSync(command, args, { input, cwd, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, OPENBLAS_NUM_THREADS: '1' } });
  assert.equal(result.status, 0, `${command}: ${result.error?.message ?? result.stderr.slice(-4000)}`);
  return result.stdout;
}

export const plain = ({ shape, data }: Dense): { readonly shape: readonly number[]; readonly data: readonly number[] } => ({ shape, data: [...data] });

interface RawDense {
  readonly shape: readonly number[];
  readonly data: readonly (number | null)[];
}
export type RawOutcome =
  | { readonly error: string }
  | { readonly derivative: RawDense; readonly value: RawDense | null; readonly both: readonly [RawDense, RawDense] | null; readonly check: number | null };

export function outcomeOf(raw: RawOutcome): Outcome {
  if ('error' in raw) return raw;
  const dense = ({ shape, data }: RawDense): Dense => ({ shape, data: Float64Array.from(data, entry => entry ?? Number.NaN) });
  return {
    derivative: dense(raw.derivative),
    value: raw.value && dense(raw.value),
    both: raw.both && [dense(raw.both[0]), dense(raw.both[1])],
    check: raw.check,
  };
}
