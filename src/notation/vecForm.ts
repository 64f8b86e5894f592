/**
 * The vec form of a derivative of order 3 or 4: ∂vec F/∂vec(X)ᵀ with columns stacked (M&N 18.11–18.13). A term has one
 * where its axes fall apart into pairs: M[i,k] N[j,l] is N ⊗ M, M[i,l] N[j,k] the same times the commutation matrix,
 * M[i,j] N[k,l] the outer product of two vecs.
 */

import type { Dimension } from '../dimensions/dimension.ts';
import type { ProductNode, TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { multiplied, transposed } from './construct.ts';
import type { MatrixForm } from './form.ts';
import { type MatrixFormOptions, matrixForm } from './matrixForm.ts';
import type { Term } from './term.ts';
import { sumForm } from './terms.ts';

/** `rows` of the axes belong to the numerator, the others to the denominator. null where a term's axes hang together. */
export function vecForm(node: TensorNode, rows: number, options: MatrixFormOptions = {}): MatrixForm | null {
  const order = node.shape.length;
  if (order < 3 || order > 4 || rows < 1 || rows > 2 || order - rows > 2) return null;
  const terms: Term[] = [];
  const summands = node.kind === 'sum' ? node.written.map(k => [node.coefficients[k]!, node.terms[k]!] as const) : [[Q.ONE, node] as const];
  if (summands.length === 0) return null;
  for (const [coefficient, summand] of summands) {
    const term = vecTerm(summand, rows, options);
    if (!term) return null;
    terms.push({ coefficient, ...term });
  }
  return sumForm(terms, { rows: null, columns: null }, true);
}

interface Pair {
  /** Positions of the node's axes that the part has. */
  readonly axes: readonly number[];
  readonly node: TensorNode;
}

function vecTerm(node: TensorNode, rows: number, options: MatrixFormOptions): Omit<Term, 'coefficient'> | null {
  if (node.kind !== 'product') return null;
  const scalarNodes = node.factors.filter(factor => factor.shape.length === 0);
  const parts = separate(node);
  if (!parts) return null;
  const scalars = [];
  for (const scalar of scalarNodes) {
    const [base, exponent] = scalar.kind === 'power' ? [scalar.base, scalar.exponent] : [scalar, Q.ONE];
    const form = matrixForm(base, options);
    if (!form) return null;
    scalars.push({ base: form, exponent });
  }
  const chain = arrange(parts, rows, node.shape, options);
  return chain && { scalars, chain: chain.kind === 'product' && chain.factors.every(factor => factor.orientation !== 'scalar') ? chain.factors : [chain] };
}

/** The connected parts of the network, each with the output axes it has. An output label without a factor is a part of its own. */
function separate(node: ProductNode): readonly Pair[] | null {
  const owner = new Map<number, number>();
  const find = (label: number): number => {
    let at = label;
    while (owner.has(at) && owner.get(at) !== at) at = owner.get(at)!;
    return at;
  };
  for (const own of node.labels) for (const label of own) if (own.length > 0) owner.set(find(label), find(own[0]!));
  const groups = new Map<number, number[]>();
  node.out.forEach((label, axis) => {
    groups.set(find(label), [...(groups.get(find(label)) ?? []), axis]);
  });
  const pairs: Pair[] = [];
  for (const [root, axes] of groups) {
    const inside = node.factors.map((_, k) => k).filter(k => node.labels[k]!.length > 0 && find(node.labels[k]![0]!) === root);
    pairs.push({
      axes,
      node: product(
        inside.map(k => node.factors[k]!),
        inside.map(k => node.labels[k]!),
        axes.map(axis => node.out[axis]!),
        axes.map(axis => node.shape[axis]!),
      ),
    });
  }
  const summedApart = node.labels.some((own, k) => own.length > 0 && !groups.has(find(own[0]!)) && node.factors[k]!.shape.length > 0);
  return summedApart ? null : pairs;
}

function arrange(parts: readonly Pair[], rows: number, shape: readonly Dimension[], options: MatrixFormOptions): MatrixForm | null {
  const forms = new Map<string, MatrixForm>();
  for (const { axes, node } of parts) {
    if (axes.length > 2) return diagonalTerm(parts, shape, options);
    const form = matrixForm(node, options);
    if (!form) return null;
    forms.set(axes.join(','), form);
    if (axes.length === 2) forms.set(`${axes[1]},${axes[0]}`, transposed(form));
  }
  const at = (...axes: number[]): MatrixForm | undefined => forms.get(axes.join(','));
  const order = shape.length;
  if (order === 4) return arrangeFour(at, shape);
  return rows === 1 ? arrangeVectorByMatrix(at) : arrangeMatrixByVector(at);
}

type Lookup = (...axes: number[]) => MatrixForm | undefined;

const kronecker = (left: MatrixForm, right: MatrixForm): MatrixForm => ({
  kind: 'kronecker',
  orientation: left.orientation === 'matrix' || right.orientation === 'matrix' ? 'matrix' : left.orientation,
  factors: [left, right],
});
const vecOf = (form: MatrixForm): MatrixForm => ({ kind: 'call', orientation: 'column', function: 'vec', argument: form });

/** Axes i j | k l of ∂F_ij/∂X_kl. */
function arrangeFour(at: Lookup, shape: readonly Dimension[]): MatrixForm | null {
  const [ik, jl, il, jk, ij, kl] = [at(0, 2), at(1, 3), at(0, 3), at(1, 2), at(0, 1), at(2, 3)];
  if (ik && jl) return kronecker(jl, ik);
  // M[i,l] N[j,k]: (N ⊗ M) vec(Xᵀ), and vec(Xᵀ) = K vec(X)
  if (il && jk) {
    const commutation: MatrixForm = { kind: 'commutation', orientation: 'matrix', m: shape[2]!, n: shape[3]! };
    return isIdentity(il) && isIdentity(jk) ? commutation : multiplied([kronecker(jk, il), commutation]);
  }
  if (ij && kl) return multiplied([vecOf(ij), transposed(vecOf(kl))]);
  return fromColumns(at);
}

/** Four vectors, or a matrix and two vectors that no pair of the above has. */
function fromColumns(at: Lookup): MatrixForm | null {
  const [i, j, k, l] = [at(0), at(1), at(2), at(3)];
  if (i && j && k && l) return multiplied([kronecker(j, i), transposed(kronecker(l, k))]);
  const [ik, jl] = [at(0, 2), at(1, 3)];
  if (ik && j && l) return kronecker(multiplied([j, transposed(l)]), ik);
  if (jl && i && k) return kronecker(jl, multiplied([i, transposed(k)]));
  return null;
}

/** Axes i | k l: columns of the result are the entries of X, column by column. */
function arrangeVectorByMatrix(at: Lookup): MatrixForm | null {
  const [ik, l, il, k, i, kl] = [at(0, 1), at(2), at(0, 2), at(1), at(0), at(1, 2)];
  if (ik && l) return kronecker(transposed(l), ik);
  if (il && k) return kronecker(il, transposed(k));
  if (i && kl) return multiplied([i, transposed(vecOf(kl))]);
  return i && k && l ? multiplied([i, transposed(kronecker(l, k))]) : null;
}

/** Axes i j | k. */
function arrangeMatrixByVector(at: Lookup): MatrixForm | null {
  const [ik, j, jk, i, ij, k] = [at(0, 2), at(1), at(1, 2), at(0), at(0, 1), at(2)];
  if (ik && j) return kronecker(j, ik);
  if (jk && i) return kronecker(jk, i);
  if (ij && k) return multiplied([vecOf(ij), transposed(k)]);
  return i && j && k ? multiplied([kronecker(j, i), transposed(k)]) : null;
}

/** δ_ik δ_jl M_ij, the derivative of a function of each entry: diag(vec M). */
function diagonalTerm(parts: readonly Pair[], shape: readonly Dimension[], options: MatrixFormOptions): MatrixForm | null {
  const only = parts.length === 1 ? parts[0]! : null;
  if (!only || shape.length !== 4 || only.node.kind !== 'product') return null;
  const [i, j, k, l] = only.node.out;
  if (i !== k || j !== l || i === j) return null;
  const { factors, labels } = only.node;
  const matrix = matrixForm(product(factors, labels, [i!, j!], [shape[0]!, shape[1]!]), options);
  return matrix && { kind: 'call', orientation: 'matrix', function: 'diag', argument: vecOf(matrix) };
}

const isIdentity = (form: MatrixForm): boolean => form.kind === 'identity';
