/**
 * The difference quotients of one entry along one direction, for steps from 1 to 10⁻¹²: (f(x + h d) − f(x))/h, the central
 * (f(x + h d) − f(x − h d))/2h, and Im f(x + i h d)/h, the complex step (Squire and Trapp 1998). Of a second derivative they are
 * the quotients of the first one.
 */

import { axesOf, contractAxes, expandRepeated } from './bothSides.ts';
import type { ChosenSides } from './chosenPoint.ts';
import type { Entries } from './denseMatrix.ts';
import { stepsOf } from './differences.ts';
import { DrawAgain, NotEvaluable } from './failures.ts';
import { messagesOfValues as messages } from './messagesOfValues.ts';
import { mixHash, mulberry32 } from './random.ts';
import { type Assignment, costOf, evaluatorAt } from './typedEvaluation.ts';

export interface QuotientChoice {
  /** Among the entries of what is differentiated last; null: one whose derivative is not 0. */
  readonly output: number | null;
  /** Among the entries of the variable; `random` moves all of them. */
  readonly direction: number | 'random' | null;
}

export interface Quotients {
  /** The entries to choose from: so many outputs and directions. */
  readonly outputs: number;
  readonly directions: number;
  readonly output: number;
  readonly direction: number | 'random';
  /** From the derivative that was derived. */
  readonly derivative: number;
  /** Powers of ten, from 0 down. */
  readonly exponents: readonly number[];
  /** By step; null where the expression has no value there. */
  readonly forward: readonly (number | null)[];
  readonly central: readonly (number | null)[];
  /** null where it is not evaluated; then `complexReason` says why. */
  readonly complex: readonly (number | null)[] | null;
  readonly complexReason: string | null;
  /** The function along the direction; `start` is its value where it is differentiated. */
  readonly along: { readonly start: number | null; readonly at: readonly number[]; readonly values: readonly (number | null)[] };
}

const decades = 12;
/** Even, so that half a decade is one of them. */
const samplesPerDecade = [10, 4, 2] as const;
/** What iterates over matrices takes so much longer than its entries say. */
const iterated = 40;
const along = { from: -0.75, to: 1.5, samples: 90 } as const;
/** Entries of all intermediate values that all evaluations together may take. */
const workLimit = 6_000_000;

/** At most second derivatives. A text says why there are none. */
export function quotientsAt(sides: ChosenSides, choice: QuotientChoice): Quotients | string {
  const { source, slots, evaluator, derived, point } = sides;
  const axes = axesOf(source.query.of, evaluator.value, slots, point.sizes);
  const expanded = expandRepeated(derived, axes);
  const moving = slots.at(-1);
  if (expanded === null || moving === undefined || slots.length > 2) return messages.noComplexValue;
  const directions = moving.positions.length;
  const outputs = expanded.length / directions;
  const chosen = startingChoice(expanded, outputs, directions, choice);
  const weights = weightsOf(chosen.direction, directions, point.seed);
  const derivative = contractAxes(expanded, [weights])[chosen.output]!;
  if (Number.isNaN(derivative)) return messages.noComplexValue;
  const isIterated = source.program.instructions.some(({ node }) => node.op === 'operation' || node.op === 'matrixFunction');
  const cost = costOf(source.program, point.sizes) * (isIterated ? iterated : 1);
  const perDecade = samplesPerDecade.find(samples => cost * (3 * samples * decades + along.samples) <= workLimit);
  if (perDecade === undefined) return messages.tooLarge;
  try {
    return quotients(sides, { ...chosen, outputs, directions, derivative, perDecade, weights });
  } catch (failure) {
    if (failure instanceof NotEvaluable) return failure.message;
    throw failure;
  }
}

/** What was chosen where that exists, else the entry that is largest. */
function startingChoice(
  expanded: Entries,
  outputs: number,
  directions: number,
  choice: QuotientChoice,
): { readonly output: number; readonly direction: number | 'random' } {
  const isOutput = choice.output !== null && Number.isInteger(choice.output) && choice.output >= 0 && choice.output < outputs;
  const { direction } = choice;
  const isDirection = direction === 'random' || (direction !== null && Number.isInteger(direction) && direction >= 0 && direction < directions);
  let best = { output: isOutput ? choice.output! : 0, direction: isDirection && direction !== 'random' ? (direction as number) : 0, size: -1 };
  for (let output = isOutput ? choice.output! : 0; output < (isOutput ? choice.output! + 1 : outputs); output++)
    for (let k = 0; k < directions; k++) {
      if (isDirection && direction !== 'random' && k !== direction) continue;
      const size = Math.abs(expanded[output * directions + k]!);
      if (size > best.size) best = { output, direction: k, size };
    }
  return { output: best.output, direction: direction === 'random' ? 'random' : best.direction };
}

function weightsOf(direction: number | 'random', count: number, seed: number): Entries {
  const weights = new Float64Array(count);
  if (direction !== 'random') weights[direction] = 1;
  else {
    const random = mulberry32(mixHash(seed, 0xd1ce));
    for (let k = 0; k < count; k++) weights[k] = Math.round((2 * random() - 1) * 100) / 100 || 0.5;
  }
  return weights;
}

interface Chosen {
  readonly output: number;
  readonly direction: number | 'random';
  readonly outputs: number;
  readonly directions: number;
  readonly derivative: number;
  readonly perDecade: number;
  readonly weights: Entries;
}

function quotients(sides: ChosenSides, { perDecade, weights, ...chosen }: Chosen): Quotients {
  const { derivative } = chosen;
  const { value, beside } = functionAlong(sides, chosen.output, weights);
  const exponents = Array.from({ length: decades * perDecade + 1 }, (_, k) => (k === 0 ? 0 : -k / perDecade));
  const at = exponents.map(exponent => 10 ** exponent);
  const start = value(0);
  const after = at.map(h => value(h));
  const before = at.map(h => value(-h));
  const forward = at.map((h, k) => finite((after[k]! - start) / h));
  const central = at.map((h, k) => finite((after[k]! - before[k]!) / (2 * h)));
  const whyNot = slotsAreSecond(sides) ? messages.secondImaginary : sides.source.program.innerOrder > 0 ? messages.innerDifferences : null;
  const complex = whyNot === null ? at.map(h => finite(beside(h) / h)) : null;
  const complexReason = whyNot ?? whyNoComplex(exponents, central, complex!, derivative);
  const shown = Array.from({ length: along.samples + 1 }, (_, k) => along.from + ((along.to - along.from) * k) / along.samples);
  return {
    ...chosen,
    exponents,
    forward,
    central,
    complex: complexReason === null ? complex : null,
    complexReason,
    along: { start: finite(start), at: shown, values: shown.map(u => finite(value(u))) },
  };
}

const slotsAreSecond = ({ slots }: ChosenSides): boolean => slots.length === 2;
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The entry as a function of the step: on the real numbers, and its imaginary part beside them. NaN where it has no value. */
function functionAlong(
  sides: ChosenSides,
  output: number,
  weights: Entries,
): { readonly value: (u: number) => number; readonly beside: (h: number) => number } {
  const { source, base, evaluator, point, slots } = sides;
  const moving = slots.at(-1)!;
  const direction = moving.spread(weights);
  const first = slots.length === 2 ? slots[0]! : null;
  const entries = evaluator.value.re.length;
  const names = new Set(source.query.wrt.map(symbol => symbol.name));
  const shifted = (u: number): Entries => base.get(moving.name)!.map((x, i) => x + u * direction[i]!);
  const guarded = (evaluate: () => number | undefined): number => {
    try {
      return evaluate() ?? Number.NaN;
    } catch (failure) {
      if (failure instanceof DrawAgain) return Number.NaN;
      throw failure;
    }
  };
  const value = (u: number): number =>
    guarded(() => {
      const leaves = new Map([...base, [moving.name, shifted(u)]]);
      const there = evaluatorAt(source.program, point, leaves, names);
      if (first === null) return there.value.re[output];
      const [own, varied] = [Math.floor(output / first.positions.length), output % first.positions.length];
      const unit = new Float64Array(first.positions.length);
      unit[varied] = 1;
      const { complex: step } = stepsOf(1)[0]!;
      const im = first.spread(unit).map(x => x * step);
      const moved = there.moved(new Map<string, Assignment>([[first.name, { re: leaves.get(first.name)!, im }]]));
      return moved.value.im === null ? 0 : moved.value.im[own]! / step;
    });
  const beside = (h: number): number =>
    guarded(() => {
      const assignment: Assignment = { re: base.get(moving.name)!, im: direction.map(x => x * h) };
      const { value: moved } = evaluator.moved(new Map([[moving.name, assignment]]));
      return moved.im === null ? 0 : moved.im[output % entries];
    });
  return { value, beside };
}

/** A step at which truncation is seen and is no rounding. */
const clearStep = -2;
const clearTruncation = 1e-9;
const muchSmaller = 1e-3;

/**
 * Both have the truncation h² f‴/6, with opposite signs. Where the complex step has none, something in the expression is not
 * evaluated beside the real numbers but to first order, and a curve would show a method that was not used.
 */
function whyNoComplex(
  exponents: readonly number[],
  central: readonly (number | null)[],
  complex: readonly (number | null)[],
  derivative: number,
): string | null {
  if (complex.every(value => value === null)) return messages.noComplexValue;
  const at = exponents.indexOf(clearStep);
  const [other, own] = [central[at] ?? null, complex[at] ?? null];
  if (other === null || own === null) return null;
  const scale = Math.max(Math.abs(derivative), Number.MIN_VALUE);
  const [truncation, error] = [Math.abs(other - derivative) / scale, Math.abs(own - derivative) / scale];
  return truncation > clearTruncation && error < muchSmaller * truncation ? messages.firstOrderOnly : null;
}
