import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { indexFormOf } from '../../src/analysis/print.ts';
import { StatementAnalysis } from '../../src/analysis/statement.ts';
import { evaluateDimension } from '../../src/dimensions/dimension.ts';
import { tableOfCases } from '../../src/notation/cases.ts';
import { entryAt } from '../../src/notation/entries.ts';
import { printIndexUnicode } from '../../src/notation/indexUnicode.ts';
import { certify } from '../../src/numeric/index.ts';
import type { PanelEntries, PanelTensor, TensorSizes } from '../../src/panel/protocol.ts';
import { at, delta, denominator, indexForm, matrix, numerator, term } from '../notation/forms.ts';
import { samplePoint } from '../random/examine.ts';
import { indexFormValue } from '../random/indexFormValue.ts';

const GRAM = 'R ∈ ℝ^{M×N}\nK = R^T R\ndK/dR';

before(() => useCertifier(certify));

function tensorOf(text: string, sizes: TensorSizes = {}): PanelTensor {
  const content = analyzeDocument(text, { certify: true }).panelAt(text.length - 1, { sizes });
  assert.ok(content.kind === 'result' && content.tensor, 'a result with entries');
  return content.tensor;
}
const entriesOf = (text: string, sizes: TensorSizes = {}): PanelEntries => {
  const { entries } = tensorOf(text, sizes);
  assert.ok(entries);
  return entries;
};
const lines = ({ entries, formulas }: PanelEntries): readonly string[] =>
  entries.map(({ left, instantiated, value }) => `${left.unicode} = ${instantiated.unicode} = ${value === null ? '·' : formulas[value]!.unicode}`);

describe('an entry', () => {
  test('counts from where the document counts, in its name and in its value', () => {
    const [from1, from0] = [entriesOf(GRAM, { M: 2, N: 2 }), entriesOf(`base 0\n${GRAM}`, { M: 2, N: 2 })];
    const down = (text: string) =>
      text.replace(/[12]+(?!\d)/g, (digits, at: number) => (/[_δ]$/.test(text.slice(0, at)) ? [...digits].map(digit => Number(digit) - 1).join('') : digits));
    assert.deepEqual([from1.base, from0.base], [1, 0]);
    assert.ok(lines(from0)[0]!.startsWith('∂K_00/∂R_00 = '));
    assert.deepEqual(lines(from0), lines(from1).map(down));
  });
  const documents: readonly string[] = [
    GRAM,
    'X ∈ ℝ^{n×n}\ndinv(X)/dX',
    'A ∈ ℝ^{m×n}, x ∈ ℝ^n\nf = A x\ndf/dA',
    'A ∈ ℝ^{m×n}, X ∈ ℝ^{n×p}\nL = tr(X^T A^T A X)\nd²L/dXdX',
    'a ∈ ℝ^n, b ∈ ℝ^m\nF = b a^T / (1 + a^T a)\ndF/da',
    'x ∈ ℝ^n\nF = diag(exp(x))\ndF/dx',
    'A ∈ ℝ^{m×n}, B ∈ ℝ^{k×n}\nC = [A; B]\ndC/dB',
    'A ∈ ℝ^{2×2}, B ∈ ℝ^{2×3}\nC = [A, A^T B]\ndC/dA',
    'X ∈ ℝ^{m×n}\nF = exp(X)∘X\ndF/dX',
    'A ∈ ℝ^{m×n}, X ∈ ℝ^{n×p}, B ∈ ℝ^{p×q}\nF = (A X B)∘(A X B)\ndF/dX',
    'x ∈ ℝ^n, y ∈ ℝ^n\nf = exp(x∘y)\nd²f/dxdy',
  ];
  for (const text of documents)
    test(`has the value that the tensor has there: ${text.split('\n').slice(-2).join('; ')}`, () => {
      const analysis = analyzeDocument(text, { certify: true });
      const statement = analysis.statements.at(-1);
      assert.ok(statement instanceof StatementAnalysis);
      statement.within(() => {
        const derived = statement.outcome()!.derived!;
        const form = indexFormOf(derived);
        const { environment, value } = samplePoint(derived, new Map(statement.typed.symbols.map(symbol => [symbol.name, symbol])))!;
        const scale = Math.max(...value.data.map(Math.abs));
        let zeros = 0;
        value.data.forEach((wanted, offset) => {
          let rest = offset;
          const positions = value.shape
            .toReversed()
            .map(length => {
              const position = (rest % length) + 1;
              rest = Math.floor(rest / length);
              return position;
            })
            .toReversed();
          const entry = entryAt(form, positions, size => evaluateDimension(size, environment.point.sizes.named))!;
          for (const printed of [entry.instantiated, entry.value]) {
            const found = indexFormValue(printed, new Map(), environment);
            assert.ok(Math.abs(found - wanted) <= 1e-9 * scale, `${positions}: ${printIndexUnicode(printed)} is ${found}, not ${wanted}`);
          }
          assert.equal(entry.value.terms.length === 0, wanted === 0, `a zero at ${positions} is structural, and nothing else is`);
          if (wanted === 0) zeros += 1;
        });
        assert.ok(zeros < value.data.length);
      });
    });
  test('is written out with numbers for its indices, and what is left of it', () => {
    const all = lines(entriesOf(GRAM));
    assert.equal(all.length, 24);
    for (const line of [
      '∂K_12/∂R_21 = δ_11 R_22 + δ_21 R_21 = R_22',
      '∂K_11/∂R_12 = δ_12 R_11 + δ_12 R_11 = ·',
      '∂K_22/∂R_32 = δ_22 R_32 + δ_22 R_32 = 2 R_32',
    ])
      assert.ok(all.includes(line), `${line} in ${all.join('\n')}`);
  });
  test('of a block counts from where the block begins', () => {
    const all = lines(entriesOf('A ∈ ℝ^{m×n}, B ∈ ℝ^{k×n}\nC = [A; B]\ndC/dB', { m: 2, n: 1, k: 2 }));
    assert.deepEqual(
      all.filter(line => !line.endsWith('·')),
      ['∂C_31/∂B_11 = δ_33 δ_11 = 1', '∂C_41/∂B_21 = δ_44 δ_11 = 1'],
    );
  });
  test('at a position of two digits has its indices apart', () => {
    const all = lines(entriesOf('A ∈ ℝ^{12×2}, x ∈ ℝ^2\nf = A x\ndf/dA'));
    assert.ok(
      all.some(line => line.startsWith('∂f_12/∂A_12,2 = ')),
      all.at(-1),
    );
  });
});

describe('the entries of a tensor', () => {
  test('come at sizes that tell the axes apart, in the order of the axes, and at those that are wanted', () => {
    assert.deepEqual(
      tensorOf(GRAM).sizes.map(({ name, value }) => [name, value]),
      [
        ['N', 2],
        ['M', 3],
      ],
    );
    assert.deepEqual(
      entriesOf(GRAM, { M: 1, N: 4 }).axes.map(({ length }) => length),
      [4, 4, 1, 4],
    );
  });
  test('take no size that is none', () => {
    const hostile = JSON.parse('{"M": 1e9, "N": -1, "__proto__": 3, "constructor": 2}') as TensorSizes;
    assert.deepEqual(
      tensorOf(GRAM, hostile).sizes.map(({ value }) => value),
      [2, 3],
    );
    assert.deepEqual(
      tensorOf(GRAM, { M: 2.5, N: Number.NaN }).sizes.map(({ value }) => value),
      [2, 3],
    );
  });
  test('have two sides, each with its name, and a title for each block of either', () => {
    const { first, names, titles } = entriesOf(GRAM);
    assert.deepEqual([first, names], [2, ['K', 'R']]);
    assert.deepEqual(
      titles.map(own => own.map(({ unicode }) => unicode)),
      [
        ['∂K_11/∂R', '∂K_12/∂R', '∂K_21/∂R', '∂K_22/∂R'],
        ['∂K/∂R_11', '∂K/∂R_12', '∂K/∂R_21', '∂K/∂R_22', '∂K/∂R_31', '∂K/∂R_32'],
      ],
    );
  });
  test('each lie in the case of the table that says their value', () => {
    const counts = new Map<number, number>();
    for (const entry of entriesOf(GRAM).entries) {
      counts.set(entry.case!, (counts.get(entry.case!) ?? 0) + 1);
      assert.equal(entry.case === 3, entry.value === null);
    }
    assert.deepEqual([...counts.values()], [6, 6, 6, 6]);
  });
  test('are written out up to a limit, and pictured together above it', () => {
    const { entries, refused, picture } = tensorOf(GRAM, { M: 7, N: 7 });
    assert.deepEqual([entries, refused], [null, null]);
    assert.equal(picture?.total, 2401);
    assert.equal(tensorOf(GRAM, { M: 6, N: 6 }).entries?.entries.length, 1296);
  });
  test('are not shown where a written position does not exist at these sizes', () => {
    const text = 'x ∈ ℝ^n, A ∈ ℝ^{m×n}\nf = x[5] A x\ndf/dA';
    assert.match(tensorOf(text, { n: 2 }).refused ?? '', /lies outside its axis/);
    assert.equal(tensorOf(text, { n: 6 }).refused, null);
  });
  test('come only where they are asked for, of order 3 and 4, and after the check', () => {
    const tensor = (text: string, isCertified: boolean, sizes: TensorSizes | null): PanelTensor | null | undefined => {
      const content = analyzeDocument(text, { certify: isCertified }).panelAt(text.length - 1, sizes ? { sizes } : {});
      assert.ok(content.kind === 'result');
      return content.tensor;
    };
    assert.equal(tensor(GRAM, true, null), null);
    assert.equal(tensor(GRAM, false, {}), undefined);
    assert.equal(tensor('A ∈ ℝ^{m×n}, x ∈ ℝ^n\nf = A x\ndf/dx', true, {}), undefined);
  });
});

describe('the table of cases', () => {
  test('says 0 where terms cancel in one case and not in the rest', () => {
    const [p, q, i, j] = [numerator('p', 'N'), numerator('q', 'N'), denominator('i', 'N'), denominator('j', 'N')];
    const A = at(matrix('A'), [i, q]);
    const table = tableOfCases(indexForm([p, q, i, j], term(1, [], A), term(-1, [], delta(p, i), A), term(1, [], delta(q, j), A)));
    assert.equal(table?.find(({ condition }) => condition === 'i = p, q ≠ j')?.value.terms.length, 0);
  });
});
