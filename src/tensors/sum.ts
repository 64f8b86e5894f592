/** Linear combinations: like terms are merged, nothing is distributed over. */

import type { Dimension } from '../dimensions/dimension.ts';
import { intern, memory, shapeKey } from './intern.ts';
import type { SumNode, TensorNode } from './node.ts';
import { product } from './product.ts';
import * as Q from './rational.ts';

type Term = readonly [coefficient: Q.Rational, node: TensorNode];

/** Σ coefficient · term. All terms have the shape `shape`. The order of first appearance is kept for printing. */
export function linear(terms: readonly Term[], shape: readonly Dimension[]): TensorNode {
  const merged = new Map<TensorNode, Q.Rational>();
  const collect = (coefficient: Q.Rational, node: TensorNode): void => {
    if (node.kind === 'sum') {
      for (let k = 0; k < node.written.length; k++) {
        const at = node.written[k]!;
        collect(Q.multiply(coefficient, node.coefficients[at]!), node.terms[at]!);
      }
      return;
    }
    const before = merged.get(node);
    merged.set(node, before === undefined ? coefficient : Q.add(before, coefficient));
  };
  const only = terms.length === 1 ? terms[0]! : null;
  // a scaled sum stays a sum with a coefficient before it, so that a name the user gave it can be seen
  if (only && only[1].kind === 'sum' && only[1].terms.length > 1) return scaleSum(only[0], only[1]);
  for (const [coefficient, node] of terms) collect(coefficient, node);
  const present = [...merged].filter(([, coefficient]) => !Q.isZero(coefficient));
  if (present.length === 0) return intern(`s0|${shapeKey(shape)}`, { kind: 'sum', shape, coefficients: [], terms: [], written: [] });
  if (present.length === 1 && Q.isOne(present[0]![1])) return present[0]![0];
  const order = present.map((_, k) => k).sort((a, b) => present[a]![0].id - present[b]![0].id);
  const key = `s|${order.map(k => `${coefficientKey(present[k]![1])}*${present[k]![0].id}`).join('+')}`;
  const written = new Array<number>(order.length);
  order.forEach((from, at) => {
    written[from] = at;
  });
  return intern(key, { kind: 'sum', shape, coefficients: order.map(k => present[k]![1]), terms: order.map(k => present[k]![0]), written });
}

const coefficientKey = (value: Q.Rational): string => (value.denominator === 1 ? String(value.numerator) : `${value.numerator}/${value.denominator}`);

export const scale = (coefficient: Q.Rational, node: TensorNode): TensorNode => linear([[coefficient, node]], node.shape);

export const add = (a: TensorNode, b: TensorNode): TensorNode =>
  linear(
    [
      [Q.ONE, a],
      [Q.ONE, b],
    ],
    a.shape,
  );

function scaleSum(coefficient: Q.Rational, node: SumNode): TensorNode {
  if (Q.isOne(coefficient)) return node;
  if (Q.isZero(coefficient)) return linear([], node.shape);
  return intern(`s|${coefficientKey(coefficient)}*${node.id}`, { kind: 'sum', shape: node.shape, coefficients: [coefficient], terms: [node], written: [0] });
}

/** A sum of two or more terms: `node = ratio · representative`, transposed where `transposed`. */
export interface Representative {
  readonly node: TensorNode;
  readonly ratio: Q.Rational;
  readonly transposed: boolean;
}

const representatives = memory<TensorNode, Representative>();
const normalForms = memory<string, { readonly node: TensorNode; readonly leading: Q.Rational }>();

/**
 * y − Xw and Xw − y, A − B and its transpose are one factor, whatever comes first. The first that was seen is the
 * representative, so the user's orientation is kept.
 */
export function representativeOf(node: SumNode): Representative {
  const known = representatives.get(node);
  if (known) return known;
  const leading = node.coefficients[0]!;
  const key = normalKey(node, leading);
  const same = normalForms.get(key);
  let found: Representative;
  if (same) found = { node: same.node, ratio: Q.multiply(leading, Q.reciprocal(same.leading)), transposed: false };
  else {
    const flipped = node.shape.length === 2 ? transposedSum(node) : null;
    const other = flipped && flipped !== node ? normalForms.get(normalKey(flipped, flipped.coefficients[0]!)) : undefined;
    if (other && flipped) found = { node: other.node, ratio: Q.multiply(flipped.coefficients[0]!, Q.reciprocal(other.leading)), transposed: true };
    else {
      normalForms.set(key, { node, leading });
      found = { node, ratio: Q.ONE, transposed: false };
    }
  }
  representatives.set(node, found);
  return found;
}

const normalKey = (node: SumNode, leading: Q.Rational): string => {
  const inverse = Q.reciprocal(leading);
  return node.terms.map((term, k) => `${coefficientKey(Q.multiply(inverse, node.coefficients[k]!))}*${term.id}`).join('+');
};

function transposedSum(node: SumNode): SumNode | null {
  const flipped = linear(
    node.terms.map((term, k) => [node.coefficients[k]!, product([term], [[0, 1]], [1, 0])] as const),
    [node.shape[1]!, node.shape[0]!],
  );
  return flipped.kind === 'sum' && flipped.terms.length > 1 ? flipped : null;
}
