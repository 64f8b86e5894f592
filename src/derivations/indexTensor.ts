/** The tensor that a printed index form means, read from the form alone. */

import { addDimensions, constantDimension, type Dimension } from '../dimensions/dimension.ts';
import type { IndexFactor, IndexForm, IndexName } from '../notation/form.ts';
import { elementwise } from '../tensors/elementwise.ts';
import { identity, scalarOne } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import { place, select, slice } from '../tensors/pieces.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';
import { type Lookup, tensorOfForm } from './formTensor.ts';

/** Nested sums deeper than this are not read. */
const DEPTH = 40;

/** Axes in the order of the free indices. null where the form cannot be read. */
export function tensorOfIndexForm(form: IndexForm, lookup: Lookup, depth = 0): TensorNode | null {
  if (depth > DEPTH) return null;
  const shape = form.free.map(index => index.size);
  const terms: (readonly [Q.Rational, TensorNode])[] = [];
  for (const term of form.terms) {
    const labels = new Map<string, number>();
    const label = (index: IndexName): number => {
      const known = labels.get(index.letter);
      if (known !== undefined) return known;
      labels.set(index.letter, labels.size);
      return labels.size - 1;
    };
    const out = form.free.map(label);
    const factors: TensorNode[] = [];
    const own: number[][] = [];
    for (const factor of term.factors) {
      const node = factorTensor(factor, lookup, depth);
      const indices = indicesOf(factor);
      if (!node || node.shape.length !== indices.length) return null;
      factors.push(node);
      own.push(indices.map(label));
    }
    // an index that is summed and stands nowhere counts its size
    const unused = term.summed.filter(index => !labels.has(index.letter));
    for (const index of unused) {
      factors.push(onesOf(index.size));
      own.push([label(index)]);
    }
    terms.push([term.coefficient, product(factors, own, out, shape)]);
  }
  return linear(terms, shape);
}

const onesOf = (size: Dimension): TensorNode => product([], [], [0], [size]);

/** Axes of a factor as they stand in the form. */
export function indicesOf(factor: IndexFactor): readonly IndexName[] {
  switch (factor.kind) {
    case 'delta':
      return literalPosition(factor.right) === null ? [factor.left, factor.right] : [factor.left];
    case 'function':
      return factor.argument.free;
    default:
      return factor.indices.filter(index => literalPosition(index) === null);
  }
}

/** The position, from 0, where an index is a number. */
const literalPosition = (index: IndexName): number | null => (/^\d+$/.test(index.letter) ? Number(index.letter) - 1 : null);

/** A unit vector where the right index is a number; a part of the identity where an index is moved. */
function deltaTensor({ left, right }: Extract<IndexFactor, { kind: 'delta' }>): TensorNode | null {
  const position = literalPosition(right);
  if (position !== null) {
    if (!left.offset) return place(scalarOne(), [position], [left.size]);
    return slice(place(scalarOne(), [position], [addDimensions(left.offset, left.size)]), 0, left.offset, left.size);
  }
  if (!left.offset && !right.offset) return identity([left.size]);
  const ends = [left, right].map(index => addDimensions(index.offset ?? constantDimension(0), index.size));
  return movedPart(identity([ends[0]! === ends[1]! ? ends[0]! : addDimensions(ends[0]!, ends[1]!)]), [
    { ...left, offset: left.offset ?? constantDimension(0) },
    { ...right, offset: right.offset ?? constantDimension(0) },
  ]);
}

/** The entries of a tensor that the indices reach: numbers fix an axis, an offset moves along it. */
function movedPart(node: TensorNode, indices: readonly IndexName[]): TensorNode | null {
  if (node.shape.length !== indices.length) return null;
  const part = indices.reduce((whole, { offset, size }, axis) => (offset ? slice(whole, axis, offset, size) : whole), node);
  return select(part, indices.map(literalPosition));
}

export function factorTensor(factor: IndexFactor, lookup: Lookup, depth = 0): TensorNode | null {
  switch (factor.kind) {
    case 'delta':
      return deltaTensor(factor);
    case 'entry': {
      const node = tensorOfForm(factor.form, lookup);
      const part = node && movedPart(node, factor.indices);
      return part && power(part, factor.exponent);
    }
    case 'tensor': {
      const node = lookup(factor.name);
      const part = node && movedPart(node, factor.indices);
      return part && power(part, factor.exponent);
    }
    case 'function': {
      const argument = tensorOfIndexForm(factor.argument, lookup, depth + 1);
      if (!argument) return null;
      const applied =
        factor.function === null ? argument : factor.function === 'sqrt' ? power(argument, Q.rational(1, 2)) : elementwise(factor.function, argument);
      return power(applied, factor.exponent);
    }
  }
}
