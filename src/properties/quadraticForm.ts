/**
 * The quadratic form of a tensor. Its axes are split into left ones, as many right ones, and batch axes: for every position
 * in the batch axes K(left, right) is a kernel, and its form is Σ v(left) K(left, right) v(right). Without left and right
 * axes the form is an entry.
 */

import type { TensorNode } from '../tensors/node.ts';
import type { RuleName } from './messages.ts';

/** Axis left[k] is paired with axis right[k]; the others are batch axes. */
export interface Split {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** `of` has full column rank: its last axis against all others. */
export interface RankCondition {
  readonly of: TensorNode;
}

/** 1: no value of the form is below 0. -1: none is above. 0: all are 0. */
export type Sign = 1 | -1 | 0;

/** null: the form may be 0 for a v ≠ 0. Otherwise it is 0 for no such v where all of these hold. */
export type StrictIf = readonly RankCondition[] | null;

export interface Definiteness {
  readonly sign: Sign;
  readonly strictIf: StrictIf;
  readonly evidence: Evidence;
}

/** Which rule decided, of what, and what it rests on. */
export interface Evidence {
  readonly rule: RuleName;
  readonly node: TensorNode;
  /** How many axes are paired. */
  readonly pairs: number;
  readonly sign: Sign;
  readonly strictIf: StrictIf;
  readonly parts: readonly Evidence[];
}

/** What a rule may ask of the parts of a tensor. */
export type Decide = (node: TensorNode, split: Split) => Definiteness | null;

/** What a rule found; the table adds its name. */
export interface Found {
  readonly sign: Sign;
  readonly strictIf: StrictIf;
  readonly parts?: readonly Evidence[];
}

export interface DefinitenessRule {
  readonly name: RuleName;
  readonly apply: (node: TensorNode, split: Split, decide: Decide) => Found | null;
}

export const entrywise: Split = { left: [], right: [] };
export const matrixSplit: Split = { left: [0], right: [1] };
export const ALWAYS: StrictIf = [];

/** The first half of the axes against the second. */
export function halves(node: TensorNode): Split {
  const axes = Array.from({ length: node.shape.length / 2 }, (_, axis) => axis);
  return { left: axes, right: axes.map(axis => axis + axes.length) };
}

/** Both hold. */
export const both = (a: StrictIf, b: StrictIf): StrictIf => a && b && [...a, ...b.filter(({ of }) => !a.some(known => known.of === of))];

/** The easier of two that each are enough. */
export const either = (a: StrictIf, b: StrictIf): StrictIf => (a && b ? (b.length < a.length ? b : a) : (a ?? b));

export const signed = (sign: Sign, factor: number): Sign => (factor < 0 ? ((-sign || 0) as Sign) : sign);
