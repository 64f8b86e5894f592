/** A product node as NumPy: `@`, `*`, `.T`, `np.outer`, `np.diag` where they say it, einsum where they do not. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ProductNode } from '../tensors/node.ts';
import { ONE, type Rational } from '../tensors/rational.ts';
import { contract } from './contraction.ts';
import { einsum } from './einsum.ts';
import { aligned, type LabelledArray, plain, type Scale, scaled } from './numpyOperand.ts';
import type { ArrayValue, SizeCode } from './numpyValue.ts';
import type { Python, PythonBuilder } from './python.ts';

export function productValue(node: ProductNode, factors: readonly ArrayValue[], sizeCode: SizeCode, py: PythonBuilder): ArrayValue {
  const network = reduce(node, factors, py);
  const { out } = node;
  const missing = out.filter(
    (label, i) => out.indexOf(label) === i && out.lastIndexOf(label) === i && !network.arrays.some(array => array.labels.includes(label)),
  );
  const straight = (coefficient: Rational): Python => finish(network, coefficient, out, missing, node.sizes, sizeCode, py);
  const isMatrix = out.length === 2;
  return {
    code: straight(ONE),
    transposed: isMatrix ? finish(network, ONE, [out[1]!, out[0]!], missing, node.sizes, sizeCode, py) : null,
    scaled: straight,
    covers: out.map(label => !missing.includes(label)),
    // a diagonal has zeros beside it, which repeating would not give
    broadcast: missing.length === 0 || new Set(out).size < out.length ? null : coefficient => broadcast(network, coefficient, out, py),
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

function reduce(node: ProductNode, factors: readonly ArrayValue[], py: PythonBuilder): Network {
  const above: Python[] = [];
  const below: Python[] = [];
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
    const array = sumOwnLabels(withoutRepeats(labels, value, isOwn, py), value, isOwn, py);
    if (array.labels.length === 0) above.push(array.code);
    else arrays.push(array);
  });
  const reduced = contract(arrays, node.out, node.sizes, py);
  return { scale: { above: [...above, ...reduced.scalars], below }, arrays: reduced.arrays };
}

/** In how many factors a label stands. */
function countHolders(node: ProductNode): ReadonlyMap<number, number> {
  const holders = new Map<number, number>();
  for (const labels of node.labels) for (const label of new Set(labels)) holders.set(label, (holders.get(label) ?? 0) + 1);
  return holders;
}

/** Takes diagonals where a factor repeats a label. */
function withoutRepeats(labels: readonly number[], value: ArrayValue, isOwn: (label: number) => boolean, py: PythonBuilder): LabelledArray {
  const distinct = [...new Set(labels)];
  if (distinct.length === labels.length) {
    return { labels, code: value.code, transposed: value.transposed, inverseOf: value.inverseOf, reciprocalOf: value.reciprocalOf };
  }
  if (labels.length === 2) {
    if (isOwn(labels[0]!)) return plain([], py.call('np.trace', [value.code]), null);
    return plain(distinct, py.call('np.diagonal', [value.code], true), null);
  }
  return plain(distinct, einsum([plain(labels, value.code, null)], distinct, py), null);
}

/** A label that stands in one factor alone is summed there. */
function sumOwnLabels(array: LabelledArray, value: ArrayValue, isOwn: (label: number) => boolean, py: PythonBuilder): LabelledArray {
  const axes = array.labels.flatMap((label, axis) => (isOwn(label) ? [axis] : []));
  if (axes.length === 0) return array;
  const kept = array.labels.filter(label => !isOwn(label));
  const square = array.code === value.code ? value.squareOf : null;
  if (kept.length === 0 && square) return plain([], array.labels.length === 1 ? py.matmul(square, square) : py.call('np.vdot', [square, square]), null);
  if (kept.length === 0) return plain([], py.call('np.sum', [array.code]), null);
  return plain(kept, py.call('np.sum', [array.code, `axis=${axes.length === 1 ? axes[0] : `(${axes.join(', ')})`}`]), null);
}

/** The whole array, its axes in the order of `out`. */
function finish(
  network: Network,
  coefficient: Rational,
  out: readonly number[],
  missing: readonly number[],
  sizes: readonly Dimension[],
  sizeCode: SizeCode,
  py: PythonBuilder,
): Python {
  const { scale, arrays } = network;
  if (new Set(out).size < out.length) return scaledDiagonal(network, coefficient, out, missing, sizes, sizeCode, py);
  if (missing.length > 0) {
    const shape = out.map(label => sizeCode(sizes[label]!));
    const ones = py.call('np.ones', [shape.length === 1 ? shape[0]! : py.tuple(shape)]);
    return arrays.length === 0 ? scaled(coefficient, scale, ones, py) : py.times(broadcast(network, coefficient, out, py), ones);
  }
  return scaledCore(network, coefficient, out, py);
}

/** Axes of length 1 where no factor has the label. */
function broadcast(network: Network, coefficient: Rational, out: readonly number[], py: PythonBuilder): Python {
  if (network.arrays.length === 0) return scaled(coefficient, network.scale, null, py);
  const present = out.filter(label => network.arrays.some(array => array.labels.includes(label)));
  const core = scaledCore(network, coefficient, present, py);
  return aligned({ labels: present, code: core, transposed: null }, out, py);
}

function scaledCore(network: Network, coefficient: Rational, out: readonly number[], py: PythonBuilder): Python {
  const { scale, arrays } = network;
  const [first, second] = arrays;
  if (!first) return scaled(coefficient, scale, null, py);
  if (arrays.length === 1) {
    if (first.reciprocalOf) {
      const below = aligned({ ...first.reciprocalOf, labels: first.labels }, out, py);
      return scaled(coefficient, { above: scale.above, below: [...scale.below, below] }, null, py);
    }
    return scaled(coefficient, scale, aligned(first, out, py), py);
  }
  if (arrays.length === 2 && first.labels.length === 1 && second!.labels.length === 1) {
    const [row, column] = first.labels[0] === out[0] ? [first, second!] : [second!, first];
    return py.call('np.outer', [scaled(coefficient, scale, row.code, py), column.code]);
  }
  return scaledEinsum(network, coefficient, [], out, py);
}

/** Labels that `out` repeats: entries off the diagonal are 0. */
function scaledDiagonal(
  network: Network,
  coefficient: Rational,
  out: readonly number[],
  missing: readonly number[],
  sizes: readonly Dimension[],
  sizeCode: SizeCode,
  py: PythonBuilder,
): Python {
  const { scale, arrays } = network;
  const identity = (label: number): Python => py.call('np.eye', [sizeCode(sizes[label]!)]);
  if (out.length === 2) {
    if (arrays.length === 0) return scaled(coefficient, scale, identity(out[0]!), py);
    return py.call('np.diag', [scaledCore(network, coefficient, [out[0]!], py)]);
  }
  let fresh = Math.max(...out, ...arrays.flatMap(array => array.labels)) + 1;
  const extra: LabelledArray[] = [];
  const distinct = out.map((label, i) => {
    if (out.indexOf(label) === i) return label;
    extra.push(plain([label, fresh], identity(label), identity(label)));
    return fresh++;
  });
  for (const label of missing) extra.push(plain([label], py.call('np.ones', [sizeCode(sizes[label]!)]), null));
  return scaledEinsum(network, coefficient, extra, distinct, py);
}

/** Scales the smallest operand where the result is larger. */
function scaledEinsum({ scale, arrays }: Network, coefficient: Rational, extra: readonly LabelledArray[], out: readonly number[], py: PythonBuilder): Python {
  const smallest = arrays.length === 0 ? null : arrays.reduce((least, array) => (array.labels.length < least.labels.length ? array : least));
  if (!smallest || smallest.labels.length >= out.length) return scaled(coefficient, scale, einsum([...arrays, ...extra], out, py), py);
  const changed = arrays.map(array => (array === smallest ? plain(array.labels, scaled(coefficient, scale, array.code, py), null) : array));
  return einsum([...changed, ...extra], out, py);
}
