/** One entry of an index form: numbers for its free indices and for the sizes, the deltas decided, like terms added. */

import { constantDimension, type Dimension } from '../dimensions/dimension.ts';
import * as Q from '../tensors/rational.ts';
import type { IndexFactor, IndexForm, IndexName, IndexTerm } from './form.ts';
import { printIndexUnicode } from './indexUnicode.ts';

export interface EntryAt {
  /** The form with the numbers put in: `δ_11 R_22 + δ_12 R_21`. */
  readonly instantiated: IndexForm;
  /** What remains of it: `R_22`; no terms where every one has a delta that is 0. */
  readonly value: IndexForm;
}

/** Between two summed letters a delta stays where the sum is longer than this. */
const LONGEST_EXPANDED = 12;

/**
 * The entry at `positions` (from 1, one for each free index). `lengthOf` gives every size of the form as a number.
 * null where a written position lies outside its axis at these sizes, as x_5 does in ℝ^3.
 */
export function entryAt(form: IndexForm, positions: readonly number[], lengthOf: (size: Dimension) => number): EntryAt | null {
  const bound = new Map(form.free.map((index, axis) => [index.letter, positions[axis]!]));
  const work: Work = { lengthOf, isOutside: false };
  const instantiated = substituted(form, bound, work);
  const value = resolved(form, bound, work);
  return work.isOutside ? null : { instantiated, value };
}

/** Every size that occurs in a form, in the order of its free indices, then as they come. */
export function sizesIn(form: IndexForm): ReadonlySet<Dimension> {
  const found = new Set<Dimension>();
  const visitIndex = ({ size, offset }: IndexName): void => {
    found.add(size);
    if (offset) found.add(offset);
  };
  const visit = ({ free, terms }: IndexForm): void => {
    free.forEach(visitIndex);
    for (const term of terms) {
      term.summed.forEach(visitIndex);
      for (const factor of term.factors) {
        if (factor.kind === 'delta') [factor.left, factor.right].forEach(visitIndex);
        else if (factor.kind === 'function') visit(factor.argument);
        else factor.indices.forEach(visitIndex);
      }
    }
  };
  visit(form);
  return found;
}

type Bound = ReadonlyMap<string, number>;

interface Work {
  readonly lengthOf: (size: Dimension) => number;
  /** Some written position does not exist. */
  isOutside: boolean;
}

/** The number that an index stands for; null while a sum runs over it. */
function numberOf({ letter, offset, size }: IndexName, bound: Bound, work: Work): number | null {
  const start = offset ? work.lengthOf(offset) : 0;
  const known = bound.get(letter);
  if (known !== undefined) return known + start;
  if (!/^\d+$/.test(letter)) return null;
  if (Number(letter) > work.lengthOf(size)) work.isOutside = true;
  return Number(letter) + start;
}

function indexAt(index: IndexName, bound: Bound, work: Work): IndexName {
  const number = numberOf(index, bound, work);
  const size = constantDimension(work.lengthOf(index.size));
  if (number !== null) return { letter: String(number), size, role: index.role };
  return { letter: index.letter, size, role: index.role, ...(index.offset ? { offset: constantDimension(work.lengthOf(index.offset)) } : {}) };
}

function substituted(form: IndexForm, bound: Bound, work: Work): IndexForm {
  const at = (index: IndexName): IndexName => indexAt(index, bound, work);
  return {
    free: form.free.map(at),
    terms: form.terms.map(term => ({
      coefficient: term.coefficient,
      summed: term.summed.map(at),
      factors: term.factors.map(factor => substitutedFactor(factor, at, argument => substituted(argument, bound, work))),
    })),
  };
}

function substitutedFactor(factor: IndexFactor, at: (index: IndexName) => IndexName, inside: (form: IndexForm) => IndexForm): IndexFactor {
  if (factor.kind === 'delta') return { ...factor, left: at(factor.left), right: at(factor.right) };
  if (factor.kind === 'function') return { ...factor, argument: inside(factor.argument) };
  return { ...factor, indices: factor.indices.map(at) };
}

function resolved(form: IndexForm, bound: Bound, work: Work): IndexForm {
  return { free: form.free.map(index => indexAt(index, bound, work)), terms: merged(form.terms.flatMap(term => resolvedTerm(term, bound, work))) };
}

/** A delta between a number and a summed letter decides the letter; one between two summed letters spreads out a short sum. */
function resolvedTerm(term: IndexTerm, bound: Bound, work: Work): readonly IndexTerm[] {
  const isSummed = (letter: string): IndexName | undefined => term.summed.find(index => index.letter === letter);
  const without = (letter: string): IndexTerm => ({ ...term, summed: term.summed.filter(index => index.letter !== letter) });
  for (const factor of term.factors) {
    if (factor.kind !== 'delta') continue;
    const [left, right] = [numberOf(factor.left, bound, work), numberOf(factor.right, bound, work)];
    if (left !== null && right !== null) {
      if (left !== right) return [];
      continue;
    }
    const open = left === null ? factor.left : factor.right;
    const sum = isSummed(open.letter);
    if (!sum) continue;
    const length = work.lengthOf(sum.size);
    const known = left ?? right;
    if (known !== null) {
      const value = known - (open.offset ? work.lengthOf(open.offset) : 0);
      return value < 1 || value > length ? [] : resolvedTerm(without(open.letter), new Map(bound).set(open.letter, value), work);
    }
    if (length <= LONGEST_EXPANDED)
      return Array.from({ length }, (_, k) => resolvedTerm(without(open.letter), new Map(bound).set(open.letter, k + 1), work)).flat();
  }
  let coefficient = term.coefficient;
  const factors: IndexFactor[] = [];
  for (const factor of term.factors) {
    if (factor.kind === 'delta' && numberOf(factor.left, bound, work) !== null && numberOf(factor.right, bound, work) !== null) continue;
    const made = substitutedFactor(
      factor,
      index => indexAt(index, bound, work),
      argument => resolved(argument, bound, work),
    );
    if (made.kind === 'function' && made.function === null) {
      const { terms } = made.argument;
      if (terms.length === 0 && made.exponent.numerator > 0) return [];
      const [only] = terms;
      if (only && terms.length === 1 && only.summed.length === 0 && Q.isOne(made.exponent)) {
        coefficient = Q.multiply(coefficient, only.coefficient);
        factors.push(...only.factors);
        continue;
      }
    }
    factors.push(made);
  }
  return [{ coefficient, summed: term.summed.map(index => indexAt(index, bound, work)), factors }];
}

/** Terms that print alike, in whatever order of their factors, are added. */
function merged(terms: readonly IndexTerm[]): readonly IndexTerm[] {
  const found = new Map<string, IndexTerm>();
  for (const term of terms) {
    const texts = term.factors.map(factor => printIndexUnicode({ free: [], terms: [{ coefficient: Q.ONE, summed: [], factors: [factor] }] })).sort();
    const key = [...term.summed.map(index => `${index.letter}≤${index.size.text}`), ...texts].join('·');
    const before = found.get(key);
    found.set(key, before ? { ...before, coefficient: Q.add(before.coefficient, term.coefficient) } : term);
  }
  return [...found.values()].filter(term => !Q.isZero(term.coefficient));
}
