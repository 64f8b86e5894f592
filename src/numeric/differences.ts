/**
 * Derivatives of a program by differences: the last order by a complex step, f′(x) = Im f(x + ih)/h, which has no
 * cancellation (Squire and Trapp 1998); every order before it by a central difference of sixth order.
 */

import type { Entries } from './denseMatrix.ts';
import type { Assignment, Evaluator } from './typedEvaluation.ts';
import type { Value } from './values.ts';

/** A move of one name along a direction with as many entries. */
export interface Move {
  readonly name: string;
  readonly direction: Entries;
}

export interface DirectionalDerivative {
  /** Row-major over the axes of the expression. */
  readonly value: Entries;
  /** How far the differences of fourth and sixth order are apart: 0 for the first order, which is exact. */
  readonly uncertainty: number;
  /** How far those of second and fourth order are apart, which a derivative that is 0 is measured by. */
  readonly trend: number;
  /** What rounding may have added. */
  readonly noise: number;
  /** The direction leads through a kink. */
  readonly isAtKink: boolean;
}

/** How far the point is moved: by real shifts for all orders but the last, into the imaginary for that one. */
export interface Steps {
  readonly central: number;
  readonly complex: number;
}

/** The larger ones leave less rounding; the smaller ones are for functions that vary quickly, and beside kinks. */
const centralSteps = [0.02, 0.005, 0.001] as const;
/** Small enough that its square vanishes beside 1 in a double. */
const complexStep = 1e-20;
/** By order of the derivative, the steps to take one after the other. */
export const stepsOf = (order: number): readonly Steps[] =>
  centralSteps.slice(0, order > 1 ? undefined : 1).map(central => ({ central, complex: complexStep }));
/** Beside it truncation is smaller by 8 digits, and a derivative as large as before. */
export const withFinerComplexStep = (steps: Steps): Steps => ({ ...steps, complex: steps.complex * 1e-4 });

/** What is below it has lost its digits in the imaginary part, and says nothing of a derivative of this order: erf far out. */
export const underflowOf = (order: number, { central, complex }: Steps): number => (1e4 * Number.MIN_VALUE) / complex / central ** Math.max(0, order - 1);

interface Stencil {
  readonly offset: number;
  /** Of the sixth order. */
  readonly weight: number;
  /** Of the fourth order. */
  readonly coarse: number;
  /** Of the second order. */
  readonly coarsest: number;
}
const stencil: readonly Stencil[] = [1, 2, 3].flatMap(offset => {
  const weight = [3 / 4, -3 / 20, 1 / 60][offset - 1]!;
  const coarse = [2 / 3, -1 / 12, 0][offset - 1]!;
  const coarsest = [1 / 2, 0, 0][offset - 1]!;
  return [
    { offset, weight, coarse, coarsest },
    { offset: -offset, weight: -weight, coarse: -coarse, coarsest: -coarsest },
  ];
});

/** Evaluations that a derivative of this order takes. */
export const evaluationsOf = (order: number): number => stencil.length ** Math.max(0, order - 1);

/**
 * The derivative of order `moves.length` along the moves; of order 0 the value.
 * @throws DrawAgain where a shifted point has no value, AcrossKink where it lies on the other side of one
 */
export function directionalDerivative(
  evaluator: Evaluator,
  base: ReadonlyMap<string, Entries>,
  moves: readonly Move[],
  steps: Steps = stepsOf(1)[0]!,
): DirectionalDerivative {
  const last = moves.at(-1);
  if (last === undefined) return { value: evaluator.value.re, uncertainty: 0, trend: 0, noise: evaluator.noise, isAtKink: false };
  const { name: lastName, direction: lastDirection } = last;
  const earlier = moves.slice(0, -1);
  const shifts = new Array<number>(earlier.length).fill(0);
  let noise = 0;
  let isAtKink = false;
  const { fine, coarse, coarsest } = differentiate(0);
  const apart = (a: Entries, b: Entries): number => a.reduce((largest, x, i) => Math.max(largest, Math.abs(x - b[i]!)), 0);
  return {
    value: fine,
    uncertainty: apart(fine, coarse),
    trend: apart(coarse, coarsest),
    noise: Math.max(noise / steps.central ** earlier.length, underflowOf(moves.length, steps)),
    isAtKink,
  };

  /** By differences of the same order at every level: the sixth, the fourth, the second. */
  function differentiate(level: number): { readonly fine: Entries; readonly coarse: Entries; readonly coarsest: Entries } {
    if (level === earlier.length) {
      const value = complexDifference();
      return { fine: value, coarse: value, coarsest: value };
    }
    let sums: { fine: Entries; coarse: Entries; coarsest: Entries } | null = null;
    for (const point of stencil) {
      shifts[level] = point.offset * steps.central;
      const inner = differentiate(level + 1);
      const zeros = (): Entries => new Float64Array(inner.fine.length);
      sums ??= { fine: zeros(), coarse: zeros(), coarsest: zeros() };
      for (let i = 0; i < inner.fine.length; i++) {
        sums.fine[i]! += (point.weight / steps.central) * inner.fine[i]!;
        sums.coarse[i]! += (point.coarse / steps.central) * inner.coarse[i]!;
        sums.coarsest[i]! += (point.coarsest / steps.central) * inner.coarsest[i]!;
      }
    }
    shifts[level] = 0;
    return sums!;
  }

  function complexDifference(): Entries {
    const assignments = new Map<string, Assignment>();
    for (const [k, { name, direction }] of earlier.entries()) {
      const re = Float64Array.from(assignments.get(name)?.re ?? base.get(name)!);
      for (let i = 0; i < re.length; i++) re[i]! += shifts[k]! * direction[i]!;
      assignments.set(name, { re, im: null });
    }
    const re = assignments.get(lastName)?.re ?? base.get(lastName)!;
    assignments.set(lastName, { re, im: lastDirection.map(x => x * steps.complex) });
    const moved = evaluator.moved(assignments);
    noise = Math.max(noise, moved.noise / steps.complex);
    isAtKink ||= moved.isAtKink;
    return imaginaryPart(moved.value, steps.complex);
  }
}

function imaginaryPart(value: Value, step: number): Entries {
  return value.im ? value.im.map(x => x / step) : new Float64Array(value.re.length);
}
