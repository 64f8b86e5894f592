/** The functions of tensors over the reals. */

import { byFunction } from '../operations/elementwise.ts';
import { type MatrixArithmetic, type MatrixFunctionName, matrixFunctionRow } from '../operations/matrixFunctions.ts';
import { isNoValue } from '../operations/tensorOperation.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { isInteger, toNumber } from '../tensors/rational.ts';
import { type Entries, identity, inverse, multiply, rowNorm } from './denseMatrix.ts';
import { DrawAgain, drawAgain, NoDerivative } from './failures.ts';
import { reals } from './field.ts';
import { messages } from './messages.ts';
import { opaqueDerivative, opaqueFunction } from './opaqueFunctions.ts';
import type { Algebra } from './tensorEvaluation.ts';

const functions = byFunction(row => row.real);

export const realAlgebra: Algebra = {
  field: reals,
  constant: value => value,
  size: value => value,
  power: (values, exponent) => {
    const power = toNumber(exponent);
    return values.map(x => finite(!isInteger(exponent) && x < 0 ? Number.NaN : x ** power));
  },
  elementwise: (name, values) => {
    const real = functions[name];
    return values.map(x => finite(real(x)));
  },
  logOfMagnitude: value => finite(Math.log(Math.abs(value))),
  matrixFunction: (node, argument, direction, n) =>
    direction === null ? applyFunction(node.function, argument, n) : frechet(node.function, argument, direction, n),
  matrixFunctionDerivative: (name, order, argument, n) => functionDerivative(name, order, argument, n),
  matrixPower,
  operation: (name, operands) => {
    const value = TENSOR_OPERATIONS[name].value(...operands);
    if (isNoValue(value))
      throw value.reason === 'degenerate' ? new NoDerivative(messages.coincide(TENSOR_OPERATIONS[name].printing.words)) : new DrawAgain('no value');
    value.re.forEach(finite);
    return value.re;
  },
  opaque: (name, order, argument, outputs, seed) => opaqueDerivative(opaqueFunction(seed, name, argument.length, outputs), argument, order),
};

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new DrawAgain('not finite');
  return value;
}

function applyFunction(name: MatrixFunctionName, a: Entries, n: number): Entries {
  const arithmetic: MatrixArithmetic<Entries> = {
    identity: identity(n),
    multiply: (left, right) => multiply(reals, left, right, n, n, n),
    combine: (alpha, left, beta, right) => left.map((value, i) => alpha * value + beta * right[i]!),
    inverse: value => inverse(reals, value, n),
    norm: value => rowNorm(value, n),
    none: drawAgain,
  };
  const result = matrixFunctionRow(name).value(a, arithmetic);
  result.forEach(finite);
  return result;
}

/** The whole power where the exponent is a whole number, else the principal one, exp(k log A). */
function matrixPower(a: Entries, exponent: number, n: number): Entries {
  if (!Number.isSafeInteger(exponent)) {
    const logarithm = applyFunction('logm', a, n);
    return applyFunction(
      'expm',
      logarithm.map(x => exponent * x),
      n,
    );
  }
  let square = exponent < 0 ? inverse(reals, a, n) : a;
  let result = identity(n);
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(reals, result, square, n, n, n);
    square = multiply(reals, square, square, n, n, n);
  }
  result.forEach(finite);
  return result;
}

/** The upper right block of f([A E; 0 A]) (Mathias 1996; Higham, Functions of Matrices, 3.16). */
function frechet(name: MatrixFunctionName, a: Entries, direction: Entries, n: number): Entries {
  const block = new Float64Array(4 * n * n);
  for (let i = 0; i < n; i++) {
    block.set(a.subarray(i * n, (i + 1) * n), i * 2 * n);
    block.set(direction.subarray(i * n, (i + 1) * n), i * 2 * n + n);
    block.set(a.subarray(i * n, (i + 1) * n), (n + i) * 2 * n + n);
  }
  const value = applyFunction(name, block, 2 * n);
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result.set(value.subarray(i * 2 * n + n, (i + 1) * 2 * n), i * n);
  return result;
}

/**
 * All entries of the derivative of an order: for every choice of unit matrices the upper right block of f at the nested
 * block matrix whose doubling k holds Eₖ (Higham and Relton, SIMAX 2014, theorem 3.5). It does not depend on their order, so
 * one order of every choice is evaluated.
 */
function functionDerivative(name: MatrixFunctionName, order: number, a: Entries, n: number): Entries {
  const count = (n * n) ** order;
  const result = new Float64Array(n * n * count);
  for (let choice = 0; choice < count; choice++) {
    const units = Array.from({ length: order }, (_, slot) => Math.floor(choice / (n * n) ** (order - 1 - slot)) % (n * n));
    const sorted = units.toSorted((a, b) => a - b).reduce((index, unit) => index * n * n + unit, 0);
    if (sorted < choice) {
      for (let entry = 0; entry < n * n; entry++) result[entry * count + choice] = result[entry * count + sorted]!;
      continue;
    }
    let block = a;
    let size = n;
    for (const unit of units) {
      block = doubled(block, size, n, unit);
      size *= 2;
    }
    const value = applyFunction(name, block, size);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[(i * n + j) * count + choice] = value[i * size + size - n + j]!;
  }
  return result;
}

/** [B D; 0 B] with D block diagonal, the unit matrix in every n×n block. */
function doubled(block: Entries, size: number, n: number, unit: number): Entries {
  const twice = 2 * size;
  const result = new Float64Array(twice * twice);
  for (let i = 0; i < size; i++) {
    result.set(block.subarray(i * size, (i + 1) * size), i * twice);
    result.set(block.subarray(i * size, (i + 1) * size), (size + i) * twice + size);
  }
  const [row, column] = [Math.floor(unit / n), unit % n];
  for (let start = 0; start < size; start += n) result[(start + row) * twice + size + start + column] = 1;
  return result;
}
