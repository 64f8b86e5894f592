/** Runs generated Julia, each program in a module of its own, in one process. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dense } from '../notation/nodes.ts';
import { notRun, outcomeOf, type RawOutcome, type Report, run } from './processes.ts';
import { argumentsOf, type Outcome, type Program } from './programs.ts';

const DRIVER = `
number_(x) = isfinite(x) ? string(float(x)) : "null"
rowmajor_(a) = a isa Number ? [a] : vec(permutedims(a, ndims(a):-1:1))
dense_(a) = string("{\\"shape\\": [", join(size(a), ","), "], \\"data\\": [", join(number_.(rowmajor_(collect(a))), ","), "]}")
array_(shape, data) = isempty(shape) ? data[1] : permutedims(reshape(data, reverse(shape)), length(shape):-1:1)
function outcome_(work)
    try
        return work()
    catch problem
        return string("{\\"error\\": ", repr(first(replace(sprint(showerror, problem), '\\n' => ' ', '$' => ' '), 300)), "}")
    end
end
`;

export function runJulia(programs: readonly Program[], report: Report): readonly Outcome[] | null {
  if (spawnSync('julia', ['--version']).status !== 0) return notRun('no julia', report, false);
  const folder = mkdtempSync(join(tmpdir(), 'nabla-julia-'));
  try {
    const lines = programs.map((program, k) => {
      writeFileSync(join(folder, `p${k}.jl`), program.code.source);
      return `module P${k}\ninclude("p${k}.jl")\nend\npush!(answers, outcome_(() -> ${callsOf(program, k)}))`;
    });
    writeFileSync(join(folder, 'all.jl'), `${DRIVER}\nanswers = String[]\n${lines.join('\n')}\nprint("[", join(answers, ",\\n"), "]")`);
    return (JSON.parse(run('julia', ['--startup-file=no', '-O0', 'all.jl'], '', folder)) as readonly RawOutcome[]).map(outcomeOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function callsOf(program: Program, k: number): string {
  const { code, value } = program;
  const all = code.others.parameters;
  const given = new Map(argumentsOf(program, all).map((each, at) => [all[at]!.name, literalOf(each)]));
  const call = (name: string): string => {
    const wanted = new RegExp(`^function ${name}\\(([^)]*)\\)`, 'm').exec(code.source)![1]!;
    return `P${k}.${name}(${
      wanted === ''
        ? ''
        : wanted
            .split(', ')
            .map(parameter => given.get(parameter)!)
            .join(', ')
    })`;
  };
  const { value: valueName, valueAndDerivative, check } = code.others;
  const parts = [
    `"{\\"derivative\\": ", dense_(${call(code.function)})`,
    ...(value && valueName && valueAndDerivative
      ? [
          `", \\"value\\": ", dense_(${call(valueName)})`,
          `", \\"both\\": [", join(dense_.(${call(valueAndDerivative)}), ","), "]"`,
          check ? `", \\"check\\": ", number_(${call(check)})` : '", \\"check\\": null"',
        ]
      : ['", \\"value\\": null, \\"both\\": null, \\"check\\": null"']),
  ];
  return `string(${parts.join(', ')}, "}")`;
}

const literalOf = ({ shape, data }: Dense): string => `array_((${shape.join(', ')}${shape.length === 1 ? ',' : ''}), Float64[${[...data].join(', ')}])`;
