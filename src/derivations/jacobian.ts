/** A derivative of one quantity by another as it stands on the page in a layout. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { MatrixForm } from '../notation/form.ts';
import { printUnicodeSize } from '../notation/unicode.ts';
import type { Layout } from '../shapes/typed.ts';
import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import type { AxisShape } from './derivation.ts';
import { turned } from './rewriteForm.ts';

/** Numbers of axes of the numerator and of the denominator. */
export type Orders = readonly [numerator: number, denominator: number];

export const ordersOf = (of: TensorNode, by: TensorNode): Orders => [of.shape.length, by.shape.length];

/** A derivative that is a scalar, a vector or a matrix. */
export const isMatrixLike = ([numerator, denominator]: Orders): boolean => numerator + denominator <= 2;

/** `1×D`, `N×D`, and `M×N` alone for a scalar by a matrix or a matrix by a scalar. */
export function axisShape(numerator: readonly Dimension[], denominator: readonly Dimension[]): AxisShape {
  const [above, below] = [numerator, denominator].map(axes => axes.map(printUnicodeSize)) as [string[], string[]];
  if (above.length === 0 && below.length > 1) return { numerator: [], denominator: below };
  if (below.length === 0 && above.length > 1) return { numerator: above, denominator: [] };
  return { numerator: above.length > 0 ? above : ['1'], denominator: below.length > 0 ? below : ['1'] };
}

/** The form of a tensor with the axes (numerator, denominator) as it stands in a layout; null where there is none. */
export function laidOutForm(node: TensorNode, orders: Orders, layout: Layout, formOf: (node: TensorNode) => MatrixForm | null): MatrixForm | null {
  const [numerator, denominator] = orders;
  const isRow = layout === 'numerator' ? numerator === 0 && denominator === 1 : numerator === 1 && denominator === 0;
  const form = formOf(laidOutTensor(node, orders, layout));
  return form && isRow ? turned(form) : form;
}

/** The tensor with the axes as they stand on the page. */
export const laidOutTensor = (node: TensorNode, [numerator, denominator]: Orders, layout: Layout): TensorNode =>
  layout === 'denominator' && numerator === 1 && denominator === 1 ? transpose(node) : node;
