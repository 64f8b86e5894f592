import { Lines } from '../analysis/positions.ts';
import type { PlacedStatement } from '../analysis/program.ts';
import { type Block, documentOffset } from '../documents/block.ts';
import type { Span } from '../syntax/tree.ts';
import type { TextInsertion } from './requests.ts';

/** Offsets in the document, the end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What stands in the place is to be this text. */
export interface Replacement extends Place {
  readonly text: string;
}

/** The text after replacements that do not overlap. */
export function edited(text: string, replacements: readonly Replacement[]): string {
  return replacements
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: inserted }) => result.slice(0, start) + inserted + result.slice(end), text);
}

/** The same by lines and characters. */
export function ranged(text: string, replacements: readonly Replacement[]): readonly TextInsertion[] {
  const lines = new Lines(text);
  return replacements.map(({ start, end, text: inserted }) => ({ range: lines.range(start, end), text: inserted }));
}

/** Where a span of a statement stands in the document: it ends behind its last character, not before the next one's comment sign. */
export function placeOf(block: Block, { shift }: Pick<PlacedStatement, 'shift'>, { start, end }: Span): Place {
  const first = documentOffset(block, start + shift);
  return { start: first, end: end > start ? documentOffset(block, end + shift - 1) + 1 : first };
}

/** Without blanks at both ends. */
export function trimmedPlace(text: string, { start, end }: Place): Place {
  const selected = text.slice(start, end);
  return { start: start + selected.length - selected.trimStart().length, end: end - (selected.length - selected.trimEnd().length) };
}
