/** The operations on whole tensors, by name: one file a family, one row an operation. */

import { choleskyRows } from './cholesky.ts';
import { eigenvalueRows } from './eigenvalues.ts';
import { largestEntryRows } from './largestEntry.ts';
import { scalarPowerRows } from './scalarPower.ts';
import { singularValueRows } from './singularValues.ts';
import type { OperationName, OperationRow } from './tensorOperation.ts';

export const TENSOR_OPERATIONS: Readonly<Record<OperationName, OperationRow>> = {
  ...largestEntryRows,
  ...eigenvalueRows,
  ...singularValueRows,
  ...choleskyRows,
  ...scalarPowerRows,
};
