/**
 * From where the positions count that are printed: 0 or 1, as in the document around. Tensors and forms count their own way
 * (forms from 1); a text that is put back into the document has to count as the document does.
 */

import { addDimensions, constantDimension, type Dimension } from '../dimensions/dimension.ts';

let base: 0 | 1 = 1;

/** Everything that `print` prints counts from there. */
export function withIndexBase<Result>(from: 0 | 1, print: () => Result): Result {
  const before = base;
  base = from;
  try {
    return print();
  } finally {
    base = before;
  }
}

export const firstPosition = (): 0 | 1 => base;
export const lastPosition = (size: Dimension): Dimension => (base === 1 ? size : addDimensions(size, constantDimension(-1)));

/** Of a position of a form; null is a whole axis. */
export const printedPosition = (position: number | null): number | null => (position === null ? null : position - 1 + base);

/** Of an index in an index form, where a number is a position. */
export function printedLetter(letter: string): string {
  const first = letter.charCodeAt(0);
  return first >= 48 && first <= 57 ? String(Number(letter) - 1 + base) : letter;
}
