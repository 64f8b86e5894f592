/** Which entries of a large tensor are drawn: block by block, as few rectangles as its boxes allow. */

import type { PanelPicture } from './protocol.ts';
import type { Side } from './tensorEntry.ts';

/** Rows and columns within a block, from 0; the end is exclusive. */
export interface CellRange {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Whether an entry is a structural zero, its positions from 0. */
export function isZeroAt({ boxes, cancelled }: Pick<PanelPicture, 'boxes' | 'cancelled'>, positions: readonly number[]): boolean {
  const isInside = boxes.some(({ axes }) =>
    axes.every(({ of, shift, least, greatest }, k) => {
      const own = positions[k]! + 1;
      return own === positions[of]! + 1 + shift && own >= least && own <= greatest;
    }),
  );
  return !isInside || cancelled.some(pattern => hasPattern(pattern, positions));
}

/** The rectangles of the block at these positions of the outer side that are no structural zeros. They may overlap. */
export function filledRanges(picture: PanelPicture, outer: Side, inner: Side, row: number, column: number): readonly CellRange[] {
  if (picture.cancelled.length > 0) return singleCells(picture, outer, inner, row, column);
  const known = placed(outer, row, column, picture.axes.length);
  return picture.boxes.flatMap(box => rangesOfBox(box, known, inner));
}

type Box = PanelPicture['boxes'][number];

/** Positions from 1 of the outer axes; undefined of the inner ones. */
function placed({ axes }: Side, row: number, column: number, order: number): readonly (number | undefined)[] {
  const known = new Array<number | undefined>(order).fill(undefined);
  const [first, second] = axes.length > 1 ? axes : [undefined, axes[0]];
  if (first !== undefined) known[first] = row + 1;
  if (second !== undefined) known[second] = column + 1;
  return known;
}

/** With the outer positions put in, an inner axis is free, at one position, or on a diagonal with the other. */
function rangesOfBox({ axes }: Box, known: readonly (number | undefined)[], inner: Side): readonly CellRange[] {
  const leaders = new Map<number, number>();
  for (const [k, { of, shift, least, greatest }] of axes.entries()) {
    const own = known[k];
    if (own === undefined) continue;
    const leader = own - shift;
    if (own < least || own > greatest || (leaders.get(of) ?? leader) !== leader) return [];
    leaders.set(of, leader);
  }
  const range = (axis: number): readonly [least: number, greatest: number] => {
    const { of, shift, least, greatest } = axes[axis]!;
    const leader = leaders.get(of);
    if (leader === undefined) return [least, greatest];
    return [Math.max(least, leader + shift), Math.min(greatest, leader + shift)];
  };
  const [down, across] = inner.axes.length > 1 ? [inner.axes[0]!, inner.axes[1]!] : [null, inner.axes[0]!];
  const [firstColumn, lastColumn] = range(across);
  const [firstRow, lastRow] = down === null ? [1, 1] : range(down);
  if (lastRow < firstRow || lastColumn < firstColumn) return [];
  const isDiagonal = down !== null && axes[down]!.of === axes[across]!.of && !leaders.has(axes[down]!.of);
  if (!isDiagonal) return [{ row: firstRow - 1, column: firstColumn - 1, rows: lastRow - firstRow + 1, columns: lastColumn - firstColumn + 1 }];
  const behind = axes[across]!.shift - axes[down]!.shift;
  return Array.from({ length: lastRow - firstRow + 1 }, (_, k) => ({ row: firstRow + k - 1, column: firstRow + k + behind - 1, rows: 1, columns: 1 }));
}

function singleCells(picture: PanelPicture, outer: Side, inner: Side, row: number, column: number): readonly CellRange[] {
  const known = placed(outer, row, column, picture.axes.length);
  const [down, across] = inner.axes.length > 1 ? [inner.axes[0]!, inner.axes[1]!] : [null, inner.axes[0]!];
  const positions = known.map(position => (position ?? 1) - 1);
  const cells: CellRange[] = [];
  for (let r = 0; r < inner.rows; r += 1)
    for (let c = 0; c < inner.columns; c += 1) {
      if (down !== null) positions[down] = r;
      positions[across] = c;
      if (!isZeroAt(picture, positions)) cells.push({ row: r, column: c, rows: 1, columns: 1 });
    }
  return cells;
}

const hasPattern = (pattern: readonly number[], positions: readonly number[]): boolean =>
  pattern.every((label, k) => pattern.every((other, j) => (label === other) === (positions[k] === positions[j])));

/** A formula with the positions of an entry, from 0, put in for the placeholders. */
export function withPositions(text: string, placeholders: readonly number[], positions: readonly number[]): string {
  return text.replace(/\d{7,}/g, digits => {
    const axis = placeholders.findIndex(each => Math.abs(each - Number(digits)) < nearness);
    return axis < 0 ? digits : String(Number(digits) - placeholders[axis]! + positions[axis]!);
  });
}
/** More than any offset of a part of an axis. */
const nearness = 50_000;

/** The row of the table of cases that an entry is in, its positions from 0. */
export function caseAt({ cases }: PanelPicture, positions: readonly number[]): number | null {
  if (cases === null) return null;
  const isSame = ([a, b]: readonly [number, number]): boolean => positions[a] === positions[b];
  const found = cases.findIndex(({ equal, different }) => equal.length > 0 && equal.every(isSame) && !different.some(isSame));
  return found < 0 ? cases.length - 1 : found;
}
