import type * as Analysis from '../ide/engine.ts';
import type { Engine } from './engine.ts';

let analysis: typeof Analysis | null = null;

/** In Node, from bundles that are loaded with the first document: a server answers `initialize` without them. */
export const engine: Engine = {
  prepare: async () => {
    analysis = await import('../ide/engine.ts');
    const numeric = await import('../numeric/index.ts');
    analysis.useCertifier(numeric.certify);
    analysis.useExperiments(numeric);
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
