/** What a row of the operations on matrices and vectors holds that products, functions of entries and traces are made of. */

import type { Spelled } from './spelling.ts';
import type { Differentiable } from './tensorOperation.ts';

export type ShapeKind = 'scalar' | 'vector' | 'row' | 'matrix' | 'tensor';

/** Expressions of the surface language, of scalars. */
export interface ScalarExpressions<T> {
  readonly number: (value: number) => T;
  /** A function of each entry. */
  readonly apply: (name: string, u: T) => T;
}

/** Tensors of a matrix (axes i, j), in which the meaning is written. */
export interface MatrixTensors<T> {
  /** In Einstein notation: `ij->ji`. */
  readonly contract: (subscripts: string, ...factors: readonly T[]) => T;
  readonly inverse: (matrix: T) => T;
  readonly determinant: (matrix: T) => T;
  readonly logDeterminant: (matrix: T) => T;
  readonly pseudoInverse: (matrix: T) => T;
}

/** Complex matrices, in which the certificate evaluates. A vector is a column, a scalar 1×1. */
export interface MatrixNumbers<M> {
  readonly rowsOf: (a: M) => number;
  readonly columnsOf: (a: M) => number;
  /** Zeros to which the entry (i, j) is added at the position that is named, row-major; null leaves it out. */
  readonly moved: (a: M, rows: number, columns: number, place: (i: number, j: number) => number | null) => M;
  /** a_ij b_kl at the position that is named. */
  readonly outer: (a: M, b: M, rows: number, columns: number, place: (i: number, j: number, k: number, l: number) => number) => M;
  readonly multiply: (a: M, b: M) => M;
  /** Entry by entry; a 1×1 matrix is repeated. */
  readonly times: (a: M, b: M) => M;
  readonly inverse: (a: M) => M;
  readonly determinant: (a: M) => M;
  /** A function of each entry. */
  readonly apply: (name: string, a: M) => M;
}

export interface MatrixOperationRow extends Spelled {
  /** As the language calls it; without it another operation stands for it. */
  readonly name?: string;
  /** The sides of operands and value, see sides.ts. Its shape follows, and so does its meaning where no other is given. */
  readonly sides: string;
  /** The only kinds of operands that it takes, and how a message says so. Without: those that have the sides. */
  readonly takes?: { readonly kinds: readonly ShapeKind[]; readonly words: string };
  /** Kinds of operands that are the value themselves. */
  readonly keeps?: readonly ShapeKind[];
  /** Of a scalar, read as a 1×1 matrix. */
  readonly ofScalar?: <T>(s: ScalarExpressions<T>, u: T) => T;
  /** The operation that a call means of another kind of operand: diag of a matrix is its diagonal. */
  readonly ofKind?: Partial<Readonly<Record<ShapeKind, string>>>;
  /** A row is taken as the column. */
  readonly turnsRow?: true;
  /** The operations that it is of a matrix along an axis: down the columns, along the rows. */
  readonly byAxis?: readonly [down: string, along: string];
  /** Where it is no contraction by its sides. */
  readonly meaning?: <T>(t: MatrixTensors<T>, matrix: T) => T;
  /** The tensors have a node of its name, which `meaning` makes. */
  readonly node?: Differentiable;
  /** The value that the certificate trusts: it may not be made from `sides` or `meaning`. */
  readonly value: <M>(m: MatrixNumbers<M>, ...operands: M[]) => M;
  /** What it is, in a hover. */
  readonly words: string;
  /** How a derivation writes it, where it is not printed as a call. */
  readonly written?: <T>(w: WrittenOperand<T>, operand: T) => T;
  /** Without: it is not printed as a call. */
  readonly printing?: { readonly unicode: CallText; readonly latex: CallText };
}

/** A matrix as it is written down. */
export interface WrittenOperand<T> {
  readonly product: (...factors: readonly T[]) => T;
  readonly transpose: (a: T) => T;
  /** As many ones as the operand has rows. */
  readonly onesOfRows: () => T;
  readonly onesOfColumns: () => T;
}

/** What stands before the bracket, or around the argument at # and how tightly it then holds together. */
export type CallText = string | { readonly around: string; readonly level: 'product' | 'factor' };
