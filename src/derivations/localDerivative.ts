/** The derivative of a quantity by one that it uses, in which the quantity's own value is its name: ∂s/∂z = diag(s) − s sᵀ. */

import { differentiate } from '../calculus/differentiate.ts';
import type { MatrixForm } from '../notation/form.ts';
import { tensorNodeRow } from '../operations/matrixOperations.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { TensorNode } from '../tensors/node.ts';
import { substitute } from '../tensors/substitute.ts';
import type { Operand, Quantity, Question } from './question.ts';
import { replaceForm } from './rewriteForm.ts';

/** Functions whose derivative holds their own value. */
const OWN_VALUE: ReadonlySet<TensorNode['kind']> = new Set<TensorNode['kind']>(['elementwise', 'matrixFunction', 'matrixPower', 'power']);

function holdsOwnValue(node: TensorNode): boolean {
  switch (node.kind) {
    case 'operation':
      return TENSOR_OPERATIONS[node.name].writtenByValue === true;
    case 'matrixOperation':
      return tensorNodeRow(node.name).writtenByValue === true;
    default:
      return OWN_VALUE.has(node.kind);
  }
}

/** The tensor with the value of a function by the name it has. */
export const withOwnName = (node: TensorNode, { leaf, local }: Quantity): TensorNode =>
  leaf && holdsOwnValue(local) ? substitute(node, new Map([[local, leaf]])) : node;

/** The form likewise. */
export function formWithOwnName(form: MatrixForm, { name, local, form: own }: Quantity): MatrixForm {
  if (name === null || !own || !holdsOwnValue(local)) return form;
  return replaceForm(form, own, { kind: 'name', orientation: own.orientation, name, variable: true });
}

/** Axes (quantity…, by…), the names as variables. */
export function localDerivative(quantity: Quantity, by: Operand, { root }: Pick<Question, 'root'>): TensorNode {
  const derivative = differentiate(quantity.local, [by.leaf]);
  // the root is what is asked for: its derivative is no formula in itself
  return quantity === root ? derivative : withOwnName(derivative, quantity);
}
