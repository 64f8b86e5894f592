/** The constructor of the operations on whole tensors, and tensors as the algebra in which their derivatives are written. */

import { type Dimension, isSmaller } from '../dimensions/dimension.ts';
import { tensorNodeRow } from '../operations/matrixOperations.ts';
import type { RefusedDerivative, TensorAlgebra } from '../operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { elementwise } from './elementwise.ts';
import { wholeNumberOf } from './facts.ts';
import { intern } from './intern.ts';
import { identity, isScalarOne, number, numberOf, ones, scalarOne } from './leaves.ts';
import { inverse } from './matrix.ts';
import { type MatrixOperationNode, type OperationNode, operandsOf, type TensorNode } from './node.ts';
import { power } from './power.ts';
import { product } from './product.ts';
import * as Q from './rational.ts';
import { type DerivativeLabels, derivativeLabels, leadingAxes } from './subscripts.ts';
import { linear } from './sum.ts';

/**
 * The value of an operation. What needs a symmetric matrix is given one.
 * @throws RangeError where the operands do not have the axes of the operation
 */
export function operation(name: OperationName, operands: readonly TensorNode[]): TensorNode {
  if (name === 'scalarPower') return scalarPower(operands[0]!, operands[1]!);
  // it depends on the size alone
  return made(name, name === 'lowerHalf' ? [ones(operands[0]!.shape)] : operands);
}

/** base^exponent of two scalars. With a number for an exponent it is a power; a whole one goes into products and powers. */
export function scalarPower(base: TensorNode, exponent: TensorNode): TensorNode {
  const value = numberOf(exponent);
  if (value) return power(base, value);
  if (isScalarOne(base)) return base;
  if (wholeNumberOf(exponent)) {
    const times = (factor: TensorNode): TensorNode => product([exponent, factor], [[], []], []);
    if (base.kind === 'power' && Q.isInteger(base.exponent)) return scalarPower(base.base, times(number(base.exponent)));
    if (base.kind === 'product' && base.out.length === 0 && base.factors.every(factor => factor.shape.length === 0))
      return product(
        base.factors.map(factor => scalarPower(factor, exponent)),
        base.factors.map(() => []),
        [],
      );
  }
  return made('scalarPower', [base, exponent]);
}

function made(name: OperationName, operands: readonly TensorNode[]): TensorNode {
  const shape = shapeOf(name, operands);
  return intern(`o|${name}|${operands.map(operand => operand.id).join(',')}`, { kind: 'operation', name, operands, shape });
}

/** A node whose derivative stands in a row of src/operations. */
export type RowNode = OperationNode | MatrixOperationNode;

type Term = readonly [coefficient: Q.Rational, node: TensorNode];

/** The contributions of an adjoint, axes (seed…, node…), to that of an operand, axes (seed…, operand…); or why there are none. */
export function pulledBack(node: RowNode, position: number, adjoint: TensorNode, seedAxes: number): readonly Term[] | RefusedDerivative {
  const { shape } = operandsOf(node)[position]!;
  return mapped(node, position, seedAxes, (coefficient, factors, { slots, value, operand }) => {
    const seed = seedLabels(seedAxes);
    const out = seedAxes === 0 ? operand : [...seed, ...operand];
    const sizes = seedAxes === 0 ? shape : [...adjoint.shape.slice(0, seedAxes), ...shape];
    return [coefficient, product([adjoint, ...factors], [seedAxes === 0 ? value : [...seed, ...value], ...slots], out, sizes)];
  });
}

/** How the node moves where an operand moves by `direction`, or why there is no derivative. */
export const pushedForward = (node: RowNode, position: number, direction: TensorNode): readonly Term[] | RefusedDerivative =>
  mapped(node, position, 0, (coefficient, factors, { slots, value, operand }) => [
    coefficient,
    product([...factors, direction], [...slots, operand], value, node.shape),
  ]);

function mapped(
  node: RowNode,
  position: number,
  firstLabel: number,
  term: (coefficient: Q.Rational, factors: readonly TensorNode[], labels: DerivativeLabels) => Term,
): readonly Term[] | RefusedDerivative {
  const row = node.kind === 'operation' ? TENSOR_OPERATIONS[node.name] : tensorNodeRow(node.name);
  const derivative = row.derivatives[position]!;
  if (typeof derivative !== 'function') return derivative;
  return derivative(tensorAlgebra, node, ...operandsOf(node)).map(({ coefficient, subscripts, factors }) =>
    term(Q.rational(coefficient), factors, derivativeLabels(subscripts, leadingAxes(subscripts, factors[0]!.shape.length), firstLabel)),
  );
}

const seedLabels = (count: number): number[] => {
  const labels: number[] = [];
  for (let label = 0; label < count; label++) labels.push(label);
  return labels;
};

/** The axes of the value. */
function shapeOf(name: OperationName, operands: readonly TensorNode[]): readonly Dimension[] {
  const [before, after] = TENSOR_OPERATIONS[name].axes.split('->') as [string, string];
  const sizes = new Map<string, Dimension>();
  let leading: readonly Dimension[] = [];
  for (const [k, axes] of before.split(',').entries()) {
    const { shape } = operands[k]!;
    const own = axes.replace('*', '');
    const kept = shape.length - own.length;
    if (kept < 0 || (kept > 0 && !axes.startsWith('*'))) throw new RangeError(`${name} of ${shape.length} axes`);
    leading = shape.slice(0, kept);
    for (const [axis, letter] of [...own].entries()) sizes.set(letter, shape[kept + axis]!);
  }
  // where it is not known which side is smaller, the matrix is read as one that is not wide
  if (after.includes('k')) sizes.set('k', isSmaller(sizes.get('m')!, sizes.get('n')!) ? sizes.get('m')! : sizes.get('n')!);
  return [...(after.startsWith('*') ? leading : []), ...[...after.replace('*', '')].map(letter => sizes.get(letter)!)];
}

const tensorAlgebra: TensorAlgebra<TensorNode> = {
  apply: (name, ...operands) => operation(name as OperationName, operands),
  contract,
  term: (coefficient, subscripts, ...factors) => ({ coefficient, subscripts, factors }),
  sum: (...terms) => {
    const shape = terms.find(([, term]) => term.shape.length > 0)?.[1].shape ?? [];
    return linear(
      terms.map(([coefficient, term]) => [Q.rational(coefficient), term] as const),
      shape,
    );
  },
  inverse: matrix => inverse(matrix),
  log: scalar => elementwise('log', scalar),
  identityLike: matrix => identity([matrix.shape[0]!]),
  one: () => scalarOne(),
};

function contract(subscripts: string, ...factors: readonly TensorNode[]): TensorNode {
  const [before, after] = subscripts.split('->') as [string, string];
  const labelOf = new Map<string, number>();
  const label = (letter: string): number => {
    const known = labelOf.get(letter) ?? labelOf.size;
    labelOf.set(letter, known);
    return known;
  };
  const slots = before.split(',');
  const leading = slots[0]!.startsWith('*') ? factors[0]!.shape.length - slots[0]!.length + 1 : 0;
  const spelled = (axes: string): number[] =>
    [...axes].flatMap(letter => (letter === '*' ? Array.from({ length: leading }, (_, k) => label(`*${k}`)) : [label(letter)]));
  return product(factors, slots.map(spelled), spelled(after));
}
