/** Shapes as people read them. */

import { type Dimension, printDimension } from '../dimensions/dimension.ts';
import { axesOf } from './shape.ts';
import type { Shape, TypedQuery } from './typed.ts';

/** `ℝ`, `ℝ^n`, `ℝ^{m×n}`, `ℝ^{1×n}`, `ℝ^{m×n×p}`. */
export function printShape(shape: Shape): string {
  const axes = axesOf(shape);
  if (axes.length === 0) return 'ℝ';
  let text = printDimension(axes[0]!);
  if (shape.kind === 'row') return `ℝ^{1×${text}}`;
  if (axes.length === 1) return text.length === 1 || [...text].length === 1 ? `ℝ^${text}` : `ℝ^{${text}}`;
  for (let axis = 1; axis < axes.length; axis++) text += `×${printDimension(axes[axis]!)}`;
  return `ℝ^{${text}}`;
}

/** `1×D`, `N×1`, `m×n`, `M×(M×N)`, `(N×N)×(M×N)`: the shape of a derivative in its layout. */
export function printQueryShape(query: TypedQuery): string {
  const { kind } = query.shape;
  if (kind === 'tensor') {
    const { of, wrt } = queryAxes(query);
    return [group(of), ...wrt.filter(axes => axes.length > 0).map(group)].filter(text => text !== '').join('×');
  }
  const [first, second] = axesOf(query.shape).map(printDimension);
  if (first === undefined) return '1×1';
  return kind === 'vector' ? `${first}×1` : kind === 'row' ? `1×${first}` : `${first}×${second}`;
}

/** The axes of what is derived, then of each variable; an axis that an index fixes is gone. */
export function queryAxes(query: TypedQuery): { readonly of: readonly Dimension[]; readonly wrt: readonly (readonly Dimension[])[] } {
  return {
    of: axesOf(query.of.shape),
    wrt: query.wrt.map((symbol, k) => axesOf(symbol.shape).filter((_, axis) => (query.wrtIndices[k]?.[axis] ?? null) === null)),
  };
}

const group = (axes: readonly Dimension[]): string => {
  const text = axes.map(printDimension).join('×');
  return axes.length > 1 ? `(${text})` : text;
};

/** After a name: `is m×n`, `is in ℝ^n`, `is a row 1×n`, `is a scalar`. */
export function describeShape(shape: Shape): string {
  const axes = axesOf(shape).map(printDimension);
  switch (shape.kind) {
    case 'scalar':
      return 'is a scalar';
    case 'vector':
      return `is in ${printShape(shape)}`;
    case 'row':
      return `is a row 1×${axes[0]}`;
    default:
      return `is ${axes.join('×')}`;
  }
}
