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
