/** Parts of tensors: entries, slices, blocks, and their adjoints. */

import { addDimensions, constantDimension, type Dimension, scaleDimension } from '../dimensions/dimension.ts';
import { elementwise } from './elementwise.ts';
import { intern } from './intern.ts';
import { isZero, zero } from './leaves.ts';
import { isSymmetric } from './matrix.ts';
import type { ConcatenateNode, ProductNode, SliceNode, TensorNode } from './node.ts';
import { power } from './power.ts';
import { product } from './product.ts';
import { linear } from './sum.ts';

type Positions = readonly (number | null)[];

/** Per axis a literal position (from 0; the axis is dropped) or null (the axis is kept). */
export function select(argument: TensorNode, positions: Positions): TensorNode {
  if (positions.every(position => position === null)) return argument;
  const shape = argument.shape.filter((_, axis) => positions[axis] === null);
  switch (argument.kind) {
    case 'sum':
      return linear(
        argument.written.map(k => [argument.coefficients[k]!, select(argument.terms[k]!, positions)] as const),
        shape,
      );
    case 'power':
      return power(select(argument.base, positions), argument.exponent);
    case 'elementwise':
      return elementwise(argument.function, select(argument.argument, positions));
    case 'product':
      return selectFromProduct(argument, positions, shape);
    case 'select': {
      let next = 0;
      return select(
        argument.argument,
        argument.positions.map(position => position ?? positions[next++]!),
      );
    }
    case 'place': {
      for (let axis = 0; axis < positions.length; axis++) {
        const [wanted, put] = [positions[axis]!, argument.positions[axis]!];
        if (wanted !== null && put !== null && wanted !== put) return zero(shape);
      }
      const inner = argument.positions.map((put, axis) => (put === null ? positions[axis]! : undefined)).filter(position => position !== undefined);
      const kept = argument.positions.filter((_, axis) => positions[axis] === null);
      return place(select(argument.argument, inner), kept, shape);
    }
    case 'concatenate': {
      const position = positions[argument.axis]!;
      if (position === null) {
        const axis = argument.axis - positions.slice(0, argument.axis).filter(other => other !== null).length;
        return concatenate(
          axis,
          argument.parts.map(part => select(part, positions)),
        );
      }
      let offset = position;
      for (const part of argument.parts) {
        const length = part.shape[argument.axis]!.constant;
        if (length === null) break;
        if (offset < length)
          return select(
            part,
            positions.map((other, axis) => (axis === argument.axis ? offset : other)),
          );
        offset -= length;
      }
      break;
    }
    case 'slice': {
      const position = positions[argument.axis]!;
      const from = argument.offset.constant;
      if (position === null) {
        const axis = argument.axis - positions.slice(0, argument.axis).filter(other => other !== null).length;
        return slice(select(argument.argument, positions), axis, argument.offset, argument.shape[argument.axis]!);
      }
      if (from === null) break;
      return select(
        argument.argument,
        positions.map((other, axis) => (axis === argument.axis ? from + position : other)),
      );
    }
  }
  const [row, column] = positions;
  // S_21 is S_12
  const ordered = positions.length === 2 && row != null && column != null && row > column && isSymmetric(argument) ? [column, row] : positions;
  return intern(`e|${argument.id}|${ordered.join(',')}`, { kind: 'select', argument, positions: ordered, shape });
}

/** Fixing an output axis fixes its label in every factor that has it. */
function selectFromProduct(argument: TensorNode & { kind: 'product' }, positions: Positions, shape: readonly Dimension[]): TensorNode {
  const fixed = new Map<number, number>();
  for (let axis = 0; axis < positions.length; axis++) {
    const position = positions[axis]!;
    if (position === null) continue;
    const label = argument.out[axis]!;
    if ((fixed.get(label) ?? position) !== position) return zero(shape);
    fixed.set(label, position);
  }
  const factors = argument.factors.map((factor, k) =>
    select(
      factor,
      argument.labels[k]!.map(label => fixed.get(label) ?? null),
    ),
  );
  const labels = argument.labels.map(own => own.filter(label => !fixed.has(label)));
  const out: number[] = [];
  let next = argument.sizes.length;
  argument.out.forEach((label, axis) => {
    if (positions[axis] !== null) return;
    const position = fixed.get(label);
    if (position === undefined) {
      out.push(label);
      return;
    }
    // δ with one index known is a unit vector
    factors.push(place(product([], [], []), [position], [argument.shape[axis]!]));
    labels.push([next]);
    out.push(next++);
  });
  return product(factors, labels, out, shape);
}

/** `argument` among zeros of `shape`, at the literal positions. */
export function place(argument: TensorNode, positions: Positions, shape: readonly Dimension[]): TensorNode {
  if (positions.every(position => position === null)) return argument;
  if (argument.kind === 'sum')
    return linear(
      argument.written.map(k => [argument.coefficients[k]!, place(argument.terms[k]!, positions, shape)] as const),
      shape,
    );
  return intern(`P|${argument.id}|${positions.join(',')}|${shape.map(size => size.key).join(',')}`, { kind: 'place', argument, positions, shape });
}

/** Blocks side by side along an axis. */
export function concatenate(axis: number, parts: readonly TensorNode[]): TensorNode {
  if (parts.length === 1) return parts[0]!;
  const total = parts.reduce<Dimension | null>((sum, part) => (sum ? addDimensions(sum, part.shape[axis]!) : part.shape[axis]!), null)!;
  const shape = parts[0]!.shape.map((size, k) => (k === axis ? total : size));
  if (parts.every(isZero)) return zero(shape);
  return intern(`C|${axis}|${parts.map(part => part.id).join(',')}`, { kind: 'concatenate', axis, parts, shape });
}

/** `size` entries from `offset` on along an axis. */
export function slice(argument: TensorNode, axis: number, offset: Dimension, size: Dimension): TensorNode {
  const shape = argument.shape.map((own, k) => (k === axis ? size : own));
  if (offset.constant === 0 && argument.shape[axis] === size) return argument;
  if (argument.kind === 'sum')
    return linear(
      argument.written.map(k => [argument.coefficients[k]!, slice(argument.terms[k]!, axis, offset, size)] as const),
      shape,
    );
  if (argument.kind === 'power') return power(slice(argument.base, axis, offset, size), argument.exponent);
  if (argument.kind === 'elementwise') return elementwise(argument.function, slice(argument.argument, axis, offset, size));
  if (argument.kind === 'product') {
    const inner = sliceProduct(argument, axis, offset, size);
    if (inner) return inner;
  }
  if (argument.kind === 'concatenate') {
    const inner = sliceBlocks(argument, axis, offset, size);
    if (inner) return inner;
  }
  if (argument.kind === 'slice' && argument.axis !== axis) {
    const block = blockOfDiagonal(argument, axis, offset, size);
    if (block) return block;
  }
  return intern(`S|${argument.id}|${axis}|${offset.key}|${size.key}`, { kind: 'slice', argument, axis, offset, shape });
}

/** Whole blocks that make up the range, or the range of every block along the other axis. */
function sliceBlocks(node: ConcatenateNode, axis: number, offset: Dimension, size: Dimension): TensorNode | null {
  if (node.axis !== axis)
    return concatenate(
      node.axis,
      node.parts.map(part => slice(part, axis, offset, size)),
    );
  const end = addDimensions(offset, size);
  let at = constantDimension(0);
  let first = -1;
  for (const [k, part] of node.parts.entries()) {
    if (at === offset) first = k;
    at = addDimensions(at, part.shape[axis]!);
    if (first >= 0 && at === end) return concatenate(axis, node.parts.slice(first, k + 1));
  }
  return null;
}

/** A label that stands once in the output is cut in every factor that has it. */
function sliceProduct(node: ProductNode, axis: number, offset: Dimension, size: Dimension): TensorNode | null {
  const label = node.out[axis]!;
  if (node.out.filter(other => other === label).length > 1) return null;
  return cut(node, label, offset, size);
}

/** Of what has one label for both sides, such as the identity: the same range of both is one of the label, ranges apart are 0. */
function blockOfDiagonal(part: SliceNode, axis: number, offset: Dimension, size: Dimension): TensorNode | null {
  const whole = part.argument;
  if (whole.kind !== 'product') return null;
  const label = whole.out[axis]!;
  if (whole.out[part.axis] !== label || whole.out.filter(other => other === label).length !== 2) return null;
  const length = part.shape[part.axis]!;
  if (part.offset === offset && length === size) return cut(whole, label, offset, size);
  const areApart = isBefore(part.offset, length, offset) || isBefore(offset, size, part.offset);
  return areApart ? zero(part.shape.map((own, k) => (k === axis ? size : own))) : null;
}

/** Does a range end where another begins, or before? */
function isBefore(offset: Dimension, size: Dimension, next: Dimension): boolean {
  const end = addDimensions(offset, size);
  return end === next || (end.constant !== null && next.constant !== null && end.constant <= next.constant);
}

function cut(node: ProductNode, label: number, offset: Dimension, size: Dimension): TensorNode {
  const factors = node.factors.map((factor, k) =>
    node.labels[k]!.reduce<TensorNode>((part, own, axis) => (own === label ? slice(part, axis, offset, size) : part), factor),
  );
  return product(
    factors,
    node.labels,
    node.out,
    node.out.map((own, axis) => (own === label ? size : node.shape[axis]!)),
  );
}

/** `argument` padded with zeros to `total` along an axis (the adjoint of slice). */
export function pad(argument: TensorNode, axis: number, offset: Dimension, total: Dimension): TensorNode {
  const filler = (size: Dimension): TensorNode[] => (size.constant === 0 ? [] : [zero(argument.shape.map((own, k) => (k === axis ? size : own)))]);
  const behind = addDimensions(total, scaleDimension(addDimensions(offset, argument.shape[axis]!), -1));
  return concatenate(axis, [...filler(offset), argument, ...filler(behind)]);
}
