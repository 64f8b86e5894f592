/** Whether entered values have what is declared of their name. Random values have it by construction. */

import { symmetricEigensystem } from '../operations/jacobi.ts';
import { determinant, type Entries, identity, multiply, transpose } from './denseMatrix.ts';
import { Singular } from './failures.ts';
import { reals } from './field.ts';
import { messagesOfValues as messages } from './messagesOfValues.ts';

/** Values are pasted as they were printed: to six digits at least. */
const tolerance = 1e-6;

/** An eigenvalue below this part of the tolerance is what rounding leaves of a 0. */
const SINGULAR = 1e-6;

/** What is declared and not so, a sentence each. `lengths` are those of the axes. */
export function violatedFacts(
  facts: ReadonlySet<string>,
  entries: Entries,
  lengths: readonly number[],
  label: (positions: readonly number[]) => string,
): readonly string[] {
  const [rows = 1, columns = 1] = lengths;
  const isSquare = lengths.length === 2 && rows === columns;
  const found: string[] = [];
  for (const fact of facts) {
    const sign = SIGNS.get(fact);
    const problem = sign
      ? outside(fact, entries, sign, i => label(positionsIn(i, lengths)))
      : isSquare
        ? (SQUARE.get(fact)?.(fact, entries, rows, label) ?? null)
        : null;
    if (problem !== null) found.push(problem);
  }
  return found;
}

function positionsIn(offset: number, lengths: readonly number[]): readonly number[] {
  const positions: number[] = [];
  for (let axis = lengths.length - 1, rest = offset; axis >= 0; axis--) {
    positions.unshift(rest % lengths[axis]!);
    rest = Math.floor(rest / lengths[axis]!);
  }
  return positions;
}

const SIGNS: ReadonlyMap<string, (x: number) => boolean> = new Map([
  ['positive', (x: number) => x > 0],
  ['nonnegative', (x: number) => x >= 0],
]);

function outside(fact: string, entries: Entries, holds: (x: number) => boolean, label: (offset: number) => string): string | null {
  const at = entries.findIndex(x => !holds(x));
  return at < 0 ? null : messages.outside(fact, label(at), printed(entries[at]!));
}

type Label = (positions: readonly number[]) => string;
type Test = (fact: string, a: Entries, n: number, label: Label) => string | null;

const mirroredBy =
  (sign: 1 | -1): Test =>
  (fact, a, n, label) => {
    const limit = tolerance * largest(a);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++)
        if (Math.abs(a[i * n + j]! - sign * a[j * n + i]!) > limit)
          return i === j
            ? messages.outside(fact, label([i, i]), printed(a[i * n + i]!))
            : messages.mirrored(fact, label([j, i]), printed(a[j * n + i]!), label([i, j]), printed(a[i * n + j]!));
    return null;
  };

const zeroWhere =
  (isZero: (i: number, j: number) => boolean): Test =>
  (fact, a, n, label) => {
    const at = a.findIndex((x, k) => x !== 0 && isZero(Math.floor(k / n), k % n));
    return at < 0 ? null : messages.outside(fact, label([Math.floor(at / n), at % n]), printed(a[at]!));
  };

const equalTo =
  (product: string, left: (a: Entries, n: number) => Entries, right: (a: Entries, n: number) => Entries): Test =>
  (fact, a, n, label) => {
    const [given, expected] = [left(a, n), right(a, n)];
    const limit = tolerance * Math.max(1, largest(expected));
    const at = given.findIndex((x, k) => Math.abs(x - expected[k]!) > limit);
    return at < 0 ? null : messages.product(fact, product, label([Math.floor(at / n), at % n]), printed(given[at]!), printed(expected[at]!));
  };

const definite =
  (holds: (eigenvalue: number, limit: number) => boolean): Test =>
  (fact, a, n, label) => {
    const asymmetry = mirroredBy(1)(fact, a, n, label);
    if (asymmetry !== null) return asymmetry;
    const values = symmetricEigensystem({ re: a, im: null }, n)?.values.re;
    if (!values) return messages.lacksFact(fact);
    const wrong = values.find(value => !holds(value, tolerance * largest(a)));
    return wrong === undefined ? null : messages.definiteness(fact, printed(wrong));
  };

const SQUARE: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['symmetric', mirroredBy(1)],
  ['skew-symmetric', mirroredBy(-1)],
  ['positive definite', definite((value, limit) => value > SINGULAR * limit)],
  ['positive semidefinite', definite((value, limit) => value >= -limit)],
  ['negative definite', definite((value, limit) => value < -SINGULAR * limit)],
  ['negative semidefinite', definite((value, limit) => value <= limit)],
  ['diagonal', zeroWhere((i, j) => i !== j)],
  ['lower triangular', zeroWhere((i, j) => i < j)],
  ['upper triangular', zeroWhere((i, j) => i > j)],
  [
    'orthogonal',
    equalTo(
      'A Aᵀ',
      (a, n) => multiply(reals, a, transpose(a, n, n), n, n, n),
      (_, n) => identity(n),
    ),
  ],
  [
    'idempotent',
    equalTo(
      'A A',
      (a, n) => multiply(reals, a, a, n, n, n),
      a => a,
    ),
  ],
  ['invertible', (_fact, a, n) => (isSingular(a, n) ? messages.singular : null)],
]);

function isSingular(a: Entries, n: number): boolean {
  try {
    determinant(reals, a, n);
    return false;
  } catch (failure) {
    if (failure instanceof Singular) return true;
    throw failure;
  }
}

const largest = (a: Entries): number => a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

const printed = (value: number): string => String(Number(value.toPrecision(6))).replace('-', '−');
