/** Runs generated NumPy functions, many in one Python process. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Code } from '../../src/code/input.ts';
import type { Dense } from '../notation/nodes.ts';

export interface Run {
  readonly code: Code;
  /** By the parameter's symbol; a text is a Python expression, for functions. */
  readonly values: ReadonlyMap<string, Dense | number | string>;
}
export type Outcome = { readonly shape: readonly number[]; readonly data: readonly (number | null)[]; readonly kept: boolean } | { readonly error: string };

const DRIVER = `
import json, sys, warnings
import numpy as np
warnings.simplefilter("error", SyntaxWarning)
def main():
    out = []
    for run in json.load(sys.stdin):
        try:
            scope = {}
            exec(compile(run["source"], "generated", "exec"), scope)
            args = {}
            for name, value in run["arguments"].items():
                args[name] = value if isinstance(value, (int, float)) else eval(value, {"np": np}) if isinstance(value, str) else np.array(value["data"], float).reshape(value["shape"])
            before = {name: np.array(value) for name, value in args.items() if isinstance(value, np.ndarray)}
            result = scope[run["function"]](**args)
            array = np.asarray(result)
            if array.dtype.kind == "c": raise TypeError("complex result")
            data = [float(x) if np.isfinite(x) else None for x in array.astype(float).ravel()]
            owned = not isinstance(result, np.ndarray) or not any(np.shares_memory(result, value) for value in args.values() if isinstance(value, np.ndarray))
            kept = owned and all(np.array_equal(value, args[name], equal_nan=True) for name, value in before.items()) and (not isinstance(result, np.ndarray) or result.flags.writeable)
            out.append({"shape": list(array.shape), "data": data, "kept": bool(kept)})
        except Exception as error:
            out.append({"error": type(error).__name__ + ": " + str(error)})
    json.dump(out, sys.stdout)
main()
`;

const available = spawnSync('python3', ['-c', 'import numpy'], { encoding: 'utf8' }).status === 0;

/** null, with a note in the test's report, where Python or NumPy is missing; on the build server that is a failure. */
export function runNumpy(runs: readonly Run[], test: { diagnostic(message: string): void }): readonly Outcome[] | null {
  if (!available) {
    assert.notEqual(process.env.CI, 'true', 'python3 with numpy is missing');
    test.diagnostic('not run: no numpy');
    return null;
  }
  const input = JSON.stringify(
    runs.map(({ code, values }) => ({
      source: code.source,
      function: code.function,
      arguments: Object.fromEntries(code.parameters.map(parameter => [parameter.name, argument(values.get(parameter.symbol), parameter.symbol)])),
    })),
  );
  const result = spawnSync('python3', ['-W', 'ignore::RuntimeWarning', '-c', DRIVER], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1' },
  });
  assert.equal(result.status, 0, result.stderr);
  return JSON.parse(result.stdout) as Outcome[];
}

function argument(value: Dense | number | string | undefined, symbol: string): unknown {
  assert.notEqual(value, undefined, `no value for the parameter ${symbol}`);
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value!.shape.length === 0 ? value!.data[0] : { shape: value!.shape, data: [...value!.data] };
}

/** The outcome is these numbers, up to rounding relative to the largest. */
export function assertClose(outcome: Outcome, expected: Dense, context: string, tolerance = 1e-9): void {
  assert.ok(!('error' in outcome), `${'error' in outcome ? outcome.error : ''}\n${context}`);
  assert.deepEqual(outcome.shape, expected.shape, context);
  assert.ok(outcome.kept, `the result shares memory with an argument, an argument was changed, or the result is read-only\n${context}`);
  const scale = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  expected.data.forEach((value, at) => {
    const got = outcome.data[at] ?? Number.NaN;
    if (!Number.isFinite(value)) return;
    assert.ok(Math.abs(got - value) <= tolerance * scale, `entry ${at}: ${got} for ${value}\n${context}`);
  });
}
