/** How a square matrix moves whose entries are not independent: a derivative within a structure is one along these moves. */

import type { Entries } from './denseMatrix.ts';

export interface StructuredMoves {
  readonly structure: 'symmetric' | 'skew-symmetric' | 'diagonal';
  /** By the entries that are free each entry takes its mirror along; the gradient moves to the nearest structured matrix. */
  readonly convention: 'gradient' | 'free entries';
}

/** The direction of the n×n matrix where each entry is asked to move by its weight. */
export function structuredDirection({ structure, convention }: StructuredMoves, weights: Entries, n: number): Entries {
  const sign = structure === 'skew-symmetric' ? -1 : 1;
  return weights.map((weight, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    if (structure === 'diagonal') return i === j ? weight : 0;
    const both = weight + sign * weights[j * n + i]!;
    return convention === 'gradient' || i === j ? both / 2 : both;
  });
}
