/** Tensors and the code that is expected for them. */

import type { Code, CodeInput, CodeVariable } from '../../src/code/input.ts';
import { numpy } from '../../src/code/languages/numpy.ts';
import { printCode } from '../../src/code/print.ts';
import { addDimensions, evaluateDimension, multiplyDimensions, one, scaleDimension } from '../../src/dimensions/dimension.ts';
import { elementwiseNames } from '../../src/operations/elementwise.ts';
import { operandsOf, type TensorNode } from '../../src/tensors/node.ts';
import * as make from '../notation/nodes.ts';
import { assertClose, runNumpy } from './numpyProcess.ts';

const { dimension, elementwise, inverse, power, product, rational, size, sum, variable } = make;

export const sizes = new Map(Object.entries({ m: 2, n: 3, p: 4, q: 5, k: 2 }));
export const [m, n, p] = [size('m'), size('n'), size('p')];

export const a = variable('a', 'm');
export const x = variable('x', 'n');
export const y = variable('y', 'n');
export const c = variable('c');
export const A = variable('A', 'm', 'n');
export const B = variable('B', 'n', 'p');
export const C = variable('C', 'p', 'q');
export const E = variable('E', 'm', 'n');
export const S = variable('S', 'n', 'n');
export const R = variable('R', 'n', 'n');
export const T = variable('T', 'm', 'n', 'p');
export const near = variable('near', 'n', 'n');

/** Positive entries, square matrices well conditioned, `near` close to the identity. */
export function sample(name: string, shape: readonly number[]): make.Dense {
  let state = [...name].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)!) % 9973, 7);
  const square = shape.length === 2 && shape[0] === shape[1];
  return make.dense(shape, index => {
    state = (state * 16807 + 11) % 2147483647;
    const value = 0.2 + (0.7 * state) / 2147483647;
    const onDiagonal = square && index[0] === index[1];
    return name === 'near' ? (onDiagonal ? 1 : 0) + (value - 0.5) * 0.3 : value + (onDiagonal ? 2 : 0);
  });
}

export function variablesUnder(root: TensorNode): readonly CodeVariable[] {
  const found = new Map<string, CodeVariable>();
  const seen = new Set<TensorNode>();
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'variable' && node.value === null) found.set(node.name, { name: node.name, written: node.name, shape: node.shape });
    stack.push(...operandsOf(node));
  }
  return [...found.values()];
}

/** What the tests of code have in common: a function of all axes, without the value. */
export const inputOf = (derivative: TensorNode, more: Partial<CodeInput> = {}): CodeInput => ({
  functionName: 'f',
  valueName: 'g',
  derivative,
  value: null,
  ofAxes: 0,
  wrtAxes: derivative.shape.length,
  wrt: null,
  formula: null,
  layout: 'numerator',
  query: 'df/dx',
  variables: variablesUnder(derivative),
  ...more,
});

export const generate = (derivative: TensorNode, more: Partial<CodeInput> = {}): Code => printCode(inputOf(derivative, more), numpy);

/** The statements behind the documentation and the check of the shapes. */
export const body = (code: Code): string =>
  code.source
    .split(`def ${code.function}(`)[1]!
    .split('"""')[2]!
    .split('\n\n\n')[0]!
    .replace(/^ *if .*:\n *raise ValueError\(.*\)$/gm, '')
    .trim()
    .split('\n')
    .map(line => line.trim())
    .join('\n');

export const Xw = product('ij,j->i', [A, x]);
const residual = sum([1, a], [-1, Xw]);

/** Node, and the body that is expected. */
export const cases: readonly (readonly [title: string, node: TensorNode, body: string])[] = [
  ['matrix times vector', Xw, 'return A @ x'],
  ['transposed matrix times vector', product('ij,i->j', [A, a]), 'return A.T @ a'],
  ['least squares', sum([-2, product('i,ij->j', [residual, A])]), 'return -2 * (A.T @ (a - A @ x))'],
  ['a negative product without a copy', sum([-1, product('i,ij->j', [residual, A])]), 'return -(A.T @ (a - A @ x))'],
  ['a matrix in common', sum([2, product('ij,i->j', [A, a])], [-2, product('ij,i->j', [A, elementwise('exp', a)])]), 'return 2 * (A.T @ (a - np.exp(a)))'],
  ['a quadratic form of an inverse', product('i,ij,j->', [x, inverse(S), x]), 'return x @ np.linalg.solve(S, x)'],
  ['Gram matrix', sum([2, product('ki,kj->ij', [A, A])]), 'return 2 * (A.T @ A)'],
  ['quadratic form', product('i,ij,j->', [x, S, y]), 'return x @ S @ y'],
  ['from the vector up', product('ij,jk,kl,l->i', [A, B, C, variable('u', 'q')]), 'return A @ (B @ (C @ u))'],
  ['chain of rectangles', product('ij,jk,kl->il', [A, B, C]), 'return A @ (B @ C)'],
  ['chain of squares', product('ij,jk,kl->il', [S, R, near]), 'return S @ R @ near'],
  ['transposed chain', product('ij,jk->ki', [A, B]), 'return B.T @ A.T'],
  ['trace', product('ii->', [S]), 'return np.trace(S)'],
  ['trace of a product', product('ij,ji->', [S, R]), 'return np.sum(S * R.T)'],
  ['inner product of matrices', product('ij,ij->', [A, E]), 'return np.vdot(A, E)'],
  ['squared norm', product('i->', [power(x, 2)]), 'return x @ x'],
  ['squared Frobenius norm', product('ij->', [power(A, 2)]), 'return np.vdot(A, A)'],
  ['outer product', sum([-3, product('i,j->ij', [a, x])]), 'return np.outer(-3 * a, x)'],
  ['solve', product('ij,j->i', [inverse(S), x]), 'return np.linalg.solve(S, x)'],
  ['solve transposed', product('ji,j->i', [inverse(S), x]), 'return np.linalg.solve(S.T, x)'],
  ['solve a matrix', product('ij,jk->ik', [inverse(S), B]), 'return np.linalg.solve(S, B)'],
  ['solve from the right', product('ij,jk->ik', [A, inverse(S)]), 'return np.linalg.solve(S.T, A.T).T'],
  ['inverse', inverse(S), 'return np.linalg.inv(S)'],
  ['scaled rows', product('i,ij->ij', [a, A]), 'return a[:, None] * A'],
  ['scaled columns', product('ij,j->ij', [A, x]), 'return A * x'],
  ['weighted Gram matrix', product('ki,k,kj->ij', [A, a, A]), 'return (A.T * a) @ A'],
  ['diagonal matrix', sum([2, product('i->ii', [x])]), 'return np.diag(2 * x)'],
  ['diagonal', product('ii->i', [S]), 'return np.diagonal(S).copy()'],
  ['row sums', product('ij->i', [A]), 'return np.sum(A, axis=1)'],
  ['column sums', product('ij->j', [A]), 'return np.sum(A, axis=0)'],
  ['sum of all', product('ij->', [A]), 'return np.sum(A)'],
  ['row-wise inner products', product('ij,ij->i', [A, E]), "return np.einsum('ij,ij->i', A, E)"],
  ['quotient', product('i,i->i', [x, power(y, -1)]), 'return x / y'],
  ['quotient by a scalar', product(',i->i', [power(c, -1), x]), 'return x / c'],
  ['number over scalar', sum([2, product(',i->i', [power(c, -1), x])]), 'return 2 / c * x'],
  ['reciprocal root', sum([rational(1, 2), power(x, -1, 2)]), 'return 0.5 / np.sqrt(x)'],
  ['a third', sum([rational(2, 3), x]), 'return 2 / 3 * x'],
  ['identity', product('->ii', [], { i: n }), 'n = x.shape[0]\nreturn np.eye(n)'],
  ['broadcast over rows', sum([1, product('ij,jk->ik', [A, B])], [1, product('k->ik', [variable('v', 'p')], { i: m })]), 'return A @ B + v'],
  ['broadcast over columns', sum([1, A], [-1, product('i->ij', [a], { j: n })]), 'return A - a[:, None]'],
  ['a number added', sum([1, x], [rational(1, 2), product('->i', [], { i: n })]), 'return x + 0.5'],
  ['ones', product('i->ij', [a], { j: n }), 'm = a.shape[0]\nn = x.shape[0]\nreturn a[:, None] * np.ones((m, n))'],
  [
    'the lecture’s tensor',
    sum([1, product('iq->pqip', [R], { p: n })], [1, product('ip->pqiq', [R], { q: n })]),
    "n = R.shape[0]\nreturn _spread(R.T, (n, n, n, n), 'ijki->ijk') + _spread(R.T, (n, n, n, n), 'ijkj->jik')",
  ],
  ['a size as a number', product(',i->i', [power(dimension(n), -1), x]), 'n = x.shape[0]\nreturn x / n'],
  ['a variable is copied', x, 'return x.copy()'],
  ['a transpose is copied', product('ij->ji', [A]), 'return A.T.copy()'],
  ['zero', make.zero(m, n), 'm = A.shape[0]\nn = A.shape[1]\nreturn np.zeros((m, n))'],
];

/** Every kind of node, for their values alone. */
export const others: readonly TensorNode[] = [
  ...elementwiseNames.flatMap(name => [elementwise(name, x), elementwise(name, sum([rational(-1, 2), A])), elementwise(name, c)]),
  ...(['expm', 'logm', 'sqrtm', 'sinm', 'cosm'] as const).flatMap(name => [make.matrixFunction(name, near), make.frechet(name, near, R)]),
  make.matrixPower(near, c),
  make.matrixPower(near, dimension(n)),
  make.matrixFunction('expm', sum([3, S])),
  make.matrixFunction('expm', make.zero(n, n)),
  make.matrixFunction('logm', product('ij,jk->ik', [near, near])),
  make.determinant(S),
  make.determinant(sum([-1, S]), 'logDeterminant'),
  make.softmax(x),
  make.softmax(T),
  make.softmax(sum([400, A])),
  make.logsumexp(x),
  make.logsumexp(A),
  make.logsumexp(sum([rational(-900, 7), product('ij->ji', [A])])),
  ...[
    [1, 3],
    [-1, 3],
    [3, 2],
    [-3, 2],
    [-2, 1],
    [3, 1],
    [5, 3],
  ].flatMap(([numerator, denominator]) => [power(A, numerator!, denominator), power(c, numerator!, denominator)]),
  make.select(T, [1, null, 2]),
  make.select(T, [null, 0, null]),
  make.select(x, [2]),
  make.place(x, [m, n], [1, null]),
  make.place(c, [m, n], [1, 2]),
  make.concatenate(0, [scaleDimension(n, 2)], x, y),
  make.concatenate(1, [m, addDimensions(n, p)], A, product('ij,jk->ik', [A, B])),
  make.slice(make.concatenate(0, [addDimensions(n, p)], x, variable('w', 'p')), 0, n, p),
  make.slice(T, 2, one, addDimensions(p, scaleDimension(one, -1))),
  product('ijj->i', [variable('U', 'm', 'n', 'n')]),
  product('iij->ji', [variable('V', 'n', 'n', 'p')]),
  product('iij->iij', [variable('V', 'n', 'n', 'p')]),
  product('ijk,j,kl->il', [T, x, C]),
  product('ijk->kij', [T]),
  product('ijk,k->ijk', [T, variable('w', 'p')]),
  product('->iijj', [], { i: n, j: p }),
  product('i->iiij', [x], { j: m }),
  product('ij->ijij', [A]),
  product('ii->ii', [S]),
  product('ij,ij,ij,j->i', [A, E, A, x]),
  product('ij,jk,ki->', [A, S, product('ij->ji', [A])]),
  product('ij,jk,kl,li->', [S, inverse(R), near, S]),
  product('ij,jk,kl->li', [inverse(S), R, inverse(near)]),
  product('ij,j,jk,k->i', [A, x, inverse(S), power(y, -1)]),
  product('ij,jk->ik', [power(A, -1), inverse(S)]),
  product(',,i,i,i,i->', [c, power(c, -2), x, y, x, power(y, -1, 2)]),
  sum([1, product('ij->ji', [A])], [1, product('->ji', [], { j: n, i: m })], [rational(-1, 3), product('j->ji', [x], { i: m })]),
  sum([1, product('i->ij', [a], { j: n })], [1, product('j->ij', [x], { i: m })]),
  sum([1, product('->ij', [], { i: m, j: n })], [1, product('->ij', [], { i: m, j: n })]),
  (t => product('i,i,i->', [t, t, product('ij,j->i', [A, elementwise('exp', x)])]))(elementwise('tanh', Xw)),
  (t => sum([1, product('ij,jk->ik', [t, t])], [-1, product('ij->ji', [t])]))(product('ij,jk->ik', [S, R])),
  (t => product('ij,jk,kl->il', [t, R, t]))(inverse(sum([1, S], [1, product('->ii', [], { i: n })]))),
  make.constant('π', Math.PI),
  product(',i->i', [make.constant('1e-21', 1e-21), x]),
  dimension(addDimensions(multiplyDimensions(n, m), one)),
];

const environment: make.Environment = { sizes, values: new Map() };

/** Generates, runs in one process and compares with the plain evaluation. */
export function compare(nodes: readonly TensorNode[], report: { diagnostic(message: string): void }, tolerance?: number): void {
  const runs = nodes.map(node => {
    const variables = [...variablesUnder(node), { name: 'A', written: 'A', shape: [m, n] }, { name: 'B', written: 'B', shape: [n, p] }];
    const values = new Map(
      variables.map(({ name, shape }) => [
        name,
        sample(
          name,
          shape.map(each => evaluateDimension(each, sizes)),
        ),
      ]),
    );
    return {
      code: generate(node, { variables }),
      values: new Map<string, make.Dense | number>([...values, ...sizes]),
      expected: make.evaluate(node, { ...environment, values }),
    };
  });
  runNumpy(runs, report)?.forEach((outcome, i) => {
    assertClose(outcome, runs[i]!.expected, runs[i]!.code.source, tolerance);
  });
}
