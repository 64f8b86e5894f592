/** One row a typed operation: its value from the values of its operands. */

import type { Shape, Typed } from '../shapes/typed.ts';
import type { Entries } from './denseMatrix.ts';
import { type Sizes, volume } from './sizes.ts';
import type { Value } from './values.ts';

export interface Context {
  readonly sizes: Sizes;
  /** Of the opaque functions. */
  readonly seed: number;
  /** The value is used in powers only that are smooth where it has a kink. */
  readonly isSmoothed?: boolean;
}

/** The members of the union whose `op` may be Op. */
export type TypedOf<Op extends Typed['op'], Node = Typed> = Node extends { readonly op: infer Own } ? (Op extends Own ? Node : never) : never;

/** What an operation computes from the values of its operands. */
export type Operation<Op extends Typed['op']> = (node: TypedOf<Op>, operands: readonly Value[], context: Context) => Value;

export type OperationTable<Ops extends Typed['op']> = { readonly [Op in Ops]: Operation<Op> };

/** A value that does not depend on its operands, filled by position. */
export function filled(shape: Shape, sizes: Sizes, entry: (row: number, column: number) => number): Value {
  const { rows, columns } = extent(shape, sizes);
  const re: Entries = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) re[i * columns + j] = entry(i, j);
  return { free: [], rows, columns, re, im: null };
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** Grouped sides count as their flattened axis. */
export function extent(shape: Shape, sizes: Sizes): Extent {
  return { rows: volume(shape.rows, sizes), columns: volume(shape.columns, sizes) };
}
