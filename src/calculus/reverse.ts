/**
 * The reverse sweep: the derivative of any tensor by any tensor through adjoints (Laue, Mitterreiter and Giesen, NeurIPS
 * 2018). The adjoint of a node n has the axes (seed…, n…). Cost: linear in the DAG while factor lists are bounded.
 */

import { addDimensions, constantDimension, type Dimension } from '../dimensions/dimension.ts';
import type { MatrixFunctionName } from '../operations/matrixFunctions.ts';
import { apply, identity, isZero, zero } from '../tensors/leaves.ts';
import { frechet, matrixFunction, matrixFunctionDerivative, transpose } from '../tensors/matrix.ts';
import { type MatrixPowerNode, operandsOf, type ProductNode, type SumNode, type TensorNode } from '../tensors/node.ts';
import { pulledBack } from '../tensors/operation.ts';
import { pad, place, select, slice } from '../tensors/pieces.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { SmallMap } from '../tensors/smallMap.ts';
import { linear, scale } from '../tensors/sum.ts';
import { type Dependence, dependenceOn } from './dependence.ts';
import { ELEMENTWISE_DERIVATIVES } from './elementwiseDerivatives.ts';
import { MATRIX_FUNCTION_DERIVATIVES, matrixPowerDerivative } from './matrixFunctionDerivatives.ts';
import { matrixPowerRefusal, operationRefusal } from './refusal.ts';

type Contribution = (operand: TensorNode, adjoint: TensorNode) => void;

/** ∂root/∂leaf with the axes (root…, leaf…). */
export const derivativeByReverse = (root: TensorNode, leaf: TensorNode): TensorNode => pullback(root, leaf, identity(root.shape), root.shape.length);

/**
 * The adjoint of `leaf` for a given adjoint of `root`: `seed` has the axes (seed…, root…), the result (seed…, leaf…).
 * @throws Refusal where a node has no rule
 */
export function pullback(root: TensorNode, leaf: TensorNode, seed: TensorNode, seedAxes: number): TensorNode {
  const seedShape = seed.shape.slice(0, seedAxes);
  const pending = new SmallMap<TensorNode, (readonly [Q.Rational, TensorNode])[]>();
  const dependent = dependenceOn(root, leaf);
  const { order } = dependent;
  if (order[order.length - 1] !== root) return zero([...seedShape, ...leaf.shape]);
  pending.set(root, [[Q.ONE, seed]]);
  const contribute: Contribution = (operand, contribution) => {
    if (!dependent.has(operand) || isZero(contribution)) return;
    const before = pending.get(operand);
    if (before) before.push([Q.ONE, contribution]);
    else pending.set(operand, [[Q.ONE, contribution]]);
  };
  for (let k = order.length - 1; k >= 0; k--) {
    const node = order[k]!;
    if (node === leaf) continue;
    const adjoint = collected(pending.get(node), seedShape, node);
    if (!isZero(adjoint)) propagate(node, adjoint, seedAxes, dependent, contribute);
  }
  return collected(pending.get(leaf), seedShape, leaf);
}

/** The sum of the contributions to the adjoint of a node. */
function collected(terms: readonly (readonly [Q.Rational, TensorNode])[] | undefined, seedShape: readonly Dimension[], node: TensorNode): TensorNode {
  return linear(terms ?? [], seedShape.length === 0 ? node.shape : [...seedShape, ...node.shape]);
}

function range(from: number, count: number): number[] {
  const numbers = new Array<number>(count);
  for (let k = 0; k < count; k++) numbers[k] = from + k;
  return numbers;
}

function propagate(node: TensorNode, adjoint: TensorNode, seedAxes: number, dependent: Dependence, contribute: Contribution): void {
  if (node.kind === 'product') propagateProduct(node, adjoint, seedAxes, dependent, contribute);
  else if (node.kind === 'sum') for (const k of node.written) contribute(node.terms[k]!, scale(node.coefficients[k]!, adjoint));
  else propagateFunction(node, adjoint, seedAxes, dependent, contribute);
}

function propagateFunction(
  node: Exclude<TensorNode, ProductNode | SumNode>,
  adjoint: TensorNode,
  seedAxes: number,
  dependent: Dependence,
  contribute: Contribution,
): void {
  const seed = range(0, seedAxes);
  const own = range(seedAxes, node.shape.length);
  const next = seedAxes + node.shape.length;
  switch (node.kind) {
    case 'power': {
      const lowered = scale(node.exponent, power(node.base, Q.add(node.exponent, Q.MINUS_ONE)));
      contribute(node.base, product([adjoint, lowered], [[...seed, ...own], own], [...seed, ...own], adjoint.shape));
      return;
    }
    case 'elementwise': {
      const local = ELEMENTWISE_DERIVATIVES[node.function](node.argument, node);
      contribute(node.argument, product([adjoint, local], [[...seed, ...own], own], [...seed, ...own], adjoint.shape));
      return;
    }
    case 'matrixFunction':
      contribute(node.argument, matrixFunctionAdjoint(node.function, node.argument, adjoint, seedAxes));
      return;
    case 'matrixPower':
      propagateMatrixPower(node, adjoint, seedAxes, dependent, contribute);
      return;
    case 'matrixOperation':
    case 'operation': {
      const operands = operandsOf(node);
      for (let k = 0; k < operands.length; k++) {
        if (!dependent.has(operands[k]!)) continue;
        const contributions = pulledBack(node, k, adjoint, seedAxes);
        if ('refused' in contributions) throw operationRefusal(node, contributions);
        for (const [coefficient, contribution] of contributions) contribute(operands[k]!, scale(coefficient, contribution));
      }
      return;
    }
    case 'apply': {
      const argumentAxes = range(next, node.argument.shape.length);
      const resultShape = node.shape.slice(0, node.shape.length - node.order * node.argument.shape.length);
      const local = apply(node.name, node.order + 1, node.argument, resultShape);
      contribute(
        node.argument,
        product(
          [adjoint, local],
          [
            [...seed, ...own],
            [...own, ...argumentAxes],
          ],
          [...seed, ...argumentAxes],
        ),
      );
      return;
    }
    case 'select':
      contribute(node.argument, place(adjoint, [...seed.map(() => null), ...node.positions], [...adjoint.shape.slice(0, seedAxes), ...node.argument.shape]));
      return;
    case 'place':
      contribute(node.argument, select(adjoint, [...seed.map(() => null), ...node.positions]));
      return;
    case 'concatenate': {
      let offset = constantDimension(0);
      for (const part of node.parts) {
        contribute(part, slice(adjoint, seedAxes + node.axis, offset, part.shape[node.axis]!));
        offset = addDimensions(offset, part.shape[node.axis]!);
      }
      return;
    }
    case 'slice':
      contribute(node.argument, pad(adjoint, seedAxes + node.axis, node.offset, node.argument.shape[node.axis]!));
      return;
    case 'matrixFunctionDerivative': {
      const next2 = [next, next + 1];
      const local = matrixFunctionDerivative(node.function, node.order + 1, node.argument);
      contribute(
        node.argument,
        product(
          [adjoint, local],
          [
            [...seed, ...own],
            [...own, ...next2],
          ],
          [...seed, ...next2],
        ),
      );
      return;
    }
    case 'frechet': {
      // linear in the direction, and in the argument the second derivative
      const [k, l, p, q] = range(next, 4) as [number, number, number, number];
      const first = matrixFunctionDerivative(node.function, 1, node.argument);
      const second = matrixFunctionDerivative(node.function, 2, node.argument);
      contribute(
        node.direction,
        product(
          [adjoint, first],
          [
            [...seed, ...own],
            [...own, k, l],
          ],
          [...seed, k, l],
        ),
      );
      contribute(
        node.argument,
        product(
          [adjoint, second, node.direction],
          [
            [...seed, ...own],
            [...own, k, l, p, q],
            [k, l],
          ],
          [...seed, p, q],
        ),
      );
      return;
    }
    case 'variable':
    case 'dimension':
      return;
  }
}

/** The adjoint of factor k: everything else, contracted over what k does not have. Repeated labels do the deltas. */
function propagateProduct(node: ProductNode, adjoint: TensorNode, seedAxes: number, dependent: Dependence, contribute: Contribution): void {
  const seed = range(0, seedAxes);
  const shifted = (own: readonly number[]): number[] => own.map(label => label + seedAxes);
  const labels = seedAxes === 0 ? node.labels : node.labels.map(shifted);
  const out = seedAxes === 0 ? node.out : [...seed, ...shifted(node.out)];
  for (let k = 0; k < node.factors.length; k++) {
    if (!dependent.has(node.factors[k]!)) continue;
    // the adjoint stands in front of those before it
    const factors = new Array<TensorNode>(node.factors.length);
    const slots = new Array<readonly number[]>(node.factors.length);
    factors[0] = adjoint;
    slots[0] = out;
    for (let other = 0; other < node.factors.length; other++) {
      if (other === k) continue;
      const at = other < k ? other + 1 : other;
      factors[at] = node.factors[other]!;
      slots[at] = labels[other]!;
    }
    const own = labels[k]!;
    const shape = node.factors[k]!.shape;
    contribute(
      node.factors[k]!,
      seedAxes === 0 ? product(factors, slots, own, shape) : product(factors, slots, [...seed, ...own], [...adjoint.shape.slice(0, seedAxes), ...shape]),
    );
  }
}

/**
 * tr f(X) has the gradient f′(X)ᵀ. For another scalar the adjoint of the Fréchet derivative at A is the Fréchet
 * derivative at Aᵀ.
 */
function matrixFunctionAdjoint(name: MatrixFunctionName, argument: TensorNode, adjoint: TensorNode, seedAxes: number): TensorNode {
  if (seedAxes > 0) {
    const seed = range(0, seedAxes);
    const [i, j, k, l] = range(seedAxes, 4) as [number, number, number, number];
    return product(
      [adjoint, matrixFunctionDerivative(name, 1, argument)],
      [
        [...seed, i, j],
        [i, j, k, l],
      ],
      [...seed, k, l],
    );
  }
  const delta = identity([argument.shape[0]!]);
  const multiple = scalarMultipleOf(adjoint, delta);
  if (multiple) {
    const local = transpose(MATRIX_FUNCTION_DERIVATIVES[name](argument));
    return product([multiple, local], [[], [0, 1]], [0, 1]);
  }
  return frechet(name, transpose(argument), adjoint);
}

/**
 * d tr(A^k) = k tr(A^(k−1) dA) + tr(A^k log A) dk. Under anything but a trace dA and A do not commute, and d(A^k) is the sum
 * Σ_r A^r dA A^(k−1−r), whose number of terms is no number.
 * @throws Refusal
 */
function propagateMatrixPower(node: MatrixPowerNode, adjoint: TensorNode, seedAxes: number, dependent: Dependence, contribute: Contribution): void {
  const { argument, exponent } = node;
  if (dependent.has(argument)) {
    const multiple = seedAxes === 0 ? scalarMultipleOf(adjoint, identity([argument.shape[0]!])) : null;
    if (!multiple) throw matrixPowerRefusal();
    contribute(argument, product([multiple, transpose(matrixPowerDerivative(argument, exponent))], [[], [0, 1]], [0, 1]));
  }
  if (dependent.has(exponent)) {
    const seed = range(0, seedAxes);
    const [i, j, k] = range(seedAxes, 3) as [number, number, number];
    contribute(
      exponent,
      product(
        [adjoint, matrixFunction('logm', argument), node],
        [
          [...seed, i, j],
          [i, k],
          [k, j],
        ],
        seed,
      ),
    );
  }
}

/** The scalar c where the matrix `node` = c · other, or null. `other` is the identity. */
function scalarMultipleOf(node: TensorNode, other: TensorNode): TensorNode | null {
  if (node === other) return product([], [], []);
  if (node.kind === 'sum' && node.terms.length === 1) {
    const inner = scalarMultipleOf(node.terms[0]!, other);
    return inner && scale(node.coefficients[0]!, inner);
  }
  if (node.kind === 'product' && node.factors.every(factor => factor.shape.length === 0) && node.out[0] === node.out[1])
    return product(
      node.factors,
      node.factors.map(() => []),
      [],
    );
  return null;
}
