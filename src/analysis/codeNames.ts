/** The names in the code of a derivative: of its function, and of its variables. */

import type { CodeVariable } from '../code/input.ts';
import { identifier } from '../notation/names.ts';
import type { TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { allOperands } from '../tensors/traverse.ts';
import type { Derived } from './derive.ts';

import { isValueQuery } from './valueQuery.ts';

const NONE: ReadonlySet<string> = new Set();

/** `dL_dtheta`, `d2L_dtheta_dPhi`; `derivative_LINE` where what is derived has no name. Unique among `taken`, to which it is added. */
export function freeFunctionName(query: TypedQuery, line: number, taken: Set<string>): string {
  const of = query.of.op === 'reference' || query.of.op === 'variable' ? identifier(query.of.symbol.name, NONE) : null;
  const order = query.wrt.length > 1 ? String(query.wrt.length) : '';
  const wanted =
    of === null || isValueQuery(query)
      ? `${isValueQuery(query) ? 'value' : 'derivative'}_${line}`
      : `d${order}${of}_${query.wrt.map(symbol => `d${identifier(symbol.name, NONE)}`).join('_')}`;
  let name = wanted;
  for (let k = 2; taken.has(name); k++) name = `${wanted}_${k}`;
  taken.add(name);
  return name;
}

/** The variables of the derivative, and of the others those whose shape may tell a size. */
export function variablesOf(derived: Derived, symbols: ReadonlyMap<string, TypedSymbol>): readonly CodeVariable[] {
  const axes = (symbol: TypedSymbol) => [...symbol.shape.rows, ...symbol.shape.columns];
  const used = new Set([...allOperands(derived.node), ...allOperands(derived.source)].flatMap(node => (node.kind === 'variable' ? [node.name] : [])));
  const candidates = [...symbols.values(), ...derived.leaves].filter(
    symbol => symbol.domain === null && (symbol.definition === null || derived.leaves.has(symbol)),
  );
  const own = candidates.filter(symbol => used.has(symbol.name));
  const others = candidates.filter(symbol => !used.has(symbol.name) && axes(symbol).length > 0).slice(0, OTHER_VARIABLES);
  return [...own, ...others].map(symbol => ({ name: symbol.name, written: symbol.written, shape: axes(symbol) }));
}
/** Of the variables that a derivative does not need, so many are asked for a size. */
const OTHER_VARIABLES = 24;
