/**
 * The functions of a square matrix by its power series, one row each (Higham, Functions of Matrices, names them). Values are
 * written once over an arithmetic of matrices: real arrays for tensors, complex ones for the certificate. No step mixes real
 * and imaginary parts of different size, so that complex steps survive.
 */

import type { Fraction } from './algebras.ts';
import type { CodeLanguage } from './codeSpelling.ts';
import type { Spelled } from './spelling.ts';

/** Matrices that commute with one another, in which f′ is written. */
export interface CommutingMatrices<T> {
  readonly apply: (name: string, a: T) => T;
  readonly inverse: (a: T) => T;
  readonly scaled: (factor: Fraction, a: T) => T;
}

export interface MatrixArithmetic<M> {
  readonly identity: M;
  readonly multiply: (a: M, b: M) => M;
  /** αA + βB */
  readonly combine: (alpha: number, a: M, beta: number, b: M) => M;
  readonly inverse: (a: M) => M;
  /** Any norm of the real part that bounds the spectrum. */
  readonly norm: (a: M) => number;
  /** There is no such value. */
  readonly none: (reason: string) => never;
}

export interface MatrixFunctionRow extends Spelled {
  /** f′ of the scalar function at a matrix: what stands beside a direction that commutes with it. */
  readonly derivative: <T>(t: CommutingMatrices<T>, a: T, f: T) => T;
  /** f(0) = I */
  readonly identityAtZero?: true;
  /** It has a value where no eigenvalue is a real number ≤ 0. */
  readonly principal?: true;
  /** f(A), the principal one. */
  readonly value: <M>(a: M, arithmetic: MatrixArithmetic<M>) => M;
  /** Languages that have it, and how they call it; the others bring a helper. */
  readonly code?: Partial<Readonly<Record<CodeLanguage, string>>>;
  /** The rule that a derivation names. */
  readonly rule?: { readonly id: string; readonly words: string };
}

const rows = {
  expm: {
    spellings: 'matrix_exp',
    prefix: true,
    derivative: (_t, _a, f) => f,
    identityAtZero: true,
    value: (a, arithmetic) => {
      const { scaled, doublings } = scaleDown(a, arithmetic);
      let result = series(scaled, arithmetic, () => true);
      for (let i = 0; i < doublings; i++) result = arithmetic.multiply(result, result);
      return result;
    },
    code: { torch: 'torch.matrix_exp', jax: 'jax.scipy.linalg.expm', matlab: 'expm' },
    rule: { id: 'matrix-exponential', words: 'derivative of the matrix exponential' },
  },
  logm: {
    prefix: true,
    derivative: (t, a) => t.inverse(a),
    principal: true,
    value: logarithm,
    code: { matlab: 'logm' },
    rule: { id: 'matrix-logarithm', words: 'derivative of the matrix logarithm' },
  },
  sqrtm: {
    prefix: true,
    derivative: (t, _a, f) => t.scaled([1, 2], t.inverse(f)),
    principal: true,
    value: squareRoot,
    code: { matlab: 'sqrtm' },
    rule: { id: 'matrix-sqrt', words: 'derivative of the matrix square root' },
  },
  sinm: {
    derivative: (t, a) => t.apply('cosm', a),
    value: (a, arithmetic) => cosineAndSine(a, arithmetic)[1],
  },
  cosm: {
    derivative: (t, a) => t.scaled(-1, t.apply('sinm', a)),
    identityAtZero: true,
    value: (a, arithmetic) => cosineAndSine(a, arithmetic)[0],
  },
} as const satisfies Readonly<Record<string, MatrixFunctionRow>>;

type Rows = typeof rows;
export type MatrixFunctionName = keyof Rows;
export type MatrixFunctionRuleId = {
  [Name in keyof Rows]: Rows[Name] extends { readonly rule: { readonly id: infer Id extends string } } ? Id : never;
}[keyof Rows];

export const matrixFunctionNames = Object.keys(rows) as readonly MatrixFunctionName[];
export const matrixFunctionRow = (name: MatrixFunctionName): MatrixFunctionRow & { readonly rule?: { readonly id: MatrixFunctionRuleId } } => rows[name];

/** One entry for each function, made from its row. */
export function byMatrixFunction<Entry>(make: (row: MatrixFunctionRow, name: MatrixFunctionName) => Entry): Readonly<Record<MatrixFunctionName, Entry>> {
  return Object.fromEntries(matrixFunctionNames.map(name => [name, make(rows[name], name)])) as Record<MatrixFunctionName, Entry>;
}

const taylorTerms = 20;

function scaleDown<M>(a: M, arithmetic: MatrixArithmetic<M>): { readonly scaled: M; readonly doublings: number } {
  const norm = arithmetic.norm(a);
  if (!(norm < 1e4)) return arithmetic.none('too large for a power series');
  const doublings = Math.max(0, Math.ceil(Math.log2(norm / 0.5)));
  return { scaled: arithmetic.combine(2 ** -doublings, a, 0, a), doublings };
}

/** Σ Aᵏ/k! over the k that are taken. */
function series<M>(a: M, arithmetic: MatrixArithmetic<M>, takes: (k: number) => boolean, sign: (k: number) => number = () => 1): M {
  let term = arithmetic.identity;
  let sum = arithmetic.combine(takes(0) ? 1 : 0, term, 0, term);
  for (let k = 1; k <= taylorTerms; k++) {
    const next = arithmetic.multiply(term, a);
    term = arithmetic.combine(1 / k, next, 0, next);
    if (takes(k)) sum = arithmetic.combine(1, sum, sign(k), term);
  }
  return sum;
}

/** By the Taylor series of A/2ˢ and the formulas of the double angle: cos 2A = 2cos²A − I, sin 2A = 2 sin A cos A. */
function cosineAndSine<M>(a: M, arithmetic: MatrixArithmetic<M>): readonly [cosine: M, sine: M] {
  const { scaled, doublings } = scaleDown(a, arithmetic);
  const alternating = (k: number): number => (k % 4 < 2 ? 1 : -1);
  let cosine = series(scaled, arithmetic, k => k % 2 === 0, alternating);
  let sine = series(scaled, arithmetic, k => k % 2 === 1, alternating);
  for (let i = 0; i < doublings; i++) {
    const product = arithmetic.multiply(sine, cosine);
    const square = arithmetic.multiply(cosine, cosine);
    sine = arithmetic.combine(2, product, 0, product);
    cosine = arithmetic.combine(2, square, -1, arithmetic.identity);
  }
  return [cosine, sine];
}

const iterationLimit = 60;

/** The iteration of Denman and Beavers (Higham, Functions of Matrices, 6.15). */
function squareRoot<M>(a: M, arithmetic: MatrixArithmetic<M>): M {
  let y = a;
  let z = arithmetic.identity;
  let settled = 0;
  for (let i = 0; i < iterationLimit; i++) {
    const nextY = arithmetic.combine(0.5, y, 0.5, arithmetic.inverse(z));
    z = arithmetic.combine(0.5, z, 0.5, arithmetic.inverse(y));
    const change = arithmetic.norm(arithmetic.combine(1, nextY, -1, y));
    y = nextY;
    if (change <= 1e-12 * arithmetic.norm(y)) settled++;
    // one step more after it settled: the imaginary part converges one step behind
    if (settled === 2) return y;
  }
  return arithmetic.none('no principal square root');
}

/** Nodes and weights of the Gauss-Legendre rule of order 8 on [0, 1]. */
const gaussLegendre: readonly (readonly [node: number, weight: number])[] = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
].flatMap(([x, w]): [number, number][] => [
  [(1 - x!) / 2, w! / 2],
  [(1 + x!) / 2, w! / 2],
]);

/** Inverse scaling and squaring: log A = 2ᵏ log A^{1/2ᵏ}, with log(I + X) = ∫₀¹ X (I + tX)⁻¹ dt (Higham, 11.3). */
function logarithm<M>(a: M, arithmetic: MatrixArithmetic<M>): M {
  let root = a;
  let scale = 1;
  const distance = (): M => arithmetic.combine(1, root, -1, arithmetic.identity);
  while (!(arithmetic.norm(distance()) < 0.25)) {
    if (scale > 2 ** 12) return arithmetic.none('no principal logarithm');
    root = squareRoot(root, arithmetic);
    scale *= 2;
  }
  const x = distance();
  let sum = arithmetic.combine(0, x, 0, x);
  for (const [node, weight] of gaussLegendre) {
    const resolvent = arithmetic.inverse(arithmetic.combine(1, arithmetic.identity, node, x));
    sum = arithmetic.combine(1, sum, weight * scale, arithmetic.multiply(x, resolvent));
  }
  return sum;
}
