/** Every entry of a derivative against differences of what is differentiated, at one point that a person chose. */

import { axesOf, expandRepeated } from './bothSides.ts';
import { toleranceOf } from './certificate.ts';
import type { ChosenSides } from './chosenPoint.ts';
import type { Entries } from './denseMatrix.ts';
import { directionalDerivative, evaluationsOf, stepsOf, underflowOf } from './differences.ts';
import { DrawAgain, NotEvaluable } from './failures.ts';
import { messagesOfValues as messages } from './messagesOfValues.ts';
import { costOf } from './typedEvaluation.ts';

export interface GradientCheck {
  readonly method: 'complex-step' | 'central-difference';
  readonly verdict: 'agrees' | 'differs' | 'undecided';
  /** Of the undecided. */
  readonly reason: string | null;
  /** Entries that were compared. */
  readonly compared: number;
  /** max |difference| / max |entry| */
  readonly relativeError: number;
  readonly tolerance: number;
  /** Of every axis: those of the value, then those of the variables. */
  readonly lengths: readonly number[];
  readonly value: Entries;
  /** Row-major over the axes; not a number off the diagonal of a letter that occurs twice. */
  readonly derivative: Entries;
  readonly differences: Entries;
}

/** Entries of all intermediate values that all differences together may take. */
const workLimit = 8_000_000;

/** A text says why nothing can be compared. */
export function checkGradient(sides: ChosenSides): GradientCheck | string {
  const { source, slots, evaluator, derived, point, base } = sides;
  const { query, program } = source;
  const order = query.wrt.length;
  const axes = axesOf(query.of, evaluator.value, slots, point.sizes);
  const derivative = expandRepeated(derived, axes);
  if (derivative === null) return messages.notCompared;
  const outputs = evaluator.value.re.length;
  const columns = slots.reduce((product, slot) => product * slot.positions.length, 1);
  if (columns * evaluationsOf(order) * costOf(program, point.sizes) > workLimit) return messages.tooLarge;
  const method = order > 1 || program.innerOrder > 0 ? 'central-difference' : 'complex-step';
  const tolerance = toleranceOf(order + program.innerOrder);
  const differences = new Float64Array(derivative.length);
  let [uncertainty, trend, noise, isAtKink] = [0, 0, derived.noise, false];
  try {
    for (let column = 0; column < columns; column++) {
      const moves = movesTo(column);
      const found = directionalDerivative(evaluator, base, moves, stepsOf(order)[order > 1 ? 1 : 0]);
      for (let output = 0; output < outputs; output++) differences[output * columns + column] = found.value[output]!;
      [uncertainty, trend, noise] = [Math.max(uncertainty, found.uncertainty), Math.max(trend, found.trend), Math.max(noise, found.noise)];
      isAtKink ||= found.isAtKink;
    }
  } catch (failure) {
    if (failure instanceof NotEvaluable) return failure.message;
    if (failure instanceof DrawAgain) return messages.unsettled;
    throw failure;
  }
  let [gap, scale, compared] = [0, 0, 0];
  for (const [at, expected] of derivative.entries()) {
    if (Number.isNaN(expected)) continue;
    compared += 1;
    gap = Math.max(gap, Math.abs(expected - differences[at]!));
    scale = Math.max(scale, Math.abs(expected), Math.abs(differences[at]!));
  }
  const isNothing = gap <= underflowOf(order, stepsOf(order)[0]!);
  const relativeError = isNothing || scale === 0 ? 0 : gap / scale;
  const lengths = axes.map(axis => axis.size);
  const result = { method, compared, relativeError, tolerance, lengths, value: evaluator.value.re, derivative, differences } as const;
  if (isAtKink) return { ...result, verdict: 'undecided', reason: messages.onKink };
  if (relativeError <= tolerance) return { ...result, verdict: 'agrees', reason: null };
  if (uncertainty > tolerance * Math.max(scale, trend)) return { ...result, verdict: 'undecided', reason: messages.unsettled };
  if (gap <= noise) return { ...result, verdict: 'undecided', reason: messages.withinRounding(relativeError.toExponential(1)) };
  return { ...result, verdict: 'differs', reason: null };

  function movesTo(column: number) {
    let rest = column;
    return slots
      .toReversed()
      .map(slot => {
        const unit = new Float64Array(slot.positions.length);
        unit[rest % slot.positions.length] = 1;
        rest = Math.floor(rest / slot.positions.length);
        return { name: slot.name, direction: slot.spread(unit) };
      })
      .toReversed();
  }
}
