import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CertificateQuery, certify, chooseSizes } from '../../src/numeric/index.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import * as n from './tensorExpressions.ts';
import * as t from './typedExpressions.ts';

const symbols = {
  s: t.symbol('s'),
  x: t.symbol('x', 'n'),
  y: t.symbol('y', 'm'),
  A: t.symbol('A', 'm n'),
  X: t.symbol('X', 'n n'),
  B: t.symbol('B', 'n n', ['symmetric']),
  P: t.symbol('P', 'n n', ['positive definite']),
  p: t.symbol('p', 'n', ['positive']),
  W: t.symbol('W', 'n q'),
  T: t.symbol('T', 'm n q'),
};
const [s, x, y, A, X, B, P, p, W, T] = Object.values(symbols).map(t.variable) as Fixed10<ReturnType<typeof t.variable>>;
type Fixed10<E> = [E, E, E, E, E, E, E, E, E, E];

const ns = n.variable('s');
const nx = n.variable('x', 'n');
const ny = n.variable('y', 'm');
const nA = n.variable('A', 'm n');
const nX = n.variable('X', 'n n');
const nB = n.variable('B', 'n n', ['symmetric']);
const nP = n.variable('P', 'n n', ['positive definite']);
const np = n.variable('p', 'n', ['positive']);
const nW = n.variable('W', 'n q');
const nT = n.variable('T', 'm n q');

const residual = t.subtract(t.multiply(A, x), y);
const nResidual = n.combination([1, n.einsum('ij,j->i', nA, nx)], [-1, ny]);
const transposed = (node: TensorNode): TensorNode => n.einsum('ij->ji', node);
const eye = (over: string): TensorNode => n.einsum('->ii', { i: over });
const ones = (over: string): TensorNode => n.einsum('->i', { i: over });
const inverseX = n.inverse(nX);
const project = n.inverse(n.einsum('ij,ik,kl->jl', nW, nB, nW));

interface Case {
  readonly name: string;
  readonly query: CertificateQuery;
  readonly right: TensorNode;
  readonly wrong: TensorNode;
}
const by = (of: CertificateQuery['of'], ...wrt: CertificateQuery['wrt']): CertificateQuery => ({ of, wrt });

const f = t.opaque('f', [t.shapeOf([t.size('n')])], t.shapeOf([t.size('m')]));
const i = t.index('i', 'm');
const j = t.index('j', 'n');
const k = t.index('k', 'q');

const cases: readonly Case[] = [
  {
    name: 'least squares',
    query: by(t.elementwisePower(t.norm(residual, 'norm2'), t.number(2)), symbols.x),
    right: n.combination([2, n.einsum('i,ij->j', nResidual, nA)]),
    wrong: n.einsum('i,ij->j', nResidual, nA),
  },
  { name: 'Jacobian', query: by(residual, symbols.x), right: nA, wrong: n.combination([-1, nA]) },
  { name: 'Jacobian by a matrix', query: by(residual, symbols.A), right: n.einsum('j->iij', nx, { i: 'm' }), wrong: n.einsum('j->iij', ones('n'), { i: 'm' }) },
  { name: 'trace', query: by(t.trace(t.multiply(t.transpose(A), A)), symbols.A), right: n.combination([2, nA]), wrong: n.combination([3, nA]) },
  {
    name: 'inverse',
    query: by(t.inverse(X), symbols.X),
    right: n.combination([-1, n.einsum('ik,lj->ijkl', inverseX, inverseX)]),
    wrong: n.combination([-1, n.einsum('ik,jl->ijkl', inverseX, inverseX)]),
  },
  {
    name: 'determinant',
    query: by(t.determinant(X), symbols.X),
    right: n.einsum(',ji->ij', n.determinant(nX), inverseX),
    wrong: n.einsum(',ij->ij', n.determinant(nX), inverseX),
  },
  { name: 'log determinant', query: by(t.logDeterminant(X), symbols.X), right: transposed(inverseX), wrong: inverseX },
  {
    name: 'adjugate trace',
    query: by(t.trace(t.adjugate(X)), symbols.X),
    right: n.combination(
      [1, n.einsum(',ii,kl->lk', n.determinant(nX), inverseX, inverseX)],
      [-1, n.einsum(',ij,jk->ki', n.determinant(nX), inverseX, inverseX)],
    ),
    wrong: n.einsum(',ii,kl->lk', n.determinant(nX), inverseX, inverseX),
  },
  {
    name: 'a declared property may be used for what is not varied',
    query: by(t.product(t.transpose(x), B, x), symbols.x),
    right: n.combination([2, n.einsum('ij,j->i', nB, nx)]),
    wrong: n.einsum('ij,j->i', nB, nx),
  },
  {
    name: 'entries of a symmetric variable move alone',
    query: by(t.product(t.transpose(x), B, x), symbols.B),
    right: n.einsum('i,j->ij', nx, nx),
    wrong: n.combination([2, n.einsum('i,j->ij', nx, nx)], [-1, n.einsum('i,i->ii', nx, nx)]),
  },
  {
    name: 'an inverse that is singular for some sizes',
    query: by(t.logDeterminant(t.product(t.transpose(W), B, W)), symbols.W),
    right: n.combination([2, n.einsum('ij,jk,kl->il', nB, nW, project)]),
    wrong: n.einsum('ij,jk,kl->il', nB, nW, project),
  },
  { name: 'logarithms need positive points', query: by(t.sum(t.elementwise('log', x)), symbols.x), right: n.power(nx, -1), wrong: n.power(nx, -2) },
  {
    name: 'entropy',
    query: by(t.sum(t.hadamard(p, t.elementwise('log', p))), symbols.p),
    right: n.combination([1, n.elementwise('log', np)], [1, ones('n')]),
    wrong: n.elementwise('log', np),
  },
  {
    name: 'relu',
    query: by(t.sum(t.elementwise('relu', residual)), symbols.x),
    right: n.einsum('i,ij->j', n.elementwise('step', nResidual), nA),
    wrong: n.einsum('i,ij->j', ones('m'), nA),
  },
  { name: 'norm 1', query: by(t.norm(x, 'norm1'), symbols.x), right: n.elementwise('sign', nx), wrong: ones('n') },
  {
    name: 'erf',
    query: by(t.sum(t.elementwise('erf', x)), symbols.x),
    right: n.einsum(',i->i', n.constant(2 / Math.sqrt(Math.PI)), n.elementwise('exp', n.combination([-1, n.einsum('i,i->i', nx, nx)]))),
    wrong: n.elementwise('exp', n.combination([-1, n.einsum('i,i->i', nx, nx)])),
  },
  {
    name: 'softmax',
    query: by(t.rowFunction('softmax', x), symbols.x),
    right: n.combination([1, n.einsum('i->ii', n.softmax(nx))], [-1, n.einsum('i,j->ij', n.softmax(nx), n.softmax(nx))]),
    wrong: n.einsum('i->ii', n.softmax(nx)),
  },
  { name: 'logsumexp', query: by(t.rowFunction('logsumexp', x), symbols.x), right: n.softmax(nx), wrong: n.elementwise('exp', nx) },
  {
    name: 'power by its exponent',
    query: by(t.sum(t.elementwisePower(p, s)), symbols.s),
    right: n.einsum('i,i->', n.elementwise('log', np), n.elementwise('exp', n.einsum(',i->i', ns, n.elementwise('log', np)))),
    wrong: n.einsum('i->', n.elementwise('log', np)),
  },
  {
    name: 'Hessian',
    query: by(t.product(t.transpose(x), X, x), symbols.x, symbols.x),
    right: n.combination([1, nX], [1, transposed(nX)]),
    wrong: n.combination([2, nX]),
  },
  { name: 'mixed second derivative', query: by(t.product(t.transpose(y), A, x), symbols.y, symbols.x), right: nA, wrong: n.combination([2, nA]) },
  {
    name: 'third derivative',
    query: by(t.sum(t.elementwise('exp', x)), symbols.x, symbols.x, symbols.x),
    right: n.einsum('i->iii', n.elementwise('exp', nx)),
    wrong: n.einsum('i->iii', nx),
  },
  {
    name: 'third derivative of a product',
    query: by(t.elementwisePower(t.multiply(t.transpose(x), x), t.number(2)), symbols.x, symbols.x, symbols.x),
    right: thirdOfFourthPower(),
    wrong: n.combination([8, n.einsum('i,jk->ijk', nx, eye('n'))]),
  },
  {
    name: 'Hessian of the log determinant',
    query: by(t.logDeterminant(P), symbols.P, symbols.P),
    right: n.combination([-1, n.einsum('li,jk->ijkl', n.inverse(nP), n.inverse(nP))]),
    wrong: n.combination([-1, n.einsum('ik,jl->ijkl', n.inverse(nP), n.inverse(nP))]),
  },
  {
    name: 'expm',
    query: by(t.trace(t.matrixFunction('expm', X)), symbols.X),
    right: transposed(n.matrixFunction('expm', nX)),
    wrong: n.matrixFunction('expm', nX),
  },
  {
    name: 'trace of a symbolic power',
    query: by(t.trace(t.symbolicMatrixPower(X, s)), symbols.X),
    right: n.einsum(',ji->ij', ns, n.matrixPower(nX, n.combination([1, ns], [-1, n.constant(1)]))),
    wrong: n.einsum(',ji->ij', ns, n.matrixPower(nX, ns)),
  },
  {
    name: 'symbolic power by its exponent',
    query: by(t.symbolicMatrixPower(X, s), symbols.s),
    right: n.einsum('ij,jk->ik', n.matrixFunction('logm', nX), n.matrixPower(nX, ns)),
    wrong: n.einsum(',ij->ij', ns, n.matrixPower(nX, ns)),
  },
  {
    name: 'nuclear norm',
    query: by(t.norm(W, 'nuclearNorm'), symbols.W),
    right: n.einsum('ij,jk->ik', nW, n.inverse(n.matrixFunction('sqrtm', n.einsum('ji,jk->ik', nW, nW)))),
    wrong: nW,
  },
  {
    name: 'Fréchet derivative',
    query: by(t.sum(t.matrixFunction('expm', X)), symbols.X),
    right: n.frechet('expm', transposed(nX), n.einsum('->ij', { i: 'n', j: 'n' })),
    wrong: n.frechet('expm', nX, n.einsum('->ij', { i: 'n', j: 'n' })),
  },
  {
    name: 'square root of a matrix',
    query: by(t.sum(t.matrixFunction('sqrtm', P)), symbols.P),
    right: n.frechet('sqrtm', transposed(nP), n.einsum('->ij', { i: 'n', j: 'n' })),
    wrong: n.inverse(nP),
  },
  {
    name: 'logarithm of a matrix',
    query: by(t.trace(t.matrixFunction('logm', P)), symbols.P),
    right: transposed(n.inverse(nP)),
    wrong: n.combination([2, n.inverse(nP)]),
  },
  {
    name: 'sine of a matrix',
    query: by(t.trace(t.matrixFunction('sinm', X)), symbols.X),
    right: transposed(n.matrixFunction('cosm', nX)),
    wrong: n.matrixFunction('cosm', nX),
  },
  { name: 'vec is column-major', query: by(t.vec(X), symbols.X), right: n.einsum('->jiij', { i: 'n', j: 'n' }), wrong: n.einsum('->ijij', { i: 'n', j: 'n' }) },
  {
    name: 'Kronecker product',
    query: by(t.sum(t.hadamard(t.kronecker(x, y), t.kronecker(x, y))), symbols.x),
    right: n.combination([2, n.einsum('i,j,j->i', nx, ny, ny)]),
    wrong: n.einsum('i,j,j->i', nx, ny, ny),
  },
  { name: 'nuclear norm', query: by(t.norm(P, 'nuclearNorm'), symbols.P), right: eye('n'), wrong: n.combination([2, eye('n')]) },
  {
    name: 'an opaque function',
    query: by(t.apply(f, t.multiply(X, x)), symbols.x),
    right: n.einsum('ij,jk->ik', n.apply('f', 1, n.einsum('ij,j->i', nX, nx), 'm'), nX),
    wrong: n.apply('f', 1, n.einsum('ij,j->i', nX, nx), 'm'),
  },
  {
    name: 'the Hessian of an opaque function',
    query: by(t.apply(f, x), symbols.x, symbols.x),
    right: n.apply('f', 2, nx, 'm'),
    wrong: n.einsum('ij,k->ijk', n.apply('f', 1, nx, 'm'), nx),
  },
  {
    name: 'indices',
    query: by(t.fromEntries([i, k], t.sumOver(j, t.multiply(t.entry(T, i, j, k), t.elementwisePower(t.entry(x, j), t.number(2))))), symbols.x),
    right: n.combination([2, n.einsum('ijk,j->ikj', nT, nx)]),
    wrong: n.einsum('ijk,j->ikj', nT, nx),
  },
];

/** ∂³ (xᵀx)² = 8 (x_i δ_jk + x_j δ_ik + x_k δ_ij) */
function thirdOfFourthPower(): TensorNode {
  return n.combination(...['i,jk->ijk', 'j,ik->ijk', 'k,ij->ijk'].map(labels => [8, n.einsum(labels, nx, eye('n'))] as const));
}

for (const { name, query, right, wrong } of cases) {
  test(`${name}: the right derivative is verified`, () => {
    const result = certify(query, right);
    assert.equal(result.verdict, 'verified', JSON.stringify(result));
    assert.ok(result.points >= 3);
    assert.equal(result.method, query.wrt.length === 1 ? 'complex-step' : 'central-difference');
    assert.ok(result.maxRelativeError! < [1e-9, 1e-7, 1e-6][query.wrt.length - 1]!, String(result.maxRelativeError));
  });
  test(`${name}: a wrong derivative is caught`, () => {
    const result = certify(query, wrong);
    assert.equal(result.verdict, 'disagrees', JSON.stringify(result));
    assert.ok(result.witness);
    const { left, right: difference } = result.witness;
    assert.ok(Math.abs(left - difference) > 1e-4 * Math.max(Math.abs(left), Math.abs(difference)));
  });
}

test('what is wrong on one side of a kink only is found', () => {
  for (let seed = 1; seed <= 40; seed++) {
    assert.equal(certify(by(t.elementwise('abs', s), symbols.s), n.einsum('->'), { seed }).verdict, 'disagrees');
    assert.equal(certify(by(t.elementwise('sqrt', t.multiply(s, s)), symbols.s), n.einsum('->'), { seed }).verdict, 'disagrees');
    assert.equal(certify(by(t.elementwise('abs', s), symbols.s), n.elementwise('sign', ns), { seed }).verdict, 'verified');
  }
});

test('the witness names sizes, values, the entry and both numbers', () => {
  const result = certify(by(t.trace(t.multiply(t.transpose(A), A)), symbols.A), n.combination([3, nA]));
  assert.match(result.witness!.text, /^With m = \d, n = \d at A = \[.*\]: entry \(\d, \d\) is −?[\d.]+ on the left and −?[\d.]+ on the right$/);
  const { left, right } = result.witness!;
  assert.ok(Math.abs(left / right - 1.5) < 1e-9);
});

test('a wrong entry is found where directions are compared', () => {
  // 7 × 7 entries of a Hessian are too many for every pair of directions
  const query = by(t.trace(t.product(t.transpose(A), A, X)), symbols.A, symbols.A);
  const right = n.combination([1, n.einsum('lj->ijil', nX, { i: 'm' })], [1, n.einsum('jl->ijil', nX, { i: 'm' })]);
  assert.equal(certify(query, right).verdict, 'verified');
  const result = certify(query, n.combination([2, n.einsum('lj->ijil', nX, { i: 'm' })]));
  assert.equal(result.verdict, 'disagrees');
  const [row, , otherRow] = result.witness!.entry;
  assert.equal(row, otherRow);
});

test('a derivative of the wrong shape disagrees', () => {
  const result = certify(by(residual, symbols.x), transposed(n.einsum('ij,j->ij', nA, ones('n'))));
  assert.equal(result.verdict, 'disagrees');
  const misshapen = certify(by(residual, symbols.x), nx);
  assert.match(misshapen.reason!, /^The derivative has the sizes \d where \(of…, wrt…\) has \d×\d$/);
  // as many entries, on other axes
  const flat = certify(by(t.vec(A), symbols.A), n.einsum('->ijij', { i: 'm', j: 'n' }));
  assert.match(flat.reason!, /^The derivative has the sizes \d×\d×\d×\d where \(of…, wrt…\) has \d×\d×\d×\d$/);
  const one = certify(by(t.trace(X), symbols.X), n.einsum('->kii', { k: '1', i: 'n' }));
  assert.match(one.reason!, /^The derivative has the sizes 1×\d×\d where \(of…, wrt…\) has \d×\d$/);
});

test('by a defined name: it varies alone, at the value of its definition', () => {
  const e = t.named('e', residual);
  const loss = t.named('L', t.elementwisePower(t.norm(t.reference(e), 'norm2'), t.number(2)));
  const ne = n.variable('e', 'm');
  assert.equal(certify(by(t.reference(loss), e), n.combination([2, ne])).verdict, 'verified');
  assert.equal(certify(by(t.reference(loss), e), n.combination([2, nResidual])).verdict, 'verified');
  assert.equal(certify(by(t.reference(loss), e), ne).verdict, 'disagrees');
  assert.equal(certify(by(t.reference(loss), symbols.x), n.combination([2, n.einsum('i,ij->j', nResidual, nA)])).verdict, 'verified');
});

test('by components of a symbol', () => {
  const square = t.multiply(t.transpose(residual), residual);
  const full = n.combination([2, n.einsum('i,ij->j', nResidual, nA)]);
  assert.equal(certify({ of: square, wrt: [symbols.x], wrtIndices: [[2]] }, n.select(full, 1)).verdict, 'verified');
  assert.equal(certify({ of: square, wrt: [symbols.x], wrtIndices: [[2]] }, n.select(full, 0)).verdict, 'disagrees');
  const byRow = n.combination([2, n.einsum(',j->j', n.select(nResidual, 0), nx)]);
  assert.equal(certify({ of: square, wrt: [symbols.A], wrtIndices: [[1, null]] }, byRow).verdict, 'verified');
});

test('with free indices: an index that occurs twice has one axis or two', () => {
  const query: CertificateQuery = { of: t.entry(t.multiply(A, x), i), wrt: [symbols.A], wrtIndices: [[i, j]] };
  assert.equal(certify(query, n.einsum('j->iij', nx, { i: 'm' })).verdict, 'verified');
  assert.equal(certify(query, n.einsum('j->ij', nx, { i: 'm' })).verdict, 'verified');
  assert.equal(certify(query, n.einsum('j,j->ij', nx, nx, { i: 'm' })).verdict, 'disagrees');
  assert.equal(certify(query, n.combination([2, n.einsum('j->iij', nx, { i: 'm' })])).verdict, 'disagrees');
});

test('large written sizes cost nothing, and decide where small ones contradict them', () => {
  const big = t.symbol('W', '128 784');
  const v = t.symbol('v', '784');
  const nBig = n.variable('W', '128 784');
  const nv = n.variable('v', '784');
  const wv = n.einsum('ij,j->i', nBig, nv);
  const scaled = t.divide(t.elementwisePower(t.norm(t.multiply(t.variable(big), t.variable(v)), 'norm2'), t.number(2)), t.dimension('784'));
  const right = n.combination([[2, 784], n.einsum('i,j->ij', wv, nv)]);
  assert.equal(certify(by(scaled, big), right).verdict, 'verified');
  const late = t.multiply(t.entry(t.variable(v), 700), t.entry(t.variable(v), 700));
  assert.equal(certify(by(late, v), n.combination([2, n.place(n.select(nv, 699), '784', 699)])).verdict, 'verified');
  assert.equal(certify(by(late, v), n.combination([2, n.place(n.select(nv, 698), '784', 699)])).verdict, 'disagrees');
});

test('written sizes that would take seconds are not tried', () => {
  const huge = t.symbol('H', '3000 3000');
  const nHuge = n.variable('H', '3000 3000');
  // wrong, so that the small sizes disagree and the written ones would have to decide
  const result = certify(by(t.logDeterminant(t.variable(huge)), huge), n.inverse(nHuge));
  assert.equal(result.verdict, 'undecided');
  assert.match(result.reason!, /too large to check by numbers/);
  assert.equal(certify(by(t.logDeterminant(t.variable(huge)), huge), transposed(n.inverse(nHuge))).verdict, 'verified');
});

test('points where rounding leaves the derivative no digits decide nothing, for it or against it', () => {
  const query = by(t.elementwise('sin', t.elementwisePower(t.trace(t.multiply(P, P)), t.number(14))), symbols.P);
  const trace = n.einsum('ij,ij->', nP, nP);
  const derivative = (exponent: number): TensorNode =>
    n.combination([28, n.einsum(',,ij->ij', n.elementwise('cos', n.power(trace, 14)), n.power(trace, exponent), nP)]);
  assert.equal(certify(query, derivative(13)).verdict, 'verified');
  assert.equal(certify(query, derivative(12)).verdict, 'disagrees');
});

test('along many functions a wrong derivative is still caught', () => {
  let of = s;
  let node = ns;
  const slopes: TensorNode[] = [];
  for (let depth = 0; depth < 24; depth++) {
    const name = depth % 2 === 0 ? 'atan' : 'sin';
    slopes.push(name === 'sin' ? n.elementwise('cos', node) : n.power(n.combination([1, n.constant(1)], [1, n.power(node, 2)]), -1));
    of = t.elementwise(name, of);
    node = n.elementwise(name, node);
  }
  const derivative = slopes.reduce((product, slope) => n.einsum(',->', product, slope));
  assert.equal(certify(by(of, symbols.s), derivative).verdict, 'verified');
  assert.equal(certify(by(of, symbols.s), n.combination([[1001, 1000], derivative])).verdict, 'disagrees');
});

test('a derivative of tiny entries is not taken for right because it is tiny', () => {
  const tiny = t.multiply(t.number(1e-15), t.sum(t.hadamard(x, x)));
  const nTiny = (factor: number): TensorNode => n.einsum(',i->i', n.constant(factor), nx);
  assert.equal(certify(by(tiny, symbols.x), nTiny(2e-15)).verdict, 'verified');
  assert.equal(certify(by(tiny, symbols.x), nTiny(1e-15)).verdict, 'disagrees');
});

test('nor where it is an exponential far out', () => {
  const far = t.elementwise('exp', t.subtract(t.number(-60), t.multiply(s, s)));
  const value = n.elementwise('exp', n.combination([-60, n.einsum('->')], [-1, n.power(ns, 2)]));
  const derivative = (factor: number): TensorNode => n.combination([factor, n.einsum(',->', ns, value)]);
  assert.equal(certify(by(far, symbols.s), derivative(-2)).verdict, 'verified');
  assert.equal(certify(by(far, symbols.s), derivative(-3)).verdict, 'disagrees');
  assert.equal(certify(by(far, symbols.s), n.zero()).verdict, 'disagrees');
});

test('a derivative that is zero up to rounding is verified', () => {
  const constantSum = t.sum(t.rowFunction('softmax', x));
  assert.equal(certify(by(constantSum, symbols.x), n.zero('n')).verdict, 'verified');
  const p = n.softmax(nx);
  assert.equal(certify(by(constantSum, symbols.x), n.combination([1, p], [-1, n.einsum('i,j->i', p, p)])).verdict, 'verified');
  assert.equal(certify(by(t.sum(t.multiply(X, x)), symbols.x, symbols.x), n.zero('n n')).verdict, 'verified');
  // moved by a factor that does not vanish, the rest of the zero is what was there before
  const vanishing = (small: number): typeof s => t.multiply(s, t.subtract(t.sum(t.rowFunction('softmax', x)), t.number(1 - small)));
  assert.equal(certify(by(vanishing(0), symbols.s), n.zero('')).verdict, 'verified');
  assert.equal(certify(by(vanishing(1e-12), symbols.s), n.zero('')).verdict, 'disagrees');
  assert.equal(certify(by(t.multiply(t.number(1e-17), s), symbols.s), n.zero('')).verdict, 'disagrees');
});

test('what a complex step leaves of a power at an exact 0 is no disagreement, and hides none', () => {
  const symbol = t.symbol('K', 'n n', ['skew-symmetric']);
  const K = t.variable(symbol);
  const nK = n.variable('K', 'n n', ['skew-symmetric']);
  const diagonal = t.diagonal(K);
  const power = (exponent: number): typeof K => t.elementwisePower(diagonal, t.number(exponent));
  const onDiagonal = (factor: number, of = n.einsum('->i', { i: 'n' })): TensorNode => n.einsum(',i->iii', n.constant(factor), of);
  const diagonalSquared = n.power(n.einsum('ii->i', nK), 2);
  for (const exponent of [3, 5, 9]) assert.equal(certify(by(power(exponent), symbol), onDiagonal(0)).verdict, 'verified', String(exponent));
  assert.equal(certify(by(power(3), symbol), onDiagonal(3, diagonalSquared)).verdict, 'verified');
  assert.equal(certify(by(power(3), symbol), onDiagonal(1)).verdict, 'disagrees');
  assert.equal(certify(by(power(3), symbol), onDiagonal(-1e-40)).verdict, 'disagrees');
  // as large as what is truncated
  const tiny = t.add(power(3), t.hadamard(t.number(3e-40), diagonal));
  assert.equal(certify(by(tiny, symbol), onDiagonal(0)).verdict, 'disagrees');
  assert.equal(certify(by(tiny, symbol), onDiagonal(3e-40)).verdict, 'verified');
  // where the entries are not 0
  const cube = t.elementwisePower(x, t.number(3));
  assert.equal(certify(by(cube, symbols.x), n.zero('n n')).verdict, 'disagrees');
  assert.equal(certify(by(cube, symbols.x, symbols.x), n.zero('n n n')).verdict, 'disagrees');
});

test('powers of a norm are derived where it is exactly 0, and the norm itself is not', () => {
  const symbol = t.symbol('K', 'n n', ['skew-symmetric']);
  const norm = t.norm(t.diagonal(t.variable(symbol)), 'norm2');
  const power = (exponent: number): typeof norm => t.elementwisePower(norm, t.number(exponent));
  const constant = (factor: number): TensorNode => n.einsum(',->ii', n.constant(factor), n.einsum('->'), { i: 'n' });
  for (const exponent of [2, 3, 2.5]) {
    assert.equal(certify(by(power(exponent), symbol), constant(0)).verdict, 'verified', String(exponent));
    assert.equal(certify(by(power(exponent), symbol), constant(1)).verdict, 'disagrees', String(exponent));
  }
  assert.equal(certify(by(power(2), symbol, symbol), n.combination([2, n.einsum('->iiii', { i: 'n' })])).verdict, 'verified');
  assert.equal(certify(by(power(2), symbol, symbol), n.einsum('->iiii', { i: 'n' })).verdict, 'disagrees');
  for (const factor of [0, 1]) assert.equal(certify(by(norm, symbol), constant(factor)).verdict, 'undecided', String(factor));
});

test('a derivative within a structure is taken along the moves that stay in it', () => {
  const half = n.combination([[1, 2], nX], [[1, 2], transposed(nX)]);
  const diagonal = n.einsum('ii->ii', nX);
  const rows = [
    ['symmetric', 'gradient', half],
    ['symmetric', 'free entries', n.combination([1, nX], [1, transposed(nX)], [-1, diagonal])],
    ['skew-symmetric', 'gradient', n.combination([[1, 2], transposed(nX)], [[-1, 2], nX])],
    ['skew-symmetric', 'free entries', n.combination([1, transposed(nX)], [-1, nX])],
    ['diagonal', 'gradient', diagonal],
  ] as const;
  for (const [structure, convention, right] of rows) {
    const symbol = t.symbol('Z', 'n n', [structure]);
    const query = { ...by(t.trace(t.multiply(X, t.variable(symbol))), symbol), within: { structure, convention } };
    assert.equal(certify(query, right).verdict, 'verified', `${structure} ${convention}`);
    for (const wrong of [transposed(nX), nX, n.combination([2, right]), n.combination([-1, right])])
      assert.equal(certify(query, wrong).verdict, 'disagrees', `${structure} ${convention}`);
  }
});

test('undecided where nothing can be evaluated', () => {
  const never = t.sum(t.elementwise('log', t.negate(t.elementwise('exp', x))));
  const result = certify(by(never, symbols.x), nx);
  assert.equal(result.verdict, 'undecided');
  assert.match(result.reason!, /^None of 120 random points gives finite numbers/);
  assert.equal(certify(by(t.sum(x), symbols.x), n.variable('unheard', 'n')).verdict, 'undecided');
  const singular = t.inverse(t.multiply(x, t.transpose(x)));
  assert.equal(certify(by(t.trace(singular), symbols.x), nx).verdict, 'undecided');
});

test('undecided where only the least size has values', () => {
  // x xᵀ + p pᵀ has the rank 2
  const source = t.add(t.multiply(x, t.transpose(x)), t.multiply(p, t.transpose(p)));
  const inverted = n.inverse(n.combination([1, n.einsum('i,j->ij', nx, nx)], [1, n.einsum('i,j->ij', np, np)]));
  const derivative = n.combination([-2, n.einsum('ij,jk,k->i', inverted, inverted, nx)]);
  const result = certify(by(t.trace(t.inverse(source)), symbols.x), derivative);
  assert.equal(result.verdict, 'undecided');
  assert.match(result.reason!, /^for every n above the least, a matrix that is inverted.* is singular/);
  assert.ok(result.isNowhere);
  const wrong = certify(by(t.trace(t.inverse(source)), symbols.x), n.combination([-1, derivative]));
  assert.equal(wrong.verdict, 'disagrees');
});

test('sizes are apart from the written ones at first, and may be one of them later', () => {
  const dimensions = [t.size('n'), t.size('3')];
  const chosen = Array.from({ length: 120 }, (_, attempt) => chooseSizes(dimensions, attempt, true)!.named.get('n'));
  assert.ok(!chosen.slice(0, 60).includes(3));
  assert.ok(chosen.slice(60).includes(3));
});

test('long sums are certified', () => {
  let long = x;
  for (let count = 0; count < 5000; count++) long = t.add(long, t.elementwise('sin', x));
  const right = n.combination([1, ones('n')], [5000, n.elementwise('cos', nx)]);
  assert.equal(certify(by(t.sum(long), symbols.x), right).verdict, 'verified');
});

test('the same query gives the same certificate', () => {
  const query = by(t.logDeterminant(X), symbols.X);
  assert.deepEqual(certify(query, transposed(inverseX)), certify(query, transposed(inverseX)));
});

test('the first and the third point have any two sizes in both orders, because a formula may hold for tall matrices alone', () => {
  const names = ['m', 'n', 'p', 'q'];
  const [first, third] = [0, 2].map(attempt => chooseSizes(names.map(t.size), attempt, true)!.named);
  for (const [k, a] of names.entries())
    for (const b of names.slice(k + 1)) assert.ok((first!.get(a)! - first!.get(b)!) * (third!.get(a)! - third!.get(b)!) < 0, `${a} ${b}`);
});
