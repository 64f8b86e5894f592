/** A derivative that has no rule is refused by name. */

import type { RefusedDerivative } from '../operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';

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
export const operationRefusal = (name: OperationName, { refused, instead }: RefusedDerivative): Refusal =>
  new Refusal(`the derivative of the ${TENSOR_OPERATIONS[name].printing.words}`, refused, instead);

export const matrixPowerRefusal = (): Refusal =>
  new Refusal(
    'a matrix power with a symbolic exponent',
    'the derivative of X^k is the sum of X^r dX X^(k-1-r) over r = 0, …, k-1, which has no closed form; only its trace has one, k tr(X^(k-1) dX)',
    'Derive tr(X^k), or write a whole number for the exponent.',
  );
