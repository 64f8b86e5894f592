/** A tensor whose axes are those of a matrix with flattened sides, taken apart into the factors of a Kronecker product. */

import type { Dimension } from '../dimensions/dimension.ts';
import { splitCoefficient } from './leaves.ts';
import type { TensorNode } from './node.ts';
import { product } from './product.ts';
import { scale } from './sum.ts';

/**
 * The matrices A, B, … of A ⊗ B ⊗ …, where `node` has the axes (rows of A, rows of B, …, columns of A, columns of B, …).
 * The scalars go to the first. null where the sides do not come apart, or one of the factors is not square.
 */
export function kroneckerFactors(node: TensorNode): readonly TensorNode[] | null {
  const { coefficient, rest } = splitCoefficient(node);
  if (rest.kind !== 'product' || rest.out.length < 4 || rest.out.length % 2 !== 0) return null;
  const count = rest.out.length / 2;
  const parts = componentsOf(rest.labels, rest.out, count);
  if (!parts) return null;
  const matrices = parts.map((factors, k) => {
    const [row, column] = [rest.out[k]!, rest.out[count + k]!];
    const scalars = k === 0 ? rest.factors.flatMap((factor, at) => (factor.shape.length === 0 ? [at] : [])) : [];
    const own = [...scalars, ...factors];
    const shape: readonly Dimension[] = [rest.sizes[row]!, rest.sizes[column]!];
    return product(
      own.map(at => rest.factors[at]!),
      own.map(at => rest.labels[at]!),
      [row, column],
      shape,
    );
  });
  if (matrices.some(({ shape }) => shape[0] !== shape[1])) return null;
  return matrices.map((matrix, k) => (k === 0 ? scale(coefficient, matrix) : matrix));
}

/** The tensor of a Kronecker product of matrices. */
export function kroneckerProduct(matrices: readonly TensorNode[]): TensorNode {
  const count = matrices.length;
  return product(
    matrices,
    matrices.map((_, k) => [k, count + k]),
    Array.from({ length: 2 * count }, (_, axis) => axis),
  );
}

/** By pair of sides, the factors that are joined to it by labels; null where a factor is joined to none or to two. */
function componentsOf(labels: readonly (readonly number[])[], out: readonly number[], count: number): readonly (readonly number[])[] | null {
  const side = new Map<number, number>();
  for (const [axis, label] of out.entries()) {
    const known = side.get(label);
    if (known !== undefined && known !== axis % count) return null;
    side.set(label, axis % count);
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const own of labels) {
      const sides = new Set(own.flatMap(label => side.get(label) ?? []));
      if (sides.size > 1) return null;
      for (const pair of sides)
        for (const label of own)
          if (!side.has(label)) {
            side.set(label, pair);
            changed = true;
          }
    }
  }
  const parts: number[][] = Array.from({ length: count }, () => []);
  for (const [at, own] of labels.entries()) {
    if (own.length === 0) continue;
    const pair = side.get(own[0]!);
    if (pair === undefined) return null;
    parts[pair]!.push(at);
  }
  return parts;
}
