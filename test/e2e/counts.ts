/** A run of Mocha to its end; the last line it prints is read by the test runner outside. @throws where a test failed, or none ran. */
export async function counted(start: (done: () => void) => { on(event: 'pass' | 'fail', handler: () => void): unknown }): Promise<void> {
  let passed = 0;
  let failed = 0;
  await new Promise<void>(resolve => {
    const runner = start(resolve);
    runner.on('pass', () => passed++);
    runner.on('fail', () => failed++);
  });
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) throw new Error(`${failed} tests failed`);
}
