/**
 * A derivative inside an expression, `(d²f/dx²) v`, by differences of what is differentiated. The shifts are real and the
 * values may be complex, so that a complex step through the whole expression gives the derivative of the differences
 * without cancellation: of f′(z) ≈ Σ wₖ f(z + k h)/h at z = x + i s d the imaginary part is that of every summand.
 */

import type { Shape, TypedQuery } from '../shapes/typed.ts';
import type { Entries } from './denseMatrix.ts';
import { NotEvaluable, OnKink, Unsettled } from './failures.ts';
import { checkEntries } from './limits.ts';
import { messages } from './messages.ts';
import { extent } from './operation.ts';
import type { Point } from './points.ts';
import { largestOf } from './rounding.ts';
import type { Sizes } from './sizes.ts';
import { type Slot, slotOf } from './slots.ts';
import type { Assignment, Evaluator, MovedValue, Program } from './typedEvaluation.ts';
import { type Axis, gather, type Value } from './values.ts';

export interface InnerDerivative {
  readonly query: TypedQuery;
  /** What is differentiated, as a function of the names that it reads. */
  readonly program: Program;
  readonly names: readonly string[];
  /** With the derivatives inside what is differentiated. */
  readonly order: number;
}

/** Where fourth-order truncation and rounding are about as large for a function of unit scale, by order from 1. */
const steps = [1e-3, 3e-3, 8e-3, 1.5e-2];
export const mostOrders = steps.length;

interface Stencil {
  readonly points: readonly StencilPoint[];
  /** Σ |weight| */
  readonly weight: number;
}
interface StencilPoint {
  readonly offset: number;
  readonly weight: number;
  /** Of the next lower order. */
  readonly coarse: number;
}

/** Central differences: weights by distance, and those of the next lower order. */
function central(weights: readonly number[], coarse: readonly number[]): Stencil {
  const points = weights.flatMap((weight, k) => [
    { offset: k + 1, weight, coarse: coarse[k] ?? 0 },
    { offset: -(k + 1), weight: -weight, coarse: -(coarse[k] ?? 0) },
  ]);
  return { points, weight: points.reduce((sum, { weight }) => sum + Math.abs(weight), 0) };
}
const fourthOrder = central([2 / 3, -1 / 12], [1 / 2]);
/** Where the orders two and four disagree: a derivative that is 0 leaves nothing to measure their difference by but itself. */
const sixthOrder = central([3 / 4, -3 / 20, 1 / 60], [2 / 3, -1 / 12]);

/** Two orders agree to this: the higher one is then right to about its square. */
const settledTolerance = 3e-4;
/** Of one evaluation, relative to its largest entry. */
const unit = 2e-15;

/** Evaluations of what is differentiated that one value takes. */
export function evaluationsOfInner({ query }: InnerDerivative, sizes: Sizes): number {
  return query.wrt.reduce((product, _, k) => product * fourthOrder.points.length * slotOf(query, k, sizes).positions.length, 1);
}

/** Entries without imaginary parts have none to lose: `im` is null where all evaluations are real. */
interface Differences {
  readonly re: Entries;
  readonly im: Entries | null;
  readonly noise: { readonly re: number; readonly im: number };
}

export interface InnerValue extends MovedValue {
  /** How far rounding may have moved an entry of the real part. */
  readonly realNoise: number;
}

/**
 * The value where the names have the values of `operands`.
 * @throws DrawAgain where a shifted point has no value, Unsettled where the differences are not to be trusted
 */
export function evaluateInner(inner: InnerDerivative, evaluator: Evaluator, operands: readonly Value[], { sizes, variation }: Point): InnerValue {
  const { query, names } = inner;
  const slots = query.wrt.map((_, k) => slotOf(query, k, sizes));
  checkEntries(slots.reduce((product, slot) => product * slot.positions.length, evaluator.value.re.length));
  const usualStep = steps[inner.order - 1];
  if (usualStep === undefined) throw new NotEvaluable(messages.derivativesTooDeep(mostOrders));
  const step = usualStep * (variation?.innerStep ?? 1);
  let isAtKink = false;
  const assignments = new Map<string, Assignment>(names.map((name, k) => [name, operands[k]!]));
  const imaginaryStep = operands.reduce((largest, { im }) => Math.max(largest, im ? largestOf(im) : 0), 0);
  const differences = slots.every(slot => assignments.has(slot.name)) ? differentiate(0, 0) : zeros();
  return { value: arranged(differences, evaluator.value, slots, query, sizes), noise: differences.noise.im, realNoise: differences.noise.re, isAtKink };

  /** Axes (entries of what is differentiated, positions of the slots from `level`). `first` only for a repeated variable. */
  function differentiate(level: number, first: number): Differences {
    const slot = slots[level];
    if (slot === undefined) return evaluated();
    const before = assignments.get(slot.name)!;
    const isRepeated = slots.length === 2 && slots[0]!.name === slots[1]!.name && query.wrtIndices.every(indices => indices === null);
    const columnsBy = (stencil: Stencil): readonly (Column | null)[] =>
      slot.positions.map((at, k) => {
        // mixed derivatives do not depend on their order
        if (isRepeated && level === 1 && k < first) return null;
        const sums = newSums();
        for (const { offset, weight, coarse } of stencil.points) {
          const shifted = Float64Array.from(before.re);
          shifted[at]! += offset * step;
          assignments.set(slot.name, { re: shifted, im: before.im });
          sums.add(differentiate(level + 1, k), weight / step, coarse / step);
        }
        return sums.total(stencil.weight / step);
      });
    const columns = columnsBy(fourthOrder);
    const settled = settledColumns(columns, evaluator.value.re.length, imaginaryStep, null);
    if (settled) {
      assignments.set(slot.name, before);
      return settled;
    }
    if (isAtKink) throw new OnKink();
    const again = settledColumns(columnsBy(sixthOrder), evaluator.value.re.length, imaginaryStep, columns);
    assignments.set(slot.name, before);
    if (!again) throw isAtKink ? new OnKink() : new Unsettled(messages.unevenDifferences);
    return again;
  }

  function evaluated(): Differences {
    const { value, noise, isAtKink: here } = evaluator.moved(assignments);
    isAtKink ||= here;
    const im = value.im ? unit * largestOf(value.im) + noise : 0;
    return { re: value.re, im: value.im, noise: { re: unit * largestOf(value.re) + evaluator.rounding, im } };
  }

  function zeros(): Differences {
    const entries = slots.reduce((product, slot) => product * slot.positions.length, evaluator.value.re.length);
    return { re: new Float64Array(entries), im: null, noise: { re: 0, im: 0 } };
  }
}

/** The derivative by one position, and how far its differences of two orders are apart. */
interface Column extends Differences {
  readonly gap: { readonly re: number; readonly im: number };
}

interface Sums {
  readonly add: (term: Differences, weight: number, coarse: number) => void;
  /** @param amplified How much larger rounding is in the sum than in a term. */
  readonly total: (amplified: number) => Column;
}

function newSums(): Sums {
  let re: { fine: Entries; coarse: Entries } | null = null;
  let im: { fine: Entries; coarse: Entries } | null = null;
  const noise = { re: 0, im: 0 };
  const added = (sum: typeof re, term: Entries, weight: number, coarse: number): NonNullable<typeof re> => {
    const into = sum ?? { fine: new Float64Array(term.length), coarse: new Float64Array(term.length) };
    for (let i = 0; i < term.length; i++) {
      into.fine[i]! += weight * term[i]!;
      into.coarse[i]! += coarse * term[i]!;
    }
    return into;
  };
  const gapOf = (sum: typeof re): number => sum?.fine.reduce((largest, x, i) => Math.max(largest, Math.abs(x - sum.coarse[i]!)), 0) ?? 0;
  return {
    add(term, weight, coarse) {
      re = added(re, term.re, weight, coarse);
      if (term.im) im = added(im, term.im, weight, coarse);
      noise.re = Math.max(noise.re, term.noise.re);
      noise.im = Math.max(noise.im, term.noise.im);
    },
    total(amplified) {
      return {
        re: re!.fine,
        im: im?.fine ?? null,
        noise: { re: noise.re * amplified, im: noise.im * amplified },
        gap: { re: gapOf(re), im: gapOf(im) },
      };
    },
  };
}

const gapOf = (columns: readonly (Column | null)[], part: 're' | 'im'): number => columns.reduce((most, column) => Math.max(most, column?.gap[part] ?? 0), 0);

/**
 * Columns of one derivative, whose orders agree beside its largest entry, or beside the gap of the orders below them; null
 * where they do not. What the higher order may still be off adds to the noise. The imaginary part is also measured by the
 * real one and by the step, as it may be 0 while the lower order is not.
 */
function settledColumns(columns: readonly (Column | null)[], outputs: number, step: number, before: readonly (Column | null)[] | null): Differences | null {
  const differences = joined(columns, outputs);
  const noise = { ...differences.noise };
  for (const part of ['re', 'im'] as const) {
    const own = largestOf(differences[part] ?? new Float64Array(0));
    const largest = Math.max(own, part === 're' ? 0 : step * largestOf(differences.re));
    const gap = gapOf(columns, part);
    if (gap > settledTolerance * Math.max(largest, before ? gapOf(before, part) : 0) + 10 * differences.noise[part]) return null;
    noise[part] += largest > 0 ? Math.min(gap, gap ** 2 / largest) : gap;
  }
  return { ...differences, noise };
}

/** One column a position; what is missing of a repeated variable is filled in by `arranged`. */
function joined(columns: readonly (Differences | null)[], outputs: number): Differences {
  const known = columns.find(column => column !== null)!;
  const inside = known.re.length / outputs;
  const join = (read: (column: Differences) => Entries | null): Entries | null => {
    if (!columns.some(column => column && read(column))) return null;
    const result = new Float64Array(outputs * columns.length * inside).fill(Number.NaN);
    for (const [k, column] of columns.entries()) {
      if (!column) continue;
      const part = read(column) ?? new Float64Array(outputs * inside);
      for (let i = 0; i < outputs; i++) result.set(part.subarray(i * inside, (i + 1) * inside), (i * columns.length + k) * inside);
    }
    return result;
  };
  const largest = (read: (column: Differences) => number): number => columns.reduce((most, column) => (column ? Math.max(most, read(column)) : most), 0);
  return { re: join(({ re }) => re)!, im: join(({ im }) => im), noise: { re: largest(({ noise }) => noise.re), im: largest(({ noise }) => noise.im) } };
}

/** The axes as the shape of the query has them: letters become free indices, one for all axes that they name. */
function arranged(differences: Differences, of: Value, slots: readonly Slot[], query: TypedQuery, sizes: Sizes): Value {
  const own = [of.rows, of.columns].map(size => ({ size, index: null }));
  const wrt = slots.flatMap(slot => slot.axes);
  const all = [...of.free.map(({ name, size }) => ({ size, index: name as string | null })), ...own, ...wrt];
  const strides = all.map((_, k) => all.slice(k + 1).reduce((product, axis) => product * axis.size, 1));
  const letters = [...new Set(all.flatMap(({ index }) => index ?? []))];
  const free = letters.map(name => ({ name, size: all.find(axis => axis.index === name)!.size }));
  const isBelow = (k: number): boolean => k >= of.free.length + own.length;
  const kept = all.map((_, k) => k).filter(k => all[k]!.index === null);
  const ordered = isTransposed(query) ? [...kept.filter(isBelow), ...kept.filter(k => !isBelow(k))] : kept;
  const axes: Axis[] = [
    ...free.map(({ name, size }) => ({ size, stride: strides.reduce((sum, stride, k) => (all[k]!.index === name ? sum + stride : sum), 0) })),
    ...ordered.map(k => ({ size: all[k]!.size, stride: strides[k]! })),
  ];
  const parts = { re: mirrored(differences.re, of, slots), im: differences.im && mirrored(differences.im, of, slots) };
  return { free, ...extent(query.shape, sizes), ...gather(parts, 0, axes) };
}

/** In denominator layout the derivative of a vector by a vector is the transpose of the Jacobian. */
function isTransposed(query: TypedQuery): boolean {
  const below = query.wrt.flatMap((symbol, k) => sides(symbol.shape).filter((_, side) => (query.wrtIndices[k]?.[side] ?? null) === null));
  return query.layout === 'denominator' && sides(query.of.shape).length === 1 && below.length === 1;
}

const sides = ({ kind, rows, columns }: Shape): readonly unknown[] => (kind === 'tensor' ? rows : [rows, columns].filter(side => side.length > 0));

/** The lower triangle of a second derivative by one variable from the upper one. */
function mirrored(entries: Entries, of: Value, slots: readonly Slot[]): Entries {
  if (slots.length !== 2) return entries;
  const n = slots[1]!.positions.length;
  const outputs = of.re.length;
  for (let i = 0; i < outputs; i++)
    for (let j = 0; j < slots[0]!.positions.length; j++)
      for (let k = 0; k < n; k++) {
        const at = (i * slots[0]!.positions.length + j) * n + k;
        if (Number.isNaN(entries[at]!)) entries[at] = entries[(i * n + k) * n + j]!;
      }
  return entries;
}
