/**
 * Which rule differentiates a tensor by a variable in one step: a table of structures, the first that fits. A structure
 * is general (any linear map, any quadratic form); what fits none is differentiated by the chain rule of its operations.
 */

import { byFunction, type ElementwiseName, elementwiseNames, primitiveRow } from '../operations/elementwise.ts';
import { matrixFunctionNames, matrixFunctionRow } from '../operations/matrixFunctions.ts';
import { nodeOperations, tensorNodeRow } from '../operations/matrixOperations.ts';
import { operationNames, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { isMatrixOperation, isOperation, type TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import type { RuleId } from './rules.ts';
import { areJoined, isAffine, isLinear, isSymmetricInFactor, occurrences, type Slot, type Step, splitProduct, stepOf } from './structure.ts';

/** The id of the rule for ∂root/∂leaf. */
export function localRule(root: TensorNode, leaf: TensorNode): RuleId {
  const step = stepOf(root, leaf);
  const [found] = MATCHERS.find(([, fits]) => fits(step))!;
  if (found !== 'sum-rule' || step.node.kind !== 'sum') return found;
  // constants beside the one term that moves change nothing
  const moving = step.node.terms.filter(step.depends);
  return moving.length === 1 ? localRule(moving[0]!, leaf) : found;
}

type Matcher = readonly [id: RuleId, fits: (step: Step) => boolean];

const orders = (step: Step): string => `${step.node.shape.length},${step.leaf.shape.length}`;

const FUNCTION_RULES: Readonly<Record<ElementwiseName, RuleId>> = byFunction((_, name) => primitiveRow(name).rule?.id ?? 'elementwise-rule');

/** The rule of an elementwise function, by the function. */
export const functionRule = (name: ElementwiseName): RuleId => FUNCTION_RULES[name];

const isFunction =
  (...names: readonly ElementwiseName[]) =>
  ({ node, leaf }: Step): boolean =>
    node.kind === 'elementwise' && node.argument === leaf && leaf.shape.length === 0 && (names.length === 0 || names.includes(node.function));

const scalarFunctions: readonly Matcher[] = elementwiseNames.map(name => [FUNCTION_RULES[name], isFunction(name)]);

const matrixFunctions: readonly Matcher[] = matrixFunctionNames.flatMap((name): readonly Matcher[] => {
  const { rule } = matrixFunctionRow(name);
  return rule ? [[rule.id, ({ node }) => node.kind === 'matrixFunction' && node.function === name]] : [];
});

/** The rule of an operation whose operand is the variable, or its symmetric part, or affine in it where no letter can stand for it. */
const ruleOfOperation = (node: TensorNode, isOperand: (operand: TensorNode) => boolean): RuleId | null =>
  node.kind === 'operation' && node.operands.some(isOperand) ? (TENSOR_OPERATIONS[node.name].rule?.id ?? null) : null;

const isVariable =
  (leaf: TensorNode) =>
  (operand: TensorNode): boolean =>
    operand === leaf || (operand.kind === 'sum' && operand.terms.every(term => term === leaf || isTransposed(term, leaf)));
const isTransposed = (node: TensorNode, leaf: TensorNode): boolean => node.kind === 'product' && node.factors.length === 1 && node.factors[0] === leaf;

const operations: readonly Matcher[] = [...new Set(operationNames.flatMap(name => TENSOR_OPERATIONS[name].rule?.id ?? []))].map(id => [
  id,
  step => {
    const node = linearArgument(step);
    const isOpen = node.kind === 'operation' && TENSOR_OPERATIONS[node.name].ofSymmetric === true;
    return ruleOfOperation(node, operand => isVariable(step.leaf)(operand) || (isOpen && step.depends(operand) && isAffine(step, operand))) === id;
  },
]);

/** Of a linear map of one factor that moves, that factor: c in cᵀ f(x) and its like change nothing about the rule. */
function linearArgument(step: Step): TensorNode {
  const only = soleMovingFactor(step);
  return only && Q.isOne(only.exponent) ? only.base : step.node;
}

/**
 * The rule of the operation that a composition goes through last, where its operand is more than the variable: `f` in cᵀ f(g(x));
 * null where there is none. `affine` says that nothing else is derived on the way.
 */
export function outerRule(root: TensorNode, leaf: TensorNode): { readonly id: RuleId; readonly affine: boolean } | null {
  const step = stepOf(root, leaf);
  const node = linearArgument(step);
  const id = ruleOfOperation(node, step.depends);
  if (!id || node.kind !== 'operation') return null;
  return { id, affine: node.operands.every(operand => !step.depends(operand) || isAffine(step, operand)) };
}

/** Σ_j u_j u_j for an affine u that is not the variable itself. */
function isSquareOfAffine(step: Step): boolean {
  const only = soleMovingFactor(step);
  return only !== null && isSquare(only) && only.base !== step.leaf && only.base.kind === 'sum' && isAffine(step, only.base);
}
const isSquare = (slot: Slot): boolean => slot.exponent.numerator === 2 && slot.exponent.denominator === 1;

function soleMovingFactor(step: Step): Slot | null {
  const split = splitProduct(step);
  if (split) return split.moving.length === 1 ? split.moving[0]! : null;
  if (step.node.kind === 'power') return { base: step.node.base, exponent: step.node.exponent, labels: step.node.shape.map((_, axis) => axis) };
  return null;
}

/** u twice, u affine, with a constant between: uᵀ W u. */
function isFormInAffine(step: Step, symmetric: boolean): boolean {
  const split = splitProduct(step);
  if (split?.moving.length !== 2) return false;
  const [a, b] = split.moving as [Slot, Slot];
  if (a.base !== b.base || a.base === step.leaf || !isAffine(step, a.base) || a.base.shape.length !== 1) return false;
  return !symmetric || isSymmetricInFactor(split.node, a.base);
}

const isScalarSquareRoot = ({ node }: Step): boolean =>
  node.kind === 'power' && node.shape.length === 0 && node.exponent.numerator === 1 && node.exponent.denominator === 2;

/** The root of a sum of squares of the variable (or of the variable and a constant). */
function isNorm(step: Step): boolean {
  if (!isScalarSquareRoot(step) || step.node.kind !== 'power') return false;
  const inner = stepOf(step.node.base, step.leaf);
  const only = soleMovingFactor(inner);
  return only !== null && isSquare(only) && (only.base === step.leaf || (only.base.kind === 'sum' && isShifted(inner, only.base)));
}
/** The variable and constants. */
const isShifted = (step: Step, node: TensorNode): boolean =>
  node.kind === 'sum' && node.terms.every(term => term === step.leaf || !step.depends(term)) && step.depends(node);

/** One occurrence of a matrix variable in a scalar product: are its two ends joined by the rest? */
function matrixOnce(step: Step, joined: boolean, fixedMatrices: (count: number) => boolean = () => true): boolean {
  if (orders(step) !== '0,2') return false;
  const split = splitProduct(step);
  const seen = occurrences(step);
  if (!split || seen?.length !== 1) return false;
  const [row, column] = seen[0] as [number, number];
  if ((row === column || areJoined(split.fixed, row, column)) !== joined) return false;
  return fixedMatrices(split.fixed.filter(slot => slot.labels.length === 2).length);
}

/** How the four ends of two occurrences of a matrix variable are linked by the rest of a scalar product. */
function matrixTwice(step: Step, fits: (link: (p: End, q: End) => boolean) => boolean): boolean {
  if (orders(step) !== '0,2') return false;
  const split = splitProduct(step);
  const seen = occurrences(step);
  if (!split || seen?.length !== 2) return false;
  const [a, b] = seen as [readonly [number, number], readonly [number, number]];
  const label: Readonly<Record<End, number>> = { rows: a[0], columns: a[1], otherRows: b[0], otherColumns: b[1] };
  return fits((p, q) => label[p] === label[q] || areJoined(split.fixed, label[p], label[q]));
}
type End = 'rows' | 'columns' | 'otherRows' | 'otherColumns';

/** The two occurrences share a side directly: XᵀX or XXᵀ. */
function sharesSide(step: Step): boolean {
  if (orders(step) !== '0,2') return false;
  const seen = occurrences(step);
  return seen?.length === 2 && (seen[0]![0] === seen[1]![0] || seen[0]![1] === seen[1]![1]);
}

const hasInverse = (step: Step): Slot | null => {
  const only = soleMovingFactor(step);
  return only && Q.isOne(only.exponent) && isMatrixOperation(only.base, 'inverse') && only.base.argument === step.leaf ? only : null;
};

function inverseOnce(step: Step, joined: boolean): boolean {
  const split = splitProduct(step);
  const slot = hasInverse(step);
  return step.node.shape.length === 0 && split !== null && slot !== null && areJoined(split.fixed, slot.labels[0]!, slot.labels[1]!) === joined;
}

/** XᵀBX with or without a matrix between. */
function isGram(step: Step, matrix: TensorNode, between: boolean): boolean {
  const inner = stepOf(matrix, step.leaf);
  const seen = occurrences(inner);
  const split = splitProduct(inner);
  if (!split || seen?.length !== 2 || matrix.shape.length !== 2) return false;
  const [a, b] = seen as [readonly number[], readonly number[]];
  const { out } = split.node;
  const outer = a.findIndex(label => out.includes(label));
  if (outer < 0 || !out.includes(b[outer]!) || out.includes(a[1 - outer]!)) return false;
  return between ? a[1 - outer] !== b[1 - outer] : a[1 - outer] === b[1 - outer];
}

/** A cycle of two or more of the same matrix: tr(Xᵏ). */
function isTraceOfPower(step: Step): boolean {
  if (isTraceOfSymbolicPower(step)) return true;
  const split = splitProduct(step);
  const seen = occurrences(step);
  if (orders(step) !== '0,2' || !split || split.fixed.length > 0 || !seen || seen.length < 2) return false;
  const starts = new Set(seen.map(labels => labels[0]));
  const ends = new Set(seen.map(labels => labels[1]));
  return starts.size === seen.length && ends.size === seen.length && [...starts].every(label => ends.has(label));
}

/** tr(X^k), k a name. */
function isTraceOfSymbolicPower({ node, leaf }: Step): boolean {
  if (node.kind !== 'product' || node.factors.length !== 1 || node.shape.length > 0) return false;
  const [power] = node.factors;
  return power!.kind === 'matrixPower' && power!.argument === leaf;
}

/** tr f(X) */
function traceOfFunction({ node, leaf }: Step): string | null {
  if (node.kind !== 'product' || node.factors.length !== 1 || node.shape.length > 0) return null;
  const [factor] = node.factors;
  const [row, column] = node.labels[0]!;
  return factor!.kind === 'matrixFunction' && factor!.argument === leaf && row === column ? factor!.function : null;
}

/** Every factor has the labels of the output, so the product is entry by entry. */
function isEntrywise(step: Step): boolean {
  const split = splitProduct(step);
  if (!split || split.moving.length < 2) return false;
  const { out } = split.node;
  return out.length > 0 && split.moving.every(slot => slot.labels.length === out.length && slot.labels.every((label, axis) => label === out[axis]));
}

/** Softmax at the variable, row by row where it has rows. */
const isSoftmax = ({ node, leaf }: Step): boolean => isOperation(node, 'softmax') && node.operands[0] === leaf;

/** −yᵀ log softmax(z): a linear form of the variable less its log-sum-exp. */
function isCrossEntropy(step: Step): boolean {
  const { node } = step;
  if (orders(step) !== '0,1' || node.kind !== 'sum') return false;
  const moving = node.terms.filter(step.depends);
  const soft = moving.filter(term => containsLogsumexp(term, step.leaf));
  return soft.length === 1 && moving.length === 2 && moving.every(term => soft.includes(term) || isLinear(step, term));
}
const isLogsumexp = (node: TensorNode, leaf: TensorNode): boolean => isOperation(node, 'logsumexp') && node.operands[0] === leaf;
function containsLogsumexp(node: TensorNode, leaf: TensorNode): boolean {
  return isLogsumexp(node, leaf) || (node.kind === 'product' && node.factors.some(factor => isLogsumexp(factor, leaf)));
}

const MATCHERS: readonly Matcher[] = [
  ['constant-rule', ({ node, depends }) => !depends(node)],
  ['matrix-by-itself', ({ node, leaf }) => node === leaf && leaf.shape.length > 1],
  ['linear-map', ({ node, leaf }) => node === leaf],

  // scalars by scalars
  ...scalarFunctions,
  [
    'scalar-reciprocal',
    ({ node, leaf }) =>
      node.kind === 'power' && node.base === leaf && leaf.shape.length === 0 && node.exponent.numerator === -1 && node.exponent.denominator === 1,
  ],
  ['scalar-sqrt', step => isScalarSquareRoot(step) && step.node.kind === 'power' && step.node.base === step.leaf],
  ['scalar-power', ({ node, leaf }) => node.kind === 'power' && node.base === leaf && leaf.shape.length === 0],

  // scalars by vectors
  [
    'norm-squared',
    step =>
      orders(step) === '0,1' &&
      step.node.kind === 'product' &&
      step.node.factors.length === 1 &&
      soleMovingFactor(step)?.base === step.leaf &&
      isSquare(soleMovingFactor(step)!),
  ],
  [
    'norm-squared',
    step =>
      orders(step) === '0,1' &&
      step.node.kind === 'product' &&
      step.node.factors.length === 1 &&
      isSquareOfAffine(step) &&
      isShifted(step, soleMovingFactor(step)!.base),
  ],
  ['least-squares-gradient', step => orders(step) === '0,1' && step.node.kind === 'product' && step.node.factors.length === 1 && isSquareOfAffine(step)],
  ['linear-form', step => orders(step) === '0,1' && isLinear(step)],
  [
    'quadratic-form-symmetric',
    step => orders(step) === '0,1' && isQuadraticForm(step) && step.node.kind === 'product' && isSymmetricInFactor(step.node, step.leaf),
  ],
  ['quadratic-form', step => orders(step) === '0,1' && isQuadraticForm(step)],
  ['weighted-least-squares', step => orders(step) === '0,1' && isFormInAffine(step, true)],
  ['affine-bilinear', step => orders(step) === '0,1' && isProductOfAffine(step)],
  ['norm', step => orders(step) === '0,1' && isNorm(step)],
  ['logsumexp-gradient', ({ node, leaf }) => isLogsumexp(node, leaf)],
  ['softmax-cross-entropy', isCrossEntropy],

  // vectors by vectors
  ['linear-map', step => orders(step) === '1,1' && isLinear(step)],
  ['affine-map', step => orders(step) === '1,1' && isAffine(step)],
  ['softmax-jacobian', step => isSoftmax(step) && step.leaf.shape.length === 1],
  ['softmax-rows', isSoftmax],
  [
    'elementwise-jacobian',
    ({ node, leaf }) =>
      leaf.shape.length === 1 && (node.kind === 'elementwise' || node.kind === 'power') && (node.kind === 'elementwise' ? node.argument : node.base) === leaf,
  ],
  ['normalize', isNormalized],
  ['outer-product-derivative', step => orders(step) === '2,1' && occurrences(step)?.length === 2],

  // scalars by matrices
  ['trace-rule', step => matrixOnce(step, true, count => count === 0)],
  ['trace-linear', step => matrixOnce(step, true, count => count === 1)],
  ['trace-axb', step => matrixOnce(step, true, count => count > 1)],
  ['bilinear-form-matrix', step => matrixOnce(step, false)],
  [
    'frobenius-squared',
    step =>
      orders(step) === '0,2' &&
      step.node.kind === 'product' &&
      step.node.factors.length === 1 &&
      soleMovingFactor(step)?.base === step.leaf &&
      isSquare(soleMovingFactor(step)!),
  ],
  ['frobenius-norm', step => orders(step) === '0,2' && isNorm(step)],
  ['trace-of-power', isTraceOfPower],
  ['trace-axbx', step => matrixTwice(step, link => link('columns', 'otherRows') && link('otherColumns', 'rows'))],
  ['trace-quadratic', step => sharesSide(step) && matrixTwice(step, link => link('rows', 'otherRows') && link('columns', 'otherColumns'))],
  ['trace-axbxtc', step => matrixTwice(step, link => link('rows', 'otherRows') && link('columns', 'otherColumns'))],
  ['gram-bilinear', sharesSide],
  ['quadratic-form-matrix', step => matrixTwice(step, link => link('rows', 'otherRows') !== link('columns', 'otherColumns'))],
  ...nodeOperations.map((name): readonly [RuleId, (step: Step) => boolean] => [
    tensorNodeRow(name).rule as RuleId,
    ({ node, leaf }) => isMatrixOperation(node, name) && node.argument === leaf,
  ]),
  ['log-determinant-gram', step => isMatrixOperation(step.node, 'logDeterminant') && isGram(step, step.node.argument, false)],
  ['determinant-gradient-quadratic', step => isMatrixOperation(step.node, 'determinant') && isGram(step, step.node.argument, true)],
  ['determinant-gradient-axb', step => isMatrixOperation(step.node, 'determinant') && isLinear(step, step.node.argument)],
  ['inverse-bilinear', step => inverseOnce(step, false)],
  ['trace-inverse', step => inverseOnce(step, true)],
  ['trace-elementwise', isSumOfFunction],

  // vectors and matrices by matrices
  ['matrix-vector-by-matrix', step => orders(step) === '1,2' && isLinear(step)],
  ['gram-derivative', step => orders(step) === '2,2' && isGram(step, step.node, false) && splitProduct(step)!.fixed.length === 0],
  ['gram-sandwich', step => orders(step) === '2,2' && isGram(step, step.node, true)],
  ['transpose-rule', step => orders(step) === '2,2' && step.node.kind === 'product' && step.node.factors.length === 1 && step.node.factors[0] === step.leaf],
  ['axb-jacobian', step => orders(step) === '2,2' && isLinear(step) && splitProduct(step) !== null],
  ...matrixFunctions,
  ['trace-exponential', step => traceOfFunction(step) === 'expm'],
  ['trace-function', step => traceOfFunction(step) !== null],
  ['softmax-jacobian', step => orders(step) === '0,1' && isSoftmax({ ...step, node: linearArgument(step) })],
  ...operations,
  ['elementwise-rule', ({ node, leaf }) => (node.kind === 'elementwise' && node.argument === leaf) || (node.kind === 'power' && node.base === leaf)],

  // by the outermost operation
  ['constant-multiple', step => step.leaf.shape.length === 0 && isLinear(step)],
  ['linear-map-rule', isLinearMap],
  ['sum-rule', ({ node }) => node.kind === 'sum'],
  ['hadamard-rule', isEntrywise],
  ['product-rule', step => (splitProduct(step)?.moving.length ?? 0) > 1],
  ['chain-rule', () => true],
];

function isLinearMap(step: Step): boolean {
  return isLinear(step);
}

/** The variable twice and nothing else that moves, both ends contracted. */
function isQuadraticForm(step: Step): boolean {
  return step.node.shape.length === 0 && occurrences(step)?.length === 2;
}

function isProductOfAffine(step: Step): boolean {
  const split = splitProduct(step);
  if (!split) return false;
  const moving = split.moving.flatMap(slot =>
    Array.from({ length: Q.isInteger(slot.exponent) && slot.exponent.numerator > 0 ? slot.exponent.numerator : 3 }, () => slot.base),
  );
  return moving.length === 2 && moving.every(base => isAffine(step, base)) && moving.some(base => base.shape.length > 0);
}

/** x/‖x‖, x less a constant or not. */
function isNormalized(step: Step): boolean {
  const split = splitProduct(step);
  if (!split || orders(step) !== '1,1' || split.moving.length !== 2) return false;
  const scalar = split.moving.find(slot => slot.labels.length === 0);
  const vector = split.moving.find(slot => slot.labels.length === 1);
  if (!scalar || !vector || !Q.isOne(vector.exponent) || scalar.exponent.numerator !== -1 || scalar.exponent.denominator !== 2) return false;
  const only = soleMovingFactor(stepOf(scalar.base, step.leaf));
  return only !== null && isSquare(only) && only.base === vector.base;
}

/** Σ f(X) over all entries. */
function isSumOfFunction(step: Step): boolean {
  const split = splitProduct(step);
  const only = soleMovingFactor(step);
  if (!split || !only || split.node.out.length > 0 || step.leaf.shape.length === 0 || only.labels.length !== step.leaf.shape.length) return false;
  return only.base.kind === 'elementwise' ? only.base.argument === step.leaf && Q.isOne(only.exponent) : only.base === step.leaf && !Q.isOne(only.exponent);
}
