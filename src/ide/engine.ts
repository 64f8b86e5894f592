/** The bundle that comes with the first document. */

export { analyzeDocument, useCertifier, useCodePrinter, useExperiments } from '../analysis/document.ts';
export * as features from './features.ts';
