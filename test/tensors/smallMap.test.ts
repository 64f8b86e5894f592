import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SmallMap, SmallSet } from '../../src/tensors/smallMap.ts';

const objects = Array.from({ length: 40 }, (_, number) => ({ number }));

test('a small map answers as a Map does, while it is small and when it has grown', () => {
  const small = new SmallMap<object, number>();
  const map = new Map<object, number>();
  for (const [at, object] of objects.entries()) {
    small.set(object, at);
    map.set(object, at);
    const earlier = objects[at >> 1]!;
    small.set(earlier, -at);
    map.set(earlier, -at);
    for (const each of objects) {
      assert.equal(small.get(each), map.get(each));
      assert.equal(small.has(each), map.has(each));
    }
  }
});

test('a value that is undefined is there', () => {
  const small = new SmallMap<object, undefined>();
  small.set(objects[0]!, undefined);
  assert.ok(small.has(objects[0]!));
  assert.ok(!small.has(objects[1]!));
});

test('a small set takes every item once and keeps the order', () => {
  const small = new SmallSet<object>();
  for (const object of objects) assert.equal(small.add(object), true);
  for (const object of objects) assert.equal(small.add(object), false);
  assert.deepEqual(small.items, objects);
  assert.ok(objects.every(object => small.has(object)));
  assert.ok(!small.has({}));
});
