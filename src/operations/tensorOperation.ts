/**
 * What a row of the operations on whole tensors holds: a function of matrices or vectors that no product, sum or function
 * of each entry expresses. Everything that a stage needs to know of one stands in its row.
 */

import type { ModularAlgebra } from './algebras.ts';
import type { Meaning } from './expressions.ts';
import type { Spelled } from './spelling.ts';

/** What must hold, beside the conditions of the operands. */
export type OperationCondition =
  | 'invertible'
  | 'constant-rank'
  | 'single-maximum'
  | 'simple-eigenvalues'
  | 'simple-largest-eigenvalue'
  | 'simple-smallest-eigenvalue'
  | 'simple-singular-values'
  | 'simple-largest-singular-value'
  | 'positive-definite';

/** Frozen ids of the rules that derivations name. */
export type OperationRuleId =
  | 'largest-entry'
  | 'largest-entry-place'
  | 'eigenvalue-gaps'
  | 'eigenvalue-symmetric'
  | 'eigenvector-symmetric'
  | 'singular-value'
  | 'spectral-norm'
  | 'singular-vector'
  | 'cholesky'
  | 'symbolic-power';

/**
 * Multiplications and additions: multiples of products of axes by their letters, `[[2, 'mkk'], …]`; a pair is a fraction. Of an
 * m×n matrix `k` is the smaller side and `l` the other.
 */
export type OperationTerms = readonly (readonly [count: number | readonly [numerator: number, denominator: number], letters: string])[];

/** What a decomposition takes (Golub and Van Loan, Matrix Computations, 4th ed., 8.3.5 and 8.6.3): the vectors are made with the values. */
export const DECOMPOSITION_OPERATIONS: Readonly<Record<Decomposition, { readonly axes: string; readonly operations: OperationTerms }>> = {
  eigh: { axes: 'nn', operations: [[9, 'nnn']] },
  svd: {
    axes: 'mn',
    operations: [
      [6, 'lkk'],
      [20, 'kkk'],
    ],
  },
};

/** Tensors, in which derivatives are written. */
export interface TensorAlgebra<T> {
  /** The operation of the row of this name. */
  readonly apply: (name: string, ...operands: readonly T[]) => T;
  /** Σ over the letters that are not behind the arrow: `ai,bi->iab`. A letter may stand twice behind it: then it is a delta. `*` is any number of leading axes. */
  readonly contract: (subscripts: string, ...factors: readonly T[]) => T;
  /**
   * A term of a derivative, `t.term(-1, 'ik,lj->ij,kl', Y, Y)` for dY_ij = −Y_ik dX_kl Y_lj: behind the arrow stand the axes of the
   * value and those of the operand. A letter in both, and no factor's, is a delta; `*` is any number of leading axes.
   */
  readonly term: (coefficient: number, subscripts: string, ...factors: readonly T[]) => DerivativeTerm<T>;
  /** Σ of whole multiples. */
  readonly sum: (...terms: readonly (readonly [coefficient: number, term: T])[]) => T;
  readonly inverse: (matrix: T) => T;
  /** log of a scalar. */
  readonly log: (scalar: T) => T;
  /** δ of a square matrix's size. */
  readonly identityLike: (matrix: T) => T;
  readonly one: () => T;
}

/** Numbers, row-major over the axes. */
export interface Dense {
  readonly re: Float64Array;
  /** null where all are 0. */
  readonly im: Float64Array | null;
  readonly shape: readonly number[];
}

/** There is no such value, or no derivative of it, at this point. */
export interface NoValue {
  readonly reason: 'degenerate' | 'undefined';
}

export interface Parts {
  readonly re: Float64Array;
  readonly im: Float64Array | null;
}

/** (w, Q) with S = Q diag(w) Qᵀ; (U, σ, Vᵀ) with X = U diag(σ) Vᵀ, thin. */
export type Decomposition = 'eigh' | 'svd';

/** Where a text stands. */
export interface PrintContext {
  /** The number of rows of the value, spelled. */
  readonly size: string;
  /** The first operand is a matrix. */
  readonly ofMatrix: boolean;
}

/** How it is printed. Operands are their texts, without brackets. */
export interface OperationPrinting {
  /** What it is, for messages. */
  readonly words: string;
  /** Without: as it is called, of a matrix by the name for its rows. */
  readonly unicode?: (operands: readonly string[], context: PrintContext) => string;
  readonly latex?: (operands: readonly string[], context: PrintContext) => string;
  /**
   * An expression of Python: `$1`, `$2` for the operands, `@` for the library, `%` for its word for an axis; a name that begins
   * with `_` is a helper that the module brings. With a decomposition `$1` is that of the operand, which is made once for all.
   * The other languages have a helper of the operation's name.
   */
  readonly python: string | Readonly<Record<'numpy' | 'torch' | 'jax', string>>;
  readonly decomposition?: Decomposition;
  /** The text ends in an exponent and takes no other. */
  readonly isPower?: true;
}

/** A name by which the language calls an operation. */
export interface CalledOperation extends Spelled {
  readonly name: string;
  /** Read only before a bracket, because alone it is likelier a name. */
  readonly onlyCalled?: true;
  /** Where the operation keeps leading axes: of one vector, or of the rows of a matrix. */
  readonly of?: 'vector' | 'matrix';
  /** Without an axis a matrix is taken row by row, and this is said. */
  readonly rowsByDefault?: true;
  /** What it is of two values, where it is something else. */
  readonly ofTwo?: Meaning;
  /** How a message says what it takes; without it by `of`. */
  readonly takes?: string;
}

/** Matrices and vectors as a derivation writes them down. A vector is a column. */
export interface WrittenMatrices<T> {
  /** Left to right; scalars in front. */
  readonly product: (...factors: readonly T[]) => T;
  readonly difference: (a: T, b: T) => T;
  readonly negative: (a: T) => T;
  readonly transpose: (a: T) => T;
  readonly inverse: (a: T) => T;
  readonly trace: (a: T) => T;
  /** The diagonal matrix of a vector. */
  readonly diag: (v: T) => T;
  /** The operation of the row of this name, of a vector. */
  readonly apply: (name: string, x: T) => T;
}

/** The differential of an operation of one operand as books write it, and the rule that a derivation names (src/derivations/rules.ts). */
export interface DifferentialStep {
  readonly rule: string;
  /** What it is written for. */
  readonly of: 'vector' | 'matrix';
  readonly write: <T>(w: WrittenMatrices<T>, value: T, operand: T, moved: T) => T;
}

/** What the calculus knows of an operation. */
export interface Differentiable {
  /** Axes of the operands and of the value: `nn->n`; `k` is the smaller of m and n; `*` stands for leading axes that are kept. */
  readonly axes: string;
  /**
   * By operand: the derivative as a sum of terms, none where it is locally constant, or a sentence where it is refused, which
   * says why.
   */
  readonly derivatives: readonly (OperationDerivative | RefusedDerivative)[];
  /** Without: a derivation takes the differential from `derivatives`. */
  readonly step?: DifferentialStep;
  /** A derivation writes the derivative with the value that has a name: ∂s/∂z = diag(s) − s sᵀ. */
  readonly writtenByValue?: true;
  /** Where it exists. A value that has no derivative everywhere has none: what its derivative is made of has it. */
  readonly condition?: OperationCondition;
  /** It is twice differentiable for all operands, or for definite ones; without it on a set that is not known to be convex. */
  readonly smooth?: 'everywhere' | 'of definite';
}

export interface OperationRow extends Differentiable {
  /** Without: it stands in results only. The shape of the value follows from `axes`. */
  readonly called?: readonly CalledOperation[];
  /** Its only operand is read through its symmetric part, and must be symmetric. */
  readonly ofSymmetric?: true;
  /** The value equals its transpose. */
  readonly symmetric?: true;
  /** The columns of the value are at right angles and have length 1; of a vector, it has length 1. */
  readonly orthonormal?: true;
  /**
   * The value. Where an imaginary part is given the value is its analytic continuation to first order, from which the
   * certificate reads a derivative: it must not use `derivatives`.
   */
  readonly value: (...operands: readonly Dense[]) => Parts | NoValue;
  /** Modulo a prime, row-major over the axes; without it the operation is compared by floating point alone. */
  readonly modular?: (m: ModularAlgebra, ...operands: readonly Dense[]) => Float64Array;
  /** Its values on one side of a point say nothing about the other side. */
  readonly branches?: true;
  /** What is known of every entry. */
  readonly values?: 'positive' | 'nonnegative';
  /** No value is greater in magnitude than 1, nor, unless it is reached, equal to it. */
  readonly bound?: 'below one' | 'one';
  /** The imaginary parts of the entries are added up, none with a weight above 1. */
  readonly averages?: true;
  readonly printing: OperationPrinting;
  /** How many operations it takes beside its decomposition; without it that is not counted. */
  readonly operations?: OperationTerms;
  /** The rule that a derivation names: its words and, where it was read in one, its source. */
  readonly rule?: { readonly id: OperationRuleId; readonly words: string; readonly source: string | null };
}

/** Why there is no derivative, and what to write instead, in sentences. */
export interface RefusedDerivative {
  readonly refused: string;
  readonly instead: string;
}

export type OperationDerivative = <T>(algebra: TensorAlgebra<T>, value: T, ...operands: readonly T[]) => readonly DerivativeTerm<T>[];

/** A whole multiple of a contraction. */
export interface DerivativeTerm<T> {
  readonly coefficient: number;
  readonly subscripts: string;
  readonly factors: readonly T[];
}

export const isNoValue = (value: Parts | NoValue): value is NoValue => 'reason' in value;

/** `name(a, b)` in every notation. */
export function calledBy(name: string, python: string, words: string): OperationPrinting {
  return {
    words,
    unicode: operands => `${name}(${operands.join(', ')})`,
    latex: operands => `\\operatorname{${name}}\\left(${operands.join(', ')}\\right)`,
    python,
  };
}
