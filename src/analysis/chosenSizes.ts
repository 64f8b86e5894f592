/** Numbers for the sizes of a result that a reader looks at: those that were chosen, and small distinct ones for the others. */

import { type Dimension, namesOf } from '../dimensions/dimension.ts';
import type { TensorSizes } from '../panel/protocol.ts';

export interface SizeLimits {
  readonly least: number;
  readonly greatest: number;
}
/** A size that a reader may choose. */
export interface ChosenSize extends SizeLimits {
  readonly name: string;
  readonly value: number;
}

/** Of the first size by name; the next are larger by one each, so that no two axes are confused. */
const FIRST_SIZE = 2;
const DISTINCT_SIZES = 4;

/** In the order in which they occur. A size that is not wanted, or wanted outside its limits, is chosen here. */
export function chosenSizes(dimensions: Iterable<Dimension>, wanted: TensorSizes, limits: SizeLimits): readonly ChosenSize[] {
  const names = [...new Set([...dimensions].flatMap(namesOf))];
  return names.map((name, k) => ({ name, value: wantedSize(wanted, name, limits) ?? FIRST_SIZE + (k % DISTINCT_SIZES), ...limits }));
}

export const namedSizes = (sizes: readonly ChosenSize[]): ReadonlyMap<string, number> => new Map(sizes.map(({ name, value }) => [name, value]));

function wantedSize(wanted: TensorSizes, name: string, { least, greatest }: SizeLimits): number | null {
  const size = Object.hasOwn(wanted, name) ? wanted[name] : undefined;
  return size !== undefined && Number.isInteger(size) && size >= least && size <= greatest ? size : null;
}
