import type { Span } from '../syntax/tree.ts';

/** The tensor language does not have this operation (yet): the statement is refused by the operation's name. */
export class Unsupported extends Error {
  readonly operation: string;
  readonly span: Span;
  constructor(operation: string, span: Span) {
    super(`${operation} has no rule`);
    this.name = 'Unsupported';
    this.operation = operation;
    this.span = span;
  }
}
