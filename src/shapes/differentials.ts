/**
 * Differentials, `dL = tr(Gᵀ dX)` with L a function of X: the claim that dL = Σ ∂L/∂X_kl dX_kl, in the shape of L. What
 * the right side does not move is constant.
 */

import type { AdjointNode, Claim, Property, Span } from '../syntax/tree.ts';
import { type Adjoints, adjointOf, forwardValue, upstreamOf } from './adjoints.ts';
import { type Context, make } from './context.ts';
import { dependsOn, symbolsIn } from './dependence.ts';
import { scalarShape, shapeOfAxes } from './shape.ts';
import type { IndexSymbol, Typed, TypedQuery, TypedSymbol } from './typed.ts';

export interface DifferentialQuestion {
  /** What the left side is. */
  readonly differential: Typed;
  /** The differentials on the right, by the name of the variable. */
  readonly differentials: Adjoints;
}

/** null where the left does not depend on all that the right moves, or one of those moves another. */
export function differentialQuestion(context: Context, tree: Claim): DifferentialQuestion | null {
  const [left] = tree.members;
  if (left?.kind !== 'adjoint') return null;
  const symbol = forwardValue(context, left.of);
  const moved = upstreamOf(tree);
  if (!symbol?.definition || moved.size === 0 || !hasPlainAxes(symbol)) return null;
  const reached = symbolsIn(symbol.definition);
  const pairs: (readonly [TypedSymbol, AdjointNode])[] = [];
  for (const [name, node] of moved) {
    const variable = name === left.of ? undefined : reached.get(name);
    if (!variable || variable.domain) return null;
    pairs.push([variable, node]);
  }
  const isMovedTwice = pairs.some(([variable]) =>
    pairs.some(([other]) => variable.definition && other !== variable && dependsOn(variable.definition, other.name)),
  );
  if (isMovedTwice) return null;
  const differentials = new Map(pairs.map(([variable, node]) => [variable.name, { ...adjointOf(variable, node), properties: linearProperties(variable) }]));
  return { differential: differentialOf(context, symbol, pairs, differentials, left.span), differentials };
}

const linear: readonly Property[] = ['symmetric', 'skew-symmetric', 'diagonal', 'lower triangular', 'upper triangular'];

/** dX is symmetric where X is: what a linear condition says of a matrix it says of how the matrix moves. */
const linearProperties = ({ properties }: TypedSymbol): ReadonlySet<Property> => new Set(linear.filter(property => properties.has(property)));

/** One axis a size: a row, and a side that was flattened, have no entries by indices. */
const hasPlainAxes = ({ shape }: TypedSymbol): boolean =>
  shape.kind === 'tensor' || (shape.kind !== 'row' && shape.rows.length <= 1 && shape.columns.length <= 1);

function differentialOf(
  context: Context,
  symbol: TypedSymbol,
  pairs: readonly (readonly [TypedSymbol, AdjointNode])[],
  differentials: Adjoints,
  span: Span,
): Typed {
  const above = lettersOf(symbol, 'i');
  const value = make(context, { op: 'reference', symbol, shape: symbol.shape, span });
  const of = entryOf(context, value, above, span);
  const terms = pairs.map(([variable]) => {
    const below = lettersOf(variable, 'j');
    const query: TypedQuery = {
      of,
      wrt: [variable],
      wrtIndices: [below.length > 0 ? below : null],
      layout: 'numerator',
      layoutForced: true,
      shape: scalarShape,
      span,
    };
    context.queries.push(query);
    const rate = make(context, { op: 'derivative', query, shape: scalarShape, span });
    const differential = differentials.get(variable.name)!;
    const move = make(context, { op: 'variable', symbol: differential, shape: differential.shape, span });
    const product = make(context, { op: 'multiply', args: [rate, entryOf(context, move, below, span)], shape: scalarShape, span });
    return below.reduce((body, index) => make(context, { op: 'sumOver', args: [body], index, shape: scalarShape, span }), product);
  });
  const sum = terms.reduce((total, term) => make(context, { op: 'add', args: [total, term], shape: scalarShape, span }));
  const shape = shapeOfAxes(above.map(({ size }) => size));
  return above.length === 0 ? sum : make(context, { op: 'fromEntries', args: [sum], indices: above, shape, span });
}

/** Letters that nobody can write, one an axis. */
const lettersOf = ({ shape }: TypedSymbol, letter: string): readonly IndexSymbol[] =>
  [...shape.rows, ...shape.columns].map((size, axis) => ({ name: `${letter}#${axis + 1}`, size }));

const entryOf = (context: Context, whole: Typed, indices: readonly IndexSymbol[], span: Span): Typed =>
  indices.length === 0 ? whole : make(context, { op: 'entry', args: [whole], indices, shape: scalarShape, span });
