/** Runs generated MATLAB files in Octave, one folder a program, one process for all. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notRun, outcomeOf, plain, type RawOutcome, type Report, run } from './processes.ts';
import { argumentsOf, type Outcome, type Program } from './programs.ts';

const DRIVER = `
1;
function a = array_(x)
  shape = x.shape(:).';
  if numel(shape) < 2
    a = x.data(:);
  else
    a = permute(reshape(x.data, fliplr(shape)), numel(shape):-1:1);
  end
end
function print_(a, rank)
  shape = arrayfun(@(k) size(a, k), 1:rank);
  if numel(a) ~= prod(shape)
    error('an array of size %s where the order is %d', mat2str(size(a)), rank);
  end
  data = permute(a, max(ndims(a), 2):-1:1);
  printf('{"shape": [%s], "data": [%s]}', strjoin(arrayfun(@num2str, shape, 'UniformOutput', false), ','), ...
         strjoin(arrayfun(@number_, data(:).', 'UniformOutput', false), ','));
end
function s = number_(x)
  if isfinite(x) && isreal(x), s = sprintf('%.17g', x); else, s = 'null'; end
end
warning('off', 'all');
runs = jsondecode(fileread('runs.json'), 'makeValidName', false);
if ~iscell(runs), runs = num2cell(runs); end
printf('[');
for k = 1:numel(runs)
  run_ = runs{k};
  if k > 1, printf(',\\n'); end
  folder = fullfile(pwd, sprintf('p%d', k));
  addpath(folder);
  try
    args = run_.arguments;
    if isstruct(args), args = num2cell(args); end
    args = cellfun(@array_, args, 'UniformOutput', false);
    f = str2func(run_.function);
    derivative = f(args{1:run_.count});
    value = [];
    check = NaN;
    if run_.outputs > 2
      [again, value, check] = f(args{:});
    elseif run_.outputs > 1
      [again, value] = f(args{:});
    end
    printf('{"derivative": ');
    print_(derivative, run_.rank);
    if run_.outputs > 1
      printf(', "value": ');
      print_(value, run_.valueRank);
      printf(', "both": [');
      print_(value, run_.valueRank);
      printf(', ');
      print_(again, run_.rank);
      printf('], "check": %s}', number_(check));
    else
      printf(', "value": null, "both": null, "check": null}');
    end
  catch problem
    printf('{"error": "%s"}', strrep(strrep(strrep(problem.message, '\\\\', '/'), '"', ''''), char(10), ' '));
  end
  rmpath(folder);
end
printf(']');
`;

export function runOctave(programs: readonly Program[], report: Report): readonly Outcome[] | null {
  if (spawnSync('octave-cli', ['--version']).status !== 0) return notRun('no octave', report, true);
  const folder = mkdtempSync(join(tmpdir(), 'nabla-octave-'));
  try {
    const runs = programs.map((program, k) => {
      const { code, derivative, value } = program;
      mkdirSync(join(folder, `p${k + 1}`));
      writeFileSync(join(folder, `p${k + 1}`, `${code.function}.m`), code.source);
      return {
        function: code.function,
        arguments: argumentsOf(program, code.others.parameters).map(plain),
        count: code.parameters.length,
        outputs: value === null ? 1 : code.others.check === null ? 2 : 3,
        rank: derivative.shape.length,
        valueRank: value?.shape.length ?? 0,
      };
    });
    writeFileSync(join(folder, 'runs.json'), JSON.stringify(runs));
    writeFileSync(join(folder, 'driver.m'), DRIVER);
    return (JSON.parse(run('octave-cli', ['--no-init-file', '--quiet', 'driver.m'], '', folder)) as readonly RawOutcome[]).map(outcomeOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
