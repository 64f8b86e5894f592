/** A query for entries, ∂f_i/∂A_kq, as the query for the whole that it is an entry of, with the letters that were written. */

import type { IndexSymbol, Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';

export interface WholeQuery {
  readonly of: Typed;
  readonly wrt: readonly TypedSymbol[];
  /** The letters of the axes of what is differentiated, and of each variable; null where none was written. */
  readonly letters: { readonly above: Letters; readonly below: readonly Letters[] };
}
type Letters = readonly (string | null)[];

/** null where a position is a number, or one letter stands twice. */
export function wholeQuery(query: TypedQuery): WholeQuery | null {
  const isEntry = query.of.op === 'entry';
  const of = query.of.op === 'entry' ? query.of.args[0] : query.of;
  const positions = [...(query.of.op === 'entry' ? query.of.indices : []), ...query.wrtIndices.flatMap(indices => indices ?? [])];
  const names = positions.filter((position): position is IndexSymbol => typeof position === 'object' && position !== null).map(({ name }) => name);
  if (positions.some(position => typeof position === 'number') || new Set(names).size !== names.length) return null;
  const letter = (position: number | IndexSymbol | null): string | null => (typeof position === 'object' ? (position?.name ?? null) : null);
  return {
    of,
    wrt: query.wrt,
    letters: {
      above: isEntry && query.of.op === 'entry' ? query.of.indices.map(letter) : [],
      below: query.wrtIndices.map(indices => indices?.map(letter) ?? []),
    },
  };
}
