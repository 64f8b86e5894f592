/** Which nodes depend on a leaf, in an order in which operands come first. Iterative: depth is no limit. */

import { operandsOf, type TensorNode } from '../tensors/node.ts';
import { SmallMap } from '../tensors/smallMap.ts';

export interface Dependence {
  /** The nodes that depend, operands before the nodes that use them. */
  readonly order: readonly TensorNode[];
  has(node: TensorNode): boolean;
}

const NONE: readonly never[] = [];

/** All nodes below `root` (and itself) that depend on `leaf`, itself among them. */
export function dependenceOn(root: TensorNode, leaf: TensorNode): Dependence {
  const depends = new SmallMap<TensorNode, boolean>();
  const order: TensorNode[] = [];
  const stack: TensorNode[] = [root];
  while (stack.length > 0) {
    const node = stack[stack.length - 1]!;
    if (depends.has(node)) {
      stack.pop();
      continue;
    }
    const operands = node === leaf ? NONE : operandsOf(node);
    const height = stack.length;
    for (const operand of operands) if (!depends.has(operand)) stack.push(operand);
    if (stack.length > height) continue;
    stack.pop();
    let value = node === leaf;
    for (const operand of operands) value ||= depends.get(operand)!;
    depends.set(node, value);
    if (value) order.push(node);
  }
  return { order, has: node => depends.get(node) === true };
}

/** All nodes below `root` (and itself) that depend on `leaf`, operands before the nodes that use them. */
export const dependentNodes = (root: TensorNode, leaf: TensorNode): readonly TensorNode[] => dependenceOn(root, leaf).order;

export { allOperands as allNodes } from '../tensors/traverse.ts';
