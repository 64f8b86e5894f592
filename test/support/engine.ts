/** The engine as the server has it, without the bundles; and one with a stand-in for the analysis. */

import { analyzeDocument, useCertifier, useCodePrinter, useExperiments } from '../../src/analysis/document.ts';
import { codeIn, countOperations } from '../../src/code/index.ts';
import * as features from '../../src/ide/features.ts';
import * as numeric from '../../src/numeric/index.ts';
import type { Engine } from '../../src/server/engine.ts';

export const engine: Engine = {
  prepare: async () => {
    useCertifier(numeric.certify);
    useExperiments(numeric);
  },
  prepareCode: async () => useCodePrinter(codeIn, countOperations),
  features,
  analyzeDocument,
};

/** @param more What else is not as it is in the engine, where nothing has to be loaded. */
export function engineOf(analyzeDocument: Engine['analyzeDocument'], more: Partial<Engine> = {}): Engine {
  return { prepare: async () => undefined, prepareCode: async () => undefined, features, analyzeDocument, ...more };
}
