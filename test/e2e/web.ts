import 'mocha/mocha.js';
import { counted } from './counts.ts';

/** What the file above makes, as far as it is used here. */
declare const mocha: { setup(options: object): void; run(done: () => void): { on(event: string, handler: () => void): void } };
declare const Mocha: { readonly reporters: { readonly Spec: unknown } };

/** What VS Code calls in its web worker. */
export async function run(): Promise<void> {
  mocha.setup({ ui: 'tdd', color: false, reporter: Mocha.reporters.Spec, timeout: 30_000, forbidOnly: true, forbidPending: true });
  await import('./suite/index.ts');
  await counted(done => mocha.run(() => done()));
}
