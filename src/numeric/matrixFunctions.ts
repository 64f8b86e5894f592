/**
 * Functions of a square matrix, written once over an arithmetic of matrices: real arrays for tensors, complex ones for
 * the certificate. No step mixes real and imaginary parts of different size, so that complex steps survive.
 */

import type { MatrixFunctionName } from '../tensors/node.ts';
import { DrawAgain } from './failures.ts';

export interface MatrixArithmetic<M> {
  readonly identity: M;
  readonly multiply: (a: M, b: M) => M;
  /** αA + βB */
  readonly combine: (alpha: number, a: M, beta: number, b: M) => M;
  /** @throws DrawAgain where it is singular. */
  readonly inverse: (a: M) => M;
  /** Any norm of the real part that bounds the spectrum. */
  readonly norm: (a: M) => number;
}

type MatrixFunction = <M>(a: M, arithmetic: MatrixArithmetic<M>) => M;

/** f(A) by its name. @throws DrawAgain where A has no (principal) f(A) that the iteration finds. */
export const matrixFunctions: Record<MatrixFunctionName, MatrixFunction> = {
  expm: (a, arithmetic) => {
    const { scaled, doublings } = scaleDown(a, arithmetic);
    let result = series(scaled, arithmetic, () => true);
    for (let i = 0; i < doublings; i++) result = arithmetic.multiply(result, result);
    return result;
  },
  cosm: (a, arithmetic) => cosineAndSine(a, arithmetic)[0],
  sinm: (a, arithmetic) => cosineAndSine(a, arithmetic)[1],
  sqrtm: squareRoot,
  logm: logarithm,
};

const taylorTerms = 20;

function scaleDown<M>(a: M, arithmetic: MatrixArithmetic<M>): { readonly scaled: M; readonly doublings: number } {
  const norm = arithmetic.norm(a);
  if (!(norm < 1e4)) throw new DrawAgain('too large for a power series');
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
  throw new DrawAgain('no principal square root');
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
    if (scale > 2 ** 12) throw new DrawAgain('no principal logarithm');
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
