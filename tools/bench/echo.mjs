// Bundles the echo server the way the server is bundled.

import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../modules.mjs';

export async function buildEchoServer() {
  const outfile = join(root, 'out/bench/echo.js');
  await build({
    entryPoints: [join(import.meta.dirname, 'echoServer.mjs')],
    bundle: true,
    minify: true,
    legalComments: 'none',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
    outfile,
  });
  return outfile;
}
