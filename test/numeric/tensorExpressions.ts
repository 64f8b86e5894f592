/** A small notation for tensors: `einsum('ij,j->i', A, x)`. Nothing is simplified, so that evaluation is tested and not the constructors. */

import { type Dimension, one } from '../../src/dimensions/dimension.ts';
import type { ElementwiseName } from '../../src/operations/elementwise.ts';
import type { MatrixFunctionName } from '../../src/operations/matrixFunctions.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { rational } from '../../src/tensors/rational.ts';
import { size } from './typedExpressions.ts';

let created = 0;
const node = <T extends object>(fields: T): T & Pick<TensorNode, 'id' | 'depth' | 'holdsPieces'> => ({ id: created++, depth: 1, holdsPieces: true, ...fields });

export const shaped = (sizes: string): Dimension[] => sizes.split(' ').filter(Boolean).map(size);

export const variable = (name: string, sizes = '', facts: readonly string[] = []): TensorNode =>
  node({ kind: 'variable' as const, name, shape: shaped(sizes), facts: new Set(facts), value: null });
export const constant = (value: number): TensorNode => node({ kind: 'variable' as const, name: String(value), shape: [], facts: new Set<string>(), value });
export const dimension = (name: string): TensorNode => node({ kind: 'dimension' as const, shape: [], dimension: size(name) });

/** Letters of the output that no factor has take their sizes from `extra`, such as `{ i: 'n' }`. */
export function einsum(labels: string, ...rest: readonly (TensorNode | Readonly<Record<string, string>>)[]): TensorNode {
  const factors = rest.filter((each): each is TensorNode => 'kind' in each);
  const extra = Object.assign({}, ...rest.filter(each => !('kind' in each))) as Readonly<Record<string, string>>;
  const [inputs, output] = labels.split('->') as [string, string];
  const lists = inputs === '' && factors.length === 0 ? [] : inputs.split(',');
  const letters = [...new Set(labels.replace(/[^a-z]/g, ''))];
  const sizes = letters.map(letter => {
    for (const [k, list] of lists.entries()) if (list.includes(letter)) return factors[k]!.shape[list.indexOf(letter)]!;
    return size(extra[letter]!);
  });
  const numbers = (list: string): number[] => [...list].map(letter => letters.indexOf(letter));
  return node({
    kind: 'product' as const,
    factors,
    labels: lists.map(numbers),
    out: numbers(output),
    sizes,
    shape: [...output].map(letter => sizes[letters.indexOf(letter)]!),
  });
}

/** `combination([1, A], [-2, B])`; a coefficient may be a quotient `[1, 2]`. */
export function combination(...terms: readonly (readonly [number | readonly [number, number], TensorNode])[]): TensorNode {
  const coefficients = terms.map(([coefficient]) => (typeof coefficient === 'number' ? rational(coefficient) : rational(...coefficient)));
  return node({ kind: 'sum' as const, coefficients, terms: terms.map(([, term]) => term), written: terms.map((_, i) => i), shape: terms[0]?.[1].shape ?? [] });
}
export const zero = (sizes = ''): TensorNode => node({ kind: 'sum' as const, coefficients: [], terms: [], written: [], shape: shaped(sizes) });
export const power = (base: TensorNode, numerator: number, denominator = 1): TensorNode =>
  node({ kind: 'power' as const, base, exponent: rational(numerator, denominator), shape: base.shape });
export const elementwise = (name: ElementwiseName, argument: TensorNode): TensorNode =>
  node({ kind: 'elementwise' as const, function: name, argument, shape: argument.shape });
export const inverse = (argument: TensorNode): TensorNode => node({ kind: 'matrixOperation' as const, name: 'inverse', argument, shape: argument.shape });
export const determinant = (argument: TensorNode): TensorNode => node({ kind: 'matrixOperation' as const, name: 'determinant', argument, shape: [] });
export const logDeterminant = (argument: TensorNode): TensorNode => node({ kind: 'matrixOperation' as const, name: 'logDeterminant', argument, shape: [] });
export const softmax = (argument: TensorNode): TensorNode => node({ kind: 'operation' as const, name: 'softmax', operands: [argument], shape: argument.shape });
export const logsumexp = (argument: TensorNode): TensorNode =>
  node({ kind: 'operation' as const, name: 'logsumexp', operands: [argument], shape: argument.shape.slice(0, -1) });
export const matrixFunction = (name: MatrixFunctionName, argument: TensorNode): TensorNode =>
  node({ kind: 'matrixFunction' as const, function: name, argument, shape: argument.shape });
export const matrixPower = (argument: TensorNode, exponent: TensorNode): TensorNode =>
  node({ kind: 'matrixPower' as const, argument, exponent, shape: argument.shape });
export const frechet = (name: MatrixFunctionName, argument: TensorNode, direction: TensorNode): TensorNode =>
  node({ kind: 'frechet' as const, function: name, argument, direction, shape: argument.shape });
export const apply = (name: string, order: number, argument: TensorNode, result: string): TensorNode =>
  node({ kind: 'apply' as const, name, order, argument, shape: [...shaped(result), ...Array.from({ length: order }, () => argument.shape).flat()] });
export const select = (argument: TensorNode, ...positions: readonly (number | null)[]): TensorNode =>
  node({ kind: 'select' as const, argument, positions, shape: argument.shape.filter((_, axis) => positions[axis] === null) });
export const place = (argument: TensorNode, sizes: string, ...positions: readonly (number | null)[]): TensorNode =>
  node({ kind: 'place' as const, argument, positions, shape: shaped(sizes) });
export const concatenate = (axis: number, length: string, ...parts: readonly TensorNode[]): TensorNode =>
  node({ kind: 'concatenate' as const, axis, parts, shape: parts[0]!.shape.with(axis, size(length)) });
export const slice = (argument: TensorNode, axis: number, offset: string, length: string): TensorNode =>
  node({ kind: 'slice' as const, argument, axis, offset: size(offset), shape: argument.shape.with(axis, size(length)) });

export { one };
