import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { body, cases, generate, m, n, variablesUnder } from './numpyCases.ts';

describe('NumPy code', () => {
  for (const [title, node, expected] of cases)
    test(title, () => {
      const variables = [...variablesUnder(node), { name: 'x', written: 'x', shape: [n] }, { name: 'A', written: 'A', shape: [m, n] }];
      assert.equal(body(generate(node, { variables })), expected);
    });
});
