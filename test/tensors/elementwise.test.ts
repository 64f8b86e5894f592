import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { elementwiseNames, primitiveRow } from '../../src/operations/elementwise.ts';
import { elementwise } from '../../src/tensors/elementwise.ts';
import { transpose } from '../../src/tensors/matrix.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import * as Q from '../../src/tensors/rational.ts';
import { linear, scale } from '../../src/tensors/sum.ts';
import { declare } from './network.ts';

// Tests run in one process, and what another one interned before may have been forgotten since.
let t: ReturnType<typeof declare>;
beforeEach(() => {
  t = declare('x:n', 'y:n', 'A:n,n', 'B:n,n');
});
const combination = (a: number, x: TensorNode, b: number, y: TensorNode): TensorNode =>
  linear(
    [
      [Q.rational(a), x],
      [Q.rational(b), y],
    ],
    x.shape,
  );
const evenNames = elementwiseNames.filter(name => primitiveRow(name).ofNegative === 'even');
const oddNames = elementwiseNames.filter(name => primitiveRow(name).ofNegative === 'odd');

describe('functions of each entry of a difference, either way', () => {
  const difference = (): TensorNode => combination(1, t.x!, -1, t.y!);
  const turned = (): TensorNode => combination(1, t.y!, -1, t.x!);
  for (const name of evenNames) it(`${name} is even`, () => assert.equal(elementwise(name, turned()), elementwise(name, difference())));
  for (const name of oddNames) it(`${name} is odd`, () => assert.equal(elementwise(name, turned()), scale(Q.MINUS_ONE, elementwise(name, difference()))));
  it('of multiples', () => assert.equal(elementwise('cos', combination(3, t.y!, -3, t.x!)), elementwise('cos', combination(3, t.x!, -3, t.y!))));
  it('of matrices, one of them transposed', () => {
    const matrices = combination(1, t.A!, -1, transpose(t.B!));
    const flipped = combination(1, t.B!, -1, transpose(t.A!));
    assert.equal(elementwise('sin', flipped), scale(Q.MINUS_ONE, transpose(elementwise('sin', matrices))));
    assert.equal(elementwise('cosh', flipped), transpose(elementwise('cosh', matrices)));
  });
});
