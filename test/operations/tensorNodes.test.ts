import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RULES } from '../../src/derivations/rules.ts';
import { constantDimension } from '../../src/dimensions/dimension.ts';
import { evaluateTensor } from '../../src/numeric/exact.ts';
import { mulberry32 } from '../../src/numeric/random.ts';
import { nodeOperations, tensorNodeRow } from '../../src/operations/matrixOperations.ts';
import { variable } from '../../src/tensors/leaves.ts';
import { matrixOperation } from '../../src/tensors/matrix.ts';
import { isMatrixOperation, type TensorNode } from '../../src/tensors/node.ts';
import { pulledBack, pushedForward, type RowNode } from '../../src/tensors/operation.ts';
import { linear } from '../../src/tensors/sum.ts';

const sizes: Readonly<Record<string, readonly (readonly number[])[]>> = {
  nn: [[3, 3]],
  mn: [
    [4, 2],
    [2, 4],
  ],
};

const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const close = (a: number, b: number, tolerance: number): void => assert.ok(Math.abs(a - b) <= tolerance * (1 + Math.abs(b)), `${a} and ${b}`);

describe('the operations on matrices that are kinds of nodes', () => {
  for (const name of nodeOperations) {
    const { axes, step, rule } = tensorNodeRow(name);
    for (const shape of sizes[axes.split('->')[0]!]!)
      test(`${name} of ${shape.join('×')}: both sweeps agree with differences of the value`, () => {
        const random = mulberry32(name.length + shape[0]!);
        const draw = (count: number): Float64Array => Float64Array.from({ length: count }, () => 2 * random() - 1);
        const dimensions = shape.map(constantDimension);
        const node = matrixOperation(name, variable('X', dimensions)) as RowNode;
        assert.ok(isMatrixOperation(node, name));
        const count = shape[0]! * shape[1]!;
        // well conditioned
        const x = draw(count).map((entry, at) => (Math.floor(at / shape[1]!) === at % shape[1]! ? 3 + entry : entry));
        const direction = draw(count);
        const evaluate = (of: TensorNode, values: Readonly<Record<string, Float64Array>>): Float64Array => {
          const result = evaluateTensor(of, { seed: 1, sizes: { named: new Map(), replaced: new Map() }, values: new Map(Object.entries(values)) });
          assert.ok(result.status === 'ok');
          return result.data;
        };
        const moved = pushedForward(node, 0, variable('D', dimensions));
        assert.ok(!('refused' in moved));
        const along = evaluate(linear(moved, node.shape), { X: x, D: direction });
        const step = 1e-3;
        const at = (offset: number): Float64Array => evaluate(node, { X: x.map((entry, i) => entry + offset * step * direction[i]!) });
        const [one, two] = [
          [at(1), at(-1)],
          [at(2), at(-2)],
        ] as const;
        for (const [i, entry] of along.entries()) close(entry, (8 * (one[0][i]! - one[1][i]!) - (two[0][i]! - two[1][i]!)) / (12 * step), 1e-8);
        const seed = draw(along.length);
        const back = pulledBack(node, 0, variable('S', node.shape), 0);
        assert.ok(!('refused' in back));
        close(inner(evaluate(linear(back, dimensions), { X: x, S: seed }), direction), inner(seed, along), 1e-12);
      });
    test(`${name}: its rules are among those of derivations`, () => assert.ok(rule in RULES && (!step || step.rule in RULES)));
  }
});
