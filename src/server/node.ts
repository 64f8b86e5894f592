import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import type * as Analysis from '../ide/engine.ts';
import type { Engine } from './analyses.ts';
import { serve } from './core.ts';

// compiled code of the bundles that are loaded later is kept from one start to the next; Node has it from 22.1 on
const nodeModule = process.getBuiltinModule?.('node:module') as { readonly enableCompileCache?: () => unknown } | undefined;
nodeModule?.enableCompileCache?.();

let analysis: typeof Analysis | null = null;

/** Loaded with the first document: the server answers `initialize` without it. */
const engine: Engine = {
  prepare: async () => {
    analysis = await import('../ide/engine.ts');
    analysis.useCertifier((await import('../numeric/index.ts')).certify);
  },
  prepareCode: async () => {
    const { codeIn, countOperations } = await import('../code/index.ts');
    loaded().useCodePrinter(codeIn, countOperations);
  },
  get features() {
    return loaded().features;
  },
  analyzeDocument: (text, options) => loaded().analyzeDocument(text, options),
};

function loaded(): NonNullable<typeof analysis> {
  if (!analysis) throw new Error('the engine is not loaded');
  return analysis;
}

// `--node-ipc`, `--stdio`, `--socket=` and `--pipe=` are read from argv by createConnection
serve(createConnection(ProposedFeatures.all), engine, version);
