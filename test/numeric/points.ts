/** Points that a test writes by hand, and comparison of arrays of numbers. */

import assert from 'node:assert/strict';
import type { Point } from '../../src/numeric/exact.ts';

/** `point({ m: 2 }, { x: [1, 2] })`; nested arrays are row-major. */
export function point(sizes: Readonly<Record<string, number>>, values: Readonly<Record<string, number | readonly unknown[]>>): Point {
  const entries = Object.entries(values).map(([name, value]) => [name, Float64Array.from([value].flat(9) as number[])] as const);
  return { seed: 7, sizes: { named: new Map(Object.entries(sizes)), replaced: new Map() }, values: new Map(entries) };
}

export function assertClose(actual: ArrayLike<number>, expected: readonly unknown[] | number, tolerance = 1e-12): void {
  const wanted = [expected].flat(9) as number[];
  assert.equal(actual.length, wanted.length, `length of ${Array.from(actual)}`);
  for (const [i, value] of wanted.entries())
    assert.ok(Math.abs(actual[i]! - value) <= tolerance * Math.max(1, Math.abs(value)), `entry ${i}: ${actual[i]} is not ${value} (${Array.from(actual)})`);
}
