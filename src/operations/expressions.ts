/** Expressions of the surface language, in which a row says what a call is short for. */

import type { ShapeKind } from './matrixOperation.ts';

/** Where a step does not conform it is reported, and nothing comes of the rest. */
export interface Expressions<T> {
  readonly kindOf: (x: T) => ShapeKind | null;
  /** The number that it is written as. */
  readonly numberOf: (x: T) => number | null;
  /** A number, or an array of one number. */
  readonly isConstant: (x: T) => boolean;
  readonly transpose: (x: T) => T;
  /** @param instead what is offered where the matrix is not square, the argument at # */
  readonly inverse: (a: T, instead?: readonly string[]) => T;
  /** A⁻¹ b */
  readonly solve: (a: T, b: T) => T;
  /** The matrix product; a scalar scales. */
  readonly product: (a: T, b: T) => T;
  readonly negative: (x: T) => T;
  /** Entry by entry; a scalar is repeated. */
  readonly add: (a: T, b: T) => T;
  readonly subtract: (a: T, b: T) => T;
  readonly times: (a: T, b: T) => T;
  readonly divide: (a: T, b: T) => T;
  /** Both in one shape: a scalar is repeated. */
  readonly alike: (a: T, b: T) => readonly [T, T];
  /** Blocks, row by row. */
  readonly blocks: (rows: readonly (readonly T[])[]) => T;
  /** Another function of the language, by its name. */
  readonly call: (name: string, ...args: readonly T[]) => T;
  /** The same along the axis that the call names, if it names one. */
  readonly along: (name: string, x: T) => T;
  /** How many entries go into one entry of such a value. */
  readonly countAlong: (x: T) => T;
}

/** What a call is short for, by its arguments. */
export type Meaning = <T>(e: Expressions<T>, ...args: T[]) => T;
