import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { addDimensions, constantDimension, multiplyDimensions, namedDimension, one } from '../../src/dimensions/dimension.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const turn = () => new Promise(resolve => setImmediate(resolve));
const manyOthers = (prefix: string) => {
  for (let k = 0; k < 10_000; k++) namedDimension(`${prefix}${k}`);
};

describe('equal sizes', () => {
  test('are the same object however many others there were', async () => {
    const m = namedDimension('m');
    const made = () => [addDimensions(namedDimension('m'), one), multiplyDimensions(namedDimension('m'), namedDimension('n')), constantDimension(123_456)];
    const held = made();
    manyOthers('a');
    await turn();
    collect();
    await turn();
    assert.equal(namedDimension('m'), m);
    for (const [k, dimension] of made().entries()) assert.equal(dimension, held[k]);
  });
  test('that nobody has are let go', async () => {
    const gone = new WeakRef(addDimensions(namedDimension('gone'), one));
    const number = new WeakRef(constantDimension(654_321));
    manyOthers('b');
    await turn();
    collect();
    await turn();
    assert.deepEqual([gone.deref(), number.deref()], [undefined, undefined]);
    assert.equal(addDimensions(namedDimension('gone'), one).text, 'gone+1');
  });
});
