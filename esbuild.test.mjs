// Bundles the suite that runs inside VS Code: into out/e2e for the Node host, into out/e2e-web for the web worker.

import { build } from 'esbuild';

await build({
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  entryPoints: { index: 'test/e2e/index.ts', suite: 'test/e2e/suite/index.ts', 'node.test': 'test/e2e/suite/node.test.ts' },
  outdir: 'out/e2e',
  sourcemap: 'linked',
  logLevel: 'warning',
});

await build({
  bundle: true,
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  external: ['vscode'],
  entryPoints: { index: 'test/e2e/web.ts' },
  outdir: 'out/e2e-web',
  define: { global: 'globalThis', 'process.env.NODE_ENV': '"test"' },
  logLevel: 'warning',
});
