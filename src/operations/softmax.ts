/** exp(x) / Σ exp(x) and log Σ exp(x) along the last axis. */

import type { ModularAlgebra } from './algebras.ts';
import type { Dense, OperationRow, Parts } from './tensorOperation.ts';

/** It keeps the shape: the entries of every row are positive and add up to 1. */
const softmax: OperationRow = {
  called: [
    {
      name: 'softmax',
      spellings: 'Softmax',
      prefix: true,
      methods: 'softmax',
      alongAxis: true,
      rowsByDefault: true,
      takes: 'a vector or a matrix',
      of: 'vector',
    },
    { name: 'softmaxrows', of: 'matrix' },
  ],
  axes: '*n->*n',
  // ds_i = s_i dx_i − s_i Σ_j s_j dx_j (Cookbook (569))
  derivatives: [(t, s) => [t.term(1, '*i->*i,*i', s), t.term(-1, '*i,*j->*i,*j', s, s)]],
  step: {
    rule: 'softmax-jacobian',
    of: 'vector',
    write: (w, s, _x, moved) => w.product(w.difference(w.diag(s), w.product(s, w.transpose(s))), moved),
  },
  writtenByValue: true,
  value: x =>
    overRows(x, x.shape.at(-1)!, (powers, sum, result) => {
      for (let i = 0; i < powers.re.length; i++) share(powers, i, sum, result);
    }),
  modular: (m, x) =>
    modularRows(m, x, powers => {
      const scale = m.reciprocal(powers.reduce(m.add, 0));
      return powers.map(u => m.multiply(u, scale));
    }),
  values: 'positive',
  bound: 'one',
  smooth: 'everywhere',
  averages: true,
  operations: [[3, '*n']],
  printing: {
    words: 'softmax',
    python: { numpy: '_softmax($1)', torch: 'torch.softmax($1, dim=-1)', jax: 'jax.nn.softmax($1, axis=-1)' },
  },
};

/** It drops the last axis. */
const logsumexp: OperationRow = {
  called: [
    { name: 'logsumexp', spellings: 'lse LSE', prefix: true, methods: 'logsumexp', alongAxis: true, of: 'vector' },
    { name: 'logsumexprows', of: 'matrix' },
  ],
  axes: '*n->*',
  derivatives: [(t, _value, x) => [t.term(1, '*i->*,*i', t.apply('softmax', x))]],
  step: { rule: 'logsumexp-gradient', of: 'vector', write: (w, _value, x, moved) => w.product(w.transpose(w.apply('softmax', x)), moved) },
  value: x =>
    overRows(x, 1, (_, sum, result) => {
      result.re[0] = sum.largest + Math.log(Math.hypot(sum.re, sum.im));
      if (result.im) result.im[0] = Math.atan2(sum.im, sum.re);
    }),
  modular: (m, x) => modularRows(m, x, powers => [m.log(powers.reduce(m.add, 0))]),
  smooth: 'everywhere',
  averages: true,
  operations: [
    [2, '*n'],
    [1, '*'],
  ],
  printing: {
    words: 'logsumexp',
    python: { numpy: '_logsumexp($1)', torch: 'torch.logsumexp($1, dim=-1)', jax: 'jax.nn.logsumexp($1, axis=-1)' },
  },
};

export const softmaxRows = { softmax, logsumexp } satisfies Readonly<Record<string, OperationRow>>;

interface Sum {
  /** What was taken off before the exponentials. */
  readonly largest: number;
  readonly re: number;
  readonly im: number;
}

/** The exponentials of every row and their sum, over the complex numbers. */
function overRows({ re, im, shape }: Dense, length: number, put: (powers: Parts, sum: Sum, result: Parts) => void): Parts {
  const size = shape.at(-1)!;
  const rows = re.length / size;
  const result = { re: new Float64Array(rows * length), im: im && new Float64Array(rows * length) };
  for (let row = 0; row < rows; row++) {
    const powers = { re: new Float64Array(size), im: im && new Float64Array(size) };
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < size; i++) largest = Math.max(largest, re[row * size + i]!);
    let [sumRe, sumIm] = [0, 0];
    for (let i = 0; i < size; i++) {
      const magnitude = Math.exp(re[row * size + i]! - largest);
      const angle = im ? im[row * size + i]! : 0;
      powers.re[i] = magnitude * Math.cos(angle);
      sumRe += powers.re[i]!;
      if (!powers.im) continue;
      powers.im[i] = magnitude * Math.sin(angle);
      sumIm += powers.im[i]!;
    }
    const own = { re: result.re.subarray(row * length, (row + 1) * length), im: result.im?.subarray(row * length, (row + 1) * length) ?? null };
    put(powers, { largest, re: sumRe, im: sumIm }, own);
  }
  return result;
}

/**
 * An entry's part of the sum. In the imaginary part the entry's own share of both products cancels, which has to happen
 * before it is rounded: beside an entry that is nearly the whole sum nothing of the slope would be left but rounding.
 */
function share({ re, im }: Parts, i: number, sum: Sum, result: Parts): void {
  if (!im || !result.im) {
    result.re[i] = re[i]! / sum.re;
    return;
  }
  const square = sum.re * sum.re + sum.im * sum.im;
  result.re[i] = (re[i]! * sum.re + im[i]! * sum.im) / square;
  let crossed = 0;
  for (let j = 0; j < re.length; j++) crossed += im[i]! * re[j]! - re[i]! * im[j]!;
  result.im[i] = crossed / square;
}

function modularRows(m: ModularAlgebra, { re, shape }: Dense, ofRow: (powers: readonly number[]) => readonly number[]): Float64Array {
  const size = shape.at(-1)!;
  const result: number[] = [];
  for (let start = 0; start < re.length; start += size) result.push(...ofRow(Array.from(re.subarray(start, start + size), m.exp)));
  return Float64Array.from(result);
}
