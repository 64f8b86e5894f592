/** The table of interned nodes: equal structure is the same object. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { TensorNode } from './node.ts';

/** Distributes over every node kind, so that a literal without `id` keeps its own fields. */
type Draft<Node> = Node extends TensorNode ? Omit<Node, 'id'> : never;
export type NodeDraft = Draft<TensorNode>;

let table = new Map<string, TensorNode>();
let memories: Map<unknown, unknown>[] = [];
let nextId = 1;

/** The budget of a derivation: a guard against expressions that grow without bound. */
let created = 0;
let budget = Number.POSITIVE_INFINITY;

/** A derivation grew past its budget; it is refused. */
export class BudgetExceeded extends Error {
  constructor() {
    super('the expression grows beyond the size that can be derived in reasonable time');
    this.name = 'BudgetExceeded';
  }
}

/** Runs `work` with at most `limit` new nodes. @throws BudgetExceeded */
export function withBudget<Result>(limit: number, work: () => Result): Result {
  const [outerCreated, outerBudget] = [created, budget];
  created = 0;
  budget = limit;
  try {
    return work();
  } finally {
    created = outerCreated + created;
    budget = outerBudget;
  }
}

/** Forgets all nodes. Ids go on, so that nodes of an earlier time stay valid and are never confused with new ones. */
export function resetInterning(): void {
  table = new Map();
  for (const memory of memories) memory.clear();
}

/** A memory that is dropped together with the nodes it is about. */
export function memory<Key, Value>(): Map<Key, Value> {
  const created = new Map<Key, Value>();
  memories = [...memories, created];
  return created;
}

export function intern(key: string, draft: NodeDraft): TensorNode {
  const known = table.get(key);
  if (known) return known;
  if (++created > budget) throw new BudgetExceeded();
  const node = draft as NodeDraft & { id: number };
  node.id = nextId++;
  table.set(key, node as TensorNode);
  return node as TensorNode;
}

export const lookup = (key: string): TensorNode | undefined => table.get(key);

export function shapeKey(shape: readonly Dimension[]): string {
  let key = '';
  for (let axis = 0; axis < shape.length; axis++) key += axis === 0 ? shape[axis]!.key : `,${shape[axis]!.key}`;
  return key;
}
