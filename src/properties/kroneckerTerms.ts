/** A linear map of matrices as Σ A X Bᵀ, read off its tensor M[i,j,k,l] = Σ A[i,k] B[j,l] (Magnus and Neudecker, 2.4). */

import { expand } from '../calculus/expand.ts';
import { isZero, number, splitCoefficient } from '../tensors/leaves.ts';
import { multiplyScalars } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import * as Q from '../tensors/rational.ts';
import { linear, scale } from '../tensors/sum.ts';

/** A X Bᵀ, the coefficient in A. */
export interface KroneckerTerm {
  readonly left: TensorNode;
  readonly right: TensorNode;
}

/** Terms with one B are one term, then those with one A. null where a factor joins the rows with the columns. */
export function kroneckerTerms(map: TensorNode): readonly KroneckerTerm[] | null {
  const expanded = expand(map);
  const terms = expanded.kind === 'sum' ? expanded.written.map(k => [expanded.coefficients[k]!, expanded.terms[k]!] as const) : [[Q.ONE, expanded] as const];
  const found: KroneckerTerm[] = [];
  for (const [coefficient, node] of terms) {
    const inner = splitCoefficient(node);
    const term = inner.rest.kind === 'product' ? separated(inner.rest) : null;
    if (!term) return null;
    found.push({ ...term, left: scale(Q.multiply(coefficient, inner.coefficient), term.left) });
  }
  return joined(joined(found, 'right', 'left'), 'left', 'right');
}

/** Adds the other sides of terms that agree in one. */
function joined(terms: readonly KroneckerTerm[], same: 'left' | 'right', other: 'left' | 'right'): readonly KroneckerTerm[] {
  const groups = new Map<TensorNode, TensorNode[]>();
  for (const term of terms) groups.set(term[same], [...(groups.get(term[same]) ?? []), term[other]]);
  return [...groups].map(([shared, parts]) => {
    const sum = linear(
      parts.map(part => [Q.ONE, part] as const),
      parts[0]!.shape,
    );
    return { [same]: shared, [other]: sum } as unknown as KroneckerTerm;
  });
}

/** The factors that hang together with the first and third axis, and those with the second and fourth. */
function separated({ factors, labels, out, sizes }: TensorNode & { kind: 'product' }): KroneckerTerm | null {
  const [i, j, k, l] = out as [number, number, number, number];
  const rows = reached([i, k], labels);
  const columns = reached([j, l], labels);
  if (rows.has(j) || rows.has(l) || columns.has(i) || columns.has(k)) return null;
  const part = (reach: ReadonlySet<number>, ends: readonly number[]): TensorNode => {
    const own = factors.map((_, at) => at).filter(at => labels[at]!.some(label => reach.has(label)));
    return product(
      own.map(at => factors[at]!),
      own.map(at => labels[at]!),
      ends,
      ends.map(label => sizes[label]!),
    );
  };
  const scalars = factors.filter(factor => factor.shape.length === 0);
  const left = part(rows, [i, k]);
  const scaledLeft = scalars.length === 0 ? left : product([multiplyScalars(scalars), left], [[], [0, 1]], [0, 1], left.shape);
  return { left: scaledLeft, right: part(columns, [j, l]) };
}

function reached(from: readonly number[], labels: readonly (readonly number[])[]): ReadonlySet<number> {
  const found = new Set(from);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const own of labels) if (own.some(label => found.has(label))) for (const label of own) found.add(label);
  }
  return found;
}

export const isIdentity = (node: TensorNode): boolean =>
  node.kind === 'product' && node.factors.length === 0 && node.out.length === 2 && node.out[0] === node.out[1];

/** c for c · I. */
export function multipleOfIdentity(node: TensorNode): TensorNode | null {
  const { coefficient, rest } = splitCoefficient(node);
  if (isZero(node) || rest.kind !== 'product' || rest.out.length !== 2 || rest.out[0] !== rest.out[1]) return null;
  if (!rest.factors.every(factor => factor.shape.length === 0)) return null;
  return scale(coefficient, rest.factors.length === 0 ? number(1) : multiplyScalars(rest.factors));
}
