/** A symbol gains a property after others were defined with it: their definitions are written anew with the new symbol. */

import { operandsOf } from './dependence.ts';
import type { Scope } from './scope.ts';
import type { Typed, TypedSymbol } from './typed.ts';

/** The definitions that a new property of a known name changes. */
export function updatedBy(scope: Scope, symbols: readonly TypedSymbol[]): readonly TypedSymbol[] {
  let updated: Map<string, TypedSymbol> | null = null;
  for (const symbol of symbols) {
    const before = scope.lookup(symbol.name);
    // the same declaration with one property more; a new declaration hides the old symbol and changes nothing
    if (!before || before === symbol || symbol.span !== before.span) continue;
    const visible = scope.visible();
    updated ??= new Map();
    for (const [name, other] of updated) visible.set(name, other);
    for (const other of dependentsUpdated(visible.values(), before, symbol)) updated.set(other.name, other);
  }
  return updated === null ? NONE : [...updated.values()];
}
const NONE: readonly TypedSymbol[] = [];

/**
 * Copies of the defined symbols among `symbols` that reach `before`, with `after` in its place. Nothing is changed in
 * place: whoever holds an old symbol keeps it.
 */
export function dependentsUpdated(symbols: Iterable<TypedSymbol>, before: TypedSymbol, after: TypedSymbol): readonly TypedSymbol[] {
  const update = new SymbolUpdate(before, after);
  const updated: TypedSymbol[] = [];
  for (const symbol of symbols) {
    if (!symbol.definition || symbol === before) continue;
    const changed = update.symbol(symbol);
    if (changed !== symbol) updated.push(changed);
  }
  return updated;
}

class SymbolUpdate {
  readonly #nodes = new Map<Typed, Typed>();
  readonly #symbols: Map<TypedSymbol, TypedSymbol>;

  constructor(before: TypedSymbol, after: TypedSymbol) {
    this.#symbols = new Map([[before, after]]);
  }

  symbol(symbol: TypedSymbol): TypedSymbol {
    const known = this.#symbols.get(symbol);
    if (known) return known;
    if (!symbol.definition) return symbol;
    const definition = this.#tree(symbol.definition);
    const updated = definition === symbol.definition ? symbol : { ...symbol, definition };
    this.#symbols.set(symbol, updated);
    return updated;
  }

  /** Operands before their operation, in a loop: definitions may be chains of any length. */
  #tree(root: Typed): Typed {
    const stack = [root];
    for (let node = stack.at(-1); node; node = stack.at(-1)) {
      const waiting = this.#nodes.has(node) ? [] : needs(node).filter(operand => !this.#nodes.has(operand));
      if (waiting.length > 0) stack.push(...waiting);
      else {
        stack.pop();
        if (!this.#nodes.has(node)) this.#nodes.set(node, this.#rebuilt(node));
      }
    }
    return this.#nodes.get(root)!;
  }

  #rebuilt(node: Typed): Typed {
    switch (node.op) {
      case 'variable':
      case 'reference': {
        const symbol = this.symbol(node.symbol);
        return symbol === node.symbol ? node : { ...node, symbol };
      }
      case 'derivative': {
        const of = this.#nodes.get(node.query.of)!;
        const wrt = node.query.wrt.map(symbol => this.symbol(symbol));
        const same = of === node.query.of && wrt.every((symbol, i) => symbol === node.query.wrt[i]);
        return same ? node : { ...node, query: { ...node.query, of, wrt } };
      }
      default: {
        const operands = operandsOf(node);
        const args = operands.map(operand => this.#nodes.get(operand)!);
        return args.every((operand, i) => operand === operands[i]) ? node : ({ ...node, args } as Typed);
      }
    }
  }
}

/** What has to be written anew before a node: its operands, and what its names stand for. */
function needs(node: Typed): readonly Typed[] {
  if (node.op === 'variable' || node.op === 'reference') return node.symbol.definition ? [node.symbol.definition] : [];
  const names = node.op === 'derivative' ? node.query.wrt.flatMap(symbol => symbol.definition ?? []) : [];
  return [...operandsOf(node), ...names];
}
