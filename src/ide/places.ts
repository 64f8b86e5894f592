import type { PlacedStatement } from '../analysis/program.ts';
import { type Block, documentOffset } from '../documents/block.ts';
import type { Span } from '../syntax/tree.ts';

/** Offsets in the document, the end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where a span of a statement stands in the document: it ends behind its last character, not before the next one's comment sign. */
export function placeOf(block: Block, { shift }: Pick<PlacedStatement, 'shift'>, { start, end }: Span): Place {
  const first = documentOffset(block, start + shift);
  return { start: first, end: end > start ? documentOffset(block, end + shift - 1) + 1 : first };
}
