/** Constructors on matrices: transpose, inverse, determinant, matrix functions; and what is symmetric. */

import { byMatrixFunction, type MatrixFunctionName } from '../operations/matrixFunctions.ts';
import { type NodeOperation, tensorNodeRow } from '../operations/matrixOperations.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { elementwise } from './elementwise.ts';
import { orthonormalSides } from './facts.ts';
import { intern, lookup } from './intern.ts';
import { dimensionNumber, identity, isZero, number, numberOf, splitCoefficient } from './leaves.ts';
import { isMatrixOperation, type ProductNode, type SumNode, type TensorNode } from './node.ts';
import { scalarPower } from './operation.ts';
import { power } from './power.ts';
import { product } from './product.ts';
import * as Q from './rational.ts';
import { linear, representativeOf, scale } from './sum.ts';

/** Axes exchanged. */
export const transpose = (matrix: TensorNode): TensorNode => product([matrix], [[0, 1]], [1, 0]);

/** Σ_k a[i,k] b[k,j]. */
export const matrixProduct = (a: TensorNode, b: TensorNode): TensorNode =>
  product([a, b], [[0, 1].slice(0, a.shape.length), b.shape.length === 2 ? [1, 2] : [1]], b.shape.length === 2 ? [0, 2] : [0]);

export const trace = (matrix: TensorNode): TensorNode => product([matrix], [[0, 0]], []);

/** Whether the matrix equals its transpose, by declared facts and by structure. */
export function isSymmetric(node: TensorNode): boolean {
  if (node.shape.length !== 2 || node.shape[0] !== node.shape[1]) return false;
  if (node.kind === 'variable') return node.facts.size > 0 && SYMMETRIC_FACTS.some(fact => node.facts.has(fact));
  if (node.symmetric !== undefined) return node.symmetric;
  // while it is being decided the answer is no: a canonical form that is asked for meanwhile may not assume it
  node.symmetric = false;
  const decided = decideSymmetry(node);
  node.symmetric = decided;
  return decided;
}

const SYMMETRIC_FACTS = ['symmetric', 'positive definite', 'positive semidefinite', 'negative definite', 'negative semidefinite', 'diagonal'];

function decideSymmetry(node: TensorNode): boolean {
  switch (node.kind) {
    case 'matrixOperation':
      return tensorNodeRow(node.name).ofSymmetric === 'symmetric' && isSymmetric(node.argument);
    case 'elementwise':
    case 'matrixFunction':
    case 'matrixPower':
      return isSymmetric(node.argument);
    case 'operation':
      return TENSOR_OPERATIONS[node.name].symmetric === true;
    case 'power':
      return isSymmetric(node.base);
    case 'sum': {
      const first = node.terms.findIndex(term => !isSymmetric(term));
      return first < 0 || (hasTransposedTerm(node, first) && transpose(node) === node);
    }
    case 'product':
      return mayBeSymmetric(node) && transpose(node) === node;
    default:
      return false;
  }
}

/** Whether another term may be the transpose of this one, which is not symmetric: a symmetric sum has both. */
function hasTransposedTerm(sum: SumNode, at: number): boolean {
  const term = sum.terms[at]!;
  if (sum.terms.length < 2) return false;
  for (let other = 0; other < sum.terms.length; other++) {
    if (other === at || !Q.equal(sum.coefficients[other]!, sum.coefficients[at]!)) continue;
    const candidate = sum.terms[other]!;
    const mayBe = term.kind === 'product' || candidate.kind === 'product' ? sum.shape.length === 2 : term.kind === candidate.kind;
    if (mayBe) return true;
  }
  return false;
}

/** What meets the rows of a symmetric product meets its columns as well. */
function mayBeSymmetric(node: ProductNode): boolean {
  const [rows, columns] = node.out as [number, number];
  if (rows === columns) return true;
  let difference = 0;
  for (let k = 0; k < node.factors.length; k++) {
    const { id } = node.factors[k]!;
    for (const label of node.labels[k]!)
      if (label === rows) difference += id;
      else if (label === columns) difference -= id;
  }
  return difference === 0;
}

/**
 * A⁻¹ of a square matrix. Products of square factors are turned round (the product is invertible exactly when its
 * factors are; Cookbook (1), MML (2.27)), scalars come out, (Aᵀ)⁻¹ is (A⁻¹)ᵀ.
 */
export function inverse(matrix: TensorNode): TensorNode {
  const { coefficient, rest } = splitCoefficient(matrix);
  if (!Q.isOne(coefficient) && !isZero(matrix)) return scale(Q.reciprocal(coefficient), inverse(rest));
  if (isMatrixOperation(matrix, 'inverse')) return matrix.argument;
  if (orthonormalSides(matrix).length === 2) return transpose(matrix);
  if (matrix.kind === 'sum' && matrix.terms.length > 1) {
    const representative = representativeOf(matrix);
    if (representative.node !== matrix) {
      const inverted = scale(Q.reciprocal(representative.ratio), inverse(representative.node));
      return representative.transposed ? transpose(inverted) : inverted;
    }
  }
  if (matrix.kind === 'product') {
    const inverted = inverseOfProduct(matrix);
    if (inverted) return inverted;
  }
  const key = `i|${matrix.id}`;
  const known = lookup(key);
  if (known) return known;
  const flipped = transpose(matrix);
  const other = flipped === matrix ? undefined : lookup(`i|${flipped.id}`);
  if (other) return transpose(other);
  return intern(key, { kind: 'matrixOperation', name: 'inverse', argument: matrix, shape: matrix.shape });
}

function inverseOfProduct(matrix: ProductNode): TensorNode | null {
  const path = squarePath(matrix);
  if (path) {
    const parts = path.factors.map(({ node, transposed }) => (transposed ? transpose(inverse(node)) : inverse(node))).reverse();
    const labels = parts.map((_, k) => [k, k + 1]);
    const scalars = path.scalars.map(scalar => power(scalar, Q.MINUS_ONE));
    return product([...scalars, ...parts], [...scalars.map(() => []), ...labels], [0, parts.length], matrix.shape);
  }
  // diag(v)⁻¹ = diag(1 ⊘ v)
  if (
    matrix.out[0] === matrix.out[1] &&
    matrix.factors.every((factor, k) => factor.shape.length === 0 || matrix.labels[k]!.every(label => label === matrix.out[0]))
  ) {
    const factors = matrix.factors.map(factor => power(factor, Q.MINUS_ONE));
    return product(factors, matrix.labels, matrix.out, matrix.shape);
  }
  return null;
}

interface SquarePath {
  readonly scalars: readonly TensorNode[];
  readonly factors: readonly { readonly node: TensorNode; readonly transposed: boolean }[];
}

/** The product as scalars times a chain of square matrices of one size, or null. */
function squarePath(matrix: ProductNode): SquarePath | null {
  if (matrix.out.length !== 2 || matrix.out[0] === matrix.out[1]) return null;
  const scalars = matrix.factors.filter(factor => factor.shape.length === 0);
  const edges = matrix.factors.map((node, k) => ({ node, labels: matrix.labels[k]! })).filter(edge => edge.node.shape.length > 0);
  const size = matrix.shape[0]!;
  if (edges.length === 0 || edges.some(edge => edge.labels.length !== 2 || edge.node.shape[0] !== size || edge.node.shape[1] !== size)) return null;
  if (edges.length === 1 && scalars.length === 0) return null;
  const left = new Set(edges);
  const factors: { node: TensorNode; transposed: boolean }[] = [];
  let at = matrix.out[0]!;
  while (left.size > 0) {
    const next: typeof edges = [...left].filter(edge => edge.labels.includes(at));
    if (next.length !== 1) return null;
    const edge = next[0]!;
    if (edge.labels[0] === edge.labels[1]) return null;
    const transposed = edge.labels[0] !== at;
    factors.push({ node: edge.node, transposed });
    at = transposed ? edge.labels[0]! : edge.labels[1]!;
    left.delete(edge);
  }
  return at === matrix.out[1] ? { scalars, factors } : null;
}

/** det of a square matrix: of a product of square factors the product, of an inverse the reciprocal, of A^k the power, of a transpose the same. */
export function determinant(matrix: TensorNode): TensorNode {
  const path = matrix.kind === 'product' ? squarePath(matrix) : null;
  if (path && path.scalars.length === 0) return multiplyScalars(path.factors.map(({ node }) => determinant(node)));
  if (isMatrixOperation(matrix, 'inverse')) return power(determinant(matrix.argument), Q.MINUS_ONE);
  if (matrix.kind === 'matrixPower') return scalarPower(determinant(matrix.argument), matrix.exponent);
  if (isIdentity(matrix)) return number(1);
  return upToTransposition('determinant', 'D', matrix);
}

/** ln |det|: of a product of square factors the sum, of a scaled matrix n·ln|c| more, of A^k k times that of A. */
export function logDeterminant(matrix: TensorNode): TensorNode {
  const { coefficient, rest } = splitCoefficient(matrix);
  if (!Q.isOne(coefficient) && !isZero(matrix)) {
    const logarithm = elementwise('log', number(Q.rational(Math.abs(coefficient.numerator), coefficient.denominator)));
    return linear(
      [
        [Q.ONE, multiplyScalars([dimensionNumber(matrix.shape[0]!), logarithm])],
        [Q.ONE, logDeterminant(rest)],
      ],
      [],
    );
  }
  const path = matrix.kind === 'product' ? squarePath(matrix) : null;
  if (path) {
    const terms: [Q.Rational, TensorNode][] = path.factors.map(({ node }) => [Q.ONE, logDeterminant(node)]);
    for (const scalar of path.scalars)
      terms.push([Q.ONE, multiplyScalars([dimensionNumber(matrix.shape[0]!), elementwise('log', elementwise('abs', scalar))])]);
    return linear(terms, []);
  }
  if (isMatrixOperation(matrix, 'inverse')) return scale(Q.MINUS_ONE, logDeterminant(matrix.argument));
  if (matrix.kind === 'matrixPower') return multiplyScalars([matrix.exponent, logDeterminant(matrix.argument)]);
  if (isIdentity(matrix)) return number(0);
  return upToTransposition('logDeterminant', 'L', matrix);
}

function upToTransposition(name: 'determinant' | 'logDeterminant', letter: string, matrix: TensorNode): TensorNode {
  const key = `${letter}|${matrix.id}`;
  const known = lookup(key);
  if (known) return known;
  const flipped = transpose(matrix);
  const other = flipped === matrix ? undefined : lookup(`${letter}|${flipped.id}`);
  return other ?? intern(key, { kind: 'matrixOperation', name, argument: matrix, shape: [] });
}

const isIdentity = (node: TensorNode): boolean => node.kind === 'product' && node.factors.length === 0 && node.out.length === 2 && node.out[0] === node.out[1];

export const multiplyScalars = (scalars: readonly TensorNode[]): TensorNode =>
  product(
    scalars,
    scalars.map(() => []),
    [],
  );

const IDENTITY_AT_ZERO = byMatrixFunction(row => row.identityAtZero ?? false);

/** f(X) by its power series (Higham, Functions of Matrices, names the functions; square X). */
export function matrixFunction(name: MatrixFunctionName, argument: TensorNode): TensorNode {
  const key = `m|${name}|${argument.id}`;
  const known = lookup(key);
  if (known) return known;
  if (IDENTITY_AT_ZERO[name] && isZero(argument)) return identity([argument.shape[0]!]);
  const flipped = transpose(argument);
  const other = flipped === argument ? undefined : lookup(`m|${name}|${flipped.id}`);
  if (other) return transpose(other);
  return intern(key, { kind: 'matrixFunction', function: name, argument, shape: argument.shape });
}

/** A whole power of a square matrix: the identity, a product of copies, or one of copies of the inverse. */
export function integerMatrixPower(matrix: TensorNode, exponent: number): TensorNode {
  const base = exponent < 0 ? inverse(matrix) : matrix;
  const count = Math.abs(exponent);
  return product(
    Array.from({ length: count }, () => base),
    Array.from({ length: count }, (_, k) => [k, k + 1]),
    [0, count],
    matrix.shape,
  );
}

/** A^k of a square matrix and a scalar k. Of a transpose it is the transpose; for k = ½ it is the square root. */
export function matrixPower(argument: TensorNode, exponent: TensorNode): TensorNode {
  const value = numberOf(exponent);
  if (value && Q.isInteger(value)) return integerMatrixPower(argument, value.numerator);
  if (value && value.denominator === 2 && Math.abs(value.numerator) === 1) {
    const root = matrixFunction('sqrtm', argument);
    return value.numerator > 0 ? root : inverse(root);
  }
  const key = `P|${argument.id}|${exponent.id}`;
  const known = lookup(key);
  if (known) return known;
  const flipped = transpose(argument);
  const other = flipped === argument ? undefined : lookup(`P|${flipped.id}|${exponent.id}`);
  return other ? transpose(other) : intern(key, { kind: 'matrixPower', argument, exponent, shape: argument.shape });
}

/** The k-th derivative of a matrix function by the entries of its argument (Higham, Functions of Matrices, on Fréchet derivatives). */
export function matrixFunctionDerivative(name: MatrixFunctionName, order: number, argument: TensorNode): TensorNode {
  const shape = Array.from({ length: order + 1 }, () => argument.shape).flat();
  return intern(`M|${name}|${order}|${argument.id}`, { kind: 'matrixFunctionDerivative', function: name, order, argument, shape });
}

/** X⁺. Of an invertible matrix the inverse, of a transpose the transpose. */
export function pseudoInverse(matrix: TensorNode): TensorNode {
  if (matrix.kind === 'variable' && INVERTIBLE_FACTS.some(fact => matrix.facts.has(fact))) return inverse(matrix);
  if (isMatrixOperation(matrix, 'pseudoInverse')) return matrix.argument;
  const { coefficient, rest } = splitCoefficient(matrix);
  if (!Q.isOne(coefficient) && !isZero(matrix)) return scale(Q.reciprocal(coefficient), pseudoInverse(rest));
  const key = `+|${matrix.id}`;
  const known = lookup(key);
  if (known) return known;
  const flipped = transpose(matrix);
  const other = flipped === matrix ? undefined : lookup(`+|${flipped.id}`);
  return other
    ? transpose(other)
    : intern(key, { kind: 'matrixOperation', name: 'pseudoInverse', argument: matrix, shape: [matrix.shape[1]!, matrix.shape[0]!] });
}

const CONSTRUCTORS: Readonly<Record<NodeOperation, (matrix: TensorNode) => TensorNode>> = { inverse, determinant, logDeterminant, pseudoInverse };

/** In its normal form. */
export const matrixOperation = (name: NodeOperation, matrix: TensorNode): TensorNode => CONSTRUCTORS[name](matrix);

const INVERTIBLE_FACTS = ['invertible', 'positive definite', 'negative definite', 'orthogonal'];

/** The Fréchet derivative of f at a matrix in a direction. */
export function frechet(name: MatrixFunctionName, argument: TensorNode, direction: TensorNode): TensorNode {
  if (isZero(direction)) return direction;
  const { coefficient, rest } = splitCoefficient(direction);
  if (!Q.isOne(coefficient)) return scale(coefficient, frechet(name, argument, rest));
  return intern(`F|${name}|${argument.id}|${direction.id}`, { kind: 'frechet', function: name, argument, direction, shape: argument.shape });
}
