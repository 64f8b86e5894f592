/** Which nodes depend on a leaf, in an order in which operands come first. Iterative: depth is no limit. */

import { operandsOf, type TensorNode } from '../tensors/node.ts';

export interface Dependence {
  /** The nodes that depend, operands before the nodes that use them. */
  readonly order: readonly TensorNode[];
  has(node: TensorNode): boolean;
}

/** All nodes below `root` (and itself) that depend on `leaf`. */
export function dependenceOn(root: TensorNode, leaf: TensorNode): Dependence {
  const depends = new Map<TensorNode, boolean>();
  depends.set(leaf, true);
  const order: TensorNode[] = [];
  const stack: TensorNode[] = [root];
  let isReached = false;
  while (stack.length > 0) {
    const node = stack[stack.length - 1]!;
    if (node === leaf) {
      if (!isReached) order.push(node);
      isReached = true;
      stack.pop();
      continue;
    }
    if (depends.has(node)) {
      stack.pop();
      continue;
    }
    const operands = operandsOf(node);
    if (operands.length === 0) {
      depends.set(node, false);
      stack.pop();
      continue;
    }
    const height = stack.length;
    for (const operand of operands) if (operand === leaf ? !isReached : !depends.has(operand)) stack.push(operand);
    if (stack.length > height) continue;
    stack.pop();
    let value = false;
    for (const operand of operands) value ||= depends.get(operand)!;
    depends.set(node, value);
    if (value) order.push(node);
  }
  return { order, has: node => depends.get(node) === true };
}

/** All nodes below `root` (and itself) that depend on `leaf`, operands before the nodes that use them. */
export const dependentNodes = (root: TensorNode, leaf: TensorNode): readonly TensorNode[] => dependenceOn(root, leaf).order;

export { allOperands as allNodes } from '../tensors/traverse.ts';
