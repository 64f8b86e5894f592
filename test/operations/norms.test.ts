// Every row of the norms: written in each kind that means it, its meaning against the value that the certificate trusts, printed, read back.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { analyzeDocument, analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import type { StatementResult } from '../../src/analysis/result.ts';
import { RULES } from '../../src/derivations/rules.ts';
import { certify } from '../../src/numeric/index.ts';
import { type NormKind, type NormName, normKindRow, normNames, normRow } from '../../src/operations/norms.ts';
import { words } from '../../src/operations/spelling.ts';

const OPERANDS = { vector: ['x', 'r'], matrix: ['X'], tensor: [] } as const;
const DECLARED = 'X ∈ ℝ^{3×2}\nx ∈ ℝ^3\nr ∈ ℝ^{1×3}\ns ∈ ℝ\n';

/** What each is by its definition. */
const DEFINITIONS: Readonly<Record<NormName, (operand: string) => string>> = {
  norm2: u => `sqrt(sum(${u} .^ 2))`,
  normF: u => `sqrt(sum(${u} .^ 2))`,
  norm1: u => `sum(abs(${u}))`,
  normInf: u => `max(abs(${u}))`,
  inducedNorm1: u => `max(sum(abs(${u}), axis=0))`,
  inducedNormInf: u => `max(sum(abs(${u}), axis=1))`,
  nuclearNorm: u => `sum(svdvals(${u}))`,
  spectralNorm: u => `max(svdvals(${u}))`,
};

const written = (kind: NormKind, operand: string): readonly string[] => {
  const { names, spellings } = normKindRow(kind);
  return [
    ...(kind === 'default' ? [`‖${operand}‖`] : []),
    ...words(names).flatMap(name => [
      `‖${operand}‖_${/^\p{L}{2,}$/u.test(name) ? `{${name}}` : name}`,
      ...(/\w/.test(name) ? [`norm(${operand}, '${name}')`] : []),
    ]),
    ...[...words(normKindRow(kind).function), ...words(spellings)].map(name => `${name}(${operand})`),
  ];
};

describe('the norms', () => {
  before(() => useCertifier(certify));

  for (const name of normNames) {
    const row = normRow(name);
    const texts = (['vector', 'matrix'] as const).flatMap(inside =>
      (row.of[inside] ?? []).flatMap(kind => OPERANDS[inside].flatMap(operand => written(kind, operand).map(text => [operand, text] as const))),
    );
    it(`${name}: every way to write it means it`, () => {
      assert.ok(texts.length > 0);
      for (const [, text] of texts) {
        const source = `${DECLARED}s = ${text}`;
        const hover = analyzeDocument(source).hoverAt(source.lastIndexOf(text));
        assert.ok(hover?.details.includes(row.words), `${text}: ${hover?.details}`);
      }
    });
    it(`${name}: has the derivative of its definition, and of its value`, () => {
      for (const [operand, text] of new Map(texts)) {
        const { status, derivative, diagnostics } = last(`d(${text})/d${operand}`);
        assert.equal(status, 'ok', JSON.stringify(diagnostics));
        assert.equal(derivative?.certificate.verdict, 'verified');
        assert.equal(last(`d(s ${text})/ds`).derivative?.certificate.verdict, 'verified');
        const { derivative: defined } = last(`d(s ${DEFINITIONS[name](operand)})/ds`);
        assert.equal(last(`d(s ${text})/ds = ${defined!.matrix!.unicode}`).claim?.verdict, 'verified', text);
      }
    });
    if (row.rules) it(`${name}: its rules are among those of derivations`, () => assert.ok(Object.values(row.rules!).every(rule => rule in RULES)));
  }

  it('no kind means two norms of one operand, and each means one of a vector and of a matrix', () => {
    for (const inside of ['vector', 'matrix', 'tensor'] as const) {
      const kinds = normNames.flatMap(name => normRow(name).of[inside] ?? []);
      assert.equal(new Set(kinds).size, kinds.length);
      if (inside !== 'tensor') assert.equal(kinds.length, 7);
    }
  });
});

function last(statement: string): StatementResult {
  return analyzeFile(`${DECLARED}${statement}`, { certify: true }).statements.at(-1)!;
}
