/**
 * Random square matrices with declared properties, over either field: the constructions use products and inverses only
 * (Cayley's transform for orthogonal, a similarity for idempotent), so they are exact modulo a prime.
 */

import { combine, type Entries, identity, inverse, multiply, transpose } from './denseMatrix.ts';
import type { Field } from './field.ts';

export interface Draw {
  readonly field: Field;
  /** An entry of the kind that the regime asks for. */
  readonly entry: () => number;
  /** An entry that is positive (a square modulo the prime). */
  readonly positiveEntry: () => number;
  /** Added to the diagonal, so that a matrix is far from singular. */
  readonly shift: number;
}

interface Construction {
  /** All of these are declared. */
  readonly properties: readonly string[];
  readonly build: (n: number, draw: Draw) => Entries;
}

/** The first row whose properties are all declared builds the matrix. */
const constructions: readonly Construction[] = [
  { properties: ['orthogonal', 'diagonal'], build: (n, draw) => diagonalOf(n, i => (i % 2 === 0 ? 1 : draw.field.subtract(0, 1))) },
  { properties: ['orthogonal', 'symmetric'], build: reflection },
  { properties: ['orthogonal'], build: cayley },
  { properties: ['idempotent', 'diagonal'], build: n => diagonalOf(n, i => (i % 2 === 0 ? 1 : 0)) },
  { properties: ['idempotent', 'symmetric'], build: orthogonalProjector },
  { properties: ['idempotent', 'positive semidefinite'], build: orthogonalProjector },
  { properties: ['idempotent'], build: obliqueProjector },
  { properties: ['skew-symmetric'], build: skew },
  { properties: ['diagonal', 'positive definite'], build: (n, draw) => diagonalOf(n, draw.positiveEntry) },
  { properties: ['diagonal', 'positive semidefinite'], build: (n, draw) => diagonalOf(n, draw.positiveEntry) },
  { properties: ['diagonal', 'negative definite'], build: (n, draw) => negated(draw.field, diagonalOf(n, draw.positiveEntry)) },
  { properties: ['diagonal', 'negative semidefinite'], build: (n, draw) => negated(draw.field, diagonalOf(n, draw.positiveEntry)) },
  { properties: ['positive definite'], build: gram },
  { properties: ['positive semidefinite'], build: gram },
  { properties: ['negative definite'], build: (n, draw) => negated(draw.field, gram(n, draw)) },
  { properties: ['negative semidefinite'], build: (n, draw) => negated(draw.field, gram(n, draw)) },
  { properties: ['diagonal'], build: (n, draw) => masked(n, shifted(n, draw), (i, j) => i === j) },
  { properties: ['symmetric', 'lower triangular'], build: (n, draw) => masked(n, shifted(n, draw), (i, j) => i === j) },
  { properties: ['symmetric', 'upper triangular'], build: (n, draw) => masked(n, shifted(n, draw), (i, j) => i === j) },
  { properties: ['lower triangular', 'upper triangular'], build: (n, draw) => masked(n, shifted(n, draw), (i, j) => i === j) },
  { properties: ['symmetric'], build: symmetric },
  { properties: ['lower triangular'], build: (n, draw) => masked(n, shifted(n, draw), (i, j) => i >= j) },
  { properties: ['upper triangular'], build: (n, draw) => masked(n, shifted(n, draw), (i, j) => i <= j) },
];

/** A random n×n matrix with these properties; the caller checks with `lackingProperty`, since two of them can exclude each other. */
export function sampleSquare(properties: ReadonlySet<string>, n: number, draw: Draw): Entries {
  const construction = constructions.find(row => row.properties.every(property => properties.has(property)));
  return construction ? construction.build(n, draw) : shifted(n, draw);
}

type Test = (a: Entries, n: number, field: Field) => boolean;

/** Definiteness is true by construction and not tested: it has no meaning modulo a prime. */
const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['symmetric', (a, n, field) => same(field, a, transpose(a, n, n))],
  ['positive definite', (a, n, field) => same(field, a, transpose(a, n, n))],
  ['positive semidefinite', (a, n, field) => same(field, a, transpose(a, n, n))],
  ['negative definite', (a, n, field) => same(field, a, transpose(a, n, n))],
  ['negative semidefinite', (a, n, field) => same(field, a, transpose(a, n, n))],
  ['skew-symmetric', (a, n, field) => same(field, a, negated(field, transpose(a, n, n)))],
  ['diagonal', (a, n) => zeroWhere(a, n, (i, j) => i !== j)],
  ['lower triangular', (a, n) => zeroWhere(a, n, (i, j) => i < j)],
  ['upper triangular', (a, n) => zeroWhere(a, n, (i, j) => i > j)],
  ['orthogonal', (a, n, field) => same(field, multiply(field, a, transpose(a, n, n), n, n, n), identity(n))],
  ['idempotent', (a, n, field) => same(field, multiply(field, a, a, n, n, n), a)],
  ['positive', (a, _, field) => field.modulus !== 0 || a.every(value => value > 0)],
  ['nonnegative', (a, _, field) => field.modulus !== 0 || a.every(value => value >= 0)],
]);

/** A declared property that the n×n matrix does not have; null where it has all. */
export function lackingProperty(properties: ReadonlySet<string>, a: Entries, n: number, field: Field): string | null {
  for (const property of properties) if (tests.get(property)?.(a, n, field) === false) return property;
  return null;
}

function random(count: number, draw: Draw): Entries {
  return Float64Array.from({ length: count }, draw.entry);
}

function shifted(n: number, draw: Draw): Entries {
  const result = random(n * n, draw);
  for (let i = 0; i < n; i++) result[i * n + i] = draw.field.add(result[i * n + i]!, draw.shift);
  return result;
}

function symmetric(n: number, draw: Draw): Entries {
  const a = shifted(n, draw);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i]!;
  return a;
}

function skew(n: number, draw: Draw): Entries {
  const a = random(n * n, draw);
  return combine(draw.field, a, transpose(a, n, n), 'subtract');
}

/** R Rᵀ and a positive diagonal, small where the entries are */
function gram(n: number, draw: Draw): Entries {
  const a = random(n * n, draw);
  return combine(draw.field, multiply(draw.field, a, transpose(a, n, n), n, n, n), diagonalOf(n, draw.positiveEntry), 'add');
}

/** (I − K)(I + K)⁻¹ with K skew */
function cayley(n: number, draw: Draw): Entries {
  const k = skew(n, draw);
  const { field } = draw;
  return multiply(field, combine(field, identity(n), k, 'subtract'), inverse(field, combine(field, identity(n), k, 'add'), n), n, n, n);
}

/** I − 2 v vᵀ / vᵀv */
function reflection(n: number, draw: Draw): Entries {
  const { field } = draw;
  const v = random(n, draw);
  const scale = field.multiply(2, field.reciprocal(multiply(field, v, v, 1, n, 1)[0]!));
  const outer = multiply(field, v, v, n, 1, n).map(value => field.multiply(value, scale));
  return combine(field, identity(n), outer, 'subtract');
}

/** X (XᵀX)⁻¹ Xᵀ with X n×⌈n/2⌉ */
function orthogonalProjector(n: number, draw: Draw): Entries {
  const { field } = draw;
  const rank = Math.ceil(n / 2);
  const x = random(n * rank, draw);
  const xt = transpose(x, n, rank);
  const core = inverse(field, multiply(field, xt, x, rank, n, rank), rank);
  return multiply(field, multiply(field, x, core, n, rank, rank), xt, n, rank, n);
}

/** S D S⁻¹ with D of ones and zeros */
function obliqueProjector(n: number, draw: Draw): Entries {
  const { field } = draw;
  const s = shifted(n, draw);
  const d = diagonalOf(n, i => (i % 2 === 0 ? 1 : 0));
  return multiply(field, multiply(field, s, d, n, n, n), inverse(field, s, n), n, n, n);
}

function diagonalOf(n: number, entry: (i: number) => number): Entries {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = entry(i);
  return result;
}

function masked(n: number, a: Entries, keep: (i: number, j: number) => boolean): Entries {
  return a.map((value, at) => (keep(Math.floor(at / n), at % n) ? value : 0));
}

const negated = (field: Field, a: Entries): Entries => a.map(value => field.subtract(0, value));

function same(field: Field, a: Entries, b: Entries): boolean {
  return a.every((value, i) => (field.modulus === 0 ? Math.abs(value - b[i]!) <= 1e-9 * Math.max(1, Math.abs(value)) : value === b[i]));
}

function zeroWhere(a: Entries, n: number, outside: (i: number, j: number) => boolean): boolean {
  return a.every((value, at) => value === 0 || !outside(Math.floor(at / n), at % n));
}
