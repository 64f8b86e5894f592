/** The table of interned nodes: equal structure is the same object. */

import type { Dimension } from '../dimensions/dimension.ts';
import { operandsOf, type ProductNode, type SumNode, type TensorNode, type VariableNode } from './node.ts';
import type { Rational } from './rational.ts';
import { StructureTable } from './structureTable.ts';

/** Distributes over every node kind, so that a literal without `id` keeps its own fields. */
type Draft<Node> = Node extends TensorNode ? Omit<Node, 'id' | 'depth' | 'holdsPieces' | 'symmetric'> : never;
export type NodeDraft = Draft<TensorNode>;

let table = new Map<string, TensorNode>();
/** By their names, which most of them do not share. */
let variables = new Map<string, VariableNode[]>();
const products = new StructureTable<ProductNode>();
const sums = new StructureTable<SumNode>();
const memories: Memory<unknown, unknown>[] = [];
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
  if (table.size > 0) table = new Map();
  if (variables.size > 0) variables = new Map();
  products.clear();
  sums.clear();
  for (const each of memories) each.clear();
}

/** Nodes of their own, and what is remembered of them: what is worked out here does not depend on what is worked out elsewhere. */
export class NodeTable {
  private nodes = new Map<string, TensorNode>();
  private variables = new Map<string, VariableNode[]>();
  private readonly products = new StructureTable<ProductNode>();
  private readonly sums = new StructureTable<SumNode>();
  private readonly remembered: Map<unknown, unknown>[] = [];
  private isEntered = false;

  /** Runs `work` with the nodes of this table; inside of it again changes nothing. */
  within<Result>(work: () => Result): Result {
    if (this.isEntered) return work();
    this.exchange();
    this.isEntered = true;
    try {
      return work();
    } finally {
      this.isEntered = false;
      this.exchange();
    }
  }

  private exchange(): void {
    const { nodes } = this;
    this.nodes = table;
    table = nodes;
    const own = this.variables;
    this.variables = variables;
    variables = own;
    products.exchange(this.products);
    sums.exchange(this.sums);
    for (let k = 0; k < memories.length; k++) this.remembered[k] = memories[k]!.exchange(this.remembered[k] ?? new Map());
  }
}

/** A memory that is dropped together with the nodes it is about. */
export class Memory<Key, Value> {
  private values = new Map<Key, Value>();

  get(key: Key): Value | undefined {
    return this.values.get(key);
  }
  set(key: Key, value: Value): void {
    this.values.set(key, value);
  }
  /** A new map: one that is cleared points from the old entries to the new ones, so that the collector keeps both. */
  clear(): void {
    if (this.values.size > 0) this.values = new Map();
  }
  exchange(values: Map<Key, Value>): Map<Key, Value> {
    const { values: before } = this;
    this.values = values;
    return before;
  }
}

export function memory<Key, Value>(): Memory<Key, Value> {
  const created = new Memory<Key, Value>();
  memories.push(created as Memory<unknown, unknown>);
  return created;
}

export function intern(key: string, draft: NodeDraft): TensorNode {
  const known = table.get(key);
  if (known) return known;
  const node = numbered(draft);
  table.set(key, node);
  return node;
}

/** The variable of this name, shape, facts and value. */
export function internVariable(name: string, shape: readonly Dimension[], facts: ReadonlySet<string>, value: number | null): VariableNode {
  const named = variables.get(name);
  if (named) for (const known of named) if (known.value === value && sameShape(known.shape, shape) && sameFacts(known.facts, facts)) return known;
  const node: VariableNode = { id: newId(), kind: 'variable', shape, depth: 1, holdsPieces: false, symmetric: undefined, name, facts, value };
  if (named) named.push(node);
  else variables.set(name, [node]);
  return node;
}

function sameFacts(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const fact of a) if (!b.has(fact)) return false;
  return true;
}

/** One literal, so that the kinds that are neither variables, products nor sums have one hidden class: what reads them sees four. */
function numbered(draft: NodeDraft): TensorNode {
  const { kind, shape, argument, base, exponent, function: named, name, order } = draft as Partial<Fields>;
  const { operands, direction, positions, axis, parts, offset, dimension } = draft as Partial<Fields>;
  const below = operandsOf(draft as TensorNode);
  const id = newId();
  const node: Fields = {
    id,
    kind,
    shape,
    depth: depthAbove(below),
    holdsPieces: kind === 'place' || kind === 'concatenate' || holdPieces(below),
    symmetric: undefined,
    argument,
    base,
    exponent,
    function: named,
    name,
    order,
    operands,
    direction,
    positions,
    axis,
    parts,
    offset,
    dimension,
  };
  return node as unknown as TensorNode;
}

function depthAbove(operands: readonly TensorNode[]): number {
  let deepest = 0;
  for (let k = 0; k < operands.length; k++) if (operands[k]!.depth > deepest) deepest = operands[k]!.depth;
  return deepest + 1;
}

function holdPieces(operands: readonly TensorNode[]): boolean {
  for (let k = 0; k < operands.length; k++) if (operands[k]!.holdsPieces) return true;
  return false;
}

type FieldOf<Node> = Node extends TensorNode ? keyof Node : never;
type Fields = Record<FieldOf<Exclude<TensorNode, VariableNode | ProductNode | SumNode>>, unknown>;

/** @throws BudgetExceeded */
function newId(): number {
  if (++created > budget) throw new BudgetExceeded();
  return nextId++;
}

export const lookup = (key: string): TensorNode | undefined => table.get(key);

/** The products and sums by the numbers that their parts make. */
export const productTable: Pick<StructureTable<ProductNode>, 'first' | 'after' | 'at'> = products;
export const sumTable: Pick<StructureTable<SumNode>, 'first' | 'after' | 'at'> = sums;

/** A product that is not in the table yet. */
export function addProduct(
  hash: number,
  shape: readonly Dimension[],
  factors: readonly TensorNode[],
  labels: ProductNode['labels'],
  out: readonly number[],
  sizes: readonly Dimension[],
): ProductNode {
  const [depth, holdsPieces] = [depthAbove(factors), holdPieces(factors)];
  const node: ProductNode = { id: newId(), kind: 'product', shape, depth, holdsPieces, symmetric: undefined, factors, labels, out, sizes };
  products.add(hash, node);
  return node;
}

/** A sum that is not in the table yet. */
export function addSum(
  hash: number,
  shape: readonly Dimension[],
  coefficients: readonly Rational[],
  terms: readonly TensorNode[],
  written: readonly number[],
): SumNode {
  const [depth, holdsPieces] = [depthAbove(terms), holdPieces(terms)];
  const node: SumNode = { id: newId(), kind: 'sum', shape, depth, holdsPieces, symmetric: undefined, coefficients, terms, written };
  sums.add(hash, node);
  return node;
}

export function sameShape(a: readonly Dimension[], b: readonly Dimension[]): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}
