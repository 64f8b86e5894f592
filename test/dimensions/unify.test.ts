import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addDimensions,
  constantDimension,
  type Dimension,
  multiplyDimensions,
  namedDimension,
  printDimension,
  scaleDimension,
} from '../../src/dimensions/dimension.ts';
import { hasOpenSize, SizeUnifier, sideProduct } from '../../src/dimensions/unify.ts';

const [m, n, p] = ['m', 'n', 'p'].map(namedDimension) as [Dimension, Dimension, Dimension];
const number = constantDimension;
const print = (side: readonly Dimension[]): string => side.map(printDimension).join(' ');

describe('sizes that are known', () => {
  it('are equal only where they are the same polynomial', () => {
    const sizes = new SizeUnifier();
    assert.equal(sizes.unify(n, n), true);
    assert.equal(sizes.unify(m, n), false);
    assert.equal(sizes.unify(n, number(3)), false);
    assert.equal(sizes.unify(number(3), number(3)), true);
    assert.equal(sizes.unify(addDimensions(n, number(1)), n), false);
    assert.equal(sizes.unify(multiplyDimensions(m, n), multiplyDimensions(n, m)), true);
  });

  it('are compared as whole axes however an axis was flattened', () => {
    const sizes = new SizeUnifier();
    assert.equal(sizes.unifySides([m, n], [n, m]), true);
    assert.equal(sizes.unifySides([m, n], [multiplyDimensions(m, n)]), true);
    assert.equal(sizes.unifySides([m, n], [m, p]), false);
  });

  it('keep a missing axis apart from an axis of length 1', () => {
    const sizes = new SizeUnifier();
    assert.equal(sizes.unifySides([], []), true);
    assert.equal(sizes.unifySides([], [number(1)]), false);
    assert.equal(sizes.unifySides([], [sizes.fresh()]), false);
  });
});

describe('open sizes', () => {
  it('take the size of their neighbour, through each other', () => {
    const sizes = new SizeUnifier();
    const [a, b] = [sizes.fresh(), sizes.fresh()];
    assert.equal(sizes.unify(a, b), true);
    assert.equal(hasOpenSize(sizes.resolve(a)), true);
    assert.equal(sizes.unify(b, n), true);
    assert.equal(sizes.resolve(a), n);
    assert.equal(sizes.unify(a, m), false);
  });

  it('take over how an axis was flattened', () => {
    const sizes = new SizeUnifier();
    const a = sizes.fresh();
    assert.equal(sizes.unifySides([a], [n, m]), true);
    assert.equal(print(sizes.resolveSide([a])), 'n m');
    assert.equal(sizes.resolve(a), multiplyDimensions(n, m));
  });

  it('are solved for in a linear equation', () => {
    const sizes = new SizeUnifier();
    const a = sizes.fresh();
    assert.equal(sizes.unify(addDimensions(a, number(1)), addDimensions(n, number(3))), true);
    assert.equal(printDimension(sizes.resolve(a)), 'n+2');
  });

  it('are never solved with a size below 1, nor by themselves', () => {
    const sizes = new SizeUnifier();
    const a = sizes.fresh();
    assert.equal(sizes.unify(addDimensions(a, number(4)), number(4)), false);
    assert.equal(sizes.unify(a, addDimensions(a, number(1))), false);
    assert.equal(sizes.unify(a, scaleDimension(a, 2)), false);
    assert.equal(hasOpenSize(sizes.resolve(a)), true);
  });

  it('stay open where an attempt fails', () => {
    const sizes = new SizeUnifier();
    const a = sizes.fresh();
    assert.equal(
      sizes.attempt(() => sizes.unify(a, n) && sizes.unify(a, m)),
      false,
    );
    assert.equal(sizes.unify(a, m), true);
    const b = sizes.fresh();
    const undo = sizes.checkpoint();
    sizes.unify(b, n);
    undo();
    assert.equal(sizes.unify(b, p), true);
  });

  it('stand in long chains without recursion', () => {
    const sizes = new SizeUnifier();
    const chain = Array.from({ length: 20_000 }, () => sizes.fresh());
    for (let i = 1; i < chain.length; i++) assert.equal(sizes.unify(chain[i]!, chain[i - 1]!), true);
    assert.equal(sizes.unify(chain[10_000]!, n), true);
    assert.equal(sizes.resolve(chain.at(-1)!), n);
  });
});

describe('a size that may be cut into factors', () => {
  it('is known, and is cut as its neighbour is', () => {
    const sizes = new SizeUnifier();
    const whole = sizes.regroupable(multiplyDimensions(m, n));
    assert.equal(sizes.unifySides([whole], [m, p]), false);
    assert.equal(sizes.unifySides([whole], [n, m]), true);
    assert.equal(print(sizes.resolveSide([whole])), 'n m');
    assert.equal(sideProduct(sizes.resolveSide([whole])), multiplyDimensions(m, n));
  });
});
