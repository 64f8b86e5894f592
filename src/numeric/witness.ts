/** Where two tensors differ, so that a person can check it by hand. */

import { printDimension } from '../dimensions/dimension.ts';
import type { Point, Unknown } from './points.ts';
import { sizeOf } from './sizes.ts';

export interface Witness {
  /** The sizes that were chosen, by name; a written size that was replaced is under its number. */
  readonly sizes: ReadonlyMap<string, number>;
  /** `x = (0.3, −1.2)`; long values are cut. */
  readonly values: string;
  /** The entry with the largest difference, positions from 1. Empty for a scalar. */
  readonly entry: readonly number[];
  readonly left: number;
  readonly right: number;
  /** One sentence. */
  readonly text: string;
}

export interface LargestDifference {
  readonly at: number;
  readonly left: number;
  readonly right: number;
}

export function describeWitness(point: Point, unknowns: Iterable<Unknown>, shape: readonly number[], difference: LargestDifference): Witness {
  const sizes = new Map<string, number>(point.sizes.named);
  for (const [written, used] of point.sizes.replaced) sizes.set(String(written), used);
  const entry = positionsOf(difference.at, shape).map(position => position + 1);
  const values = [...unknowns].flatMap(unknown => printUnknown(unknown, point)).join(', ');
  const { left, right } = difference;
  const where = entry.length === 0 ? 'the value' : `entry (${entry.join(', ')})`;
  const sizesText = sizes.size === 0 ? '' : `With ${[...sizes].map(([name, size]) => `${name} = ${size}`).join(', ')}`;
  const valuesText = values === '' ? '' : `${sizesText === '' ? 'At' : ' at'} ${values}`;
  const lead = sizesText + valuesText;
  return {
    sizes,
    values,
    entry,
    left,
    right,
    text: `${lead === '' ? '' : `${lead}: `}${where} is ${printNumber(left)} on the left and ${printNumber(right)} on the right`,
  };
}

/** The positions (from 0) of a row-major offset. */
export function positionsOf(offset: number, shape: readonly number[]): number[] {
  const positions = new Array<number>(shape.length);
  for (let axis = shape.length - 1, rest = offset; axis >= 0; axis--) {
    positions[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return positions;
}

/** `3×4`, `3`, or `1` for a scalar. */
export const printSizes = (shape: readonly number[]): string => (shape.length === 0 ? '1' : shape.join('×'));

export const printShape = (shape: Unknown['shape']): string => (shape.length === 0 ? 'ℝ' : `ℝ^{${shape.map(printDimension).join('×')}}`);

const shownEntries = 6;

function printUnknown({ name, shape }: Unknown, point: Point): string[] {
  const value = point.values.get(name);
  if (value === undefined) return [];
  if (shape.length === 0) return [`${name} = ${printNumber(value[0]!)}`];
  if (shape.length > 2 || value.length > 2 * shownEntries) return [`a random ${name}`];
  const columns = sizeOf(shape.at(-1)!, point.sizes);
  const rows: string[] = [];
  for (let start = 0; start < value.length; start += columns) rows.push(Array.from(value.subarray(start, start + columns), printNumber).join(', '));
  return [`${name} = ${shape.length === 1 ? `(${rows[0] ?? ''})` : `[${rows.join('; ')}]`}`];
}

function printNumber(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}
