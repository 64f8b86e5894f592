/** Numbers for the entries of a result at small sizes, and the values of what its two sides are axes of, at the same point. */

import { evaluateDimension, namesOf } from '../dimensions/dimension.ts';
import type { IndexFactor, IndexForm } from '../notation/form.ts';
import { printedPosition } from '../notation/indexBase.ts';
import { latexName } from '../notation/names.ts';
import {
  DrawAgain,
  dimensionsOf,
  drawPoint,
  evaluateTensor,
  NotEvaluable,
  type Point,
  type Sizes,
  sizeOf,
  type Unknown,
  unknownsOf,
} from '../numeric/exact.ts';
import type { PanelEntries, PanelFormula, PanelSideGrid } from '../panel/protocol.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import { allOperands } from '../tensors/traverse.ts';
import type { Derived } from './derive.ts';
import { definitionOf } from './hoverInfo.ts';

const ATTEMPTS = 8;
const SEED = 20;
/** Larger ones than this say less than two decimals of small ones do. */
const LARGEST = 1e4;
const OTHER_SIZE = 2;

/** Row-major over the axes; null where the result holds a function of which nothing is known, or no point serves. */
export interface TensorNumbers {
  readonly entries: readonly number[];
  readonly of: readonly number[];
  readonly wrt: readonly (readonly number[])[];
}

export function tensorNumbers(derived: Derived, named: ReadonlyMap<string, number>): TensorNumbers | null {
  const roots = [derived.source, derived.node];
  if (roots.some(root => allOperands(root).some(({ kind }) => kind === 'apply'))) return null;
  // of what the result does not depend on, the value may
  const others = [...dimensionsOf(roots)].flatMap(namesOf).filter(name => !named.has(name));
  const sizes: Sizes = { named: new Map([...named, ...others.map((name): [string, number] => [name, OTHER_SIZE])]), replaced: new Map() };
  const unknowns = [...unknownsOf(roots).values()];
  for (const symbol of derived.query.wrt)
    if (!unknowns.some(({ name }) => name === symbol.name))
      unknowns.push({ name: symbol.name, shape: [...symbol.shape.rows, ...symbol.shape.columns], facts: symbol.properties });
  for (let attempt = -1; attempt < ATTEMPTS; attempt += 1) {
    const point = attempt < 0 ? countingPoint(unknowns, sizes) : drawnPoint(unknowns, sizes, attempt);
    const [of, entries] = point ? roots.map(root => evaluateTensor(root, point)) : [];
    if (!point || of?.status !== 'ok' || entries?.status !== 'ok') continue;
    if (![...of.data, ...entries.data].every(value => Number.isFinite(value) && Math.abs(value) < LARGEST)) continue;
    return { entries: [...entries.data], of: [...of.data], wrt: derived.query.wrt.map(({ name }) => [...point.values.get(name)!]) };
  }
  return null;
}

/** 1, 2, 3, … column by column, which a reader follows by heart; null where something is declared that such numbers need not have. */
function countingPoint(unknowns: readonly Unknown[], sizes: Sizes): Point | null {
  if (unknowns.some(({ facts }) => facts.size > 0)) return null;
  const values = new Map(
    unknowns.map(({ name, shape }) => {
      const [rows = 1, columns = 1] = shape.map(size => sizeOf(size, sizes));
      const count = shape.reduce((product, size) => product * sizeOf(size, sizes), 1);
      return [name, Float64Array.from({ length: count }, (_, k) => (shape.length === 2 ? Math.floor(k / columns) + rows * (k % columns) : k) + 1)];
    }),
  );
  return { seed: SEED, sizes, values };
}

function drawnPoint(unknowns: readonly Unknown[], sizes: Sizes, attempt: number): Point | null {
  try {
    return drawPoint(unknowns, sizes, SEED, attempt);
  } catch (failure) {
    if (failure instanceof DrawAgain || failure instanceof NotEvaluable) return null;
    throw failure;
  }
}

/** What each side is axes of, entry by entry; null where a side has the axes of two variables. */
export function sideGrids(derived: Derived, first: number, named: ReadonlyMap<string, number>, numbers: TensorNumbers | null): PanelEntries['grids'] {
  const { query, ofAxes, wrtAxes } = derived;
  const of = query.of.op === 'entry' ? query.of.args[0] : query.of;
  const symbol = of.op === 'reference' || of.op === 'variable' ? of.symbol : null;
  const groups = [
    { axes: ofAxes, symbol, values: numbers?.of ?? null, role: 'numerator' as const },
    ...query.wrt.map((wrt, k) => ({ axes: wrtAxes[k]!, symbol: wrt, values: numbers?.wrt[k] ?? null, role: 'denominator' as const })),
  ].filter(({ axes }) => axes.length > 0);
  let axis = 0;
  const placed = groups.map(group => {
    const side = axis < first ? 0 : 1;
    axis += group.axes.length;
    return { ...group, side };
  });
  const grid = (side: 0 | 1): PanelSideGrid | null => {
    const [only, ...others] = placed.filter(group => group.side === side);
    if (!only || others.length > 0) return null;
    const lengths = only.axes.map(size => evaluateDimension(size, named));
    const name = nameOf(only.symbol);
    const definition = only.role === 'numerator' && only.symbol ? definitionOf(only.symbol) : null;
    return {
      role: only.role,
      name,
      definition: definition && { tex: definition.latex, unicode: definition.unicode },
      cells: positionsOf(lengths).map((positions, k) => ({ formula: entryOf(name, positions), value: only.values?.[k] ?? null })),
    };
  };
  return [grid(0), grid(1)];
}

const nameOf = (symbol: TypedSymbol | null): PanelFormula => (symbol ? { tex: latexName(symbol.name), unicode: symbol.written } : { tex: 'f', unicode: 'f' });

function entryOf({ tex, unicode }: PanelFormula, positions: readonly number[]): PanelFormula {
  const digits = positions.map(position => String(printedPosition(position)));
  const joined = digits.join(digits.some(text => text.length > 1) ? ',' : '');
  return { tex: `{${tex}}_{${joined}}`, unicode: `${unicode}_${joined}` };
}

/** Row-major, from 1. */
function positionsOf(lengths: readonly number[]): readonly (readonly number[])[] {
  return lengths.reduce<readonly (readonly number[])[]>((all, length) => all.flatMap(before => Array.from({ length }, (_, k) => [...before, k + 1])), [[]]);
}

/** The entries of a name that stand in a form, by their number (row-major). @param lengths of the axes of the name */
export function entriesNamed(form: IndexForm, name: string, lengths: readonly number[]): readonly number[] {
  const found = new Set<number>();
  const visit = ({ terms }: IndexForm): void => {
    for (const factor of terms.flatMap(term => term.factors)) {
      if (factor.kind === 'function') visit(factor.argument);
      if (factor.kind === 'delta' || factor.kind === 'function' || nameIn(factor) !== name || factor.indices.length !== lengths.length) continue;
      const positions = factor.indices.map(({ letter }) => (/^\d+$/.test(letter) ? Number(letter) - 1 : Number.NaN));
      const number = lengths.reduce((sum, length, k) => sum * length + positions[k]!, 0);
      if (Number.isInteger(number)) found.add(number);
    }
  };
  visit(form);
  return [...found];
}

const nameIn = (factor: Extract<IndexFactor, { readonly indices: unknown }>): string | null =>
  factor.kind === 'tensor' ? factor.name : factor.form.kind === 'name' ? factor.form.name : null;
