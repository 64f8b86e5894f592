/** Walks that visit each node once, however deep. */

import { memory } from './intern.ts';
import { operandsOf, type TensorNode } from './node.ts';

/** Every node below `root` and itself, operands before the nodes that use them. */
export function allOperands(root: TensorNode): TensorNode[] {
  const seen = new Set<TensorNode>();
  const order: TensorNode[] = [];
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
      order.push(node);
    }
  }
  return order;
}

const depths = memory<TensorNode, number>();

/** The longest way from `root` to a leaf. */
export function depthOf(root: TensorNode): number {
  const known = depths.get(root);
  if (known !== undefined) return known;
  const stack: TensorNode[] = [root];
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    const height = stack.length;
    let below = 0;
    for (const operand of operandsOf(node)) {
      const depth = depths.get(operand);
      if (depth === undefined) stack.push(operand);
      else below = Math.max(below, depth);
    }
    if (stack.length > height) continue;
    stack.pop();
    depths.set(node, 1 + below);
  }
  return depths.get(root)!;
}
