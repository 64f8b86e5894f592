/**
 * An equation that is linear in one unknown: G(X) = M X + g = 0. Vectors by the inverse of M; matrices by A X Bᵀ = C, and where
 * several such terms are added by stacked columns, vec(A X Bᵀ) = (B ⊗ A) vec(X) (Magnus and Neudecker, 2.4; Sylvester's
 * equation: Higham, Accuracy and Stability, 16).
 */

import { dependentNodes } from '../calculus/dependence.ts';
import { differentiate } from '../calculus/differentiate.ts';
import { isZero, zero } from '../tensors/leaves.ts';
import { inverse, matrixProduct, multiplyScalars, transpose } from '../tensors/matrix.ts';
import type { TensorNode, VariableNode } from '../tensors/node.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { substitute } from '../tensors/substitute.ts';
import { linear, scale } from '../tensors/sum.ts';
import { isAffine } from './convexDomain.ts';
import { isIdentity, type KroneckerTerm, kroneckerTerms } from './kroneckerTerms.ts';

export interface LinearSolution {
  readonly kind: 'solved';
  /** M, up to a number: the axes of the equation, then those of the unknown. */
  readonly map: TensorNode;
  /** C in M X = C. */
  readonly right: TensorNode;
  /** X; null where only its stacked columns have a form. */
  readonly solution: TensorNode | null;
  /** vec(X) = (Σ B ⊗ A)⁻¹ vec(C), where `solution` is null. */
  readonly terms: readonly KroneckerTerm[] | null;
  /** Scalars that must not be 0, matrices that must be invertible. */
  readonly inverted: readonly TensorNode[];
}
export interface NotSolved {
  readonly kind: 'refused';
  readonly reason: 'absent' | 'declared' | 'nonlinear' | 'sizes' | 'order' | 'joined';
  /** What stands against it. */
  readonly of: TensorNode | null;
}

/** Facts that leave every entry free. */
const FREE: ReadonlySet<string> = new Set(['constant', 'row']);

/** @throws Refusal, BudgetExceeded, CoefficientOverflow */
export function solveLinear(equation: TensorNode, unknown: VariableNode): LinearSolution | NotSolved {
  const refused = (reason: NotSolved['reason'], of: TensorNode | null = null): NotSolved => ({ kind: 'refused', reason, of });
  if ([...unknown.facts].some(fact => !FREE.has(fact))) return refused('declared', unknown);
  const moving = dependentNodes(equation, unknown);
  if (moving.length === 0) return refused('absent');
  const isMoving = new Set(moving);
  const map = differentiate(equation, [unknown]);
  if (dependentNodes(map, unknown).length > 0) return refused('nonlinear', moving.find(node => !isAffine(node, isMoving)) ?? equation);
  if (isZero(map)) return refused('absent');
  if (equation.shape.length !== unknown.shape.length || equation.shape.some((size, axis) => size !== unknown.shape[axis])) return refused('sizes');
  const constant = substitute(equation, new Map([[unknown, zero(unknown.shape)]]));
  return solved(unknown, withoutContent(map), constant, refused);
}

function solved(
  unknown: VariableNode,
  { map, content }: { readonly map: TensorNode; readonly content: Q.Rational },
  constant: TensorNode,
  refused: (reason: NotSolved['reason'], of?: TensorNode | null) => NotSolved,
): LinearSolution | NotSolved {
  const right = scale(Q.negate(Q.reciprocal(content)), constant);
  switch (unknown.shape.length) {
    case 0:
      return { kind: 'solved', map, right, solution: multiplyScalars([power(map, Q.MINUS_ONE), right]), terms: null, inverted: [map] };
    case 1:
      return { kind: 'solved', map, right, solution: matrixProduct(inverse(map), right), terms: null, inverted: [map] };
    case 2: {
      const terms = kroneckerTerms(map);
      if (!terms) return refused('joined');
      return { kind: 'solved', map, right, ...ofTerms(terms, right) };
    }
    default:
      return refused('order', unknown);
  }
}

/** M = content · map, where the coefficients of the map are whole numbers without a common divisor and the first is positive. */
function withoutContent(map: TensorNode): { readonly map: TensorNode; readonly content: Q.Rational } {
  const terms = termsOf(map);
  const numerators = terms.map(([{ numerator }]) => Math.abs(numerator)).reduce(greatestDivisor);
  const denominators = terms.map(([{ denominator }]) => denominator).reduce((a, b) => (a / greatestDivisor(a, b)) * b);
  const content = Q.rational(numerators * (terms[0]![0].numerator < 0 ? -1 : 1), denominators);
  const divided = linear(
    terms.map(([coefficient, node]) => [Q.multiply(coefficient, Q.reciprocal(content)), node] as const),
    map.shape,
  );
  return { map: divided, content };
}

/** The terms as they were written, those of a multiple of a sum too. */
function termsOf(node: TensorNode, factor: Q.Rational = Q.ONE): readonly (readonly [Q.Rational, TensorNode])[] {
  if (node.kind !== 'sum') return [[factor, node]];
  return node.written.flatMap(k => termsOf(node.terms[k]!, Q.multiply(factor, node.coefficients[k]!)));
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/** A X Bᵀ = C has X = A⁻¹ C B⁻ᵀ. */
function ofTerms(terms: readonly KroneckerTerm[], right: TensorNode): Pick<LinearSolution, 'solution' | 'terms' | 'inverted'> {
  const [only, ...others] = terms as readonly [KroneckerTerm, ...KroneckerTerm[]];
  if (others.length > 0) return { solution: null, terms, inverted: [] };
  const after = transpose(only.right);
  const factors = [...(isIdentity(only.left) ? [] : [inverse(only.left)]), right, ...(isIdentity(after) ? [] : [inverse(after)])];
  const solution = product(
    factors,
    factors.map((_, k) => [k, k + 1]),
    [0, factors.length],
  );
  return { solution, terms: null, inverted: [only.left, after].filter(side => !isIdentity(side)) };
}
