/** Polynomials over sizes with rational coefficients, and how they are written: `2/3 n³ + 2mn + m`. */

import type { Dimension, Term } from '../dimensions/dimension.ts';
import * as Q from '../tensors/rational.ts';

interface CountTerm {
  readonly coefficient: Q.Rational;
  readonly factors: Term['monomial']['factors'];
}
/** By the key of the monomial. */
export type CountPolynomial = Map<string, CountTerm>;

/** Adds coefficient · size. */
export function addTerm(polynomial: CountPolynomial, coefficient: Q.Rational, size: Dimension): void {
  for (const { coefficient: count, monomial } of size.terms) {
    const known = polynomial.get(monomial.key)?.coefficient ?? Q.ZERO;
    polynomial.set(monomial.key, { coefficient: Q.add(known, Q.multiply(coefficient, Q.rational(count))), factors: monomial.factors });
  }
}

/** The terms by their degree, and those of the highest degree alone. */
export function printCount(polynomial: CountPolynomial): { readonly text: string; readonly leading: string } {
  const terms = [...polynomial.values()].filter(({ coefficient }) => !Q.isZero(coefficient));
  const sorted = terms.sort((a, b) => degree(b) - degree(a) || compareNames(a, b));
  const highest = sorted.filter(term => degree(term) === degree(sorted[0]!));
  return { text: joined(sorted), leading: joined(highest) };
}

const degree = ({ factors }: CountTerm): number => factors.reduce((sum, [, exponent]) => sum + exponent, 0);
const compareNames = (a: CountTerm, b: CountTerm): number => (namesOf(a) < namesOf(b) ? -1 : 1);
const namesOf = ({ factors }: CountTerm): string => factors.map(([name, exponent]) => name.repeat(exponent)).join(' ');

function joined(terms: readonly CountTerm[]): string {
  if (terms.length === 0) return '0';
  return terms.map((term, k) => (k === 0 ? (isNegative(term) ? '-' : '') : isNegative(term) ? ' - ' : ' + ') + printTerm(term)).join('');
}

const isNegative = ({ coefficient }: CountTerm): boolean => coefficient.numerator < 0;

function printTerm({ coefficient, factors }: CountTerm): string {
  const numerator = Math.abs(coefficient.numerator);
  const number = coefficient.denominator === 1 ? String(numerator) : `${numerator}/${coefficient.denominator}`;
  const names = factors.map(([name, exponent]) => (exponent === 1 ? name : `${name}${superscript(exponent)}`));
  if (names.length === 0) return number;
  const isShort = factors.every(([name]) => [...name].length === 1);
  const product = names.join(isShort ? '' : '·');
  if (number === '1') return product;
  return coefficient.denominator === 1 && isShort ? `${number}${product}` : `${number} ${product}`;
}

const superscript = (exponent: number): string => [...String(exponent)].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
