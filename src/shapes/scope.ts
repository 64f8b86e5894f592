/** Which names are known: a chain of symbol tables, from the block over the function to the file. */

import type { KnownName, KnownNames, Span } from '../syntax/tree.ts';
import { axesOf } from './shape.ts';
import type { Layout, Typed, TypedSymbol } from './typed.ts';

/** An equation `y = Φθ` of a declared name: it holds as data and nothing is substituted. */
export interface Equation {
  readonly name: string;
  readonly right: Typed | null;
  readonly span: Span;
}

/** What one statement adds to a scope. */
export interface Additions {
  readonly symbols: readonly TypedSymbol[];
  /** Defined symbols written anew because a symbol in their definition has a new property. */
  readonly updated: readonly TypedSymbol[];
  /** Named sizes of declared shapes. */
  readonly sizes: readonly string[];
  /** Names that were defined by something that could not be understood: their use is silent. */
  readonly broken: readonly string[];
  readonly equation: Equation | null;
  readonly layout: Layout | null;
  readonly base: 0 | 1 | null;
}

/**
 * One table of the chain. Adding changes this table alone, never an outer one and never a symbol that someone holds:
 * a declaration that adds a property replaces the symbol.
 */
export class Scope {
  readonly parent: Scope | null;
  readonly #symbols = new Map<string, TypedSymbol>();
  readonly #sizes = new Set<string>();
  readonly #broken = new Set<string>();
  readonly #equations = new Map<string, Equation>();
  #layout: Layout | null = null;
  #base: 0 | 1 | null = null;

  constructor(parent: Scope | null = null) {
    this.parent = parent;
  }

  lookup(name: string): TypedSymbol | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const symbol = scope.#symbols.get(name);
      if (symbol) return symbol;
      if (scope.#broken.has(name)) return undefined;
    }
    return undefined;
  }

  /** The symbol of this table alone. */
  own(name: string): TypedSymbol | undefined {
    return this.#symbols.get(name);
  }

  isSize(name: string): boolean {
    for (let scope: Scope | null = this; scope; scope = scope.parent) if (scope.#sizes.has(name)) return true;
    return false;
  }

  ownsSize(name: string): boolean {
    return this.#sizes.has(name);
  }

  isBroken(name: string): boolean {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      if (scope.#symbols.has(name)) return false;
      if (scope.#broken.has(name)) return true;
    }
    return false;
  }

  equationOf(name: string): Equation | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const equation = scope.#equations.get(name);
      if (equation) return equation;
    }
    return undefined;
  }

  get layout(): Layout | null {
    return this.#layout ?? this.parent?.layout ?? null;
  }

  get base(): 0 | 1 | null {
    return this.#base ?? this.parent?.base ?? null;
  }

  add(additions: Additions): void {
    for (const symbol of [...additions.updated, ...additions.symbols]) {
      this.#symbols.set(symbol.name, symbol);
      this.#broken.delete(symbol.name);
    }
    for (const size of additions.sizes) this.#sizes.add(size);
    for (const name of additions.broken) if (!this.#symbols.has(name)) this.#broken.add(name);
    if (additions.equation) this.#equations.set(additions.equation.name, additions.equation);
    this.#layout = additions.layout ?? this.#layout;
    this.#base = additions.base ?? this.#base;
  }

  /** Takes over what a block declared, so that the other blocks of this region see it. Layout and base stay the block's own. */
  adopt(block: Scope): void {
    for (const [name, symbol] of block.#symbols) {
      this.#symbols.set(name, symbol);
      this.#broken.delete(name);
    }
    for (const size of block.#sizes) this.#sizes.add(size);
    for (const name of block.#broken) if (!this.#symbols.has(name)) this.#broken.add(name);
    for (const [name, equation] of block.#equations) this.#equations.set(name, equation);
  }

  /** Every visible symbol, the inner one where a name is hidden. */
  visible(): Map<string, TypedSymbol> {
    const symbols = this.parent ? this.parent.visible() : new Map<string, TypedSymbol>();
    for (const [name, symbol] of this.#symbols) symbols.set(name, symbol);
    return symbols;
  }

  /** What the parser asks. A named size counts as a scalar. */
  knownNames(): KnownNames {
    return { lookup: name => this.#known(name) };
  }

  #known(name: string): KnownName | undefined {
    const symbol = this.lookup(name);
    if (symbol) return { order: axesOf(symbol.shape).length, isFunction: symbol.domain !== null || (symbol.parameters?.length ?? 0) > 0 };
    if (this.isBroken(name)) return { order: null, isFunction: false };
    return this.isSize(name) ? { order: 0, isFunction: false, isSize: true } : undefined;
  }
}
