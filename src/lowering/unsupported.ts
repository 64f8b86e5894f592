import type { Span } from '../syntax/tree.ts';

/** The tensor language does not have this operation (yet): the statement is refused by the operation's name. */
export class Unsupported extends Error {
  readonly operation: string;
  readonly span: Span;
  /** @param reason why it has no rule, where more is known than that it has none */
  constructor(operation: string, span: Span, reason?: string) {
    super(reason === undefined ? `${operation} has no rule` : `${operation} has no rule: ${reason}`);
    this.name = 'Unsupported';
    this.operation = operation;
    this.span = span;
  }
}
