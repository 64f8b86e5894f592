import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTensors } from '../../src/numeric/exact.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import * as n from './tensorExpressions.ts';

const s = n.variable('s');
const x = n.variable('x', 'n');
const y = n.variable('y', 'n');
const A = n.variable('A', 'm n');
const X = n.variable('X', 'n n');
const Y = n.variable('Y', 'n n');
const S = n.variable('S', 'n n', ['symmetric']);
const Q = n.variable('Q', 'n n', ['orthogonal']);
const P = n.variable('P', 'n n', ['idempotent']);
const K = n.variable('K', 'n n', ['skew-symmetric']);
const D = n.variable('D', 'n n', ['diagonal']);
const p = n.variable('p', 'n', ['positive']);
const T = n.variable('T', 'm n q');

const transposed = (node: TensorNode): TensorNode => n.einsum('ij->ji', node);
const times = (a: TensorNode, b: TensorNode): TensorNode => n.einsum('ij,jk->ik', a, b);
const eye = n.einsum('->ii', { i: 'n' });
const minus = (node: TensorNode): TensorNode => n.combination([-1, node]);
const one = n.einsum('->');
const e = (node: TensorNode): TensorNode => n.elementwise('exp', node);
const square = (node: TensorNode): TensorNode => n.power(node, 2);

const exactlyEqual: readonly (readonly [name: string, left: TensorNode, right: TensorNode])[] = [
  ['A + A and 2A', n.combination([1, A], [1, A]), n.combination([2, A])],
  ['X X⁻¹ and I', times(X, n.inverse(X)), eye],
  ['(XY)⁻¹ and Y⁻¹X⁻¹', n.inverse(times(X, Y)), times(n.inverse(Y), n.inverse(X))],
  ['det(XY) and det X det Y', n.determinant(times(X, Y)), n.einsum(',->', n.determinant(X), n.determinant(Y))],
  ['Woodbury in one dimension', n.inverse(n.combination([1, X], [1, n.einsum('i,j->ij', x, y)])), shermanMorrison()],
  ['S and Sᵀ', S, transposed(S)],
  ['K and −Kᵀ', K, minus(transposed(K))],
  ['QᵀQ and I', times(transposed(Q), Q), eye],
  ['P² and P', times(P, P), P],
  ['D and diag(diagonal D)', D, n.einsum('ii->ii', D)],
  ['e^{−x} and 1/e^x', e(minus(x)), n.power(e(x), -1)],
  ['σ(−x) and 1 − σ(x)', n.elementwise('sigmoid', minus(x)), n.combination([1, n.einsum('->i', { i: 'n' })], [-1, n.elementwise('sigmoid', x)])],
  ['σ(x) and e^x/(1 + e^x)', n.elementwise('sigmoid', s), n.einsum(',->', e(s), n.power(n.combination([1, one], [1, e(s)]), -1))],
  ['tanh and sinh/cosh', n.elementwise('tanh', s), n.einsum(',->', n.elementwise('sinh', s), n.power(n.elementwise('cosh', s), -1))],
  ['cos² + sin² and 1', n.combination([1, square(n.elementwise('cos', s))], [1, square(n.elementwise('sin', s))]), one],
  ['softplus(s) − softplus(−s) and s', n.combination([1, n.elementwise('softplus', s)], [-1, n.elementwise('softplus', minus(s))]), s],
  ['relu(s) and s step(s)', n.elementwise('relu', s), n.einsum(',->', s, n.elementwise('step', s))],
  ['|s| and √s²', n.elementwise('abs', s), n.power(square(s), 1, 2)],
  ['|s|² and s²', square(n.elementwise('abs', s)), square(s)],
  ['p and √p √p', p, n.einsum('i,i->i', n.power(p, 1, 2), n.power(p, 1, 2))],
  ['cube roots multiply', n.power(n.einsum('i,i->i', x, y), 1, 3), n.einsum('i,i->i', n.power(x, 1, 3), n.power(y, 1, 3))],
  ['softmax and its definition', n.softmax(x), n.einsum(',i->i', n.power(n.einsum('i->', e(x)), -1), e(x))],
  ['log(1/s) and −log s', n.elementwise('log', n.power(s, -1)), minus(n.elementwise('log', s))],
  ['ln |det X⁻¹| and −ln |det X|', n.logDeterminant(n.inverse(X)), minus(n.logDeterminant(X))],
  ['an opaque Hessian and its transpose', n.apply('f', 2, x, ''), transposed(n.apply('f', 2, x, ''))],
  ['n and 1ᵀ1', n.dimension('n'), n.einsum('i,i->', n.einsum('->i', { i: 'n' }), n.einsum('->i', { i: 'n' }))],
  ['a third of three', n.combination([[1, 3], n.combination([3, x])]), x],
];
function shermanMorrison(): TensorNode {
  const inverse = n.inverse(X);
  const denominator = n.combination([1, one], [1, n.einsum('i,ij,j->', y, inverse, x)]);
  return n.combination([1, inverse], [-1, n.einsum(',ij,j,k,kl->il', n.power(denominator, -1), inverse, x, y, inverse)]);
}
for (const [name, left, right] of exactlyEqual)
  test(`equal, exactly: ${name}`, () => {
    const { points, ...result } = compareTensors(left, right);
    assert.deepEqual(result, { verdict: 'equal', method: 'modular' });
    assert.ok(points >= 2);
  });

const numericallyEqual: readonly (readonly [name: string, left: TensorNode, right: TensorNode])[] = [
  ['e^{x + y} and e^x e^y', e(n.combination([1, x], [1, y])), n.einsum('i,i->i', e(x), e(y))],
  ['e^{x + y} − e^x e^y and 0', n.combination([1, e(n.combination([1, x], [1, y]))], [-1, n.einsum('i,i->i', e(x), e(y))]), n.zero('n')],
  ['expm commutes with its argument', times(n.matrixFunction('expm', X), X), times(X, n.matrixFunction('expm', X))],
  ['(eᴬ)⁻¹ and e^{−A}', n.inverse(n.matrixFunction('expm', X)), n.matrixFunction('expm', minus(X))],
  ['a logarithm of a product of positive numbers', n.elementwise('log', n.einsum('i,i->i', p, p)), n.combination([2, n.elementwise('log', p)])],
  ['sin 2x', n.elementwise('sin', n.combination([2, s])), n.combination([2, n.einsum(',->', n.elementwise('sin', s), n.elementwise('cos', s))])],
];
for (const [name, left, right] of numericallyEqual)
  test(`equal, by numbers: ${name}`, () => assert.deepEqual(compareTensors(left, right), { verdict: 'equal', method: 'floating', points: 3 }));

const different: readonly (readonly [name: string, left: TensorNode, right: TensorNode])[] = [
  ['X and Xᵀ', X, transposed(X)],
  ['a factor', A, n.combination([2, A])],
  ['a sign', A, minus(A)],
  ['XY and YX', times(X, Y), times(Y, X)],
  ['s and |s|', s, n.elementwise('abs', s)],
  ['tr(X)² and tr(X²)', n.einsum('ii,jj->', X, X), n.einsum('ij,ji->', X, X)],
  ['n and n²', n.dimension('n'), square(n.dimension('n'))],
  ['Q and Qᵀ', Q, transposed(Q)],
  ['a small coefficient', n.combination([1, A], [[1, 1000], A]), A],
  ['0 and a small number', n.combination([[1, 100000000000000], s]), n.zero()],
];
for (const [name, left, right] of different)
  test(`different: ${name}`, () => {
    const result = compareTensors(left, right);
    assert.equal(result.verdict, 'different');
    assert.equal(result.method, 'floating');
    assert.notEqual(result.witness!.left, result.witness!.right);
  });

test('what differs on one side of a kink only is found', () => {
  const pairs: [TensorNode, TensorNode][] = [
    [n.elementwise('abs', s), s],
    [n.elementwise('relu', s), s],
    [n.power(square(s), 1, 2), minus(s)],
    [n.elementwise('step', s), one],
    [n.elementwise('abs', n.einsum('i,i->', x, y)), n.einsum('i,i->', x, y)],
  ];
  for (const [left, right] of pairs) for (let seed = 1; seed <= 40; seed++) assert.equal(compareTensors(left, right, { seed }).verdict, 'different');
});

test('along many functions what differs is still found', () => {
  const names = Array.from({ length: 24 }, (_, depth) => (depth % 2 === 0 ? ('atan' as const) : ('sin' as const)));
  const nested = names.reduce((node, name) => n.elementwise(name, node), s);
  assert.equal(compareTensors(nested, n.combination([[1001, 1000], nested])).verdict, 'different');
});

test('the same node is equal without numbers', () => assert.deepEqual(compareTensors(A, A), { verdict: 'equal', method: 'identical', points: 0 }));

test('shapes that differ are different', () => {
  assert.deepEqual(compareTensors(A, transposed(A)), {
    verdict: 'different',
    method: 'shape',
    points: 0,
    reason: 'The left has the shape ℝ^{m×n}, the right ℝ^{n×m}',
  });
  assert.equal(compareTensors(x, A).method, 'shape');
});

test('an axis of size 1 conforms with its absence', () => {
  const row = n.einsum('j->ij', x, { i: '1' });
  assert.equal(compareTensors(row, x).verdict, 'equal');
});

test('axes may be permuted', () => {
  assert.equal(compareTensors(A, transposed(A), { permutation: [1, 0] }).verdict, 'equal');
  assert.equal(compareTensors(X, transposed(X), { permutation: [1, 0] }).verdict, 'equal');
  assert.equal(compareTensors(X, X, { permutation: [1, 0] }).verdict, 'different');
  // axis k of the left is axis permutation[k] of the right
  const turned = n.einsum('ijk->kij', T);
  assert.equal(compareTensors(T, turned, { permutation: [1, 2, 0] }).verdict, 'equal');
  assert.equal(compareTensors(T, turned, { permutation: [2, 0, 1] }).verdict, 'different');
  assert.equal(compareTensors(T, turned, { permutation: [0, 0, 1] }).verdict, 'unknown');
});

test('sizes that make an inverse singular are changed', () => {
  const W = n.variable('W', 'a b');
  const gram = n.einsum('ij,ik->jk', W, W);
  assert.equal(compareTensors(times(gram, n.inverse(gram)), n.einsum('->ii', { i: 'b' })).verdict, 'equal');
  const V = n.variable('V', 'b a');
  const other = n.einsum('ij,ik->jk', V, V);
  assert.equal(compareTensors(times(other, n.inverse(other)), n.einsum('->ii', { i: 'a' })).verdict, 'equal');
});

test('large written sizes are replaced, except where they are counted or indexed', () => {
  const v = n.variable('v', '784');
  const mean = n.combination([[1, 784], n.einsum('i->', v)]);
  assert.equal(compareTensors(mean, n.einsum('i,->', v, n.power(n.dimension('784'), -1))).verdict, 'equal');
  assert.equal(compareTensors(n.select(v, 700), n.select(v, 701)).verdict, 'different');
  assert.equal(compareTensors(n.einsum('i,i->', n.einsum('->i', { i: '784' }), n.einsum('->i', { i: '784' })), n.dimension('784')).verdict, 'equal');
});

test('what has no value is unknown, with the reason', () => {
  const never = n.elementwise('log', minus(e(x)));
  const result = compareTensors(never, n.elementwise('log', minus(n.power(e(minus(x)), -1))));
  // modulo the prime the logarithm exists
  assert.equal(result.verdict, 'unknown');
  assert.match(result.reason!, /^None of 80 random points gives finite numbers/);
  const unknown = compareTensors(never, n.combination([2, never]));
  assert.equal(unknown.verdict, 'unknown');
  assert.match(unknown.reason!, /^None of 80 random points gives finite numbers/);
  const contradictory = n.variable('C', 'n n', ['skew-symmetric', 'orthogonal']);
  assert.deepEqual(compareTensors(contradictory, transposed(contradictory)), {
    verdict: 'unknown',
    method: 'none',
    points: 0,
    reason: 'No random value of C is skew-symmetric and orthogonal at once; drop one of the properties',
  });
});

test('what is equal modulo the prime alone is unknown', () => {
  const fermat = compareTensors(n.power(s, 67108858), one);
  assert.equal(fermat.verdict, 'unknown');
  assert.match(fermat.reason!, /^Floating point tells the sides apart/);
  // the Legendre symbol stands for the sign
  assert.equal(compareTensors(n.power(s, 33554429), n.elementwise('sign', s)).verdict, 'unknown');
  assert.equal(compareTensors(n.power(x, 67108859), x).verdict, 'unknown');
});

test('rounding that leaves no digits at a real point is no doubt', () => {
  const trace = n.einsum('ii->', X);
  const tower = n.elementwise('sin', n.power(trace, 40));
  assert.deepEqual(
    compareTensors(n.combination([1, tower], [1, tower]), n.combination([2, n.elementwise('sin', n.power(n.power(trace, 8), 5))])).verdict,
    'equal',
  );
});

test('the witness can be followed by hand', () => {
  const { witness } = compareTensors(n.einsum('i,i->', x, x), n.combination([2, n.einsum('i,i->', x, x)]));
  assert.match(witness!.text, /^With n = (\d) at x = \(.*\): the value is [\d.]+ on the left and [\d.]+ on the right$/);
  const entries = /\((.*?)\)/
    .exec(witness!.text)![1]!
    .split(', ')
    .map(text => Number(text.replace('−', '-')));
  assert.equal(entries.length, witness!.sizes.get('n'));
  const norm = entries.reduce((sum, entry) => sum + entry * entry, 0);
  assert.ok(Math.abs(norm - witness!.left) < 1e-2);
  const scalar = compareTensors(s, minus(s)).witness!;
  assert.match(scalar.text, /^At s = −?[\d.]+: the value is/);
});
