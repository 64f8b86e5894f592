// Reporter of node:test: the failures with their reasons, then one line with the counts. Thousands of passing names tell nothing.

export default async function* report(source) {
  let passed = 0;
  let failed = 0;
  const slow = [];
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') {
      if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
      continue;
    }
    // a suite fails when a test in it does: it is counted there, unless it threw by itself
    const suite = data.details?.type === 'suite';
    const cause = data.details?.error?.cause ?? data.details?.error;
    const ownFailure = data.details?.error?.failureType !== 'subtestsFailed';
    if (type === 'test:pass') {
      if (!suite) passed++;
      if (!suite && data.details.duration_ms > 3000) slow.push(`${(data.details.duration_ms / 1000).toFixed(1)} s  ${data.name}`);
      if (data.skip !== undefined || data.todo !== undefined) {
        failed++;
        yield `✘ ${data.name}: skipped tests are not allowed\n`;
      }
    } else if (ownFailure) {
      failed++;
      yield `✘ ${data.name}\n${indent(cause?.stack ?? String(cause))}\n`;
    }
  }
  for (const line of slow) yield `slow: ${line}\n`;
  yield `${passed} passed, ${failed} failed\n`;
}

const indent = text =>
  text
    .split('\n')
    .map(line => `    ${line}`)
    .join('\n');
