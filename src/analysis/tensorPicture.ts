/** The entries of a result that has too many to be written out: where it has structural zeros, and how any one entry is written. */

import type { Dimension } from '../dimensions/dimension.ts';
import { type Pair, tableOfCases } from '../notation/cases.ts';
import { entryAt } from '../notation/entries.ts';
import type { IndexFactor, IndexForm, IndexTerm } from '../notation/form.ts';
import { printedPosition } from '../notation/indexBase.ts';
import { printIndexLatex } from '../notation/indexLatex.ts';
import { printIndexUnicode } from '../notation/indexUnicode.ts';
import { countEntries, holds, intersection, type Support, supportsOf } from '../notation/support.ts';
import type { PanelPicture } from '../panel/protocol.ts';
import type { Derived } from './derive.ts';
import { entryLeft } from './leftSide.ts';

/** Beside the axes and names, which are those of the entries too. */
export type PictureParts = Omit<PanelPicture, 'axes' | 'first' | 'base' | 'names'>;

/** Numbers near these stand in a formula for positions of the axes. */
const PLACEHOLDERS: readonly number[] = [9_150_000, 9_250_000, 9_350_000, 9_450_000];
const CLOSE = 100_000;
/** Another number as large would be taken for a position: a coefficient 9150000, a name w9150000. */
const isTaken = (text: string): boolean =>
  (text.match(/\d{7,}/g) ?? []).some(digits => PLACEHOLDERS.some(placeholder => Math.abs(Number(digits) - placeholder) <= CLOSE));
/** A template of more characters is not put into the page anew for every entry. */
const LONGEST_TEMPLATE = 4_000;

/** @param lengths of the axes; null where the boxes cannot be told, or a number of the document would be read as a position */
export function tensorPicture(derived: Derived, form: IndexForm, lengths: readonly number[], lengthOf: (size: Dimension) => number): PictureParts | null {
  const boxes = supportsOf(form, lengthOf);
  if (!boxes) return null;
  const lettered = entryLeft(derived);
  if ([printIndexLatex(form), printIndexUnicode(form), lettered.latex, lettered.unicode].some(isTaken)) return null;
  const cancelled = cancelledPatterns(form, boxes, lengths, lengthOf);
  const inBoxes = countEntries(boxes);
  const left = entryLeft(
    derived,
    lengths.map((_, axis) => String(printedPosition(PLACEHOLDERS[axis]! + 1))),
  );
  return {
    total: lengths.reduce((product, length) => product * length, 1),
    nonzero: inBoxes === null ? null : inBoxes - cancelled.reduce((sum, pattern) => sum + entriesOfPattern(pattern, form, lengths), 0),
    boxes,
    cancelled,
    placeholders: lengths.map((_, axis) => PLACEHOLDERS[axis]!),
    left: { tex: left.latex, unicode: left.unicode },
    instantiated: template(form, lengthOf),
    cases: casesOf(form, lengths),
  };
}

function template(form: IndexForm, lengthOf: (size: Dimension) => number): PictureParts['instantiated'] {
  const entry = entryAt(
    form,
    form.free.map((_, axis) => PLACEHOLDERS[axis]! + 1),
    lengthOf,
  );
  if (!entry) return null;
  const tex = printIndexLatex(entry.instantiated, { colours: true });
  return tex.length > LONGEST_TEMPLATE ? null : { tex, unicode: printIndexUnicode(entry.instantiated) };
}

/**
 * Which axes have the same position, where the terms of all entries with that pattern cancel: (R_iq − R_ip) at p = q. Nothing where
 * positions are written in the form or belong to parts of an axis, so that more than the pattern decides.
 */
function cancelledPatterns(form: IndexForm, boxes: readonly Support[], lengths: readonly number[], lengthOf: (size: Dimension) => number): number[][] {
  if (form.terms.length < 2 || hasPlaces(form)) return [];
  return patternsOf(form).filter(pattern => {
    const positions = pattern.map(label => label + 1);
    if (positions.some((position, axis) => position > lengths[axis]!) || !boxes.some(box => holds(box, positions))) return false;
    return entryAt(form, positions, lengthOf)?.value.terms.length === 0;
  });
}

function hasPlaces({ terms }: IndexForm): boolean {
  const isPlace = ({ letter, offset }: { readonly letter: string; readonly offset?: Dimension }): boolean => offset !== undefined || /^\d+$/.test(letter);
  const inFactor = (factor: IndexFactor): boolean => {
    if (factor.kind === 'delta') return isPlace(factor.left) || isPlace(factor.right);
    return factor.kind === 'function' ? hasPlaces(factor.argument) : factor.indices.some(isPlace);
  };
  return terms.some((term: IndexTerm) => term.summed.some(isPlace) || term.factors.some(inFactor));
}

/** Every way in which axes of one size can have the same position: a label for each axis, new ones in turn. */
function patternsOf({ free }: IndexForm): number[][] {
  let patterns: number[][] = [[]];
  for (const index of free) {
    patterns = patterns.flatMap(pattern => {
      const others = [...new Set(pattern.filter((_, other) => free[other]!.size === index.size))];
      return [...others, Math.max(-1, ...pattern) + 1].map(label => [...pattern, label]);
    });
  }
  return patterns;
}

/** How many entries have exactly this pattern. */
function entriesOfPattern(pattern: readonly number[], { free }: IndexForm, lengths: readonly number[]): number {
  const taken = new Map<Dimension, number>();
  let count = 1;
  pattern.forEach((label, axis) => {
    if (pattern.indexOf(label) !== axis) return;
    const { size } = free[axis]!;
    const before = taken.get(size) ?? 0;
    taken.set(size, before + 1);
    count *= Math.max(0, lengths[axis]! - before);
  });
  return count;
}

function casesOf(form: IndexForm, lengths: readonly number[]): PictureParts['cases'] {
  const cases = tableOfCases(form);
  if (!cases) return null;
  const axes = (pairs: readonly Pair[]) =>
    pairs.map(([a, b]): [number, number] => [form.free.findIndex(({ letter }) => letter === a), form.free.findIndex(({ letter }) => letter === b)]);
  const total = lengths.reduce((product, length) => product * length, 1);
  const found = cases.slice(0, -1).map(({ equal, different }) => {
    const pairs = { equal: axes(equal), different: axes(different) };
    return { ...pairs, count: countCase(pairs.equal, pairs.different, lengths) };
  });
  return [...found, { equal: [], different: [], count: total - found.reduce((sum, { count }) => sum + count, 0) }];
}

/** All entries with these axes equal, less those where one of the others is equal too. */
function countCase(equal: readonly [number, number][], different: readonly [number, number][], lengths: readonly number[]): number {
  const within = equal.reduce<Support | null>((box, pair) => box && intersection(box, diagonal(pair, lengths)), whole(lengths));
  const excluded = different.flatMap(pair => (within ? (intersection(within, diagonal(pair, lengths)) ?? []) : []));
  return (within ? (countEntries([within]) ?? 0) : 0) - (excluded.length > 0 ? (countEntries(excluded) ?? 0) : 0);
}

const whole = (lengths: readonly number[]): Support => ({ axes: lengths.map((length, of) => ({ of, shift: 0, least: 1, greatest: length })) });

function diagonal([a, b]: readonly [number, number], lengths: readonly number[]): Support {
  const [first, second] = a < b ? [a, b] : [b, a];
  return { axes: whole(lengths).axes.map((axis, k) => (k === second ? { ...axis, of: first } : axis)) };
}
