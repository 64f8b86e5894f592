/**
 * The typed tree becomes a tensor. Surface rows and columns become axes in that order; every operation becomes products,
 * sums, powers and the few functions of the tensor language, and nothing else knows how.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { definedFunctions, definedRow, type ElementwiseFunction, elementwiseNames } from '../operations/elementwise.ts';
import { type MatrixOperation, matrixOperationRow, sideRuleOf } from '../operations/matrixOperations.ts';
import { normRow } from '../operations/norms.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { IndexSymbol, Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { elementwise } from '../tensors/elementwise.ts';
import { tensorAlgebra } from '../tensors/entrywiseAlgebra.ts';
import { kroneckerFactors } from '../tensors/kronecker.ts';
import { apply, dimensionNumber, identity, number, numberOf, ones, realConstant, variable, zero } from '../tensors/leaves.ts';
import { integerMatrixPower, isSymmetric, matrixFunction, matrixPower, transpose } from '../tensors/matrix.ts';
import { MATRIX_TENSORS } from '../tensors/matrixTensors.ts';
import type { TensorNode } from '../tensors/node.ts';
import { operation, scalarPower } from '../tensors/operation.ts';
import { select } from '../tensors/pieces.ts';
import { power } from '../tensors/power.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { SmallMap } from '../tensors/smallMap.ts';
import { linear, scale } from '../tensors/sum.ts';
import { blocks } from './blocks.ts';
import { align, axesOf, contract, type Value, withoutIndices } from './indexed.ts';
import { KRONECKER_TENSORS } from './kronecker.ts';
import { NORM_TENSORS } from './norms.ts';
import { Unsupported } from './unsupported.ts';

export interface LoweringOptions {
  /** Defined names that are variables here, not what they stand for: `dL/de` with e defined. */
  readonly leaves?: ReadonlySet<TypedSymbol>;
  /** Symbols whose entries are independent here, whatever was declared: the ones that are differentiated by. */
  readonly independent?: ReadonlySet<TypedSymbol>;
  /** Called for each defined name with the tensor it stands for. */
  readonly named?: (symbol: TypedSymbol, node: TensorNode) => void;
  /** A derivative inside an expression, with the axes of its shape. */
  readonly derivative?: (query: TypedQuery) => Value;
}

/**
 * The tensor of a typed expression, axes (rows…, columns…).
 * @throws Unsupported for an operation that the tensor language does not have yet
 */
export function lower(expression: Typed, options: LoweringOptions = {}): TensorNode {
  return withoutIndices(lowerIndexed(expression, options), expression.span);
}

/** The same for an expression with free index letters: one leading axis for each of them. @throws Unsupported */
export function lowerIndexed(expression: Typed, options: LoweringOptions = {}): Value {
  const values = new SmallMap<Typed, Value>();
  const of = (operand: Typed): Value => values.get(operand)!;
  const stack: Typed[] = [expression];
  while (stack.length > 0) {
    const node = stack[stack.length - 1]!;
    if (values.has(node)) {
      stack.pop();
      continue;
    }
    const height = stack.length;
    for (const operand of operands(node, options)) if (!values.has(operand)) stack.push(operand);
    if (stack.length > height) continue;
    stack.pop();
    const value = lowerNode(node, of, options);
    if (node.op === 'reference' && !options.leaves?.has(node.symbol)) options.named?.(node.symbol, value.node);
    values.add(node, value);
  }
  return values.get(expression)!;
}

/** The tensor of a name: a variable of its shape, with its declared facts unless its entries are independent. */
export function symbolNode(symbol: TypedSymbol, options: LoweringOptions = {}): TensorNode {
  const isIndependent = symbol.properties.size > 0 && options.independent?.has(symbol);
  const facts = isIndependent ? new Set([...symbol.properties].filter(fact => INDEPENDENT_FACTS.has(fact))) : symbol.properties;
  // how the name is written wherever it occurs: as a row, or not at all beside matrices because it has flattened axes
  const written = isFlattened(symbol.shape) ? FLATTENED : symbol.shape.kind === 'row' ? ROW : NONE;
  return variable(symbol.name, axesOfShape(symbol.shape), written.length > 0 ? new Set([...facts, ...written]) : facts);
}

const FLATTENED: readonly string[] = ['flattened'];
const ROW: readonly string[] = ['row'];
const NONE: readonly never[] = [];

/** Facts that hold on an open set, so that entries can move independently. */
const INDEPENDENT_FACTS: ReadonlySet<string> = new Set(['positive', 'invertible', 'constant']);

function operands(node: Typed, options: LoweringOptions): readonly Typed[] {
  if (node.op === 'reference') {
    const meaning = meaningOf(node.symbol, options);
    return meaning ? [meaning] : NONE;
  }
  // every kind that has operands has them there; asking for the field costs half of asking whether it exists
  return (node as { readonly args?: readonly Typed[] }).args ?? NONE;
}

/** What a defined name stands for; null where it is a variable here. */
const meaningOf = (symbol: TypedSymbol, options: LoweringOptions): Typed | null => (options.leaves?.has(symbol) ? null : symbol.definition);

/** A side of a vector or matrix stands for several axes. */
const isFlattened = ({ kind, rows, columns }: Typed['shape']): boolean => kind !== 'tensor' && (rows.length > 1 || columns.length > 1);

const axesOfShape = ({ rows, columns }: Typed['shape']): readonly Dimension[] =>
  columns.length === 0 ? rows : rows.length === 0 ? columns : [...rows, ...columns];
const surfaceAxes = (node: Typed): readonly Dimension[] => axesOfShape(node.shape);
const plain = (node: TensorNode): Value => ({ node, indices: NONE });

/** A function of each entry: a node, or the expression that it stands for. */
const FUNCTIONS = Object.fromEntries([
  ...elementwiseNames.map(name => [name, (argument: TensorNode) => elementwise(name, argument)]),
  ...definedFunctions.map(name => [name, (argument: TensorNode) => definedRow(name).definition(tensorAlgebra, argument)]),
]) as Readonly<Record<ElementwiseFunction, (argument: TensorNode) => TensorNode>>;

function lowerNode(node: Typed, of: (operand: Typed) => Value, options: LoweringOptions): Value {
  switch (node.op) {
    case 'number': {
      const exact = Q.parseDecimal(node.text);
      return plain(exact ? number(exact) : realConstant(node.text, node.value));
    }
    case 'constant':
      return plain(node.name === 'pi' ? realConstant('π', Math.PI) : realConstant('e', Math.E));
    case 'dimension':
      return plain(dimensionNumber(node.dimension));
    case 'variable':
      return plain(symbolNode(node.symbol, options));
    case 'reference': {
      const meaning = meaningOf(node.symbol, options);
      return meaning ? of(meaning) : plain(symbolNode(node.symbol, options));
    }
    case 'zeros':
      return plain(zero(surfaceAxes(node)));
    case 'ones':
      return plain(ones(surfaceAxes(node)));
    case 'identity':
      return plain(identity(node.shape.rows));
    case 'commutation':
      return plain(product([], [], [0, 1, 1, 0], [node.m, node.n, node.n, node.m]));
    case 'add':
    case 'subtract': {
      const [left, right] = align(of(node.args[0]), of(node.args[1]));
      return {
        node: linear(
          [
            [Q.ONE, left.node],
            [node.op === 'add' ? Q.ONE : Q.MINUS_ONE, right.node],
          ],
          left.node.shape,
        ),
        indices: left.indices,
      };
    }
    case 'negate': {
      const value = of(node.args[0]);
      return { node: scale(Q.MINUS_ONE, value.node), indices: value.indices };
    }
    case 'broadcast': {
      const axes = surfaceAxes(node);
      const { rows, columns } = node.shape;
      const own = node.args[0].shape;
      const out = axes.map((_, axis) => axis);
      const kept = own.kind === 'scalar' ? [] : own.columns.length === 0 ? out.slice(0, rows.length) : out.slice(rows.length, rows.length + columns.length);
      return contract([[of(node.args[0]), kept]], out, axes);
    }
    case 'multiply':
      return multiply(node, of);
    case 'divide': {
      const axes = surfaceAxes(node);
      const [numerator, denominator] = [of(node.args[0]), of(node.args[1])];
      const own = axes.map((_, axis) => axis);
      return contract(
        [
          [numerator, own],
          [{ node: power(denominator.node, Q.MINUS_ONE), indices: denominator.indices }, []],
        ],
        own,
        axes,
      );
    }
    case 'hadamard':
    case 'hadamardDivide': {
      const axes = surfaceAxes(node);
      const [left, right] = [of(node.args[0]), of(node.args[1])];
      const own = axes.map((_, axis) => axis);
      const second = node.op === 'hadamard' ? right : { node: power(right.node, Q.MINUS_ONE), indices: right.indices };
      return contract(
        [
          [left, own],
          [second, own],
        ],
        own,
        axes,
      );
    }
    case 'elementwisePower':
      return elementwisePower(node, of);
    case 'matrixPower':
      return plain(integerMatrixPower(wholeOperand(node, of, 'a power'), node.exponent));
    case 'symbolicMatrixPower':
      return plain(matrixPower(wholeOperand(node, of, 'a power'), withoutIndices(of(node.args[1]), node.span)));
    case 'transpose': {
      const { rows, columns } = node.args[0].shape;
      const labels = labelsFrom(0, rows.length + columns.length);
      return contract([[of(node.args[0]), labels]], [...labels.slice(rows.length), ...labels.slice(0, rows.length)], surfaceAxes(node));
    }
    case 'norm':
      return norm(node, of);
    case 'elementwise': {
      const argument = of(node.args[0]);
      return { node: FUNCTIONS[node.function](argument.node), indices: argument.indices };
    }
    case 'matrixFunction':
      return plain(matrixFunction(node.function, wholeOperand(node, of, node.function)));
    case 'operation':
      return plain(lowerTensorOperation(node, of, options));
    case 'entry':
      return entry(of(node.args[0]), node.indices);
    case 'stack':
      return plain(
        blocks(
          node,
          node.args.map(argument => withoutIndices(of(argument), argument.span)),
        ),
      );
    case 'sumOver': {
      const axes = surfaceAxes(node);
      const body = of(node.args[0]);
      const at = body.indices.findIndex(index => index.name === node.index.name);
      if (at < 0)
        return contract(
          [
            [body, axes.map((_, axis) => axis)],
            [plain(dimensionNumber(node.index.size)), []],
          ],
          axes.map((_, axis) => axis),
          axes,
        );
      const own = axesOf(body);
      const kept = body.indices.filter((_, k) => k !== at);
      return {
        node: product(
          [body.node],
          [own],
          own.filter(label => label !== at),
        ),
        indices: kept,
      };
    }
    case 'fromEntries': {
      // every letter of the body stands on the left or is summed
      const body = of(node.args[0]);
      const labels = body.indices.map(({ name }) => node.indices.findIndex(index => index.name === name));
      const out = node.indices.map((_, axis) => axis);
      const sizes = node.indices.map(({ size }) => size);
      return plain(product([body.node], [labels], out, sizes));
    }
    case 'apply': {
      if (node.args.length !== 1) throw new Unsupported('a function of several arguments', node.span);
      return plain(apply(node.function.name, 0, withoutIndices(of(node.args[0]!), node.span), surfaceAxes(node)));
    }
    case 'derivative': {
      if (!options.derivative) throw new Unsupported('a derivative inside an expression', node.span);
      return options.derivative(node.query);
    }
    default:
      return lowerOperation(node, of);
  }
}

/** An operation that a row of src/operations describes: what it means there, or the contraction that its sides say. */
function lowerOperation(node: OperationNode, of: (operand: Typed) => Value): Value {
  const { meaning } = matrixOperationRow(node.op);
  if (meaning) return plain(bySides(node, of, matrix => meaning(MATRIX_TENSORS, matrix)));
  const { operands, value } = sideRuleOf(node.op);
  const labels: number[][] = [];
  const parts = operands.map((sides, k): readonly [Value, readonly number[]] => {
    const { shape } = node.args[k]!;
    return [of(node.args[k]!), [...labelled(labels, sides.rows, shape.rows), ...labelled(labels, sides.columns, shape.columns)]];
  });
  return contract(
    parts,
    [...value.rows, ...value.columns].flatMap(letter => labels[letter]!),
    surfaceAxes(node),
  );
}

type OperationNode = Extract<Typed, { readonly op: MatrixOperation }>;

/** The labels of a side, which is one letter: new ones, or those of the side that it equals. */
function labelled(labels: number[][], letters: readonly number[], axes: readonly Dimension[]): readonly number[] {
  const letter = letters[0];
  if (letter === undefined) return [];
  labels[letter] ??= labelsFrom(
    labels.reduce((count, own) => count + own.length, 0),
    axes.length,
  );
  return labels[letter];
}

/**
 * The value of an operation on whole tensors. What needs a symmetric matrix reads it through its symmetric part, so that it
 * has derivatives by independent entries, and is refused where the matrix is not known to be symmetric.
 */
function lowerTensorOperation(node: Typed & { op: 'operation' }, of: (operand: Typed) => Value, options: LoweringOptions): TensorNode {
  const operand = wholeOperand(node, of, TENSOR_OPERATIONS[node.name].printing.words);
  if (!TENSOR_OPERATIONS[node.name].ofSymmetric) return operation(node.name, [operand]);
  const declared = { ...options, independent: new Set<TypedSymbol>(), named: () => {} };
  if (!isSymmetric(operand) && !hasEqualEntries(lower(node.args[0]!, declared))) throw notSymmetric(node);
  return operation(node.name, [
    linear(
      [
        [Q.rational(1, 2), operand],
        [Q.rational(1, 2), transpose(operand)],
      ],
      operand.shape,
    ),
  ]);
}

/** By facts and structure, or entry by entry where the sizes are few: [a, b; b, c]. */
function hasEqualEntries(matrix: TensorNode): boolean {
  if (isSymmetric(matrix)) return true;
  const size = matrix.shape[0]!.constant;
  if (size === null || size > MOST_COMPARED) return false;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) if (select(matrix, [row, column]) !== select(matrix, [column, row])) return false;
  return true;
}

/** Rows of a matrix that is compared with its transpose entry by entry. */
const MOST_COMPARED = 12;

const notSymmetric = (node: Typed & { op: 'operation' }): Unsupported =>
  new Unsupported(
    TENSOR_OPERATIONS[node.name].printing.words,
    node.span,
    'it is derived for symmetric matrices, and this one is not known to be symmetric',
    'Declare the matrix as symmetric (S ∈ 𝕊^n), or write (A + Aᵀ) / 2.',
  );

function multiply(node: Typed & { op: 'multiply' }, of: (operand: Typed) => Value): Value {
  const [left, right] = node.args;
  const [rows, shared] = [left.shape.rows.length, left.shape.columns.length];
  const scalar = left.shape.kind === 'scalar' || right.shape.kind === 'scalar';
  if (!scalar && shared !== right.shape.rows.length) throw new Unsupported('a product over a flattened axis', node.span);
  const contracted = scalar ? 0 : shared;
  const leftLabels = labelsFrom(0, rows + shared);
  const rightLabels = labelsFrom(rows + shared - contracted, right.shape.rows.length + right.shape.columns.length);
  const out = scalar ? [...leftLabels, ...rightLabels] : [...leftLabels.slice(0, rows), ...rightLabels.slice(contracted)];
  return contract(
    [
      [of(left), leftLabels],
      [of(right), rightLabels],
    ],
    out,
    surfaceAxes(node),
  );
}

function labelsFrom(first: number, count: number): number[] {
  const labels = new Array<number>(count);
  for (let k = 0; k < count; k++) labels[k] = first + k;
  return labels;
}

/** u^v entry by entry; exp(v log u) where the exponent is no number. */
function elementwisePower(node: Typed & { op: 'elementwisePower' }, of: (operand: Typed) => Value): Value {
  const [base, exponent] = [of(node.args[0]), of(node.args[1])];
  const value = exponent.node.shape.length === 0 ? numberOf(exponent.node) : null;
  if (value) return { node: power(base.node, value), indices: base.indices };
  if (base.node.shape.length === 0 && exponent.node.shape.length === 0) return plain(scalarPower(base.node, exponent.node));
  const own = surfaceAxes(node).map((_, axis) => axis);
  const logarithm = { node: elementwise('log', base.node), indices: base.indices };
  const exponentAxes = node.args[1].shape.kind === 'scalar' ? [] : own;
  const product = contract(
    [
      [exponent, exponentAxes],
      [logarithm, node.args[0].shape.kind === 'scalar' ? [] : own],
    ],
    own,
    surfaceAxes(node),
  );
  return { node: elementwise('exp', product.node), indices: product.indices };
}

function norm(node: Typed & { op: 'norm' }, of: (operand: Typed) => Value): Value {
  const { whole, words, meaning } = normRow(node.norm);
  return meaning(NORM_TENSORS, whole ? plain(wholeOperand(node, of, `the ${words}`)) : of(node.args[0]));
}

/** Literal positions select, index names become axes of the value, null keeps the axis. */
function entry(value: Value, indices: readonly (number | IndexSymbol | null)[]): Value {
  const before = value.indices.length;
  const selected = select(value.node, [...value.indices.map(() => null), ...indices.map(index => (typeof index === 'number' ? index - 1 : null))]);
  const remaining = indices.filter(index => typeof index !== 'number');
  const names = [...value.indices];
  const labels: number[] = value.indices.map((_, axis) => axis);
  const kept: number[] = [];
  for (const index of remaining) {
    if (index === null) {
      kept.push(before + remaining.length + kept.length);
      labels.push(kept[kept.length - 1]!);
      continue;
    }
    let at = names.findIndex(name => name.name === (index as IndexSymbol).name);
    if (at < 0) at = names.push(index as IndexSymbol) - 1;
    labels.push(at);
  }
  const out = [...names.map((_, k) => k), ...kept];
  return { node: product([selected], [labels], out), indices: names };
}

/** The operation of a matrix whose sides are one axis each, or of the factors of a Kronecker product. @throws Unsupported */
function bySides(node: OperationNode, of: (operand: Typed) => Value, ofMatrix: (matrix: TensorNode) => TensorNode): TensorNode {
  const { words, ofKronecker } = matrixOperationRow(node.op);
  if (!isFlattened(node.args[0]!.shape)) return ofMatrix(wholeOperand(node, of, `the ${words}`));
  const factors = ofKronecker && kroneckerFactors(withoutIndices(of(node.args[0]!), node.span));
  if (factors) return ofKronecker(KRONECKER_TENSORS, factors);
  throw new Unsupported(
    `the ${words} of a matrix with flattened sides`,
    node.span,
    'it is known only where the matrix is one Kronecker product of square matrices',
    'Write it by the factors of the Kronecker product.',
  );
}

/** The only operand of what is a function of a whole vector or matrix, one axis a side. @throws Unsupported */
function wholeOperand(node: Extract<Typed, { readonly args: readonly Typed[] }>, of: (operand: Typed) => Value, what: string): TensorNode {
  const [argument] = node.args as readonly [Typed];
  if (!isFlattened(argument.shape)) return withoutIndices(of(argument), node.span);
  const isMatrix = argument.shape.kind === 'matrix';
  throw new Unsupported(
    `${what} of a ${isMatrix ? 'matrix' : 'vector'} with flattened sides`,
    node.span,
    undefined,
    isMatrix ? 'Write it by the factors of the Kronecker product, or of a matrix with a name of its own.' : 'Write it of a vector with a name of its own.',
  );
}
