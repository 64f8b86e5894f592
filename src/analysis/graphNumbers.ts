/** Numbers for a computation graph: values of its nodes at one point, and what the adjoints are there. */

import type { Dimension } from '../dimensions/dimension.ts';
import { lower, symbolNode } from '../lowering/lower.ts';
import { DrawAgain, drawPoint, evaluateTensor, type Leaves, NotEvaluable, type Point, type Sizes, sizeOf, unknownsOf } from '../numeric/exact.ts';
import { namesIn } from '../shapes/dependence.ts';
import type { Layout } from '../shapes/typed.ts';
import type { TensorNode } from '../tensors/node.ts';
import { type Derived, nestedDerivative } from './derive.ts';
import type { Adjoint } from './graphAdjoints.ts';
import type { ComputationGraph, GraphNode } from './graphNodes.ts';
import { messages } from './messages.ts';

/** Row-major. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly entries: readonly number[];
}
/** In the order of the nodes; null of what has three axes or more, or too many rows or columns to be read. */
export interface GraphNumbers {
  readonly values: readonly (Grid | null)[];
  readonly adjoints: readonly Readonly<Record<Layout, Grid | null>>[];
}

/** A point is drawn anew where something has no value, or a whole adjoint is 0 as behind a relu, so often. */
const ATTEMPTS = 12;
const SEED = 20;
/** What can be read beside a formula. */
const MOST_ROWS = 8;
/** Of all values and adjoints together: an editor waits. */
const MOST_ENTRIES = 40_000;

/** The numbers, or a sentence that says why there are none. */
export function graphNumbers(graph: ComputationGraph, adjoints: readonly Adjoint[], named: ReadonlyMap<string, number>): GraphNumbers | string {
  const opaque = [...namesIn(graph.of).values()].find(({ domain }) => domain !== null);
  if (opaque) return messages.noNumbersOfOpaque(opaque.written);
  const sizes: Sizes = { named, replaced: new Map() };
  const tensors = graph.nodes.map(tensorOf);
  const derived = adjoints.map(adjoint => (adjoint.kind === 'known' ? adjoint.derived.numerator : null));
  const all = [...tensors, ...derived.flatMap(known => (known ? [known.node] : []))];
  const lengths = all.map(({ shape }) => shape.map(size => sizeOf(size, sizes)));
  if (lengths.some(axes => axes.some(length => length < 1))) return messages.noEntries;
  if (lengths.reduce((sum, axes) => sum + axes.reduce((product, length) => product * length, 1), 0) > MOST_ENTRIES) return messages.noNumbersOfLarge;
  let first: GraphNumbers | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const found = numbersAt(graph, tensors, derived, sizes, attempt);
    if (found?.adjoints.every(({ numerator }) => numerator?.entries.some(entry => entry !== 0) ?? true)) return found;
    first ??= found;
  }
  return first ?? messages.noNumbersFound;
}

function tensorOf({ symbol, definition }: GraphNode): TensorNode {
  return definition ? lower(definition, { derivative: query => nestedDerivative(query, {}) }) : symbolNode(symbol);
}

function numbersAt(
  { nodes }: ComputationGraph,
  tensors: readonly TensorNode[],
  derived: readonly (Derived | null)[],
  sizes: Sizes,
  attempt: number,
): GraphNumbers | null {
  const point = pointFor(tensors, sizes, attempt);
  const values = point && tensors.map(tensor => numbersOf(tensor, point, new Map()));
  if (!point || !values?.every(value => value !== null)) return null;
  const leaves: Leaves = new Map(nodes.map(({ symbol }, k) => [symbol.name, values[k]!]));
  const slopes = derived.map(known => known && numbersOf(known.node, point, leaves));
  if (slopes.some((slope, k) => slope === null && derived[k])) return null;
  return {
    values: nodes.map(({ symbol: { shape } }, k) => {
      const axes = [...shape.rows, ...shape.columns].map(size => sizeOf(size, sizes));
      return grid(values[k]!, axes, shape.kind === 'row');
    }),
    adjoints: derived.map((known, k) => {
      if (!known) return { numerator: null, denominator: null };
      const axes = known.node.shape.map((size: Dimension) => sizeOf(size, sizes));
      const isOfScalar = known.ofAxes.length === 0;
      const numerator = grid(slopes[k]!, axes, isOfScalar);
      const isTurned = axes.length === 1 || (axes.length === 2 && known.ofAxes.length === 1);
      return { numerator, denominator: numerator && isTurned ? turned(numerator) : numerator };
    }),
  };
}

function pointFor(tensors: readonly TensorNode[], sizes: Sizes, attempt: number): Point | null {
  try {
    return drawPoint(unknownsOf(tensors).values(), sizes, SEED, attempt);
  } catch (failure) {
    if (failure instanceof DrawAgain || failure instanceof NotEvaluable) return null;
    throw failure;
  }
}

function numbersOf(tensor: TensorNode, point: Point, leaves: Leaves): Float64Array | null {
  const found = evaluateTensor(tensor, point, leaves);
  return found.status === 'ok' && found.data.every(Number.isFinite) ? found.data : null;
}

function grid(data: Float64Array, axes: readonly number[], isRow: boolean): Grid | null {
  if (axes.length > 2) return null;
  const [length = 1, width] = axes;
  const [rows, columns] = width === undefined ? (isRow ? [1, length] : [length, 1]) : [length, width];
  return rows > MOST_ROWS || columns > MOST_ROWS ? null : { rows, columns, entries: [...data] };
}

const turned = ({ rows, columns, entries }: Grid): Grid => ({
  rows: columns,
  columns: rows,
  entries: entries.map((_, k) => entries[(k % rows) * columns + Math.floor(k / rows)]!),
});
