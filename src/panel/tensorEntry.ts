/** Positions and numbers of a tensor's entries, and what shows which of them is selected. */

import type { PanelEntries, PanelFormula } from './protocol.ts';

/** One side of the picture as rows and columns; a side of one axis is a row. */
export interface Side {
  /** Positions of its axes among all. */
  readonly axes: readonly number[];
  readonly rows: number;
  readonly columns: number;
}
export interface Sides {
  readonly first: Side;
  readonly second: Side;
  positionsAt(number: number): readonly number[];
  /** null outside the tensor. */
  numberAt(positions: readonly number[]): number | null;
}
export interface LinkedEntries {
  readonly entries: PanelEntries;
  /** Their values, where they are written as numbers. */
  readonly numbers: readonly number[] | null;
  readonly sides: Sides;
  /** Number of the selected entry. */
  current: number;
  /** Each shows on its part of the page that an entry is selected. */
  readonly marks: ((current: number) => void)[];
}

export function sidesOf({ axes, first }: Pick<PanelEntries, 'axes' | 'first'>): Sides {
  const lengths = axes.map(axis => axis.length);
  const side = (from: number, to: number): Side => {
    const own = lengths.slice(from, to);
    return { axes: own.map((_, k) => from + k), rows: own.length > 1 ? own[0]! : 1, columns: own.at(-1) ?? 1 };
  };
  return {
    first: side(0, first),
    second: side(first, lengths.length),
    positionsAt: number => {
      let rest = number;
      return lengths
        .toReversed()
        .map(length => {
          const position = rest % length;
          rest = Math.floor(rest / length);
          return position;
        })
        .toReversed();
    },
    numberAt: positions => {
      if (positions.length !== lengths.length || lengths.some((length, k) => !(positions[k]! >= 0 && positions[k]! < length))) return null;
      return lengths.reduce((number, length, k) => number * length + positions[k]!, 0);
    },
  };
}

/** Positions with a row and a column of each side put in. */
export function positionsFor(parts: readonly { readonly side: Side; readonly row: number; readonly column: number }[]): readonly number[] {
  const positions: number[] = [];
  for (const { side, row, column } of parts) {
    const [above, last] = side.axes.length > 1 ? side.axes : [undefined, side.axes[0]];
    if (above !== undefined) positions[above] = row;
    if (last !== undefined) positions[last] = column;
  }
  return positions;
}

/** The one selected before where it still exists, else the first that is no structural zero. */
export function startingEntry(entries: PanelEntries, selected: readonly number[] | null): number {
  const before = selected === null ? null : sidesOf(entries).numberAt(selected);
  return (
    before ??
    Math.max(
      0,
      entries.entries.findIndex(entry => entry.value !== null),
    )
  );
}

/** A formula that has no room in a cell, which then is filled without text. */
export const isLong = ({ unicode }: PanelFormula): boolean => unicode.length > 12;

/** The entry that an event on the page is about. */
export function entryNumber(target: EventTarget | null): number | null {
  const found = target instanceof Element ? target.closest<HTMLElement>('[data-entry]')?.dataset.entry : undefined;
  return found === undefined ? null : Number(found);
}
