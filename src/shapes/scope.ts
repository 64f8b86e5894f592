/** Which names are known: a chain of symbol tables, from the block over the function to the file. */

import type { KnownName, KnownNames, Span } from '../syntax/tree.ts';
import { orderOf } from './shape.ts';
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
  // most tables stay empty, so they are made when something is put in
  #symbols: Map<string, TypedSymbol> | null = null;
  #sizes: Set<string> | null = null;
  #broken: Set<string> | null = null;
  #equations: Map<string, Equation> | null = null;
  #known: KnownNames | null = null;
  #layout: Layout | null = null;
  #base: 0 | 1 | null = null;

  constructor(parent: Scope | null = null) {
    this.parent = parent;
  }

  lookup(name: string): TypedSymbol | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const symbol = scope.#symbols?.get(name);
      if (symbol) return symbol;
      if (scope.#broken?.has(name)) return undefined;
    }
    return undefined;
  }

  /**
   * What a name is that is about to be defined. Where it is a defined name, no more of it counts than its spelling and its
   * properties: what it stood for is over.
   */
  redefined(name: string): TypedSymbol | undefined {
    return this.lookup(name);
  }

  /** Nothing was put in that others could see. */
  get isEmpty(): boolean {
    return isNothing(this.#symbols) && isNothing(this.#sizes) && isNothing(this.#broken) && isNothing(this.#equations);
  }

  /** Some name can be seen from here. */
  get hasNames(): boolean {
    return !this.isEmpty || this.parent?.hasNames === true;
  }

  /** Whether this table alone, and that one, hold the very same. */
  holdsSameAs(other: Scope): boolean {
    return (
      isSameTable(this.#symbols, other.#symbols) &&
      isSameTable(this.#equations, other.#equations) &&
      isSameNames(this.#sizes, other.#sizes) &&
      isSameNames(this.#broken, other.#broken)
    );
  }

  /** The symbol of this table alone. */
  own(name: string): TypedSymbol | undefined {
    return this.#symbols?.get(name);
  }

  isSize(name: string): boolean {
    for (let scope: Scope | null = this; scope; scope = scope.parent) if (scope.#sizes?.has(name)) return true;
    return false;
  }

  ownsSize(name: string): boolean {
    return this.#sizes?.has(name) === true;
  }

  isBroken(name: string): boolean {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      if (scope.#symbols?.has(name)) return false;
      if (scope.#broken?.has(name)) return true;
    }
    return false;
  }

  equationOf(name: string): Equation | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const equation = scope.#equations?.get(name);
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
    for (const symbol of additions.updated) this.#addSymbol(symbol);
    for (const symbol of additions.symbols) this.#addSymbol(symbol);
    for (const size of additions.sizes) this.#addSize(size);
    for (const name of additions.broken) this.#addBroken(name);
    if (additions.equation) this.#addEquation(additions.equation);
    this.#layout = additions.layout ?? this.#layout;
    this.#base = additions.base ?? this.#base;
  }

  /** Takes over what a block declared, so that the other blocks of this region see it. Layout and base stay the block's own. */
  adopt(block: Scope): void {
    for (const symbol of block.#symbols?.values() ?? []) this.#addSymbol(symbol);
    for (const size of block.#sizes ?? []) this.#addSize(size);
    for (const name of block.#broken ?? []) this.#addBroken(name);
    for (const equation of block.#equations?.values() ?? []) this.#addEquation(equation);
  }

  #addSymbol(symbol: TypedSymbol): void {
    this.#symbols ??= new Map();
    this.#symbols.set(symbol.name, symbol);
    this.#broken?.delete(symbol.name);
  }

  #addSize(size: string): void {
    this.#sizes ??= new Set();
    this.#sizes.add(size);
  }

  #addBroken(name: string): void {
    if (this.#symbols?.has(name)) return;
    this.#broken ??= new Set();
    this.#broken.add(name);
  }

  #addEquation(equation: Equation): void {
    this.#equations ??= new Map();
    this.#equations.set(equation.name, equation);
  }

  /** Every visible symbol, the inner one where a name is hidden. */
  visible(): Map<string, TypedSymbol> {
    const symbols = this.parent ? this.parent.visible() : new Map<string, TypedSymbol>();
    for (const [name, symbol] of this.#symbols ?? []) symbols.set(name, symbol);
    return symbols;
  }

  /** What the parser asks. A named size counts as a scalar. */
  knownNames(): KnownNames {
    this.#known ??= { lookup: name => this.#knownName(name) };
    return this.#known;
  }

  #knownName(name: string): KnownName | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const symbol = scope.#symbols?.get(name);
      if (symbol) return knownSymbol(symbol, symbol.definition !== null || this.equationOf(name) !== undefined);
      if (scope.#broken?.has(name)) return BROKEN;
    }
    return this.isSize(name) ? SIZE : undefined;
  }
}

function isSameTable<Value>(a: ReadonlyMap<string, Value> | null, b: ReadonlyMap<string, Value> | null): boolean {
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false;
  for (const [name, value] of a ?? []) if (b!.get(name) !== value) return false;
  return true;
}

function isSameNames(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): boolean {
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false;
  for (const name of a ?? []) if (!b!.has(name)) return false;
  return true;
}

const isNothing = (table: { readonly size: number } | null): boolean => table === null || table.size === 0;

const BROKEN: KnownName = { order: null, isFunction: false };
const SIZE: KnownName = { order: 0, isFunction: false, isSize: true };

function knownSymbol({ shape, domain, parameters }: TypedSymbol, isDefined: boolean): KnownName {
  const order = orderOf(shape);
  if (domain !== null || (parameters !== undefined && parameters.length > 0)) return FUNCTIONS[order] ?? { order, isFunction: true };
  return (isDefined ? DEFINED : VARIABLES)[order] ?? { order, isFunction: false, isDefined };
}

const VARIABLES: readonly KnownName[] = [0, 1, 2, 3].map(order => ({ order, isFunction: false, isDefined: false }));
const DEFINED: readonly KnownName[] = [0, 1, 2, 3].map(order => ({ order, isFunction: false, isDefined: true }));
const FUNCTIONS: readonly KnownName[] = [0, 1, 2, 3].map(order => ({ order, isFunction: true }));
