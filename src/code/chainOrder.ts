/**
 * The order of multiplication with the fewest operations for a chain of matrices, by dynamic programming over its parts
 * (Cormen et al., Introduction to Algorithms, 14.2). Sizes may be symbols.
 */

import { addDimensions, constantDimension, type Dimension } from '../dimensions/dimension.ts';
import { compareCosts, loopCost } from './cost.ts';

/** A matrix by its position in the chain, or the product of two parts. */
export type ChainTree = number | { readonly left: ChainTree; readonly right: ChainTree };

/** Longer chains are multiplied from the left: the search is cubic. */
const LONGEST = 40;

/** @param sizes row size of the first matrix, then the column size of each. Of equal orders the one from the left. */
export function cheapestOrder(sizes: readonly Dimension[]): ChainTree {
  const count = sizes.length - 1;
  if (count > LONGEST) return fromTheLeft(count);
  const best: { readonly cost: Dimension; readonly tree: ChainTree }[][] = [];
  for (let from = count - 1; from >= 0; from--) {
    const row: { readonly cost: Dimension; readonly tree: ChainTree }[] = [];
    row[from] = { cost: constantDimension(0), tree: from };
    best[from] = row;
    for (let to = from + 1; to < count; to++) {
      for (let middle = to - 1; middle >= from; middle--) {
        const [left, right] = [row[middle]!, best[middle + 1]![to]!];
        const own = loopCost(sizes[from]!, sizes[middle + 1]!, sizes[to + 1]!);
        const cost = addDimensions(addDimensions(left.cost, right.cost), own);
        if (!row[to] || compareCosts(cost, row[to]!.cost) < 0) row[to] = { cost, tree: { left: left.tree, right: right.tree } };
      }
    }
  }
  return best[0]![count - 1]!.tree;
}

function fromTheLeft(count: number): ChainTree {
  let tree: ChainTree = 0;
  for (let k = 1; k < count; k++) tree = { left: tree, right: k };
  return tree;
}
