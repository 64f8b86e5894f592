/**
 * In which order the factors of a product of matrices are multiplied, and how many multiplications of numbers that takes: the
 * matrix chain problem (Godbole 1973; Cormen et al., Introduction to Algorithms, 15.2), with diagonal factors counted as such.
 */

import { addDimensions, constantDimension, type Dimension, evaluateDimension, multiplyDimensions } from '../dimensions/dimension.ts';

export interface ChainFactor {
  readonly rows: Dimension;
  readonly columns: Dimension;
  /** Only its diagonal is multiplied. */
  readonly isDiagonal: boolean;
}
/** The position of a factor, or the product of what stands left and right. */
export type Bracketing = number | readonly [left: Bracketing, right: Bracketing];

export interface MultiplicationOrder {
  readonly bracketing: Bracketing;
  /** Multiplications of each product, in the order in which they are made. */
  readonly steps: readonly Dimension[];
  readonly total: Dimension;
}

/** ((A B) C) D. Of two factors or more. */
export function fromTheLeft(factors: readonly ChainFactor[]): MultiplicationOrder {
  return counted(
    factors.map((_, k): Bracketing => k).reduce((left, right) => [left, right]),
    factors,
  );
}

/** A (B (C D)). */
export function fromTheRight(factors: readonly ChainFactor[]): MultiplicationOrder {
  return counted(
    factors.map((_, k): Bracketing => k).reduceRight((right, left) => [left, right]),
    factors,
  );
}

/** The order of the fewest multiplications at these sizes; of equal ones that which splits nearer to the left. */
export function fewestMultiplications(factors: readonly ChainFactor[], sizes: ReadonlyMap<string, number>): MultiplicationOrder {
  const best: { readonly count: number; readonly bracketing: Bracketing }[][] = factors.map((_, k) => {
    const row: { readonly count: number; readonly bracketing: Bracketing }[] = [];
    row[k] = { count: 0, bracketing: k };
    return row;
  });
  for (let length = 2; length <= factors.length; length += 1)
    for (let from = 0; from + length <= factors.length; from += 1) {
      const to = from + length - 1;
      for (let split = from; split < to; split += 1) {
        const [left, right] = [best[from]![split]!, best[split + 1]![to]!];
        const own = evaluateDimension(cost(span(factors, from, split), span(factors, split + 1, to)), sizes);
        const count = left.count + right.count + own;
        if (count < (best[from]![to]?.count ?? Number.POSITIVE_INFINITY)) best[from]![to] = { count, bracketing: [left.bracketing, right.bracketing] };
      }
    }
  return counted(best[0]![factors.length - 1]!.bracketing, factors);
}

function counted(bracketing: Bracketing, factors: readonly ChainFactor[]): MultiplicationOrder {
  const steps: Dimension[] = [];
  const multiply = (part: Bracketing): ChainFactor => {
    if (typeof part === 'number') return factors[part]!;
    const [left, right] = [multiply(part[0]), multiply(part[1])];
    steps.push(cost(left, right));
    return joined(left, right);
  };
  multiply(bracketing);
  return { bracketing, steps, total: steps.reduce(addDimensions, constantDimension(0)) };
}

const span = (factors: readonly ChainFactor[], from: number, to: number): ChainFactor => factors.slice(from, to + 1).reduce(joined);

const joined = (left: ChainFactor, right: ChainFactor): ChainFactor => ({
  rows: left.rows,
  columns: right.columns,
  isDiagonal: left.isDiagonal && right.isDiagonal,
});

/** A diagonal factor scales the rows or columns of the other. */
function cost(left: ChainFactor, right: ChainFactor): Dimension {
  if (left.isDiagonal && right.isDiagonal) return left.rows;
  if (left.isDiagonal) return multiplyDimensions(right.rows, right.columns);
  if (right.isDiagonal) return multiplyDimensions(left.rows, left.columns);
  return multiplyDimensions(multiplyDimensions(left.rows, left.columns), right.columns);
}
