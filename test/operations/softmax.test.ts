import assert from 'node:assert/strict';
import { test } from 'node:test';
import { softmaxRows } from '../../src/operations/softmax.ts';

test('the slopes of a softmax add up to 0 beside an entry that is nearly the whole sum', () => {
  const step = 1e-20;
  for (let trial = 0; trial < 200; trial++) {
    const re = Float64Array.of(0, -5 - trial / 50, -6, -7 - trial / 70);
    for (let moved = 0; moved < 4; moved++) {
      const im = Float64Array.from(re, (_, i) => (i === moved ? step : 0));
      const found = softmaxRows.softmax.value({ re, im, shape: [4] });
      assert.ok('im' in found && found.im);
      const rest = found.im.reduce((sum, x) => sum + x / step, 0);
      assert.ok(Math.abs(rest) < 1e-17, `${rest} of the derivative by entry ${moved}`);
    }
  }
});
