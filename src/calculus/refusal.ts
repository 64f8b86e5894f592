/** A derivative that has no rule is refused by name. */

export class Refusal extends Error {
  /** The operation that has no rule. */
  readonly operation: string;
  constructor(operation: string, reason: string) {
    super(reason);
    this.name = 'Refusal';
    this.operation = operation;
  }
}

export const matrixPowerRefusal = (): Refusal =>
  new Refusal(
    'a matrix power with a symbolic exponent',
    'the derivative of X^k is the sum of X^r dX X^(k-1-r) over r = 0, …, k-1, which has no closed form; only its trace has one, k tr(X^(k-1) dX)',
  );
