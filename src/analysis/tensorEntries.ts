/** The entries of a checked result of order 3 or 4, for the panel's view of them: each from the index form at small sizes, all together at larger ones. */

import { type Dimension, evaluateDimension } from '../dimensions/dimension.ts';
import { type Case, tableOfCases } from '../notation/cases.ts';
import { entryAt, sizesIn } from '../notation/entries.ts';
import type { IndexForm } from '../notation/form.ts';
import { firstPosition, printedPosition } from '../notation/indexBase.ts';
import { printIndexLatex } from '../notation/indexLatex.ts';
import { printIndexUnicode } from '../notation/indexUnicode.ts';
import { dimensionsOf } from '../numeric/exact.ts';
import type { PanelEntries, PanelFormula, PanelTensor, TensorSizes } from '../panel/protocol.ts';
import type { TypedQuery } from '../shapes/typed.ts';
import { chosenSizes, namedSizes, type SizeLimits } from './chosenSizes.ts';
import type { Derived } from './derive.ts';
import { coloured, entryLeft } from './leftSide.ts';
import { messages } from './messages.ts';
import { indexFormOf, indexNamesOf } from './print.ts';
import { entriesNamed, sideGrids, tensorNumbers } from './tensorNumbers.ts';
import { tensorPicture } from './tensorPicture.ts';
import { isValueQuery } from './valueQuery.ts';

/** What a reader takes in at a glance, and what one message carries. */
const MOST_ENTRIES = 2_000;
const MOST_CHARACTERS = 400_000;
const LIMITS: SizeLimits = { least: 1, greatest: 64 };

/** Whether a result has entries to be looked at: order 3 or 4, and each side of the picture at most a matrix. */
export function hasEntries(derived: Derived): boolean {
  const order = derived.node.shape.length;
  return order >= 3 && order <= 4 && !derived.sides && !isValueQuery(derived.query) && !isFixed(derived.query) && splitOf(derived) !== null;
}

/** The entries at the sizes that are wanted, by name; sizes that are not named or out of their limits are chosen here. */
export function tensorEntries(derived: Derived, wanted: TensorSizes): PanelTensor {
  const form = indexFormOf(derived);
  const sizes = chosenSizes([...sizesIn(form), ...dimensionsOf([derived.node])], wanted, LIMITS);
  const named = namedSizes(sizes);
  const lengthOf = (size: Dimension): number => evaluateDimension(size, named);
  const lengths = form.free.map(index => lengthOf(index.size));
  const count = lengths.reduce((product, length) => product * length, 1);
  const refuse = (refused: string): PanelTensor => ({ sizes, entries: null, refused });
  // with the room that written positions need behind them: of x[5] it is n - 4
  if ([...dimensionsOf([derived.node])].some(size => lengthOf(size) < 1) || lengths.some(length => length < 1)) return refuse(messages.noEntries);
  if (count > MOST_ENTRIES || count * printIndexLatex(form, { colours: true }).length > MOST_CHARACTERS) {
    const parts = tensorPicture(derived, form, lengths, lengthOf);
    return parts ? { sizes, entries: null, refused: null, picture: { ...sidesOf(derived, lengths), ...parts } } : refuse(messages.tooManyBoxes);
  }
  const entries = entriesOf(derived, form, lengths, named);
  return entries ? { sizes, entries, refused: null } : refuse(messages.noEntries);
}

/** Of ∂K_12/∂R an axis is fixed by a number: what is left has no letters for all indices of its names. */
function isFixed(query: TypedQuery): boolean {
  const indices = [query.of.op === 'entry' ? query.of.indices : null, ...query.wrtIndices];
  return indices.some(own => own?.some(index => typeof index === 'number') ?? false);
}

/** How many axes the first side of the picture has: whole variables stay together. null where a side would have three axes. */
function splitOf(derived: Derived): number | null {
  const groups = [derived.ofAxes.length, ...derived.wrtAxes.map(axes => axes.length)].filter(length => length > 0);
  const order = derived.node.shape.length;
  let first = 0;
  for (const length of groups) {
    first += length;
    if (first < order && first <= 2 && order - first <= 2) return first;
  }
  return null;
}

function entriesOf(derived: Derived, form: IndexForm, lengths: readonly number[], named: ReadonlyMap<string, number>): PanelEntries | null {
  const lengthOf = (size: Dimension): number => evaluateDimension(size, named);
  const first = splitOf(derived)!;
  const below = derived.query.wrt.at(-1)!;
  const belowLengths = derived.wrtAxes.at(-1)!.map(lengthOf);
  const uses: (readonly number[])[] = [];
  const numbers = tensorNumbers(derived, named);
  const cases = tableOfCases(form);
  const formulas: PanelFormula[] = [];
  const known = new Map<string, number>();
  const entries: PanelEntries['entries'][number][] = [];
  for (const positions of positionsOf(lengths)) {
    const entry = entryAt(form, positions, lengthOf);
    if (!entry) return null;
    const value = printed(entry.value);
    if (!known.has(value.tex)) {
      known.set(value.tex, formulas.length);
      formulas.push(value);
      uses.push(entriesNamed(entry.value, below.name, belowLengths));
    }
    entries.push({
      left: leftAt(derived, positions),
      instantiated: printed(entry.instantiated),
      value: entry.value.terms.length === 0 ? null : known.get(value.tex)!,
      case: cases ? caseOf(cases, form, positions) : null,
    });
  }
  return {
    ...sidesOf(derived, lengths),
    titles: [
      positionsOf(lengths.slice(0, first)).map(own => leftAt(derived, [...own, ...lengths.slice(first).map(() => null)])),
      positionsOf(lengths.slice(first)).map(own => leftAt(derived, [...lengths.slice(0, first).map(() => null), ...own])),
    ],
    grids: sideGrids(derived, first, named, numbers),
    numbers: numbers?.entries ?? null,
    formulas,
    uses,
    entries,
  };
}

function sidesOf(derived: Derived, lengths: readonly number[]): Pick<PanelEntries, 'axes' | 'first' | 'base' | 'names'> {
  const first = splitOf(derived)!;
  return {
    axes: indexNamesOf(derived).map(({ letter, role }, axis) => ({
      letter: { tex: coloured(letter, role), unicode: letter },
      axis: role === 'numerator' ? 'numerator' : 'denominator',
      length: lengths[axis]!,
    })),
    first,
    base: firstPosition(),
    names: sideNames(derived, first),
  };
}

/** Row-major, from 1. */
function positionsOf(lengths: readonly number[]): readonly (readonly number[])[] {
  let all: readonly (readonly number[])[] = [[]];
  for (const length of lengths) all = all.flatMap(before => Array.from({ length }, (_, k) => [...before, k + 1]));
  return all;
}

const printed = (form: IndexForm): PanelFormula => ({ tex: printIndexLatex(form, { colours: true }), unicode: printIndexUnicode(form) });

function leftAt(derived: Derived, positions: readonly (number | null)[]): PanelFormula {
  const { latex, unicode } = entryLeft(
    derived,
    positions.map(position => printedPosition(position)?.toString() ?? null),
  );
  return { tex: latex, unicode };
}

/** The row of the table that holds at these positions; the last where none before it does. */
function caseOf(cases: readonly Case[], form: IndexForm, positions: readonly number[]): number {
  const at = new Map(form.free.map((index, axis) => [index.letter, positions[axis]!]));
  const holds = ({ equal, different }: Case): boolean =>
    equal.length > 0 && equal.every(([a, b]) => at.get(a) === at.get(b)) && different.every(([a, b]) => at.get(a) !== at.get(b));
  const found = cases.findIndex(holds);
  return found < 0 ? cases.length - 1 : found;
}

/** `K` and `R`; an expression has no name but f. */
function sideNames({ query, ofAxes, wrtAxes }: Derived, first: number): readonly [string, string] {
  const of = query.of.op === 'entry' ? query.of.args[0] : query.of;
  const names = [of.op === 'reference' || of.op === 'variable' ? of.symbol.written : 'f', ...query.wrt.map(symbol => symbol.written)];
  const sides: [string[], string[]] = [[], []];
  let axis = 0;
  [ofAxes, ...wrtAxes].forEach((axes, k) => {
    if (axes.length > 0) sides[axis < first ? 0 : 1].push(names[k]!);
    axis += axes.length;
  });
  return [sides[0].join(', '), sides[1].join(', ')];
}
