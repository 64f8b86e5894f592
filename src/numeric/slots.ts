/** Which entries of a symbol a derivative varies, and which axes it gets from them. */

import type { IndexSymbol, TypedSymbol } from '../shapes/typed.ts';
import type { Entries } from './denseMatrix.ts';
import { type Sizes, sizeOf } from './sizes.ts';
import { type StructuredMoves, structuredDirection } from './structuredMoves.ts';

/** The entries of one symbol that are varied. */
export interface Slot {
  readonly name: string;
  /** Offsets of the entries, row-major over the kept axes. */
  readonly positions: readonly number[];
  /** The axes that are kept, each with the name of its index. */
  readonly axes: readonly LabelledAxis[];
  /** Weights of the positions as a direction of the whole symbol. */
  readonly spread: (weights: Entries) => Entries;
}

export interface LabelledAxis {
  readonly size: number;
  /** null where no index names it. */
  readonly index: string | null;
}

interface Variables {
  readonly wrt: readonly TypedSymbol[];
  readonly wrtIndices?: readonly (readonly (number | IndexSymbol | null)[] | null)[];
  readonly within?: StructuredMoves;
}

/** The slot of one order of a query. @throws NotEvaluable where a size has no value */
export function slotOf(query: Variables, order: number, sizes: Sizes): Slot {
  const symbol = query.wrt[order]!;
  const shape = [...symbol.shape.rows, ...symbol.shape.columns].map(dimension => sizeOf(dimension, sizes));
  const indices = query.wrtIndices?.[order] ?? shape.map(() => null);
  let positions = [0];
  const axes: LabelledAxis[] = [];
  for (const [axis, size] of shape.entries()) {
    const index = indices[axis] ?? null;
    const taken = typeof index === 'number' ? [index - 1] : Array.from({ length: size }, (_, i) => i);
    positions = positions.flatMap(offset => taken.map(at => offset * size + at));
    if (typeof index !== 'number') axes.push({ size, index: index?.name ?? null });
  }
  const entries = shape.reduce((product, size) => product * size, 1);
  const spread = (weights: Entries): Entries => {
    if (query.within) return structuredDirection(query.within, weights, shape[0]!);
    const direction = new Float64Array(entries);
    for (const [i, at] of positions.entries()) direction[at] = weights[i]!;
    return direction;
  };
  return { name: symbol.name, positions, axes, spread };
}
