import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentMap } from '../../src/documents/recentMap.ts';

test('what was asked for lately is remembered, the rest is forgotten', () => {
  const map = new RecentMap<number, string>();
  for (let key = 0; key < 200; key++) map.set(key, `${key}`);
  assert.equal(map.get(0), '0');
  for (let key = 200; key < 2000; key++) {
    map.set(key, `${key}`);
    assert.equal(map.get(0), '0', 'asked for again and again');
  }
  assert.equal(map.get(1999), '1999');
  assert.equal(map.get(1800), '1800');
  assert.equal(map.get(300), undefined);
});
