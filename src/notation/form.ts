/**
 * Notation-neutral trees: what is printed, before it is decided in which notation. The matrix form is what a textbook
 * writes; the index form always exists. Every printer (Unicode, LaTeX, NumPy …) reads these and nothing else.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import type { PrintedFunction } from '../operations/elementwise.ts';
import type { MatrixFunctionName } from '../operations/matrixFunctions.ts';
import type { PrintedMatrixOperation } from '../operations/matrixOperations.ts';
import type { PrintedNorm } from '../operations/norms.ts';
import type { OperationName } from '../operations/tensorOperations.ts';
import type { Rational } from '../tensors/rational.ts';
import type { FormMemory } from './formMemory.ts';

/**
 * How a form stands on the page: a scalar, a column, a row or a matrix (kronecker-grouped vectors and matrices too).
 */
export type Orientation = 'scalar' | 'column' | 'row' | 'matrix';

export type MatrixForm = {
  readonly orientation: Orientation;
  /** What has been worked out about the form: see `memoryOf`. */
  memory?: FormMemory | null;
} & (
  | { readonly kind: 'number'; readonly value: Rational }
  /** A declared name, π, or a number with too many digits. */
  | { readonly kind: 'name'; readonly name: string; readonly variable: boolean }
  | { readonly kind: 'dimension'; readonly dimension: Dimension }
  | { readonly kind: 'identity'; readonly size: Dimension }
  /** rows×columns of ones; a column has columns null, a row rows null. */
  | { readonly kind: 'ones'; readonly rows: Dimension | null; readonly columns: Dimension | null }
  | { readonly kind: 'zeros'; readonly rows: Dimension | null; readonly columns: Dimension | null }
  /** Matrix and scalar product, left to right; scalars first. Two or more factors. */
  | { readonly kind: 'product'; readonly factors: readonly MatrixForm[] }
  /** Two or more factors of the same shape. */
  | { readonly kind: 'hadamard'; readonly factors: readonly MatrixForm[] }
  /** Coefficients are signs and numbers; a coefficient other than ±1 prints before its term. */
  | { readonly kind: 'sum'; readonly terms: readonly { readonly coefficient: Rational; readonly form: MatrixForm }[] }
  /** By a scalar; or entry by entry where the denominator is no scalar. */
  | { readonly kind: 'quotient'; readonly numerator: MatrixForm; readonly denominator: MatrixForm }
  | { readonly kind: 'transpose'; readonly argument: MatrixForm }
  | { readonly kind: 'inverse'; readonly argument: MatrixForm }
  /** Of a scalar, or of a square matrix with a positive integer exponent. */
  | { readonly kind: 'power'; readonly base: MatrixForm; readonly exponent: Rational }
  | { readonly kind: 'elementwisePower'; readonly base: MatrixForm; readonly exponent: Rational }
  | { readonly kind: 'elementwise'; readonly function: PrintedFunction; readonly argument: MatrixForm }
  | {
      readonly kind: 'call';
      readonly function: PrintedMatrixOperation | PrintedNorm;
      readonly argument: MatrixForm;
    }
  | { readonly kind: 'matrixFunction'; readonly function: MatrixFunctionName; readonly argument: MatrixForm }
  /** Of a square matrix, the exponent a scalar form that is no number: X^k. */
  | { readonly kind: 'matrixPower'; readonly base: MatrixForm; readonly exponent: MatrixForm }
  | { readonly kind: 'frechet'; readonly function: MatrixFunctionName; readonly argument: MatrixForm; readonly direction: MatrixForm }
  /** A function of whole matrices or vectors. `size` is the number of rows of its value. */
  | { readonly kind: 'operation'; readonly name: OperationName; readonly arguments: readonly MatrixForm[]; readonly size: Dimension | null }
  | { readonly kind: 'kronecker'; readonly factors: readonly MatrixForm[] }
  | { readonly kind: 'commutation'; readonly m: Dimension; readonly n: Dimension }
  /** An opaque function or its derivative of an order. */
  | { readonly kind: 'apply'; readonly name: string; readonly order: number; readonly argument: MatrixForm }
  /** One entry or slice, literal positions from 1. */
  | { readonly kind: 'entry'; readonly argument: MatrixForm; readonly positions: readonly (number | null)[] }
  | { readonly kind: 'stack'; readonly entries: readonly (readonly MatrixForm[])[] }
);

/**
 * An index: its letter, its size, and whether it belongs to the numerator, the denominator, or is summed. A letter of
 * digits is a fixed position, from 1.
 */
export interface IndexName {
  readonly letter: string;
  readonly size: Dimension;
  /** The index runs over a part of its axis that begins behind this many entries: `M_{n+i,j}`. */
  readonly offset?: Dimension;
  readonly role: 'numerator' | 'denominator' | 'summed';
}
/** Σ_terms coefficient · Σ_summed Π factors. */
export interface IndexForm {
  /** The free indices: numerator's axes, then the denominator's. */
  readonly free: readonly IndexName[];
  readonly terms: readonly IndexTerm[];
}
export interface IndexTerm {
  readonly coefficient: Rational;
  readonly summed: readonly IndexName[];
  readonly factors: readonly IndexFactor[];
}
export type IndexFactor =
  | { readonly kind: 'delta'; readonly left: IndexName; readonly right: IndexName }
  /** An entry of a matrix form: `A_ij`, `(X⁻¹)_kl`, a scalar with no indices; exponent ≠ 1 for powers. */
  | { readonly kind: 'entry'; readonly form: MatrixForm; readonly indices: readonly IndexName[]; readonly exponent: Rational }
  /** A tensor name of order 3 and up, or the derivative of an opaque function. */
  | { readonly kind: 'tensor'; readonly name: string; readonly indices: readonly IndexName[]; readonly exponent: Rational }
  /** A nested sum (with its own terms), under a power or an elementwise function. */
  | { readonly kind: 'function'; readonly function: PrintedFunction | null; readonly argument: IndexForm; readonly exponent: Rational };
