/** An expression that holds derivatives, `(d²f/dx²) v`, asks for what it is: a query of order 0. */

import { operandsOf } from '../shapes/dependence.ts';
import type { Typed, TypedQuery } from '../shapes/typed.ts';

/** null where no derivative stands in the expression itself. */
export function valueQuery(expression: Typed | null): TypedQuery | null {
  if (!expression || !holdsDerivative(expression)) return null;
  const { shape, span } = expression;
  // a row is what the denominator layout makes of the one axis of a value
  const layout = shape.kind === 'row' ? 'denominator' : 'numerator';
  return { of: expression, wrt: [], wrtIndices: [], layout, layoutForced: true, shape, span };
}

export const isValueQuery = (query: TypedQuery): boolean => query.wrt.length === 0;

/** Names are looked into only where that is asked for. */
export function holdsDerivative(expression: Typed, options: { readonly inNames?: boolean } = {}): boolean {
  const seen = new Set<Typed>();
  const stack = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.op === 'derivative') return true;
    if (seen.has(node)) continue;
    seen.add(node);
    stack.push(...operandsOf(node));
    if (options.inNames && node.op === 'reference' && node.symbol.definition) stack.push(node.symbol.definition);
  }
  return false;
}
