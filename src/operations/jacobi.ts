/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, Matrix Computations, 8.5).
 * The matrix may be complex and symmetric (not Hermitian) with a small imaginary part: every step is then analytic in the
 * entries, so that a complex step through it gives derivatives.
 */

export interface Eigensystem {
  /** Ascending by their real parts. */
  readonly values: ComplexArray;
  /** Row-major, the eigenvectors its columns. */
  readonly vectors: ComplexArray;
}
export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const mostSweeps = 60;
/** After the real part is diagonal, for the imaginary one. */
const lastSweeps = 3;

/** null where the rotations do not converge. */
export function symmetricEigensystem(matrix: { readonly re: Float64Array; readonly im: Float64Array | null }, n: number): Eigensystem | null {
  const a = symmetricPart(matrix, n);
  const v: ComplexArray = { re: new Float64Array(n * n), im: new Float64Array(n * n) };
  for (let i = 0; i < n; i++) v.re[i * n + i] = 1;
  let left = lastSweeps;
  for (let sweep = 0; sweep < mostSweeps && left > 0; sweep++) {
    if (isDiagonal(a.re, n)) left--;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  if (left > 0) return null;
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a.re[i * n + i]! - a.re[j * n + j]!);
  const pick = (source: Float64Array): Float64Array => Float64Array.from(order, i => source[i * n + i]!);
  const columns = (source: Float64Array): Float64Array => {
    const result = new Float64Array(n * n);
    for (let row = 0; row < n; row++) for (const [column, from] of order.entries()) result[row * n + column] = source[row * n + from]!;
    return result;
  };
  return { values: { re: pick(a.re), im: pick(a.im) }, vectors: { re: columns(v.re), im: columns(v.im) } };
}

function symmetricPart({ re, im }: { readonly re: Float64Array; readonly im: Float64Array | null }, n: number): ComplexArray {
  const half = (source: Float64Array): Float64Array => source.map((x, at) => (x + source[(at % n) * n + Math.floor(at / n)]!) / 2);
  return { re: half(re), im: im ? half(im) : new Float64Array(n * n) };
}

function isDiagonal(re: Float64Array, n: number): boolean {
  let [on, off] = [0, 0];
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) [on, off] = i === j ? [on + re[i * n + j]! ** 2, off] : [on, off + re[i * n + j]! ** 2];
  return off <= 1e-32 * (on + off);
}

/** The rotation in the plane (p, q) that makes a_pq zero. */
function rotate(a: ComplexArray, v: ComplexArray, n: number, p: number, q: number): void {
  const [pq, pp, qq] = [p * n + q, p * n + p, q * n + q];
  if (a.re[pq] === 0 && a.im[pq] === 0) return;
  // tan = 2 a_pq / (d ± √(d² + 4 a_pq²)) with d = a_qq − a_pp, the smaller root
  const [dRe, dIm] = [a.re[qq]! - a.re[pp]!, a.im[qq]! - a.im[pp]!];
  const [xRe, xIm] = [2 * a.re[pq]!, 2 * a.im[pq]!];
  const [rootRe, rootIm] = squareRoot(dRe * dRe - dIm * dIm + xRe * xRe - xIm * xIm, 2 * (dRe * dIm + xRe * xIm));
  const sign = dRe < 0 ? -1 : 1;
  const [tRe, tIm] = divide(xRe, xIm, dRe + sign * rootRe, dIm + sign * rootIm);
  const [lengthRe, lengthIm] = squareRoot(1 + tRe * tRe - tIm * tIm, 2 * tRe * tIm);
  const [cRe, cIm] = divide(1, 0, lengthRe, lengthIm);
  const [sRe, sIm] = [tRe * cRe - tIm * cIm, tRe * cIm + tIm * cRe];
  for (let r = 0; r < n; r++) turn(a, r * n + p, r * n + q, cRe, cIm, sRe, sIm);
  for (let r = 0; r < n; r++) turn(a, p * n + r, q * n + r, cRe, cIm, sRe, sIm);
  for (let r = 0; r < n; r++) turn(v, r * n + p, r * n + q, cRe, cIm, sRe, sIm);
  a.re[pq] = a.re[q * n + p] = 0;
  a.im[pq] = a.im[q * n + p] = 0;
}

/** (x, y) becomes (c x − s y, s x + c y). */
function turn({ re, im }: ComplexArray, i: number, j: number, cRe: number, cIm: number, sRe: number, sIm: number): void {
  const [xRe, xIm, yRe, yIm] = [re[i]!, im[i]!, re[j]!, im[j]!];
  re[i] = cRe * xRe - cIm * xIm - (sRe * yRe - sIm * yIm);
  im[i] = cRe * xIm + cIm * xRe - (sRe * yIm + sIm * yRe);
  re[j] = sRe * xRe - sIm * xIm + (cRe * yRe - cIm * yIm);
  im[j] = sRe * xIm + sIm * xRe + (cRe * yIm + cIm * yRe);
}

/** The principal root. */
function squareRoot(re: number, im: number): readonly [re: number, im: number] {
  if (im === 0) return re >= 0 ? [Math.sqrt(re), 0] : [0, Math.sqrt(-re)];
  const size = Math.hypot(re, im);
  if (re >= 0) {
    const root = Math.sqrt((size + re) / 2);
    return [root, im / (2 * root)];
  }
  const root = Math.sqrt((size - re) / 2);
  return [Math.abs(im) / (2 * root), im < 0 ? -root : root];
}

function divide(aRe: number, aIm: number, bRe: number, bIm: number): readonly [re: number, im: number] {
  const size = bRe * bRe + bIm * bIm;
  return [(aRe * bRe + aIm * bIm) / size, (aIm * bRe - aRe * bIm) / size];
}
