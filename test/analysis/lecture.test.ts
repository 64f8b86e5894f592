// examples/lecture.mc, row by row: forms, shapes and verdicts as the lecture prints them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import type { StatementResult } from '../../src/analysis/result.ts';
import { certify } from '../../src/numeric/index.ts';

const text = readFileSync(join(__dirname, '../../examples/lecture.mc'), 'utf8');

describe('the lecture', () => {
  let statements: readonly StatementResult[];
  before(() => {
    useCertifier(certify);
    ({ statements } = analyzeFile(text, { certify: true }));
  });
  const row = (source: string): StatementResult => {
    const found = statements.find(statement => statement.source.startsWith(source));
    assert.ok(found, `no statement begins with ${source}`);
    return found;
  };

  it('has no problem anywhere and a certificate on every derivative', () => {
    for (const statement of statements) {
      assert.deepEqual(
        statement.diagnostics.map(diagnostic => diagnostic.message),
        [],
        statement.source,
      );
      assert.equal(statement.status, 'ok', statement.source);
      if (statement.kind === 'query' || statement.kind === 'claim') assert.equal(statement.derivative?.certificate.verdict, 'verified', statement.source);
      if (statement.claim) assert.equal(statement.claim.verdict, 'verified', statement.source);
    }
  });

  const forms: readonly (readonly [source: string, shape: string, matrix: string | null, index?: string])[] = [
    ['∂g/∂u₁', '2×1', '[2 u₁ u₂; 1]'],
    ['dg/du', '2×2', '[2 u₁ u₂, u₁²; 1, cos(u₂)]'],
    ['df/dx', 'M×N', 'A', 'A_ij'],
    ['dL/de', '1×N', '2 eᵀ', '2 e_n'],
    ['de/dθ', 'N×D', '-Φ'],
    ['dL/dθ', '1×D', '-2 eᵀ Φ', '-2 Σ_n e_n Φ_nd'],
    ['dL₂/dθ', '1×D', '-2 (y - Φ θ)ᵀ Φ'],
    ['df/dA', 'M×(M×N)', null, 'δ_ik x_q'],
    ['∂f_i/∂A', '1×N', 'xᵀ'],
    ['dK/dR', '(N×N)×(M×N)', null, 'δ_pj R_iq + δ_qj R_ip'],
    ['d(C B D₁)/dB', '(m×n)×(p×q)', null],
    ['d(F(X)ᵀ)/dX', '(n×n)×(n×n)', null, '(F′(X))_qpij'],
    ['d(tr(F(X)))/dX', 'n×n', null, 'Σ_t (F′(X))_ttij'],
    ['d(det(F(X)))/dX', 'n×n', null, 'Σ_t Σ_s det(F(X)) (F′(X))_tsij (F(X)⁻¹)_st'],
    ['d(F(X)⁻¹)/dX', '(n×n)×(n×n)', null, '-Σ_t Σ_s (F(X)⁻¹)_pt (F′(X))_tsij (F(X)⁻¹)_sq'],
    ['d(aᵀ X⁻¹ b)/dX', 'n×n', '-X⁻ᵀ a bᵀ X⁻ᵀ'],
    ['d(aᵀ s)/ds', '1×n', 'aᵀ'],
    ['d(sᵀ a)/ds', '1×n', 'aᵀ'],
    ['d(aᵀ X b)/dX', 'n×n', 'a bᵀ'],
    ['d(sᵀ H s)/ds', '1×n', 'sᵀ (H + Hᵀ)'],
    ['d((a - H s)ᵀ W (a - H s))/ds', '1×n', '-2 (a - H s)ᵀ W H'],
  ];
  for (const [source, shape, matrix, index] of forms)
    it(`${source} is ${matrix ?? index ?? 'a tensor'}, ${shape}`, () => {
      const { derivative } = row(source);
      assert.equal(derivative?.shape, shape);
      assert.equal(derivative?.matrix?.unicode ?? null, matrix);
      if (index) assert.equal(derivative?.index.unicode, index);
    });

  it('prints the table of cases of dK/dR', () => {
    const { derivative } = row('dK/dR');
    assert.deepEqual(
      derivative?.cases?.map(({ value, condition }) => `${value.unicode} if ${condition}`),
      ['R_iq if j = p, p ≠ q', 'R_ip if j = q, p ≠ q', '2 R_iq if j = p = q', '0 if otherwise'],
    );
  });

  it('has row i of ∂f_i/∂A and zeros elsewhere', () => {
    const { derivative } = row('df/dA');
    assert.deepEqual(
      derivative?.cases?.map(({ value, condition }) => `${value.unicode} if ${condition}`),
      ['x_q if k = i', '0 if otherwise'],
    );
  });

  it('prints the same results in denominator layout', () => {
    // the claims of the file are written in the other one
    const queries = text
      .split('\n')
      .map(line => line.replace(/#.*/, '').trimEnd())
      .filter(line => !/^\s*layout\b/.test(line));
    const turned = analyzeFile(['layout denominator', ...queries].join('\n'), { certify: true }).statements;
    const expected: readonly (readonly [source: string, shape: string, matrix: string])[] = [
      ['∂g/∂u₁', '1×2', '[2 u₁ u₂, 1]'],
      ['dg/du', '2×2', '[2 u₁ u₂, 1; u₁², cos(u₂)]'],
      ['df/dx', 'N×M', 'Aᵀ'],
      ['dL/de', 'N×1', '2 e'],
      ['de/dθ', 'D×N', '-Φᵀ'],
      ['dL/dθ', 'D×1', '-2 Φᵀ e'],
      ['d(aᵀ X⁻¹ b)/dX', 'n×n', '-X⁻ᵀ a bᵀ X⁻ᵀ'],
      ['d(aᵀ s)/ds', 'n×1', 'a'],
      ['d(sᵀ a)/ds', 'n×1', 'a'],
      ['d(aᵀ X b)/dX', 'n×n', 'a bᵀ'],
      ['d(sᵀ H s)/ds', 'n×1', '(H + Hᵀ) s'],
      ['d((a - H s)ᵀ W (a - H s))/ds', 'n×1', '-2 Hᵀ W (a - H s)'],
    ];
    for (const [source, shape, matrix] of expected) {
      const found = turned.find(statement => statement.source.startsWith(source));
      assert.equal(found?.derivative?.shape, shape, source);
      assert.equal(found?.derivative?.matrix?.unicode, matrix, source);
      assert.equal(found?.derivative?.certificate.verdict, 'verified', source);
    }
  });
});
