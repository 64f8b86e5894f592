/** The printers of the operations that are written as calls, from their rows. */

import type { MatrixOperationRow } from '../operations/matrixOperation.ts';
import { matrixOperationRow, type PrintedMatrixOperation, printedMatrixOperations } from '../operations/matrixOperations.ts';
import type { Piece } from './precedence.ts';

type Printing = NonNullable<MatrixOperationRow['printing']>;
type CallPrinter = (argument: Piece) => Piece;

/** One entry for each of them. */
export const printedCalls = (make: (printing: Printing) => CallPrinter): Readonly<Record<PrintedMatrixOperation, CallPrinter>> =>
  Object.fromEntries(printedMatrixOperations.map(operation => [operation, make(matrixOperationRow(operation).printing!)])) as Record<
    PrintedMatrixOperation,
    CallPrinter
  >;
