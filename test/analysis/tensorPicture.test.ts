// Where the picture of a large tensor has structural zeros, against every entry of the index form at sizes that can be gone through.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { indexFormOf } from '../../src/analysis/print.ts';
import { StatementAnalysis } from '../../src/analysis/statement.ts';
import { type PictureParts, tensorPicture } from '../../src/analysis/tensorPicture.ts';
import { type Dimension, evaluateDimension, namesOf } from '../../src/dimensions/dimension.ts';
import { entryAt, sizesIn } from '../../src/notation/entries.ts';
import { printIndexUnicode } from '../../src/notation/indexUnicode.ts';
import { certify } from '../../src/numeric/index.ts';
import type { TensorSizes } from '../../src/panel/protocol.ts';

const GRAM = 'R ∈ ℝ^{M×N}\nK = R^T R\ndK/dR';

before(() => useCertifier(certify));

interface Pictured {
  readonly picture: PictureParts;
  readonly lengths: readonly number[];
  /** Whether the index form has a term there, and the entry as it is written; positions from 1. */
  entry(positions: readonly number[]): { readonly isZero: boolean; readonly written: string };
}

function pictured(text: string, size: (name: string, k: number) => number): Pictured {
  const statement = analyzeDocument(text, { certify: true }).statements.at(-1);
  assert.ok(statement instanceof StatementAnalysis);
  return statement.within(() => {
    const derived = statement.outcome()?.derived;
    assert.ok(derived);
    const form = indexFormOf(derived);
    const names = [...new Set([...sizesIn(form)].flatMap(namesOf))];
    const named = new Map(names.map((name, k) => [name, size(name, k)]));
    const lengthOf = (dimension: Dimension): number => evaluateDimension(dimension, named);
    const lengths = form.free.map(index => lengthOf(index.size));
    const picture = tensorPicture(derived, form, lengths, lengthOf);
    assert.ok(picture);
    const entry = (positions: readonly number[]) =>
      statement.within(() => {
        const found = entryAt(form, positions, lengthOf)!;
        return { isZero: found.value.terms.length === 0, written: printIndexUnicode(found.instantiated) };
      });
    return { picture, lengths, entry };
  });
}

function everyPosition(lengths: readonly number[]): readonly (readonly number[])[] {
  return lengths.reduce<readonly (readonly number[])[]>((all, length) => all.flatMap(rest => Array.from({ length }, (_, k) => [...rest, k + 1])), [[]]);
}

function isDrawn({ boxes, cancelled }: PictureParts, positions: readonly number[]): boolean {
  const isInside = boxes.some(({ axes }) =>
    axes.every(({ of, shift, least, greatest }, k) => positions[k] === positions[of]! + shift && positions[k]! >= least && positions[k]! <= greatest),
  );
  const isPattern = (pattern: readonly number[]): boolean =>
    pattern.every((label, k) => pattern.every((other, j) => (label === other) === (positions[k] === positions[j])));
  return isInside && !cancelled.some(isPattern);
}

const DOCUMENTS: readonly string[] = [
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
  'X ∈ ℝ^{n×n}\nF = X - X^T\ndF/dX',
  'R ∈ ℝ^{M×N}\nK = R^T R\nd²(tr(K K))/dRdR',
  'x ∈ ℝ^n\nF = x x^T\ndF/dx',
];

describe('a picture of a tensor', () => {
  for (const text of DOCUMENTS)
    test(`has its structural zeros where the index form has none of its terms: ${text.split('\n').slice(-2).join('; ')}`, () => {
      const { picture, lengths, entry } = pictured(text, (_, k) => 3 + (k % 2));
      let nonzero = 0;
      for (const positions of everyPosition(lengths)) {
        const { isZero } = entry(positions);
        assert.equal(isDrawn(picture, positions), !isZero, `at ${positions}`);
        if (!isZero) nonzero += 1;
      }
      assert.equal(
        picture.total,
        lengths.reduce((product, length) => product * length, 1),
      );
      assert.equal(picture.nonzero, nonzero);
    });

  test('counts zeros that come about where terms cancel', () => {
    const { picture } = pictured('X ∈ ℝ^{n×n}\nF = X - X^T\ndF/dX', () => 4);
    assert.equal(picture.nonzero, 2 * (16 - 4));
    assert.equal(picture.cancelled.length, 1);
  });

  test('writes an entry with numbers put in for the placeholders', () => {
    for (const text of [GRAM, `base 0\n${GRAM}`]) {
      const { picture, entry } = pictured(text, () => 3);
      const put = (template: string, positions: readonly number[]): string =>
        template.replace(/\d{7}/g, digits => {
          const axis = picture.placeholders.findIndex(each => Math.abs(each - Number(digits)) < 1000);
          return String(Number(digits) - picture.placeholders[axis]! + positions[axis]! - 1);
        });
      const spread = (written: string): string => written.replace(/_\{?([\d,]+)\}?/g, (_, digits: string) => `_${digits.replaceAll(',', '')}`);
      for (const positions of [
        [1, 2, 3, 1],
        [3, 3, 2, 3],
      ])
        assert.equal(spread(put(picture.instantiated!.unicode, positions)), spread(entry(positions).written));
    }
  });

  test('of 64×64×64×64 entries is a few boxes, with exact counts and those of the cases', () => {
    const { picture } = pictured(GRAM, () => 64);
    assert.equal(picture.total, 64 ** 4);
    assert.equal(picture.nonzero, 2 * 64 ** 3 - 64 ** 2);
    assert.equal(picture.boxes.length, 2);
    assert.deepEqual(
      picture.cases?.map(({ count }) => count),
      [63 * 64 * 64, 63 * 64 * 64, 64 * 64, 64 ** 4 - 2 * 64 ** 3 + 64 ** 2],
    );
    assert.ok(JSON.stringify(picture).length < 4_000);
  });
});

test('a number of the document that is as large as those which stand for positions is never replaced by one', () => {
  for (const [factor, hasPicture] of [
    ['9150000', false],
    ['9449999', false],
    ['9000000', true],
    ['12', true],
  ] as const) {
    const statement = analyzeDocument(`R ∈ ℝ^{M×N}\nK = ${factor} R^T R\ndK/dR`, { certify: true }).statements.at(-1);
    assert.ok(statement instanceof StatementAnalysis);
    const picture = statement.within(() => {
      const derived = statement.outcome()!.derived!;
      return tensorPicture(derived, indexFormOf(derived), [64, 64, 64, 64], () => 64);
    });
    assert.equal(picture !== null, hasPicture, factor);
  }
});

describe('the sizes of a picture', () => {
  const tensorAt = (sizes: TensorSizes) => {
    const content = analyzeDocument(GRAM, { certify: true }).panelAt(GRAM.length - 1, { sizes });
    assert.ok(content.kind === 'result' && content.tensor);
    return content.tensor;
  };

  test('go up to 64, and formulas are written out as far as they can be read', () => {
    const small = tensorAt({ M: 5, N: 6 });
    assert.equal(small.picture, undefined);
    assert.equal(small.entries?.entries.length, 1080);
    const large = tensorAt({ M: 64, N: 64 });
    assert.equal(large.entries, null);
    assert.equal(large.refused, null);
    assert.deepEqual(
      large.picture?.axes.map(({ length }) => length),
      [64, 64, 64, 64],
    );
    assert.deepEqual(large.picture?.names, ['K', 'R']);
    const names = tensorAt({ M: 65, N: 2 }).sizes.map(({ name, value }) => `${name} ${value}`);
    assert.deepEqual(names, ['N 2', 'M 3'], 'not above 64');
  });
});
