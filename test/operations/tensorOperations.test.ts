import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RULES } from '../../src/derivations/rules.ts';
import { constantDimension } from '../../src/dimensions/dimension.ts';
import { evaluateTensor } from '../../src/numeric/exact.ts';
import { mulberry32 } from '../../src/numeric/random.ts';
import { type Dense, isNoValue, type Parts } from '../../src/operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../../src/operations/tensorOperations.ts';
import { identity, scalarOne, variable } from '../../src/tensors/leaves.ts';
import type { OperationNode, TensorNode } from '../../src/tensors/node.ts';
import { operation, pulledBack, pushedForward } from '../../src/tensors/operation.ts';
import { product } from '../../src/tensors/product.ts';
import { linear } from '../../src/tensors/sum.ts';

const names = Object.keys(TENSOR_OPERATIONS) as OperationName[];
const letters: Readonly<Record<string, number>> = { n: 3, m: 4, '*': 2 };

/** The shapes of the operands, by the axes of the row; a wide matrix too where the row takes any. */
function shapesOf(name: OperationName): readonly (readonly (readonly number[])[])[] {
  const before = TENSOR_OPERATIONS[name].axes.split('->')[0]!;
  const shapes = before.split(',').map(axes => [...axes].map(letter => letters[letter]!));
  return before === 'mn' ? [shapes, shapes.map(shape => [...shape].reverse())] : [shapes];
}

/** Symmetric and positive definite where the row asks for it, positive where it is a base, ascending and apart otherwise. */
function operandOf(name: OperationName, shape: readonly number[], random: () => number): Dense {
  const count = shape.reduce((product, size) => product * size, 1);
  const re = Float64Array.from({ length: count }, () => 2 * random() - 1);
  if (shape.length === 0) return { re: Float64Array.of(0.5 + random()), im: null, shape };
  // apart, so that nothing coincides
  if (shape.length === 1) return { re: re.map((x, at) => x + 2.5 * at), im: null, shape };
  if (!TENSOR_OPERATIONS[name].ofSymmetric) return { re, im: null, shape };
  const n = shape[0]!;
  const gram = symmetric(re, n);
  for (let i = 0; i < n; i++) gram[i * n + i]! += 4 + i;
  return { re: gram, im: null, shape };
}

const symmetric = (entries: Float64Array, n: number): Float64Array => entries.map((x, at) => (x + entries[(at % n) * n + Math.floor(at / n)]!) / 2);

const valueAt = (name: OperationName, operands: readonly Dense[]): Parts => {
  const value = TENSOR_OPERATIONS[name].value(...operands);
  assert.ok(!isNoValue(value));
  return value;
};

/** Central differences of sixth order along a direction of one operand; vectors keep their sign in so small a neighbourhood. */
function difference(name: OperationName, operands: readonly Dense[], position: number, direction: Float64Array): Float64Array {
  const step = 3e-3;
  const at = (offset: number): Float64Array => {
    const moved = { ...operands[position]!, re: operands[position]!.re.map((x, i) => x + offset * step * direction[i]!) };
    return valueAt(name, operands.with(position, moved)).re;
  };
  const weights = [3 / 4, -3 / 20, 1 / 60];
  const result = new Float64Array(at(0).length);
  for (const [k, weight] of weights.entries()) {
    const [up, down] = [at(k + 1), at(-k - 1)];
    for (let i = 0; i < result.length; i++) result[i]! += (weight / step) * (up[i]! - down[i]!);
  }
  return result;
}

const close = (a: Float64Array, b: Float64Array, tolerance: number): void => {
  assert.equal(a.length, b.length);
  const scale = 1 + b.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  for (let i = 0; i < a.length; i++) assert.ok(Math.abs(a[i]! - b[i]!) <= tolerance * scale, `${i}: ${a[i]} and ${b[i]}`);
};

describe('every operation on whole tensors', () => {
  for (const name of names)
    for (const shapes of shapesOf(name)) {
      const random = mulberry32(name.length + shapes.flat().length);
      const operands = shapes.map(shape => operandOf(name, shape, random));
      const nodes = shapes.map((shape, k) => variable(`x${k}`, shape.map(constantDimension)));
      const node = operation(name, nodes) as OperationNode;
      const point = { seed: 1, sizes: { named: new Map(), replaced: new Map() }, values: new Map(operands.map(({ re }, k) => [`x${k}`, re])) };

      test(`${name} of ${shapes.map(shape => `[${shape}]`).join(', ')} has as many entries as its axes say`, () => {
        const count = node.shape.reduce((product, size) => product * size.constant!, 1);
        assert.equal(valueAt(name, operands).re.length, count);
      });

      for (const position of nodes.keys())
        test(`${name} of ${shapes.map(shape => `[${shape}]`).join(', ')} by operand ${position}: the derivative agrees with differences of the value`, () => {
          const terms = pushedForward(node, position, variable('d', nodes[position]!.shape));
          if ('refused' in terms) {
            assert.match(terms.refused, /is not derived$/);
            assert.match(terms.instead, /\.$/);
            return;
          }
          const own = node.shape.map((_, axis) => axis + 1);
          const count = operands[position]!.re.length;
          const drawn = Float64Array.from({ length: count }, () => 2 * random() - 1);
          const direction = TENSOR_OPERATIONS[name].ofSymmetric ? symmetric(drawn, shapes[position]![0]!) : drawn;
          const evaluated = evaluateTensor(linear(terms, node.shape), { ...point, values: new Map([...point.values, ['d', direction]]) });
          assert.ok(evaluated.status === 'ok');
          close(evaluated.data, difference(name, operands, position, direction), 1e-7);

          // the adjoint of the same linear map: ⟨s, J d⟩ = ⟨Jᵀ s, d⟩
          const seed = Float64Array.from({ length: evaluated.data.length }, () => 2 * random() - 1);
          const back = pulledBack(node, position, variable('s', node.shape), 0);
          assert.ok(!('refused' in back));
          const adjoint = evaluateTensor(linear(back, nodes[position]!.shape), { ...point, values: new Map([...point.values, ['s', seed]]) });
          assert.ok(adjoint.status === 'ok');
          const inner = (a: Float64Array, b: Float64Array): Float64Array => Float64Array.of(a.reduce((sum, x, i) => sum + x * b[i]!, 0));
          close(inner(adjoint.data, direction), inner(seed, evaluated.data), 1e-9);

          // several seeds at once are the same for each
          const seeds = product([variable('t', [constantDimension(2)]), variable('s', node.shape)], [[0], own], [0, ...own]);
          const both = pulledBack(node, position, seeds, 1);
          assert.ok(!('refused' in both));
          const values = new Map([...point.values, ['s', seed], ['t', Float64Array.of(1, -2)]]);
          const batch = evaluateTensor(linear(both, [constantDimension(2), ...nodes[position]!.shape]), { ...point, values });
          assert.ok(batch.status === 'ok');
          close(batch.data, Float64Array.from([...adjoint.data, ...adjoint.data.map(x => -2 * x)]), 1e-12);
        });
    }
});

describe('orthonormal columns', () => {
  const orthonormal = names.filter(name => TENSOR_OPERATIONS[name].orthonormal);
  const deltaOf = (node: TensorNode): TensorNode => (node.shape.length === 1 ? scalarOne() : identity(node.shape.slice(-1)));
  /** QᵀQ, qᵀq. */
  const gramOf = (node: TensorNode): TensorNode =>
    node.shape.length === 1
      ? product([node, node], [[0], [0]], [])
      : product(
          [node, node],
          [
            [2, 0],
            [2, 1],
          ],
          [0, 1],
        );
  for (const name of orthonormal)
    for (const shapes of shapesOf(name)) {
      const of = shapes.map(shape => `[${shape}]`).join(', ');
      const operands = shapes.map(shape => operandOf(name, shape, mulberry32(7)));
      const node = operation(name, [variable('x', shapes[0]!.map(constantDimension))]);
      const [rows, columns = 1] = node.shape.map(size => size.constant!) as [number, number?];
      test(`${name} of ${of} has them`, () => {
        const { re } = valueAt(name, operands);
        for (let i = 0; i < columns; i++)
          for (let j = 0; j < columns; j++) {
            let sum = 0;
            for (let k = 0; k < rows; k++) sum += re[k * columns + i]! * re[k * columns + j]!;
            assert.ok(Math.abs(sum - (i === j ? 1 : 0)) < 1e-12, `${i}, ${j}: ${sum}`);
          }
      });
      test(`${name} of ${of} times its transpose is the identity where the columns meet, and elsewhere only of a square one`, () => {
        assert.equal(gramOf(node), deltaOf(node));
        if (node.shape.length < 2) return;
        const outer = product(
          [node, node],
          [
            [0, 2],
            [1, 2],
          ],
          [0, 1],
        );
        assert.equal(outer === identity(node.shape.slice(0, 1)), rows === columns);
        assert.equal(
          product([node, node, variable('v', [node.shape[0]!])], [[2, 0], [2, 1], [2]], [0, 1]).kind === 'product',
          true,
          'a weight between is no identity',
        );
      });
    }
  test('are those of eigenvectors and singular vectors', () => assert.equal(orthonormal.length, 7));
});

test('the rule that a derivation names is one of its rules', () => {
  for (const name of names) {
    const { step } = TENSOR_OPERATIONS[name];
    if (step) assert.ok(step.rule in RULES, `${name}: ${step.rule}`);
  }
});

describe('the value of what can be written', () => {
  const written: readonly OperationName[] = [
    'max',
    'eigenvectors',
    'largestEigenvector',
    'smallestEigenvector',
    'gapReciprocals',
    'leftSingularVectors',
    'rightSingularVectors',
    'leftSingularVector',
    'rightSingularVector',
    'eigenvalues',
    'largestEigenvalue',
    'smallestEigenvalue',
    'singularValues',
    'spectralNorm',
    'cholesky',
    'softmax',
    'logsumexp',
  ];
  for (const name of written)
    test(`${name} carries an imaginary part to first order`, () => {
      const [shapes] = shapesOf(name);
      const random = mulberry32(7);
      const operands = shapes!.map(shape => operandOf(name, shape, random));
      for (const [position, operand] of operands.entries()) {
        const direction = operand.re.map(() => 2 * random() - 1);
        const moved = operands.with(position, { ...operand, im: direction.map(x => 1e-20 * x) });
        const { im } = valueAt(name, moved);
        close(
          im!.map(x => x * 1e20),
          difference(name, operands, position, direction),
          1e-7,
        );
      }
    });

  test('coinciding values have no derivative', () => {
    const identity: Dense = { re: Float64Array.of(1, 0, 0, 1), im: Float64Array.of(0, 1e-20, 0, 0), shape: [2, 2] };
    for (const name of ['eigenvalues', 'largestEigenvalue', 'smallestEigenvalue', 'singularValues', 'spectralNorm'] as const)
      assert.deepEqual(TENSOR_OPERATIONS[name].value(identity), { reason: 'degenerate' }, name);
    assert.deepEqual(TENSOR_OPERATIONS.max.value({ re: Float64Array.of(2, 2), im: Float64Array.of(0, 1e-20), shape: [2] }), { reason: 'degenerate' });
    assert.deepEqual(TENSOR_OPERATIONS.cholesky.value({ re: Float64Array.of(1, 0, 0, -1), im: null, shape: [2, 2] }), { reason: 'undefined' });
    assert.deepEqual(TENSOR_OPERATIONS.scalarPower.value({ re: Float64Array.of(-2), im: null, shape: [] }, { re: Float64Array.of(0.5), im: null, shape: [] }), {
      reason: 'undefined',
    });
  });

  test('coinciding values have a value all the same', () => {
    const identity: Dense = { re: Float64Array.of(1, 0, 0, 1), im: null, shape: [2, 2] };
    close(valueAt('eigenvalues', [identity]).re, Float64Array.of(1, 1), 1e-14);
    close(valueAt('singularValues', [identity]).re, Float64Array.of(1, 1), 1e-14);
    for (const name of ['largestEigenvalue', 'smallestEigenvalue', 'spectralNorm'] as const) close(valueAt(name, [identity]).re, Float64Array.of(1), 1e-14);
    close(valueAt('max', [{ re: Float64Array.of(2, 2), im: null, shape: [2] }]).re, Float64Array.of(2), 1e-14);
  });
  test('known values', () => {
    const symmetricMatrix: Dense = { re: Float64Array.of(2, 1, 1, 2), im: null, shape: [2, 2] };
    close(valueAt('eigenvalues', [symmetricMatrix]).re, Float64Array.of(1, 3), 1e-14);
    close(valueAt('cholesky', [symmetricMatrix]).re, Float64Array.of(Math.SQRT2, 0, Math.SQRT1_2, Math.sqrt(1.5)), 1e-14);
    close(valueAt('singularValues', [{ re: Float64Array.of(3, 0, 0, 0, -4, 0), im: null, shape: [2, 3] }]).re, Float64Array.of(4, 3), 1e-14);
    close(
      valueAt('scalarPower', [
        { re: Float64Array.of(-2), im: null, shape: [] },
        { re: Float64Array.of(3), im: null, shape: [] },
      ]).re,
      Float64Array.of(-8),
      1e-14,
    );
  });
});
