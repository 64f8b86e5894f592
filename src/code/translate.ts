/** Every kind of tensor as operations. The walk is iterative and visits each node of the graph once. */

import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { TensorNode } from '../tensors/node.ts';
import { operandsOf } from '../tensors/node.ts';
import { isInteger, multiply, negate, ONE, type Rational } from '../tensors/rational.ts';
import { gathered } from './commonFactors.ts';
import { scaled } from './operand.ts';
import type { Builder, Operation } from './operation.ts';
import { productValue } from './product.ts';
import { type ArrayValue, simpleValue } from './value.ts';

export interface Translation {
  readonly roots: readonly Operation[];
  /** Operations that the user has named. */
  readonly names: ReadonlyMap<Operation, string>;
}

/** @param named tensors that have a name in the document */
export function translate(roots: readonly TensorNode[], named: ReadonlyMap<TensorNode, string>, build: Builder): Translation {
  const order = operandsFirst(roots);
  const uses = new Map<TensorNode, number>();
  for (const node of order) for (const operand of operandsOf(node)) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  const names = new Map<Operation, string>();
  const values = new Map<TensorNode, ArrayValue>();
  for (const node of order) {
    const operands = operandsOf(node).map(operand => values.get(operand)!);
    const value = arrayOf(node, operands, build);
    const name = named.get(node);
    if (name !== undefined && !value.code.trivial && !names.has(value.code)) names.set(value.code, name);
    // what several users share is computed once and taken as it stands
    const shared = (uses.get(node) ?? 0) > 1;
    values.set(node, shared && !isFree(node) ? simpleValue(value.code, build) : value);
  }
  return { roots: roots.map(root => values.get(root)!.code), names };
}

/** Constants and names, which stay what they are for every user. */
const isFree = (node: TensorNode): boolean => node.kind === 'variable' || node.kind === 'dimension' || (node.kind === 'product' && node.factors.length === 0);

function operandsFirst(roots: readonly TensorNode[]): readonly TensorNode[] {
  const seen = new Set<TensorNode>();
  const order: TensorNode[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [{ node: root, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const operand = operandsOf(top.node)[top.next++];
      if (operand === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (!seen.has(operand)) {
        seen.add(operand);
        stack.push({ node: operand, next: 0 });
      }
    }
  }
  return order;
}

function arrayOf(node: TensorNode, operands: readonly ArrayValue[], build: Builder): ArrayValue {
  const simple = (code: Operation, more?: Partial<ArrayValue>): ArrayValue => simpleValue(code, build, more);
  const first = operands[0]!;
  switch (node.kind) {
    case 'variable':
      return simple(node.value === null ? build.variable(node.name, node.shape) : build.real(node.value));
    case 'dimension':
      return simple(build.size(node.dimension));
    case 'product':
      return productValue(node, operands, build);
    case 'sum':
      return sumValue(node, operands, build);
    case 'power':
      return powerValue(first, node.exponent, build);
    case 'elementwise':
      return simple(build.elementwise(node.function, first.code));
    case 'matrixOperation': {
      const inverseOf = node.name === 'inverse' ? { code: first.code, transposed: first.transposed } : null;
      return simple(build.matrixOperation(node.name, first.code, node.shape), { inverseOf });
    }
    case 'matrixFunction':
      return simple(build.matrixFunction(node.function, first.code));
    case 'matrixPower':
      return simple(build.matrixPower(first.code, operands[1]!.code));
    case 'frechet':
      return simple(build.frechet(node.function, first.code, operands[1]!.code));
    case 'matrixFunctionDerivative':
      return simple(build.matrixFunctionDerivative(node.function, node.order, first.code));
    case 'operation': {
      const { decomposition } = TENSOR_OPERATIONS[node.name].printing;
      const codes = operands.map(operand => operand.code);
      return simple(build.tensorOperation(node.name, decomposition ? [build.decomposition(decomposition, codes[0]!)] : codes, node.shape));
    }
    case 'apply':
      return simple(build.call(build.opaqueFunction(node.name, node.order, node.shape), first.code));
    case 'select':
      return simple(build.select(first.code, node.positions));
    case 'place':
      return simple(build.place(first.code, node.positions, node.shape));
    case 'concatenate':
      return simple(
        build.concatenate(
          operands.map(operand => operand.code),
          node.axis,
          node.shape,
        ),
      );
    case 'slice':
      return simple(build.slice(first.code, node.axis, node.offset, node.shape[node.axis]!));
  }
}

function powerValue(base: ArrayValue, exponent: Rational, build: Builder): ArrayValue {
  if (exponent.numerator < 0) {
    const below = build.power(base.code, negate(exponent));
    const transposed = base.transposed && build.power(base.transposed, negate(exponent));
    return simpleValue(build.divide(build.number(ONE), below), build, {
      scaled: coefficient => scaled(coefficient, { above: [], below: [below] }, null, build),
      reciprocalOf: { code: below, transposed },
    });
  }
  const square = exponent.numerator === 2 && isInteger(exponent);
  return simpleValue(build.power(base.code, exponent), build, { squareOf: square ? base.code : null });
}

function sumValue({ coefficients, written, shape }: Extract<TensorNode, { kind: 'sum' }>, terms: readonly ArrayValue[], build: Builder): ArrayValue {
  if (terms.length === 0) return simpleValue(build.zeros(shape), build);
  if (terms.length === 1) {
    const code = terms[0]!.scaled(coefficients[0]!);
    return simpleValue(code, build, { scaled: outer => terms[0]!.scaled(multiply(outer, coefficients[0]!)) });
  }
  const order = isPermutation(written, terms.length) ? written : terms.map((_, k) => k);
  const full = terms.map((term, k) => term.broadcast !== null && axesCoveredByOthers(terms, k));
  const rendered = order.map(k => {
    const coefficient = coefficients[k]!;
    const negative = coefficient.numerator < 0 && k !== order[0];
    const own = negative ? negate(coefficient) : coefficient;
    return { negative, code: full[k] ? terms[k]!.broadcast!(own) : terms[k]!.scaled(own) };
  });
  const code = gathered(rendered, build).reduce<Operation | null>((total, term) => {
    if (!total) return term.negative ? build.negate(term.code) : term.code;
    return term.negative ? build.subtract(total, term.code) : build.add(total, term.code);
  }, null);
  return simpleValue(code!, build);
}

const isPermutation = (order: readonly number[], length: number): boolean =>
  order.length === length && new Set(order).size === length && order.every(k => k >= 0 && k < length);

/** Some other term has its full length on every axis that this one lacks. */
const axesCoveredByOthers = (terms: readonly ArrayValue[], k: number): boolean =>
  terms[k]!.covers.every((covered, axis) => covered || terms.some((other, j) => j !== k && other.covers[axis]));
