/** A table of nodes by numbers: the many products and sums of a derivation are found without a text for each of them. */

import type { TensorNode } from './node.ts';

const NONE = -1;
const FIRST_HEADS = 64;

export class StructureTable<Node extends TensorNode> {
  private heads = new Int32Array(FIRST_HEADS).fill(NONE);
  private nodes: Node[] = [];
  private hashes: number[] = [];
  private rest: number[] = [];

  /** The first entry that may be the one, −1 where there is none; the others by `after`. */
  first(hash: number): number {
    return this.matching(this.heads[hash & (this.heads.length - 1)]!, hash);
  }
  after(entry: number): number {
    return this.matching(this.rest[entry]!, this.hashes[entry]!);
  }
  at(entry: number): Node {
    return this.nodes[entry]!;
  }

  add(hash: number, node: Node): void {
    if (this.nodes.length >= 2 * this.heads.length) this.grow();
    const slot = hash & (this.heads.length - 1);
    this.rest.push(this.heads[slot]!);
    this.heads[slot] = this.nodes.length;
    this.nodes.push(node);
    this.hashes.push(hash);
  }

  /** Takes over what another table holds, and gives it what this one held: whoever has this table sees other nodes. */
  exchange(other: StructureTable<Node>): void {
    const { heads, nodes, hashes, rest } = this;
    this.heads = other.heads;
    this.nodes = other.nodes;
    this.hashes = other.hashes;
    this.rest = other.rest;
    other.heads = heads;
    other.nodes = nodes;
    other.hashes = hashes;
    other.rest = rest;
  }

  clear(): void {
    if (this.nodes.length === 0) return;
    if (this.heads.length > FIRST_HEADS) this.heads = new Int32Array(FIRST_HEADS);
    this.heads.fill(NONE);
    this.nodes = [];
    this.hashes = [];
    this.rest = [];
  }

  private matching(from: number, hash: number): number {
    let entry = from;
    while (entry !== NONE && this.hashes[entry] !== hash) entry = this.rest[entry]!;
    return entry;
  }

  private grow(): void {
    this.heads = new Int32Array(4 * this.heads.length).fill(NONE);
    for (let entry = 0; entry < this.nodes.length; entry++) {
      const slot = this.hashes[entry]! & (this.heads.length - 1);
      this.rest[entry] = this.heads[slot]!;
      this.heads[slot] = entry;
    }
  }
}

/** One more number in a hash. */
export const mixed = (hash: number, value: number): number => (Math.imul(hash, 31) + value) | 0;
/** Spreads the bits, because a table looks at the last ones. */
export const finished = (hash: number): number => {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return spread ^ (spread >>> 13);
};
