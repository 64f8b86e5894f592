/** A number less functions that are bounded by it: 1 − σ(x), 1 − tanh(x)², 2 + sin(x). */

import { byFunction } from '../operations/elementwise.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { splitCoefficient } from '../tensors/leaves.ts';
import type { SumNode, TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { ALWAYS, type Found } from './quadraticForm.ts';

interface Bound {
  /** No entry is greater in magnitude than 1. */
  readonly isReached: boolean;
  readonly isNonnegative: boolean;
}

const boundOfRow = ({ bound, values }: { readonly bound?: 'below one' | 'one'; readonly values?: string }): Bound | null =>
  bound ? { isReached: bound === 'one', isNonnegative: values !== undefined } : null;
const BOUNDED = byFunction(boundOfRow);

/** Σ of numbers with one sign and of functions that are bounded by 1, where the functions together cannot outweigh the numbers. */
export function boundedRemainder(node: SumNode): Found | null {
  let constant = Q.ZERO;
  let against = Q.ZERO;
  let reached = true;
  const bounded: { readonly coefficient: Q.Rational; readonly bound: Bound }[] = [];
  for (const [k, term] of node.terms.entries()) {
    const { coefficient: inner, rest } = splitCoefficient(term);
    const coefficient = Q.multiply(node.coefficients[k]!, inner);
    if (isOnes(rest)) {
      constant = Q.add(constant, coefficient);
      continue;
    }
    const bound = boundOf(rest);
    if (!bound) return null;
    bounded.push({ coefficient, bound });
  }
  if (Q.isZero(constant)) return null;
  const sign = constant.numerator > 0 ? 1 : -1;
  for (const { coefficient, bound } of bounded) {
    if (bound.isNonnegative && coefficient.numerator * sign > 0) continue;
    against = Q.add(against, Q.rational(Math.abs(coefficient.numerator), coefficient.denominator));
    reached &&= bound.isReached;
  }
  const left = Q.add(Q.rational(Math.abs(constant.numerator), constant.denominator), Q.negate(against));
  if (left.numerator < 0) return null;
  return { sign, strictIf: left.numerator > 0 || !reached ? ALWAYS : null };
}

const isOnes = (node: TensorNode): boolean => node.kind === 'product' && node.factors.length === 0 && new Set(node.out).size === node.out.length;

/** Of a function, its powers and products. */
function boundOf(node: TensorNode): Bound | null {
  switch (node.kind) {
    case 'operation':
      return boundOfRow(TENSOR_OPERATIONS[node.name]);
    case 'elementwise':
      return BOUNDED[node.function];
    case 'power': {
      const base = boundOf(node.base);
      if (!base || !Q.isInteger(node.exponent) || node.exponent.numerator < 0) return null;
      return { isReached: base.isReached, isNonnegative: base.isNonnegative || node.exponent.numerator % 2 === 0 };
    }
    case 'select':
    case 'slice':
      return boundOf(node.argument);
    case 'product': {
      // every label is kept, so entries are products of entries
      if (node.labels.flat().some(label => !node.out.includes(label)) || node.factors.length === 0) return null;
      const bounds = node.factors.map(boundOf);
      if (!bounds.every(bound => bound !== null)) return null;
      return { isReached: bounds.every(bound => bound.isReached), isNonnegative: bounds.every(bound => bound.isNonnegative) };
    }
    default:
      return null;
  }
}
