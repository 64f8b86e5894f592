/** A derivative that has no rule is refused by name. */

import { matrixOperationRow } from '../operations/matrixOperations.ts';
import type { RefusedDerivative } from '../operations/tensorOperation.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { RowNode } from '../tensors/operation.ts';

export class Refusal extends Error {
  /** The operation that has no rule. */
  readonly operation: string;
  /** What to write instead, a sentence. */
  readonly instead: string | null;
  constructor(operation: string, reason: string, instead: string | null = null) {
    super(reason);
    this.name = 'Refusal';
    this.operation = operation;
    this.instead = instead;
  }
}

/** Of an operation on whole tensors. */
export function operationRefusal(node: RowNode, { refused, instead }: RefusedDerivative): Refusal {
  const words = node.kind === 'operation' ? TENSOR_OPERATIONS[node.name].printing.words : matrixOperationRow(node.name).words;
  return new Refusal(`the derivative of the ${words}`, refused, instead);
}

export const matrixPowerRefusal = (): Refusal =>
  new Refusal(
    'a matrix power with a symbolic exponent',
    'the derivative of X^k is the sum of X^r dX X^(k-1-r) over r = 0, …, k-1, which has no closed form; only its trace has one, k tr(X^(k-1) dX)',
    'Derive tr(X^k), or write a whole number for the exponent.',
  );
