/** Checks run while somebody types: what would take seconds is refused, and the caller withholds. */

import { NotEvaluable } from './failures.ts';
import { messages } from './messages.ts';

const largestTensor = 2 ** 22;
const largestProduct = 1e7;
/** Entries of all evaluations that one value of a derivative inside an expression takes. */
const largestInner = 1.5e6;
/** An inverse or a determinant of this many rows takes some hundred milliseconds. */
const largestSquare = 100;

/** @throws NotEvaluable */
export function checkEntries(entries: number): void {
  if (entries > largestTensor) throw new NotEvaluable(messages.tooLarge(entries));
}

/** Multiplications of one product. @throws NotEvaluable */
export function checkWork(multiplications: number): void {
  if (multiplications > largestProduct) throw new NotEvaluable(messages.tooMuchWork);
}

/** Rows of a matrix that is inverted. @throws NotEvaluable */
export function checkElimination(rows: number): void {
  if (rows > largestSquare) throw new NotEvaluable(messages.tooMuchWork);
}

/** Entries of all evaluations of a derivative inside an expression. @throws NotEvaluable */
export function checkInnerWork(entries: number): void {
  if (entries > largestInner) throw new NotEvaluable(messages.tooMuchWork);
}
