/**
 * The syntax tree of the language `mc`. It keeps what was written (spelling, order, brackets), so that a printer or a
 * formatter can give it back. An error node is a node: parsing never fails.
 */

import type { NormKind } from '../operations/norms.ts';

/** UTF-16 offsets into the text that was parsed, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Base {
  readonly span: Span;
}

/** How a product, a transpose … was spelled; printing and formatting need it, meaning does not. */
export type BinaryOperator =
  | 'add'
  | 'subtract'
  /** juxtaposition: `A x`, `2x` */
  | 'juxtapose'
  /** `*`: a product in `.mc`, either reading in a host comment */
  | 'star'
  /** `@ · \cdot %*% ×`: always the (matrix) product */
  | 'multiply'
  /** `/` and `\frac{a}{b}` */
  | 'divide'
  /** `A \ b`: solve */
  | 'solve'
  /** `.* ⊙ ∘ \odot` */
  | 'hadamard'
  /** `./ ⊘` */
  | 'hadamardDivide'
  /** `.^` */
  | 'hadamardPower'
  /** `⊗ \otimes` */
  | 'kronecker'
  /** `^`, superscripts and `**` where the exponent is an expression and none of the postfix forms */
  | 'power';

export interface NumberNode extends Base {
  readonly kind: 'number';
  /** Decimal text as written, without digit separators: `0.5`, `1e-3`, `½` becomes `0.5`. */
  readonly text: string;
  readonly value: number;
}
export interface NameNode extends Base {
  readonly kind: 'name';
  /** Canonical: NFC, Greek letters as letters (`theta`, `\theta` → `θ`), homoglyphs folded, `\hat{x}` → `x̂`, `x₁` not declared → `x_1`. */
  readonly name: string;
  /** As in the source. */
  readonly written: string;
}
export interface UnaryNode extends Base {
  readonly kind: 'unary';
  readonly operator: 'negate' | 'plus';
  readonly operand: Expression;
}
export interface BinaryNode extends Base {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly operatorSpan: Span;
}
/** `'`, `ᵀ`, `⁻¹`, `^{-T}`, `^†`. */
export interface PostfixNode extends Base {
  readonly kind: 'postfix';
  readonly operator: 'transpose' | 'inverse' | 'inverseTranspose' | 'pseudoInverse';
  readonly operand: Expression;
  readonly operatorSpan: Span;
}
/** A function applied to arguments. `callee` is canonical (`trace` for `tr`, `np.trace`, `\operatorname{tr}`) where built in, else the name. */
export interface CallNode extends Base {
  readonly kind: 'call';
  readonly callee: string;
  readonly calleeSpan: Span;
  readonly builtin: boolean;
  readonly arguments: readonly Expression[];
  /** The last argument is an axis, counted from 0. */
  readonly hasAxis?: true;
}
/** `‖x‖_F`, `||x||_2^2` (the power is a binary node around it), `norm(x)`. */
export interface NormNode extends Base {
  readonly kind: 'norm';
  readonly norm: NormKind;
  readonly operand: Expression;
}
/** `|A|`: determinant of a square matrix, absolute value otherwise. */
export interface BarsNode extends Base {
  readonly kind: 'bars';
  readonly operand: Expression;
}
export type Index = Expression | { readonly kind: 'colon'; readonly span: Span };
/** `x_1`, `A_{ij}`, `A[i,:]`, `A(1,2)`: components of a declared tensor. */
export interface IndexNode extends Base {
  readonly kind: 'index';
  readonly operand: Expression;
  readonly indices: readonly Index[];
  readonly style: 'subscript' | 'bracket' | 'parenthesis';
}
/** `[a b; c d]`: rows of entries. */
export interface MatrixNode extends Base {
  readonly kind: 'matrix';
  readonly rows: readonly (readonly Expression[])[];
  /** true where the columns of some row are separated by spaces alone, so that the product reading is possible too. */
  readonly spaced: boolean;
  /** For a spaced row the reading as products, one entry a row; the shapes decide. */
  readonly products?: readonly (readonly Expression[])[];
}
/** `dL/dθ`, `∂²L/∂θ∂Φ`, `∇_θ L`, `derivative(L, θ, Φ)`, `gradient(L, θ)`, `∂K_pq/∂R_ij`. */
export interface DerivativeNode extends Base {
  readonly kind: 'derivative';
  readonly form: 'quotient' | 'nabla' | 'derivative' | 'gradient' | 'jacobian' | 'hessian';
  readonly of: Expression;
  /** One entry an order: d²L/dθ² has θ twice. Empty for `∇L`. A name or an index node. */
  readonly wrt: readonly Expression[];
  /** `∂²L/∂θ∂θᵀ`: the transpose only says the layout. */
  readonly transposedDenominator?: boolean;
  /** The `θ` of `dL(θ)/dθ`, which only says what L depends on. */
  readonly argument?: NameNode;
  /** `∂vec(F)/∂vec(X)ᵀ`: `of` is F and `wrt` X, and the result is meant in its vec form. */
  readonly vectorised?: boolean;
}
/** `sum_i A_ij x_j`, `Σ_{i=1}^n`, `\sum`. */
export interface SumNode extends Base {
  readonly kind: 'sum';
  readonly index: string;
  readonly indexSpan: Span;
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly body: Expression;
}
/** Brackets the user wrote; meaningless, kept for printing. */
export interface GroupNode extends Base {
  readonly kind: 'group';
  readonly body: Expression;
}
/** `dX`, `dL_dW`, `grad_W`, `W̄` on the left of an adjoint claim or inside one. */
export interface AdjointNode extends Base {
  readonly kind: 'adjoint';
  readonly of: string;
  readonly written: string;
  /** Where the name of the quantity stands in it. */
  readonly ofSpan: Span;
  /** The name of the adjoint where a shape was declared for it. */
  readonly declared?: string;
}
export interface ErrorNode extends Base {
  readonly kind: 'error';
  readonly parts: readonly Expression[];
}
export type Expression =
  | NumberNode
  | NameNode
  | UnaryNode
  | BinaryNode
  | PostfixNode
  | CallNode
  | NormNode
  | BarsNode
  | IndexNode
  | MatrixNode
  | DerivativeNode
  | SumNode
  | GroupNode
  | AdjointNode
  | ErrorNode;

export type Property =
  | 'symmetric'
  | 'skew-symmetric'
  | 'positive definite'
  | 'positive semidefinite'
  | 'negative definite'
  | 'negative semidefinite'
  | 'diagonal'
  | 'lower triangular'
  | 'upper triangular'
  | 'orthogonal'
  | 'invertible'
  | 'idempotent'
  | 'positive'
  | 'nonnegative'
  | 'constant';

/** The sizes of a declaration: `ℝ^{m×n}` has two, a vector one, a scalar none. A size is an expression over names and integers. */
export interface ShapeNode extends Base {
  readonly sizes: readonly Expression[];
}
export interface DeclaredName extends Base {
  readonly name: string;
  readonly written: string;
}
interface StatementBase extends Base {
  /** The statement's own text, trimmed. */
  readonly source: string;
}
export interface Declaration extends StatementBase {
  readonly kind: 'declaration';
  readonly names: readonly DeclaredName[];
  /** null where only properties are stated (`A is symmetric`), and where the shape cannot be read, which is a problem. */
  readonly shape: ShapeNode | null;
  /** `f : ℝ^n → ℝ^m`: the shapes of the arguments; `shape` is then the result's. */
  readonly domain: readonly ShapeNode[] | null;
  readonly properties: readonly { readonly property: Property; readonly span: Span }[];
}
export interface Definition extends StatementBase {
  readonly kind: 'definition';
  readonly target: DeclaredName;
  /** `L(e) := …` */
  readonly parameters: readonly DeclaredName[];
  /** `F[i,l] = …`, `f_i = …`: free indices on the left. */
  readonly indices: readonly { readonly name: string; readonly span: Span }[];
  /** `:=` always defines; `=` may be an equation where the name is declared. */
  readonly operator: '=' | ':=';
  readonly value: Expression;
  /** `L = a = b`: what is claimed to equal the value, each the one before. */
  readonly furtherMembers?: readonly Expression[];
  /** Where the lines of the further members start, one each. */
  readonly furtherLineStarts?: readonly number[];
}
export interface Query extends StatementBase {
  readonly kind: 'query';
  readonly expression: Expression;
  /** `solve … = 0`: where it is 0 is asked for too. */
  readonly isSolved?: true;
  /** The `θ` of `solve(dL/dθ = 0, θ)`. */
  readonly solvedFor?: NameNode;
}
/** A query `=` an expression, or a chain of them; member 0 is the left side. */
export interface Claim extends StatementBase {
  readonly kind: 'claim';
  readonly members: readonly Expression[];
  /** The members that stand on a continuation line that begins with `=` are claims of their own, on their own line. */
  readonly memberLineStarts: readonly number[];
  readonly adjoint: boolean;
  /** `dL/dw = dL/do * do/dz * dz/dw`: derivatives alone. Where none of them has a known value it is no claim. */
  readonly mnemonic?: boolean;
}
export interface Equality extends StatementBase {
  readonly kind: 'equality';
  readonly left: Expression;
  readonly right: Expression;
}
export interface Directive extends StatementBase {
  readonly kind: 'directive';
  readonly name: 'layout' | 'base' | 'off' | 'on';
  readonly value: string;
}
/** An expression that stands alone: it has a shape and nothing else. */
export interface Bare extends StatementBase {
  readonly kind: 'expression';
  readonly expression: Expression;
}
export interface Malformed extends StatementBase {
  readonly kind: 'malformed';
  /** Of an equation between two expressions, `A x = b`, which nothing is known to say. */
  readonly sides?: readonly Expression[];
}
export type Statement = Declaration | Definition | Query | Claim | Equality | Directive | Bare | Malformed;

/** What is wrong, where, and what to do. Codes are frozen. */
export interface SyntaxProblem {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** A replacement that would mend it. */
  readonly fixes?: readonly { readonly title: string; readonly span: Span; readonly text: string }[];
}

/** What the parser must know of the names before the statement it reads: declared names win over cleverer readings. */
export interface KnownNames {
  /** undefined where the name is neither declared nor defined. */
  lookup(canonicalName: string): KnownName | undefined;
}
export interface KnownName {
  /** Number of axes, null where not known yet. */
  readonly order: 0 | 1 | 2 | 3 | number | null;
  /** Declared with an arrow or defined with parameters. */
  readonly isFunction: boolean;
  /** Only the name of a size: a number, but nobody's variable. */
  readonly isSize?: boolean;
  /** Stands for an expression: by a definition, or by an equation of a declared name. */
  readonly isDefined?: boolean;
}
export interface ParsedStatement {
  readonly statement: Statement;
  readonly problems: readonly SyntaxProblem[];
}
