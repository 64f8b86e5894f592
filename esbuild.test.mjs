// Bundles the suite that runs inside VS Code into out/e2e.

import { build } from 'esbuild';

await build({
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  entryPoints: { index: 'test/e2e/index.ts', 'editor.test': 'test/e2e/suite/editor.test.ts' },
  outdir: 'out/e2e',
  sourcemap: 'linked',
  logLevel: 'warning',
});
