import 'mocha/mocha.js';

/** What the file above makes, as far as it is used here. */
declare const mocha: { setup(options: object): void; run(done: () => void): { on(event: string, handler: () => void): void } };
declare const Mocha: { readonly reporters: { readonly Spec: unknown } };

/** What VS Code calls in its web worker. The last line it prints is read by the test runner outside. */
export async function run(): Promise<void> {
  mocha.setup({ ui: 'tdd', color: false, reporter: Mocha.reporters.Spec, timeout: 30_000, forbidOnly: true, forbidPending: true });
  await import('./suite/index.ts');
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
