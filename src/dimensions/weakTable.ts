/** How many values are held at least once: looking them up is as fast as in a map. */
const heldAtMost = 4096;

/**
 * Values by their keys, where equal keys must give the same object as long as anybody has it. What nobody has is let go: the
 * names of sizes in a document that is edited for a day are not kept for ever. The last ones that were asked for are held.
 */
export class WeakTable<Value extends object> {
  #held = new Map<string, Value>();
  readonly #known = new Map<string, WeakRef<Value>>();
  readonly #released: () => void;
  readonly #collected = new FinalizationRegistry<string>(key => {
    // another object may have taken its place
    if (this.#known.get(key)?.deref() === undefined) this.#known.delete(key);
  });

  /** @param released Values are no longer held by this table, and should be held by no memory beside it. */
  constructor(released: () => void) {
    this.#released = released;
  }

  get(key: string): Value | undefined {
    const held = this.#held.get(key);
    if (held) return held;
    const known = this.#known.get(key)?.deref();
    if (known) this.#hold(key, known);
    return known;
  }

  set(key: string, value: Value): void {
    this.#known.set(key, new WeakRef(value));
    this.#collected.register(value, key);
    this.#hold(key, value);
  }

  #hold(key: string, value: Value): void {
    if (this.#held.size >= heldAtMost) {
      this.#held = new Map();
      this.#released();
    }
    this.#held.set(key, value);
  }
}
