/** On which names an expression depends, through the definitions of the names it uses. */

import { SmallSet } from '../tensors/smallMap.ts';
import type { Typed, TypedSymbol } from './typed.ts';

/** The operands of a node, in order. The definition of a name is not among them. */
export function operandsOf(node: Typed): readonly Typed[] {
  if (node.op === 'derivative') return [node.query.of];
  return (node as { readonly args?: readonly Typed[] }).args ?? NONE;
}

const NONE: readonly Typed[] = [];

/** Every symbol that is reached: variables, defined names, and what those stand for. */
export const symbolsIn = (root: Typed): ReadonlyMap<string, TypedSymbol> => reached(root, false);

/** The same with the opaque functions. */
export const namesIn = (root: Typed): ReadonlyMap<string, TypedSymbol> => reached(root, true);

function reached(root: Typed, withFunctions: boolean): ReadonlyMap<string, TypedSymbol> {
  const symbols = new Map<string, TypedSymbol>();
  const seen = new SmallSet<Typed>();
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!seen.add(node)) continue;
    if (node.op === 'variable' || node.op === 'reference') {
      symbols.set(node.symbol.name, node.symbol);
      if (node.symbol.definition) stack.push(node.symbol.definition);
    } else {
      if (withFunctions && node.op === 'apply') symbols.set(node.function.name, node.function);
      const operands = operandsOf(node);
      for (let k = operands.length - 1; k >= 0; k--) stack.push(operands[k]!);
    }
  }
  return symbols;
}

export const dependsOn = (root: Typed, name: string): boolean => symbolsIn(root).has(name);

/** The names by which a gradient without a name could be meant: variables that are not declared constant. */
export function variablesIn(root: Typed): readonly TypedSymbol[] {
  return [...symbolsIn(root).values()].filter(symbol => symbol.definition === null && !symbol.properties.has('constant'));
}
