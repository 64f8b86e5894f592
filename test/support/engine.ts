/** The engine as the server has it, without the bundles. */

import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import * as features from '../../src/ide/features.ts';
import { certify } from '../../src/numeric/index.ts';
import type { Engine } from '../../src/server/analyses.ts';

export const engine: Engine = {
  prepare: async () => useCertifier(certify),
  prepareCode: async () => undefined,
  features,
  analyzeDocument,
};
