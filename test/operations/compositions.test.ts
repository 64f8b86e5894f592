// Every row of the functions that are short for expressions: spelled, equal to what it stands for, derived, refused with words.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import type { StatementResult } from '../../src/analysis/result.ts';
import { certify } from '../../src/numeric/index.ts';
import { type Composition, compositionRow, compositions } from '../../src/operations/compositions.ts';
import { words } from '../../src/operations/spelling.ts';

/** Calls, what they stand for, and a call that does not conform. */
const CASES: Readonly<Record<Composition, { readonly same: readonly (readonly [args: string, expression: string])[]; readonly wrong: string }>> = {
  inv: {
    same: [
      ['A', 'A^-1'],
      ['s', '1 / s'],
    ],
    wrong: 'R',
  },
  transpose: {
    same: [
      ['A', "A'"],
      ['x', 'xᵀ'],
    ],
    wrong: 'T',
  },
  solve: {
    same: [
      ['A, x', 'A^-1 x'],
      ['A, B', 'A \\ B'],
    ],
    wrong: 'R, x',
  },
  hcat: {
    same: [
      ['A, x', '[A, x]'],
      ['x, y', '[x, y]'],
    ],
    wrong: 'A, R',
  },
  vcat: {
    same: [
      ['A, B', '[A; B]'],
      ['x, s', '[x; s]'],
    ],
    wrong: 'A, x, x, x, x',
  },
  mean: {
    same: [
      ['x', 'sum(x) / n'],
      ['A, axis=0', "A' ones(n) / n"],
      ['R, axis=1', 'R ones(3) / 3'],
    ],
    wrong: 'T, axis=0',
  },
  min: {
    same: [
      ['x', '-max(-x)'],
      ['x, 0', '-relu(-x)'],
      ['x, y', 'x - relu(x - y)'],
      ['A, axis=0', "-maxrows(-A')"],
      ['A, axis=-1', '-maxrows(-A)'],
    ],
    wrong: 'A, R',
  },
  dot: {
    same: [
      ['x, y', 'xᵀ y'],
      ['A, x', 'A x'],
      ['A, B', 'A B'],
    ],
    wrong: 'R, R',
  },
  outer: { same: [['x, y', 'x yᵀ']], wrong: 'A, x' },
  hadamard: {
    same: [
      ['A, B', 'A .* B'],
      ['s, x', 's x'],
    ],
    wrong: 'A, R',
  },
  clip: {
    same: [
      ['x, 0, 1', 'min(max(x, 0), 1)'],
      ['s, -1, 1', 'min(max(s, -1), 1)'],
      ['A, B, 2', 'min(max(A, B), 2)'],
      ['x, 2, 1', 'min(max(x, 2), 1)'],
    ],
    wrong: 'x, A, 1',
  },
  weightednorm: {
    same: [
      ['x, P', 'sqrt(xᵀ P x)'],
      ["x', P", '‖x‖_P'],
      ['A x - y, inv(P)', '‖A x - y‖_{P⁻¹}'],
    ],
    wrong: 'x, n',
  },
  leakyrelu: {
    same: [
      ['x, 0.1', 'max(x, 0) + 0.1 min(x, 0)'],
      ['A, s', 'relu(A) - s relu(-A)'],
    ],
    wrong: 'A, R',
  },
  elu: {
    same: [
      ['x', 'step(x) .* x + step(-x) .* (exp(x) - 1)'],
      ['s', 'relu(s) + exp(-relu(-s)) - 1'],
    ],
    wrong: 'T, x',
  },
  mish: { same: [['x', 'x .* tanh(log(1 + exp(x)))']], wrong: 'x, y' },
  logsoftmax: { same: [['x', 'log(softmax(x))']], wrong: 'A' },
};

describe('the functions that are short for expressions', () => {
  before(() => useCertifier(certify));
  const documentation = readFileSync(join(__dirname, '../../docs/language.md'), 'utf8');
  const grammar = readFileSync(join(__dirname, '../../media/mc.tmLanguage.json'), 'utf8');

  for (const name of compositions) {
    const row = compositionRow(name);
    const { same, wrong } = CASES[name];
    it(`${name}: is what it stands for, in every spelling`, () => {
      for (const [args, expression] of same) {
        for (const spelling of [name, ...words(row.spellings)]) assert.equal(last(`${spelling}(${args}) == ${expression}`).equality?.verdict, 'equal', args);
        const [first, ...others] = args.split(', ');

        for (const method of words(row.methods))
          assert.equal(last(`${first}.${method}(${others.join(', ')}) == ${expression}`).equality?.verdict, 'equal', method);
      }
    });
    it(`${name}: is derived and certified`, () => {
      for (const [args] of same) {
        const { status, derivative, diagnostics } = last(`d(sum(${name}(${args}) .^ 2))/d${args[0]}`);
        assert.equal(status, 'ok', JSON.stringify(diagnostics));
        assert.equal(derivative?.certificate.verdict, 'verified');
      }
    });
    it(`${name}: says what does not conform, and how many arguments it takes`, () => {
      for (const args of [wrong, row.arity === undefined ? '' : 'x, x, x, x, x']) {
        const { status, diagnostics } = last(`${name}(${args})`);
        assert.equal(status, 'error', args);
        assert.ok(diagnostics.length === 1 && diagnostics[0]!.message.length > 20);
      }
    });
    it(`${name}: stands in docs/language.md and in the grammar of the editor`, () => {
      assert.ok(documentation.includes(`\`${name}\``), 'docs/language.md');
      assert.match(grammar, new RegExp(`\\b${name}\\b`), 'media/mc.tmLanguage.json');
    });
  }
});

function last(statement: string): StatementResult {
  return analyzeFile(`A, B ∈ ℝ^{n×n}\nP ∈ ℝ^{n×n}, positive definite\nR ∈ ℝ^{2×3}\nx, y ∈ ℝ^n\ns ∈ ℝ\nT ∈ ℝ^{2×3×4}\n${statement}`, {
    certify: true,
  }).statements.at(-1)!;
}
