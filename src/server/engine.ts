import type { AnalysisOptions, DocumentAnalysis } from '../analysis/document.ts';
import type * as features from '../ide/features.ts';

export type Features = typeof features;

/** The analysis and what comes with it, as the host of the server loads them. */
export interface Engine {
  /** There once it is prepared. */
  readonly features: Features;
  analyzeDocument(text: string, options?: AnalysisOptions): DocumentAnalysis;
  /** Loads what analyses and certificates need; asked for once, before the first analysis. */
  prepare(): Promise<void>;
  /** Loads what prints code. */
  prepareCode(): Promise<void>;
  /** Where the bundles lie, for a host that cannot know. */
  useBundles?(folder: string): void;
}
