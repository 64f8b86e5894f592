// The engine as one optimised file, so that no loader and no source map is measured.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../modules.mjs';

const contents = `
export { analyzeFile, useCodePrinter } from './src/analysis/document.ts';
export { codeIn } from './src/code/index.ts';
export { hostLanguage } from './src/documents/languages.ts';
export { scanComments } from './src/documents/scanner.ts';
export { newWork } from './src/documents/work.ts';
`;

/** @returns {Promise<string>} the path of the bundle */
export async function buildEngine() {
  const outfile = join(root, 'out/bench/engine.mjs');
  await build({
    stdin: { contents, resolveDir: root, sourcefile: 'engine.ts', loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    sourcemap: 'linked',
    logLevel: 'warning',
    outfile,
  });
  return outfile;
}

export const loadEngine = async () => import(pathToFileURL(await buildEngine()).href);
