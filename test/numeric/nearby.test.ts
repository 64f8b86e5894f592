import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawPoint, evaluateTensor } from '../../src/numeric/index.ts';
import { nearbyPoint } from '../../src/numeric/nearby.ts';
import { combination, constant, einsum, elementwise, variable } from './tensorExpressions.ts';
import { size } from './typedExpressions.ts';

const square = [size('n'), size('n')];
const unknowns = new Map(
  [
    { name: 'S', shape: square, facts: new Set(['symmetric']) },
    { name: 'K', shape: square, facts: new Set(['skew-symmetric']) },
    { name: 'L', shape: square, facts: new Set(['lower triangular']) },
    { name: 'X', shape: [size('m'), size('n')], facts: new Set<string>() },
    { name: 'x', shape: [size('n')], facts: new Set<string>() },
  ].map(unknown => [unknown.name, unknown] as const),
);
const sizes = {
  named: new Map([
    ['m', 3],
    ['n', 4],
  ]),
  replaced: new Map<number, number>(),
};
const point = drawPoint(unknowns.values(), sizes, 1, 0);

describe('a point beside a point', () => {
  it('keeps the structure of every matrix, bit by bit', () => {
    const { values } = nearbyPoint(point, unknowns, 1);
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        assert.equal(values.get('S')![4 * i + j], values.get('S')![4 * j + i]);
        assert.equal(values.get('K')![4 * i + j]! + values.get('K')![4 * j + i]!, 0);
        if (j > i) assert.equal(values.get('L')![4 * i + j], 0);
      }
  });

  it('changes every entry that is not 0 by some units in the last place, by others in every trial', () => {
    const [one, two] = [1, 2].map(trial => nearbyPoint(point, unknowns, trial).values);
    for (const [name, entries] of point.values) {
      const changes = [one!, two!].map(values => entries.map((x, k) => (x === 0 ? 0 : (values.get(name)![k]! - x) / x)));
      for (const change of changes) {
        assert.ok(change.some(x => x !== 0));
        assert.ok(change.every(x => Math.abs(x) <= 3e-14));
      }
      assert.notDeepEqual(changes[0], changes[1]);
    }
  });

  it('rounds results otherwise, and leaves alone what is exact', () => {
    const varied = { ...point, variation: { seed: 5, innerStep: 1 } };
    const numbers = (node: Parameters<typeof evaluateTensor>[0], at: typeof point): readonly number[] => {
      const value = evaluateTensor(node, at);
      assert.equal(value.status, 'ok');
      return value.status === 'ok' ? [...value.data] : [];
    };
    const x = variable('x', 'n');
    const sine = elementwise('sin', x);
    const changes = numbers(sine, varied).map((value, k) => value / numbers(sine, point)[k]! - 1);
    assert.ok(changes.some(change => change !== 0) && changes.every(change => Math.abs(change) < 3e-15));
    for (const exact of [x, combination([2, constant(3)]), einsum('->i', { i: 'n' })]) assert.deepEqual(numbers(exact, varied), numbers(exact, point));
    // what cancels is rounding through and through: sin x − sin x of two results that are rounded apart
    const rest = combination([1, sine], [-1, combination([1, elementwise('sin', combination([2, x], [-1, x]))])]);
    const [one, two] = [numbers(rest, varied), numbers(rest, { ...point, variation: { seed: 6, innerStep: 1 } })];
    assert.ok(one.every((value, k) => Math.abs(value) < 1e-14 && value !== two[k]));
  });
});
