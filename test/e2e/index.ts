import { join } from 'node:path';
import Mocha from 'mocha';

/** What VS Code calls in its extension host. The last line it prints is read by the test runner outside. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', color: false, reporter: 'spec', timeout: 30_000, forbidOnly: true, forbidPending: true });
  for (const file of ['suite.js', 'node.test.js']) mocha.addFile(join(__dirname, file));
  let passed = 0;
  let failed = 0;
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', () => passed++);
    runner.on('fail', () => failed++);
  });
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) throw new Error(`${failed} tests failed`);
}
