/** What a row of the functions of each entry holds. */

import type { ComplexAlgebra, ComplexNumber, EntrywiseAlgebra, ModularAlgebra } from './algebras.ts';
import type { CodeSpellings } from './codeSpelling.ts';
import type { Spelled } from './spelling.ts';

interface Named extends Spelled {
  /** A letter that usually stands for it, which is said where it is read before a bracket. */
  readonly letter?: string;
  /** Spellings that prose uses as words, where they are no sign of mathematics. */
  readonly wordsOfProse?: string;
  /** What someone who writes it of a square matrix may have meant. */
  readonly matrixCounterpart?: 'expm' | 'logm' | 'sqrtm';
}

/** What the certificate evaluates. It trusts these alone: nothing here may be made from the derivative. */
interface Evaluated {
  /** NaN outside its domain. */
  readonly real: (x: number) => number;
  /** Analytic near the real axis, on the branch on which the real part lies; NaN outside the domain. */
  readonly complex: <Z extends ComplexNumber>(c: ComplexAlgebra<Z>, z: Z) => Z;
  /** Its values on one side of a point say nothing about the other side. */
  readonly branches?: true;
}

/**
 * How it is set in TeX: a command before a bracket, a command with the argument in braces, or a fence around it.
 * Without: `\operatorname{name}` before a bracket.
 */
export type LatexOfFunction = { readonly command: string } | { readonly braces: string } | { readonly fence: readonly [open: string, close: string] };

/** A function that the tensors have as a node. */
export interface PrimitiveRow extends Named, Evaluated {
  /** f′(u), from the argument and the value f(u). At a kink the value is a choice, which `condition` says. */
  readonly derivative: <T>(a: EntrywiseAlgebra<T>, u: T, f: T) => T;
  /** The rule that a derivation names: a frozen id, its words and, where it was read in one, its source. */
  readonly rule?: { readonly id: string; readonly words: string; readonly source: string | null };
  /** Where a derivative with this function in it holds: u > 0, u ≠ 0 (a kink there), |u| < 1, off the poles. */
  readonly condition?: 'positive' | 'kink' | 'inside-unit' | 'no-pole';
  /** f(0), where it is rational. */
  readonly atZero?: number | readonly [numerator: number, denominator: number];
  /** f(−u) is −f(u), f(u), 1 − f(u), f(u) − u. */
  readonly ofNegative?: 'odd' | 'even' | 'complement' | 'less-argument';
  /** What is known of every value. */
  readonly values?: 'positive' | 'nonnegative';
  /** No value is greater in magnitude than 1, nor, unless it is reached, equal to it. */
  readonly bound?: 'below one' | 'one';
  /** Every value has the sign of u. */
  readonly keepsSign?: true;
  /** A power series that converges everywhere, no coefficient of which is negative. */
  readonly nonnegativeSeries?: true;
  /** A convex function, which the derivative does not show at its kink. */
  readonly convexKink?: true;
  /** f(u) = u for u ≥ 0 */
  readonly keepsNonnegative?: true;
  /** f(u) = 1 for u > 0 */
  readonly oneOfPositive?: true;
  /** Every value is its own square: 0 or 1. */
  readonly idempotent?: true;
  /** f(g(u)) = u for the function of this name, wherever g is defined. */
  readonly undoes?: string;
  /** Modulo a prime; without it random, and odd where `ofNegative` says so. */
  readonly modular?: (m: ModularAlgebra, u: number) => number;
  readonly latex?: LatexOfFunction;
  /** In the languages of the generated code. */
  readonly code: CodeSpellings;
}

/** A function that is an expression of others. */
export interface DefinedRow extends Named, Evaluated {
  readonly definition: <T>(a: EntrywiseAlgebra<T>, u: T) => T;
  /** How it is set where a form keeps it; without it the expression is printed. */
  readonly latex?: LatexOfFunction;
}

export type ElementwiseRow = PrimitiveRow | DefinedRow;
