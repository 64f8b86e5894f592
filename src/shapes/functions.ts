import { type Dimension, namesOf, one } from '../dimensions/dimension.ts';
import { sideProduct } from '../dimensions/unify.ts';
import { compositionRow, compositions } from '../operations/compositions.ts';
import { type ElementwiseFunction, elementwiseFunctions, elementwiseRows } from '../operations/elementwise.ts';
import { matrixFunctionNames } from '../operations/matrixFunctions.ts';
import { matrixOperationNames, matrixOperationRow, sideRuleOf } from '../operations/matrixOperations.ts';
import { normKindRow, normKinds } from '../operations/norms.ts';
import { words } from '../operations/spelling.ts';
import { calledOperations } from '../operations/tensorOperations.ts';
import type { CallNode } from '../syntax/tree.ts';
import { compositionOf, type TypeCall, writtenOut } from './compositions.ts';
import { type Context, make, resolveShape, textAt } from './context.ts';
import { matrixOperationOf, squareOperand } from './matrixOperations.ts';
import { messages } from './messages.ts';
import { normOf } from './norms.ts';
import { isScalar, matrixShape, rowShape, scalarShape, shapeOfSides, vectorShape } from './shape.ts';
import { sizeOf } from './sizes.ts';
import { tensorOperationOf } from './tensorOperations.ts';
import type { Shape, Typed } from './typed.ts';

interface FunctionRow {
  readonly names: readonly string[];
  /** The least and the greatest number of arguments. */
  readonly arity: readonly [least: number, most: number];
  readonly apply: (context: Context, call: CallNode, args: readonly Typed[]) => Typed | null;
}
/** A function of sizes: `eye(n)`. */
interface SizeFunctionRow {
  readonly names: readonly string[];
  readonly arity: readonly [least: number, most: number];
  readonly shape: (context: Context, sizes: readonly Dimension[]) => Shape;
  readonly op: 'ones' | 'zeros' | 'identity' | 'commutation' | 'lowerHalf';
}

/** Types a call of a built-in function. */
export function typeBuiltin(context: Context, call: CallNode): Typed | null {
  const sizeRow = sizeFunctions.get(call.callee);
  if (sizeRow) return typeSizeFunction(context, call, sizeRow);
  if (call.callee === 'expectation' || call.callee === 'E') {
    context.problems.push(messages.expectation(call.span));
    return null;
  }
  const row = functions.get(call.callee);
  const args = call.arguments.map(argument => context.typeOf(context, argument));
  if (!row) {
    context.problems.push(messages.unsupportedFunction(call.calleeSpan, call.callee, 'write it with products, inverses, traces and elementwise functions'));
    return null;
  }
  if (!hasArity(context, call, row.arity)) return null;
  return args.every(argument => argument !== null) ? row.apply(context, call, args) : null;
}

/** Whether a name is a built-in function of this stage. */
export const isBuiltin = (name: string): boolean => functions.has(name) || sizeFunctions.has(name);

function hasArity(context: Context, call: CallNode, [least, most]: readonly [number, number]): boolean {
  const found = call.arguments.length;
  if (found >= least && found <= most) return true;
  const plural = (count: number): string => `${count} ${count === 1 ? 'argument' : 'arguments'}`;
  const expected = least === most ? plural(least) : most === Number.POSITIVE_INFINITY ? `${plural(least)} or more` : `${least} or ${plural(most)}`;
  context.problems.push(messages.argumentCount(call.span, call.callee, expected, found));
  return false;
}

function typeSizeFunction(context: Context, call: CallNode, row: SizeFunctionRow): Typed | null {
  if (!hasArity(context, call, row.arity)) return null;
  const like = shapeLike(context, call);
  if (like && (row.op === 'ones' || row.op === 'zeros')) return make(context, { op: row.op, args: [], shape: like, span: call.span });
  const sizes: Dimension[] = [];
  for (const argument of call.arguments) {
    const size = sizeOf(argument);
    const isVariable = size && namesOf(size).some(name => context.scope.lookup(name) && !context.scope.isSize(name));
    if (!size || isVariable) {
      context.problems.push(messages.badSize(argument.span, textAt(context, argument.span)));
      return null;
    }
    context.types.set(argument, make(context, { op: 'dimension', dimension: size, shape: scalarShape, span: argument.span }));
    sizes.push(size);
  }
  const shape = row.shape(context, sizes);
  const { span } = call;
  if (row.op === 'commutation') return make(context, { op: 'commutation', m: sizes[0]!, n: sizes[1]!, shape, span });
  if (row.op !== 'lowerHalf') return make(context, { op: row.op, args: [], shape, span });
  return make(context, { op: 'operation', name: 'lowerHalf', args: [make(context, { op: 'ones', args: [], shape, span })], shape, span });
}

/** `ones(X)`, in NumPy ones_like: the shape of a declared name. */
function shapeLike(context: Context, call: CallNode): Shape | null {
  const [argument] = call.arguments;
  const symbol = argument?.kind === 'name' && call.arguments.length === 1 ? context.scope.lookup(argument.name) : undefined;
  if (!symbol || isScalar(symbol.shape)) return null;
  const typed = context.typeOf(context, argument!);
  return typed ? typed.shape : null;
}

const sideOf = (context: Context, size: Dimension) => (size.name === null && size.constant === null ? context.sizes.regroupable(size) : size);

const filled: SizeFunctionRow['shape'] = (context, [rows, columns]) => {
  if (columns === undefined) return vectorShape(sideOf(context, rows!));
  if (columns === one) return rows === one ? scalarShape : vectorShape(sideOf(context, rows!));
  return rows === one ? rowShape(sideOf(context, columns)) : matrixShape(sideOf(context, rows!), sideOf(context, columns));
};

const sizeFunctionRows: readonly SizeFunctionRow[] = [
  { names: ['ones'], arity: [1, 2], op: 'ones', shape: filled },
  { names: ['zeros'], arity: [1, 2], op: 'zeros', shape: filled },
  {
    names: ['eye', 'identity', 'I'],
    arity: [1, 1],
    op: 'identity',
    shape: (context, [size]) => {
      const side = sideOf(context, size!);
      return matrixShape(side, side);
    },
  },
  {
    names: ['lowerhalf'],
    arity: [1, 1],
    op: 'lowerHalf',
    shape: (context, [size]) => {
      const side = sideOf(context, size!);
      return matrixShape(side, side);
    },
  },
  {
    names: ['comm', 'commutation'],
    arity: [2, 2],
    op: 'commutation',
    shape: (_, [m, n]) => shapeOfSides([m!, n!], [n!, m!]),
  },
];

const functionRows: readonly FunctionRow[] = elementwiseFunctions.map(name => ({
  names: [name],
  arity: [1, 1],
  apply: (context, call, [argument]) => elementwise(context, call, name, argument!),
}));

/** Of a square matrix, what the matrix function would have been is said. */
function elementwise(context: Context, call: CallNode, name: ElementwiseFunction, argument: Typed): Typed {
  const counterpart = elementwiseRows[name].matrixCounterpart;
  const { shape } = argument;
  if (counterpart && shape.kind === 'matrix') {
    const { rows, columns } = resolveShape(context, shape);
    if (sideProduct(rows) === sideProduct(columns)) {
      const text = textAt(context, call.arguments[0]!.span);
      const fix = { title: `${counterpart}(${text})`, span: call.calleeSpan, text: counterpart };
      context.problems.push(messages.elementwiseFunction(call.span, name, counterpart, text, fix));
    }
  }
  return make(context, { op: 'elementwise', function: name, args: [argument], shape, span: call.span });
}

const matrixFunctionRows: readonly FunctionRow[] = matrixFunctionNames.map(name => ({
  names: [name],
  arity: [1, 1],
  apply: (context, call, [argument]) =>
    squareOperand(context, call, argument!) &&
    make(context, { op: 'matrixFunction', function: name, args: [argument!], shape: argument!.shape, span: call.span }),
}));

const normRows: readonly FunctionRow[] = normKinds.flatMap(kind =>
  words(normKindRow(kind).function).map(
    (name): FunctionRow => ({
      names: [name],
      arity: [1, 1],
      apply: (context, call, [argument]) => normOf(context, call.span, argument!, kind),
    }),
  ),
);

const operationRows: readonly FunctionRow[] = matrixOperationNames.flatMap(operation => {
  const { name, byAxis } = matrixOperationRow(operation);
  const count = sideRuleOf(operation).operands.length;
  return name === undefined
    ? []
    : [{ names: [name], arity: [count, byAxis ? count + 1 : count], apply: (context, call, args) => matrixOperationOf(context, call, operation, args) }];
});

const tensorOperationRows: readonly FunctionRow[] = calledOperations.map(([called, operation]) => ({
  names: [called.name],
  arity: [1, called.alongAxis ? 2 : 1],
  apply: (context, call, args) =>
    called.ofTwo && isOfTwo(call) ? writtenOut(context, call, called.ofTwo, args, typeCallOf) : tensorOperationOf(context, call, operation, called, args),
}));

const compositionRows: readonly FunctionRow[] = compositions.map(name => {
  const row = compositionRow(name);
  return {
    names: [name],
    arity: [row.arity ?? 1, (row.arity ?? Number.POSITIVE_INFINITY) + (row.alongAxis ? 1 : 0)],
    apply: (context, call, args) =>
      row.ofTwo && isOfTwo(call) ? writtenOut(context, call, row.ofTwo, args, typeCallOf) : compositionOf(context, call, row, args, typeCallOf),
  };
});

const isOfTwo = (call: CallNode): boolean => call.arguments.length === 2 && !call.hasAxis;

/** A call of a function whose arguments are typed already. */
const typeCallOf: TypeCall = (context, name, call, args) => functions.get(name)?.apply(context, call, args) ?? null;

const table = <Row extends { readonly names: readonly string[] }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.flatMap(row => row.names.map(name => [name, row] as const)));

const functions = table([...tensorOperationRows, ...functionRows, ...matrixFunctionRows, ...normRows, ...operationRows, ...compositionRows]);
const sizeFunctions = table(sizeFunctionRows);
