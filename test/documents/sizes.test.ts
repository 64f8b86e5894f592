import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyLine } from '../../src/documents/tiers.ts';
import { shown } from './show.ts';

const SHAPES: readonly string[] = [
  'X: (n, d)',
  'A: (n1, n2)',
  'logits: (B, T, V)',
  'q: (b, h, t, d)',
  'images: (n, c, h, w)',
  'C: (N1, N2, N3)',
  'E: (n, f)',
  'K: (h, w)',
  'W: [in, out]',
  'X (n x p)',
  'Y (m, k)',
  'b: (h,)',
  'L: ()',
  'A is m by n',
  'W is a 784x128 matrix',
  'T is 3x3',
  'A is nxn',
  'P is an n x n matrix',
  'x: (B, T) -> (B, T, C)',
  'c: scalar',
];
/** Points, lists, arguments, terms and types in the clothes of a shape. */
const OTHERS: readonly string[] = [
  'box: (x0, y0, x1, y1)',
  'corner: (h, v)',
  'table: [p1, p2, p3, l1, l2, l3]',
  'rest: [m0, m1, m2]',
  'found: (T1, T2)',
  'names: [a, b]',
  'level: [c, h, j]',
  'word: [1*r3, 1*r3, 3*r3]',
  'range: (a1, 1000), (b1, 1200)',
  'registers for it: [R1,R3-R7]',
  'pair of a (re, im) tuple',
  'a (N, D) pair of numbers',
  'result: (LEAL8 x y)',
  'match: (SUB x a)',
  'guard: (c+d)<64',
  'apply f (b, c) to it',
  'data instance T (p,q) where',
  'r: (N, D) -> Z',
  'let x: (); compiles',
  'show: (), [], Bool',
  'path: scalar_value',
  'options are a m by 2 cell array',
  'same hh (2,5)',
  "the viewport's (100, 100) point",
  'full : if true, U and V are of shape (m, m)',
  'in m³⋅kg⁻¹⋅s⁻²',
  'resolution: 640x480, single',
  'camera is 1600x1200',
  'HW (ANI, CCA, MIB) counters',
  'for z:txt/*.txt paths',
  'the coefficient for xⁿ⁻¹ is implicit',
  'but vi only supports ^T and ^D',
];

test('shapes', () => {
  for (const line of SHAPES) assert.equal(classifyLine(line), 'certain', line);
});

test('what only looks like a shape', () => {
  for (const line of OTHERS) assert.equal(classifyLine(line), 'never', line);
});

test('shapes behind code', () => {
  assert.deepEqual(shown('y = f(x)  # (n, d)\ns = g(y)  # (B)\n', 'python'), ['bound 0: y : (n, d)', 'bound 0: s : (B)']);
  const others = [
    'is_value,  # (b)',
    'size = 64  # b x b',
    'flag = iscell(c)  # N x 2 cell array',
    'l = g(r)  # [l0, l0, l1, l1]',
    'p = g(r)  # (x0) first',
    'flags = g(r)  # txn already in flight',
    'c = g(r)  # 640x480',
  ];
  for (const line of others) assert.deepEqual(shown(`${line}\n`, 'python'), [], line);
  assert.deepEqual(shown('SHOW,  /* () */\nCLOSE = 1,  /* () */\n', 'c'), []);
  assert.deepEqual(shown('result = positions  # ()\n', 'nim'), []);
  assert.deepEqual(shown('s = norm(y)  # ()\n', 'python'), ['bound 0: s : ()']);
});

test('nouns are no names', () => {
  assert.deepEqual(shown('# X is an m×k matrix, Y is an n×k matrix and c is a scalar, B is an m×n matrix\n', 'python'), [
    'comment 0: X is    m×k',
    'comment 0: Y is    n×k',
    'comment 0: B is    m×n',
  ]);
});
