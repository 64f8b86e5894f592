/** Sizes as expressions: `n`, `2n`, `n*m`, `n+1`. */

import { addDimensions, constantDimension, type Dimension, multiplyDimensions, namedDimension, scaleDimension } from '../dimensions/dimension.ts';
import type { Expression } from '../syntax/tree.ts';

const deepestSize = 40;

/** The size that an expression writes, or null where it is none. Sizes are positive. */
export function sizeOf(tree: Expression): Dimension | null {
  const size = polynomialOf(tree, 0);
  return size && (size.constant === null || size.constant >= 1) ? size : null;
}

/** As `sizeOf`, also 0 and negative: the bounds of a sum. */
export function polynomialOf(tree: Expression, depth: number): Dimension | null {
  if (depth > deepestSize) return null;
  switch (tree.kind) {
    case 'number':
      return Number.isSafeInteger(tree.value) ? constantDimension(tree.value) : null;
    case 'name':
      return namedDimension(tree.name);
    case 'group':
      return polynomialOf(tree.body, depth + 1);
    case 'unary': {
      const operand = polynomialOf(tree.operand, depth + 1);
      return operand && (tree.operator === 'negate' ? scaleDimension(operand, -1) : operand);
    }
    case 'binary': {
      const left = polynomialOf(tree.left, depth + 1);
      const right = polynomialOf(tree.right, depth + 1);
      if (!left || !right) return null;
      if (tree.operator === 'add') return addDimensions(left, right);
      if (tree.operator === 'subtract') return addDimensions(left, scaleDimension(right, -1));
      if (tree.operator === 'juxtapose' || tree.operator === 'star' || tree.operator === 'multiply') return multiplyDimensions(left, right);
      if (tree.operator === 'power' && right.constant !== null && right.constant >= 1 && right.constant <= 8) {
        let product = left;
        for (let i = 1; i < right.constant; i++) product = multiplyDimensions(product, left);
        return product;
      }
      return null;
    }
    default:
      return null;
  }
}
