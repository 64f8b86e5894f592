/**
 * A piece of mathematics found in a document: its text without the host's comment signs, and where each of its
 * characters stands in the document.
 */

import type { ScannedVersion } from './scan.ts';

export interface Block {
  /** What the parser reads: comment signs and prefixes removed, lines kept as lines (`\n`). */
  readonly text: string;
  /** For every character of `text` its UTF-16 offset in the document; one more entry for the end. `documentOffset` reads them. */
  readonly offsets: Uint32Array | readonly number[];
  /** What is to be added to all of them: the block stood elsewhere in an earlier version. */
  readonly moved?: number;
  /** Where the document holds the text as it is: how far in. `offsets` says the same. */
  readonly shift?: number;
  /**
   * `whole`: an `.mc` file. `marked`: `nabla:` or `∇` opened it, everything is read. `comment`: found without a marker,
   * only what cannot be anything else is read. `display`/`inline`: LaTeX and Markdown mathematics.
   */
  readonly kind: 'whole' | 'marked' | 'comment' | 'display' | 'inline';
  /** The region whose declarations are in scope: an id that all blocks of one function share, and the enclosing one's (the file is 0). */
  readonly scope: number;
  /** `*` may be elementwise here (comments of array languages). */
  readonly starAmbiguous: boolean;
  /** Index literals start at. */
  readonly base: 0 | 1;
  /**
   * Lines of `text` (from 0) that may be mathematics or code: a statement on one of them counts only where it types
   * completely from names that declarations or other lines give.
   */
  readonly uncertainLines?: readonly number[];
  /** Those of them that a hover may show as mathematics, whether or not they count. */
  readonly likelyLines?: readonly number[];
  /**
   * A shape comment at the end of a code line, bound to the name that the code assigns there: the text is `name : shape`.
   * Code assigns a name again and again, so a later binding of the name takes the earlier one's place without a message.
   */
  readonly binding?: true;
  /** Of a binding: the sizes are the code's, too. */
  readonly typeInCode?: true;
}
/** The offset in the document of a character of the block's text, or of its end. */
export const documentOffset = (block: Block, at: number): number =>
  block.shift === undefined ? (block.offsets[at] ?? 0) + (block.moved ?? 0) : block.shift + at;

export interface Scope {
  readonly id: number;
  readonly parent: number | null;
  /** Where the function or class stands, its header included; the file has none. */
  readonly place?: { readonly start: number; readonly end: number };
}
export interface ScannedDocument {
  readonly blocks: readonly Block[];
  readonly scopes: readonly Scope[];
  /** For the next version. */
  readonly version?: ScannedVersion;
}
