// The suite test/e2e in a real VS Code, against the packaged .vsix on a copy of its workspace.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runNode } from './modules.mjs';
import { ensureRig } from './rig/ensure.mjs';

ensureRig();
const vsix = join(root, 'out/nabla.vsix');
for (const args of [['esbuild.test.mjs'], ['tools/package.mjs', vsix]]) if (runNode(args) !== 0) process.exit(1);
const workspace = mkdtempSync(join(tmpdir(), 'nabla-workspace-'));
cpSync(join(root, 'test/e2e/workspace'), workspace, { recursive: true });
const code = runNode([join(root, 'tools/rig/runtests.mjs'), vsix, join(root, 'test/e2e/host'), join(root, 'out/e2e/index.js'), workspace]);
rmSync(workspace, { recursive: true, force: true });
process.exit(code);
