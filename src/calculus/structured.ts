/**
 * The derivative of a scalar by a matrix whose entries are not independent, from the derivative G by independent
 * entries. Two questions have two answers, and each has its name: the gradient within the structured matrices, the only
 * one that tr(Gᵀ dX) and a descent step may use (Srinivasan and Panda, arXiv:1911.06491), and the list of derivatives by
 * the free entries of the Matrix Cookbook (138)–(142).
 */

import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear } from '../tensors/sum.ts';

export type Structure = 'symmetric' | 'skew-symmetric' | 'diagonal';
export type Convention = 'gradient' | 'free entries';

export interface StructuredDerivative {
  readonly structure: Structure;
  readonly convention: Convention;
  readonly node: TensorNode;
}

const SYMMETRIC_FACTS = ['symmetric', 'positive definite', 'positive semidefinite', 'negative definite', 'negative semidefinite'];

/** Which structure declared properties give a matrix; null where its entries are independent. */
export function structureOf(properties: ReadonlySet<string>): Structure | null {
  if (properties.has('diagonal')) return 'diagonal';
  if (properties.has('skew-symmetric')) return 'skew-symmetric';
  return SYMMETRIC_FACTS.some(fact => properties.has(fact)) ? 'symmetric' : null;
}

/** `gradient` is n×n, by independent entries. */
export function structuredDerivatives(gradient: TensorNode, structure: Structure): readonly StructuredDerivative[] {
  const flipped = transpose(gradient);
  const diagonal = product([gradient], [[0, 0]], [0, 0]);
  const combined = (convention: Convention, terms: readonly (readonly [Q.Rational, TensorNode])[]): StructuredDerivative => ({
    structure,
    convention,
    node: linear(terms, gradient.shape),
  });
  const half = Q.rational(1, 2);
  switch (structure) {
    case 'symmetric':
      return [
        combined('gradient', [
          [half, gradient],
          [half, flipped],
        ]),
        combined('free entries', [
          [Q.ONE, gradient],
          [Q.ONE, flipped],
          [Q.MINUS_ONE, diagonal],
        ]),
      ];
    case 'skew-symmetric':
      return [
        combined('gradient', [
          [half, gradient],
          [Q.negate(half), flipped],
        ]),
        combined('free entries', [
          [Q.ONE, gradient],
          [Q.MINUS_ONE, flipped],
        ]),
      ];
    case 'diagonal':
      return [combined('gradient', [[Q.ONE, diagonal]])];
  }
}
