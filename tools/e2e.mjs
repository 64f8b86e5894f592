// The suite test/e2e in a real VS Code, against the packaged .vsix on copies of its workspace: in the Node host, then in the web worker of the browser.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runNode } from './modules.mjs';
import { ensureRig } from './rig/ensure.mjs';

ensureRig();
const vsix = join(root, 'out/nabla.vsix');
for (const args of [['esbuild.test.mjs'], ['tools/package.mjs', vsix]]) if (runNode(args) !== 0) process.exit(1);
let passed = 0;
let failed = 0;
for (const [title, suite, ...place] of [
  ['Node host', join(root, 'out/e2e/index.js')],
  ['web worker', join(root, 'out/e2e-web/index.js'), 'web'],
]) {
  console.log(`\n── ${title}`);
  const workspace = mkdtempSync(join(tmpdir(), 'nabla-workspace-'));
  cpSync(join(root, 'test/e2e/workspace'), workspace, { recursive: true });
  const run = spawnSync(process.execPath, [join(root, 'tools/rig/runtests.mjs'), vsix, join(root, 'test/e2e/host'), suite, workspace, ...place], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  rmSync(workspace, { recursive: true, force: true });
  process.stdout.write(run.stdout);
  const counts = /^(\d+) passed, (\d+) failed$/m.exec(run.stdout);
  passed += Number(counts?.[1] ?? 0);
  // a run that ends badly without saying why counts as a failure
  failed += Number(counts?.[2] ?? 0) || (run.status === 0 && counts ? 0 : 1);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
