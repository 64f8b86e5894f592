/** Runs generated R files, each in an environment of its own, in one process. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dense } from '../notation/nodes.ts';
import { notRun, outcomeOf, type RawOutcome, type Report, run } from './processes.ts';
import { argumentsOf, type Outcome, type Program } from './programs.ts';

const DRIVER = `
dense_ <- function(a) {
  shape <- if (!is.null(dim(a))) dim(a) else if (length(a) == 1 && !isTRUE(attr(a, "vector"))) integer(0) else length(a)
  data <- if (is.null(dim(a))) as.vector(a) else as.vector(aperm(a))
  sprintf('{"shape": [%s], "data": [%s]}', paste(shape, collapse = ","), paste(ifelse(is.finite(data), sprintf("%.17g", data), "null"), collapse = ","))
}
array_of_ <- function(shape, data) if (length(shape) == 0) data else if (length(shape) == 1) data else aperm(array(data, rev(shape)))
outcome_ <- function(work) tryCatch(work(), error = function(problem) sprintf('{"error": "%s"}', gsub('["\\\\\\\\\\n]', " ", conditionMessage(problem))))
`;

export function runR(programs: readonly Program[], report: Report): readonly Outcome[] | null {
  if (spawnSync('Rscript', ['--version']).status !== 0) return notRun('no R', report, true);
  const folder = mkdtempSync(join(tmpdir(), 'nabla-r-'));
  try {
    const lines = programs.map((program, k) => {
      writeFileSync(join(folder, `p${k}.R`), program.code.source);
      return scriptOf(program, k);
    });
    writeFileSync(join(folder, 'all.R'), `${DRIVER}\nanswers <- c(\n${lines.join(',\n')}\n)\ncat("[", paste(answers, collapse = ",\\n"), "]")`);
    return (JSON.parse(run('Rscript', ['--vanilla', 'all.R'], '', folder)) as readonly RawOutcome[]).map(outcomeOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function scriptOf(program: Program, k: number): string {
  const { code, value } = program;
  const all = code.others.parameters;
  const values = argumentsOf(program, all);
  const given = all.map(({ name }, at) => `${name} = ${literalOf(values[at]!)}`).join(', ');
  const call = (name: string): string => `do.call(scope$${name}, arguments[names(formals(scope$${name}))])`;
  // R knows no vector of length 1 from a number; the sizes here are 2 and more
  const parts = [
    `'{"derivative": ', dense_(${call(code.function)})`,
    value && code.others.value ? `', "value": ', dense_(${call(code.others.value)})` : `', "value": null'`,
    value && code.others.valueAndDerivative
      ? `', "both": [', dense_((both <- ${call(code.others.valueAndDerivative)})$value), ', ', dense_(both$derivative), ']'`
      : `', "both": null'`,
    value && code.others.check ? `', "check": ', sprintf("%.17g", ${call(code.others.check)})` : `', "check": null'`,
  ];
  return `outcome_(function() { scope <- new.env(); sys.source("p${k}.R", scope); arguments <- list(${given}); paste0(${parts.join(', ')}, '}') })`;
}

const literalOf = ({ shape, data }: Dense): string => `array_of_(c(${shape.join(', ')}), c(${[...data].join(', ')}))`;
