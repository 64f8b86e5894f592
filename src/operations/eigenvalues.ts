/**
 * Eigenvalues and eigenvectors of a symmetric matrix (Magnus and Neudecker, Matrix Differential Calculus, 8.7–8.9). Of S
 * that is varied entry by entry they are those of (S + Sᵀ)/2.
 */

import { symmetricEigensystem } from './jacobi.ts';
import { calledBy, type Dense, type NoValue, type OperationRow, type OperationTerms, type Parts } from './tensorOperation.ts';

/** Eigenvalues that are nearer than this, beside the largest, count as one. */
const resolution = 1e-7;

const degenerate: NoValue = { reason: 'degenerate' };

const eigenvalueRule = { id: 'eigenvalue-symmetric', words: 'derivative of an eigenvalue of a symmetric matrix', source: 'Cookbook (67)' } as const;
/** Tridiagonal form, and its eigenvalues (Golub and Van Loan, 8.3.5). */
const valuesAlone: OperationTerms = [[[4, 3], 'nnn']];
const eigenvectorRule = { id: 'eigenvector-symmetric', words: 'derivative of an eigenvector of a symmetric matrix', source: 'Cookbook (68)' } as const;

/** Ascending. */
const eigenvalues: OperationRow = {
  called: [{ name: 'eigvals', spellings: 'eigvalsh' }],
  axes: 'nn->n',
  ofSymmetric: true,
  // dλ_i = q_iᵀ dS q_i
  derivatives: [(t, _value, s) => [t.term(1, 'ai,bi->i,ab', t.apply('eigenvectors', s), t.apply('eigenvectors', s))]],
  value: s => {
    const system = systemOf(s);
    return system && (s.im === null || isSimple(system.values.re, () => true)) ? system.values : degenerate;
  },
  printing: calledBy('eigvals', '@.linalg.eigvalsh($1)', 'eigenvalues'),
  operations: valuesAlone,
  rule: eigenvalueRule,
};

/** Columns, in the order of the eigenvalues; the sign of each is left open, and no result depends on it. */
const eigenvectors: OperationRow = {
  called: [{ name: 'eigvecs' }],
  axes: 'nn->nn',
  ofSymmetric: true,
  orthonormal: true,
  // dq_i = Σ_{j≠i} q_j (q_jᵀ dS q_i) / (λ_i − λ_j)
  derivatives: [(t, q, s) => [t.term(1, 'aj,ji,bj,ci->ai,bc', q, t.apply('gapReciprocals', t.apply('eigenvalues', s)), q, q)]],
  value: s => {
    const system = systemOf(s);
    return system && isSimple(system.values.re, () => true) ? system.vectors : degenerate;
  },
  condition: 'simple-eigenvalues',
  printing: {
    words: 'eigenvectors',
    unicode: ([s]) => `eigvecs(${s})`,
    latex: ([s]) => `\\operatorname{eigvecs}\\left(${s}\\right)`,
    python: '$1[1]',
    decomposition: 'eigh',
  },
  operations: [],
  rule: eigenvectorRule,
};

/** 1/(λ_j − λ_i), 0 on the diagonal. */
const gapReciprocals: OperationRow = {
  called: [{ name: 'gaps', onlyCalled: true }],
  axes: 'n->nn',
  derivatives: [(t, f) => [t.term(-1, 'ij,ij->ij,j', f, f), t.term(1, 'ij,ij->ij,i', f, f)]],
  value: ({ re, im }) => {
    const n = re.length;
    const result = { re: new Float64Array(n * n), im: im && new Float64Array(n * n) };
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        if (i === j) continue;
        const reciprocal = 1 / (re[j]! - re[i]!);
        result.re[i * n + j] = reciprocal;
        if (im) result.im![i * n + j] = -reciprocal * reciprocal * (im[j]! - im[i]!);
      }
    return result.re.every(Number.isFinite) ? result : degenerate;
  },
  printing: {
    words: 'reciprocals of the gaps between eigenvalues',
    unicode: ([values]) => `gaps(${values})`,
    latex: ([values]) => `\\operatorname{gaps}\\left(${values}\\right)`,
    python: '_gaps($1)',
  },
  operations: [[2, 'nn']],
  // of 1/(λ_j − λ_i) as of every reciprocal
  rule: { id: 'eigenvalue-gaps', words: 'derivative of reciprocals of gaps between eigenvalues', source: null },
};

/** Of the largest or the smallest eigenvalue: itself, its eigenvector q, and (λ I − S)⁺, with which dq = (λ I − S)⁺ dS q. */
function extreme(which: 'largest' | 'smallest'): Record<'value' | 'vector' | 'resolvent', OperationRow> {
  const at = (n: number): number => (which === 'largest' ? n - 1 : 0);
  const [vector, resolvent] = [`${which}Eigenvector`, `${which}Resolvent`] as const;
  const name = which === 'largest' ? 'eigmax' : 'eigmin';
  const letters = which === 'largest' ? 'max' : 'min';
  const condition = which === 'largest' ? 'simple-largest-eigenvalue' : 'simple-smallest-eigenvalue';
  const index = which === 'largest' ? '-1' : '0';
  const simpleSystem = (s: Dense) => {
    const system = systemOf(s);
    return system && isSimple(system.values.re, i => i === at(system.values.re.length)) ? system : null;
  };
  return {
    value: {
      called: [{ name, spellings: `lambda_${letters} λ_${letters} λ${letters} λ_{${letters}}` }],
      axes: 'nn->',
      ofSymmetric: true,
      derivatives: [(t, _value, s) => [t.term(1, 'a,b->,ab', t.apply(vector, s!), t.apply(vector, s!))]],
      value: s => {
        // the value exists where the derivative does not
        const values = (s.im === null ? systemOf(s) : simpleSystem(s))?.values;
        if (!values) return degenerate;
        const i = at(values.re.length);
        return { re: values.re.slice(i, i + 1), im: values.im.slice(i, i + 1) };
      },
      printing: {
        words: `${which} eigenvalue`,
        unicode: ([s]) => `${name}(${s})`,
        latex: ([s]) => `\\lambda_{\\${letters}}\\left(${s}\\right)`,
        python: `@.linalg.eigvalsh($1)[${index}]`,
      },
      operations: valuesAlone,
      rule: eigenvalueRule,
    },
    vector: {
      called: [{ name: `q_${letters}`, onlyCalled: true }],
      axes: 'nn->n',
      ofSymmetric: true,
      orthonormal: true,
      derivatives: [(t, q, s) => [t.term(1, 'ab,c->a,bc', t.apply(resolvent, s!), q)]],
      value: s => {
        const system = simpleSystem(s);
        if (!system) return degenerate;
        const n = system.values.re.length;
        const column = (matrix: Float64Array): Float64Array => Float64Array.from({ length: n }, (_, row) => matrix[row * n + at(n)]!);
        return { re: column(system.vectors.re), im: column(system.vectors.im) };
      },
      condition,
      printing: {
        words: `unit eigenvector of the ${which} eigenvalue`,
        unicode: ([s]) => `q_${letters}(${s})`,
        latex: ([s]) => `q_{\\${letters}}\\left(${s}\\right)`,
        python: `$1[1][:, ${index}]`,
        decomposition: 'eigh',
      },
      operations: [],
      rule: eigenvectorRule,
    },
    resolvent: {
      axes: 'nn->nn',
      ofSymmetric: true,
      symmetric: true,
      derivatives: [
        {
          refused: `the third derivative of the ${which} eigenvalue is not derived`,
          instead: 'Write it by eigvals, of which every order is derived.',
        },
      ],
      value: s => {
        const system = simpleSystem(s);
        if (!system) return degenerate;
        const { values, vectors } = system;
        const n = values.re.length;
        const result = new Float64Array(n * n);
        for (let k = 0; k < n; k++) {
          if (k === at(n)) continue;
          const weight = 1 / (values.re[at(n)]! - values.re[k]!);
          for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[i * n + j]! += weight * vectors.re[i * n + k]! * vectors.re[j * n + k]!;
        }
        return { re: result, im: null };
      },
      condition,
      printing: {
        words: `pseudo-inverse of λ I less the matrix, λ its ${which} eigenvalue`,
        unicode: ([s], { size }) => `pinv(${name}(${s}) eye(${size}) - ${bracketed(s!)})`,
        latex: ([s], { size }) => `\\left(\\lambda_{\\${letters}}\\left(${s}\\right) I_{${size}} - \\left(${s}\\right)\\right)^{+}`,
        isPower: true,
        python: `_resolvent($1, ${index})`,
        decomposition: 'eigh',
      },
      operations: [
        [2, 'nnn'],
        [1, 'nn'],
        [2, 'n'],
      ],
    },
  };
}

const largest = extreme('largest');
const smallest = extreme('smallest');

export const eigenvalueRows = {
  eigenvalues,
  eigenvectors,
  gapReciprocals,
  largestEigenvalue: largest.value,
  largestEigenvector: largest.vector,
  largestResolvent: largest.resolvent,
  smallestEigenvalue: smallest.value,
  smallestEigenvector: smallest.vector,
  smallestResolvent: smallest.resolvent,
} satisfies Readonly<Record<string, OperationRow>>;

const systemOf = (s: Dense): { readonly values: Parts & { im: Float64Array }; readonly vectors: Parts & { im: Float64Array } } | null =>
  symmetricEigensystem(s, s.shape[0]!);

/** A sum in brackets. */
function bracketed(text: string): string {
  let depth = 0;
  let outside = '';
  for (const letter of text) {
    if (letter === ')' || letter === ']') depth--;
    if (depth === 0) outside += letter;
    if (letter === '(' || letter === '[') depth++;
  }
  return /[-+]/.test(outside) ? `(${text})` : text;
}

/** Whether the eigenvalues that count are apart from all others; they are in ascending order. */
function isSimple(values: Float64Array, counts: (position: number) => boolean): boolean {
  const scale = values.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  for (let i = 0; i + 1 < values.length; i++) if ((counts(i) || counts(i + 1)) && !(values[i + 1]! - values[i]! > resolution * scale)) return false;
  return true;
}
