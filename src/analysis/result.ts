/** The results that `nabla … --json` prints, that `analyze` returns and that the editor shows. Version 1. */

import type { Code, LanguageId } from '../code/input.ts';

export type { Code, CodeParameter, LanguageId } from '../code/input.ts';

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly range: Range;
  readonly fixes?: readonly { readonly title: string; readonly range: Range; readonly text: string; readonly preferred?: boolean }[];
}
export interface Printed {
  readonly unicode: string;
  readonly latex: string;
}
export interface Certificate {
  readonly verdict: 'verified' | 'pending';
  readonly method: 'complex-step' | 'central-difference' | null;
  readonly points: number;
  readonly maxRelativeError: number | null;
}
/** Convexity in the variable that a scalar is differentiated by. */
export interface CurvatureResult {
  readonly kind: 'convex' | 'strictly convex' | 'concave' | 'strictly concave' | 'affine' | 'unknown';
  /** Under these conditions it is strictly so; null where it is not known to be, or where it is so without a condition. */
  readonly strictWhere: readonly string[] | null;
  /** `convex in θ` */
  readonly summary: string;
  /** Which part is what, in words. */
  readonly reason: string;
  /** Its parts one by one. */
  readonly reasons: readonly string[];
  /** All of it on one line. */
  readonly text: string;
}
/** Where the derivative of a scalar is 0, for a derivative that is linear in the variable. */
export interface StationaryResult {
  readonly verdict: 'solved' | 'refused';
  /** `θ = …`, or `vec(X) = …` with stacked columns. */
  readonly solution: Printed | null;
  /** Where it holds. */
  readonly conditions: readonly string[];
  /** What the only stationary point is. */
  readonly extremum: 'minimum' | 'maximum' | 'unknown';
  /** `the only minimum` */
  readonly extremumText: string;
  /** All of it on one line; of what is refused the reason. */
  readonly text: string;
}
/** Multiplications and additions as a polynomial in the sizes, and its terms of the highest degree. */
export interface OperationCount {
  readonly text: string;
  readonly leading: string;
}
/** What it takes to compute a result, shared parts once; null where the sizes do not decide it. */
export interface OperationCounts {
  readonly value: OperationCount | null;
  readonly derivative: OperationCount | null;
  /** Both together. */
  readonly together: OperationCount | null;
  /** Of a scalar that is differentiated once, by one variable. */
  readonly hessian: OperationCount | null;
  /** What the derivative is called. */
  readonly name: 'gradient' | 'hessian' | 'derivative';
  /** All of it on one line. */
  readonly text: string;
}
/** What a result says beside its value. Each is worked out when it is first read; null where there is nothing to say. */
export interface ResultProperties {
  /** Of a scalar by one variable. */
  readonly curvature: CurvatureResult | null;
  /** Of a scalar's first derivative by one variable. */
  readonly stationaryPoint: StationaryResult | null;
  /** null where the program of the code is not loaded, and where nothing is differentiated. */
  readonly operations: OperationCounts | null;
}
export interface DerivativeResult {
  /** `both` for a scalar by a matrix and a matrix by a scalar: the shape of X in both layouts. */
  readonly layout: 'numerator' | 'denominator' | 'both';
  readonly axes: { readonly of: readonly string[]; readonly wrt: readonly (readonly string[])[] };
  /** `1×D`, `M×(M×N)`, `(N×N)×(M×N)` */
  readonly shape: string;
  readonly matrix: Printed | null;
  readonly index: Printed;
  /** Order 3 and 4, and Hessians by a matrix. */
  readonly vec: Printed | null;
  /** The lecture's table, where deltas split the index form: value and condition of each case. */
  readonly cases: readonly { readonly value: Printed; readonly condition: string }[] | null;
  /**
   * By a matrix declared symmetric, skew-symmetric or diagonal: `matrix` treats its entries as independent; these do not,
   * each named by what it is.
   */
  readonly structured?: readonly { readonly convention: string; readonly matrix: Printed }[] | undefined;
  /** Conditions under which the result holds. */
  readonly validity: readonly string[];
  readonly certificate: Certificate;
  /** Each is made when it is first read. */
  readonly code: Readonly<Record<LanguageId, Code>>;
  /** Not listed among the fields, so that JSON has it only where it is asked for. */
  readonly properties?: ResultProperties;
}
export interface StatementResult {
  readonly kind: 'declaration' | 'definition' | 'query' | 'claim' | 'equality' | 'directive' | 'expression';
  /** From 1. */
  readonly line: number;
  readonly source: string;
  readonly range: Range;
  /** In a notebook: the cell, and the line in it, both from 1; `line` and `range` are those of the file. */
  readonly cell?: { readonly number: number; readonly line: number };
  readonly status: 'ok' | 'error' | 'unsupported' | 'withheld';
  readonly diagnostics: readonly Diagnostic[];
  /** `ℝ^{m×n}`, `ℝ^n` or `ℝ`, where the statement has a shape. */
  readonly shape: string | null;
  readonly derivative?: DerivativeResult | null;
  /** Of `solve dL/dθ = 0`, once the derivative is checked. */
  readonly solution?: StationaryResult | null;
  readonly claim?: {
    readonly verdict: 'verified' | 'refuted' | 'other-layout' | 'unknown';
    readonly diagnosis: string | null;
    readonly correct: string | null;
    /** Where the claim is right by a convention for structured matrices, its name. */
    readonly convention?: string;
  };
  readonly equality?: { readonly verdict: 'equal' | 'different' | 'unknown'; readonly witness: string | null };
}
export interface FileResult {
  readonly file: string;
  readonly statements: readonly StatementResult[];
}
export interface Output {
  readonly version: 1;
  readonly files: readonly FileResult[];
}

/** Whether a withheld result disagrees with its check; otherwise the check came to no end, which its diagnostic explains. */
export const isDefect = ({ diagnostics }: StatementResult): boolean => diagnostics.some(({ code, severity }) => code === 'withheld' && severity === 'error');

/** A derivative as an object that lists its fields, all but its properties: whatever was not made yet is made. */
export function fieldsOf(derivative: DerivativeResult): DerivativeResult {
  const { layout, axes, shape, matrix, index, vec, cases, validity, structured, certificate, code } = derivative;
  return { layout, axes, shape, matrix, index, vec, cases, validity, ...(structured ? { structured } : {}), certificate, code };
}
