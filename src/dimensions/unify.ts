/**
 * Solving equations between sizes. A side is a list of sizes whose product is one axis: a flattened m×n matrix has the
 * side [n, m]. An open size is a variable of this solver; solving binds it to a side, so that an identity beside
 * vec(X) takes over the way in which that axis was flattened.
 */

import {
  addDimensions,
  constantDimension,
  type Dimension,
  multiplyDimensions,
  namedDimension,
  namesOf,
  OPEN_PREFIX,
  scaleDimension,
  substituteDimensions,
} from './dimension.ts';

export type Side = readonly Dimension[];

/** The size of the whole axis. */
export function sideProduct(side: Side): Dimension {
  if (side.length === 1) return side[0]!;
  let product = constantDimension(1);
  for (const size of side) product = multiplyDimensions(product, size);
  return product;
}

/** True for a size in which some variable is still open. */
export const hasOpenSize = (dimension: Dimension): boolean => dimension.isOpen;

const isVariable = (dimension: Dimension): boolean => dimension.isOpen && dimension.name !== null;

function isSameSide(a: Side, b: Side): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export class SizeUnifier {
  // most statements leave nothing open, so the tables are made when they are needed
  #bindings: Map<string, Side> | null = null;
  #trail: { readonly name: string; readonly before: Side | undefined }[] | null = null;
  #regroupable: Set<string> | null = null;
  #count = 0;

  /** Some open size was found or given. */
  get hasBindings(): boolean {
    return this.#bindings !== null && this.#bindings.size > 0;
  }

  /** A new open size. */
  fresh(): Dimension {
    return namedDimension(`${OPEN_PREFIX}${++this.#count}`);
  }

  /** A size that is known, but may be cut into the factors that a neighbour shows: `eye(m*n)` beside `kron(A, B)`. */
  regroupable(size: Dimension): Dimension {
    const variable = this.fresh();
    this.#bindings ??= new Map();
    this.#bindings.set(variable.name!, [size]);
    this.#regroupable ??= new Set();
    this.#regroupable.add(variable.name!);
    return variable;
  }

  /** Replaces every solved variable. */
  resolveSide(side: Side): Side {
    const bindings = this.#bindings;
    if (bindings === null) return side;
    let current = side;
    while (current.length === 1 && isVariable(current[0]!)) {
      const bound = bindings.get(current[0]!.name!);
      if (!bound) return current;
      current = bound;
    }
    if (!current.some(hasOpenSize)) return current;
    return current.flatMap(size => {
      if (!hasOpenSize(size)) return [size];
      const bound = isVariable(size) ? bindings.get(size.name!) : undefined;
      return bound ? this.resolveSide(bound) : [this.resolve(size)];
    });
  }

  /** Replaces every solved variable, flattened axes as products. */
  resolve(size: Dimension): Dimension {
    const bindings = this.#bindings;
    if (bindings === null || !hasOpenSize(size)) return size;
    const replacements = new Map<string, Dimension>();
    for (const name of namesOf(size)) {
      const bound = bindings.get(name);
      if (bound) replacements.set(name, sideProduct(this.resolveSide(bound)));
    }
    return replacements.size === 0 ? size : substituteDimensions(size, replacements);
  }

  /** Makes two sides equal where that is possible; otherwise nothing changes and the answer is false. Named sizes differ from each other and from numbers. */
  unifySides(a: Side, b: Side): boolean {
    return isSameSide(a, b) || this.attempt(() => this.#unifySides(a, b));
  }

  /** As `unifySides`, for two sizes. */
  unify(a: Dimension, b: Dimension): boolean {
    return a === b || this.unifySides([a], [b]);
  }

  /** Runs `action`; where it answers false every binding that it made is undone. */
  attempt(action: () => boolean): boolean {
    const length = this.#trail?.length ?? 0;
    const done = action();
    if (!done) this.#undo(length);
    return done;
  }

  /** A function that undoes every binding made after this call. */
  checkpoint(): () => void {
    const length = this.#trail?.length ?? 0;
    return () => this.#undo(length);
  }

  #undo(length: number): void {
    const trail = this.#trail;
    if (trail === null) return;
    while (trail.length > length) {
      const { name, before } = trail.pop()!;
      if (before) this.#bindings!.set(name, before);
      else this.#bindings!.delete(name);
    }
  }

  #unifySides(a: Side, b: Side): boolean {
    const left = this.resolveSide(a);
    const right = this.resolveSide(b);
    if (isSameSide(left, right)) return true;
    if (left.length === 0 || right.length === 0) return false;
    // the newer variable takes the older one: chains of bindings stay short
    if (right.length === 1 && isVariable(right[0]!)) return this.#bind(right[0]!, left);
    if (left.length === 1 && isVariable(left[0]!)) return this.#bind(left[0]!, right);
    if (left.length > 1 && left.length === right.length && this.attempt(() => left.every((size, i) => this.#unifySides([size], [right[i]!])))) return true;
    if (!this.#unifyProducts(sideProduct(left), sideProduct(right))) return false;
    if (left.length < right.length) this.#regroup(a, right);
    if (right.length < left.length) this.#regroup(b, left);
    return true;
  }

  #set(name: string, side: Side): void {
    this.#bindings ??= new Map();
    this.#trail ??= [];
    this.#trail.push({ name, before: this.#bindings.get(name) });
    this.#bindings.set(name, side);
  }

  #bind(variable: Dimension, side: Side): boolean {
    if (side.some(size => namesOf(size).includes(variable.name!))) return false;
    this.#set(variable.name!, side);
    return true;
  }

  /** Linear in one variable with coefficient ±1: solved for it. */
  #unifyProducts(a: Dimension, b: Dimension): boolean {
    if (a === b) return true;
    const difference = addDimensions(a, scaleDimension(b, -1));
    for (const term of difference.terms) {
      const [factor] = term.monomial.factors;
      if (Math.abs(term.coefficient) !== 1 || term.monomial.factors.length !== 1 || factor![1] !== 1 || !factor![0].startsWith(OPEN_PREFIX)) continue;
      const variable = namedDimension(factor![0]);
      const rest = addDimensions(difference, scaleDimension(variable, -term.coefficient));
      if (namesOf(rest).includes(factor![0])) continue;
      const solution = scaleDimension(rest, -term.coefficient);
      if (solution.constant !== null && solution.constant < 1) return false;
      return this.#bind(variable, [solution]);
    }
    return false;
  }

  #regroup(side: Side, finer: Side): void {
    let current = side;
    while (current.length === 1 && isVariable(current[0]!)) {
      const name = current[0]!.name!;
      if (this.#regroupable?.has(name)) {
        this.#set(name, finer);
        return;
      }
      current = this.#bindings?.get(name) ?? [];
    }
  }
}
