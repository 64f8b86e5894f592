/**
 * One point of the certificate. Where the budget allows every entry of the derivative is compared; beyond it the
 * derivative is contracted with random directions, which a wrong tensor passes with probability 0.
 */

import { axesOf, bothAt, contractAxes, expandRepeated } from './bothSides.ts';
import type { Source } from './certificateSource.ts';
import type { Entries } from './denseMatrix.ts';
import { directionalDerivative, evaluationsOf, type Move, type Steps, stepsOf, underflowOf, withFinerComplexStep } from './differences.ts';
import { AcrossKink, IllConditioned } from './failures.ts';
import { messages } from './messages.ts';
import { changeOfRounding, nearbyPoint, pointsNearby } from './nearby.ts';
import type { Point } from './points.ts';
import { mixHash, mulberry32 } from './random.ts';
import { isWithoutDigits } from './restsOfZero.ts';
import { type Slot, slotOf } from './slots.ts';
import type { TensorValue } from './tensorEvaluation.ts';
import { costOf, type Evaluator } from './typedEvaluation.ts';
import { type LargestDifference, printSizes } from './witness.ts';

export interface PointComparison {
  readonly point: Point;
  /** max |difference| / max |entry|; 0 where both sides are what rounding leaves of a 0. */
  readonly error: number;
  /** Of the derivative. */
  readonly shape: readonly number[];
  /** Looks for the entry that differs most; null where that is too much work. */
  readonly locate: () => LargestDifference | null;
  /** The differences did not settle here. */
  readonly isUneven: boolean;
  /** The worst difference lies at a kink, where the derivative is a choice. */
  readonly isAtKink: boolean;
  /** Some difference does. */
  readonly touchesKink: boolean;
  /** Some difference lies at a kink, and all that is compared is 0: whatever has the factor sign(0) agrees. */
  readonly isVoid: boolean;
  /** The derivative does not have the axes that it should; everything else is then void. */
  readonly shapeProblem: string | null;
}

export interface PointOptions {
  /** Evaluations of the source. */
  readonly budget: number;
  /** Random directions at a point that is not compared entry by entry. */
  readonly directions: number;
  /** The first point is compared entry by entry where that is affordable, the others along directions. */
  readonly isFirst: boolean;
  readonly tolerance: number;
}

/** Central differences count as settled when orders four and six agree to this. */
const settledTolerance = 1e-4;
/** Evaluations that the search for a wrong entry may take. */
const searchLimit = 2000;
/** Entries of all intermediate values that it may take. */
const searchWork = 5_000_000;

/** The smallest scale at which two sides that differ are evidence: the square of a factor is a number still. */
const leastScale = 1e-150;

/**
 * @throws DrawAgain where the source or the derivative has no value at the point
 * @throws NotEvaluable where one of them has none anywhere
 */
export function compareAtPoint(source: Source, point: Point, options: PointOptions): PointComparison {
  const { query, program } = source;
  const { base, evaluator, derived } = bothAt(source, point);
  const slots = query.wrt.map((_, k) => slotOf(query, k, point.sizes));
  const axes = axesOf(query.of, evaluator.value, slots, point.sizes);
  const expanded = expandRepeated(derived, axes);
  if (expanded === null) return misshapen(point, derived.shape, messages.derivativeShape(printSizes(derived.shape), printSizes(axes.map(axis => axis.size))));

  const isNothing = isRestOfZero(derived, trial => bothAt(source, nearbyPoint(point, source.unknowns, trial)).derived);
  const outputs = evaluator.value.re.length;
  const single = evaluationsOf(query.wrt.length);
  const everyEntry = slots.reduce((product, slot) => product * slot.positions.length, single);
  const draws = Math.max(1, Math.min(options.directions, Math.floor(options.budget / single)));
  // entries that the derivative does not have cannot be summed with others
  const isEntrywise = (options.isFirst && everyEntry <= options.budget) || expanded.length !== derived.data.length;
  const directions = isEntrywise ? unitDirections(slots) : randomDirections(slots, draws, point.seed);
  const shape = expanded.length === derived.data.length ? derived.shape : axes.map(axis => axis.size);
  let result: Measured | null = null;
  for (const steps of stepsOf(query.wrt.length)) {
    result = measuredOnOneSide(steps);
    if (!result || result.isUneven) continue;
    if (result.error <= options.tolerance) return result;
    if (result.worst.gap <= result.noise && isUnknown(result)) return ofRounding(result);
  }
  if (result === null) throw new AcrossKink();
  // what is as small as this may be 0 on one side because a factor of it went below all numbers
  if (result.error > options.tolerance && result.scale < leastScale) throw new IllConditioned(result.error);
  return !result.isUneven && isUnknown(result) ? ofRounding(result) : result;

  /** null where a shift leads across a kink. */
  function measuredOnOneSide(steps: Steps): Measured | null {
    try {
      return measured(steps);
    } catch (failure) {
      if (failure instanceof AcrossKink) return null;
      throw failure;
    }
  }

  /**
   * Does the difference change by as much as it is where the point changes in its last digits? A bound on rounding alone is
   * no evidence: along many functions it grows beyond everything.
   */
  function isUnknown({ worst: { weights, steps, gap } }: Measured): boolean {
    const here = sidesAlong(weights, steps, expanded!, evaluator, base);
    for (let trial = 1; trial <= pointsNearby; trial++) {
      const there = bothAt(source, nearbyPoint(point, source.unknowns, trial));
      const sides = sidesAlong(weights, steps, expandRepeated(there.derived, axes)!, there.evaluator, there.base);
      const change = (side: 'expected' | 'found'): number =>
        sides[side].reduce((largest, x, i) => (Number.isNaN(x) ? largest : Math.max(largest, Math.abs(x - here[side][i]!))), 0);
      if (gap <= changeOfRounding * (change('expected') + change('found'))) return true;
    }
    return false;
  }

  /** Two zeros agree; of anything else nothing is known. */
  function ofRounding(result: Measured): Measured {
    if (result.scale > result.noise) throw new IllConditioned(result.error);
    return { ...result, error: 0 };
  }

  function measured(steps: Steps): Measured {
    const probes = directions.map(weights => probe(weights, steps));
    const largestOf = (read: (probe: Probe) => number): number => probes.reduce((largest, probe) => Math.max(largest, read(probe)), 0);
    const scale = largestOf(probe => probe.scale);
    const rounding = derived.noise * slots.reduce((product, slot) => product * slot.positions.length, 1) + largestOf(probe => probe.noise);
    const noise = isNothing ? Math.max(rounding, evaluator.restOfZero) : rounding;
    const worst = probes.reduce((a, b) => (b.gap > a.gap ? b : a));
    // differences of a 0 are their own truncation
    const isZero = isNothing && worst.gap <= truncationOfZero(worst);
    const usual = isZero || worst.gap <= underflowOf(slots.length, steps) || scale === 0 ? 0 : worst.gap / scale;
    const finer = usual > options.tolerance ? errorOfFinerStep(scale, steps) : usual;
    const isTruncated = finer < usual && finer <= options.tolerance;
    const error = isTruncated ? finer : usual;
    // a gap that is no larger than what the differences leave open says nothing either
    const isOpen = !isZero && !isTruncated && worst.gap > options.tolerance * scale && worst.gap <= worst.uncertainty;
    const isUneven = isOpen || probes.some(({ uncertainty, trend }) => uncertainty > settledTolerance * Math.max(scale, trend) + 10 * noise);
    const touchesKink = probes.some(probe => probe.isAtKink);
    // a direction only says that something is wrong; which entry it is must be looked at
    const located = (): LargestDifference | null => (isEntrywise ? worst.largest : locate(steps));
    return {
      point,
      error,
      shape,
      locate: located,
      isUneven,
      isAtKink: worst.isAtKink,
      touchesKink,
      isVoid: touchesKink && (scale === 0 || (isTruncated && isNothing)),
      shapeProblem: null,
      scale,
      noise,
      worst: { ...worst, steps },
    };
  }

  /**
   * (t + ih)³ leaves −h² of the derivative of t³ at 0: what a complex step truncates goes with its square, and a derivative that is
   * wrong is so by as much at every step. One that is 0 is measured by what the usual step found.
   */
  function errorOfFinerStep(scale: number, steps: Steps): number {
    const finer = withFinerComplexStep(steps);
    if (scale <= underflowOf(slots.length, finer)) return Number.POSITIVE_INFINITY;
    const probes = directions.map(weights => probe(weights, finer));
    const gap = Math.max(...probes.map(probe => probe.gap));
    return gap / (isNothing ? scale : Math.max(...probes.map(probe => probe.scale)));
  }

  /** Only where no constant is as small as what would be taken for nothing. */
  function truncationOfZero({ uncertainty, trend }: Probe): number {
    return evaluator.restOfZero > 0 && uncertainty <= settledTolerance * trend ? uncertainty : 0;
  }

  function movesAlong(weights: readonly Entries[]): Move[] {
    return slots.map((slot, k) => ({ name: slot.name, direction: slot.spread(weights[k]!) }));
  }

  function sidesAlong(weights: readonly Entries[], steps: Steps, data: Entries, of: Evaluator, from: ReadonlyMap<string, Entries>) {
    return { expected: contractAxes(data, weights), found: directionalDerivative(of, from, movesAlong(weights), steps).value };
  }

  function probe(weights: readonly Entries[], steps: Steps): Probe {
    const differences = directionalDerivative(evaluator, base, movesAlong(weights), steps);
    const expected = contractAxes(expanded!, weights);
    let at = 0;
    let gap = 0;
    let size = 0;
    for (let i = 0; i < outputs; i++) {
      if (Number.isNaN(expected[i]!)) continue;
      const distance = Math.abs(expected[i]! - differences.value[i]!);
      if (distance > gap) [gap, at] = [distance, i];
      size = Math.max(size, Math.abs(expected[i]!), Math.abs(differences.value[i]!));
    }
    const largest = { at: entryAt(at, weights), left: expected[at] ?? 0, right: differences.value[at] ?? 0 };
    return {
      weights,
      gap,
      scale: size,
      uncertainty: differences.uncertainty,
      trend: differences.trend,
      noise: differences.noise,
      isAtKink: differences.isAtKink,
      largest,
    };
  }

  /** The offset in the derivative of an output and the first position that each weight has. */
  function entryAt(output: number, weights: readonly Entries[]): number {
    return weights.reduce(
      (offset, weight) =>
        offset * weight.length +
        Math.max(
          0,
          weight.findIndex(x => x !== 0),
        ),
      output,
    );
  }

  /** One symbol after the other, the position that differs most while the rest stay random. */
  function locate(steps: Steps): LargestDifference | null {
    const evaluations = slots.reduce((sum, slot) => sum + slot.positions.length, 0) * single;
    if (evaluations > searchLimit || evaluations * costOf(program, point.sizes) > searchWork) return null;
    const weights = [...randomDirections(slots, 1, point.seed)[0]!];
    for (const [k, slot] of slots.entries()) {
      const gaps = unitDirections([slot]).map(([unit]) => ({ unit: unit!, gap: probe(weights.with(k, unit!), steps).gap }));
      weights[k] = gaps.reduce((a, b) => (b.gap > a.gap ? b : a)).unit;
    }
    return probe(weights, steps).largest;
  }
}

interface Measured extends PointComparison {
  /** The largest entry of either side. */
  readonly scale: number;
  /** A bound on what rounding may have added. */
  readonly noise: number;
  /** The probe with the largest difference. */
  readonly worst: Probe & { readonly steps: Steps };
}

/** Exactly 0, or as small as rounding may be and without a right digit. */
function isRestOfZero({ data, noise }: TensorValue, nearby: (trial: number) => TensorValue): boolean {
  if (data.every(entry => entry === 0)) return true;
  if (data.some(entry => Math.abs(entry) > noise)) return false;
  const open = new Set([...data.keys()].filter(k => data[k] !== 0));
  for (let trial = 1; trial <= pointsNearby && open.size > 0; trial++) {
    const other = nearby(trial).data;
    for (const k of open) if (isWithoutDigits(data[k]!, other[k]!)) open.delete(k);
  }
  return open.size === 0;
}

interface Probe {
  readonly weights: readonly Entries[];
  readonly gap: number;
  readonly scale: number;
  readonly uncertainty: number;
  readonly trend: number;
  readonly noise: number;
  readonly isAtKink: boolean;
  readonly largest: LargestDifference;
}

/** Every combination of one position of each symbol. */
function unitDirections(slots: readonly Slot[]): (readonly Entries[])[] {
  let result: (readonly Entries[])[] = [[]];
  for (const { positions } of slots) {
    const units = positions.map((_, i) => {
      const unit = new Float64Array(positions.length);
      unit[i] = 1;
      return unit;
    });
    result = result.flatMap(chosen => units.map(unit => [...chosen, unit]));
  }
  return result;
}

function randomDirections(slots: readonly Slot[], count: number, seed: number): (readonly Entries[])[] {
  const random = mulberry32(mixHash(seed, 0x5eed));
  return Array.from({ length: count }, () => slots.map(({ positions }) => Float64Array.from(positions, () => 2 * random() - 1)));
}

function misshapen(point: Point, shape: readonly number[], shapeProblem: string): PointComparison {
  return {
    point,
    error: Number.POSITIVE_INFINITY,
    shape,
    locate: () => null,
    isUneven: false,
    isAtKink: false,
    touchesKink: false,
    isVoid: false,
    shapeProblem,
  };
}
