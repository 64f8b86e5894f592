/** Walks that visit each node once, however deep. */

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
    const waiting = operandsOf(node).filter(operand => !seen.has(operand));
    if (waiting.length > 0) stack.push(...waiting);
    else {
      stack.pop();
      seen.add(node);
      order.push(node);
    }
  }
  return order;
}

/** The longest way from `root` to a leaf. */
export function depthOf(root: TensorNode): number {
  const depth = new Map<TensorNode, number>();
  for (const node of allOperands(root)) depth.set(node, 1 + operandsOf(node).reduce((most, operand) => Math.max(most, depth.get(operand)!), 0));
  return depth.get(root)!;
}
