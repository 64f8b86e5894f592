/** A map that forgets what was not asked for lately. */

/** So many entries are remembered for certain; twice as many at most. */
const KEPT = 256;

export class RecentMap<Key, Value> {
  private recent = new Map<Key, Value>();
  private older = new Map<Key, Value>();

  get(key: Key): Value | undefined {
    const known = this.recent.get(key);
    if (known !== undefined) return known;
    const value = this.older.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    if (this.recent.size >= KEPT) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(key, value);
  }
}
