// Every row of the operations on matrices: spelled, shaped, its meaning against the value that the certificate trusts, printed, read back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import type { StatementResult } from '../../src/analysis/result.ts';
import { codeIn } from '../../src/code/index.ts';
import { certify } from '../../src/numeric/index.ts';
import { type MatrixOperation, matrixOperationNames, matrixOperationRow, sideRuleOf } from '../../src/operations/matrixOperations.ts';
import { words } from '../../src/operations/spelling.ts';

const DECLARED = 'A ∈ ℝ^{m×m}, invertible\nB ∈ ℝ^{m×n}\nC ∈ ℝ^{p×q}\nx ∈ ℝ^m\ns ∈ ℝ';

/** The operands in capital and small letters, by the sides that the row asks for. */
function operandsOf(operation: MatrixOperation): readonly string[] {
  return sideRuleOf(operation).operands.map(({ rows, columns }, k) => (columns.length === 0 ? 'x' : rows[0] === columns[0] ? 'A' : k === 0 ? 'B' : 'C'));
}

/** The call: its own name, or that of the operation that is it along an axis. */
function nameOf(operation: MatrixOperation): { readonly name: string; readonly axis?: string } {
  const { name } = matrixOperationRow(operation);
  if (name !== undefined) return { name };
  // an operator of the language
  if (operation === 'inverse') return { name: 'inv' };
  for (const whole of matrixOperationNames) {
    const axis = matrixOperationRow(whole).byAxis?.indexOf(operation) ?? -1;
    if (axis >= 0) return { name: matrixOperationRow(whole).name!, axis: `axis=${axis}` };
  }
  throw new Error(`no call means ${operation}`);
}

const SHAPES: Readonly<Record<MatrixOperation, string>> = {
  inverse: 'ℝ^{m×m}',
  trace: 'ℝ',
  determinant: 'ℝ',
  logDeterminant: 'ℝ',
  adjugate: 'ℝ^{m×m}',
  pseudoInverse: 'ℝ^{n×m}',
  diag: 'ℝ^{m×m}',
  diagonal: 'ℝ^m',
  vec: 'ℝ^{mn}',
  sum: 'ℝ',
  columnSums: 'ℝ^n',
  rowSums: 'ℝ^m',
  kronecker: 'ℝ^{mp×nq}',
};

describe('the operations on matrices', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });
  const documentation = readFileSync(join(__dirname, '../../docs/language.md'), 'utf8');
  const grammar = readFileSync(join(__dirname, '../../media/mc.tmLanguage.json'), 'utf8');

  for (const operation of matrixOperationNames) {
    const row = matrixOperationRow(operation);
    const operands = operandsOf(operation);
    const call = (name: string, axis = ''): string => `${name}(${[...operands, ...(axis ? [axis] : [])].join(', ')})`;
    const { name, axis } = nameOf(operation);
    const usual = call(name, axis);

    it(`${operation}: every spelling has the shape of its sides`, () => {
      for (const spelling of [name, ...words(row.spellings)]) assert.equal(last(call(spelling, axis)).shape?.replaceAll(' ', ''), SHAPES[operation], spelling);
      for (const method of words(row.methods)) assert.equal(last(`${operands[0]}.${method}()`).shape?.replaceAll(' ', ''), SHAPES[operation], method);
      if (row.prefix) assert.equal(last(`${name} ${operands[0]}`).shape?.replaceAll(' ', ''), SHAPES[operation]);
    });
    it(`${operation}: its meaning has the derivative of its value, by each operand`, () => {
      for (const operand of operands) {
        const { status, derivative, diagnostics } = last(`d(sum(sin(${usual} / 3)))/d${operand}`);
        assert.equal(status, 'ok', JSON.stringify(diagnostics));
        assert.equal(derivative?.certificate.verdict, 'verified');
      }
    });
    it(`${operation}: its value is what it means`, () => {
      // a derivative by s is the value itself, which the certificate compares with its own
      const { derivative } = last(`d(s ${usual})/ds`);
      assert.equal(derivative?.certificate.verdict, 'verified');
      assert.ok(derivative.index.unicode && derivative.code.numpy.source && derivative.code.torch.source);
      if (!derivative.matrix) return;
      for (const text of [derivative.matrix.unicode, derivative.matrix.latex]) assert.equal(last(`${usual} == ${text}`).equality?.verdict, 'equal', text);
    });
    it(`${operation}: says what operand it takes`, () => {
      if (row.takes?.kinds.includes('row') === false || operands[0] === 'A') {
        const { status, diagnostics } = last(usual.replace(operands[0]!, operands[0] === 'B' ? 'x' : 'B'));
        assert.equal(status, 'error');
        assert.ok(diagnostics.length === 1 && diagnostics[0]!.message.length > 20);
      }
      if (!row.keeps?.includes('scalar') && !row.ofScalar) return;
      assert.equal(last(usual.replace(operands[0]!, 's')).shape, 'ℝ');
    });
    it(`${operation}: stands in docs/language.md and in the grammar of the editor`, () => {
      assert.ok(documentation.includes(`\`${name}\``), 'docs/language.md');
      assert.match(grammar, new RegExp(`\\b${name}\\b`), 'media/mc.tmLanguage.json');
    });
  }
});

function last(statement: string): StatementResult {
  return analyzeFile(`${DECLARED}\n${statement}`, { certify: true }).statements.at(-1)!;
}
