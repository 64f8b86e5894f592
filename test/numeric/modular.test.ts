import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareTensors, evaluateTensor, evaluateTensorModulo, prime } from '../../src/numeric/exact.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { point } from './points.ts';
import * as n from './tensorExpressions.ts';

const x = n.variable('x', 'n');
const y = n.variable('y', 'n');
const X = n.variable('X', 'n n');
const s = n.variable('s');

/** Random polynomial tensors over x, y, X and s, as scalars, vectors and matrices. */
const { scalar, vector, matrix } = fc.letrec<{ scalar: TensorNode; vector: TensorNode; matrix: TensorNode }>(tie => {
  const coefficient = fc.integer({ min: -3, max: 3 });
  const either = (key: 'scalar' | 'vector' | 'matrix'): fc.Arbitrary<TensorNode> =>
    fc.tuple(coefficient, tie(key), coefficient, tie(key)).map(([a, left, b, right]) => n.combination([a, left], [b, right]));
  return {
    scalar: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(s, n.dimension('n'), n.einsum('->')),
      either('scalar'),
      fc.tuple(tie('vector'), tie('vector')).map(([a, b]) => n.einsum('i,i->', a, b)),
      tie('matrix').map(a => n.einsum('ii->', a)),
      tie('matrix').map(a => n.einsum('ij->', a)),
    ),
    vector: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(x, y, n.einsum('->i', { i: 'n' })),
      either('vector'),
      fc.tuple(tie('matrix'), tie('vector')).map(([a, b]) => n.einsum('ij,j->i', a, b)),
      fc.tuple(tie('vector'), tie('vector')).map(([a, b]) => n.einsum('i,i->i', a, b)),
      fc.tuple(tie('scalar'), tie('vector')).map(([a, b]) => n.einsum(',i->i', a, b)),
      tie('matrix').map(a => n.einsum('ii->i', a)),
      tie('matrix').map(a => n.select(a, null, 1)),
    ),
    matrix: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(X, n.einsum('->ii', { i: 'n' })),
      either('matrix'),
      fc.tuple(tie('matrix'), tie('matrix')).map(([a, b]) => n.einsum('ij,jk->ik', a, b)),
      fc.tuple(tie('vector'), tie('vector')).map(([a, b]) => n.einsum('i,j->ij', a, b)),
      tie('vector').map(a => n.einsum('i->ii', a)),
      tie('matrix').map(a => n.einsum('ij->ji', a)),
    ),
  };
});

const entry = fc.integer({ min: -2, max: 2 });
const values = fc.record({
  s: entry,
  x: fc.array(entry, { minLength: 3, maxLength: 3 }),
  y: fc.array(entry, { minLength: 3, maxLength: 3 }),
  X: fc.array(entry, { minLength: 9, maxLength: 9 }),
});

test('polynomials of integers have the same value exactly and in floating point', () => {
  fc.assert(
    fc.property(fc.oneof(scalar, vector, matrix), values, (node, chosen) => {
      const at = point({ n: 3 }, chosen);
      const negative = new Map([...at.values].map(([name, data]) => [name, data.map(v => (v < 0 ? v + prime : v))]));
      const float = evaluateTensor(node, at);
      const exact = evaluateTensorModulo(node, { ...at, values: negative });
      assert.ok(float.status === 'ok' && exact.status === 'ok');
      fc.pre(float.data.every(v => Math.abs(v) < 2 ** 52));
      assert.deepEqual(
        Array.from(exact.data),
        Array.from(float.data, v => ((v % prime) + prime) % prime),
      );
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('a polynomial is equal to its expansion and different from a neighbour', () => {
  fc.assert(
    fc.property(vector, vector, matrix, (a, b, m) => {
      const sum = n.einsum('ij,j->i', m, n.combination([1, a], [1, b]));
      const expanded = n.combination([1, n.einsum('ij,j->i', m, a)], [1, n.einsum('ij,j->i', m, b)]);
      assert.equal(compareTensors(sum, expanded).verdict, 'equal');
      assert.equal(compareTensors(n.combination([1, sum], [1, x]), expanded).verdict, 'different');
    }),
    { numRuns: 60, seed: 2 },
  );
});

test('exact inverses and determinants agree with fractions', () => {
  const at = point({ n: 2 }, { X: [1, 2, 3, 4], x: [1, 0], y: [0, 1], s: 1 });
  const half = (prime + 1) / 2;
  const inverse = evaluateTensorModulo(n.inverse(X), at);
  assert.ok(inverse.status === 'ok');
  // [−2, 1; 3/2, −1/2]
  assert.deepEqual(Array.from(inverse.data), [prime - 2, 1, (3 * half) % prime, prime - half]);
  const determinant = evaluateTensorModulo(n.determinant(X), at);
  assert.ok(determinant.status === 'ok');
  assert.deepEqual(Array.from(determinant.data), [prime - 2]);
});

test('a matrix function has no exact value', () => {
  const result = evaluateTensorModulo(n.matrixFunction('expm', X), point({ n: 2 }, { X: [1, 0, 0, 1] }));
  assert.deepEqual(result, { status: 'unsupported', reason: 'expm has no exact evaluation modulo a prime' });
});

test('a root of what is not a square and the inverse of a singular matrix ask for another point', () => {
  // −1 is not a square modulo a prime that is 3 modulo 4
  assert.equal(evaluateTensorModulo(n.power(s, 1, 2), point({}, { s: prime - 1 })).status, 'undefined');
  assert.equal(evaluateTensorModulo(n.inverse(X), point({ n: 2 }, { X: [1, 2, 2, 4] })).status, 'undefined');
});

test('roots are roots', () => {
  for (const [numerator, denominator] of [
    [1, 2],
    [3, 2],
    [1, 3],
    [-1, 2],
    [1, 4],
    [2, 3],
  ] as const) {
    const root = n.power(n.power(n.power(s, 4), numerator, denominator), denominator);
    const result = evaluateTensorModulo(n.combination([1, root], [-1, n.power(s, 4 * numerator)]), point({}, { s: 12345 }));
    assert.ok(result.status === 'ok');
    assert.equal(result.data[0], 0, `${numerator}/${denominator}`);
  }
});
