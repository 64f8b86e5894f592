/** The statements of an earlier version of a text: those that a change does not reach are not typed again. */

import type { StatementPiece } from '../syntax/statements.ts';
import type { CheckedStatement } from './check.ts';
import type { Reads } from './reads.ts';
import type { Additions, Scope } from './scope.ts';

/** A statement as it was typed, and what that rests on. */
export interface TypedPiece {
  readonly piece: StatementPiece;
  readonly checked: CheckedStatement;
  /** null where it rests on the text around it as well. */
  readonly reads: Reads | null;
}

/** What one pass over a text may take over. */
export class KnownStatements {
  readonly #earlier: readonly TypedPiece[];
  readonly #isOutsideSame: boolean;
  /** So many at the beginning, and at the end, are the same text in the same order. */
  readonly #before: number;
  readonly #behind: number;
  readonly #count: number;
  /** What stands elsewhere now, or was typed in a former pass. */
  readonly #others = new Map<string, TypedPiece[]>();
  /** Names that may mean something else now. */
  readonly #changed = new Set<string>();
  #isDirected = false;

  /**
   * @param earlier The statements of the earlier version, in the order in which they were read.
   * @param wanted Those of this pass, in that order, too.
   * @param isOutsideSame The names around the text are the very ones that they were then.
   * @param typed What was typed in former passes.
   */
  constructor(earlier: readonly TypedPiece[], wanted: readonly StatementPiece[], isOutsideSame: boolean, typed: readonly TypedPiece[]) {
    this.#earlier = earlier;
    this.#isOutsideSame = isOutsideSame;
    this.#count = wanted.length;
    const most = Math.min(earlier.length, wanted.length);
    let before = 0;
    while (before < most && isSameText(earlier[before]!.piece, wanted[before]!)) before++;
    let behind = 0;
    while (behind < most - before && isSameText(earlier.at(-1 - behind)!.piece, wanted.at(-1 - behind)!)) behind++;
    this.#before = before;
    this.#behind = behind;
    for (const each of earlier.slice(before, earlier.length - behind)) {
      this.#change(each.checked.additions);
      this.#put(each);
    }
    for (const each of typed) this.#put(each);
  }

  /** The statement at a place of the pass as it was typed before; null where it has to be typed. */
  at(place: number, piece: StatementPiece, scope: Scope): TypedPiece | null {
    const counterpart = this.#counterpart(place);
    if (counterpart?.reads && (!this.#isReached(counterpart.reads) || counterpart.reads.areAnsweredBy(scope))) return counterpart;
    const other = this.#others.get(writtenIn(piece))?.find(each => isSameText(each.piece, piece) && each.reads?.areAnsweredBy(scope) === true);
    if (counterpart) this.#change(counterpart.checked.additions);
    if (other) this.#change(other.checked.additions);
    return other ?? null;
  }

  /** A statement was typed. */
  add(typed: TypedPiece): void {
    this.#change(typed.checked.additions);
  }

  #counterpart(place: number): TypedPiece | null {
    if (place < this.#before) return this.#earlier[place]!;
    const fromEnd = this.#count - place;
    return fromEnd <= this.#behind ? this.#earlier[this.#earlier.length - fromEnd]! : null;
  }

  #isReached(reads: Reads): boolean {
    return !this.#isOutsideSame || this.#isDirected || reads.holdsAnyOf(this.#changed);
  }

  #change({ symbols, updated, sizes, broken, equation, layout, base }: Additions): void {
    for (const { name } of symbols) this.#changed.add(name);
    for (const { name } of updated) this.#changed.add(name);
    for (const name of sizes) this.#changed.add(name);
    for (const name of broken) this.#changed.add(name);
    if (equation) this.#changed.add(equation.name);
    this.#isDirected ||= layout !== null || base !== null;
  }

  #put(typed: TypedPiece): void {
    const text = writtenIn(typed.piece);
    const same = this.#others.get(text);
    if (same) same.push(typed);
    else this.#others.set(text, [typed]);
  }
}

const writtenIn = ({ written, text }: StatementPiece): string => written ?? text;
const isSameText = (a: StatementPiece, b: StatementPiece): boolean => a.text === b.text && writtenIn(a) === writtenIn(b);
