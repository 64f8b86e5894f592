/** Random points: a number for every size and every entry of every variable, with the declared properties. */

import type { Dimension } from '../dimensions/dimension.ts';
import { DrawAgain, NotEvaluable } from './failures.ts';
import { prime, primeField, reals } from './field.ts';
import { checkElimination, checkEntries } from './limits.ts';
import { messages } from './messages.ts';
import { type Draw, lackingProperty, sampleSquare } from './propertySamples.ts';
import { hashText, mixHash, mulberry32, type RandomNumbers } from './random.ts';
import { type Sizes, sizeOf, volume } from './sizes.ts';

export interface Point {
  /** Seeds the opaque functions, so that both sides of a comparison see the same ones. */
  readonly seed: number;
  readonly sizes: Sizes;
  /** By name, row-major over the axes. */
  readonly values: ReadonlyMap<string, Float64Array>;
  /** How the evaluation itself is varied, which shows what of a value is rounding. */
  readonly variation?: Variation;
}

export interface Variation {
  /** By which every result is rounded otherwise. */
  readonly seed: number;
  /** The steps of differences inside an expression, beside the usual ones: with them changes what these leave out. */
  readonly innerStep: number;
}

/** What is drawn for one name. */
export interface Unknown {
  readonly name: string;
  /** The axes. */
  readonly shape: readonly Dimension[];
  /** Declared properties, in words. */
  readonly facts: ReadonlySet<string>;
}

/** From where entries are drawn: [least, most) and what is added to the diagonals of square matrices. */
interface Regime {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly shift: number;
}
const signed: Regime = { name: 'signed', least: -1, most: 1, shift: 3 };
/** Where signed numbers give no finite value (log, sqrt, asin, 1 − x in a logarithm). */
const fallbacks: readonly Regime[] = [
  { name: 'unit', least: 0.15, most: 0.85, shift: 0 },
  { name: 'positive', least: 0.5, most: 2, shift: 3 },
  { name: 'small', least: -0.3, most: 0.3, shift: 0 },
  { name: 'large', least: 1.1, most: 2.5, shift: 3 },
  signed,
];
const [unit, positive, small] = fallbacks as readonly [Regime, Regime, Regime, ...Regime[]];
const smallPositive: Regime = { name: 'small and positive', least: 0.1, most: 0.4, shift: 0 };

/** The first attempts and every second one after them are signed throughout: signs are what tells |s| from s. Half of these are small, for what grows fast. */
function signedRegime(attempt: number): Regime | null {
  if (attempt < 3 || attempt % 4 === 0) return signed;
  return attempt % 4 === 2 ? small : null;
}

/**
 * A point over the reals.
 * @throws NotEvaluable where two declared properties exclude each other
 * @throws DrawAgain where the construction failed by chance
 */
export function drawPoint(unknowns: Iterable<Unknown>, sizes: Sizes, seed: number, attempt: number): Point {
  const values = new Map<string, Float64Array>();
  for (const unknown of unknowns) {
    const random = mulberry32(mixHash(mixHash(seed, attempt), hashText(unknown.name)));
    const regime = signedRegime(attempt) ?? regimeOf(attempt, random);
    values.set(unknown.name, drawValue(unknown, sizes, realDraw(unknown.facts, regime, random)));
  }
  return { seed: mixHash(seed, attempt), sizes, values };
}

/** The same for all names at first, then mixed, for sums such as log x + √(1 − y). */
function regimeOf(attempt: number, random: RandomNumbers): Regime {
  if (attempt < 8) return attempt % 4 === 3 ? unit : positive;
  return fallbacks[Math.floor(random() * fallbacks.length)]!;
}

/**
 * A point modulo the prime; positive entries are squares.
 * @throws NotEvaluable where two declared properties exclude each other
 * @throws DrawAgain where the construction failed by chance
 */
export function drawModularPoint(unknowns: Iterable<Unknown>, sizes: Sizes, seed: number, attempt: number): Point {
  const values = new Map<string, Float64Array>();
  for (const unknown of unknowns) {
    const random = mulberry32(mixHash(mixHash(seed, attempt), hashText(unknown.name)));
    values.set(unknown.name, drawValue(unknown, sizes, modularDraw(unknown.facts, random)));
  }
  return { seed: mixHash(seed, attempt), sizes, values };
}

function drawValue(unknown: Unknown, sizes: Sizes, draw: Draw): Float64Array {
  const { shape, facts, name } = unknown;
  const n = shape.length === 2 ? sizeOf(shape[0]!, sizes) : 0;
  if (n === 0 || n !== sizeOf(shape[1]!, sizes)) {
    const entries = volume(shape, sizes);
    checkEntries(entries);
    return Float64Array.from({ length: entries }, draw.entry);
  }
  checkEntries(n * n);
  if (facts.size > 0) checkElimination(n);
  const value = sampleSquare(facts, n, draw);
  const lacking = lackingProperty(facts, value, n, draw.field);
  if (lacking === null) return value;
  if (draw.field === reals && value.some(Number.isNaN)) throw new DrawAgain('sample');
  throw new NotEvaluable(messages.noSample(name, [...facts].join(' and ')));
}

const isPositive = (facts: ReadonlySet<string>): boolean => facts.has('positive') || facts.has('nonnegative');

function realDraw(facts: ReadonlySet<string>, regime: Regime, random: RandomNumbers): Draw {
  const withoutSign = regime === small ? smallPositive : regime.least < 0 ? positive : regime;
  const used = isPositive(facts) ? withoutSign : regime;
  return {
    field: reals,
    entry: () => uniform(used, random),
    positiveEntry: () => uniform(withoutSign, random),
    shift: used.shift,
  };
}

/** Not within a tenth of the middle's distance from 0: entries that nearly vanish make everything ill-conditioned. */
function uniform(regime: Regime, random: RandomNumbers): number {
  for (;;) {
    const value = regime.least + (regime.most - regime.least) * random();
    if (Math.abs(value) > 0.05) return value;
  }
}

function modularDraw(facts: ReadonlySet<string>, random: RandomNumbers): Draw {
  const any = (): number => 1 + Math.floor(random() * (prime - 1));
  const square = (): number => {
    const root = any();
    return (root * root) % prime;
  };
  return { field: primeField, entry: isPositive(facts) ? square : any, positiveEntry: square, shift: 0 };
}
