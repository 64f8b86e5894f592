import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Dimension } from '../../src/dimensions/dimension.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import * as make from '../notation/nodes.ts';
import { cases, compare, m, n, others, p } from './numpyCases.ts';

const { elementwise, inverse, power, product, rational, sum, variable } = make;

describe('NumPy values', () => {
  test('equal a plain evaluation', report => compare([...cases.map(([, node]) => node), ...others], report));

  test('of random nodes equal a plain evaluation', report => {
    // one run of Python for all, so no shrinking: the message shows the code that is wrong, and the seed repeats it
    fc.assert(
      fc.property(fc.array(anyNode(), { minLength: 300, maxLength: 300 }), nodes => compare(nodes, report, 1e-7)),
      {
        numRuns: 1,
        endOnFailure: true,
        reporter: ({ failed, seed, errorInstance }) => assert.ok(!failed, `seed ${seed}: ${(errorInstance as Error | null)?.message}`),
      },
    );
  });
});

const ROOMS: readonly Dimension[] = [m, n, p];
const anyNode = (): fc.Arbitrary<TensorNode> => fc.array(fc.constantFrom(...ROOMS), { maxLength: 3 }).chain(shape => nodeOf(shape, 3));

/** A node of this shape; positive enough for what stands under powers, small enough for what stands in exponents. */
function nodeOf(shape: readonly Dimension[], depth: number): fc.Arbitrary<TensorNode> {
  const leaf = fc.integer({ min: 0, max: 1 }).map(which => variable(`v${shape.map(each => each.name).join('')}${which}`, ...shape));
  if (depth === 0) return leaf;
  const inner = nodeOf(shape, depth - 1);
  const tame = inner.map(node => elementwise('sin', node));
  const coefficient = fc
    .tuple(
      fc.integer({ min: -3, max: 3 }).filter(value => value !== 0),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([above, below]) => rational(above, below));
  const choices: fc.Arbitrary<TensorNode>[] = [
    leaf,
    productOf(shape, depth),
    productOf(shape, depth),
    productOf(shape, depth),
    fc.array(fc.tuple(coefficient, inner), { minLength: 1, maxLength: 4 }).map(terms => sum(...terms)),
    fc
      .tuple(tame, fc.constantFrom([1, 2], [2, 1], [-1, 1], [-1, 2], [3, 1], [1, 3]))
      .map(([node, [above, below]]) => power(elementwise('exp', node), above!, below)),
    fc.tuple(tame, fc.constantFrom('tanh', 'sigmoid', 'exp', 'softplus', 'cos') as fc.Arbitrary<'tanh'>).map(([node, name]) => elementwise(name, node)),
    fc.tuple(coefficient, inner).map(([factor, node]) => sum([factor, node], [1, elementwise('sin', node)])),
    fc.tuple(fc.constantFrom(...ROOMS), fc.nat()).chain(([extra, at]) => {
      const axis = at % (shape.length + 1);
      return nodeOf([...shape.slice(0, axis), extra, ...shape.slice(axis)], depth - 1).map(node =>
        make.select(
          node,
          node.shape.map((_, k) => (k === axis ? 1 : null)),
        ),
      );
    }),
  ];
  if (shape.length === 2 && shape[0] === shape[1])
    choices.push(
      leaf.map(inverse),
      leaf.map(node => inverse(product('ij->ji', [node]))),
    );
  if (shape.length > 0) {
    choices.push(tame.map(make.softmax));
    choices.push(
      nodeOf(shape.slice(1), depth - 1).map(node =>
        make.place(
          node,
          shape,
          shape.map((_, k) => (k === 0 ? 1 : null)),
        ),
      ),
    );
  }
  return fc.oneof(...choices);
}

/** Labels of the output may repeat, be missing in the factors, stand in any order; up to two more are summed. */
function productOf(shape: readonly Dimension[], depth: number): fc.Arbitrary<TensorNode> {
  return fc
    .tuple(
      fc.array(fc.nat(), { minLength: shape.length, maxLength: shape.length }),
      fc.array(fc.constantFrom(...ROOMS), { maxLength: 2 }),
      fc.array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 4 }),
    )
    .chain(([outChoice, summed, factorChoice]) => {
      const labels: { letter: string; room: Dimension }[] = [];
      const out = shape.map((room, axis) => {
        const same = labels.filter(label => label.room === room);
        const chosen = same[outChoice[axis]! % (same.length + 2)] ?? { letter: 'abcdef'[labels.length]!, room };
        if (!labels.includes(chosen)) labels.push(chosen);
        return chosen.letter;
      });
      for (const room of summed) labels.push({ letter: 'abcdef'[labels.length]!, room });
      const factors = factorChoice.map(choice => (labels.length === 0 ? [] : choice.map(pick => labels[pick % labels.length]!)));
      const extra = Object.fromEntries(labels.map(({ letter, room }) => [letter, room]));
      return fc
        .tuple(
          ...factors.map(factor =>
            nodeOf(
              factor.map(label => label.room),
              depth - 1,
            ),
          ),
        )
        .map(nodes => product(`${factors.map(factor => factor.map(label => label.letter).join('')).join(',')}->${out.join('')}`, nodes, extra));
    });
}
