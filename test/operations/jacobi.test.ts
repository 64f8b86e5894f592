import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mulberry32 } from '../../src/numeric/random.ts';
import { symmetricEigensystem } from '../../src/operations/jacobi.ts';

const random = mulberry32(3);

describe('the eigensystem of a symmetric matrix', () => {
  for (const n of [1, 2, 3, 5, 8])
    test(`S Q = Q Λ and QᵀQ = I for ${n}×${n}`, () => {
      const drawn = Float64Array.from({ length: n * n }, () => 2 * random() - 1);
      const s = drawn.map((x, at) => (x + drawn[(at % n) * n + Math.floor(at / n)]!) / 2);
      const system = symmetricEigensystem({ re: s, im: null }, n)!;
      const q = system.vectors.re;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          let [left, orthogonal] = [0, 0];
          for (let k = 0; k < n; k++) {
            left += s[i * n + k]! * q[k * n + j]!;
            orthogonal += q[k * n + i]! * q[k * n + j]!;
          }
          assert.ok(Math.abs(left - q[i * n + j]! * system.values.re[j]!) < 1e-13);
          assert.ok(Math.abs(orthogonal - (i === j ? 1 : 0)) < 1e-13);
        }
      assert.deepEqual(
        [...system.values.re],
        [...system.values.re].sort((a, b) => a - b),
      );
    });

  test('equal entries on the diagonal are rotated apart, whichever part is 0', () => {
    const system = symmetricEigensystem({ re: Float64Array.of(1, 0, 2, 0, 1, 3, 2, 3, 1), im: Float64Array.of(0, 1e-20, 0, 1e-20, 0, 0, 0, 0, 0) }, 3)!;
    // eigenvalues 1 ± √13 and 1; d by the entry (1,2) is 2 q₁ q₂
    const root = Math.sqrt(13);
    for (const [i, value] of [1 - root, 1, 1 + root].entries()) assert.ok(Math.abs(system.values.re[i]! - value) < 1e-13);
    for (const [i, slope] of [6 / 13, -12 / 13, 6 / 13].entries()) assert.ok(Math.abs(system.values.im[i]! * 1e20 - slope) < 1e-10);
  });
});
