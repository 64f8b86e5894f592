/** Errors of difference quotients: how they go with the step, and where each quotient is best. */

import type { PanelQuotients } from './protocol.ts';

export type QuotientName = 'forward' | 'central' | 'complex';
export const quotientNames: readonly QuotientName[] = ['forward', 'central', 'complex'];

export interface QuotientErrors {
  readonly name: QuotientName;
  /** By step; null where there is no value. */
  readonly errors: readonly (number | null)[];
  /** Truncation that goes with this power of h is seen; null where rounding hides it, or there is none. */
  readonly truncation: number | null;
  /** The error grows towards the smallest steps. */
  readonly isRounded: boolean;
  /** Position of the smallest error. */
  readonly best: number | null;
}

/** Relative to the derivative, or absolute where that is 0. */
export function errorsOf(quotients: PanelQuotients): readonly QuotientErrors[] {
  const { derivative, exponents } = quotients;
  const scale = derivative === 0 ? 1 : Math.abs(derivative);
  return quotientNames.flatMap(name => {
    const values = quotients[name];
    if (values === null) return [];
    const errors = values.map(value => (value === null ? null : Math.abs(value - derivative) / scale));
    const best = errors.reduce<number | null>((least, error, k) => (error !== null && (least === null || error < errors[least]!) ? k : least), null);
    return [{ name, errors, truncation: powerOf(errors, exponents), isRounded: isRounded(errors, exponents), best }];
  });
}

/** Below it rounding has a part. */
const clearError = 1e-11;
const slopeTolerance = 0.25;

/** The slope on logarithmic axes over two decades behind h = 1/10, where it is a whole number. */
function powerOf(errors: readonly (number | null)[], exponents: readonly number[]): number | null {
  const at = (exponent: number): number | null => errors[exponents.findIndex(each => Math.abs(each - exponent) < 1e-9)] ?? null;
  const [coarse, fine] = [at(-1), at(-3)];
  if (coarse === null || fine === null || coarse < clearError || fine < clearError) return null;
  const slope = Math.log10(coarse / fine) / 2;
  return Math.abs(slope - Math.round(slope)) < slopeTolerance && Math.round(slope) > 0 ? Math.round(slope) : null;
}

const grown = 30;

function isRounded(errors: readonly (number | null)[], exponents: readonly number[]): boolean {
  const known = errors.filter(error => error !== null);
  const tail = errors.filter((error, k): error is number => error !== null && exponents[k]! < -11);
  if (tail.length === 0) return false;
  const mean = tail.reduce((sum, error) => sum + error, 0) / tail.length;
  return mean > grown * Math.max(Math.min(...known), Number.EPSILON);
}
