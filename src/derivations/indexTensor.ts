/** The tensor that a printed index form means, read from the form alone. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { IndexFactor, IndexForm, IndexName } from '../notation/form.ts';
import { elementwise } from '../tensors/elementwise.ts';
import { identity, scalarOne } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import { place } from '../tensors/pieces.ts';
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
      return factor.indices;
  }
}

/** The position, from 0, where an index is a number. */
const literalPosition = (index: IndexName): number | null => (/^\d+$/.test(index.letter) ? Number(index.letter) - 1 : null);

/** A unit vector where the right index is a number. */
function deltaTensor({ left, right }: Extract<IndexFactor, { kind: 'delta' }>): TensorNode {
  const position = literalPosition(right);
  return position === null ? identity([left.size]) : place(scalarOne(), [position], [left.size]);
}

export function factorTensor(factor: IndexFactor, lookup: Lookup, depth = 0): TensorNode | null {
  switch (factor.kind) {
    case 'delta':
      return deltaTensor(factor);
    case 'entry': {
      const node = tensorOfForm(factor.form, lookup);
      return node && power(node, factor.exponent);
    }
    case 'tensor': {
      const node = lookup(factor.name);
      return node && power(node, factor.exponent);
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
