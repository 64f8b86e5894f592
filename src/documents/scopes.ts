/** Which region a comment belongs to. */

import type { Scope } from './block.ts';
import type { Region } from './regions.ts';
import type { Work } from './work.ts';

/** Gives scopes to places that come in the order of the document. Only regions that hold something become scopes. */
export class ScopeFinder {
  readonly scopes: Scope[] = [{ id: FILE, parent: null }];
  private readonly text: string;
  private readonly regions: readonly Region[];
  private readonly work: Work;
  private readonly ids = new Map<number, number>();
  /** The regions around the current place, outermost first. */
  private readonly around: number[] = [];
  private next = 0;

  constructor(text: string, regions: readonly Region[], work: Work) {
    this.text = text;
    this.regions = regions;
    this.work = work;
  }

  /** The innermost region that holds `offset`. Offsets must not decrease from call to call. */
  at(offset: number): number {
    this.advance(offset);
    return this.idOfInnermost();
  }

  /** The region whose header stands directly under a comment that ends at `end`, null where none does. */
  under(end: number): number | null {
    let header = end;
    let breaks = 0;
    while (header < this.text.length && breaks < 2 && this.text.charCodeAt(header) <= 32) if (this.text.charCodeAt(header++) === 10) breaks++;
    this.work.visited += header - end + 1;
    if (breaks > 1) return null;
    this.advance(header - 1);
    const region = this.regions[this.next];
    if (region === undefined || region.start !== header) return null;
    this.advance(header);
    return this.idOfInnermost();
  }

  private advance(offset: number): void {
    for (;;) {
      const region = this.regions[this.next];
      if (region === undefined || region.start > offset) break;
      this.leave(region.start);
      this.around.push(this.next++);
    }
    this.leave(offset);
  }
  private leave(offset: number): void {
    while (this.around.length > 0 && this.regions[this.around.at(-1)!]!.end <= offset) this.around.pop();
  }
  private idOfInnermost(): number {
    // The regions around one that has an id have theirs already.
    let known = this.around.length;
    while (known > 0 && !this.ids.has(this.around[known - 1]!)) known--;
    let parent = known === 0 ? FILE : this.ids.get(this.around[known - 1]!)!;
    for (const index of this.around.slice(known)) {
      const id = this.scopes.length;
      this.ids.set(index, id);
      const { start, end } = this.regions[index]!;
      this.scopes.push({ id, parent, place: { start, end } });
      parent = id;
    }
    return parent;
  }
}
const FILE = 0;
