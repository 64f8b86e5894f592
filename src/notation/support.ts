/** Where an index form has no structural zero, as boxes: found from its deltas, whatever the sizes are, and not entry by entry. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { IndexFactor, IndexForm, IndexName, IndexTerm } from './form.ts';

/**
 * A box of entries: every axis that stands for itself runs over its positions from `least` to `greatest`, and the others
 * follow: the position on an axis is that on the axis `of`, shifted. Positions count from 1.
 */
export interface Support {
  readonly axes: readonly SupportAxis[];
}
export interface SupportAxis {
  /** The axis that it follows; itself where it is free. */
  readonly of: number;
  readonly shift: number;
  /** Of its own positions. */
  readonly least: number;
  readonly greatest: number;
}

/** More boxes than this are not told apart. */
const MOST_BOXES = 64;

/**
 * The boxes whose union has every entry that is not 0 for all values of the names, where no terms cancel. None where the form
 * is 0 everywhere; null where there are too many. `lengthOf` gives every size of the form as a number.
 */
export function supportsOf(form: IndexForm, lengthOf: (size: Dimension) => number): readonly Support[] | null {
  const systems = systemsOf(form, lengthOf);
  if (!systems) return null;
  const letters = form.free.map(({ letter }) => letter);
  const lengths = form.free.map(({ size }) => lengthOf(size));
  const found = new Map<string, Support>();
  for (const system of systems) {
    const box = boxOf(system, letters, lengths);
    if (box) found.set(JSON.stringify(box), box);
  }
  return withoutContained([...found.values()]);
}

/** Whether an entry, its positions from 1, lies in a box. */
export const holds = ({ axes }: Support, positions: readonly number[]): boolean =>
  axes.every(({ of, shift, least, greatest }, k) => positions[k] === positions[of]! + shift && positions[k]! >= least && positions[k]! <= greatest);

/** How many entries lie in the union of boxes, by inclusion and exclusion; null of more boxes than that is done for. */
export function countEntries(boxes: readonly Support[]): number | null {
  if (boxes.length > 12) return null;
  let count = 0;
  for (let subset = 1; subset < 2 ** boxes.length; subset += 1) {
    const chosen = boxes.filter((_, k) => subset & (1 << k));
    count += (chosen.length % 2 === 1 ? 1 : -1) * volume(chosen.reduce<Support | null>((both, box) => both && intersection(both, box), chosen[0]!));
  }
  return count;
}

const volume = (box: Support | null): number =>
  box ? box.axes.reduce((product, { of, least, greatest }, k) => (of === k ? product * (greatest - least + 1) : product), 1) : 0;

/** null where they have no entry in common. */
export function intersection({ axes: first }: Support, { axes: second }: Support): Support | null {
  const system = new System();
  const letter = (k: number): string => `axis ${k}`;
  for (const axes of [first, second])
    for (const [k, { of, shift, least, greatest }] of axes.entries()) {
      if (!system.join(letter(k), letter(of), shift) || !system.bound(letter(k), least, greatest)) return null;
    }
  return boxOf(
    system,
    first.map((_, k) => letter(k)),
    first.map(({ greatest }) => greatest),
  );
}

/** Letters that are a letter and a shift apart, each with the range of its positions. */
class System {
  private readonly parents = new Map<string, { readonly letter: string; readonly shift: number }>();
  private readonly ranges = new Map<string, { least: number; greatest: number }>();
  private count = 0;

  /** A letter that is none of the others. */
  fresh(letter: string): string {
    this.count += 1;
    return `${letter} ${this.count}`;
  }

  copy(): System {
    const copy = new System();
    copy.count = this.count;
    for (const [letter, parent] of this.parents) copy.parents.set(letter, parent);
    for (const [letter, range] of this.ranges) copy.ranges.set(letter, { ...range });
    return copy;
  }

  /** The letter that it follows, and by how much it lies behind it. */
  root(letter: string): { readonly letter: string; readonly shift: number } {
    let shift = 0;
    let at = letter;
    for (let parent = this.parents.get(at); parent; parent = this.parents.get(at)) {
      shift += parent.shift;
      at = parent.letter;
    }
    return { letter: at, shift };
  }

  range(letter: string): { readonly least: number; readonly greatest: number } {
    const { letter: root, shift } = this.root(letter);
    const { least, greatest } = this.ranges.get(root) ?? { least: Number.NEGATIVE_INFINITY, greatest: Number.POSITIVE_INFINITY };
    return { least: least + shift, greatest: greatest + shift };
  }

  /** first = second + shift; false where that cannot be. */
  join(first: string, second: string, shift: number): boolean {
    const [a, b] = [this.root(first), this.root(second)];
    if (a.letter === b.letter) return a.shift === b.shift + shift;
    const range = this.range(a.letter);
    const behind = b.shift + shift - a.shift;
    this.parents.set(a.letter, { letter: b.letter, shift: behind });
    this.ranges.delete(a.letter);
    return this.bound(b.letter, range.least - behind, range.greatest - behind);
  }

  /** false where no position is left. */
  bound(letter: string, least: number, greatest: number): boolean {
    const { letter: root, shift } = this.root(letter);
    const before = this.ranges.get(root) ?? { least: Number.NEGATIVE_INFINITY, greatest: Number.POSITIVE_INFINITY };
    const after = { least: Math.max(before.least, least - shift), greatest: Math.min(before.greatest, greatest - shift) };
    this.ranges.set(root, after);
    return after.least <= after.greatest;
  }
}

function systemsOf(form: IndexForm, lengthOf: (size: Dimension) => number): readonly System[] | null {
  const all: System[] = [];
  for (const term of form.terms) {
    const found = systemsOfTerm(term, form.free, lengthOf);
    if (!found || all.length + found.length > MOST_BOXES) return null;
    all.push(...found);
  }
  return all;
}

/** Of one term: its deltas hold, and what stands in a power of it is not 0. */
function systemsOfTerm(term: IndexTerm, free: readonly IndexName[], lengthOf: (size: Dimension) => number): readonly System[] | null {
  const start = new System();
  for (const index of [...free, ...term.summed]) if (!start.bound(index.letter, 1, lengthOf(index.size))) return [];
  let systems: readonly System[] = [start];
  for (const factor of term.factors) {
    const next: System[] = [];
    for (const system of systems) {
      const found = restricted(system, factor, { lengthOf, names: NO_NAMES });
      if (!found || next.length + found.length > MOST_BOXES) return null;
      next.push(...found);
    }
    systems = next;
  }
  return systems;
}

interface Scope {
  readonly lengthOf: (size: Dimension) => number;
  /** Sums inside different factors may run over the same letter. */
  readonly names: ReadonlyMap<string, string>;
}
const NO_NAMES: ReadonlyMap<string, string> = new Map();

function restricted(system: System, factor: IndexFactor, scope: Scope): readonly System[] | null {
  if (factor.kind === 'delta') {
    const own = system.copy();
    return joinIndices(own, factor.left, factor.right, scope) ? [own] : [];
  }
  // of a function the value at 0 need not be 0
  if (factor.kind !== 'function' || factor.function !== null || factor.exponent.numerator <= 0) return [system];
  const all: System[] = [];
  for (const term of factor.argument.terms) {
    const own = system.copy();
    const names = new Map([...scope.names, ...term.summed.map(({ letter }): [string, string] => [letter, own.fresh(letter)])]);
    for (const { letter, size } of term.summed) own.bound(names.get(letter)!, 1, scope.lengthOf(size));
    let systems: readonly System[] = [own];
    for (const inner of term.factors) {
      const next = systems.map(each => restricted(each, inner, { ...scope, names }));
      if (next.some(each => each === null)) return null;
      systems = next.flatMap(each => each ?? []);
      if (systems.length > MOST_BOXES) return null;
    }
    all.push(...systems);
  }
  return all.length > MOST_BOXES ? null : all;
}

/** A letter of digits is a position; what two indices have before them is the offset of their parts. */
function joinIndices(system: System, left: IndexName, right: IndexName, { lengthOf, names }: Scope): boolean {
  const offset = ({ offset: before }: IndexName): number => (before ? lengthOf(before) : 0);
  const fixed = ({ letter }: IndexName): number | null => (/^\d+$/.test(letter) ? Number(letter) : null);
  const named = ({ letter }: IndexName): string => names.get(letter) ?? letter;
  const [a, b] = [fixed(left), fixed(right)];
  if (a !== null && b !== null) return a + offset(left) === b + offset(right);
  const at = a ?? b;
  if (at === null) return system.join(named(left), named(right), offset(right) - offset(left));
  const [known, open] = a === null ? [right, left] : [left, right];
  const position = at + offset(known) - offset(open);
  return system.bound(named(open), position, position);
}

function boxOf(system: System, letters: readonly string[], lengths: readonly number[]): Support | null {
  const leaders = new Map<string, number>();
  letters.forEach((letter, k) => {
    const { letter: root } = system.root(letter);
    if (!leaders.has(root)) leaders.set(root, k);
  });
  const axes = letters.map((letter, k): SupportAxis => {
    const { letter: root, shift } = system.root(letter);
    const of = leaders.get(root)!;
    const { least, greatest } = system.range(letter);
    return { of, shift: shift - system.root(letters[of]!).shift, least: Math.max(1, least), greatest: Math.min(lengths[k]!, greatest) };
  });
  // the axes that go together have the narrowest range of any of them
  const narrowed = axes.map(({ of, shift }) => {
    const group = axes.filter(axis => axis.of === of);
    const least = Math.max(...group.map(axis => axis.least - axis.shift));
    const greatest = Math.min(...group.map(axis => axis.greatest - axis.shift));
    return { of, shift, least: least + shift, greatest: greatest + shift };
  });
  return narrowed.every(({ least, greatest }) => least <= greatest) ? { axes: narrowed } : null;
}

/** A box within another adds nothing. */
function withoutContained(boxes: readonly Support[]): readonly Support[] {
  const key = (box: Support | null): string => JSON.stringify(box?.axes);
  return boxes.filter((box, k) => !boxes.some((other, j) => j !== k && key(intersection(box, other)) === key(box) && (key(other) !== key(box) || j < k)));
}
