// Every published identity as code, run for real and compared with an evaluation that has nothing of the printers.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runCpp } from './cppProcess.ts';
import { runJulia } from './juliaProcess.ts';
import { runOctave } from './octaveProcess.ts';
import type { Report } from './processes.ts';
import { runPython } from './processes.ts';
import { assertRight, identityPrograms, type Outcome, type Program } from './programs.ts';
import { runR } from './rProcess.ts';
import { runTypescript } from './typescriptProcess.ts';

describe('identities as code', () => {
  for (const library of ['numpy', 'torch', 'jax'] as const)
    test(library, report => {
      const programs = identityPrograms(library);
      assert.ok(programs.length > 250, `only ${programs.length} identities`);
      compare(programs, runPython(library, programs, report), report);
    });
  test('octave', report => {
    const programs = identityPrograms('matlab');
    compare(programs, runOctave(programs, report), report);
  });
  // compiling takes longer than everything else
  test('c++, a sample', report => {
    const programs = sampleOf(identityPrograms('cpp'));
    compare(programs, runCpp(programs, report), report);
  });
  test('julia', report => {
    const programs = identityPrograms('julia');
    compare(programs, runJulia(programs, report), report);
  });
  test('R', report => {
    const programs = identityPrograms('r');
    compare(programs, runR(programs, report), report);
  });
  test('typescript', report => {
    const programs = identityPrograms('typescript');
    compare(programs, runTypescript(programs), report);
  });
});

/** Forty, from all over. */
const sampleOf = (programs: readonly Program[]): readonly Program[] => programs.filter((_, k) => k % Math.floor(programs.length / 40) === 0).slice(0, 40);

/** Every failure is told, not only the first. */
function compare(programs: readonly Program[], outcomes: readonly Outcome[] | null, report: Report): void {
  if (!outcomes) return;
  const failures = programs.flatMap((program, k) => {
    try {
      assertRight(program, outcomes[k]);
      return [];
    } catch (failure) {
      if (!(failure instanceof assert.AssertionError)) throw failure;
      return [failure.message];
    }
  });
  report.diagnostic(`${programs.length - failures.length} of ${programs.length} identities`);
  assert.ok(failures.length === 0, `${failures.length} of ${programs.length} are wrong\n\n${failures.slice(0, 5).join('\n\n')}`);
}
