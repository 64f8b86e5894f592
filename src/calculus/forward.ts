/**
 * The forward sweep: the differential of a node for a given differential of a leaf. With the leaf's differential 1 it is
 * the derivative by a scalar; with a symbol dX it is the differential of Magnus and Neudecker.
 */

import { apply, isZero, zero } from '../tensors/leaves.ts';
import { frechet, matrixFunction, matrixFunctionDerivative, matrixProduct } from '../tensors/matrix.ts';
import { type MatrixPowerNode, operandsOf, type ProductNode, type TensorNode } from '../tensors/node.ts';
import { pushedForward } from '../tensors/operation.ts';
import { concatenate, place, select, slice } from '../tensors/pieces.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { add, linear, scale } from '../tensors/sum.ts';
import { dependenceOn } from './dependence.ts';
import { ELEMENTWISE_DERIVATIVES } from './elementwiseDerivatives.ts';
import { MATRIX_FUNCTION_DERIVATIVES, matrixPowerDerivative } from './matrixFunctionDerivatives.ts';
import { matrixPowerRefusal, operationRefusal } from './refusal.ts';

/**
 * d(root) where d(leaf) = `seed`, of leaf's shape; every other leaf is constant. The result has root's shape.
 */
export function pushforward(root: TensorNode, leaf: TensorNode, seed: TensorNode): TensorNode {
  const differentials = new Map<TensorNode, TensorNode>([[leaf, seed]]);
  // a power has no differential of its own where it does not commute with its argument's; its trace has one without it
  const withoutDifferential = new Set<TensorNode>();
  const of = (node: TensorNode): TensorNode => {
    if (withoutDifferential.has(node)) throw matrixPowerRefusal();
    return differentials.get(node) ?? zero(node.shape);
  };
  for (const node of dependenceOn(root, leaf).order) {
    if (node === leaf) continue;
    if (node.kind === 'matrixPower' && !commutes(node.argument, of(node.argument))) {
      withoutDifferential.add(node);
      continue;
    }
    differentials.set(node, differentialOf(node, of));
  }
  return of(root);
}

/** ∂root/∂leaf for a scalar leaf; root's shape. */
export const derivativeByForward = (root: TensorNode, leaf: TensorNode): TensorNode => pushforward(root, leaf, product([], [], []));

function differentialOf(node: TensorNode, of: (operand: TensorNode) => TensorNode): TensorNode {
  const axes = node.shape.map((_, axis) => axis);
  const hadamard = (a: TensorNode, b: TensorNode): TensorNode => product([a, b], [axes, axes], axes, node.shape);
  switch (node.kind) {
    case 'product': {
      const traced = tracedPower(node);
      if (traced) return differentialOfTrace(traced, of);
      return linear(
        node.factors.map((factor, k) => {
          const replaced = node.factors.slice();
          replaced[k] = of(factor);
          return [Q.ONE, product(replaced, node.labels, node.out, node.shape)] as const;
        }),
        node.shape,
      );
    }
    case 'sum':
      return linear(
        node.written.map(k => [node.coefficients[k]!, of(node.terms[k]!)] as const),
        node.shape,
      );
    case 'power':
      return hadamard(scale(node.exponent, power(node.base, Q.add(node.exponent, Q.MINUS_ONE))), of(node.base));
    case 'elementwise':
      return hadamard(ELEMENTWISE_DERIVATIVES[node.function](node.argument, node), of(node.argument));
    case 'matrixFunction': {
      const direction = of(node.argument);
      const commuting = commutes(node.argument, direction);
      if (commuting) return matrixProduct(direction, MATRIX_FUNCTION_DERIVATIVES[node.function](node.argument));
      return frechet(node.function, node.argument, direction);
    }
    case 'matrixPower': {
      const [direction, moved] = [of(node.argument), of(node.exponent)];
      const byExponent = product([moved, matrixFunction('logm', node.argument), node], [[], [0, 2], [2, 1]], [0, 1]);
      return add(matrixProduct(direction, matrixPowerDerivative(node.argument, node.exponent)), byExponent);
    }
    case 'matrixOperation':
    case 'operation': {
      const terms: (readonly [coefficient: Q.Rational, node: TensorNode])[] = [];
      for (const [k, operand] of operandsOf(node).entries()) {
        const direction = of(operand);
        if (isZero(direction)) continue;
        const moved = pushedForward(node, k, direction);
        if ('refused' in moved) throw operationRefusal(node, moved);
        terms.push(...moved);
      }
      return linear(terms, node.shape);
    }
    case 'apply': {
      const resultShape = node.shape.slice(0, node.shape.length - node.order * node.argument.shape.length);
      const argumentAxes = node.argument.shape.map((_, axis) => axes.length + axis);
      return product(
        [apply(node.name, node.order + 1, node.argument, resultShape), of(node.argument)],
        [[...axes, ...argumentAxes], argumentAxes],
        axes,
        node.shape,
      );
    }
    case 'select':
      return select(of(node.argument), node.positions);
    case 'place':
      return place(of(node.argument), node.positions, node.shape);
    case 'concatenate':
      return concatenate(node.axis, node.parts.map(of));
    case 'slice':
      return slice(of(node.argument), node.axis, node.offset, node.shape[node.axis]!);
    case 'matrixFunctionDerivative': {
      const next = [axes.length, axes.length + 1];
      return product([matrixFunctionDerivative(node.function, node.order + 1, node.argument), of(node.argument)], [[...axes, ...next], next], axes);
    }
    case 'frechet': {
      const second = matrixFunctionDerivative(node.function, 2, node.argument);
      const moved = product(
        [second, node.direction, of(node.argument)],
        [
          [0, 1, 2, 3, 4, 5],
          [2, 3],
          [4, 5],
        ],
        [0, 1],
      );
      return add(frechet(node.function, node.argument, of(node.direction)), moved);
    }
    case 'variable':
    case 'dimension':
      return zero(node.shape);
  }
}

/** A^k where the product is its trace, which beside other factors is a scalar of its own. */
function tracedPower({ factors, labels, out }: ProductNode): MatrixPowerNode | null {
  const [factor] = factors;
  const [row, column] = labels[0] ?? [];
  return factors.length === 1 && factor?.kind === 'matrixPower' && row === column && out.length === 0 ? factor : null;
}

/** d tr(A^k) = k tr(A^(k−1) dA) + tr(A^k log A) dk. */
function differentialOfTrace(node: MatrixPowerNode, of: (operand: TensorNode) => TensorNode): TensorNode {
  const traceOf = (left: TensorNode, right: TensorNode): TensorNode =>
    product(
      [left, right],
      [
        [0, 1],
        [1, 0],
      ],
      [],
    );
  const byExponent = product([traceOf(matrixFunction('logm', node.argument), node), of(node.exponent)], [[], []], []);
  return add(traceOf(matrixPowerDerivative(node.argument, node.exponent), of(node.argument)), byExponent);
}

/** Whether A and dA are multiples of one matrix: then f(A) moves by dA f′(A). */
function commutes(argument: TensorNode, direction: TensorNode): boolean {
  return isZero(direction) || withoutScalars(argument) === withoutScalars(direction);
}

function withoutScalars(node: TensorNode): TensorNode {
  if (node.kind === 'sum') return node.terms.length === 1 ? withoutScalars(node.terms[0]!) : node;
  if (node.kind !== 'product') return node;
  const kept = node.factors.map((factor, k) => ({ factor, labels: node.labels[k]! })).filter(({ factor }) => factor.shape.length > 0);
  return product(
    kept.map(({ factor }) => factor),
    kept.map(({ labels }) => labels),
    node.out,
    node.shape,
  );
}
