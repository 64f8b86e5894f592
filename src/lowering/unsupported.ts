import type { Span } from '../syntax/tree.ts';

/** The tensor language does not have this operation (yet): the statement is refused by the operation's name. */
export class Unsupported extends Error {
  readonly operation: string;
  readonly span: Span;
  /** What to write instead, a sentence; null where nothing better is known than operations that have a rule. */
  readonly instead: string | null;
  /** @param reason why it has no rule, where more is known than that it has none */
  constructor(operation: string, span: Span, reason?: string, instead: string | null = null) {
    super(reason === undefined ? `${operation} has no rule` : `${operation} has no rule: ${reason}`);
    this.name = 'Unsupported';
    this.operation = operation;
    this.span = span;
    this.instead = instead;
  }
}
