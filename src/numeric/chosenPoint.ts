/** A point that a person chose: values typed or pasted for some variables, random ones with a seed for the others. */

import type { TensorNode } from '../tensors/node.ts';
import { type Both, bothAt } from './bothSides.ts';
import { type CertificateQuery, prepareSource, type Source } from './certificateSource.ts';
import { violatedFacts } from './declaredFacts.ts';
import type { Entries } from './denseMatrix.ts';
import { type EnteredVariable, followingSizes, lengthsFor, sizesWith } from './enteredSizes.ts';
import { type EnteredValue, readEnteredValue } from './enteredValue.ts';
import { DrawAgain, NoDerivative, NotEvaluable, OnKink, Pole, Singular } from './failures.ts';
import { messagesOfValues as messages } from './messagesOfValues.ts';
import { drawPoint, type Point, type Unknown } from './points.ts';
import { sizeOf } from './sizes.ts';
import { type Slot, slotOf } from './slots.ts';
import { costOf } from './typedEvaluation.ts';

export interface PointChoice {
  readonly seed: number;
  /** As typed or pasted, by the canonical name; the others are random. */
  readonly entered: ReadonlyMap<string, string>;
}

/** How a person reads what is named here. */
export interface PointLabels {
  /** The name as it is written in the document. */
  readonly written: (name: string) => string;
  /** Names in this order; a size is said by the first value that has it. */
  readonly before: (a: string, b: string) => number;
  /** Positions, from 0, as they count in the document: `(1, 2)`. */
  readonly entry: (positions: readonly number[]) => string;
}

export interface ChosenVariable {
  readonly name: string;
  readonly lengths: readonly number[];
  /** Row-major. */
  readonly entries: Entries;
  /** Whether these are the values that were entered. */
  readonly isEntered: boolean;
  /** Why what was entered is not used. */
  readonly problem: string | null;
  /** What is declared of it, and not so. */
  readonly violations: readonly string[];
}

/** What is derived at a point where it and its derivative have values. */
export interface ChosenSides extends Both {
  readonly source: Source;
  readonly point: Point;
  readonly slots: readonly Slot[];
}

export interface ChosenPoint {
  readonly variables: readonly ChosenVariable[];
  /** Written sizes that random values have smaller, and by which. */
  readonly replaced: ReadonlyMap<number, number>;
  /** null where some value was not read, or the expression has none at the values; then `refused` says why, if no variable does. */
  readonly sides: ChosenSides | null;
  readonly refused: string | null;
}

const attemptLimit = 60;
/** Entries of all intermediate values of one evaluation. */
const largestCost = 400_000;

/** The axes of `derivative` are those that the certificate compares. Never throws. */
export function choosePoint(query: CertificateQuery, derivative: TensorNode, choice: PointChoice, labels: PointLabels): ChosenPoint {
  const nothing = (refused: string): ChosenPoint => ({ variables: [], replaced: new Map(), sides: null, refused });
  try {
    const source = prepareSource(query, derivative);
    return pointOf(source, choice, labels);
  } catch (failure) {
    if (failure instanceof NotEvaluable) return nothing(failure.message);
    throw failure;
  }
}

function pointOf(source: Source, choice: PointChoice, labels: PointLabels): ChosenPoint {
  const unknowns = [...source.unknowns.values()].sort((a, b) => labels.before(a.name, b.name));
  const readings = new Map(
    unknowns.flatMap(({ name }) => {
      const text = choice.entered.get(name);
      return text === undefined ? [] : [[name, readEnteredValue(text)] as const];
    }),
  );
  const read: EnteredVariable[] = unknowns.flatMap(unknown => {
    const value = readings.get(unknown.name)?.value;
    return value ? [{ unknown, written: labels.written(unknown.name), value }] : [];
  });
  const following = followingSizes(read);
  const problemOf = (name: string): string | null => readings.get(name)?.problem ?? following.problems.get(name) ?? null;
  const usable = new Map(read.flatMap(({ unknown, value }) => (problemOf(unknown.name) === null ? [[unknown.name, value] as const] : [])));
  const hasProblem = unknowns.some(({ name }) => problemOf(name) !== null);
  const attempts = unknowns.every(({ name }) => usable.has(name)) ? 1 : attemptLimit;
  let first: ChosenPoint | null = null;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const sizes = sizesWith(source.program.dimensions, following, attempt);
    if (sizes === null) break;
    if (costOf(source.program, sizes) > largestCost) throw new NotEvaluable(messages.tooLarge);
    try {
      const point = withValues(drawPoint(unknowns, sizes, choice.seed, attempt), unknowns, usable);
      first ??= { variables: variablesAt(point, unknowns, usable, problemOf, labels), replaced: sizes.replaced, sides: null, refused: null };
      if (hasProblem) return first;
      const both = bothAt(source, point);
      const slots = source.query.wrt.map((_, k) => slotOf(source.query, k, sizes));
      return {
        ...first,
        variables: variablesAt(point, unknowns, usable, problemOf, labels),
        replaced: sizes.replaced,
        sides: { ...both, source, point, slots },
      };
    } catch (failure) {
      if (!(failure instanceof DrawAgain)) throw failure;
      if (first) first = { ...first, refused: usable.size > 0 ? whyNoValue(failure) : messages.hasNoRandomValue };
    }
  }
  return first ?? { variables: variablesWithout(unknowns, read, problemOf), replaced: new Map(), sides: null, refused: messages.noSizes };
}

/** Random values are rounded, so that what is read is what is used; not where rounding would undo what is declared. */
const exactFacts = ['orthogonal', 'idempotent'];
const shownDigits = 100;

function withValues(point: Point, unknowns: readonly Unknown[], entered: ReadonlyMap<string, EnteredValue>): Point {
  const values = new Map<string, Entries>();
  for (const { name, facts } of unknowns) {
    const drawn = point.values.get(name)!;
    const isExact = exactFacts.some(fact => facts.has(fact));
    values.set(name, entered.get(name)?.entries ?? (isExact ? drawn : drawn.map(x => Math.round(x * shownDigits) / shownDigits)));
  }
  return { ...point, values };
}

function variablesAt(
  point: Point,
  unknowns: readonly Unknown[],
  entered: ReadonlyMap<string, EnteredValue>,
  problemOf: (name: string) => string | null,
  labels: PointLabels,
): readonly ChosenVariable[] {
  return unknowns.map(({ name, shape, facts }) => {
    const lengths = shape.map(dimension => sizeOf(dimension, point.sizes));
    const entries = point.values.get(name)!;
    const isEntered = entered.has(name);
    return { name, lengths, entries, isEntered, problem: problemOf(name), violations: isEntered ? violatedFacts(facts, entries, lengths, labels.entry) : [] };
  });
}

/** Where no sizes are found there are no random values either. */
function variablesWithout(
  unknowns: readonly Unknown[],
  read: readonly EnteredVariable[],
  problemOf: (name: string) => string | null,
): readonly ChosenVariable[] {
  return unknowns.map(({ name, shape }) => {
    const value = read.find(({ unknown }) => unknown.name === name)?.value;
    const lengths = (value && lengthsFor(shape.length, value)) ?? [];
    return { name, lengths, entries: value?.entries ?? new Float64Array(0), isEntered: value !== undefined, problem: problemOf(name), violations: [] };
  });
}

function whyNoValue(failure: DrawAgain): string {
  if (failure instanceof Singular) return messages.hasSingular;
  if (failure instanceof Pole) return messages.hasPole;
  if (failure instanceof OnKink) return messages.hasKink;
  if (failure instanceof NoDerivative) return messages.hasNoDerivative(failure.reason);
  return messages.hasNoValue;
}
