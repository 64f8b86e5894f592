/** Terms of a sum that have a matrix in common become one product: Xᵀ a − Xᵀ b is Xᵀ (a − b). */

import type { Builder, Operation, OperationOf } from './operation.ts';

export interface SignedTerm {
  readonly negative: boolean;
  readonly code: Operation;
}

/** In the order of the terms, each group at its first member's place. */
export function gathered(terms: readonly SignedTerm[], build: Builder): readonly SignedTerm[] {
  let rest = terms;
  for (const side of [0, 1] as const) {
    const groups = new Map<string, number[]>();
    rest.forEach((term, k) => {
      const product = productOf(term);
      if (product?.matmul.operands[side].shape.length !== 2) return;
      const other = product.matmul.operands[1 - side]!;
      const key = `${product.matmul.operands[side].id}|${product.scalar?.id ?? ''}|${other.shape.length}`;
      groups.set(key, [...(groups.get(key) ?? []), k]);
    });
    for (const members of [...groups.values()].filter(group => group.length > 1)) {
      const joined = join(
        members.map(k => rest[k]!),
        side,
        build,
      );
      rest = rest.map((term, k) => (k === members[0] ? joined : members.includes(k) ? GONE : term));
    }
    rest = rest.filter(term => term !== GONE);
  }
  return rest;
}

const GONE: SignedTerm = { negative: false, code: undefined as never };

interface Product {
  readonly negative: boolean;
  readonly scalar: Operation | null;
  readonly matmul: OperationOf<'matmul'>;
}

/** `±c (A B)`. */
function productOf({ negative, code }: SignedTerm): Product | null {
  if (code.kind === 'negate') return productOf({ negative: !negative, code: code.operands[0] });
  if (code.kind === 'matmul') return { negative, scalar: null, matmul: code };
  if (code.kind !== 'multiply') return null;
  const [scalar, matmul] = code.operands;
  return matmul.kind === 'matmul' && scalar.shape.length === 0 ? { negative, scalar, matmul } : null;
}

function join(terms: readonly SignedTerm[], side: 0 | 1, build: Builder): SignedTerm {
  const products = terms.map(term => productOf(term)!);
  const [first] = products as [Product, ...Product[]];
  const common = first.matmul.operands[side];
  // a term without a sign in front, where there is one
  const ordered = [...products.filter(product => !product.negative), ...products.filter(product => product.negative)];
  const flips = ordered[0]!.negative;
  const others = ordered.map(product => product.matmul.operands[1 - side]!);
  const inner = others
    .slice(1)
    .reduce((total, other, k) => (ordered[k + 1]!.negative !== flips ? build.subtract(total, other) : build.add(total, other)), others[0]!);
  const product = side === 0 ? build.matmul(common, inner) : build.matmul(inner, common);
  return { negative: flips, code: first.scalar ? build.multiply(first.scalar, product) : product };
}
