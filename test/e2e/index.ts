import { join } from 'node:path';
import Mocha from 'mocha';
import { counted } from './counts.ts';

/** What VS Code calls in its extension host. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', color: false, reporter: 'spec', timeout: 30_000, forbidOnly: true, forbidPending: true });
  for (const file of ['suite.js', 'node.test.js']) mocha.addFile(join(__dirname, file));
  await counted(done => mocha.run(() => done()));
}
