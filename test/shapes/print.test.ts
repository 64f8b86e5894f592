import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { constantDimension, type Dimension, multiplyDimensions, namedDimension } from '../../src/dimensions/dimension.ts';
import { describeShape, printShape } from '../../src/shapes/print.ts';
import { derivativeShape } from '../../src/shapes/queries.ts';
import {
  axesOf,
  entryCount,
  matrixShape,
  rowShape,
  sameShape,
  scalarShape,
  shapeOfAxes,
  shapeOfSides,
  transposed,
  vectorShape,
} from '../../src/shapes/shape.ts';

const [m, n, samples] = ['m', 'n', 'n_samples'].map(namedDimension) as [Dimension, Dimension, Dimension];

describe('shapes print as people write them', () => {
  const cases = [
    [scalarShape, 'ℝ', 'is a scalar'],
    [vectorShape(n), 'ℝ^n', 'is in ℝ^n'],
    [vectorShape(samples), 'ℝ^{n_samples}', 'is in ℝ^{n_samples}'],
    [vectorShape(constantDimension(12)), 'ℝ^{12}', 'is in ℝ^{12}'],
    [vectorShape(n, m), 'ℝ^{mn}', 'is in ℝ^{mn}'],
    [rowShape(n), 'ℝ^{1×n}', 'is a row 1×n'],
    [matrixShape(m, n), 'ℝ^{m×n}', 'is m×n'],
    [shapeOfSides([m, n], [n, m]), 'ℝ^{mn×mn}', 'is mn×mn'],
    [shapeOfAxes([m, n, m]), 'ℝ^{m×n×m}', 'is m×n×m'],
  ] as const;
  for (const [shape, printed, described] of cases)
    it(printed, () => {
      assert.equal(printShape(shape), printed);
      assert.equal(describeShape(shape), described);
    });
});

describe('shapes', () => {
  it('turn, count and compare', () => {
    assert.equal(printShape(transposed(matrixShape(m, n))), 'ℝ^{n×m}');
    assert.equal(transposed(vectorShape(n)).kind, 'row');
    assert.equal(entryCount(matrixShape(m, n)), multiplyDimensions(m, n));
    assert.deepEqual(axesOf(vectorShape(n, m)), [multiplyDimensions(m, n)]);
    assert.equal(sameShape(vectorShape(n, m), vectorShape(multiplyDimensions(m, n))), true);
    assert.equal(sameShape(vectorShape(n), rowShape(n)), false);
  });

  const derivatives = [
    ['a scalar by a scalar', scalarShape, [scalarShape], 'ℝ', 'ℝ'],
    ['a scalar by a vector', scalarShape, [vectorShape(n)], 'ℝ^{1×n}', 'ℝ^n'],
    ['a vector by a scalar', vectorShape(m), [scalarShape], 'ℝ^m', 'ℝ^{1×m}'],
    ['a vector by a vector', vectorShape(m), [vectorShape(n)], 'ℝ^{m×n}', 'ℝ^{n×m}'],
    ['a row by a vector', rowShape(m), [vectorShape(n)], 'ℝ^{m×n}', 'ℝ^{n×m}'],
    ['a scalar by a matrix', scalarShape, [matrixShape(m, n)], 'ℝ^{m×n}', 'ℝ^{m×n}'],
    ['a matrix by a scalar', matrixShape(m, n), [scalarShape], 'ℝ^{m×n}', 'ℝ^{m×n}'],
    ['a vector by a matrix', vectorShape(m), [matrixShape(m, n)], 'ℝ^{m×m×n}', 'ℝ^{m×m×n}'],
    ['a scalar by two vectors', scalarShape, [vectorShape(m), vectorShape(n)], 'ℝ^{m×n}', 'ℝ^{m×n}'],
    ['a vector by two scalars', vectorShape(m), [scalarShape, scalarShape], 'ℝ^m', 'ℝ^{1×m}'],
    ['a scalar by a matrix twice', scalarShape, [matrixShape(m, n), matrixShape(m, n)], 'ℝ^{m×n×m×n}', 'ℝ^{m×n×m×n}'],
  ] as const;
  for (const [name, of, wrt, numerator, denominator] of derivatives)
    it(`derive ${name}`, () => {
      const none = wrt.map(() => null);
      assert.equal(printShape(derivativeShape(of, wrt, none, 'numerator')), numerator);
      assert.equal(printShape(derivativeShape(of, wrt, none, 'denominator')), denominator);
    });
});
