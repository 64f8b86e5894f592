/** Walks that visit each node once, however deep. */

import { operandsOf, type TensorNode } from './node.ts';
import { SmallSet } from './smallMap.ts';

/** Every node below `root` and itself, operands before the nodes that use them. */
export function allOperands(root: TensorNode): TensorNode[] {
  const seen = new SmallSet<TensorNode>();
  const stack: TensorNode[] = [root];
  while (stack.length > 0) {
    const node = stack[stack.length - 1]!;
    if (seen.has(node)) {
      stack.pop();
      continue;
    }
    const height = stack.length;
    for (const operand of operandsOf(node)) if (!seen.has(operand)) stack.push(operand);
    if (stack.length === height) {
      stack.pop();
      seen.add(node);
    }
  }
  return seen.items;
}

/** Every node below `root` and itself. */
export function nodesBelow(root: TensorNode): SmallSet<TensorNode> {
  const nodes = new SmallSet<TensorNode>();
  nodes.add(root);
  // the list grows while it is walked
  for (let k = 0; k < nodes.items.length; k++) for (const operand of operandsOf(nodes.items[k]!)) nodes.add(operand);
  return nodes;
}

/** How many nodes the longest way to a leaf has, where a tensor that has a name is a leaf. @param known those of other tensors */
export function depthBelowNames(root: TensorNode, names: ReadonlyMap<TensorNode, string>, known: Map<TensorNode, number>): number {
  const stack: TensorNode[] = [root];
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    const height = stack.length;
    let deepest = 0;
    for (const operand of names.has(node) ? NONE : operandsOf(node)) {
      const depth = known.get(operand);
      if (depth === undefined) stack.push(operand);
      else deepest = Math.max(deepest, depth);
    }
    if (stack.length > height) continue;
    stack.pop();
    known.set(node, 1 + deepest);
  }
  return known.get(root)!;
}

const NONE: readonly never[] = [];
