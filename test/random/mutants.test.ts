import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

test('the certificate catches a broken rule of every table', (_, done) => {
  const script = join(__dirname, '../../tools/campaigns/mutantSample.mjs');
  execFile(process.execPath, [script], (failure, output) => {
    assert.equal(failure, null, output);
    assert.match(output, /^12 of 12 caught$/m);
    done();
  });
});
