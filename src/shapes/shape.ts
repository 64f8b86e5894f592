/** Shapes as values: construction, axes, orientation. */

import { type Dimension, one } from '../dimensions/dimension.ts';
import { type Side, sideProduct } from '../dimensions/unify.ts';
import type { Shape } from './typed.ts';

export const scalarShape: Shape = { kind: 'scalar', rows: [], columns: [] };

export const vectorShape = (...side: Side): Shape => ({ kind: 'vector', rows: side, columns: [] });

export const rowShape = (...side: Side): Shape => ({ kind: 'row', rows: [], columns: side });

export const matrixShape = (rows: Dimension, columns: Dimension): Shape => ({ kind: 'matrix', rows: [rows], columns: [columns] });

/** Scalar, vector, row or matrix, by which sides are there. */
export function shapeOfSides(rows: Side, columns: Side): Shape {
  if (rows.length === 0) return columns.length === 0 ? scalarShape : { kind: 'row', rows, columns };
  return { kind: columns.length === 0 ? 'vector' : 'matrix', rows, columns };
}

/** The shape with these axes as it is declared: none a scalar, one a vector, two a matrix, more a tensor. */
export function shapeOfAxes(axes: readonly Dimension[]): Shape {
  if (axes.length === 0) return scalarShape;
  if (axes.length === 1) return vectorShape(axes[0]!);
  if (axes.length === 2) return matrixShape(axes[0]!, axes[1]!);
  return { kind: 'tensor', rows: axes, columns: [] };
}

/** As declared, but an n×1 matrix is the column and a 1×n one the row: one notation for both, as in `x'x` and `A x + b`. */
export function shapeOfDeclaration(axes: readonly Dimension[]): Shape {
  const [rows, columns] = axes;
  if (axes.length !== 2) return shapeOfAxes(axes);
  return shapeOfSides(rows === one ? [] : [rows!], columns === one ? [] : [columns!]);
}

/** The axes; a flattened side is one axis. */
export function axesOf(shape: Shape): readonly Dimension[] {
  const { kind, rows, columns } = shape;
  if (kind === 'tensor') return rows;
  if (columns.length === 0) return rows.length < 2 ? rows : [sideProduct(rows)];
  return rows.length === 0 ? [sideProduct(columns)] : [sideProduct(rows), sideProduct(columns)];
}

/** How many axes there are; a flattened side is one. */
export function orderOf({ kind, rows, columns }: Shape): number {
  return kind === 'tensor' ? rows.length : (rows.length > 0 ? 1 : 0) + (columns.length > 0 ? 1 : 0);
}

export const isScalar = (shape: Shape): boolean => shape.kind === 'scalar';

export const transposed = (shape: Shape): Shape => shapeOfSides(shape.columns, shape.rows);

/** The number of entries. */
export const entryCount = (shape: Shape): Dimension => sideProduct([...shape.rows, ...shape.columns]);

/** The height and width as a block in a matrix; tensors have none. */
export function blockSize(shape: Shape): { readonly rows: Side; readonly columns: Side } | null {
  if (shape.kind === 'tensor') return null;
  return { rows: shape.rows.length === 0 ? [one] : shape.rows, columns: shape.columns.length === 0 ? [one] : shape.columns };
}

export const sameSide = (a: Side, b: Side): boolean => a === b || (a.length === b.length && a.every((size, i) => size === b[i]));

/** The same axes with the same sizes; how an axis was flattened does not matter. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'tensor') return sameSide(a.rows, b.rows);
  return sideProduct(a.rows) === sideProduct(b.rows) && sideProduct(a.columns) === sideProduct(b.columns);
}
