/**
 * The typed tree: what a syntax tree means. Every ambiguity of the surface is decided, every node has a shape, and the
 * operations are few. Lowering (to tensors) and the certificate (to numbers) both start here, and only here.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ElementwiseFunction } from '../operations/elementwise.ts';
import type { MatrixFunctionName } from '../operations/matrixFunctions.ts';
import type { UnaryMatrixOperation } from '../operations/matrixOperations.ts';
import type { NormName } from '../operations/norms.ts';
import type { OperationName } from '../operations/tensorOperations.ts';
import type { Expression, Property, Span, Statement, SyntaxProblem } from '../syntax/tree.ts';
import type { TypeTable } from './typeTable.ts';

/**
 * A shape of the surface language, which alone knows rows from columns. A tensor's axes are (rows…, columns…).
 * scalar ([], []) · vector ([n], []) · row ([], [n]) · matrix ([m], [n]) · tensor ([m, n, p], []).
 * A grouped side stands for one axis that was flattened: vec of an m×n matrix is the vector ([n, m], []), columns
 * stacked (the last axis runs fastest); kron of m×n and p×q is the matrix ([m, p], [n, q]).
 */
export interface Shape {
  readonly kind: 'scalar' | 'vector' | 'row' | 'matrix' | 'tensor';
  readonly rows: readonly Dimension[];
  readonly columns: readonly Dimension[];
}

/** A name: declared, inferred or defined. One object a name and scope. */
export interface TypedSymbol {
  /** Canonical. */
  readonly name: string;
  /** As first written (`theta` stays `theta`). */
  readonly written: string;
  readonly shape: Shape;
  readonly properties: ReadonlySet<Property>;
  /** What a defined name stands for. */
  readonly definition: Typed | null;
  /** Opaque functions: the shapes of the arguments. */
  readonly domain: readonly Shape[] | null;
  /** A definition with parameters, `L(e) := …`: their names. */
  readonly parameters?: readonly string[];
  /** As it was written, where it is not written by indices: a call with other arguments types it anew. */
  readonly body?: Expression;
  readonly origin: 'declared' | 'inferred' | 'defined' | 'function';
  readonly span: Span;
}

/** A free or summed index: its name and the size it runs over. */
export interface IndexSymbol {
  readonly name: string;
  readonly size: Dimension;
}

export type MatrixFunction = MatrixFunctionName;

interface Base {
  readonly shape: Shape;
  readonly span: Span;
}
export type Typed = Base &
  (
    | { readonly op: 'number'; readonly text: string; readonly value: number }
    | { readonly op: 'constant'; readonly name: 'pi' | 'e' }
    /** A size used as a number. */
    | { readonly op: 'dimension'; readonly dimension: Dimension }
    | { readonly op: 'variable'; readonly symbol: TypedSymbol }
    /** A defined name; what it stands for is symbol.definition. */
    | { readonly op: 'reference'; readonly symbol: TypedSymbol }
    | { readonly op: 'zeros' | 'ones' | 'identity'; readonly args: readonly [] }
    /** comm(m,n), m·n × m·n: comm(m,n) vec(X) = vec(Xᵀ) for X m×n. Shape ([m, n], [n, m]). */
    | { readonly op: 'commutation'; readonly m: Dimension; readonly n: Dimension }
    | { readonly op: 'add' | 'subtract'; readonly args: readonly [Typed, Typed] }
    | { readonly op: 'negate'; readonly args: readonly [Typed] }
    /** Repeats a scalar, a vector over columns or a row over rows, to the shape of the node. */
    | { readonly op: 'broadcast'; readonly args: readonly [Typed] }
    /** Contracts the columns of the left with the rows of the right; a scalar scales; a column times a row is the outer product. */
    | { readonly op: 'multiply'; readonly args: readonly [Typed, Typed] }
    /** By a scalar. */
    | { readonly op: 'divide'; readonly args: readonly [Typed, Typed] }
    /** Entry by entry; both have the same axes (scalars were broadcast). */
    | { readonly op: 'hadamard' | 'hadamardDivide'; readonly args: readonly [Typed, Typed] }
    | { readonly op: 'kronecker'; readonly args: readonly [Typed, Typed] }
    /** Entry by entry, the exponent a scalar or of the same shape. A power of a scalar is this one too. */
    | { readonly op: 'elementwisePower'; readonly args: readonly [Typed, Typed] }
    /** Of a square matrix, integer exponent (0 and negative too). */
    | { readonly op: 'matrixPower'; readonly args: readonly [Typed]; readonly exponent: number }
    /** Of a square matrix, the exponent a scalar with a name in it: `X^k`, `X^(k - 1)`. Where it is no whole number, the principal power. */
    | { readonly op: 'symbolicMatrixPower'; readonly args: readonly [base: Typed, exponent: Typed] }
    | { readonly op: 'transpose'; readonly args: readonly [Typed] }
    /** What they are stands in their rows in src/operations. */
    | { readonly op: UnaryMatrixOperation; readonly args: readonly [Typed] }
    | { readonly op: 'norm'; readonly args: readonly [Typed]; readonly norm: NormName }
    | { readonly op: 'elementwise'; readonly args: readonly [Typed]; readonly function: ElementwiseFunction }
    | { readonly op: 'matrixFunction'; readonly args: readonly [Typed]; readonly function: MatrixFunction }
    /** A function of whole matrices or vectors, of which all is said in its row in src/operations. */
    | { readonly op: 'operation'; readonly args: readonly Typed[]; readonly name: OperationName }
    /** Entries and slices of a tensor: a literal index (from 1), an index name in scope, or null for the whole axis. */
    | { readonly op: 'entry'; readonly args: readonly [Typed]; readonly indices: readonly (number | IndexSymbol | null)[] }
    /** Blocks, row by row. One column of scalars is a vector. */
    | { readonly op: 'stack'; readonly args: readonly Typed[]; readonly rows: number; readonly columns: number }
    /** Σ over an index of a body that uses it. */
    | { readonly op: 'sumOver'; readonly args: readonly [Typed]; readonly index: IndexSymbol }
    /** The tensor whose entry at these free indices is the scalar body: `F[i,l] = …`. One index gives a vector, two a matrix. */
    | { readonly op: 'fromEntries'; readonly args: readonly [Typed]; readonly indices: readonly IndexSymbol[] }
    /** An opaque function. */
    | { readonly op: 'apply'; readonly function: TypedSymbol; readonly args: readonly Typed[] }
    /** ∂(of)/∂(wrt…) in the layout that is in force, inside a chain: `2 eᵀ de/dθ`. */
    | { readonly op: 'derivative'; readonly query: TypedQuery }
  );

export type Layout = 'numerator' | 'denominator';

/** What is asked: the derivative of an expression by one symbol an order. */
export interface TypedQuery {
  readonly of: Typed;
  /** Free indices of a sliced numerator, ∂K_pq/∂R: `of` is then an entry node. */
  readonly wrt: readonly TypedSymbol[];
  /** ∂f/∂x_1, ∂f_i/∂A_ij, ∂f_i/∂A_{i,:}: indices of the denominator, one list an order; null for the whole symbol. */
  readonly wrtIndices: readonly (readonly (number | IndexSymbol | null)[] | null)[];
  /** `gradient` (nabla) is denominator layout for vectors whatever is in force. */
  readonly layout: Layout;
  /** The layout was asked for by the notation (∇), not by the directive. */
  readonly layoutForced: boolean;
  readonly shape: Shape;
  readonly span: Span;
}

export type Problem = SyntaxProblem & {
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
};

export interface TypedMember {
  readonly expression: Typed | null;
  readonly span: Span;
  /** The offset in the text at which this member's line starts: a chain over lines has a claim a line. */
  readonly lineStart: number;
  /** Where `*` was read both ways (host comments): the other reading, where it conforms and differs. */
  readonly otherReading?: Typed;
  /**
   * With the derivatives inside it in another layout, where it conforms so: dL/dw = Xᵀ dL/dr, and the mixed one of gradients
   * as columns beside numerator-layout Jacobians, dL/dw = (dr/dw)ᵀ dL/dr.
   */
  readonly otherLayouts?: readonly Typed[];
}

/** One statement, understood. `problems` has the syntax problems too. */
export interface TypedStatement {
  readonly tree: Statement;
  readonly layout: Layout;
  /** From where its indices count, and those of what is printed of it. */
  readonly base: 0 | 1;
  readonly problems: readonly Problem[];
  readonly symbols: readonly TypedSymbol[];
  readonly meaning:
    | { readonly kind: 'declaration' | 'directive' | 'malformed' }
    /** `members`: the rest of a chain `L = a = b`, each claimed to equal the one before, the first of them the value. */
    | { readonly kind: 'definition'; readonly symbol: TypedSymbol; readonly value: Typed | null; readonly members?: readonly TypedMember[] }
    /** `y = Φθ` with y declared: holds as data, nothing is substituted. */
    | { readonly kind: 'equation'; readonly left: TypedSymbol; readonly right: Typed | null; readonly members?: readonly TypedMember[] }
    | { readonly kind: 'query'; readonly query: TypedQuery | null }
    | { readonly kind: 'claim'; readonly query: TypedQuery | null; readonly members: readonly TypedMember[] }
    | { readonly kind: 'equality'; readonly left: Typed | null; readonly right: Typed | null }
    | { readonly kind: 'expression'; readonly expression: Typed | null };
  /** Every typed node of the statement by its syntax node, for hovers. */
  readonly types: TypeTable;
}

export interface TypedProgram {
  readonly statements: readonly TypedStatement[];
  /** The names known at the end. */
  readonly symbols: ReadonlyMap<string, TypedSymbol>;
}
