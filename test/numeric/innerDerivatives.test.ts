import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CertificateQuery, certify, evaluateTyped } from '../../src/numeric/index.ts';
import type { IndexSymbol, Layout, Shape, Typed, TypedSymbol } from '../../src/shapes/typed.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { assertClose, point } from './points.ts';
import * as n from './tensorExpressions.ts';
import * as t from './typedExpressions.ts';

interface Inner {
  readonly layout?: Layout;
  readonly wrtIndices?: readonly (readonly (number | IndexSymbol | null)[] | null)[];
}
function derivative(of: Typed, wrt: readonly TypedSymbol[], shape: Shape, { layout = 'numerator', wrtIndices = wrt.map(() => null) }: Inner = {}): Typed {
  return { op: 'derivative', query: { of, wrt, wrtIndices, layout, layoutForced: false, shape, span: of.span }, shape, span: of.span };
}
const row = (size: string): Shape => t.shapeOf([], [t.size(size)]);
const matrix = (rows: string, columns: string): Shape => t.shapeOf([t.size(rows)], [t.size(columns)]);
const scalar = t.shapeOf([]);

const xs = t.symbol('x', 'n');
const vs = t.symbol('v', 'n');
const As = t.symbol('A', 'm n');
const Xs = t.symbol('X', 'n n');
const [x, v, A, X] = [xs, vs, As, Xs].map(t.variable) as [Typed, Typed, Typed, Typed];
const exponentials = t.elementwise('exp', t.multiply(A, x));
const f = t.sum(exponentials);
const cubes = t.hadamard(x, t.hadamard(x, x));
const values = { x: [0.5, -0.25], v: [1, 2], A: [0.1, 0.2, -0.3, 0.4, 0.5, -0.6], X: [2, 1, 0.5, 3] };
const at = point({ m: 3, n: 2 }, values);
const [e1, e2, e3] = [Math.exp(0), Math.exp(-0.25), Math.exp(0.4)] as [number, number, number];
const rows = [
  [0.1, 0.2],
  [-0.3, 0.4],
  [0.5, -0.6],
] as const;
const weighted = (read: (row: readonly [number, number], weight: number) => number): number =>
  rows.reduce((sum, each, k) => sum + read(each, [e1, e2, e3][k]!), 0);

const i = t.index('i', 'n');
const j = t.index('j', 'n');

const evaluations: readonly (readonly [name: string, typed: Typed, expected: readonly number[]])[] = [
  ['a gradient', derivative(f, [xs], row('n')), [0, 1].map(k => weighted((r, w) => w * r[k]!))],
  ['a Jacobian', derivative(exponentials, [xs], matrix('m', 'n')), rows.flatMap((r, k) => r.map(entry => entry * [e1, e2, e3][k]!))],
  [
    'a Jacobian in denominator layout',
    derivative(exponentials, [xs], matrix('n', 'm'), { layout: 'denominator' }),
    [0, 1].flatMap(c => rows.map((r, k) => r[c]! * [e1, e2, e3][k]!)),
  ],
  ['a Hessian', derivative(f, [xs, xs], matrix('n', 'n')), [0, 1].flatMap(p => [0, 1].map(q => weighted((r, w) => w * r[p]! * r[q]!)))],
  ['a divergence', t.trace(derivative(cubes, [xs], matrix('n', 'n'))), [3 * (0.25 + 0.0625)]],
  ['a divergence in index notation', t.sumOver(i, derivative(t.entry(cubes, i), [xs], scalar, { wrtIndices: [[i]] })), [3 * (0.25 + 0.0625)]],
  [
    'an entry of a mixed derivative',
    derivative(t.multiply(t.entry(x, 1), t.multiply(t.entry(x, 2), t.entry(x, 2))), [xs, xs], scalar, { wrtIndices: [[1], [2]] }),
    [2 * -0.25],
  ],
  ['two letters', t.fromEntries([j, i], derivative(t.entry(t.multiply(X, x), j), [xs], scalar, { wrtIndices: [[i]] })), [2, 1, 0.5, 3]],
  ['by what it does not depend on', derivative(f, [vs], row('n')), [0, 0]],
];
for (const [name, typed, expected] of evaluations)
  test(`the value of ${name}`, () => {
    const result = evaluateTyped(typed, at);
    assert.ok(result.status === 'ok', result.status === 'ok' ? '' : result.reason);
    assertClose(result.data, expected, 1e-9);
  });

const nx = n.variable('x', 'n');
const nv = n.variable('v', 'n');
const nA = n.variable('A', 'm n');
const nExp = n.elementwise('exp', n.einsum('ij,j->i', nA, nx));
const by = (of: Typed, ...wrt: readonly TypedSymbol[]): CertificateQuery => ({ of, wrt });
const directional = t.multiply(derivative(f, [xs], row('n')), v);
const residual = t.named('e', t.multiply(A, x));
const squares = t.sum(t.hadamard(t.reference(residual), t.reference(residual)));

const certificates: readonly (readonly [name: string, query: CertificateQuery, right: TensorNode, wrong: TensorNode])[] = [
  [
    'a directional derivative by x is the Hessian times the direction',
    by(directional, xs),
    n.einsum('i,ij,ik,k->j', nExp, nA, nA, nv),
    n.einsum('i,ij,ik,k->j', nExp, nA, nA, nx),
  ],
  ['a directional derivative by the direction', by(directional, vs), n.einsum('i,ij->j', nExp, nA), n.einsum('ij->j', nA)],
  [
    'a Laplacian',
    by(t.trace(derivative(f, [xs, xs], matrix('n', 'n'))), xs),
    n.einsum('i,ij,ij,ik->k', nExp, nA, nA, nA),
    n.combination([2, n.einsum('i,ij,ij,ik->k', nExp, nA, nA, nA)]),
  ],
  ['a Hessian of a directional derivative', by(directional, xs, xs), n.einsum('i,ij,ik,il,l->jk', nExp, nA, nA, nA, nv), n.einsum('i,ij,ik->jk', nExp, nA, nA)],
  [
    'a derivative of a derivative of a derivative',
    by(t.multiply(derivative(directional, [xs], row('n')), v), xs),
    n.einsum('i,ij,ik,k,il,l->j', nExp, nA, nA, nv, nA, nv),
    n.einsum('i,ij,ik,k->j', nExp, nA, nA, nv),
  ],
  [
    'a derivative by a defined name moves with what that name stands for',
    by(t.sum(derivative(squares, [residual], row('m'))), xs),
    n.combination([2, n.einsum('ij->j', nA)]),
    n.zero('n'),
  ],
  ['a derivative that vanishes', by(t.multiply(derivative(t.multiply(t.transpose(v), x), [xs], row('n')), v), xs), n.zero('n'), nx],
];
for (const [name, query, right, wrong] of certificates)
  test(name, () => {
    const verified = certify(query, right);
    assert.equal(verified.verdict, 'verified', verified.reason ?? verified.witness?.text);
    assert.equal(verified.method, 'central-difference');
    assert.equal(certify(query, wrong).verdict, 'disagrees');
  });

test('a kink inside does not spoil the certificate', () => {
  const q = t.sum(t.elementwise('abs', t.multiply(A, x)));
  const signs = n.elementwise('sign', n.einsum('ij,j->i', nA, nx));
  const query = by(t.multiply(derivative(q, [xs], row('n')), v), vs);
  assert.equal(certify(query, n.einsum('i,ij->j', signs, nA)).verdict, 'verified');
  assert.equal(certify(query, n.einsum('ij->j', nA)).verdict, 'disagrees');
});

test('derivatives too deep inside one another are undecided, with the reason', () => {
  let nested = f;
  for (let depth = 0; depth < 5; depth++) nested = t.multiply(derivative(nested, [xs], row('n')), v);
  const result = certify(by(nested, xs), nx);
  assert.equal(result.verdict, 'undecided');
  assert.match(result.reason!, /^Derivatives inside one another/);
});

test('a name that is varied and moved at once is undecided, with the reason', () => {
  const result = certify(by(t.sum(derivative(squares, [xs], row('n'))), residual), n.zero('m'));
  assert.equal(result.verdict, 'undecided');
  assert.match(result.reason!, /^e is varied as a variable of its own/);
});

test('a certificate that would take too long is undecided, with the reason', () => {
  const ys = t.symbol('X', '12 12');
  const cube = t.trace(t.product(t.variable(ys), t.variable(ys), t.variable(ys)));
  const shape = { kind: 'tensor' as const, rows: ['12', '12', '12', '12'].map(t.size), columns: [] };
  const result = certify(by(t.sum(derivative(cube, [ys, ys], shape)), ys), n.combination([1, n.variable('X', '12 12')]));
  assert.equal(result.verdict, 'undecided');
  assert.match(result.reason!, /^The sizes are too large/);
});
