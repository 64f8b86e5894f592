/** Replaces a leaf by another tensor of the same shape and builds everything above it again, so that new facts are used. */

import { elementwise } from './elementwise.ts';
import { apply, reference } from './leaves.ts';
import { determinant, frechet, inverse, logDeterminant, matrixFunction } from './matrix.ts';
import type { TensorNode } from './node.ts';
import { concatenate, place, select, slice } from './pieces.ts';
import { power } from './power.ts';
import { product } from './product.ts';
import { logsumexp, softmax } from './rowFunctions.ts';
import { linear } from './sum.ts';
import { allOperands } from './traverse.ts';

export function substitute(root: TensorNode, replacements: ReadonlyMap<TensorNode, TensorNode>): TensorNode {
  const rebuilt = new Map<TensorNode, TensorNode>(replacements);
  for (const node of allOperands(root))
    if (!rebuilt.has(node))
      rebuilt.set(
        node,
        rebuild(node, operand => rebuilt.get(operand)!),
      );
  return rebuilt.get(root)!;
}

function rebuild(node: TensorNode, of: (operand: TensorNode) => TensorNode): TensorNode {
  switch (node.kind) {
    case 'variable':
    case 'dimension':
      return node;
    case 'product':
      return node.factors.every(factor => of(factor) === factor) ? node : product(node.factors.map(of), node.labels, node.out, node.shape);
    case 'sum':
      return node.terms.every(term => of(term) === term)
        ? node
        : linear(
            node.written.map(k => [node.coefficients[k]!, of(node.terms[k]!)] as const),
            node.shape,
          );
    case 'power':
      return power(of(node.base), node.exponent);
    case 'elementwise':
      return elementwise(node.function, of(node.argument));
    case 'inverse':
      return inverse(of(node.argument));
    case 'determinant':
      return determinant(of(node.argument));
    case 'logDeterminant':
      return logDeterminant(of(node.argument));
    case 'softmax':
      return softmax(of(node.argument));
    case 'logsumexp':
      return logsumexp(of(node.argument));
    case 'matrixFunction':
      return matrixFunction(node.function, of(node.argument));
    case 'frechet':
      return frechet(node.function, of(node.argument), of(node.direction));
    case 'apply':
      return apply(node.name, node.order, of(node.argument), node.shape.slice(0, node.shape.length - node.order * node.argument.shape.length));
    case 'reference':
      return reference(node.name, of(node.definition));
    case 'select':
      return select(of(node.argument), node.positions);
    case 'place':
      return place(of(node.argument), node.positions, node.shape);
    case 'concatenate':
      return concatenate(node.axis, node.parts.map(of));
    case 'slice':
      return slice(of(node.argument), node.axis, node.offset, node.shape[node.axis]!);
  }
}
