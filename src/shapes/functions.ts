import { type Dimension, namesOf, one } from '../dimensions/dimension.ts';
import { sideProduct } from '../dimensions/unify.ts';
import { compositionRow, compositions } from '../operations/compositions.ts';
import { type ElementwiseFunction, elementwiseFunctions, elementwiseRows } from '../operations/elementwise.ts';
import { matrixFunctionNames } from '../operations/matrixFunctions.ts';
import { matrixOperationNames, matrixOperationRow, sideRuleOf } from '../operations/matrixOperations.ts';
import { calledOperations } from '../operations/tensorOperations.ts';
import type { CallNode } from '../syntax/tree.ts';
import { stackOf } from './blocks.ts';
import { wrongShape } from './callArguments.ts';
import { compositionOf, type TypeCall } from './compositions.ts';
import { type Context, make, operandAt, resolveShape, textAt } from './context.ts';
import { matrixOperationOf, squareOperand } from './matrixOperations.ts';
import { type Fix, messages } from './messages.ts';
import { normOf } from './norms.ts';
import { inverseOf, type Operands, solve } from './operators.ts';
import { extremeOf, meanOf, sumOf } from './reductions.ts';
import { replaceWhole } from './rewrite.ts';
import { isScalar, matrixShape, rowShape, scalarShape, shapeOfSides, transposed, vectorShape } from './shape.ts';
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

const operandsOfCall = (call: CallNode, [left, right]: readonly Typed[]): Operands => ({
  left: left!,
  right: right!,
  leftTree: call.arguments[0]!,
  rightTree: call.arguments[1]!,
  span: call.span,
});

export const transposeOf = (context: Context, operand: Typed, span: CallNode['span']): Typed | null => {
  if (operand.shape.kind === 'tensor') {
    context.problems.push(messages.tensorOperation(span, 'a transpose', operandAt(context, operand.span, operand.shape)));
    return null;
  }
  if (isScalar(operand.shape)) context.unusual++;
  return make(context, { op: 'transpose', args: [operand], shape: transposed(operand.shape), span });
};

const structuralRows: readonly FunctionRow[] = [
  { names: ['transpose'], arity: [1, 1], apply: (context, call, [argument]) => transposeOf(context, argument!, call.span) },
  {
    names: ['inv', 'inverse'],
    arity: [1, 1],
    apply: (context, call, [argument]) => inverseOf(context, argument!, call.span, 'an inverse', inverseFixes(context, call)),
  },
  { names: ['diag'], arity: [1, 1], apply: diagOf },
  { names: ['sum'], arity: [1, 2], apply: sumOf },
  { names: ['mean'], arity: [1, 2], apply: meanOf },
  { names: ['solve'], arity: [2, 2], apply: (context, call, args) => solve(context, operandsOfCall(call, args)) },
  { names: ['max', 'maximum'], arity: [1, 2], apply: (context, call, args) => extremeOf(context, call, args, 'max') },
  { names: ['min', 'minimum'], arity: [1, 2], apply: (context, call, args) => extremeOf(context, call, args, 'min') },
  {
    names: ['hcat', 'hstack'],
    arity: [1, Number.POSITIVE_INFINITY],
    apply: (context, call, args) => stackOf(context, call.span, [call.arguments.map((tree, i) => ({ tree, typed: args[i]! }))]),
  },
  {
    names: ['vcat', 'vstack'],
    arity: [1, Number.POSITIVE_INFINITY],
    apply: (context, call, args) =>
      stackOf(
        context,
        call.span,
        call.arguments.map((tree, i) => [{ tree, typed: args[i]! }]),
      ),
  },
  { names: ['norm'], arity: [1, 1], apply: (context, call, [argument]) => normOf(context, call.span, argument!, 'default') },
  { names: ['norm1'], arity: [1, 1], apply: (context, call, [argument]) => normOf(context, call.span, argument!, '1') },
  { names: ['norm2'], arity: [1, 1], apply: (context, call, [argument]) => normOf(context, call.span, argument!, '2') },
  { names: ['normF'], arity: [1, 1], apply: (context, call, [argument]) => normOf(context, call.span, argument!, 'F') },
];

/** A call that is one operation of the rows; the three that are more have a rule of their own above. */
const operationRows: readonly FunctionRow[] = matrixOperationNames
  .filter(operation => operation !== 'sum' && operation !== 'diag')
  .map(operation => {
    const { name } = matrixOperationRow(operation);
    const count = sideRuleOf(operation).operands.length;
    return { names: [name], arity: [count, count], apply: (context, call, args) => matrixOperationOf(context, call, operation, args) };
  });

const tensorOperationRows: readonly FunctionRow[] = calledOperations.map(([called, operation]) => ({
  names: [called.name],
  arity: [1, called.alongAxis ? 2 : 1],
  apply: (context, call, args) => tensorOperationOf(context, call, operation, called, args),
}));

const compositionRows: readonly FunctionRow[] = compositions.map(name => {
  const { arity } = compositionRow(name);
  return { names: [name], arity: [arity, arity], apply: (context, call, args) => compositionOf(context, call, name, args, typeCallOf) };
});

/** A call of a function whose arguments are typed already. */
const typeCallOf: TypeCall = (context, call, args) => functions.get(call.callee)?.apply(context, call, args) ?? null;

const table = <Row extends { readonly names: readonly string[] }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.flatMap(row => row.names.map(name => [name, row] as const)));

/** What stands further down wins: `max` has a rule of its own. */
const functions = table([...tensorOperationRows, ...functionRows, ...matrixFunctionRows, ...structuralRows, ...operationRows, ...compositionRows]);
const sizeFunctions = table(sizeFunctionRows);

function inverseFixes(context: Context, call: CallNode): readonly Fix[] {
  const text = textAt(context, call.arguments[0]!.span);
  return [replaceWhole(call.span, `pinv(${text})`), replaceWhole(call.span, `(${text}) .^ (-1)`)];
}

/** Of a vector the diagonal matrix, of a matrix its diagonal. */
function diagOf(context: Context, call: CallNode, [argument]: readonly Typed[]): Typed | null {
  const { shape } = argument!;
  if (shape.kind === 'matrix') return matrixOperationOf(context, call, 'diagonal', [argument!]);
  if (shape.kind !== 'vector' && shape.kind !== 'row') return wrongShape(context, call, argument!, 'a vector or a square matrix');
  const column = shape.kind === 'vector' ? argument! : make(context, { op: 'transpose', args: [argument!], shape: transposed(shape), span: argument!.span });
  return matrixOperationOf(context, call, 'diag', [column]);
}
