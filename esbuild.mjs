// Builds every bundle into dist: node esbuild.mjs [--production] [--watch]

import { rm } from 'node:fs/promises';
import { build, context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** `await import('../mathjax/index.ts')` becomes a require of another bundle: CommonJS has no code splitting. */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(builder) {
    const bundles = {
      'mathjax/index.ts': './mathjax.js',
      'numeric/index.ts': './numeric.js',
      'code/index.ts': './code.js',
      'ide/engine.ts': './engine.js',
      'server/node.ts': './server.js',
      'mcp/node.ts': './mcp.js',
    };
    builder.onResolve({ filter: /\.ts$/ }, args => {
      if (args.kind !== 'dynamic-import') return;
      for (const [suffix, file] of Object.entries(bundles)) if (args.path.endsWith(suffix)) return { path: file, external: true };
    });
  },
};
const report = name => ({
  name: 'report',
  setup(builder) {
    builder.onStart(() => {
      if (watch) console.log(`[watch] build started (${name})`);
    });
    builder.onEnd(result => {
      if (!watch) return;
      for (const error of result.errors)
        console.error(`✘ [ERROR] ${error.text}\n    ${error.location?.file}:${error.location?.line}:${error.location?.column}:`);
      console.log(`[watch] build finished (${name})`);
    });
  },
});
const common = {
  bundle: true,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  minify: production,
  legalComments: 'none',
  logLevel: watch ? 'silent' : 'warning',
  metafile: true,
  outdir: 'dist',
  define: { 'process.env.NODE_ENV': '"production"' },
};
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  supported: { 'dynamic-import': false },
  plugins: [lazyBundles],
};
const web = { ...common, platform: 'browser', target: 'es2022', define: { ...common.define, global: 'globalThis' }, outdir: 'dist/web' };
/** One file for `require` and for the `importScripts` of a worker, where it is the global `nabla_NAME`. */
const shared = (name, entry) => ({
  ...web,
  format: 'iife',
  mainFields: ['module', 'main'],
  globalName: `nabla_${name}`,
  footer: { js: `if(typeof module==="object"&&module)module.exports=nabla_${name};` },
  entryPoints: { [name]: entry },
  outdir: 'dist',
});
const configurations = {
  node: { ...node, entryPoints: { client: 'src/client/node.ts', server: 'src/server/node.ts', mcp: 'src/mcp/node.ts', index: 'src/index.ts' } },
  engine: shared('engine', 'src/ide/engine.ts'),
  numeric: shared('numeric', 'src/numeric/index.ts'),
  code: shared('code', 'src/code/index.ts'),
  mathjax: shared('mathjax', 'src/mathjax/index.ts'),
  webClient: { ...web, format: 'cjs', external: ['vscode'], mainFields: ['browser', 'module', 'main'], entryPoints: { client: 'src/client/web.ts' } },
  webWorkers: {
    ...web,
    format: 'iife',
    mainFields: ['browser', 'module', 'main'],
    entryPoints: { server: 'src/server/worker.ts', typesetter: 'src/mathjax/worker.ts' },
  },
  cli: { ...node, entryPoints: { cli: 'src/cli/index.ts' }, banner: { js: '#!/usr/bin/env node' } },
  library: {
    ...common,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    entryPoints: { index: 'src/index.ts' },
    outExtension: { '.js': '.mjs' },
  },
  panel: {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    mainFields: ['browser', 'module', 'main'],
    entryPoints: { panel: 'src/panel/main.ts' },
    outdir: 'dist/panel',
    // KaTeX's stylesheet names three formats of every font; every VS Code reads the first
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' },
    assetNames: 'fonts/[name]',
  },
};

const started = performance.now();
await rm('dist', { recursive: true, force: true });
if (watch) {
  for (const [name, configuration] of Object.entries(configurations)) {
    const running = await context({ ...configuration, plugins: [...(configuration.plugins ?? []), report(name)] });
    await running.watch();
  }
} else {
  const results = await Promise.allSettled(Object.values(configurations).map(configuration => build(configuration)));
  const built = results.filter(({ status }) => status === 'fulfilled').map(({ value }) => value.metafile.outputs);
  const outputs = Object.entries(Object.assign({}, ...built)).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [file, { bytes }] of outputs)
    if (!file.endsWith('.map') && !file.includes('fonts/')) console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${file}`);
  // esbuild has said what is wrong
  if (built.length < results.length) process.exit(1);
  console.log(`built in ${(performance.now() - started).toFixed(0)} ms`);
}
