import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readProgram } from './describe.ts';

test('every example of the language reference is read without a syntax error', () => {
  const reference = readFileSync(join(__dirname, '../../docs/language.md'), 'utf8');
  const fences = [...reference.matchAll(/^```mc[^\n]*\n([\s\S]*?)^```$/gm)].map(match => match[1]!);
  assert.ok(fences.length >= 15);
  for (const fence of fences) {
    const found = readProgram(fence).flatMap(({ statement, problems }) => [
      ...problems.filter(({ severity }) => severity === 'error').map(({ code }) => `${code}: ${statement.source}`),
      ...(statement.kind === 'malformed' ? [`malformed: ${statement.source}`] : []),
    ]);
    assert.deepEqual(found, [], fence);
  }
});
