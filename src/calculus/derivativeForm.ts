/** The matrix form of a derivative in a layout, in the shorter of the ways in which it can be written. */

import { transposed, transposedResult } from '../notation/construct.ts';
import type { MatrixForm } from '../notation/form.ts';
import { formCost } from '../notation/formKey.ts';
import { type MatrixFormOptions, matrixForm, matrixForms } from '../notation/matrixForm.ts';
import { vecForm } from '../notation/vecForm.ts';
import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import { expandedToRead } from './expand.ts';

export type ResultLayout = 'numerator' | 'denominator' | 'both';

/** How many axes what is derived has, and each of the variables. */
export interface AxisCounts {
  readonly of: number;
  readonly wrt: readonly number[];
}

/**
 * Which layout's name stands beside a result. A scalar by a matrix and a matrix by a scalar have the matrix's shape in both
 * layouts, a second derivative has the axes of its variables in their order, and tensors keep theirs.
 */
export function layoutOf(counts: AxisCounts, asked: 'numerator' | 'denominator', isSymmetric: () => boolean): ResultLayout {
  const total = counts.of + counts.wrt.reduce((sum, count) => sum + count, 0);
  if (total === 1) return asked;
  if (total === 2 && counts.of === 1 && !isSymmetric()) return asked;
  return 'both';
}

/** The axes of every side in the order in which vec takes them, the first one fastest. */
function unflattened(node: TensorNode, sides: readonly number[]): TensorNode {
  const starts = sides.map((_, k) => sides.slice(0, k).reduce((sum, length) => sum + length, 0));
  const axes = node.shape.map((_, axis) => axis);
  return product(
    [node],
    [axes],
    sides.flatMap((length, k) => Array.from({ length }, (_, axis) => starts[k]! + length - 1 - axis)),
  );
}

/**
 * The matrix form where a side has several axes, in the order in which a flattened side runs (the last one fastest): vec(X)
 * by a scalar, A ⊗ B by a vector. null where there are more than two sides, or no such form.
 */
export function flattenedForm(
  node: TensorNode,
  sides: readonly number[],
  counts: AxisCounts,
  layout: ResultLayout,
  options: MatrixFormOptions,
): MatrixForm | null {
  const turned = unflattened(node, sides);
  if (sides.length === 1) {
    const matrix = turned.shape.length === 2 ? matrixForm(turned, options) : null;
    const column: MatrixForm | null = matrix && { kind: 'call', orientation: 'column', function: 'vec', argument: matrix };
    const row = (counts.of === 0) === (layout !== 'denominator');
    return column && row ? transposed(column) : column;
  }
  const form = sides.length === 2 ? vecForm(turned, sides[0]!, options) : null;
  return form && layout === 'denominator' ? transposed(form) : form;
}

/** `node` has the axes (of…, wrt…). null where no matrix form exists. */
export function derivativeForm(node: TensorNode, counts: AxisCounts, layout: ResultLayout, options: MatrixFormOptions): MatrixForm | null {
  const order = node.shape.length;
  if (order > 2) return null;
  const expanded = expandedToRead(node);
  const formOf = matrixForms(options);
  const forms = expanded === node ? [formOf(node)] : [formOf(node), formOf(expanded)];
  if (order === 1) {
    // numerator layout: a scalar by a vector is a row, a vector by a scalar a column
    const row = (counts.of === 0) === (layout !== 'denominator');
    if (!row) return shortest(forms);
    const best = shortest(forms.map(form => form && transposed(form)));
    return best && transposedResult(transposed(best));
  }
  if (order === 2 && layout === 'denominator') return shortest([...forms.map(form => form && transposed(form)), formOf(transpose(node))]);
  return shortest(forms);
}

function shortest(forms: readonly (MatrixForm | null)[]): MatrixForm | null {
  let best: MatrixForm | null = null;
  for (const form of forms) if (form && (!best || formCost(form) < formCost(best))) best = form;
  return best;
}
