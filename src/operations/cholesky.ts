/** The Cholesky factor: L lower triangular with a positive diagonal and L Lᵀ = S, read as a function of the symmetric part of S. */

import { calledBy, type Dense, type OperationRow, type Parts } from './tensorOperation.ts';

const cholesky: OperationRow = {
  called: [{ name: 'chol', spellings: 'cholesky' }],
  axes: 'nn->nn',
  ofSymmetric: true,
  // dL = L Φ(L⁻¹ dS L⁻ᵀ), Φ the lower triangle with half the diagonal (Murray 2016, arXiv:1602.07527)
  derivatives: [(t, l) => [t.term(1, 'ik,kj,ka,jb->ij,ab', l, t.apply('lowerHalf', l), t.inverse(l), t.inverse(l))]],
  value: s => factorOf(s) ?? { reason: 'undefined' },
  condition: 'positive-definite',
  printing: calledBy('chol', '@.linalg.cholesky($1)', 'Cholesky factor'),
  operations: [[[1, 3], 'nnn']],
  rule: { id: 'cholesky', words: 'derivative of a Cholesky factor', source: null },
};

/** 1 below the diagonal, ½ on it, 0 above, in the size of its operand. */
const lowerHalf: OperationRow = {
  axes: 'nn->nn',
  derivatives: [() => []],
  value: ({ shape }) => {
    const n = shape[0]!;
    return { re: Float64Array.from({ length: n * n }, (_, at) => ((at % n) - Math.floor(at / n) < 0 ? 1 : at % (n + 1) === 0 ? 0.5 : 0)), im: null };
  },
  values: 'nonnegative',
  printing: {
    words: 'ones below the diagonal, halves on it',
    unicode: (_, { size }) => `lowerhalf(${size})`,
    latex: (_, { size }) => `\\Phi_{${size}}`,
    python: '_lowerhalf($1)',
  },
  operations: [],
};

export const choleskyRows = { cholesky, lowerHalf } satisfies Readonly<Record<string, OperationRow>>;

/** Column by column, to first order in an imaginary part; null where a pivot is not positive. */
function factorOf({ re, im, shape }: Dense): Parts | null {
  const n = shape[0]!;
  const half = (source: Float64Array, i: number, j: number): number => (source[i * n + j]! + source[j * n + i]!) / 2;
  const lRe = new Float64Array(n * n);
  const lIm = new Float64Array(n * n);
  for (let j = 0; j < n; j++)
    for (let i = j; i < n; i++) {
      let [sumRe, sumIm] = [half(re, i, j), im ? half(im, i, j) : 0];
      for (let k = 0; k < j; k++) {
        const [a, b] = [i * n + k, j * n + k];
        sumRe -= lRe[a]! * lRe[b]!;
        sumIm -= lRe[a]! * lIm[b]! + lIm[a]! * lRe[b]!;
      }
      const at = i * n + j;
      const pivot = j * n + j;
      if (i === j) {
        if (!(sumRe > 1e-12 * Math.abs(half(re, i, i)))) return null;
        lRe[at] = Math.sqrt(sumRe);
        lIm[at] = sumIm / (2 * lRe[at]!);
      } else {
        lRe[at] = sumRe / lRe[pivot]!;
        lIm[at] = (sumIm - lRe[at]! * lIm[pivot]!) / lRe[pivot]!;
      }
    }
  return { re: lRe, im: im && lIm };
}
