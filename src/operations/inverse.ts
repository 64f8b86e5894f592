/** A⁻¹ of a square matrix. Its spelling as an exponent, its value and its printing belong to the core of the language. */

import type { TensorNodeRow } from './tensorOperation.ts';

export const inverseRow: TensorNodeRow = {
  words: 'inverse',
  axes: 'nn->nn',
  // dY = −Y dA Y (M&N 18.10)
  derivatives: [(t, y) => [t.term(-1, 'ik,lj->ij,kl', y, y)]],
  step: { rule: 'differential-of-inverse', of: 'matrix', write: (w, y, _a, moved) => w.negative(w.product(y, moved, y)) },
  writtenByValue: true,
  condition: 'invertible',
  smooth: 'of definite',
};
