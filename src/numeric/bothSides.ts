/** What is derived and its derivative at one point: how both are evaluated, and which axes they have. */

import type { Typed } from '../shapes/typed.ts';
import type { TensorNode } from '../tensors/node.ts';
import type { Source } from './certificateSource.ts';
import type { Entries } from './denseMatrix.ts';
import { DrawAgain, NoDerivative, Singular, Unsettled } from './failures.ts';
import type { Point } from './points.ts';
import { realAlgebra } from './realAlgebra.ts';
import { type Sizes, sizeOf } from './sizes.ts';
import type { LabelledAxis, Slot } from './slots.ts';
import { type Leaves, type TensorValue, tensorValue } from './tensorEvaluation.ts';
import { type Evaluator, evaluatorAt } from './typedEvaluation.ts';
import type { Value } from './values.ts';
import { positionsOf } from './witness.ts';

export interface Both {
  /** The values of all names, also of those that are varied although they have a definition. */
  readonly base: ReadonlyMap<string, Entries>;
  readonly evaluator: Evaluator;
  readonly derived: TensorValue;
}

/** The source and the derivative at a point. */
export function bothAt({ query, program, definitions, derivative }: Source, point: Point): Both {
  const leaves = new Map<string, Entries>();
  for (const [name, definition] of definitions) leaves.set(name, Float64Array.from(evaluatorAt(definition, point, new Map(), new Set()).value.re));
  const evaluator = evaluated();
  return { base: new Map([...point.values, ...leaves]), evaluator, derived: derivativeAt(derivative, point, leaves) };

  function evaluated(): Evaluator {
    try {
      return evaluatorAt(program, point, leaves, new Set(query.wrt.map(symbol => symbol.name)));
    } catch (failure) {
      // differences inside the source do not settle where what they stand for does not exist, which the derivative says by name
      if (failure instanceof Unsettled) derivativeAt(derivative, point, leaves);
      throw failure;
    }
  }
}

/** @throws NoDerivative where it has no value */
export function derivativeAt(derivative: TensorNode, point: Point, leaves: Leaves): TensorValue {
  try {
    return tensorValue(derivative, point, realAlgebra, leaves);
  } catch (failure) {
    const isNamed = failure instanceof Singular || failure instanceof NoDerivative;
    throw failure instanceof DrawAgain && !isNamed ? new NoDerivative() : failure;
  }
}

/** The axes of the full derivative: the free indices, the axes of the value, those of every symbol. */
export function axesOf({ shape }: Typed, { free }: Value, slots: readonly Slot[], sizes: Sizes): LabelledAxis[] {
  return [
    ...free.map(({ size, name }) => ({ size, index: name })),
    ...[...shape.rows, ...shape.columns].map(dimension => ({ size: sizeOf(dimension, sizes), index: null })),
    ...slots.flatMap(slot => slot.axes),
  ];
}

/**
 * The derivative with one axis for every occurrence of an index. Where it has one axis for all of them, entries with
 * different positions are not its business and stay not a number. null where it has other axes.
 */
export function expandRepeated({ data, shape }: TensorValue, axes: readonly LabelledAxis[]): Entries | null {
  if (hasSizes(shape, axes)) return data;
  const distinct = axes.filter((axis, k) => axis.index === null || axes.findIndex(other => other.index === axis.index) === k);
  if (!hasSizes(shape, distinct)) return null;
  const sizes = axes.map(axis => axis.size);
  const result = new Float64Array(sizes.reduce((product, size) => product * size, 1)).fill(Number.NaN);
  for (let offset = 0; offset < result.length; offset++) {
    const positions = positionsOf(offset, sizes);
    const isDiagonal = axes.every((axis, k) => axis.index === null || positions[k] === positions[axes.findIndex(other => other.index === axis.index)]);
    if (!isDiagonal) continue;
    const from = distinct.reduce((sum, axis) => sum * axis.size + positions[axes.indexOf(axis)]!, 0);
    result[offset] = data[from]!;
  }
  return result;
}

const hasSizes = (shape: readonly number[], axes: readonly LabelledAxis[]): boolean =>
  shape.length === axes.length && axes.every(({ size }, axis) => size === shape[axis]);

/** Σ over the entries of every symbol, each with its weights. */
export function contractAxes(data: Entries, weights: readonly Entries[]): Entries {
  let current = data;
  for (let k = weights.length - 1; k >= 0; k--) {
    const weight = weights[k]!;
    const next = new Float64Array(current.length / weight.length);
    for (let i = 0; i < next.length; i++) {
      let sum = 0;
      for (let j = 0; j < weight.length; j++) if (weight[j] !== 0) sum += weight[j]! * current[i * weight.length + j]!;
      next[i] = sum;
    }
    current = next;
  }
  return current;
}
