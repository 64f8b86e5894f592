/** Values inside index notation: a tensor with one leading axis for every index name that is still free. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { IndexSymbol } from '../shapes/typed.ts';
import type { Span } from '../syntax/tree.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import { Unsupported } from './unsupported.ts';

export interface Value {
  /** Axes (indices…, rows…, columns…). */
  readonly node: TensorNode;
  readonly indices: readonly IndexSymbol[];
}

/** 0, 1, 2 … for every axis of the value. */
export const axesOf = (value: Value): number[] => value.node.shape.map((_, axis) => axis);

/** @throws Unsupported where an operation meets a free index it cannot carry along */
export function withoutIndices(value: Value, span: Span): TensorNode {
  if (value.indices.length > 0) throw new Unsupported(`an operation on a whole tensor that depends on the index ${value.indices[0]!.name}`, span);
  return value.node;
}

const NO_INDICES: readonly never[] = [];

/** The product of values over labels of their surface axes; free indices of the same name are joined and stay in front. */
export function contract(parts: readonly (readonly [Value, readonly number[]])[], out: readonly number[], sizes: readonly Dimension[]): Value {
  const nodes = new Array<TensorNode>(parts.length);
  const own = new Array<readonly number[]>(parts.length);
  for (let k = 0; k < parts.length; k++) {
    const [value, labels] = parts[k]!;
    if (value.indices.length > 0) return contractIndexed(parts, out, sizes);
    nodes[k] = value.node;
    own[k] = labels;
  }
  return { node: product(nodes, own, out, sizes), indices: NO_INDICES };
}

function contractIndexed(parts: readonly (readonly [Value, readonly number[]])[], out: readonly number[], sizes: readonly Dimension[]): Value {
  const indices: IndexSymbol[] = [];
  for (const [value] of parts) for (const index of value.indices) if (!indices.some(other => other.name === index.name)) indices.push(index);
  const shift = indices.length;
  const labels = parts.map(([value, own]) => [
    ...value.indices.map(index => indices.findIndex(other => other.name === index.name)),
    ...own.map(label => label + shift),
  ]);
  const node = product(
    parts.map(([value]) => value.node),
    labels,
    [...indices.map((_, k) => k), ...out.map(label => label + shift)],
    [...indices.map(index => index.size), ...sizes],
  );
  return { node, indices };
}

/** Both with the same free indices in the same order, repeated along those they lack. */
export function align(left: Value, right: Value): readonly [Value, Value] {
  if (left.indices.length === 0 && right.indices.length === 0) return [left, right];
  const indices = [...left.indices];
  for (const index of right.indices) if (!indices.some(other => other.name === index.name)) indices.push(index);
  const extend = (value: Value): Value => {
    const own = value.node.shape.slice(value.indices.length);
    const ownLabels = own.map((_, axis) => indices.length + axis);
    const labels = [...value.indices.map(index => indices.findIndex(other => other.name === index.name)), ...ownLabels];
    const out = [...indices.map((_, k) => k), ...ownLabels];
    return { node: product([value.node], [labels], out, [...indices.map(index => index.size), ...own]), indices };
  };
  return [extend(left), extend(right)];
}
