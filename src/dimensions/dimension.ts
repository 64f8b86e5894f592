/**
 * A size: a polynomial with integer coefficients over named sizes (`m`, `2n`, `n*m`, `n+1`), in a normal form and
 * interned, so that equal sizes are the same object. Sizes are positive integers.
 */

import { WeakTable } from './weakTable.ts';

/** A product of named sizes with their exponents, sorted by name. */
interface Monomial {
  readonly key: string;
  readonly factors: readonly (readonly [name: string, exponent: number])[];
}
export interface Term {
  readonly coefficient: number;
  readonly monomial: Monomial;
}
export interface Dimension {
  readonly key: string;
  readonly terms: readonly Term[];
  /** The number, where the size is one. */
  readonly constant: number | null;
  /** The name, where the size is a single named size. */
  readonly name: string | null;
  /** The names that occur in it. */
  readonly names: readonly string[];
  /** Some of its names is a size that is still to be found. */
  readonly isOpen: boolean;
  /** As people write it. */
  readonly text: string;
}

/** '?' cannot occur in a name that a user wrote. */
export const OPEN_PREFIX = '?';

const namedDimensions = new Map<string, Dimension>();
const constants = new Map<number, Dimension>();
const interned = new WeakTable<Dimension>(() => {
  namedDimensions.clear();
  constants.clear();
});
const unit: Monomial = { key: '', factors: [] };

function intern(terms: readonly Term[]): Dimension {
  const sorted = terms.filter(term => term.coefficient !== 0).sort((a, b) => degree(b) - degree(a) || (a.monomial.key < b.monomial.key ? -1 : 1));
  const key =
    sorted
      .map(term => (term.monomial.key === '' ? String(term.coefficient) : `${term.coefficient === 1 ? '' : term.coefficient}${term.monomial.key}`))
      .join('+') || '0';
  const known = interned.get(key);
  if (known) return known;
  const only = sorted.length === 1 ? sorted[0]! : null;
  const constant = sorted.length === 0 ? 0 : only?.monomial === unit ? only.coefficient : null;
  const single =
    only && only.coefficient === 1 && only.monomial.factors.length === 1 && only.monomial.factors[0]![1] === 1 ? only.monomial.factors[0]![0] : null;
  const names = [...new Set(sorted.flatMap(term => term.monomial.factors.map(([name]) => name)))];
  const dimension: Dimension = { key, terms: sorted, constant, name: single, names, isOpen: key.includes(OPEN_PREFIX), text: textOf(sorted) };
  interned.set(key, dimension);
  return dimension;
}

const degree = (term: Term): number => term.monomial.factors.reduce((sum, [, exponent]) => sum + exponent, 0);

export function constantDimension(value: number): Dimension {
  let known = constants.get(value);
  if (known === undefined) {
    known = intern([{ coefficient: value, monomial: unit }]);
    constants.set(value, known);
  }
  return known;
}

export function namedDimension(name: string): Dimension {
  let known = namedDimensions.get(name);
  if (known === undefined) {
    known = intern([{ coefficient: 1, monomial: { key: `(${name})`, factors: [[name, 1]] } }]);
    namedDimensions.set(name, known);
  }
  return known;
}

export const one = constantDimension(1);

export function addDimensions(a: Dimension, b: Dimension): Dimension {
  const sum = new Map<string, Term>();
  for (const term of [...a.terms, ...b.terms]) {
    const before = sum.get(term.monomial.key);
    sum.set(term.monomial.key, { coefficient: (before?.coefficient ?? 0) + term.coefficient, monomial: term.monomial });
  }
  return intern([...sum.values()]);
}

export function multiplyDimensions(a: Dimension, b: Dimension): Dimension {
  let product: Dimension = constantDimension(0);
  for (const x of a.terms)
    for (const y of b.terms)
      product = addDimensions(product, intern([{ coefficient: x.coefficient * y.coefficient, monomial: multiplyMonomials(x.monomial, y.monomial) }]));
  return product;
}

export const scaleDimension = (a: Dimension, factor: number): Dimension => multiplyDimensions(a, constantDimension(factor));

function multiplyMonomials(a: Monomial, b: Monomial): Monomial {
  if (a === unit) return b;
  if (b === unit) return a;
  const exponents = new Map<string, number>(a.factors);
  for (const [name, exponent] of b.factors) exponents.set(name, (exponents.get(name) ?? 0) + exponent);
  const factors = [...exponents].sort(([x], [y]) => (x < y ? -1 : 1));
  return { key: factors.map(([name, exponent]) => (exponent === 1 ? `(${name})` : `(${name})^${exponent}`)).join(''), factors };
}

/** The names that occur in a size. */
export const namesOf = (dimension: Dimension): readonly string[] => dimension.names;

/** @throws RangeError where a name has no value. */
export function evaluateDimension(dimension: Dimension, sizes: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const term of dimension.terms) {
    let product = term.coefficient;
    for (const [name, exponent] of term.monomial.factors) {
      const value = sizes.get(name);
      if (value === undefined) throw new RangeError(`The size ${name} has no value`);
      product *= value ** exponent;
    }
    total += product;
  }
  return total;
}

/** Replaces named sizes by sizes. */
export function substituteDimensions(dimension: Dimension, replacements: ReadonlyMap<string, Dimension>): Dimension {
  if (dimension.constant !== null || !namesOf(dimension).some(name => replacements.has(name))) return dimension;
  let total = constantDimension(0);
  for (const term of dimension.terms) {
    let product = constantDimension(term.coefficient);
    for (const [name, exponent] of term.monomial.factors)
      for (let i = 0; i < exponent; i++) product = multiplyDimensions(product, replacements.get(name) ?? namedDimension(name));
    total = addDimensions(total, product);
  }
  return total;
}

/** equal for all sizes, different for all sizes, or it depends. */
export function compareDimensions(a: Dimension, b: Dimension): 'equal' | 'different' | 'unknown' {
  if (a === b) return 'equal';
  const difference = addDimensions(a, scaleDimension(b, -1));
  if (difference.constant !== null) return 'different';
  // every named size is at least 1, so a difference whose non-constant terms have one sign is bounded on one side
  const constant = difference.terms.find(term => term.monomial.factors.length === 0)?.coefficient ?? 0;
  const others = difference.terms.filter(term => term.monomial.factors.length > 0);
  const least = others.reduce((sum, term) => sum + term.coefficient, constant);
  if (others.every(term => term.coefficient > 0) && least > 0) return 'different';
  if (others.every(term => term.coefficient < 0) && least < 0) return 'different';
  return 'unknown';
}

/** Whether a is smaller than b for all sizes. */
export function isSmaller(a: Dimension, b: Dimension): boolean {
  const difference = addDimensions(b, scaleDimension(a, -1));
  // every named size is at least 1
  const named = difference.terms.filter(term => term.monomial.factors.length > 0);
  return named.every(term => term.coefficient > 0) && difference.terms.reduce((sum, term) => sum + term.coefficient, 0) > 0;
}

/** `2n`, `mn`, `n+1`: as people write sizes. */
export const printDimension = (dimension: Dimension): string => dimension.text;

function textOf(terms: readonly Term[]): string {
  if (terms.length === 0) return '0';
  return terms
    .map((term, i) => {
      const names = term.monomial.factors.map(([name, exponent]) => (exponent === 1 ? name : `${name}^${exponent}`));
      const body = names.every(name => name.length === 1) ? names.join('') : names.join('·');
      const size = Math.abs(term.coefficient);
      const text = body === '' ? String(size) : size === 1 ? body : `${size}${body}`;
      return i === 0 ? (term.coefficient < 0 ? `-${text}` : text) : term.coefficient < 0 ? `-${text}` : `+${text}`;
    })
    .join('');
}
