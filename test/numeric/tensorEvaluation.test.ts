import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateTensor } from '../../src/numeric/exact.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { assertClose, point } from './points.ts';
import * as n from './tensorExpressions.ts';

const at = point(
  { m: 2, n: 3 },
  {
    s: 3,
    x: [1, -2, 0.5],
    y: [2, 1, -1],
    A: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    R: [
      [1, 2],
      [3, 4],
    ],
    S: [
      [2, 1],
      [1, 3],
    ],
  },
);
const s = n.variable('s');
const x = n.variable('x', 'n');
const y = n.variable('y', 'n');
const A = n.variable('A', 'm n');
const R = n.variable('R', 'm m');
const S = n.variable('S', 'm m');

function value(node: TensorNode): ArrayLike<number> {
  const result = evaluateTensor(node, at);
  assert.ok(result.status === 'ok', result.status === 'ok' ? '' : result.reason);
  return result.data;
}

const cases: readonly (readonly [name: string, node: TensorNode, expected: number | readonly unknown[]])[] = [
  ['matrix times vector', n.einsum('ij,j->i', A, x), [-1.5, -3]],
  ['transpose', n.einsum('ij->ji', A), [1, 4, 2, 5, 3, 6]],
  ['trace', n.einsum('ii->', R), 5],
  ['diagonal', n.einsum('ii->i', R), [1, 4]],
  ['diag', n.einsum('i->ii', x), [1, 0, 0, 0, -2, 0, 0, 0, 0.5]],
  ['identity', n.einsum('->ii', { i: 'm' }), [1, 0, 0, 1]],
  ['identity of order 4', n.einsum('->ijij', { i: 'm', j: 'm' }), [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]],
  ['ones', n.einsum('->i', { i: 'n' }), [1, 1, 1]],
  ['broadcasting', n.einsum('j->ij', x, { i: 'm' }), [1, -2, 0.5, 1, -2, 0.5]],
  ['sum of all entries', n.einsum('ij->', A), 21],
  ['scalar factors', n.einsum(',i,->i', s, x, s), [9, -18, 4.5]],
  ['Hadamard', n.einsum('i,i->i', x, y), [2, -2, -0.5]],
  ['outer', n.einsum('i,j->ji', x, y), [2, -4, 1, 1, -2, 0.5, -1, 2, -0.5]],
  ['a quadratic form', n.einsum('j,ij,ik,k->', x, A, A, x), 2.25 + 9],
  ['a product of three with a common label', n.einsum('i,i,i->', x, y, y), 4 - 2 + 0.5],
  ['an empty product', n.einsum('->'), 1],
  ['combination', n.combination([2, x], [[-1, 2], y]), [1, -4.5, 1.5]],
  ['empty sum', n.zero('m'), [0, 0]],
  ['power', n.power(x, 3), [1, -8, 0.125]],
  ['negative power', n.power(x, -1), [1, -0.5, 2]],
  ['square root', n.power(n.einsum('i,i->i', x, x), 1, 2), [1, 2, 0.5]],
  ['constant', n.constant(Math.PI), Math.PI],
  ['size as a number', n.dimension('n'), 3],
  ['elementwise', n.elementwise('relu', x), [1, 0, 0.5]],
  ['matrix power with a whole exponent', n.matrixPower(R, n.constant(3)), [37, 54, 81, 118]],
  ['matrix power with a whole exponent below 0', n.matrixPower(R, n.constant(-1)), [-2, 1, 1.5, -0.5]],
  ['matrix power with exponent 0', n.matrixPower(R, n.constant(0)), [1, 0, 0, 1]],
  ['matrix power with a fraction as exponent', n.einsum('ij,jk->ik', n.matrixPower(S, n.constant(0.5)), n.matrixPower(S, n.constant(0.5))), [2, 1, 1, 3]],
  ['inverse', n.inverse(R), [-2, 1, 1.5, -0.5]],
  ['determinant', n.determinant(R), -2],
  ['log determinant', n.logDeterminant(R), Math.log(2)],
  ['softmax along the last axis', n.einsum('ij->i', n.softmax(A)), [1, 1]],
  ['logsumexp drops the last axis', n.logsumexp(A), [1, 4].map(first => first + Math.log(1 + Math.E + Math.E ** 2))],
  ['expm of a rotation', n.matrixFunction('expm', n.combination([1, R], [-1, n.einsum('ij->ji', R)])), [Math.cos(1), -Math.sin(1), Math.sin(1), Math.cos(1)]],
  ['sqrtm squared', n.einsum('ij,jk->ik', n.matrixFunction('sqrtm', S), n.matrixFunction('sqrtm', S)), [2, 1, 1, 3]],
  ['logm of expm', n.matrixFunction('logm', n.matrixFunction('expm', S)), [2, 1, 1, 3]],
  // d e^A along a matrix that commutes with A is e^A times it
  ['Fréchet derivative along itself', n.frechet('expm', R, R), [...valueOfProduct()]],
  [
    'Fréchet derivative of the square root: XE + EX is the direction',
    n.frechet('sqrtm', n.einsum('ij,jk->ik', S, S), n.combination([1, n.einsum('ij,jk->ik', S, R)], [1, n.einsum('ij,jk->ik', R, S)])),
    [1, 2, 3, 4],
  ],
  ['selection', n.select(A, 1, null), [4, 5, 6]],
  ['selection of a column', n.select(A, null, 2), [3, 6]],
  ['placing', n.place(x, 'm n', 1, null), [0, 0, 0, 1, -2, 0.5]],
  ['concatenation of rows', n.concatenate(0, '4', R, S), [1, 2, 3, 4, 2, 1, 1, 3]],
  ['concatenation of columns', n.concatenate(1, '4', R, S), [1, 2, 2, 1, 3, 4, 1, 3]],
  ['slice', n.slice(A, 1, '1', '2'), [2, 3, 5, 6]],
];

function* valueOfProduct(): Generator<number> {
  yield* Array.from(value(n.einsum('ij,jk->ik', n.matrixFunction('expm', R), R)));
}

for (const [name, node, expected] of cases) test(`value of ${name}`, () => assertClose(value(node), expected));

test('values of erf in both ranges', () => {
  // Abramowitz and Stegun, table 7.1, and Wolfram's erf(3) to 16 digits
  const cases: [number, number][] = [
    [0, 0],
    [1, 0.8427007929497149],
    [-2, -0.9953222650189527],
    [3, 0.9999779095030014],
    [4, 0.9999999845827421],
  ];
  for (const [argument, expected] of cases) assertClose(value(n.elementwise('erf', n.constant(argument))), expected, 1e-14);
});

test('a variable has the value that is given for it, before that of the point', () => {
  const square = n.einsum('i,i->', x, x);
  const leaf = evaluateTensor(square, at, new Map([['x', Float64Array.of(1, 2, 2)]]));
  assert.ok(leaf.status === 'ok');
  assertClose(leaf.data, 9);
});

test('the derivatives of an opaque function are consistent', () => {
  const step = 1e-5;
  const derivative = value(n.apply('f', 2, x, 'm'));
  for (let along = 0; along < 3; along++) {
    const movedValue = (direction: number): ArrayLike<number> => {
      const moved = Float64Array.from(at.values.get('x')!);
      moved[along]! += direction * step;
      const result = evaluateTensor(n.apply('f', 1, x, 'm'), { ...at, values: new Map([...at.values, ['x', moved]]) });
      assert.ok(result.status === 'ok');
      return result.data;
    };
    const [up, down] = [movedValue(1), movedValue(-1)];
    for (let out = 0; out < 2; out++)
      for (let first = 0; first < 3; first++) {
        const difference = (up[out * 3 + first]! - down[out * 3 + first]!) / (2 * step);
        assert.ok(Math.abs(difference - derivative[out * 9 + first * 3 + along]!) < 1e-8);
      }
  }
});

test('a chain of two thousand factors is contracted two at a time', () => {
  const factors = Array.from({ length: 2000 }, () => n.combination([[1, 5], R]));
  const long = {
    ...n.einsum('ij,jk->ik', R, R),
    factors,
    labels: factors.map((_, k) => [k, k + 1]),
    out: [0, 2000],
    sizes: Array.from({ length: 2001 }, () => R.shape[0]!),
  } as TensorNode;
  // (R/5)ⁿ tends to 0 or grows with the eigenvalue (5 + √33)/10 > 1
  const ends = value(long);
  const eigenvalue = (5 + Math.sqrt(33)) / 10;
  assert.ok(Math.abs(Math.log(ends[0]! + ends[3]!) - 2000 * Math.log(eigenvalue)) < 1e-9);
});

test('shared subexpressions are evaluated once', () => {
  let node: TensorNode = x;
  for (let level = 0; level < 60; level++) node = n.combination([[1, 2], node], [[1, 2], node]);
  assertClose(value(node), [1, -2, 0.5]);
});

test('a tensor that is too large is refused', () => {
  const huge = n.einsum('i,j,k,l->ijkl', ...Array.from({ length: 4 }, () => n.einsum('->i', { i: '100' })));
  const result = evaluateTensor(huge, at);
  assert.deepEqual(result, { status: 'unsupported', reason: 'A tensor with 100000000 entries is too large to check by numbers; declare smaller sizes' });
});

test('sizes that do not conform are refused', () => {
  const result = evaluateTensor({ ...n.einsum('ij,j->i', A, x), factors: [A, R.kind === 'variable' ? n.variable('R', 'm') : R] } as TensorNode, at);
  assert.equal(result.status, 'unsupported');
});

test('a Fréchet derivative needs a direction of the shape of its argument', () => {
  assert.equal(evaluateTensor(n.frechet('expm', R, R), at).status, 'ok');
  assert.equal(evaluateTensor(n.frechet('expm', R, n.select(R, 0, null)), at).status, 'unsupported');
});
