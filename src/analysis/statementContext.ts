/** What the code of a derivative needs to know of its statement. */

import type { CodeVariable } from '../code/input.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import type { Span } from '../syntax/tree.ts';
import { variablesOf } from './codeNames.ts';
import type { Derived } from './derive.ts';
import type { PrintContext } from './print.ts';

interface Statement {
  readonly functionName: string;
  /** From 1. */
  readonly line: number;
  readonly symbols: ReadonlyMap<string, TypedSymbol>;
  textOf(span: Span): string;
}

/** Each is read where code is asked for, which is seldom. A class, because a literal with getters is made anew by the runtime for each statement. */
export class StatementContext implements PrintContext {
  readonly #statement: Statement;
  readonly #derived: Derived;

  constructor(statement: Statement, derived: Derived) {
    this.#statement = statement;
    this.#derived = derived;
  }
  get functionName(): string {
    return this.#statement.functionName;
  }
  get valueName(): string {
    const { of } = this.#derived.query;
    return of.op === 'reference' || of.op === 'variable' ? of.symbol.name : `value_${this.#statement.line}`;
  }
  get query(): string {
    return this.#statement.textOf(this.#derived.query.span);
  }
  variables(): readonly CodeVariable[] {
    return variablesOf(this.#derived, this.#statement.symbols);
  }
}
