/**
 * The value of a typed expression: the independent second opinion on every derivative, straight from what was written
 * and through mathjs, without the tensor representation. The expression becomes a list of instructions, operands first,
 * so that depth does not matter and a change of one variable evaluates only what depends on it.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import { elementwiseRows } from '../operations/elementwise.ts';
import { type MatrixOperation, matrixOperationNames, matrixOperationRow, sideRuleOf } from '../operations/matrixOperations.ts';
import { normRow } from '../operations/norms.ts';
import { addsUp } from '../operations/sides.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { dependsOn } from '../shapes/dependence.ts';
import type { IndexSymbol, Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { arithmeticOperations } from './arithmeticOperations.ts';
import type { Entries } from './denseMatrix.ts';
import { AcrossKink, DrawAgain, NotEvaluable } from './failures.ts';
import { indexOperations } from './indexOperations.ts';
import { evaluateInner, evaluationsOfInner, type InnerDerivative, type InnerValue, mostOrders } from './innerDerivative.ts';
import { checkInnerWork } from './limits.ts';
import { matrixOperations } from './matrixOperations.ts';
import { messages } from './messages.ts';
import { nearbyEntries, roundedOtherwise } from './nearby.ts';
import { type Context, type Extent, extent, type OperationTable } from './operation.ts';
import type { Point, Unknown } from './points.ts';
import { checkRestOfZero, isFractional, isKinked, type Lack, lackAtZero } from './restsOfZero.ts';
import { largestOf, noiseOfFunction, noiseOfProduct, noiseOfSum, type Uncertain } from './rounding.ts';
import { fromPosition, type Sizes, volume } from './sizes.ts';
import type { Leaves } from './tensorEvaluation.ts';
import { printValue, type Value } from './values.ts';
import { printSizes } from './witness.ts';

/** Operands before the instructions that use them. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly unknowns: ReadonlyMap<string, Unknown>;
  readonly dimensions: ReadonlySet<Dimension>;
  /** A derivative can be right on one side of a kink and wrong on the other: |s|, relu, √(s²). */
  readonly hasBranches: boolean;
  /** One node for every name that is read. */
  readonly readings: readonly ReadingNode[];
  /** The highest order of the derivatives inside the expression, 0 where there are none. */
  readonly innerOrder: number;
  /** By instruction: its value is used in powers only that are smooth where it has a kink. */
  readonly isSmoothed: readonly boolean[];
}

type ReadingNode = Typed & { readonly op: 'variable' | 'reference' };

interface Instruction {
  readonly node: Typed;
  /** Positions in the list. */
  readonly operands: readonly number[];
  /** The name whose value this reads; null for operations. */
  readonly reads: string | null;
  /** A derivative inside the expression; its operands are the names that it reads. */
  readonly inner: InnerDerivative | null;
}

/** ‖u‖² is smooth where ‖u‖ is not. */
const leastSmoothPower = 2;

/** By instruction: is its value used in such powers only? */
function smoothed(instructions: readonly Instruction[]): readonly boolean[] {
  const used = instructions.map(() => false);
  const rough = instructions.map(() => false);
  for (let i = instructions.length - 1; i >= 0; i--) {
    const { node, operands } = instructions[i]!;
    const [, exponent] = node.op === 'elementwisePower' ? node.args : [];
    const isSmooth = (exponent?.op === 'number' && exponent.value >= leastSmoothPower) || (node.op === 'reference' && used[i] && !rough[i]);
    for (const operand of operands) {
      used[operand] = true;
      rough[operand] ||= !isSmooth;
    }
  }
  return instructions.map((_, i) => used[i]! && !rough[i]);
}

/** Real and imaginary entries of a name, row-major. */
export interface Assignment {
  readonly re: Entries;
  readonly im: Entries | null;
}

type Names = { has(name: string): boolean };

/** @throws NotEvaluable for derivatives inside one another of too high an order, or by what moves a leaf. */
export function compile(root: Typed, leaves: Names): Program {
  return compileBelow(root, leaves, mostOrders);
}

function compileBelow(root: Typed, leaves: Names, ordersLeft: number): Program {
  const inners = new Map<Typed, InnerDerivative>();
  const readings = new Map<string, ReadingNode>();
  const instructions: Instruction[] = [];
  const places = new Map<Typed, number>();
  const unknowns = new Map<string, Unknown>();
  const dimensions = new Set<Dimension>();
  const open: Typed[] = [root];
  while (open.length > 0) {
    const node = open.at(-1)!;
    if (places.has(node)) {
      open.pop();
      continue;
    }
    if (node.op === 'derivative' && !inners.has(node)) inners.set(node, compileInner(node.query, leaves, ordersLeft));
    const inner = inners.get(node) ?? null;
    const operands = inner ? inner.program.readings : operandsOf(node, leaves);
    const waiting = operands.filter(operand => !places.has(operand));
    if (waiting.length > 0) {
      open.push(...waiting);
      continue;
    }
    open.pop();
    const isReading = (node.op === 'variable' || node.op === 'reference') && operands.length === 0;
    if (isReading) readings.set(node.symbol.name, node);
    if (isReading && !leaves.has(node.symbol.name)) unknowns.set(node.symbol.name, unknownOf(node.symbol));
    for (const dimension of inner?.program.dimensions ?? dimensionsOfNode(node)) dimensions.add(dimension);
    places.set(node, instructions.length);
    instructions.push({ node, operands: operands.map(operand => places.get(operand)!), reads: isReading ? node.symbol.name : null, inner });
  }
  const inside = [...inners.values()];
  for (const { query } of inside) for (const symbol of query.wrt) for (const dimension of unknownOf(symbol).shape) dimensions.add(dimension);
  return {
    instructions,
    unknowns,
    dimensions,
    hasBranches: instructions.some(({ node, inner }) => isBranching(node) || inner?.program.hasBranches),
    readings: [...readings.values()],
    innerOrder: Math.max(0, ...inside.map(({ order }) => order)),
    isSmoothed: smoothed(instructions),
  };
}

/** Names that are differentiated by are read, whatever they stand for. */
function compileInner(query: TypedQuery, leaves: Names, ordersLeft: number): InnerDerivative {
  const left = ordersLeft - query.wrt.length;
  if (left < 0) throw new NotEvaluable(messages.derivativesTooDeep(mostOrders));
  const own = new Set(query.wrt.filter(symbol => symbol.definition !== null).map(symbol => symbol.name));
  const program = compileBelow(query.of, { has: name => own.has(name) || leaves.has(name) }, left);
  for (const { symbol } of program.readings) {
    if (own.has(symbol.name) || symbol.definition === null) continue;
    const moving = query.wrt.find(({ name }) => dependsOn(symbol.definition!, name));
    if (moving) throw new NotEvaluable(messages.movesBoth(symbol.written, moving.written));
  }
  return { query, program, names: program.readings.map(({ symbol }) => symbol.name), order: query.wrt.length + program.innerOrder };
}

/** Entries of all intermediate values. */
export function costOf(program: Program, sizes: Sizes): number {
  return program.instructions.reduce(
    (sum, { node, inner }) =>
      sum +
      8 +
      volume(node.shape.rows, sizes) * volume(node.shape.columns, sizes) +
      (inner ? evaluationsOfInner(inner, sizes) * costOf(inner.program, sizes) : 0),
    0,
  );
}

export const unknownOf = (symbol: TypedSymbol): Unknown => ({
  name: symbol.name,
  shape: [...symbol.shape.rows, ...symbol.shape.columns],
  facts: symbol.properties,
});

/** The program at one point: its value there, and its value where some names are moved. */
export interface Evaluator {
  readonly value: Value;
  /** How far the rounding of differences inside the expression may have moved an entry of the value. */
  readonly noise: number;
  /** How far any rounding may have. */
  readonly rounding: number;
  /** What rounding may leave of a value that is exactly 0; none where a constant is itself that small. */
  readonly restOfZero: number;
  /**
   * Evaluates only what depends on the moved names, which are among `moving`.
   * @throws DrawAgain where it has no value there, AcrossKink where that is on the other side of one
   */
  readonly moved: (assignments: ReadonlyMap<string, Assignment>) => MovedValue;
}

export interface MovedValue {
  readonly value: Value;
  /** How far rounding may have moved an imaginary entry. */
  readonly noise: number;
  /** An entry that is 0 moves through relu, abs, sign or step: both sides of the kink are as good. */
  readonly isAtKink: boolean;
}

/**
 * @throws DrawAgain where the value does not exist at this point
 * @throws NotEvaluable where it exists at none
 */
export function evaluatorAt(program: Program, point: Point, leaves: Leaves, moving: ReadonlySet<string>): Evaluator {
  const contexts = program.isSmoothed.map((isSmoothed): Context => ({ sizes: point.sizes, seed: point.seed, isSmoothed }));
  const extents = program.instructions.map(({ node }) => extent(node.shape, point.sizes));
  const base: Value[] = [];
  const dependent: number[] = [];
  const isDependent: boolean[] = [];
  const inside = new Map<number, (values: readonly Value[]) => InnerValue>();
  const lacks: (Lack | null)[] = [];
  const uncertain: Uncertain[] = [];
  const isConstant: boolean[] = [];
  const vary = point.variation && roundedOtherwise(point.variation);
  /** A constant is exact, and an exponent must stay the number that it is. */
  const varied = (i: number, value: Value): Value =>
    vary && !isConstant[i] && program.instructions[i]!.reads === null ? { ...value, re: vary(value.re), im: value.im && vary(value.im) } : value;
  for (const [i, { node, operands, reads, inner }] of program.instructions.entries()) {
    if (inner) inside.set(i, innerAt(inner, operands, base, point));
    const lack = lackAtZero(node, program.isSmoothed[i]!, k => base[operands[k]!]!.re);
    lacks.push(lack);
    if (lack) {
      const operand = operands[lack.operand]!;
      checkRestOfZero(lack, base[operand]!.re, uncertain[operand]!, trial => valueNearby(program, operand, point, leaves, trial));
    }
    const differences = inside.get(i)?.(base);
    const value =
      differences?.value ??
      (reads === null ? execute(node, operands, base, extents[i]!, contexts[i]!) : readName(reads, leaves.get(reads) ?? point.values.get(reads), extents[i]!));
    isConstant.push(reads === null && operands.every(operand => isConstant[operand]));
    base.push(finite(varied(i, value)));
    uncertain.push(differences ? { magnitude: largestOf(value.re), noise: differences.realNoise } : realRounding(node, operands, base, uncertain));
    isDependent.push(reads === null ? operands.some(operand => isDependent[operand]) : moving.has(reads));
    if (isDependent[i]) {
      dependent.push(i);
      if (isChoosing(node)) execute(node, operands, base.map(asMoved), extents[i]!, contexts[i]!);
    }
  }
  const moved = (assignments: ReadonlyMap<string, Assignment>): MovedValue => {
    const values = base.slice();
    const rounding: Uncertain[] = [];
    let isAtKink = false;
    for (const i of dependent) {
      const { node, operands, reads } = program.instructions[i]!;
      const differences = inside.get(i)?.(values);
      if (differences) {
        values[i] = finite(differences.value);
        rounding[i] = { magnitude: differences.value.im ? largestOf(differences.value.im) : 0, noise: differences.noise };
        isAtKink ||= differences.isAtKink;
        continue;
      }
      if (reads === null) {
        const value = varied(i, execute(node, operands, values, extents[i]!, contexts[i]!));
        const lack = lacks[i];
        // a root or a norm of an exact 0 has a value, and no slope
        if (lack?.hasValue && !hasNumbers(value) && base[operands[lack.operand]!]!.re.includes(0)) throw lack.failure();
        values[i] = withoutSquares(finite(value), base[i]!);
      } else {
        const assignment = assignments.get(reads);
        if (assignment) values[i] = { ...base[i]!, re: assignment.re, im: assignment.im };
      }
      rounding[i] = imaginaryRounding(program.instructions[i]!, values, values[i]!, rounding, uncertain);
      if (isFractional(node, () => base[operands[1]!]!.re) && changesMuch(base[operands[0]!]!, values[operands[0]!]!)) throw new AcrossKink();
      if (!isKinked(node)) continue;
      const [before, after] = [base[operands[0]!]!, values[operands[0]!]!];
      if (changesSides(before, after)) throw new AcrossKink();
      isAtKink ||= movesFromZero(before, after);
    }
    return { value: values.at(-1)!, noise: rounding[values.length - 1]?.noise ?? 0, isAtKink };
  };
  const rounding = uncertain.at(-1)!.noise;
  return { value: base.at(-1)!, noise: program.innerOrder > 0 ? rounding : 0, rounding, restOfZero: restOfZero(program, base), moved };
}

/** The real entries of one instruction at a point beside this one. */
function valueNearby(program: Program, position: number, point: Point, leaves: Leaves, trial: number): Entries {
  const context: Context = { sizes: point.sizes, seed: point.seed };
  const values: Value[] = [];
  for (const { node, operands, reads, inner } of program.instructions.slice(0, position + 1)) {
    const expected = extent(node.shape, point.sizes);
    if (inner) values.push(innerAt(inner, operands, values, point)(values).value);
    else if (reads === null) values.push(finite(execute(node, operands, values, expected, context)));
    else {
      const value = readName(reads, leaves.get(reads) ?? point.values.get(reads), expected);
      values.push({ ...value, re: nearbyEntries(reads, value.re, value.rows, value.columns, trial) });
    }
  }
  return values.at(-1)!.re;
}

const smallConstant = 1e-9;

function restOfZero({ instructions }: Program, values: readonly Value[]): number {
  if (instructions.some(({ node }) => node.op === 'number' && node.value !== 0 && Math.abs(node.value) < smallConstant)) return 0;
  return Number.EPSILON * values.reduce((sum, { re }) => sum + largestOf(re), 0);
}

/** Beside the largest entry: what rounding leaves of a 0. */
const zeroTolerance = 1e-12;

/** Along the imaginary part of a complex step, or by a real shift. */
function movesFromZero({ re: before }: Value, { re, im }: Value): boolean {
  const least = zeroTolerance * largestOf(before);
  return before.some((x, i) => Math.abs(x) <= least && (Math.abs(re[i]!) > least || (im?.[i] ?? 0) !== 0));
}

/** What lies across a kink says nothing of the side on which the point is. */
const changesSides = ({ re: before }: Value, { re }: Value): boolean => before.some((x, i) => x * re[i]! < 0);

/** By more than this factor, shifts are as long as the way to 0, where no power series goes. */
const muchLarger = 4;
const changesMuch = ({ re: before }: Value, { re }: Value): boolean =>
  before.some((x, i) => x !== 0 && (Math.abs(re[i]!) > muchLarger * Math.abs(x) || muchLarger * Math.abs(re[i]!) < Math.abs(x)));

/** Far below every real shift, far above the square of a complex step. */
const squareOfStep = 1e-30;

/** The square of a complex step is real, and nothing to first order: an entry that is 0 stays 0, on no side of a kink. */
function withoutSquares(value: Value, { re: before }: Value): Value {
  if (!value.im) return value;
  const { re } = value;
  const isSquare = (k: number): boolean => before[k] === 0 && re[k] !== 0 && Math.abs(re[k]!) <= squareOfStep;
  return re.some((_, k) => isSquare(k)) ? { ...value, re: re.map((x, k) => (isSquare(k) ? 0 : x)) } : value;
}

/** The derivative inside an expression, from the values of all instructions before it. */
function innerAt(inner: InnerDerivative, operands: readonly number[], base: readonly Value[], point: Point): (values: readonly Value[]) => InnerValue {
  checkInnerWork(evaluationsOfInner(inner, point.sizes) * costOf(inner.program, point.sizes));
  const leaves = new Map(inner.names.map((name, k) => [name, base[operands[k]!]!.re]));
  const evaluator = evaluatorAt(inner.program, point, leaves, new Set(inner.names));
  return values =>
    evaluateInner(
      inner,
      evaluator,
      operands.map(operand => values[operand]!),
      point,
    );
}

const sums = new Set<Typed['op']>(['add', 'subtract', 'stack']);
/** Sums of products of one entry of each operand: the imaginary part is the product rule. */
const products = new Set<Typed['op']>(['multiply', 'hadamard', 'sumOver', ...linearOperations(true)]);
/** Functions that add up what the entries contribute, none with a weight above 1: cancellation leaves the rounding of what was added. */
const averages = (node: Typed): boolean => node.op === 'norm' || (node.op === 'operation' && TENSOR_OPERATIONS[node.name].averages === true);
const copies = new Set<Typed['op']>(['reference', 'variable', 'negate', 'transpose', 'entry', 'fromEntries', 'broadcast', ...linearOperations(false)]);

/** Of the operations on matrices those that are contractions: of two operands or with a sum in them, or only moving entries. */
function linearOperations(multiplying: boolean): readonly MatrixOperation[] {
  const isProduct = (operation: MatrixOperation): boolean => sideRuleOf(operation).operands.length > 1 || addsUp(sideRuleOf(operation));
  return matrixOperationNames.filter(operation => !matrixOperationRow(operation).meaning && isProduct(operation) === multiplying);
}

/** `uncertain` is that of the real parts, by which the imaginary ones are multiplied. */
function imaginaryRounding(
  { node, operands }: Instruction,
  values: readonly Value[],
  value: Value,
  rounding: readonly Uncertain[],
  uncertain: readonly Uncertain[],
): Uncertain {
  const magnitude = value.im ? largestOf(value.im) : 0;
  const moved = operands.filter(operand => rounding[operand]);
  const parts = moved.map(operand => rounding[operand]!);
  if (copies.has(node.op)) return { magnitude, noise: parts.reduce((largest, { noise }) => Math.max(largest, noise), 0) };
  if (sums.has(node.op)) return { magnitude, noise: noiseOfSum(parts) };
  if (products.has(node.op)) {
    const entries = values[operands[0]!]!.re.length;
    const terms = operands.length === 1 ? entries / value.re.length : node.op === 'multiply' ? Math.max(1, values[operands[0]!]!.columns) : 1;
    let noise = 0;
    for (const [k, operand] of operands.entries()) {
      if (!rounding[operand]) continue;
      const others = operands.filter((_, j) => j !== k).map(other => ({ magnitude: largestOf(values[other]!.re), noise: uncertain[other]!.noise }));
      noise += noiseOfProduct([rounding[operand], ...others], Math.max(1, terms));
    }
    return { magnitude, noise };
  }
  const all = [...parts, ...moved.map(operand => uncertain[operand]!)];
  if (averages(node))
    return { magnitude, noise: noiseOfSum(parts) * Math.max(1, values[operands[0]!]!.re.length / value.re.length) + noiseOfFunction(all, magnitude) };
  return { magnitude, noise: noiseOfFunction(all, magnitude) };
}

/** The same for the real part, to which every operand contributes. `values` ends with the node's own. */
function realRounding(node: Typed, operands: readonly number[], values: readonly Value[], rounding: readonly Uncertain[]): Uncertain {
  const { re } = values.at(-1)!;
  const magnitude = largestOf(re);
  if (operands.length === 0) return { magnitude, noise: 0 };
  const read = operands.map(operand => rounding[operand]!);
  if (copies.has(node.op)) return { magnitude, noise: Math.max(...read.map(({ noise }) => noise)) };
  const terms = Math.max(1, operands.length === 1 ? values[operands[0]!]!.re.length / re.length : node.op === 'multiply' ? values[operands[0]!]!.columns : 1);
  if (sums.has(node.op)) return { magnitude, noise: noiseOfSum(read) };
  if (products.has(node.op)) return { magnitude, noise: noiseOfProduct(read, terms) };
  if (averages(node)) return { magnitude, noise: noiseOfSum(read) * terms + noiseOfFunction(read, magnitude) };
  return { magnitude, noise: noiseOfFunction(read, magnitude) };
}

type Evaluable = Exclude<Typed['op'], 'variable' | 'reference' | 'derivative'>;
const operations: OperationTable<Evaluable> = { ...arithmeticOperations, ...matrixOperations, ...indexOperations };

function execute(node: Typed, operands: readonly number[], values: readonly Value[], expected: Extent, context: Context): Value {
  if (node.op === 'reference') return values[operands[0]!]!;
  const operation = operations[node.op as Evaluable] as (node: Typed, operands: readonly Value[], context: Context) => Value;
  const value = operation(
    node,
    operands.map(operand => values[operand]!),
    context,
  );
  return withShape(value, expected);
}

/** A result with one long side may be a row or a column, which the shape of the node decides; everything else must agree. */
function withShape(value: Value, { rows, columns }: Extent): Value {
  if (value.rows === rows && value.columns === columns) return value;
  const isLine = value.rows * value.columns === rows * columns && Math.min(rows, columns) === 1 && Math.min(value.rows, value.columns) === 1;
  if (!isLine) throw new NotEvaluable(messages.sizesDisagree('an operation and its shape', printValue(value), printSizes([rows, columns])));
  return { ...value, rows, columns };
}

function readName(name: string, entries: Entries | undefined, { rows, columns }: Extent): Value {
  if (entries === undefined) throw new NotEvaluable(messages.unknownValue(name));
  if (entries.length !== rows * columns) throw new NotEvaluable(messages.wrongLength(name, entries.length, rows * columns));
  return { free: [], rows, columns, re: entries, im: null };
}

function finite(value: Value): Value {
  if (!hasNumbers(value)) throw new DrawAgain('not finite');
  return value;
}

function hasNumbers({ re, im }: Value): boolean {
  for (const x of re) if (!Number.isFinite(x)) return false;
  if (im) for (const x of im) if (!Number.isFinite(x)) return false;
  return true;
}

function operandsOf(node: Typed, leaves: { has(name: string): boolean }): readonly Typed[] {
  switch (node.op) {
    case 'number':
    case 'constant':
    case 'dimension':
    case 'variable':
    case 'commutation':
      return [];
    case 'reference':
      return node.symbol.definition === null || leaves.has(node.symbol.name) ? [] : [node.symbol.definition];
    case 'derivative':
      return [];
    default:
      return node.args;
  }
}

function isBranching(node: Typed): boolean {
  if (node.op === 'elementwise') return elementwiseRows[node.function].branches ?? false;
  if (node.op === 'operation') return TENSOR_OPERATIONS[node.name].branches === true;
  if (node.op === 'norm') return normRow(node.norm).branches === true;
  return node.op === 'elementwisePower' && !(node.args[1].op === 'number' && Number.isInteger(node.args[1].value));
}

/** One entry is taken, or eigenvalues are in order: their rows say where two coincide, of a number that moves, which a real shift would lead away from. */
const isChoosing = (node: Typed): boolean => (node.op === 'operation' || node.op === 'norm') && isBranching(node);

/** With an imaginary part that is 0. */
const asMoved = (value: Value): Value => ({ ...value, im: value.im ?? new Float64Array(value.re.length) });

function dimensionsOfNode(node: Typed): readonly Dimension[] {
  const own = [...node.shape.rows, ...node.shape.columns];
  switch (node.op) {
    case 'dimension':
      return [...own, node.dimension];
    case 'commutation':
      return [...own, node.m, node.n];
    case 'sumOver':
      return [...own, node.index.size];
    case 'fromEntries':
      return [...own, ...node.indices.map(index => index.size)];
    case 'entry': {
      const { rows, columns } = node.args[0].shape;
      return [...own, ...positionsIn([...rows, ...columns], node.indices)];
    }
    default:
      return own;
  }
}

/** What makes the axes long enough for the positions that are numbers. */
export const positionsIn = (axes: readonly Dimension[], indices: readonly (number | IndexSymbol | null)[]): readonly Dimension[] =>
  indices.flatMap((index, axis) => (typeof index === 'number' ? fromPosition(axes[axis]!, index) : []));
