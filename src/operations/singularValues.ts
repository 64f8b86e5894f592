/** Singular values and singular vectors of a matrix X = U diag(σ) Vᵀ, from the eigenvectors of the smaller of XᵀX and XXᵀ. */

import { symmetricEigensystem } from './jacobi.ts';
import { calledBy, type Dense, type NoValue, type OperationRow, type Parts } from './tensorOperation.ts';

const degenerate: NoValue = { reason: 'degenerate' };
/** Squares of singular values that are nearer than this, beside the largest, count as one, and as 0. */
const resolution = 1e-9;

const refusedSecond = {
  refused: 'the second derivative of all singular values is not derived',
  instead: "Their squares are eigvals(X' X), of which every order is derived.",
};

/** Descending. */
const singularValues: OperationRow = {
  called: [{ name: 'svdvals', spellings: 'svd_vals singular_values' }],
  axes: 'mn->k',
  // dσ_i = u_iᵀ dX v_i
  derivatives: [(t, _value, x) => [t.term(1, 'ai,bi->i,ab', t.apply('leftSingularVectors', x), t.apply('rightSingularVectors', x))]],
  // the values exist where their derivatives do not
  value: x => {
    const system = systemOf(x, () => x.im !== null);
    return system ? system.values : degenerate;
  },
  values: 'nonnegative',
  printing: { ...calledBy('svdvals', '$1[1]', 'singular values'), decomposition: 'svd' },
  operations: [],
  rule: { id: 'singular-value', words: 'derivative of a singular value', source: null },
};

/** m×k; column i is defined up to the sign that it shares with that of the right singular vectors. */
const leftSingularVectors: OperationRow = {
  called: [{ name: 'U_svd', onlyCalled: true }],
  axes: 'mn->mk',
  orthonormal: true,
  derivatives: [refusedSecond],
  value: x => {
    const system = systemOf(x, () => true);
    return system ? system.left : degenerate;
  },
  condition: 'simple-singular-values',
  printing: {
    words: 'left singular vectors',
    unicode: ([x]) => `U_svd(${x})`,
    latex: ([x]) => `U_{\\mathrm{svd}}\\left(${x}\\right)`,
    python: '$1[0]',
    decomposition: 'svd',
  },
  operations: [],
};

const rightSingularVectors: OperationRow = {
  called: [{ name: 'V_svd', onlyCalled: true }],
  axes: 'mn->nk',
  orthonormal: true,
  derivatives: [refusedSecond],
  value: x => {
    const system = systemOf(x, () => true);
    return system ? system.right : degenerate;
  },
  condition: 'simple-singular-values',
  printing: {
    words: 'right singular vectors',
    unicode: ([x]) => `V_svd(${x})`,
    latex: ([x]) => `V_{\\mathrm{svd}}\\left(${x}\\right)`,
    python: '$1[2].T',
    decomposition: 'svd',
  },
  operations: [],
};

/** σ₁, the operator norm that belongs to the Euclidean norm. */
const spectralNorm: OperationRow = {
  axes: 'mn->',
  derivatives: [(t, _value, x) => [t.term(1, 'a,b->,ab', t.apply('leftSingularVector', x), t.apply('rightSingularVector', x))]],
  value: x => {
    const system = systemOf(x, i => i === 0 && x.im !== null);
    return system ? { re: system.values.re.slice(0, 1), im: system.values.im?.slice(0, 1) ?? null } : degenerate;
  },
  values: 'nonnegative',
  printing: {
    words: 'spectral norm',
    unicode: ([x]) => (x!.includes('‖') ? `norm2(${x})` : `‖${x}‖_2`),
    latex: ([x]) => `\\left\\lVert ${x} \\right\\rVert_2`,
    python: '@.linalg.norm($1, 2)',
  },
  // the values alone (Golub and Van Loan, 8.6.3)
  operations: [
    [2, 'lkk'],
    [2, 'kkk'],
  ],
  rule: { id: 'spectral-norm', words: 'derivative of a spectral norm', source: null },
};

const singularVectorRule = { id: 'singular-vector', words: 'derivative of a singular vector', source: null } as const;

const leftSingularVector: OperationRow = {
  called: [{ name: 'u_max', onlyCalled: true }],
  axes: 'mn->m',
  orthonormal: true,
  // du = (σ² I − X Xᵀ)⁺ (dX Xᵀ + X dXᵀ) u with Xᵀ u = σ v
  derivatives: [
    (t, u, x) => {
      const resolvent = t.apply('largestResolvent', t.contract('ac,bc->ab', x, x));
      return [t.term(1, 'ca,b,->c,ab', resolvent, t.apply('rightSingularVector', x), t.apply('spectralNorm', x)), t.term(1, 'ce,eb,a->c,ab', resolvent, x, u)];
    },
  ],
  value: x => {
    const system = systemOf(x, i => i === 0);
    return system ? firstColumn(system.left, x.shape[0]!) : degenerate;
  },
  condition: 'simple-largest-singular-value',
  printing: {
    words: 'left singular vector of the largest singular value',
    unicode: ([x]) => `u_max(${x})`,
    latex: ([x]) => `u_{\\max}\\left(${x}\\right)`,
    python: '$1[0][:, 0]',
    decomposition: 'svd',
  },
  operations: [],
  rule: singularVectorRule,
};

const rightSingularVector: OperationRow = {
  called: [{ name: 'v_max', onlyCalled: true }],
  axes: 'mn->n',
  orthonormal: true,
  // dv = (σ² I − XᵀX)⁺ (dXᵀ X + Xᵀ dX) v with X v = σ u
  derivatives: [
    (t, v, x) => {
      const resolvent = t.apply('largestResolvent', t.contract('ca,cb->ab', x, x));
      return [t.term(1, 'cb,a,->c,ab', resolvent, t.apply('leftSingularVector', x), t.apply('spectralNorm', x)), t.term(1, 'ce,ae,b->c,ab', resolvent, x, v)];
    },
  ],
  value: x => {
    const system = systemOf(x, i => i === 0);
    return system ? firstColumn(system.right, x.shape[1]!) : degenerate;
  },
  condition: 'simple-largest-singular-value',
  printing: {
    words: 'right singular vector of the largest singular value',
    unicode: ([x]) => `v_max(${x})`,
    latex: ([x]) => `v_{\\max}\\left(${x}\\right)`,
    python: '$1[2][0]',
    decomposition: 'svd',
  },
  operations: [],
  rule: singularVectorRule,
};

export const singularValueRows = {
  singularValues,
  leftSingularVectors,
  rightSingularVectors,
  spectralNorm,
  leftSingularVector,
  rightSingularVector,
} satisfies Readonly<Record<string, OperationRow>>;

interface SingularSystem {
  /** Descending. */
  readonly values: Parts;
  /** m×k and n×k. */
  readonly left: Parts;
  readonly right: Parts;
}

/** null where one of the singular values that count is 0 or equals another. */
function systemOf(x: Dense, counts: (position: number) => boolean): SingularSystem | null {
  const [m, n] = x.shape as [number, number];
  const isWide = m < n;
  const k = Math.min(m, n);
  const system = symmetricEigensystem(gram(x, isWide), k);
  if (!system) return null;
  const [re, im] = [new Float64Array(k), new Float64Array(k)];
  const own = { re: new Float64Array(k * k), im: new Float64Array(k * k) };
  for (let i = 0; i < k; i++) {
    const from = k - 1 - i;
    re[i] = Math.sqrt(Math.max(system.values.re[from]!, 0));
    im[i] = system.values.im[from]! / (2 * re[i]!);
    for (let row = 0; row < k; row++) {
      own.re[row * k + i] = system.vectors.re[row * k + from]!;
      own.im[row * k + i] = system.vectors.im[row * k + from]!;
    }
  }
  for (let i = 0; i < k; i++) {
    // the one before is apart from it where it counts itself; behind the last comes 0
    const next = re[i + 1] ?? 0;
    if (counts(i) && !(re[i]! ** 2 - next ** 2 > resolution * re[0]! ** 2)) return null;
  }
  // the other side: u = X v / σ, v = Xᵀ u / σ
  const rows = isWide ? n : m;
  const other = { re: new Float64Array(rows * k), im: new Float64Array(rows * k) };
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < k; i++) {
      let [sumRe, sumIm] = [0, 0];
      for (let at = 0; at < k; at++) {
        const [entry, vector] = [isWide ? at * n + row : row * n + at, at * k + i];
        sumRe += x.re[entry]! * own.re[vector]!;
        sumIm += x.re[entry]! * own.im[vector]! + (x.im?.[entry] ?? 0) * own.re[vector]!;
      }
      other.re[row * k + i] = sumRe / re[i]!;
      other.im[row * k + i] = (sumIm - (sumRe / re[i]!) * im[i]!) / re[i]!;
    }
  const parts = (both: { re: Float64Array; im: Float64Array }): Parts => ({ re: both.re, im: x.im && both.im });
  return { values: parts({ re, im }), left: parts(isWide ? own : other), right: parts(isWide ? other : own) };
}

/** XXᵀ of a wide matrix, XᵀX of any other. */
function gram({ re, im, shape }: Dense, isWide: boolean): Parts {
  const [m, n] = shape as [number, number];
  const [k, inner] = isWide ? [m, n] : [n, m];
  const at = (row: number, position: number): number => (isWide ? row * n + position : position * n + row);
  const result = { re: new Float64Array(k * k), im: im && new Float64Array(k * k) };
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      for (let t = 0; t < inner; t++) {
        const [a, b] = [at(i, t), at(j, t)];
        result.re[i * k + j]! += re[a]! * re[b]!;
        if (im) result.im![i * k + j]! += re[a]! * im[b]! + im[a]! * re[b]!;
      }
  return result;
}

function firstColumn({ re, im }: Parts, rows: number): Parts {
  const columns = re.length / rows;
  const first = (matrix: Float64Array): Float64Array => Float64Array.from({ length: rows }, (_, row) => matrix[row * columns]!);
  return { re: first(re), im: im && first(im) };
}
