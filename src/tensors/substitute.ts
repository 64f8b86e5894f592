/** Replaces nodes inside a tensor: `e` by `y − Φθ`, a variable by one with other facts. Everything above is built again, in normal form. */

import { elementwise } from './elementwise.ts';
import { apply } from './leaves.ts';
import { frechet, matrixFunction, matrixFunctionDerivative, matrixOperation, matrixPower } from './matrix.ts';
import { operandsOf, type TensorNode } from './node.ts';
import { operation } from './operation.ts';
import { concatenate, place, select, slice } from './pieces.ts';
import { power } from './power.ts';
import { product } from './product.ts';
import { linear } from './sum.ts';
import { allOperands } from './traverse.ts';

/** @param replacements of the same shape as what they replace */
export function substitute(root: TensorNode, replacements: ReadonlyMap<TensorNode, TensorNode>): TensorNode {
  const results = new Map<TensorNode, TensorNode>();
  const of = (node: TensorNode): TensorNode => results.get(node)!;
  for (const node of allOperands(root)) {
    const unchanged = operandsOf(node).every(operand => of(operand) === operand);
    results.set(node, replacements.get(node) ?? (unchanged ? node : rebuild(node, of)));
  }
  return of(root);
}

function rebuild(node: TensorNode, of: (operand: TensorNode) => TensorNode): TensorNode {
  switch (node.kind) {
    case 'variable':
    case 'dimension':
      return node;
    case 'product':
      return product(node.factors.map(of), node.labels, node.out, node.shape);
    case 'sum':
      return linear(
        node.written.map(k => [node.coefficients[k]!, of(node.terms[k]!)] as const),
        node.shape,
      );
    case 'power':
      return power(of(node.base), node.exponent);
    case 'elementwise':
      return elementwise(node.function, of(node.argument));
    case 'matrixOperation':
      return matrixOperation(node.name, of(node.argument));
    case 'matrixFunction':
      return matrixFunction(node.function, of(node.argument));
    case 'matrixPower':
      return matrixPower(of(node.argument), of(node.exponent));
    case 'frechet':
      return frechet(node.function, of(node.argument), of(node.direction));
    case 'matrixFunctionDerivative':
      return matrixFunctionDerivative(node.function, node.order, of(node.argument));
    case 'operation':
      return operation(node.name, node.operands.map(of));
    case 'apply':
      return apply(node.name, node.order, of(node.argument), node.shape.slice(0, node.shape.length - node.order * node.argument.shape.length));
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
