/** A small notation for typed trees: `multiply(A, x)` finds the shape of its result. */

import { constantDimension, type Dimension, namedDimension, one } from '../../src/dimensions/dimension.ts';
import type { ElementwiseFunction } from '../../src/operations/elementwise.ts';
import type { IndexSymbol, MatrixFunction, Shape, Typed, TypedSymbol } from '../../src/shapes/typed.ts';
import type { Property, Span } from '../../src/syntax/tree.ts';

const span: Span = { start: 0, end: 0 };

export const size = (name: string): Dimension => (/^\d+$/.test(name) ? constantDimension(Number(name)) : namedDimension(name));

export function shapeOf(rows: readonly Dimension[], columns: readonly Dimension[] = []): Shape {
  const kind = rows.length > 2 ? 'tensor' : rows.length === 0 ? (columns.length === 0 ? 'scalar' : 'row') : columns.length === 0 ? 'vector' : 'matrix';
  return { kind, rows, columns };
}
const scalarShape = shapeOf([]);

/** `symbol('A', 'm n')`: a matrix; `symbol('T', 'm n p')`: a tensor. */
export function symbol(name: string, sizes = '', properties: readonly Property[] = []): TypedSymbol {
  const axes = sizes.split(' ').filter(Boolean).map(size);
  const shape = axes.length === 2 ? shapeOf([axes[0]!], [axes[1]!]) : axes.length > 2 ? { kind: 'tensor' as const, rows: axes, columns: [] } : shapeOf(axes);
  return { name, written: name, shape, properties: new Set(properties), definition: null, domain: null, origin: 'declared', span };
}
export const named = (name: string, definition: Typed): TypedSymbol => ({
  name,
  written: name,
  shape: definition.shape,
  properties: new Set(),
  definition,
  domain: null,
  origin: 'defined',
  span,
});
export const opaque = (name: string, domain: readonly Shape[], shape: Shape): TypedSymbol => ({
  name,
  written: name,
  shape,
  properties: new Set(),
  definition: null,
  domain,
  origin: 'function',
  span,
});

export const variable = (of: TypedSymbol): Typed => ({ op: 'variable', symbol: of, shape: of.shape, span });
export const reference = (of: TypedSymbol): Typed => ({ op: 'reference', symbol: of, shape: of.shape, span });
export const number = (value: number): Typed => ({ op: 'number', text: String(value), value, shape: scalarShape, span });
export const dimension = (name: string): Typed => ({ op: 'dimension', dimension: size(name), shape: scalarShape, span });

export const identity = (n: string): Typed => ({ op: 'identity', args: [], shape: shapeOf([size(n)], [size(n)]), span });
export const zeros = (m: string, n: string): Typed => ({ op: 'zeros', args: [], shape: shapeOf([size(m)], [size(n)]), span });
export const ones = (n: string): Typed => ({ op: 'ones', args: [], shape: shapeOf([size(n)]), span });
export const commutation = (m: string, n: string): Typed => ({
  op: 'commutation',
  m: size(m),
  n: size(n),
  shape: { kind: 'matrix', rows: [size(m), size(n)], columns: [size(n), size(m)] },
  span,
});

const same =
  (op: 'add' | 'subtract' | 'hadamard' | 'hadamardDivide' | 'elementwisePower') =>
  (a: Typed, b: Typed): Typed => ({ op, args: [a, b], shape: a.shape.kind === 'scalar' ? b.shape : a.shape, span });
export const add = same('add');
export const subtract = same('subtract');
export const hadamard = same('hadamard');
export const hadamardDivide = same('hadamardDivide');
export const elementwisePower = same('elementwisePower');
export const negate = (a: Typed): Typed => ({ op: 'negate', args: [a], shape: a.shape, span });
export const divide = (a: Typed, b: Typed): Typed => ({ op: 'divide', args: [a, b], shape: a.shape, span });
export const broadcast = (a: Typed, shape: Shape): Typed => ({ op: 'broadcast', args: [a], shape, span });

export function multiply(a: Typed, b: Typed): Typed {
  const shape = a.shape.kind === 'scalar' ? b.shape : b.shape.kind === 'scalar' ? a.shape : shapeOf(a.shape.rows, b.shape.columns);
  return { op: 'multiply', args: [a, b], shape, span };
}
export const product = (first: Typed, ...rest: readonly Typed[]): Typed => rest.reduce(multiply, first);
export const kronecker = (a: Typed, b: Typed): Typed => {
  const shape: Shape = {
    kind: a.shape.columns.length > 0 ? 'matrix' : 'vector',
    rows: [...a.shape.rows, ...b.shape.rows],
    columns: [...a.shape.columns, ...b.shape.columns],
  };
  return { op: 'kronecker', args: [a, b], shape, span };
};
export const transpose = (a: Typed): Typed => ({ op: 'transpose', args: [a], shape: shapeOf(a.shape.columns, a.shape.rows), span });
export const matrixPower = (a: Typed, exponent: number): Typed => ({ op: 'matrixPower', args: [a], exponent, shape: a.shape, span });
const toSame =
  (op: 'inverse' | 'adjugate') =>
  (a: Typed): Typed => ({ op, args: [a], shape: a.shape, span });
export const inverse = toSame('inverse');
export const adjugate = toSame('adjugate');
export const pseudoInverse = (a: Typed): Typed => ({ op: 'pseudoInverse', args: [a], shape: shapeOf(a.shape.columns, a.shape.rows), span });
const toScalar =
  (op: 'trace' | 'determinant' | 'logDeterminant' | 'sum') =>
  (a: Typed): Typed => ({ op, args: [a], shape: scalarShape, span });
export const trace = toScalar('trace');
export const determinant = toScalar('determinant');
export const logDeterminant = toScalar('logDeterminant');
export const sum = toScalar('sum');
export const diag = (a: Typed): Typed => ({ op: 'diag', args: [a], shape: shapeOf(a.shape.rows, a.shape.rows), span });
export const diagonal = (a: Typed): Typed => ({ op: 'diagonal', args: [a], shape: shapeOf(a.shape.rows), span });
export const vec = (a: Typed): Typed => ({ op: 'vec', args: [a], shape: { kind: 'vector', rows: [...a.shape.columns, ...a.shape.rows], columns: [] }, span });
export const columnSums = (a: Typed): Typed => ({ op: 'columnSums', args: [a], shape: shapeOf(a.shape.columns), span });
export const rowSums = (a: Typed): Typed => ({ op: 'rowSums', args: [a], shape: shapeOf(a.shape.rows), span });
export const symbolicMatrixPower = (base: Typed, exponent: Typed): Typed => ({ op: 'symbolicMatrixPower', args: [base, exponent], shape: base.shape, span });
export const norm = (a: Typed, kind: Extract<Typed, { op: 'norm' }>['norm']): Typed => ({ op: 'norm', args: [a], norm: kind, shape: scalarShape, span });
export const elementwise = (name: ElementwiseFunction, a: Typed): Typed => ({ op: 'elementwise', function: name, args: [a], shape: a.shape, span });
export const matrixFunction = (name: MatrixFunction, a: Typed): Typed => ({ op: 'matrixFunction', function: name, args: [a], shape: a.shape, span });
export const rowFunction = (name: 'softmax' | 'logsumexp' | 'softmaxrows' | 'logsumexprows', a: Typed): Typed => {
  const shape = name.startsWith('softmax') ? a.shape : name === 'logsumexp' ? scalarShape : shapeOf(a.shape.rows);
  return { op: 'operation', name: name.startsWith('softmax') ? 'softmax' : 'logsumexp', args: [a], shape, span };
};

export const index = (name: string, over: string): IndexSymbol => ({ name, size: size(over) });
export function entry(a: Typed, ...indices: readonly (number | IndexSymbol | null)[]): Typed {
  const axes = [...a.shape.rows, ...a.shape.columns].filter((_, axis) => indices[axis] === null);
  return { op: 'entry', args: [a], indices, shape: axes.length === 2 ? shapeOf([axes[0]!], [axes[1]!]) : shapeOf(axes), span };
}
export const sumOver = (over: IndexSymbol, body: Typed): Typed => ({ op: 'sumOver', index: over, args: [body], shape: body.shape, span });
export const fromEntries = (indices: readonly IndexSymbol[], body: Typed): Typed => {
  const sizes = indices.map(each => each.size);
  return { op: 'fromEntries', indices, args: [body], shape: sizes.length === 2 ? shapeOf([sizes[0]!], [sizes[1]!]) : shapeOf(sizes), span };
};
export const stack = (rows: readonly (readonly Typed[])[], shape: Shape): Typed => ({
  op: 'stack',
  args: rows.flat(),
  rows: rows.length,
  columns: rows[0]!.length,
  shape,
  span,
});
export const apply = (f: TypedSymbol, ...args: readonly Typed[]): Typed => ({ op: 'apply', function: f, args, shape: f.shape, span });

export { one };
