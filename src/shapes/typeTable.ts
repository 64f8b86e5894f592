/** The types of a statement's expressions. Written by every statement and read by few: the table is made when it is first asked. */

import type { Expression } from '../syntax/tree.ts';
import type { Typed } from './typed.ts';

export class TypeTable implements Iterable<readonly [Expression, Typed]> {
  /** An expression and its type in turn. */
  readonly #written: (Expression | Typed)[] = [];
  #table: Map<Expression, Typed> | null = null;

  /** A later type takes the place of an earlier one. */
  set(tree: Expression, typed: Typed): void {
    this.#written.push(tree, typed);
    this.#table = null;
  }

  get(tree: Expression): Typed | undefined {
    return this.#made().get(tree);
  }

  [Symbol.iterator](): Iterator<readonly [Expression, Typed]> {
    return this.#made().entries();
  }

  values(): Iterable<Typed> {
    return this.#made().values();
  }

  #made(): ReadonlyMap<Expression, Typed> {
    if (this.#table) return this.#table;
    const table = new Map<Expression, Typed>();
    for (let at = 0; at < this.#written.length; at += 2) table.set(this.#written[at] as Expression, this.#written[at + 1] as Typed);
    this.#table = table;
    return table;
  }
}
