import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { evaluateTensor } from '../../src/numeric/exact.ts';
import { dimensionNumber, identity, isScalarOne, number, ones, scalarOne } from '../../src/tensors/leaves.ts';
import { inverse, isSymmetric, transpose } from '../../src/tensors/matrix.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { power } from '../../src/tensors/power.ts';
import { product } from '../../src/tensors/product.ts';
import * as Q from '../../src/tensors/rational.ts';
import { linear, scale } from '../../src/tensors/sum.ts';
import { declare, network, size } from './network.ts';

const t = declare('A:n,n', 'B:n,n', 'S:n,n symmetric', 'Q:n,n orthogonal', 'X:m,n', 'x:n', 'y:n', 'u:m', 'a:', 'b:');

describe('products', () => {
  it('are the same object however they are written', () => {
    const pairs: [string, string][] = [
      ['x[i] A[i,j] y[j] -> ', 'y[j] A[i,j] x[i] -> '],
      ['x[i] A[i,j] x[j] -> ', 'x[j] A[j,i] x[i] -> '],
      ['X[k,i] X[k,j] -> i,j', 'X[t,j] X[t,i] -> i,j'],
      ['S[i,j] x[j] -> i', 'S[j,i] x[j] -> i'],
      ['x[i] S[i,j] S[j,k] x[k] -> ', 'S[b,a] x[b] x[c] S[a,c] -> '],
      ['A[i,j] B[j,k] A[k,l] B[l,i] -> ', 'B[l,i] A[i,j] B[j,k] A[k,l] -> '],
    ];
    for (const [one, other] of pairs) assert.equal(network(one, t), network(other, t), `${one} | ${other}`);
  });

  it('remove deltas by joining labels', () => {
    const eye = identity([size('n')]);
    assert.equal(product([eye, t.x!], [[0, 1], [1]], [0]), t.x);
    assert.equal(
      product(
        [eye, t.A!],
        [
          [0, 1],
          [1, 2],
        ],
        [0, 2],
      ),
      t.A,
    );
    assert.equal(product([eye], [[0, 0]], []), dimensionNumber(size('n')));
  });

  it('count the entries of an axis that nothing else has', () => {
    const n = product([ones([size('n')])], [[0]], []);
    assert.equal(n.kind, 'dimension');
    assert.equal(product([ones([size('3')])], [[0]], []), number(3));
  });

  it('merge equal factors into powers and drop what cancels', () => {
    assert.equal(network('x[i] x[i] -> i', t), power(t.x!, Q.rational(2)));
    assert.ok(isScalarOne(product([t.a!, power(t.a!, Q.MINUS_ONE)], [[], []], [])));
    assert.equal(product([scale(Q.rational(2), t.a!), scale(Q.rational(3), t.b!)], [[], []], []), scale(Q.rational(6), network('a b -> ', t)));
  });

  it('cancel inverses and orthogonal pairs', () => {
    const inverted = { ...t, I: inverse(t.A!) };
    assert.equal(network('I[i,j] A[j,k] x[k] -> i', inverted), t.x);
    assert.equal(network('A[i,j] I[j,k] x[k] -> i', inverted), t.x);
    assert.equal(network('Q[k,i] Q[k,j] x[j] -> i', t), t.x);
    assert.notEqual(network('I[j,i] A[j,k] x[k] -> i', inverted), t.x, 'A⁻ᵀ A is no identity');
  });

  it('split scalars off, so that a scalar equals its transpose', () => {
    const scalar = network('x[i] A[i,j] y[j] -> ', t);
    assert.equal(network('x[i] A[i,j] y[j] x[k] -> k', t), product([scalar, t.x!], [[], [0]], [0]));
    assert.equal(product([scalar, scalar], [[], []], []), power(scalar, Q.rational(2)));
  });

  it('see that y − Xw and Xw − y are one factor', () => {
    const difference = linear(
      [
        [Q.ONE, t.x!],
        [Q.MINUS_ONE, t.y!],
      ],
      [size('n')],
    );
    const opposite = linear(
      [
        [Q.ONE, t.y!],
        [Q.MINUS_ONE, t.x!],
      ],
      [size('n')],
    );
    assert.equal(product([opposite, t.A!], [[0], [0, 1]], [1]), scale(Q.MINUS_ONE, product([difference, t.A!], [[0], [0, 1]], [1])));
    assert.equal(product([opposite, opposite], [[0], [0]], []), product([difference, difference], [[0], [0]], []));
  });

  it('know symmetric matrices by structure', () => {
    assert.ok(isSymmetric(network('X[k,i] X[k,j] -> i,j', t)));
    assert.ok(isSymmetric(network('X[i,k] X[j,k] -> i,j', t)));
    assert.ok(
      isSymmetric(
        inverse(
          linear(
            [
              [Q.ONE, identity([size('n')])],
              [Q.ONE, network('X[k,i] X[k,j] -> i,j', t)],
            ],
            [size('n'), size('n')],
          ),
        ),
      ),
    );
    assert.ok(!isSymmetric(t.A!));
    assert.ok(
      isSymmetric(
        linear(
          [
            [Q.ONE, t.A!],
            [Q.ONE, transpose(t.A!)],
          ],
          t.A!.shape,
        ),
      ),
    );
  });

  it('have one identity and one 1', () => {
    assert.equal(product([], [], [0, 0], [size('n'), size('n')]), identity([size('n')]));
    assert.equal(product([], [], [0], [size('n')]), ones([size('n')]));
    assert.equal(product([], [], []), scalarOne());
    assert.equal(inverse(identity([size('n')])), identity([size('n')]));
  });
});

describe('random networks', () => {
  const named = ['A', 'B', 'S', 'x', 'y', 'a'] as const;
  const drawn = fc.record({
    factors: fc.array(fc.constantFrom(...named), { minLength: 1, maxLength: 5 }),
    labels: fc.array(fc.nat(4), { minLength: 12, maxLength: 12 }),
    out: fc.array(fc.nat(4), { maxLength: 3 }),
    seed: fc.nat(1000),
  });

  const build = ({ factors, labels, out }: { factors: readonly string[]; labels: readonly number[]; out: readonly number[] }) => {
    let at = 0;
    const nodes = factors.map(name => t[name]!);
    const own = nodes.map(node => node.shape.map(() => labels[at++ % labels.length]!));
    return { nodes, own, out };
  };

  it('have the value of the sum they stand for', () => {
    const n = 3;
    fc.assert(
      fc.property(drawn, drawing => {
        const { nodes, own, out } = build(drawing);
        const node = product(
          nodes,
          own,
          out,
          out.map(() => size('n')),
        );
        const values = new Map<string, Float64Array>(
          named.map((name, k) => {
            const length = n ** t[name]!.shape.length;
            const data = Float64Array.from({ length }, (_, i) => Math.sin(1 + i * 1.7 + k * 2.3 + drawing.seed));
            if (name === 'S') for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) data[i * n + j] = data[j * n + i]!;
            return [name, data];
          }),
        );
        const found = evaluateTensor(node, { seed: 1, sizes: { named: new Map([['n', n]]), replaced: new Map() }, values });
        assert.equal(found.status, 'ok');
        const expected = naive(nodes, own, out, values, n);
        if (found.status === 'ok')
          expected.forEach((value, k) => {
            assert.ok(Math.abs(value - found.data[k]!) < 1e-9 * Math.max(1, Math.abs(value)), `${value} ${found.data[k]}`);
          });
      }),
      { numRuns: 300 },
    );
  });

  it('are the same object when factors and labels are shuffled', () => {
    fc.assert(
      fc.property(drawn, fc.array(fc.nat(1000), { minLength: 10, maxLength: 10 }), (drawing, keys) => {
        const { nodes, own, out } = build(drawing);
        const order = nodes.map((_, k) => k).sort((a, b) => keys[a]! - keys[b]!);
        const rename = [4, 2, 0, 3, 1].map((_, k, all) => all[(k + keys[9]!) % 5]!);
        const shuffled = product(
          order.map(k => nodes[k]!),
          order.map(k => own[k]!.map(label => rename[label]!)),
          out.map(label => rename[label]!),
          out.map(() => size('n')),
        );
        assert.equal(
          product(
            nodes,
            own,
            out,
            out.map(() => size('n')),
          ),
          shuffled,
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** Nested loops over every label: what a product means. */
function naive(
  nodes: readonly TensorNode[],
  own: readonly (readonly number[])[],
  out: readonly number[],
  values: ReadonlyMap<string, Float64Array>,
  n: number,
): number[] {
  const labels = [...new Set([...out, ...own.flat()])];
  const result = new Array<number>(n ** out.length).fill(0);
  for (let count = 0; count < n ** labels.length; count++) {
    const at = new Map(labels.map((label, k) => [label, Math.floor(count / n ** k) % n]));
    const term = nodes.reduce(
      (value, node, k) => value * values.get((node as { name: string }).name)![own[k]!.reduce((index, label) => index * n + at.get(label)!, 0)]!,
      1,
    );
    // a repeated output label is a diagonal: entries off it are 0 and are not visited
    result[out.reduce((index, label) => index * n + at.get(label)!, 0)]! += term;
  }
  return result;
}
