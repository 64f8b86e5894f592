/** Entry-by-entry powers with a constant rational exponent. */

import { IDEMPOTENT, isPositive } from './facts.ts';
import { intern, lookup } from './intern.ts';
import { isZero, ones, splitCoefficient } from './leaves.ts';
import { transpose } from './matrix.ts';
import type { ProductNode, TensorNode } from './node.ts';
import { product } from './product.ts';
import * as Q from './rational.ts';
import { representativeOf, scale } from './sum.ts';

/**
 * base^exponent, entry by entry. Whole powers go into products without sums and take coefficients out; (x²)^½ stays,
 * because it is |x|.
 */
export function power(base: TensorNode, exponent: Q.Rational): TensorNode {
  if (Q.isZero(exponent)) return ones(base.shape);
  if (Q.isOne(exponent)) return base;
  if (base.kind === 'power' && mayMultiplyExponents(base.base, base.exponent, exponent)) return power(base.base, Q.multiply(base.exponent, exponent));
  if (isZero(base) && exponent.numerator > 0) return base;
  const { coefficient, rest } = splitCoefficient(base);
  if (!Q.isOne(coefficient) && !isZero(base)) {
    const exact = exactPower(coefficient, exponent);
    if (exact) return scale(exact, power(rest, exponent));
  }
  if (base.kind === 'product') {
    const distributed = powerOfProduct(base, exponent);
    if (distributed) return distributed;
  }
  if (base.kind === 'sum' && base.terms.length > 1 && Q.isInteger(exponent)) {
    const representative = representativeOf(base);
    if (representative.node !== base) {
      const raised = scale(Q.integerPower(representative.ratio, exponent.numerator), power(representative.node, exponent));
      return representative.transposed ? transpose(raised) : raised;
    }
  }
  if (base.kind === 'elementwise' && base.function === 'abs' && Q.isInteger(exponent) && exponent.numerator % 2 === 0) return power(base.argument, exponent);
  if (base.kind === 'elementwise' && IDEMPOTENT[base.function] && exponent.numerator > 0) return base;
  const suffix = exponent.denominator === 1 ? String(exponent.numerator) : `${exponent.numerator}/${exponent.denominator}`;
  const key = `^|${base.id}|${suffix}`;
  const known = lookup(key);
  if (known) return known;
  if (base.shape.length === 2) {
    const flipped = transpose(base);
    const other = flipped === base ? undefined : lookup(`^|${flipped.id}|${suffix}`);
    if (other) return transpose(other);
  }
  return intern(key, { kind: 'power', base, exponent, shape: base.shape });
}

/** (x^a)^b = x^(ab) where b is whole, a is an odd whole number, or x is known not to be negative. */
export const mayMultiplyExponents = (base: TensorNode, inner: Q.Rational, outer: Q.Rational): boolean =>
  Q.isInteger(outer) || isPositive(base) || (Q.isInteger(inner) && inner.numerator % 2 !== 0 && outer.denominator % 2 === 0);

/** c^(p/q), where it is rational. */
export function exactPower(value: Q.Rational, exponent: Q.Rational): Q.Rational | null {
  if (Q.isZero(value)) return exponent.numerator > 0 ? value : null;
  if (Q.isInteger(exponent)) return Q.integerPower(value, exponent.numerator);
  if (value.numerator < 0) return null;
  const root = (integer: number): number | null => {
    const guess = Math.round(integer ** (1 / exponent.denominator));
    return guess ** exponent.denominator === integer ? guess : null;
  };
  const [numerator, denominator] = [root(value.numerator), root(value.denominator)];
  return numerator === null || denominator === null ? null : Q.integerPower(Q.rational(numerator, denominator), exponent.numerator);
}

/** A product without summed labels is multiplied entry by entry, so its power is the product of powers. */
function powerOfProduct(base: ProductNode, exponent: Q.Rational): TensorNode | null {
  const out = new Set(base.out);
  if (out.size !== base.out.length || base.labels.some(own => own.some(label => !out.has(label)) || new Set(own).size !== own.length)) return null;
  if (!Q.isInteger(exponent) && !base.factors.every(isPositive)) {
    if (base.factors.length !== 1) return null;
  }
  const factors = base.factors.map(factor => power(factor, exponent));
  return product(factors, base.labels, base.out, base.shape);
}
