/** What is known of names while one statement is read: the caller's names, and the statement's own parameters. */

import { builtinFunction } from './functions.ts';
import { canonicalName, splitSubscript } from './names.ts';
import type { KnownName, KnownNames } from './tree.ts';

/** Longer words are never taken apart. */
const LONGEST_SPLIT = 48;

const PARAMETER: KnownName = { order: null, isFunction: false };

/** A part of a word that reads as a product; `transpose` is the `T` of `ATA`. */
export interface WordPart {
  readonly kind: 'name' | 'transpose';
  readonly text: string;
  /** Offsets in the word. */
  readonly start: number;
  readonly end: number;
}

export class Names {
  private readonly known: KnownNames;
  private readonly parameters: ReadonlySet<string> | null;
  private splits: Map<string, readonly WordPart[] | null> | null = null;
  /** The name that was looked up last: one word is asked about several times on its way through the parser. */
  private last: string | null = null;
  private lastKnown: KnownName | undefined = undefined;

  constructor(known: KnownNames, parameters: readonly string[] = []) {
    this.known = known;
    this.parameters = parameters.length === 0 ? null : new Set(parameters);
  }

  withParameters(parameters: readonly string[]): Names {
    return parameters.length === 0 ? this : new Names(this.known, [...(this.parameters ?? []), ...parameters]);
  }

  lookup(name: string): KnownName | undefined {
    if (name !== this.last) {
      this.lastKnown = this.parameters?.has(name) ? PARAMETER : this.known.lookup(name);
      this.last = name;
    }
    return this.lastKnown;
  }

  isKnown(name: string): boolean {
    return this.lookup(name) !== undefined;
  }

  /** Declared or defined, and more than the name of a size. */
  isVariable(name: string): boolean {
    const known = this.lookup(name);
    return known !== undefined && known.isSize !== true;
  }

  /** Declared, and nothing says what it is: it may be an adjoint whose shape was written down. */
  isFree(name: string): boolean {
    return this.lookup(name)?.isDefined === false;
  }

  /** Defined, or declared with an equation. */
  isDefined(name: string): boolean {
    return this.lookup(name)?.isDefined === true;
  }

  isFunction(name: string): boolean {
    return this.lookup(name)?.isFunction === true;
  }

  /** Declared or defined with one axis or more. */
  isTensor(name: string): boolean {
    const known = this.lookup(name);
    return known !== undefined && !known.isFunction && known.order !== null && known.order > 0;
  }

  /** The built-in function, unless a variable has its name. */
  builtin(name: string): string | undefined {
    return this.isKnown(name) ? undefined : builtinFunction(name);
  }

  /** Is it, or the vector or matrix of which it is a component, known? */
  resolves(name: string): boolean {
    if (this.isKnown(name) || this.componentOf(name) !== null) return true;
    return this.split(name) !== null;
  }

  /** `x_1` of a declared vector, `A_ij` of a declared matrix: the tensor and the indices; null where it is a name of its own. */
  componentOf(name: string): { readonly base: string; readonly indices: readonly string[] } | null {
    if (this.isKnown(name)) return null;
    const parts = splitSubscript(name);
    if (!parts) return null;
    const known = this.lookup(parts.base);
    if (!known || known.isFunction || known.order === null || known.order === 0) return null;
    const indices = indicesOf(parts.subscript, known.order);
    return indices && { base: parts.base, indices };
  }

  /** The word as a product of known names, longest first; null where that is not possible. A word that is known is not split. */
  split(word: string): readonly WordPart[] | null {
    if (word.length < 2) return null;
    this.splits ??= new Map();
    const remembered = this.splits.get(word);
    if (remembered !== undefined) return remembered;
    const parts = this.findSplit(word);
    this.splits.set(word, parts);
    return parts;
  }

  private findSplit(word: string): readonly WordPart[] | null {
    if (word.length < 2 || word.length > LONGEST_SPLIT || this.isKnown(word)) return null;
    const subscripted = splitSubscript(word);
    const head = subscripted ? subscripted.base : word;
    if (subscripted?.subscript.includes('_')) return null;
    const last = (piece: string): boolean => {
      if (!subscripted) return false;
      const whole = `${canonicalName(piece)}_${subscripted.subscript}`;
      return this.isKnown(whole) || this.componentOf(whole) !== null;
    };
    const best: (readonly WordPart[] | null)[] = new Array(head.length + 1).fill(null);
    best[head.length] = [];
    for (let start = head.length - 1; start >= 0; start--) {
      for (let end = head.length; end > start && best[start] === null; end--) {
        const rest = best[end];
        if (!rest) continue;
        const piece = head.slice(start, end);
        const isLast = end === head.length;
        const text = canonicalName(piece);
        if (isLast && subscripted) {
          if (last(piece)) best[start] = [{ kind: 'name', text: `${text}_${subscripted.subscript}`, start, end: word.length }];
        } else if (this.isKnown(text) || piece === 'I' || piece === 'π') best[start] = [{ kind: 'name', text, start, end }, ...rest];
        else if (piece === 'T' && start > 0) best[start] = [{ kind: 'transpose', text: '⊤', start, end }, ...rest];
      }
    }
    const parts = best[0];
    if (!parts || parts.length < 2 || !parts.some(part => this.isKnown(part.text))) return null;
    const transposesTensors = parts.every((part, i) => part.kind === 'name' || this.isTensor(parts[i - 1]!.text));
    return transposesTensors ? parts : null;
  }
}

/** `12` and `ij` are two indices of a matrix; of a vector `12` is the twelfth component. */
function indicesOf(subscript: string, order: number): readonly string[] | null {
  if (order === 1) return /^(?:\d+|\p{L})$/u.test(subscript) ? [subscript] : null;
  const characters = [...subscript];
  return characters.length === order && characters.every(character => /^[\p{L}\d]$/u.test(character)) ? characters : null;
}
