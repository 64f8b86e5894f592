/**
 * Are two tensors equal for all values of their variables? The same node is; agreement at random points modulo a prime
 * proves it up to about degree/p where a real point does not contradict it; else floating point decides, where true equalities
 * agree to 1e-11 and everything else differs by more than 1e-5.
 */

import { compareDimensions, type Dimension } from '../dimensions/dimension.ts';
import { byFunction } from '../operations/elementwise.ts';
import { tensorNodeRow } from '../operations/matrixOperations.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { operandsOf, type TensorNode } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';
import { DrawAgain, IllConditioned, NotEvaluable } from './failures.ts';
import { messages } from './messages.ts';
import { modularAlgebra } from './modular.ts';
import { changeOfRounding, nearbyPoint, pointsNearby } from './nearby.ts';
import { drawModularPoint, drawPoint, type Point, type Unknown } from './points.ts';
import { realAlgebra } from './realAlgebra.ts';
import { chooseSizes, volume } from './sizes.ts';
import { dimensionsOf, type TensorValue, tensorValue, unknownsOf } from './tensorEvaluation.ts';
import { describeWitness, type LargestDifference, printShape, printSizes, type Witness } from './witness.ts';

export interface ComparisonOptions {
  /** Axis `permutation[k]` of the right side is compared with axis k of the left. */
  readonly permutation?: readonly number[];
  readonly seed?: number;
  /** Compare the entries in row-major order, whatever the axes: both have as many. */
  readonly flat?: boolean;
}

export interface Comparison {
  readonly verdict: 'equal' | 'different' | 'unknown';
  readonly method: 'identical' | 'modular' | 'floating' | 'shape' | 'none';
  /** Random points that were evaluated. */
  readonly points: number;
  readonly witness?: Witness;
  /** Why the verdict is unknown, or what is wrong with the shapes. */
  readonly reason?: string;
}

const modularPoints = 2;
const realPoints = 3;
/** |s| = s holds at every second point: a difference that needs a sign must have had its chance. */
const branchPoints = 24;
/** Few points of many attempts are enough where the expressions exist in a part of their domain only. */
const leastBranchPoints = 12;
const attemptLimit = 80;
const equalTolerance = 1e-8;
const differentTolerance = 1e-5;

/** Never throws. Axes of size 1 conform with their absence. */
export function compareTensors(left: TensorNode, right: TensorNode, options: ComparisonOptions = {}): Comparison {
  const permutation = options.permutation ?? right.shape.map((_, axis) => axis);
  if (!isPermutation(permutation, right.shape.length)) return { verdict: 'unknown', method: 'none', points: 0, reason: messages.permutationInvalid };
  if (left === right && permutation.every((from, axis) => from === axis)) return { verdict: 'equal', method: 'identical', points: 0 };
  const rightShape = permutation.map(axis => right.shape[axis]!);
  if (!options.flat && !conform(left.shape, rightShape)) {
    return { verdict: 'different', method: 'shape', points: 0, reason: messages.shapesDiffer(printShape(left.shape), printShape(rightShape)) };
  }
  const sides: Sides = {
    left,
    right,
    permutation,
    unknowns: unknownsOf([left, right]),
    dimensions: dimensionsOf([left, right]),
    seed: options.seed ?? 1,
    hasBranches: [left, right].some(hasBranches),
  };
  const small = compareWith(sides, true);
  // replaced sizes may contradict a position, a block or a size that is counted: then the written sizes decide
  return small.verdict === 'equal' || !hasReplacedSizes(sides) ? small : compareWith(sides, false);
}

const hasReplacedSizes = (sides: Sides): boolean => (chooseSizes(sides.dimensions, 0, true)?.replaced.size ?? 0) > 0;

interface Sides {
  readonly left: TensorNode;
  readonly right: TensorNode;
  readonly permutation: readonly number[];
  readonly unknowns: ReadonlyMap<string, Unknown>;
  readonly dimensions: ReadonlySet<Dimension>;
  readonly seed: number;
  /** A region of the variables, not a hypersurface, may be all that tells the sides apart. */
  readonly hasBranches: boolean;
}

function compareWith(sides: Sides, replaceLarge: boolean): Comparison {
  const exact = agreeModulo(sides, replaceLarge);
  if (exact !== 'equal') return compareNumbers(sides, exact, replaceLarge);
  const doubt = doubtOfNumbers(sides, replaceLarge);
  if (doubt !== null) return { verdict: 'unknown', method: 'none', points: 0, reason: doubt };
  return { verdict: 'equal', method: 'modular', points: sides.hasBranches ? branchPoints : modularPoints };
}

/**
 * Why agreement modulo the prime says nothing of real numbers: x^{p−1} is 1 there (Fermat), and log(−eˣ) has values. null where
 * the sides agree at a real point, or have values there and rounding leaves no digits to compare.
 */
function doubtOfNumbers(sides: Sides, replaceLarge: boolean): string | null {
  const limit = attemptsFor(sides, replaceLarge);
  let hasValues = false;
  for (let attempt = 0; attempt < limit; attempt++) {
    try {
      const sizes = chooseSizes(sides.dimensions, attempt, replaceLarge);
      if (sizes === null) return messages.noSizes;
      const point = drawPoint(sides.unknowns.values(), sizes, sides.seed, attempt);
      const { left, right } = valuesAt(sides, point, realAlgebra);
      hasValues = true;
      return differenceAt(sides, point, left, right).error > differentTolerance ? messages.numbersContradictExact : null;
    } catch (failure) {
      if (failure instanceof NotEvaluable) return failure.message;
      if (!(failure instanceof DrawAgain)) throw failure;
    }
  }
  return hasValues ? null : messages.noFinitePoint(limit);
}

/** `different` where both sides are rational functions of their entries, so that no relation can be missing. */
type ExactVerdict = 'equal' | 'different' | 'undecided';

/** Entries that all attempts together may evaluate; points of large written sizes cost more, so fewer are tried. */
const workLimit = 4_000_000;
const leastAttempts = 12;

function attemptsFor(sides: Sides, replaceLarge: boolean): number {
  const sizes = chooseSizes(sides.dimensions, 0, replaceLarge);
  if (!sizes) return leastAttempts;
  const entries = [sides.left, sides.right].flatMap(allOperands).reduce((sum, node) => sum + volume(node.shape, sizes), 1);
  return Math.max(leastAttempts, Math.min(attemptLimit, Math.floor(workLimit / entries)));
}

function agreeModulo(sides: Sides, replaceLarge: boolean): ExactVerdict {
  const needed = sides.hasBranches ? branchPoints : modularPoints;
  const limit = attemptsFor(sides, replaceLarge);
  let agreed = 0;
  for (let attempt = 0; attempt < limit && agreed < needed; attempt++) {
    try {
      const sizes = chooseSizes(sides.dimensions, attempt, replaceLarge);
      if (sizes === null) return 'undecided';
      const point = drawModularPoint(sides.unknowns.values(), sizes, sides.seed, attempt);
      const { left, right } = valuesAt(sides, point, modularAlgebra);
      if (left.data.length !== right.data.length || !left.data.every((value, i) => value === right.data[i]))
        return isRational(sides) ? 'different' : 'undecided';
      agreed++;
    } catch (failure) {
      if (failure instanceof NotEvaluable) return 'undecided';
      if (!(failure instanceof DrawAgain)) throw failure;
    }
  }
  return agreed === needed ? 'equal' : 'undecided';
}

function compareNumbers(sides: Sides, exact: ExactVerdict, replaceLarge: boolean): Comparison {
  const needed = sides.hasBranches ? branchPoints : realPoints;
  const limit = attemptsFor(sides, replaceLarge);
  let points = 0;
  let worst = 0;
  for (let attempt = 0; attempt < limit && points < needed; attempt++) {
    try {
      const sizes = chooseSizes(sides.dimensions, attempt, replaceLarge);
      if (sizes === null) return { verdict: 'unknown', method: 'none', points, reason: messages.noSizes };
      const point = drawPoint(sides.unknowns.values(), sizes, sides.seed, attempt);
      const { left, right } = valuesAt(sides, point, realAlgebra);
      if (left.data.length !== right.data.length) {
        return { verdict: 'different', method: 'shape', points, reason: messages.shapesDiffer(printSizes(left.shape), printSizes(right.shape)) };
      }
      const { error, largest } = differenceAt(sides, point, left, right);
      points++;
      worst = Math.max(worst, error);
      if (error > differentTolerance) {
        return { verdict: 'different', method: 'floating', points, witness: describeWitness(point, sides.unknowns.values(), left.shape, largest) };
      }
    } catch (failure) {
      if (failure instanceof NotEvaluable) return { verdict: 'unknown', method: 'none', points, reason: failure.message };
      if (!(failure instanceof DrawAgain)) throw failure;
    }
  }
  if (points < Math.min(needed, leastBranchPoints)) return { verdict: 'unknown', method: 'none', points, reason: messages.noFinitePoint(attemptLimit) };
  if (worst > equalTolerance) return { verdict: 'unknown', method: 'floating', points, reason: messages.borderline(worst.toExponential(1)) };
  if (exact === 'different') return { verdict: 'unknown', method: 'floating', points, reason: messages.exactContradictsNumbers };
  return { verdict: 'equal', method: 'floating', points };
}

function valuesAt(sides: Sides, point: Point, algebra: typeof realAlgebra): { readonly left: TensorValue; readonly right: TensorValue } {
  const left = tensorValue(sides.left, point, algebra);
  const right = tensorValue(sides.right, point, algebra);
  return { left, right: { ...right, ...permuteAxes(right.data, right.shape, sides.permutation) } };
}

interface Difference {
  /** max |left − right| / max |entries|; 0 where both sides are what rounding leaves of a 0. */
  readonly error: number;
  readonly largest: LargestDifference;
}

/** @throws IllConditioned where rounding leaves the sides no digits to compare */
function differenceAt(sides: Sides, point: Point, left: TensorValue, right: TensorValue): Difference {
  let scale = 0;
  let at = 0;
  let gap = -1;
  for (let i = 0; i < left.data.length; i++) {
    scale = Math.max(scale, Math.abs(left.data[i]!), Math.abs(right.data[i]!));
    const distance = Math.abs(left.data[i]! - right.data[i]!);
    if (distance > gap) [gap, at] = [distance, i];
  }
  const difference = { error: gap <= 0 ? 0 : gap / scale, largest: { at, left: left.data[at] ?? 0, right: right.data[at] ?? 0 } };
  if (difference.error <= equalTolerance || !isUnknown(sides, point, difference.largest)) return difference;
  if (scale > left.noise + right.noise) throw new IllConditioned(difference.error);
  return { ...difference, error: 0 };
}

/** Does the entry change by as much as it differs where the point changes in its last digits? */
function isUnknown(sides: Sides, point: Point, { at, left, right }: LargestDifference): boolean {
  for (let trial = 1; trial <= pointsNearby; trial++) {
    const there = valuesAt(sides, nearbyPoint(point, sides.unknowns, trial), realAlgebra);
    const change = Math.abs(there.left.data[at]! - left) + Math.abs(there.right.data[at]! - right);
    if (Math.abs(left - right) <= changeOfRounding * change) return true;
  }
  return false;
}

/** The tensor whose axis k is axis `permutation[k]` of this one. */
export function permuteAxes(
  data: Float64Array,
  shape: readonly number[],
  permutation: readonly number[],
): { readonly data: Float64Array; readonly shape: number[] } {
  const permuted = permutation.map(axis => shape[axis]!);
  if (permutation.every((from, axis) => from === axis)) return { data, shape: permuted };
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  let offsets = [0];
  for (const axis of permutation) offsets = offsets.flatMap(offset => Array.from({ length: shape[axis]! }, (_, i) => offset + i * strides[axis]!));
  return { data: Float64Array.from(offsets, offset => data[offset]!), shape: permuted };
}

function isPermutation(permutation: readonly number[], rank: number): boolean {
  return permutation.length === rank && new Set(permutation).size === rank && permutation.every(axis => Number.isInteger(axis) && axis >= 0 && axis < rank);
}

/** Sizes that are only possibly different (m and n) do not conform either: a claim holds for all sizes. */
function conform(left: readonly Dimension[], right: readonly Dimension[]): boolean {
  const isLong = (dimension: Dimension): boolean => dimension.constant !== 1;
  const [a, b] = [left.filter(isLong), right.filter(isLong)];
  return a.length === b.length && a.every((dimension, axis) => compareDimensions(dimension, b[axis]!) === 'equal');
}

/** No function, no root, and no size that is counted modulo the prime only. */
function isRational(sides: Sides): boolean {
  return !dependsOnFunctions(sides.left) && !dependsOnFunctions(sides.right);
}

/** Functions whose values on one side of a point say nothing about the other; √(s²) is |s|. */
const branching = byFunction(row => row.branches ?? false);

export function hasBranches(root: TensorNode): boolean {
  const seen = new Set<TensorNode>([root]);
  for (const node of seen) {
    if (node.kind === 'elementwise' && branching[node.function]) return true;
    if (node.kind === 'operation' && TENSOR_OPERATIONS[node.name].branches) return true;
    if (node.kind === 'power' && node.exponent.denominator % 2 === 0) return true;
    for (const operand of operandsOf(node)) seen.add(operand);
  }
  return false;
}

const functionKinds = new Set(['elementwise', 'matrixFunction', 'matrixPower', 'frechet', 'matrixFunctionDerivative', 'apply', 'operation']);

function dependsOnFunctions(root: TensorNode): boolean {
  const seen = new Set<TensorNode>([root]);
  for (const node of seen) {
    if (
      functionKinds.has(node.kind) ||
      (node.kind === 'matrixOperation' && tensorNodeRow(node.name).transcendental) ||
      (node.kind === 'power' && node.exponent.denominator !== 1)
    )
      return true;
    if (node.kind === 'variable' && node.value !== null && !Number.isInteger(node.value)) return true;
    for (const operand of operandsOf(node)) seen.add(operand);
  }
  return false;
}
