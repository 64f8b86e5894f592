/**
 * A map and a set of objects that mostly stay small. Up to two dozen entries are compared one after the other, which costs
 * less than a `Map` that gives every object a hash and grows again and again on the way; larger ones are a `Map` and a `Set`.
 */

const FEW = 24;

export class SmallMap<Key extends object, Value> {
  private readonly keys: Key[] = [];
  private readonly values: Value[] = [];
  private large: Map<Key, Value> | null = null;

  get(key: Key): Value | undefined {
    if (this.large !== null) return this.large.get(key);
    const at = positionOf(key, this.keys);
    return at === NOWHERE ? undefined : this.values[at];
  }

  has(key: Key): boolean {
    return this.large !== null ? this.large.has(key) : positionOf(key, this.keys) >= 0;
  }

  set(key: Key, value: Value): void {
    const at = this.large === null ? positionOf(key, this.keys) : NOWHERE;
    if (at === NOWHERE) this.add(key, value);
    else this.values[at] = value;
  }

  /** Of a key that is known not to be there yet. */
  add(key: Key, value: Value): void {
    if (this.large === null) {
      if (this.keys.length < FEW) {
        this.keys.push(key);
        this.values.push(value);
        return;
      }
      this.large = new Map();
      for (let k = 0; k < this.keys.length; k++) this.large.set(this.keys[k]!, this.values[k]!);
    }
    this.large.set(key, value);
  }
}

export class SmallSet<Item extends object> {
  /** In the order in which they were added. */
  readonly items: Item[] = [];
  private large: Set<Item> | null = null;

  has(item: Item): boolean {
    return this.large !== null ? this.large.has(item) : positionOf(item, this.items) >= 0;
  }

  /** Whether it was not there yet. */
  add(item: Item): boolean {
    if (this.has(item)) return false;
    this.items.push(item);
    if (this.large !== null) this.large.add(item);
    else if (this.items.length > FEW) this.large = new Set(this.items);
    return true;
  }
}

const NOWHERE = -1;

/** NOWHERE where it is not there. A loop, because `indexOf` is a call; from the end, because what was added last is asked for most. */
function positionOf(item: object, items: readonly object[]): number {
  for (let at = items.length - 1; at >= 0; at--) if (items[at] === item) return at;
  return NOWHERE;
}
