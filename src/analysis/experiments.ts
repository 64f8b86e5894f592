/**
 * What the numeric stage evaluates at values that a reader chooses. Like certificates it comes with the bundle of that stage
 * and is handed in; without it the panel's views of numbers wait.
 */

import type { checkGradient, choosePoint, quotientsAt } from '../numeric/index.ts';

export interface Experiments {
  readonly choosePoint: typeof choosePoint;
  readonly checkGradient: typeof checkGradient;
  readonly quotientsAt: typeof quotientsAt;
}

let current: Experiments | null = null;

export function useExperiments(experiments: Experiments): void {
  current = experiments;
}

export const experiments = (): Experiments | null => current;
