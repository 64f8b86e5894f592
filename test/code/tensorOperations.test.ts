// The operations on whole tensors as code: derivative, value and check run for real.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LanguageId } from '../../src/code/input.ts';
import { runCpp } from './cppProcess.ts';
import { runJulia } from './juliaProcess.ts';
import { runOctave } from './octaveProcess.ts';
import { type Report, runPython } from './processes.ts';
import { assertRight, type Outcome, type Program, programOf } from './programs.ts';
import { runR } from './rProcess.ts';
import { runTypescript } from './typescriptProcess.ts';

const DECLARED = 'S ∈ ℝ^{n×n}, symmetric\nP ∈ ℝ^{n×n}, positive definite\nA ∈ ℝ^{m×n}\nX ∈ ℝ^{n×n}\nx ∈ ℝ^n\nc ∈ ℝ, positive\nκ ∈ ℝ\n';

const QUERIES = [
  'd(‖x‖_∞)/dx',
  'd(‖A‖_1)/dA',
  'd(‖A‖_2)/dA',
  'd²(‖A‖_2)/dA²',
  'd(maxrows(A))/dA',
  "d(x' eigvals(S))/dS",
  "d²(x' eigvals(S))/dS²",
  'd(eigmin(S))/dS',
  'd²(eigmax(S))/dS²',
  "d²(eigmin(A' A))/dA²",
  'd(svdvals(X))/dX',
  'd(chol(P) x)/dP',
  'd(c^κ)/dc',
  'd(det(X ⊗ P))/dX',
];

describe('operations on whole tensors as code', () => {
  for (const language of ['numpy', 'torch', 'jax', 'julia', 'matlab', 'cpp', 'r', 'typescript'] as const)
    test(language, report => {
      const programs = QUERIES.map(query => {
        const program = programOf(`${DECLARED}${query}`, language);
        assert.ok(program, query);
        return program;
      });
      const outcomes = run(language, programs, report);
      if (outcomes) for (const [k, program] of programs.entries()) assertRight(program, outcomes[k]);
    });
});

function run(language: LanguageId, programs: readonly Program[], report: Report): readonly Outcome[] | null {
  switch (language) {
    case 'matlab':
      return runOctave(programs, report);
    case 'cpp':
      return runCpp(programs, report);
    case 'r':
      return runR(programs, report);
    case 'julia':
      return runJulia(programs, report);
    case 'typescript':
      return runTypescript(programs);
    default:
      return runPython(language, programs, report);
  }
}
