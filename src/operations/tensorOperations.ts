/** The operations on whole tensors, by name: one file a family, one row an operation. */

import { choleskyRows } from './cholesky.ts';
import { eigenvalueRows } from './eigenvalues.ts';
import { largestEntryRows } from './largestEntry.ts';
import { scalarPowerRows } from './scalarPower.ts';
import { singularValueRows } from './singularValues.ts';
import { softmaxRows } from './softmax.ts';
import type { CalledOperation, OperationRow } from './tensorOperation.ts';

const rows = {
  ...largestEntryRows,
  ...eigenvalueRows,
  ...singularValueRows,
  ...choleskyRows,
  ...scalarPowerRows,
  ...softmaxRows,
};

export type OperationName = keyof typeof rows;
export const TENSOR_OPERATIONS: Readonly<Record<OperationName, OperationRow>> = rows;
export const operationNames = Object.keys(rows) as readonly OperationName[];

/** The calls of the language, each with its operation. */
export const calledOperations: readonly (readonly [CalledOperation, OperationName])[] = operationNames.flatMap(operation =>
  (TENSOR_OPERATIONS[operation].called ?? []).map(called => [called, operation] as const),
);
