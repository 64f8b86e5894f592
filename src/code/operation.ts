/**
 * The array program: operations on dense arrays as a graph without a language. Equal operations are one object, so that
 * a generated function computes nothing twice. Every printer reads the same graph; shapes stand in it, because some
 * languages know columns where others know vectors.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { one } from '../dimensions/dimension.ts';
import type { ElementwiseName } from '../operations/elementwise.ts';
import type { MatrixFunctionName } from '../operations/matrixFunctions.ts';
import type { NodeOperation } from '../operations/matrixOperations.ts';
import type { Decomposition } from '../operations/tensorOperation.ts';
import type { OperationName } from '../operations/tensorOperations.ts';
import { isOne, type Rational } from '../tensors/rational.ts';

/** null: an axis of length 1 that repeats beside an axis of any length. */
export type Axis = Dimension | null;

export type Leaf =
  | { readonly kind: 'variable'; readonly name: string }
  /** Given by the caller; `order` counts its derivatives. */
  | { readonly kind: 'function'; readonly name: string; readonly order: number };

type Unary = 'negate' | 'trace' | 'diagonal' | 'diagonalMatrix' | 'copy';
/** Entry by entry; the operands have as many axes, or one of them none. */
export type Binary = 'add' | 'subtract' | 'multiply' | 'divide';

export type OperationKind =
  | Leaf
  | { readonly kind: 'number'; readonly value: Rational }
  /** π, or a decimal that is no short rational. */
  | { readonly kind: 'real'; readonly value: number }
  /** A size as a number. */
  | { readonly kind: 'size'; readonly dimension: Dimension }
  | { readonly kind: 'zeros' | 'ones' }
  /** n×n */
  | { readonly kind: 'identity' }
  | { readonly kind: Unary; readonly operands: readonly [Operation] }
  /** By its row in src/operations. */
  | { readonly kind: 'matrixOperation'; readonly name: NodeOperation; readonly operands: readonly [Operation] }
  | { readonly kind: Binary; readonly operands: readonly [Operation, Operation] }
  /** Entry by entry, with a positive constant exponent. */
  | { readonly kind: 'power'; readonly operands: readonly [Operation]; readonly exponent: Rational }
  | { readonly kind: 'elementwise'; readonly function: ElementwiseName; readonly operands: readonly [Operation] }
  /** The operand's axes in this order. */
  | { readonly kind: 'permute'; readonly operands: readonly [Operation]; readonly order: readonly number[] }
  /** Axes of length 1 where this is false; the operand's axes in their order where it is true. */
  | { readonly kind: 'expand'; readonly operands: readonly [Operation]; readonly present: readonly boolean[] }
  /** Over the last axis of the left and the first of the right; both have one or two axes. */
  | { readonly kind: 'matmul'; readonly operands: readonly [Operation, Operation] }
  /** Of two vectors. */
  | { readonly kind: 'outer'; readonly operands: readonly [Operation, Operation] }
  /** The sum of the products of the entries of two arrays of one shape. */
  | { readonly kind: 'inner'; readonly operands: readonly [Operation, Operation] }
  /** Σ over the labels that are not in `out`, of one operand or two. A label that an operand repeats runs over its diagonal; `out` repeats none and has none that no operand has. */
  | { readonly kind: 'contract'; readonly operands: readonly Operation[]; readonly labels: readonly (readonly number[])[]; readonly out: readonly number[] }
  /**
   * Zeros, and the operand's entries where the positions of every label that `out` repeats agree. `labels` are the operand's, all different,
   * all of those that `out` has once before any that it repeats; along the others of `out` the entries do not change.
   */
  | { readonly kind: 'spread'; readonly operands: readonly [Operation]; readonly labels: readonly number[]; readonly out: readonly number[] }
  /** A⁻¹ b, A⁻¹ B. */
  | { readonly kind: 'solve'; readonly operands: readonly [Operation, Operation] }
  /** Over these axes, ascending. */
  | { readonly kind: 'sum'; readonly operands: readonly [Operation]; readonly axes: readonly number[] }
  | { readonly kind: 'matrixFunction'; readonly function: MatrixFunctionName; readonly operands: readonly [Operation] }
  | { readonly kind: 'matrixPower'; readonly operands: readonly [Operation, Operation] }
  | { readonly kind: 'frechet'; readonly function: MatrixFunctionName; readonly operands: readonly [Operation, Operation] }
  | { readonly kind: 'matrixFunctionDerivative'; readonly function: MatrixFunctionName; readonly order: number; readonly operands: readonly [Operation] }
  /** Several arrays at once, of which a tensor operation takes one. */
  | { readonly kind: 'decomposition'; readonly name: Decomposition; readonly operands: readonly [Operation] }
  /** By its row in src/operations; its operand may be a decomposition. */
  | { readonly kind: 'tensorOperation'; readonly name: OperationName; readonly operands: readonly Operation[] }
  /** The first operand is a function. */
  | { readonly kind: 'call'; readonly operands: readonly [Operation, Operation] }
  | { readonly kind: 'select'; readonly operands: readonly [Operation]; readonly positions: readonly (number | null)[] }
  | { readonly kind: 'place'; readonly operands: readonly [Operation]; readonly positions: readonly (number | null)[] }
  | { readonly kind: 'slice'; readonly operands: readonly [Operation]; readonly axis: number; readonly offset: Dimension }
  | { readonly kind: 'concatenate'; readonly operands: readonly Operation[]; readonly axis: number }
  /** The last axis fastest. */
  | { readonly kind: 'reshape'; readonly operands: readonly [Operation] };

export type Operation = OperationKind & {
  readonly id: number;
  readonly shape: readonly Axis[];
  /** May share memory with an argument. */
  readonly view: boolean;
  /** Costs nothing to write again. */
  readonly trivial: boolean;
};
export type OperationOf<Kind extends Operation['kind']> = Extract<Operation, { readonly kind: Kind }>;

export const operandsOf = (operation: Operation): readonly Operation[] => ('operands' in operation ? operation.operands : []);

export type Builder = ReturnType<typeof operationBuilder>;

/** Builds the operations of one program. */
export function operationBuilder() {
  const table = new Map<string, Operation>();
  const make = (of: OperationKind, shape: readonly Axis[], flags: { readonly view?: boolean; readonly trivial?: boolean } = {}): Operation => {
    const { view = false, trivial = false } = flags;
    const key = keyOf(of, shape);
    const known = table.get(key);
    if (known) return known;
    const made = { ...of, id: table.size, shape, view, trivial } as Operation;
    table.set(key, made);
    return made;
  };
  const unary = (kind: Unary, operand: Operation, shape: readonly Axis[], flags = {}): Operation => make({ kind, operands: [operand] }, shape, flags);
  const binary =
    (kind: Binary) =>
    (left: Operation, right: Operation): Operation =>
      make({ kind, operands: [left, right] }, broadcastShape(left.shape, right.shape));
  const permute = (operand: Operation, order: readonly number[]): Operation => {
    if (order.every((axis, k) => axis === k)) return operand;
    if (operand.kind === 'permute')
      return permute(
        operand.operands[0],
        order.map(axis => operand.order[axis]!),
      );
    const shape = order.map(axis => operand.shape[axis]!);
    return make({ kind: 'permute', operands: [operand], order }, shape, operand);
  };

  return {
    variable: (name: string, shape: readonly Dimension[]): Operation => make({ kind: 'variable', name }, shape, { view: true, trivial: true }),
    /** @param shape of what it returns */
    opaqueFunction: (name: string, order: number, shape: readonly Dimension[]): Operation => make({ kind: 'function', name, order }, shape, { trivial: true }),
    number: (value: Rational): Operation => make({ kind: 'number', value }, [], { trivial: true }),
    real: (value: number): Operation => make({ kind: 'real', value }, [], { trivial: true }),
    size: (dimension: Dimension): Operation => make({ kind: 'size', dimension }, [], { trivial: true }),
    zeros: (shape: readonly Dimension[]): Operation => make({ kind: 'zeros' }, shape, { trivial: shape.length === 0 }),
    ones: (shape: readonly Dimension[]): Operation => make({ kind: 'ones' }, shape),
    identity: (size: Dimension): Operation => make({ kind: 'identity' }, [size, size]),
    negate: (operand: Operation): Operation => unary('negate', operand, operand.shape, { trivial: operand.trivial }),
    copy: (operand: Operation): Operation => unary('copy', operand, operand.shape),
    matrixOperation: (name: NodeOperation, operand: Operation, shape: readonly Dimension[]): Operation =>
      make({ kind: 'matrixOperation', name, operands: [operand] }, shape),
    trace: (operand: Operation): Operation => unary('trace', operand, []),
    diagonal: (operand: Operation): Operation => unary('diagonal', operand, operand.shape.slice(0, 1), { view: true }),
    diagonalMatrix: (operand: Operation): Operation => unary('diagonalMatrix', operand, [operand.shape[0]!, operand.shape[0]!]),
    add: binary('add'),
    subtract: binary('subtract'),
    multiply: binary('multiply'),
    divide: binary('divide'),
    power: (operand: Operation, exponent: Rational): Operation =>
      isOne(exponent) ? operand : make({ kind: 'power', operands: [operand], exponent }, operand.shape),
    elementwise: (name: ElementwiseName, operand: Operation): Operation => make({ kind: 'elementwise', function: name, operands: [operand] }, operand.shape),
    permute,
    transpose: (operand: Operation): Operation => permute(operand, [1, 0]),
    expand: (operand: Operation, present: readonly boolean[]): Operation => {
      if (present.every(Boolean) || operand.shape.length === 0) return operand;
      let axis = 0;
      const shape = present.map(there => (there ? operand.shape[axis++]! : null));
      return make({ kind: 'expand', operands: [operand], present }, shape, operand);
    },
    matmul: (left: Operation, right: Operation): Operation =>
      make({ kind: 'matmul', operands: [left, right] }, [...left.shape.slice(0, -1), ...right.shape.slice(1)]),
    outer: (left: Operation, right: Operation): Operation => make({ kind: 'outer', operands: [left, right] }, [left.shape[0]!, right.shape[0]!]),
    inner: (left: Operation, right: Operation): Operation => make({ kind: 'inner', operands: [left, right] }, []),
    contract: (operands: readonly Operation[], labels: readonly (readonly number[])[], out: readonly number[]): Operation => {
      const sizes = new Map(labels.flatMap((own, k) => own.map((label, axis) => [label, operands[k]!.shape[axis]!] as const)));
      const view = operands.length === 1 && operands[0]!.view && labels[0]!.every(label => out.includes(label));
      return make(
        { kind: 'contract', operands, labels, out },
        out.map(label => sizes.get(label)!),
        { view },
      );
    },
    spread: (operand: Operation, labels: readonly number[], out: readonly number[], shape: readonly Dimension[]): Operation =>
      make({ kind: 'spread', operands: [operand], labels, out }, shape),
    solve: (matrix: Operation, right: Operation): Operation => make({ kind: 'solve', operands: [matrix, right] }, right.shape),
    sum: (operand: Operation, axes: readonly number[]): Operation =>
      make(
        { kind: 'sum', operands: [operand], axes },
        operand.shape.filter((_, axis) => !axes.includes(axis)),
      ),
    matrixFunction: (name: MatrixFunctionName, operand: Operation): Operation =>
      make({ kind: 'matrixFunction', function: name, operands: [operand] }, operand.shape),
    matrixPower: (operand: Operation, exponent: Operation): Operation => make({ kind: 'matrixPower', operands: [operand, exponent] }, operand.shape),
    frechet: (name: MatrixFunctionName, operand: Operation, direction: Operation): Operation =>
      make({ kind: 'frechet', function: name, operands: [operand, direction] }, operand.shape),
    matrixFunctionDerivative: (name: MatrixFunctionName, order: number, operand: Operation): Operation =>
      make({ kind: 'matrixFunctionDerivative', function: name, order, operands: [operand] }, Array.from({ length: order + 1 }, () => operand.shape).flat()),
    decomposition: (name: Decomposition, operand: Operation): Operation => make({ kind: 'decomposition', name, operands: [operand] }, []),
    tensorOperation: (name: OperationName, operands: readonly Operation[], shape: readonly Dimension[]): Operation =>
      make({ kind: 'tensorOperation', name, operands }, shape),
    call: (called: Operation, argument: Operation): Operation => make({ kind: 'call', operands: [called, argument] }, called.shape),
    select: (operand: Operation, positions: readonly (number | null)[]): Operation =>
      make(
        { kind: 'select', operands: [operand], positions },
        operand.shape.filter((_, axis) => positions[axis] === null),
        { view: operand.view },
      ),
    place: (operand: Operation, positions: readonly (number | null)[], shape: readonly Dimension[]): Operation =>
      make({ kind: 'place', operands: [operand], positions }, shape),
    slice: (operand: Operation, axis: number, offset: Dimension, length: Dimension): Operation =>
      make(
        { kind: 'slice', operands: [operand], axis, offset },
        operand.shape.map((size, k) => (k === axis ? length : size)),
        { view: operand.view },
      ),
    concatenate: (operands: readonly Operation[], axis: number, shape: readonly Dimension[]): Operation => make({ kind: 'concatenate', operands, axis }, shape),
    reshape: (operand: Operation, shape: readonly Dimension[]): Operation => make({ kind: 'reshape', operands: [operand] }, shape, { view: operand.view }),
  };
}

/** What the operation is, up to its operands' identities. */
function keyOf(of: OperationKind, shape: readonly Axis[]): string {
  const parts: string[] = [of.kind, shape.map(size => size?.key ?? '·').join()];
  for (const [name, value] of Object.entries(of)) {
    if (name === 'kind') continue;
    if (name === 'operands') parts.push((value as readonly Operation[]).map(operand => operand.id).join());
    else if (typeof value === 'object' && value !== null && 'key' in value) parts.push((value as Dimension).key);
    else parts.push(JSON.stringify(value));
  }
  return parts.join('|');
}

function broadcastShape(left: readonly Axis[], right: readonly Axis[]): readonly Axis[] {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  return left.map((size, axis) => size ?? right[axis]!);
}

/** The operations under these, operands first, each once. */
export function reachable(roots: readonly Operation[]): readonly Operation[] {
  const seen = new Set<Operation>();
  const order: Operation[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [{ operation: root, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const operand = operandsOf(top.operation)[top.next++];
      if (operand === undefined) {
        order.push(top.operation);
        stack.pop();
      } else if (!seen.has(operand)) {
        seen.add(operand);
        stack.push({ operation: operand, next: 0 });
      }
    }
  }
  return order;
}

/** The sizes that code for the operation has to write out. */
export function sizesWritten(operation: Operation): readonly Dimension[] {
  switch (operation.kind) {
    case 'size':
      return [operation.dimension];
    case 'zeros':
    case 'ones':
    case 'place':
    case 'spread':
    case 'reshape':
      return operation.shape.map(size => size ?? one);
    case 'identity':
      return [operation.shape[0]!];
    case 'slice':
      return [operation.offset, operation.shape[operation.axis]!];
    default:
      return [];
  }
}

/** Whether the operation is a number that no array is part of: languages with array libraries compute it without them. */
export function isPlainNumber(operation: Operation): boolean {
  switch (operation.kind) {
    case 'number':
    case 'real':
    case 'size':
      return true;
    case 'zeros':
      return operation.shape.length === 0;
    case 'negate':
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
      return operation.shape.length === 0 && operation.operands.every(isPlainNumber);
    default:
      return false;
  }
}
