import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateTyped } from '../../src/numeric/index.ts';
import type { Typed } from '../../src/shapes/typed.ts';
import { assertClose, point } from './points.ts';
import * as t from './typedExpressions.ts';

const sizes = { m: 2, n: 3, p: 2 };
const at = point(sizes, {
  s: 3,
  x: [1, -2, 0.5],
  y: [2, 1, -1],
  A: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  S: [
    [2, 1],
    [1, 3],
  ],
  R: [
    [1, 2],
    [3, 4],
  ],
  T: [
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [
      [7, 8],
      [9, 10],
      [11, 12],
    ],
  ],
  u: [0.25, 0.5, 0.75],
});
const s = t.variable(t.symbol('s'));
const x = t.variable(t.symbol('x', 'n'));
const y = t.variable(t.symbol('y', 'n'));
const u = t.variable(t.symbol('u', 'n'));
const A = t.variable(t.symbol('A', 'm n'));
const S = t.variable(t.symbol('S', 'm m'));
const R = t.variable(t.symbol('R', 'm m'));
const T = t.variable(t.symbol('T', 'm n p'));
const i = t.index('i', 'm');
const j = t.index('j', 'n');
const k = t.index('k', 'p');

function value(typed: Typed): ArrayLike<number> {
  const result = evaluateTyped(typed, at);
  assert.ok(result.status === 'ok', result.status === 'ok' ? '' : result.reason);
  return result.data;
}

const cases: readonly (readonly [name: string, typed: Typed, expected: number | readonly unknown[]])[] = [
  ['number', t.number(2.5), 2.5],
  ['size as a number', t.dimension('n'), 3],
  ['zeros', t.zeros('m', 'n'), [0, 0, 0, 0, 0, 0]],
  ['ones', t.ones('n'), [1, 1, 1]],
  ['identity', t.identity('m'), [1, 0, 0, 1]],
  ['sum of vectors', t.add(x, y), [3, -1, -0.5]],
  ['difference', t.subtract(x, y), [-1, -3, 1.5]],
  ['negative', t.negate(x), [-1, 2, -0.5]],
  ['scalar broadcast', t.add(x, t.broadcast(s, x.shape)), [4, 1, 3.5]],
  ['row broadcast over rows', t.add(A, t.broadcast(t.transpose(x), A.shape)), [2, 0, 3.5, 5, 3, 6.5]],
  ['matrix times vector', t.multiply(A, x), [-1.5, -3]],
  ['inner product', t.multiply(t.transpose(x), y), -0.5],
  ['outer product', t.multiply(x, t.transpose(y)), [2, 1, -1, -4, -2, 2, 1, 0.5, -0.5]],
  ['scaled', t.multiply(s, A), [3, 6, 9, 12, 15, 18]],
  ['divided', t.divide(x, s), [1 / 3, -2 / 3, 0.5 / 3]],
  ['Hadamard', t.hadamard(x, y), [2, -2, -0.5]],
  ['Hadamard quotient', t.hadamardDivide(x, y), [0.5, -2, -0.5]],
  [
    'Kronecker',
    t.kronecker(S, A),
    [
      [2, 4, 6, 1, 2, 3],
      [8, 10, 12, 4, 5, 6],
      [1, 2, 3, 3, 6, 9],
      [4, 5, 6, 12, 15, 18],
    ],
  ],
  ['integer power of negative entries', t.elementwisePower(x, t.number(3)), [1, -8, 0.125]],
  ['fractional power', t.elementwisePower(u, t.number(0.5)), [0.5, Math.SQRT1_2, Math.sqrt(0.75)]],
  ['matrix power', t.matrixPower(R, 3), [37, 54, 81, 118]],
  ['matrix power 0', t.matrixPower(R, 0), [1, 0, 0, 1]],
  ['negative matrix power', t.matrixPower(R, -1), [-2, 1, 1.5, -0.5]],
  ['matrix power with a whole exponent', t.symbolicMatrixPower(R, t.number(3)), [37, 54, 81, 118]],
  ['matrix power with a whole exponent below 0', t.symbolicMatrixPower(R, t.number(-1)), [-2, 1, 1.5, -0.5]],
  ['matrix power with a fraction as exponent', t.matrixPower(t.symbolicMatrixPower(S, t.number(0.25)), 4), [2, 1, 1, 3]],
  ['transpose', t.transpose(A), [1, 4, 2, 5, 3, 6]],
  ['inverse', t.inverse(R), [-2, 1, 1.5, -0.5]],
  ['pseudo-inverse', t.multiply(A, t.pseudoInverse(A)), [1, 0, 0, 1]],
  ['pseudo-inverse of a vector', t.pseudoInverse(x), [1 / 5.25, -2 / 5.25, 0.5 / 5.25]],
  ['trace', t.trace(R), 5],
  ['determinant', t.determinant(R), -2],
  ['log determinant takes the magnitude', t.logDeterminant(R), Math.log(2)],
  ['adjugate', t.adjugate(R), [4, -2, -3, 1]],
  ['diag', t.diag(x), [1, 0, 0, 0, -2, 0, 0, 0, 0.5]],
  ['diagonal', t.diagonal(R), [1, 4]],
  ['vec stacks columns', t.vec(A), [1, 4, 2, 5, 3, 6]],
  ['commutation turns vec(A) into vec(Aᵀ)', t.multiply(t.commutation('m', 'n'), t.vec(A)), [1, 2, 3, 4, 5, 6]],
  ['sum', t.sum(A), 21],
  ['sum down the columns', t.columnSums(A), [5, 7, 9]],
  ['sum along the rows', t.rowSums(A), [6, 15]],
  ['norm 1', t.norm(x, 'norm1'), 3.5],
  ['norm 2', t.norm(x, 'norm2'), Math.sqrt(5.25)],
  ['norm ∞', t.norm(x, 'normInf'), 2],
  ['Frobenius', t.norm(R, 'normF'), Math.sqrt(30)],
  ['nuclear: (σ₁ + σ₂)² = ‖R‖² + 2 |det R|', t.norm(R, 'nuclearNorm'), Math.sqrt(34)],
  ['spectral', t.norm(R, 'spectralNorm'), Math.sqrt((30 + Math.sqrt(900 - 16)) / 2)],
  ['softmax', t.rowFunction('softmax', t.transpose(x)), [1, -2, 0.5].map(v => Math.exp(v) / (Math.exp(1) + Math.exp(-2) + Math.exp(0.5)))],
  ['logsumexp', t.rowFunction('logsumexp', x), Math.log(Math.exp(1) + Math.exp(-2) + Math.exp(0.5))],
  ['softmax of every row', t.rowSums(t.rowFunction('softmaxrows', A)), [1, 1]],
  ['logsumexp of every row', t.rowFunction('logsumexprows', A), [1, 4].map(first => first + Math.log(1 + Math.E + Math.E ** 2))],
  ['expm of a rotation', t.matrixFunction('expm', t.subtract(R, t.transpose(R))), [Math.cos(1), -Math.sin(1), Math.sin(1), Math.cos(1)]],
  ['sqrtm', t.matrixPower(t.matrixFunction('sqrtm', S), 2), [2, 1, 1, 3]],
  ['logm', t.matrixFunction('expm', t.matrixFunction('logm', S)), [2, 1, 1, 3]],
  ['sinm² + cosm²', t.add(t.matrixPower(t.matrixFunction('sinm', R), 2), t.matrixPower(t.matrixFunction('cosm', R), 2)), [1, 0, 0, 1]],
  ['sinm of a diagonal matrix', t.diagonal(t.matrixFunction('sinm', t.diag(x))), [Math.sin(1), Math.sin(-2), Math.sin(0.5)]],
  ['entry of a vector', t.entry(x, 2), -2],
  ['entry of a matrix', t.entry(A, 2, 3), 6],
  ['row of a matrix', t.entry(A, 2, null), [4, 5, 6]],
  ['column of a matrix', t.entry(A, null, 2), [2, 5]],
  ['slice of a tensor', t.entry(T, 2, null, 1), [7, 9, 11]],
  ['entry of a grouped side', t.entry(t.vec(A), 4), 5],
  ['sum over an index', t.sumOver(j, t.multiply(t.entry(x, j), t.entry(y, j))), -0.5],
  ['sum of a body without the index', t.sumOver(j, s), 9],
  ['components', t.fromEntries([i], t.sumOver(j, t.multiply(t.entry(A, i, j), t.entry(x, j)))), [-1.5, -3]],
  ['transposed components', t.fromEntries([j, i], t.entry(A, i, j)), [1, 4, 2, 5, 3, 6]],
  ['diagonal by a repeated index', t.fromEntries([i], t.entry(R, i, i)), [1, 4]],
  ['three indices', t.fromEntries([i, k], t.sumOver(j, t.multiply(t.entry(T, i, j, k), t.entry(x, j)))), [1 - 6 + 2.5, 2 - 8 + 3, 7 - 18 + 5.5, 8 - 20 + 6]],
  ['functions of a free index', t.fromEntries([i], t.norm(t.subtract(t.entry(A, i, null), y), 'norm2')), [Math.hypot(-1, 1, 4), Math.hypot(2, 4, 7)]],
  ['a column of scalars', t.stack([[s], [t.entry(x, 1)]], t.shapeOf([t.size('2')])), [3, 1]],
  ['a row of scalars', t.stack([[s, t.entry(x, 1)]], t.shapeOf([], [t.size('2')])), [3, 1]],
  [
    'blocks',
    t.stack(
      [
        [R, S],
        [S, R],
      ],
      t.shapeOf([t.size('4')], [t.size('4')]),
    ),
    [1, 2, 2, 1, 3, 4, 1, 3, 2, 1, 1, 2, 1, 3, 3, 4],
  ],
];

for (const [name, typed, expected] of cases) test(`value of ${name}`, () => assertClose(value(typed), expected));

const functions = {
  exp: Math.exp(0.5),
  log: Math.log(0.5),
  sin: Math.sin(0.5),
  cos: Math.cos(0.5),
  tan: Math.tan(0.5),
  sinh: Math.sinh(0.5),
  cosh: Math.cosh(0.5),
  tanh: Math.tanh(0.5),
  asin: Math.PI / 6,
  acos: Math.PI / 3,
  atan: 0.4636476090008061,
  sqrt: Math.SQRT1_2,
  abs: 0.5,
  sign: 1,
  sigmoid: 1 / (1 + Math.exp(-0.5)),
  softplus: Math.log(1 + Math.exp(0.5)),
  relu: 0.5,
  step: 1,
  // Abramowitz and Stegun, table 7.1
  erf: 0.5204998778130465,
  // 0.5 Φ(0.5) with Φ(0.5) = 0.6914624612740131
  gelu: 0.34573123063700656,
} as const;
for (const [name, expected] of Object.entries(functions))
  test(`value of ${name}(0.5)`, () => assertClose(value(t.elementwise(name as keyof typeof functions, t.number(0.5))), expected, 1e-14));

test('a defined name has the value of its definition, unless it is a leaf', () => {
  const e = t.named('e', t.subtract(x, y));
  const loss = t.multiply(t.transpose(t.reference(e)), t.reference(e));
  assertClose(value(loss), 1 + 9 + 2.25);
  const result = evaluateTyped(loss, at, new Map([['e', Float64Array.of(1, 1, 1)]]));
  assert.ok(result.status === 'ok');
  assertClose(result.data, 3);
});

test('free indices are axes of their own', () => {
  const result = evaluateTyped(t.entry(A, i, j), at);
  assert.ok(result.status === 'ok');
  assert.deepEqual(
    result.free.map(each => each.name),
    ['i', 'j'],
  );
  assertClose(result.data, [1, 2, 3, 4, 5, 6]);
});

test('five thousand operands are no deeper than one', () => {
  let deep: Typed = x;
  for (let count = 0; count < 5000; count++) deep = t.add(deep, y);
  assertClose(value(deep), [10001, 4998, -4999.5]);
});

test('what has no value at a point says so', () => {
  assert.equal(evaluateTyped(t.elementwise('log', x), at).status, 'undefined');
  assert.equal(evaluateTyped(t.inverse(t.multiply(t.transpose(A), A)), at).status, 'undefined');
});

test('what has no value at all says so', () => {
  const unknown = evaluateTyped(t.variable(t.symbol('z', 'n')), at);
  assert.deepEqual(unknown, { status: 'unsupported', reason: 'z has no value at the point' });
  const misshapen = evaluateTyped(t.add(x, t.multiply(A, x)), at);
  assert.equal(misshapen.status, 'unsupported');
  assert.equal(evaluateTyped(t.entry(x, 4), at).status, 'unsupported');
});
