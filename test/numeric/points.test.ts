import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDimensions, constantDimension, multiplyDimensions, namedDimension, scaleDimension } from '../../src/dimensions/dimension.ts';
import { chooseSizes, drawModularPoint, drawPoint, prime, sizeOf } from '../../src/numeric/exact.ts';
import { fromPosition } from '../../src/numeric/sizes.ts';
import { shaped } from './tensorExpressions.ts';

const named = namedDimension;

test('sizes are small, at least 2 and distinct', () => {
  for (let attempt = 0; attempt < 20; attempt++) {
    const sizes = chooseSizes(['m', 'n', 'p', 'q'].map(named), attempt, true)!;
    const values = [...sizes.named.values()];
    assert.equal(new Set(values).size, 4);
    assert.ok(values.every(size => size >= 2 && size <= 6));
  }
});

test('every order of sizes comes up', () => {
  const orders = new Set(Array.from({ length: 20 }, (_, attempt) => Math.sign(sizeDifference(attempt))));
  assert.deepEqual([...orders].sort(), [-1, 1]);
  function sizeDifference(attempt: number): number {
    const sizes = chooseSizes([named('n'), named('p')], attempt, true)!;
    return sizes.named.get('n')! - sizes.named.get('p')!;
  }
});

test('sizes keep apart from written ones and make differences positive', () => {
  const difference = addDimensions(named('n'), scaleDimension(named('m'), -1));
  for (let attempt = 0; attempt < 10; attempt++) {
    const sizes = chooseSizes([difference, constantDimension(3), multiplyDimensions(named('n'), named('m'))], attempt, true)!;
    assert.ok(sizeOf(difference, sizes) >= 1);
    assert.ok(!new Set(sizes.named.values()).has(3));
  }
  const impossible = addDimensions(named('n'), scaleDimension(multiplyDimensions(named('n'), named('n')), -1));
  assert.equal(chooseSizes([impossible], 0, true), null);
});

test('axes reach a position that is read', () => {
  for (const position of [2, 3, 9, 20])
    for (let attempt = 0; attempt < 10; attempt++) {
      const sizes = chooseSizes([named('n'), ...fromPosition(named('n'), position)], attempt, true)!;
      assert.ok(sizeOf(named('n'), sizes) >= position);
    }
  assert.deepEqual(fromPosition(constantDimension(2), 3), []);
});

test('large written sizes are replaced, the same by the same', () => {
  const sizes = chooseSizes([constantDimension(784), constantDimension(128), constantDimension(4), named('n')], 0, true)!;
  const [a, b, c] = [784, 128, 4].map(size => sizeOf(constantDimension(size), sizes));
  assert.equal(c, 4);
  assert.equal(new Set([a, b, c, sizes.named.get('n')]).size, 4);
  assert.equal(sizeOf(constantDimension(784), chooseSizes([constantDimension(784)], 0, false)!), 784);
});

test('a written size that is a sum or a product of others stays one', () => {
  for (const [whole, parts, combine] of [
    [15, [7, 8], (a: number, b: number) => a + b],
    [12, [4, 8], (a: number, b: number) => a + b],
    [14, [7], (a: number) => a + a],
    [56, [7, 8], (a: number, b: number) => a * b],
  ] as const)
    for (let attempt = 0; attempt < 10; attempt++) {
      const sizes = chooseSizes([whole, ...parts].map(constantDimension), attempt, true)!;
      const [chosen, a, b] = [whole, ...parts].map(size => sizeOf(constantDimension(size), sizes));
      assert.equal(chosen, combine(a!, b!));
    }
});

const n = 4;
const matrixOf = (data: Float64Array): number[][] => Array.from({ length: n }, (_, i) => Array.from(data.subarray(i * n, (i + 1) * n)));
const transposed = (a: number[][]): number[][] => a[0]!.map((_, j) => a.map(row => row[j]!));
const times = (a: number[][], b: number[][]): number[][] => a.map(row => b[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * b[k]![j]!, 0)));
const near = (a: number[][], b: number[][]): boolean => a.every((row, i) => row.every((v, j) => Math.abs(v - b[i]![j]!) < 1e-9));
const eye = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
const quadratic = (a: number[][], v: number[]): number => times([v], times(a, transposed([v])))[0]![0]!;
const directions = Array.from({ length: 30 }, (_, k) => Array.from({ length: n }, (_, i) => Math.sin(3 * k + 2 * i + 1)));
const everywhere = (a: number[][], test: (i: number, j: number, value: number) => boolean): boolean => a.every((row, i) => row.every((v, j) => test(i, j, v)));

const definitions: Readonly<Record<string, (a: number[][]) => boolean>> = {
  symmetric: a => near(a, transposed(a)),
  'skew-symmetric': a =>
    near(
      a,
      transposed(a).map(row => row.map(v => -v)),
    ),
  'positive definite': a => near(a, transposed(a)) && directions.every(v => quadratic(a, v) > 0),
  'positive semidefinite': a => near(a, transposed(a)) && directions.every(v => quadratic(a, v) > -1e-12),
  'negative definite': a => near(a, transposed(a)) && directions.every(v => quadratic(a, v) < 0),
  'negative semidefinite': a => near(a, transposed(a)) && directions.every(v => quadratic(a, v) < 1e-12),
  diagonal: a => everywhere(a, (i, j, v) => i === j || v === 0),
  'lower triangular': a => everywhere(a, (i, j, v) => i >= j || v === 0),
  'upper triangular': a => everywhere(a, (i, j, v) => i <= j || v === 0),
  orthogonal: a => near(times(a, transposed(a)), eye),
  idempotent: a => near(times(a, a), a),
  positive: a => everywhere(a, (_, __, v) => v > 0),
  nonnegative: a => everywhere(a, (_, __, v) => v >= 0),
};
const combinations = [
  ...Object.keys(definitions).map(property => [property]),
  ['symmetric', 'orthogonal'],
  ['diagonal', 'orthogonal'],
  ['symmetric', 'idempotent'],
  ['diagonal', 'idempotent'],
  ['diagonal', 'positive definite'],
  ['symmetric', 'positive'],
  ['symmetric', 'positive definite', 'invertible'],
  ['lower triangular', 'upper triangular'],
];

for (const properties of combinations)
  test(`a sample is ${properties.join(' and ')}`, () => {
    const unknown = { name: 'A', shape: shaped('n n'), facts: new Set(properties) };
    for (let attempt = 0; attempt < 12; attempt++) {
      const sizes = { named: new Map([['n', n]]), replaced: new Map() };
      const sample = matrixOf(drawPoint([unknown], sizes, 1, attempt).values.get('A')!);
      for (const property of properties) assert.ok(definitions[property]?.(sample) ?? true, `${property}: ${JSON.stringify(sample)}`);
      assert.ok(sample.flat().some(v => v !== 0));
    }
  });

test('samples modulo the prime have their properties exactly', () => {
  const shape = shaped('n n');
  const sizes = { named: new Map([['n', n]]), replaced: new Map() };
  const drawn = (property: string): number[][] => matrixOf(drawModularPoint([{ name: 'A', shape, facts: new Set([property]) }], sizes, 3, 0).values.get('A')!);
  const product = (a: number[][], b: number[][]): number[][] => a.map(row => b[0]!.map((_, j) => row.reduce((sum, v, k) => (sum + v * b[k]![j]!) % prime, 0)));
  assert.deepEqual(drawn('symmetric'), transposed(drawn('symmetric')));
  assert.deepEqual(product(drawn('orthogonal'), transposed(drawn('orthogonal'))), eye);
  assert.deepEqual(product(drawn('idempotent'), drawn('idempotent')), drawn('idempotent'));
  assert.ok(everywhere(drawn('upper triangular'), (i, j, v) => i <= j || v === 0));
});

test('attempts differ, seeds repeat, and later attempts try positive numbers', () => {
  const unknown = { name: 'x', shape: shaped('n'), facts: new Set<string>() };
  const sizes = { named: new Map([['n', 5]]), replaced: new Map() };
  const sample = (seed: number, attempt: number): number[] => Array.from(drawPoint([unknown], sizes, seed, attempt).values.get('x')!);
  assert.deepEqual(sample(1, 0), sample(1, 0));
  assert.notDeepEqual(sample(1, 0), sample(1, 1));
  assert.notDeepEqual(sample(1, 0), sample(2, 0));
  assert.ok(Array.from({ length: 10 }, (_, attempt) => sample(1, attempt)).some(values => values.every(v => v > 0)));
  assert.ok(sample(1, 0).some(v => v < 0) || sample(2, 0).some(v => v < 0));
});
