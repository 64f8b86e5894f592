/** The point at which the panel evaluates a result: what its reader typed, and random values for the rest. */

import { firstPosition } from '../notation/indexBase.ts';
import { latexName } from '../notation/names.ts';
import type { ChosenPoint } from '../numeric/index.ts';
import type { NumbersChoice, PanelFormula } from '../panel/protocol.ts';
import { symbolsIn } from '../shapes/dependence.ts';
import type { TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import type { Derived } from './derive.ts';
import type { Experiments } from './experiments.ts';

/** The seeds that a reader may choose from. */
const GREATEST_SEED = 9_999;

export function pointFor(derived: Derived, choice: NumbersChoice, { choosePoint }: Experiments): ChosenPoint {
  const { of, wrt, wrtIndices } = derived.query;
  const symbols = symbolsOf(derived.query);
  const placeOf = (name: string): number => symbols.get(name)?.span.start ?? 0;
  const entered = new Map(Object.entries(choice.entered).filter(([name, text]) => symbols.has(name) && typeof text === 'string'));
  const seed = Number.isInteger(choice.seed) && choice.seed >= 1 && choice.seed <= GREATEST_SEED ? choice.seed : 1;
  return choosePoint(
    { of, wrt, wrtIndices },
    derived.checked,
    { seed, entered },
    {
      written: name => symbols.get(name)?.written ?? name,
      before: (a, b) => placeOf(a) - placeOf(b),
      entry: positions =>
        positions.length === 1 ? `entry ${printedPositions(positions)}` : positions.length === 0 ? 'it' : `entry (${printedPositions(positions)})`,
    },
  );
}

/** Everything that the query can read, and what it is differentiated by. */
export function symbolsOf({ of, wrt }: TypedQuery): ReadonlyMap<string, TypedSymbol> {
  const symbols = new Map(symbolsIn(of));
  for (const symbol of wrt) {
    symbols.set(symbol.name, symbol);
    if (symbol.definition) for (const [name, below] of symbolsIn(symbol.definition)) symbols.set(name, below);
  }
  return symbols;
}

/** Positions from 0 as the document counts: `1, 2`. */
export const printedPositions = (positions: readonly number[]): string => positions.map(position => position + firstPosition()).join(', ');

/** The same as an index: `12`, and `1,12` where digits would run together. */
export const printedIndex = (positions: readonly number[]): string => {
  const printed = positions.map(position => String(position + firstPosition()));
  return printed.join(printed.some(text => text.length > 1) ? ',' : '');
};

export const nameOf = (symbol: TypedSymbol): PanelFormula => ({ tex: latexName(symbol.name), unicode: symbol.written });

/** Positions of a row-major offset. */
export function positionsOf(offset: number, lengths: readonly number[]): readonly number[] {
  let rest = offset;
  return lengths
    .toReversed()
    .map(length => {
      const position = rest % length;
      rest = Math.floor(rest / length);
      return position;
    })
    .toReversed();
}
