/** The orientation of a matrix form, by the shape that was inferred before anything was derived. */

import type { Orientation } from '../notation/form.ts';
import type { Shape } from '../shapes/typed.ts';

export const ORIENTATION: Readonly<Record<Shape['kind'], Orientation | null>> = {
  scalar: 'scalar',
  vector: 'column',
  row: 'row',
  matrix: 'matrix',
  tensor: null,
};
