/**
 * The rules that a line may name: a frozen id, the words printed beside the line, and the source. A source stands here
 * only where the rule was read in it; the lecture comes first, then MML (Deisenroth, Faisal and Ong), the Matrix
 * Cookbook, and M&N (Magnus and Neudecker).
 */

import { type ElementwiseRuleId, elementwiseNames, primitiveRow } from '../operations/elementwise.ts';
import { type MatrixFunctionRuleId, matrixFunctionNames, matrixFunctionRow } from '../operations/matrixFunctions.ts';
import type { OperationRuleId } from '../operations/tensorOperation.ts';
import { operationNames, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import type { Layout } from '../shapes/typed.ts';

export interface Rule {
  readonly name: string;
  readonly source: string | null;
  /** The source prints the rule in the numerator layout; its transpose has this source, or none. */
  readonly transposed?: { readonly source: string | null };
}

const anywhere = (name: string, source: string | null = null): Rule => ({ name, source });
/** Printed as a row or an m×n Jacobian in its source. */
const asRow = (name: string, source: string | null = null, transposedSource: string | null = null): Rule => ({
  name,
  source,
  transposed: { source: transposedSource },
});

/** The rules that belong to one function or two, from the rows of the functions. */
function rulesOfFunctions(): Readonly<Record<ElementwiseRuleId, Rule>> {
  const rules = elementwiseNames.flatMap(name => primitiveRow(name).rule ?? []);
  return Object.fromEntries(rules.map(({ id, words, source }) => [id, anywhere(words, source)])) as Record<ElementwiseRuleId, Rule>;
}

function rulesOfMatrixFunctions(): Readonly<Record<MatrixFunctionRuleId, Rule>> {
  const rules = matrixFunctionNames.flatMap(name => matrixFunctionRow(name).rule ?? []);
  return Object.fromEntries(rules.map(({ id, words }) => [id, anywhere(words)])) as Record<MatrixFunctionRuleId, Rule>;
}

function rulesOfOperations(): Readonly<Record<OperationRuleId, Rule>> {
  const rules = operationNames.flatMap(name => TENSOR_OPERATIONS[name].rule ?? []);
  return Object.fromEntries(rules.map(({ id, words, source }) => [id, anywhere(words, source)])) as Record<OperationRuleId, Rule>;
}

export const RULES = {
  // layout and identification
  identification: anywhere('identification', 'M&N Theorem 18.1'),
  'identification-gradient-vector': anywhere('identification', 'M&N Theorem 18.1'),
  'identification-gradient-matrix': anywhere('identification', 'M&N 18.12'),
  'identification-hessian': anywhere('second identification', 'M&N Theorem 18.3'),
  'matrix-by-itself': anywhere('an entry by an entry is a delta', 'Cookbook (32)'),
  'gradient-row': asRow('the derivatives side by side', 'lecture'),
  'scalar-by-matrix-shape': anywhere('in the shape of the matrix', 'lecture'),
  'jacobian-definition': asRow('one row for each output', 'lecture'),

  // basic rules
  'constant-rule': anywhere('derivative of a constant', 'Cookbook (33)'),
  'sum-rule': anywhere('sum rule', 'MML (5.47)'),
  'sum-over-index': anywhere('sum rule', 'lecture'),
  'constant-multiple': anywhere('constant factor', 'Cookbook (34)'),
  'linear-map-rule': anywhere('a constant linear map passes through', 'M&N 18.6'),
  'product-rule-scalar': anywhere('product rule', 'MML (5.46)'),
  'product-rule': anywhere('product rule', 'MML (5.46)'),
  'product-rule-inner': asRow('product rule for an inner product', 'M&N 18.3'),
  'product-rule-bilinear': asRow('product rule for a bilinear form', 'Cookbook (93)'),
  'product-rule-scalar-vector': asRow('product rule for a scalar and a vector'),
  'quotient-rule': anywhere('quotient rule', 'MML (5.30)'),
  'chain-rule': asRow('chain rule', 'lecture'),
  'chain-rule-entrywise': anywhere('chain rule in components', 'lecture'),
  'chain-rule-scalar-of-matrix': anywhere('chain rule through a matrix', 'Cookbook (137)'),
  'chain-rule-path': anywhere('chain rule along a path', 'MML (5.49)'),
  'chain-rule-dag': anywhere('chain rule, one term for each path', 'MML (5.143)'),
  'chain-rule-tensor': anywhere('chain rule through a matrix', 'M&N 18.12'),
  'chain-rule-second-differential': anywhere('the differential of the differential', 'M&N Theorem 18.4'),

  // operations
  'transpose-rule': anywhere('transpose', 'lecture'),
  'trace-rule': anywhere('differential of a trace', 'lecture'),
  'kronecker-rule': anywhere('product rule for ⊗', 'Cookbook (39)'),
  'hadamard-rule': anywhere('product rule for ⊙', 'Cookbook (38)'),
  'elementwise-rule': anywhere('function of each entry'),
  'elementwise-jacobian': anywhere('function of each entry'),

  // scalar and elementwise functions
  'scalar-power': anywhere('derivative of a power', 'MML (5.6d)'),
  'scalar-reciprocal': anywhere('derivative of a reciprocal', 'M&N 18.2'),
  'scalar-sqrt': anywhere('derivative of a square root'),
  ...rulesOfFunctions(),

  // inverse and determinant
  'differential-of-inverse': anywhere('derivative of an inverse', 'lecture'),
  'pseudo-inverse': anywhere('derivative of a pseudo-inverse'),
  'inverse-bilinear': anywhere('derivative of aᵀX⁻¹b', 'lecture'),
  'jacobi-formula-determinant': anywhere('derivative of a determinant', 'lecture'),
  'determinant-gradient': anywhere('derivative of a determinant', 'Cookbook (49)'),
  'determinant-gradient-axb': anywhere('derivative of det(AXB)', 'Cookbook (51)'),
  'determinant-gradient-quadratic': anywhere('derivative of det(XᵀAX)', 'Cookbook (54)'),
  'log-determinant': anywhere('derivative of log det', 'Cookbook (57)'),
  'log-determinant-gram': anywhere('derivative of log det(XᵀX)', 'Cookbook (55)'),

  // powers and traces
  'matrix-power': anywhere('derivative of a matrix power', 'Cookbook (90)'),
  'trace-of-power': anywhere('derivative of tr(Xᵏ)', 'Cookbook (121)'),
  'trace-linear': anywhere('derivative of tr(AX)', 'Cookbook (100)'),
  'trace-axb': anywhere('derivative of tr(AXB)', 'Cookbook (101)'),
  'trace-quadratic': anywhere('derivative of tr(XᵀBX)', 'Cookbook (108)'),
  'trace-axbxtc': anywhere('derivative of tr(AXBXᵀC)', 'Cookbook (118)'),
  'trace-axbx': anywhere('derivative of tr(AXBX)', 'Cookbook (114)'),
  'trace-inverse': anywhere('derivative of tr(AX⁻¹B)', 'Cookbook (124)'),
  'trace-elementwise': anywhere('derivative of a sum of function values'),
  'trace-exponential': anywhere('derivative of the trace of an exponential'),
  ...rulesOfMatrixFunctions(),
  'trace-function': anywhere('derivative of the trace of a matrix function', 'Cookbook section 2.5'),

  // linear, bilinear and quadratic forms
  'linear-form': asRow('derivative of a linear form', 'lecture', 'Cookbook (69)'),
  'linear-map': asRow('derivative of a linear map', 'lecture'),
  'affine-map': asRow('derivative of an affine map', 'lecture'),
  'bilinear-form-matrix': anywhere('derivative of aᵀXb', 'lecture'),
  'quadratic-form': asRow('derivative of a quadratic form', 'lecture', 'Cookbook (81)'),
  'quadratic-form-symmetric': asRow('derivative of a symmetric quadratic form'),
  'quadratic-form-hessian': anywhere('second derivative of a quadratic form', 'Cookbook (98)'),
  'weighted-least-squares': asRow('derivative of weighted least squares', 'lecture', 'Cookbook (84)'),
  'least-squares-gradient': asRow('derivative of least squares', 'lecture'),
  'affine-bilinear': asRow('derivative of a product of affine maps', 'Cookbook (78)', 'Cookbook (78)'),
  'quadratic-form-matrix': anywhere('derivative of bᵀXᵀDXc', 'Cookbook (82)'),
  'gram-bilinear': anywhere('derivative of bᵀXᵀXc', 'Cookbook (77)'),
  'matrix-vector-by-matrix': anywhere('derivative of Ax by A', 'lecture'),
  'gram-derivative': anywhere('derivative of RᵀR', 'lecture'),
  'gram-sandwich': anywhere('derivative of XᵀBX', 'Cookbook (80)'),
  'outer-product-derivative': anywhere('derivative of an outer product'),
  'axb-jacobian': anywhere('derivative of AXB', 'M&N 18.11'),

  // norms
  'norm-squared': asRow('derivative of a squared norm', 'lecture'),
  norm: asRow('derivative of a norm', 'Cookbook (129)', 'Cookbook (129)'),
  normalize: anywhere('derivative of a unit vector', 'Cookbook (130)'),
  'frobenius-squared': anywhere('derivative of a squared Frobenius norm', 'Cookbook (132)'),
  'frobenius-norm': anywhere('derivative of a Frobenius norm'),
  'norm-1': asRow('derivative of a sum of absolute values'),

  // softmax
  'softmax-jacobian': anywhere('derivative of softmax', 'Cookbook (569)'),
  'softmax-rows': anywhere('derivative of softmax, row by row'),
  'softmax-cross-entropy': asRow('derivative of softmax cross-entropy'),
  'logsumexp-gradient': asRow('derivative of log-sum-exp'),
  'log-softmax': anywhere('derivative of log softmax'),

  // functions of a whole matrix or vector
  ...rulesOfOperations(),

  // algebra
  'transpose-of-sum': anywhere('transpose of a sum', 'MML (2.30)'),
  'transpose-of-product': anywhere('transpose of a product', 'MML (2.31)'),
  'scalar-transpose': anywhere('a scalar equals its transpose', 'MML 2.2.3'),
  'trace-cyclic': anywhere('cyclic trace', 'MML (4.19)'),
  'trace-of-scalar': anywhere('a scalar is its own trace', 'MML (4.20)'),
  'trace-inner-product': anywhere('a sum of products of entries is a trace', 'Cookbook (521)'),
  distributive: anywhere('multiply out', 'MML (2.19)'),
  'hadamard-diagonal': anywhere('a diagonal matrix scales the entries'),
  'delta-contract': anywhere('the delta picks one term'),
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

export const ruleName = (id: RuleId): string => RULES[id].name;

/** What is printed as the source of a rule in a layout. */
export function sourceOf(id: RuleId, layout: Layout): string | null {
  const rule: Rule = RULES[id];
  return layout === 'denominator' && rule.transposed ? rule.transposed.source : rule.source;
}
