/** Walks that visit each node once, however deep. */

import { type Memory, memory } from './intern.ts';
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

/** Whether some way from `root` to a leaf has more nodes than `limit`. */
export function isDeeperThan(root: TensorNode, limit: number): boolean {
  return visitsOfShallow(root, limit, FEW_VISITS) < 0 && depthOf(root) > limit;
}

/** Small tensors are walked without remembering anything. */
const FEW_VISITS = 100;

/** How many visits are left of those that are allowed; negative where they do not suffice, or where the limit does not. */
function visitsOfShallow(node: TensorNode, limit: number, visits: number): number {
  if (limit === 0) return -1;
  let left = visits - 1;
  for (const operand of operandsOf(node)) {
    if (left < 0) return left;
    left = visitsOfShallow(operand, limit - 1, left);
  }
  return left;
}

/** Whether one of two kinds of nodes stands in a tensor; of a large one it is not looked for, and the answer is yes. */
export function mayHold(root: TensorNode, one: TensorNode['kind'], other: TensorNode['kind']): boolean {
  return visitsWithout(root, one, other, FEW_VISITS) < 0;
}

/** As visitsOfShallow; negative also where a node of these kinds is met. */
function visitsWithout(node: TensorNode, one: TensorNode['kind'], other: TensorNode['kind'], visits: number): number {
  if (node.kind === one || node.kind === other) return -1;
  let left = visits - 1;
  for (const operand of operandsOf(node)) {
    if (left < 0) return left;
    left = visitsWithout(operand, one, other, left);
  }
  return left;
}

const depths = memory<TensorNode, number>();

/** The longest way from `root` to a leaf. */
export const depthOf = (root: TensorNode): number => depths.get(root) ?? measured(root, depths, operandsOf);

/** The same where a tensor that has a name is a leaf. @param known depths of this kind that have been worked out */
export const depthBelowNames = (root: TensorNode, names: ReadonlyMap<TensorNode, string>, known: Map<TensorNode, number>): number =>
  measured(root, known, node => (names.has(node) ? NONE : operandsOf(node)));

const NONE: readonly never[] = [];

type Depths = Memory<TensorNode, number> | Map<TensorNode, number>;

function measured(root: TensorNode, known: Depths, below: (node: TensorNode) => readonly TensorNode[]): number {
  const stack: TensorNode[] = [root];
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    const height = stack.length;
    let deepest = 0;
    for (const operand of below(node)) {
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
