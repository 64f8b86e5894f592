import type { DerivativeResult } from '../analysis/result.ts';
import * as messages from './messages.ts';

/** The layout's name as it stands beside a result; what has one form in both layouts says so. */
export function layoutName({ layout, axes }: Pick<DerivativeResult, 'layout' | 'axes'>): string {
  // a value has no variable, and no layout
  if (axes.wrt.length === 0) return messages.layoutNames.value;
  if (layout !== 'both') return messages.layoutNames[layout];
  const order = axes.of.length + axes.wrt.reduce((sum, sizes) => sum + sizes.length, 0);
  return order > 2 ? messages.layoutNames.tensor : messages.layoutNames.matrix;
}
