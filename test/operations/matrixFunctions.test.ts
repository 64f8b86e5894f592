// Every row of the matrix functions: its derivative against differences of its value, and what a user sees of it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import type { StatementResult } from '../../src/analysis/result.ts';
import { codeIn } from '../../src/code/index.ts';
import { certify } from '../../src/numeric/index.ts';
import {
  type CommutingMatrices,
  type MatrixArithmetic,
  type MatrixFunctionName,
  matrixFunctionNames,
  matrixFunctionRow,
} from '../../src/operations/matrixFunctions.ts';
import { words } from '../../src/operations/spelling.ts';

class NoValue extends Error {}

/** 1×1 matrices. */
const arithmetic: MatrixArithmetic<number> = {
  identity: 1,
  multiply: (a, b) => a * b,
  combine: (alpha, a, beta, b) => alpha * a + beta * b,
  inverse: a => 1 / a,
  norm: Math.abs,
  none: reason => {
    throw new NoValue(reason);
  },
};
const functionAt = (name: MatrixFunctionName, x: number): number => matrixFunctionRow(name).value(x, arithmetic);
const scalars: CommutingMatrices<number> = {
  apply: (name, x) => functionAt(name as MatrixFunctionName, x),
  inverse: x => 1 / x,
  scaled: (factor, x) => (typeof factor === 'number' ? factor : factor[0] / factor[1]) * x,
};

describe('the matrix functions', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });
  const documentation = readFileSync(join(__dirname, '../../docs/language.md'), 'utf8');
  const grammar = readFileSync(join(__dirname, '../../media/mc.tmLanguage.json'), 'utf8');

  for (const name of matrixFunctionNames) {
    const row = matrixFunctionRow(name);
    it(`${name}: its derivative is the slope of its value`, () => {
      for (const x of [0.4, 1.3, 2.9]) {
        const slope = (functionAt(name, x + 1e-5) - functionAt(name, x - 1e-5)) / 2e-5;
        const derivative = row.derivative(scalars, x, functionAt(name, x));
        assert.ok(Math.abs(derivative - slope) < 1e-8 * Math.max(1, Math.abs(slope)), `${name}′(${x}): ${derivative} is not ${slope}`);
      }
    });
    it(`${name}: has the values that its row claims`, () => {
      if (row.identityAtZero) assert.equal(functionAt(name, 0), 1);
      if (row.principal) assert.throws(() => functionAt(name, -1.5), NoValue);
      else assert.ok(Number.isFinite(functionAt(name, -1.5)));
    });
    it(`${name}: every spelling is derived and certified, and what is printed is read`, () => {
      for (const spelling of [name, ...words(row.spellings)]) {
        for (const query of [`d(tr(${spelling}(S)))/dS`, `d(aᵀ ${spelling}(S) a)/dS`, `d(s ${spelling}(S))/ds`]) {
          const { status, derivative, diagnostics } = last(query);
          assert.equal(status, 'ok', JSON.stringify(diagnostics));
          assert.equal(derivative?.certificate.verdict, 'verified', query);
          assert.ok(derivative.code.numpy.source && derivative.code.torch.source && derivative.code.jax.source);
        }
        const { matrix } = last(`d(s ${spelling}(S))/ds`).derivative!;
        for (const text of [matrix!.unicode, matrix!.latex]) assert.equal(last(`${name}(S) == ${text}`).equality?.verdict, 'equal', text);
      }
      if (row.prefix) assert.equal(last(`${name} S`).shape, 'ℝ^{n×n}');
    });
    it(`${name}: says where it holds`, () => {
      const { validity } = last(`d(tr(${name}(A) B))/dA`).derivative!;
      assert.equal(
        validity.some(text => text.includes('eigenvalue')),
        row.principal ?? false,
        validity.join('; '),
      );
    });
    it(`${name}: stands in docs/language.md and in the grammar of the editor`, () => {
      assert.ok(documentation.includes(`\`${name}\``), 'docs/language.md');
      assert.match(grammar, new RegExp(`\\b${name}\\b`), 'media/mc.tmLanguage.json');
    });
  }
});

function last(statement: string): StatementResult {
  return analyzeFile(`S ∈ ℝ^{n×n}, positive definite\nA, B ∈ ℝ^{n×n}\na ∈ ℝ^n\ns ∈ ℝ\n${statement}`, { certify: true }).statements.at(-1)!;
}
