import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Code as PublishedCode } from '../../src/analysis/result.ts';
import type { Code, CodeVariable } from '../../src/code/input.ts';
import { addDimensions, constantDimension, type Dimension, multiplyDimensions, one, scaleDimension } from '../../src/dimensions/dimension.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import * as make from '../notation/nodes.ts';
import { A, B, body, generate, m, n, p, R, S, sample, sizes, variablesUnder, x } from './numpyCases.ts';
import { assertClose, type Run, runNumpy } from './numpyProcess.ts';

const { elementwise, power, product, size, sum, variable } = make;

const names = (code: Code): readonly string[] => code.parameters.map(parameter => `${parameter.name}=${parameter.symbol}:${parameter.shape.join('×')}`);
const declared = (...list: readonly (readonly [name: string, written: string, ...shape: Dimension[]])[]): readonly CodeVariable[] =>
  list.map(([name, written, ...shape]) => ({ name, written, shape }));

/** Every name as a scalar, all multiplied. */
const productOfNames = (...list: readonly string[]): TensorNode =>
  product(
    `${list.map(() => '').join(',')}->`,
    list.map(name => variable(name)),
  );

describe('parameters', () => {
  test('have the names of the document, in the order in which they are needed', () => {
    const [Phi, theta, y] = [variable('Φ', 'N', 'D'), variable('θ', 'D'), variable('y', 'N')];
    const residual = sum([1, y], [-1, product('nd,d->n', [Phi, theta])]);
    const code: PublishedCode = generate(sum([-2, product('n,nd->d', [residual, Phi])]), {
      functionName: 'dL_dtheta',
      formula: 'g',
      query: 'dL/dθ',
      variables: declared(['θ', 'theta', size('D')], ['Φ', '\\Phi', size('N'), size('D')], ['y', 'y', size('N')]),
    });
    assert.equal(
      code.source,
      `import numpy as np


def dL_dtheta(Phi, y, theta):
    """dL/dθ = g (numerator layout)

    Phi (\\\\Phi): array of shape (N, D)
    y: array of shape (N,)
    theta: array of shape (D,)

    Returns an array of shape (D,): axes of the numerator (none), then of the denominator (D).
    """
    if y.ndim != 1 or theta.ndim != 1 or Phi.shape != (len(y), len(theta)):
        raise ValueError(f'dL_dtheta takes Phi (N, D), y (N,), theta (D,); the shapes given are {Phi.shape}, {y.shape}, {theta.shape}')
    return -2 * (Phi.T @ (y - Phi @ theta))
`,
    );
    assert.deepEqual(names(code), ['Phi=\\Phi:N×D', 'y=y:N', 'theta=theta:D']);
    assert.equal(code.function, 'dL_dtheta');
  });

  for (const [given, expected] of [
    [
      ['θ', 'Φ', 'λ'],
      ['theta', 'Phi', 'lambda_'],
    ],
    [
      ['x̂', 'x_hat', 'x̄', 'ẋ', 'x̃'],
      ['x_hat_2', 'x_hat', 'x_bar', 'x_dot', 'x_tilde'],
    ],
    [
      ['x⋆', 'x_1', 'x_{max}', 'x^{(k)}', 'x₁'],
      ['x_star', 'x_1', 'x_max', 'x_k', 'x_1_2'],
    ],
    [
      ['np', 'in', 'None', 'print', 'range', 'f', '_expm'],
      ['np_', 'in_', 'None_', 'print_', 'range_', 'f', '_expm_'],
    ],
    [
      ['Δx', 'xα', '𝐱', 'ℓ', 'é', '中', '2x', ''],
      ['Deltax', 'x_alpha', 'x', 'ell', 'e_acute', '_u4e2d', 'v_2x', 'v'],
    ],
  ] as const)
    test(`are identifiers: ${given.join(' ')}`, () => {
      const code = generate(productOfNames(...given));
      assert.deepEqual(
        code.parameters.map(({ symbol, name }) => [symbol, name]),
        given.map((symbol, i) => [symbol, expected[i]]),
      );
    });

  test('and locals, sizes, the function keep apart', () => {
    const squares = sum([1, elementwise('exp', product('ij,j->i', [A, x]))], [1, product('->i', [variable('t1')], { i: m })]);
    const shared = sum([1, product('i,i->i', [squares, elementwise('sin', squares)])], [1, product(',i->i', [variable('m'), squares])]);
    const code = generate(shared, { functionName: 'A' });
    assert.equal(new Set([...code.parameters.map(each => each.name), code.function]).size, code.parameters.length + 1);
    assert.match(code.source, /t1_2 = np\.exp|t2 = np\.exp/);
    assert.match(code.source, /^def A_2\(/m);
    assert.match(
      body(generate(product('->ii', [], { i: n }), { variables: declared(['n', 'n'], ['x', 'x', n]) })),
      /^n_2 = x.shape\[0\]\nreturn np.eye\(n_2\)$/,
    );
  });
});

describe('sizes', () => {
  const eye = (of: Dimension): TensorNode => product('->ii', [], { i: of });
  test('come from a parameter that is there', () => {
    const node = sum([1, product('ij,kj->ik', [A, A])], [1, eye(m)]);
    assert.equal(body(generate(node, { variables: declared(['a', 'a', m], ['A', 'A', m, n]) })), 'm = A.shape[0]\nreturn A @ A.T + np.eye(m)');
  });
  test('make a variable a parameter that is there only for its shape', () => {
    const code = generate(eye(n), { variables: declared(['c', 'c'], ['B', 'B', n, p], ['x', 'x', n]) });
    assert.deepEqual(names(code), ['B=B:n×p']);
    assert.equal(body(code), 'n = B.shape[0]\nreturn np.eye(n)');
  });
  test('that no variable has are parameters', () => {
    assert.deepEqual(names(generate(eye(n), { variables: [] })), ['n=n:']);
    assert.deepEqual(names(generate(eye(n), { variables: declared(['w', 'w', multiplyDimensions(n, m)]) })), ['n=n:']);
  });
  test('are solved from a multiple and an offset', () => {
    const from = (axis: Dimension): string => body(generate(eye(n), { variables: declared(['w', 'w', axis]) }));
    assert.equal(from(scaleDimension(n, 2)), 'n = w.shape[0] // 2\nreturn np.eye(n)');
    assert.equal(from(addDimensions(n, one)), 'n = w.shape[0] - 1\nreturn np.eye(n)');
    assert.equal(from(addDimensions(scaleDimension(n, 3), constantDimension(-2))), 'n = (w.shape[0] + 2) // 3\nreturn np.eye(n)');
  });
  test('are computed where they are polynomials', () => {
    const node = make.zero(multiplyDimensions(n, m), addDimensions(scaleDimension(n, 2), one));
    assert.equal(body(generate(node, { variables: declared(['A', 'A', m, n]) })), 'm = A.shape[0]\nn = A.shape[1]\nreturn np.zeros((m * n, 2 * n + 1))');
  });
  test('of constant length are numbers', () => assert.equal(body(generate(eye(constantDimension(3)), { variables: [] })), 'return np.eye(3)'));
});

describe('generated modules', () => {
  test('run whatever the names are', report => {
    const hostile = ['"""', '\\', 'a\nb', "'; import os #", '\u202ex', '\ud800', 'x\u0000', '{x}', '\\N{DIGIT ONE}'];
    const runs: Run[] = hostile.map(name => ({
      code: generate(productOfNames(name), { query: `d${name}`, functionName: name }),
      values: new Map([[name, 2]]),
    }));
    runNumpy(runs, report)?.forEach((outcome, i) => {
      assertClose(outcome, { shape: [], data: Float64Array.of(2) }, runs[i]!.code.source);
    });
  });

  test('call opaque functions and their derivatives', report => {
    const node = product('ij,j->i', [make.apply('g', 1, x, [m, n]), make.apply('h', 0, x, [n])]);
    const code = generate(node);
    assert.deepEqual(names(code), ['d_g=g′:m×n', 'x=x:n', 'h=h:n']);
    const values = new Map<string, make.Dense | string>([
      ['g′', 'lambda x: np.array([[1.0, 0, 2], [0, 3, 0]])'],
      ['h', 'lambda x: 2 * x'],
      ['x', { shape: [3], data: Float64Array.of(1, 2, 3) }],
    ]);
    const [outcome] = runNumpy([{ code, values }], report) ?? [];
    if (outcome) assertClose(outcome, { shape: [2], data: Float64Array.of(14, 12) }, code.source);
  });

  test('split what einsum cannot take at once', report => {
    const length = 31;
    const factors = Array.from({ length }, (_, k) => [variable(`U${k}`, 'm', 'k', 'm'), variable(`V${k}`, 'm', 'k', 'm')]);
    const base = product('ijk,ijk->', factors[0]!);
    if (base.kind !== 'product') throw new Error('no product');
    const ring: TensorNode = {
      ...base,
      factors: factors.flat(),
      labels: factors.flatMap((_, k) => [2 * k, 2 * k + 1].map(() => [2 * k, 2 * k + 1, (2 * k + 2) % (2 * length)])),
      sizes: factors.flatMap(() => [m, size('k')]),
    };
    const joined = factors.map(pair => product('ijk,ijk->ik', pair)).reduce((left, right) => product('ij,jk->ik', [left, right]));
    const values = new Map(variablesUnder(ring).map(({ name }) => [name, sample(name, [2, 2, 2])]));
    const code = generate(ring);
    assert.ok((code.source.match(/np\.einsum/g) ?? []).length > 1);
    const [outcome] = runNumpy([{ code, values }], report) ?? [];
    if (outcome) assertClose(outcome, make.evaluate(product('ii->', [joined]), { sizes, values }), code.source);
  });

  test('are linear in the graph, however deep and shared it is', report => {
    const squared = Array.from({ length: 400 }).reduce<TensorNode>(node => elementwise('tanh', sum([1, node], [1, product('i,i->i', [node, node])])), x);
    const nested = Array.from({ length: 20_000 }).reduce<TensorNode>(node => elementwise('sin', node), x);
    const network = Array.from({ length: 500 }).reduce<TensorNode>(node => elementwise('tanh', product('ij,j->i', [S, node])), x);
    const wide = sum(...Array.from({ length: 3000 }, (_, k) => [1, power(x, k + 1)] as const));
    const product1000 = product(
      `${Array.from({ length: 1000 }, () => 'i').join()}->i`,
      Array.from({ length: 1000 }, () => elementwise('cos', x)),
    );
    const values = new Map([x, S].map(node => [node.kind === 'variable' ? node.name : '', sample('x', node.shape.length === 1 ? [3] : [3, 3])]));
    const nodes = [squared, nested, network, wide, product1000];
    const runs = nodes.map(node => ({ code: generate(node), values }));
    for (const [i, limit] of [50_000, 400_000, 30_000, 100_000, 60_000].entries())
      assert.ok(runs[i]!.code.source.length < limit, `${i}: ${runs[i]!.code.source.length}`);
    runNumpy(runs, report)?.forEach((outcome, i) => {
      assert.ok(!('error' in outcome), `${i}: ${'error' in outcome ? outcome.error : ''}`);
      if (i !== 1) assertClose(outcome, make.evaluate(nodes[i]!, { sizes, values }), String(i), 1e-7);
    });
  });

  test('bring the helpers that they use, once', () => {
    const code = generate(sum([1, make.matrixFunction('logm', S)], [1, make.frechet('expm', S, R)]));
    assert.deepEqual(code.source.match(/^def \w+/gm), ['def _expm', 'def _sqrtm', 'def _logm', 'def _frechet', 'def f']);
    assert.match(code.source, /^import math\nimport numpy as np\n/);
    assert.ok(!generate(product('ij,jk->ik', [A, B])).source.includes('def _'));
  });
});
