/** A product node as operations: matrix, entrywise and outer products, transposes and diagonals where they say it, a contraction where they do not. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ProductNode } from '../tensors/node.ts';
import { ONE, type Rational } from '../tensors/rational.ts';
import { contract } from './contraction.ts';
import { einsum } from './einsum.ts';
import { aligned, type LabelledArray, plain, type Scale, scaled } from './operand.ts';
import type { Builder, Operation } from './operation.ts';
import type { ArrayValue } from './value.ts';

export function productValue(node: ProductNode, factors: readonly ArrayValue[], build: Builder): ArrayValue {
  const network = reduce(node, factors, build);
  const { out } = node;
  const missing = out.filter(
    (label, i) => out.indexOf(label) === i && out.lastIndexOf(label) === i && !network.arrays.some(array => array.labels.includes(label)),
  );
  const straight = (coefficient: Rational): Operation => finish(network, coefficient, out, missing, node.sizes, build);
  const isMatrix = out.length === 2;
  return {
    code: straight(ONE),
    transposed: isMatrix ? finish(network, ONE, [out[1]!, out[0]!], missing, node.sizes, build) : null,
    scaled: straight,
    covers: out.map(label => !missing.includes(label)),
    // a diagonal has zeros beside it, which repeating would not give
    broadcast: missing.length === 0 || new Set(out).size < out.length ? null : coefficient => broadcast(network, coefficient, out, node.sizes, build),
    inverseOf: null,
    reciprocalOf: null,
    squareOf: null,
  };
}

/** Arrays with distinct labels, every one of which is in `out` or in another array, multiplied as far as pairs go. */
interface Network {
  readonly scale: Scale;
  readonly arrays: readonly LabelledArray[];
}

function reduce(node: ProductNode, factors: readonly ArrayValue[], build: Builder): Network {
  const above: Operation[] = [];
  const below: Operation[] = [];
  const arrays: LabelledArray[] = [];
  const holders = countHolders(node);
  const isOwn = (label: number): boolean => holders.get(label) === 1 && !node.out.includes(label);
  node.labels.forEach((labels, k) => {
    const value = factors[k]!;
    if (labels.length === 0) {
      if (value.reciprocalOf) below.push(value.reciprocalOf.code);
      else above.push(value.code);
      return;
    }
    const array = sumOwnLabels(withoutRepeats(labels, value, isOwn, node.sizes, build), value, isOwn, build);
    if (array.labels.length === 0) above.push(array.code);
    else arrays.push(array);
  });
  const reduced = contract(arrays, node.out, node.sizes, build);
  return { scale: { above: [...above, ...reduced.scalars], below }, arrays: reduced.arrays };
}

/** In how many factors a label stands. */
function countHolders(node: ProductNode): ReadonlyMap<number, number> {
  const holders = new Map<number, number>();
  for (const labels of node.labels) for (const label of new Set(labels)) holders.set(label, (holders.get(label) ?? 0) + 1);
  return holders;
}

/** Takes diagonals where a factor repeats a label. */
function withoutRepeats(
  labels: readonly number[],
  value: ArrayValue,
  isOwn: (label: number) => boolean,
  sizes: readonly Dimension[],
  build: Builder,
): LabelledArray {
  const distinct = [...new Set(labels)];
  if (distinct.length === labels.length) {
    return { labels, code: value.code, transposed: value.transposed, inverseOf: value.inverseOf, reciprocalOf: value.reciprocalOf };
  }
  if (labels.length === 2) {
    if (isOwn(labels[0]!)) return plain([], build.trace(value.code), null);
    return plain(distinct, build.diagonal(value.code), null);
  }
  return plain(distinct, einsum([plain(labels, value.code, null)], distinct, sizes, build), null);
}

/** A label that stands in one factor alone is summed there. */
function sumOwnLabels(array: LabelledArray, value: ArrayValue, isOwn: (label: number) => boolean, build: Builder): LabelledArray {
  const axes = array.labels.flatMap((label, axis) => (isOwn(label) ? [axis] : []));
  if (axes.length === 0) return array;
  const kept = array.labels.filter(label => !isOwn(label));
  const square = array.code === value.code ? value.squareOf : null;
  if (kept.length === 0 && square) return plain([], array.labels.length === 1 ? build.matmul(square, square) : build.inner(square, square), null);
  if (kept.length === 0) return plain([], build.sum(array.code, axes), null);
  return plain(kept, build.sum(array.code, axes), null);
}

/** The whole array, its axes in the order of `out`. */
function finish(
  network: Network,
  coefficient: Rational,
  out: readonly number[],
  missing: readonly number[],
  sizes: readonly Dimension[],
  build: Builder,
): Operation {
  const { scale, arrays } = network;
  if (new Set(out).size < out.length) return scaledDiagonal(network, coefficient, out, missing, sizes, build);
  if (missing.length > 0) {
    const ones = build.ones(out.map(label => sizes[label]!));
    return arrays.length === 0 ? scaled(coefficient, scale, ones, build) : build.multiply(broadcast(network, coefficient, out, sizes, build), ones);
  }
  return scaledCore(network, coefficient, out, sizes, build);
}

/** Axes of length 1 where no factor has the label. */
function broadcast(network: Network, coefficient: Rational, out: readonly number[], sizes: readonly Dimension[], build: Builder): Operation {
  if (network.arrays.length === 0) return scaled(coefficient, network.scale, null, build);
  const present = out.filter(label => network.arrays.some(array => array.labels.includes(label)));
  const core = scaledCore(network, coefficient, present, sizes, build);
  return aligned({ labels: present, code: core, transposed: null }, out, build);
}

function scaledCore(network: Network, coefficient: Rational, out: readonly number[], sizes: readonly Dimension[], build: Builder): Operation {
  const { scale, arrays } = network;
  const [first, second] = arrays;
  if (!first) return scaled(coefficient, scale, null, build);
  if (arrays.length === 1) {
    if (first.reciprocalOf) {
      const below = aligned({ ...first.reciprocalOf, labels: first.labels }, out, build);
      return scaled(coefficient, { above: scale.above, below: [...scale.below, below] }, null, build);
    }
    return scaled(coefficient, scale, aligned(first, out, build), build);
  }
  if (arrays.length === 2 && first.labels.length === 1 && second!.labels.length === 1) {
    const [row, column] = first.labels[0] === out[0] ? [first, second!] : [second!, first];
    return build.outer(scaled(coefficient, scale, row.code, build), column.code);
  }
  return scaledEinsum(network, coefficient, [], out, sizes, build);
}

/** Labels that `out` repeats: entries off the diagonal are 0. */
function scaledDiagonal(
  network: Network,
  coefficient: Rational,
  out: readonly number[],
  missing: readonly number[],
  sizes: readonly Dimension[],
  build: Builder,
): Operation {
  const { scale, arrays } = network;
  const identity = (label: number): Operation => build.identity(sizes[label]!);
  if (out.length === 2) {
    if (arrays.length === 0) return scaled(coefficient, scale, identity(out[0]!), build);
    return build.diagonalMatrix(scaledCore(network, coefficient, [out[0]!], sizes, build));
  }
  const isOnce = (label: number): boolean => out.indexOf(label) === out.lastIndexOf(label);
  const repeated = [...new Set(out.filter(label => !isOnce(label)))].filter(label => arrays.some(array => array.labels.includes(label)));
  const labels = [...out.filter(isOnce), ...repeated];
  const extra = missing.map(label => plain([label], build.ones([sizes[label]!]), null));
  const core = extra.length > 0 ? scaledEinsum(network, coefficient, extra, labels, sizes, build) : scaledCore(network, coefficient, labels, sizes, build);
  return build.spread(
    core,
    labels,
    out,
    out.map(label => sizes[label]!),
  );
}

/** Scales the smallest operand where the result is larger. */
function scaledEinsum(
  { scale, arrays }: Network,
  coefficient: Rational,
  extra: readonly LabelledArray[],
  out: readonly number[],
  sizes: readonly Dimension[],
  build: Builder,
): Operation {
  const smallest = arrays.length === 0 ? null : arrays.reduce((least, array) => (array.labels.length < least.labels.length ? array : least));
  if (!smallest || smallest.labels.length >= out.length) return scaled(coefficient, scale, einsum([...arrays, ...extra], out, sizes, build), build);
  const changed = arrays.map(array => (array === smallest ? plain(array.labels, scaled(coefficient, scale, array.code, build), null) : array));
  return einsum([...changed, ...extra], out, sizes, build);
}
