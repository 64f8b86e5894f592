/** What a row of the operations on matrices and vectors holds that products, functions of entries and traces are made of. */

import type { CodeSpellings } from './codeSpelling.ts';
import type { Spelled } from './spelling.ts';
import type { Differentiable, OperationTerms } from './tensorOperation.ts';

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

/** Tensors of the factors of a Kronecker product of square matrices. */
export interface KroneckerTensors<T> extends MatrixTensors<T> {
  readonly kronecker: (matrices: readonly T[]) => T;
  /** The product of the sizes of all factors but this one. */
  readonly sizeOfOthers: (matrices: readonly T[], k: number) => T;
  /** The product of scalars. */
  readonly scalars: (scalars: readonly T[]) => T;
  readonly scaled: (scalar: T, tensor: T) => T;
  readonly scalarPower: (base: T, exponent: T) => T;
  readonly sum: (scalars: readonly T[]) => T;
}

/** Real matrices, or matrices modulo a prime, in which tensors are evaluated. A scalar has one entry. */
export interface FieldMatrices<M> {
  readonly inverse: (a: M) => M;
  readonly determinant: (a: M) => M;
  /** log |u| */
  readonly logOfMagnitude: (u: M) => M;
  readonly pseudoInverse: (a: M) => M;
}

/** An operation that the tensors have as a node, because rules of products look for it: what is asked of one. */
export interface TensorNodeRow extends Differentiable {
  /** The rule that a derivation names (src/derivations/rules.ts) for the derivative by its operand. */
  readonly rule: string;
  /** Of a symmetric matrix it is symmetric. */
  readonly ofSymmetric?: 'symmetric';
  /** Not rational in the entries: random where equality is tested modulo a prime. */
  readonly transcendental?: true;
  /** The value of the tensor. */
  readonly value: <M>(m: FieldMatrices<M>, matrix: M) => M;
  readonly code: CodeSpellings;
  /** How many operations it takes. */
  readonly operations: OperationTerms;
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
  /** Of the factors of a Kronecker product; without it of no matrix with flattened sides. */
  readonly ofKronecker?: <T>(t: KroneckerTensors<T>, factors: readonly T[]) => T;
  /** The tensors have a node of its name, which `meaning` makes. */
  readonly node?: TensorNodeRow;
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
  readonly inverse: (a: T) => T;
  readonly product: (...factors: readonly T[]) => T;
  readonly transpose: (a: T) => T;
  /** As many ones as the operand has rows. */
  readonly onesOfRows: () => T;
  readonly onesOfColumns: () => T;
}

/** What stands before the bracket, or around the argument at # and how tightly it then holds together. */
export type CallText = string | { readonly around: string; readonly level: 'product' | 'factor' };
