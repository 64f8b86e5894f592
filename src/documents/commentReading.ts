/** How much of the comments of code is read: what the author of the document, or who reads it, wants of them. */

import type { Block } from './block.ts';

/**
 * `all`: what is certain without a marker, and what its declarations make so. `certain`: only what cannot be anything but
 * mathematics. `marked`: only behind `nabla:` or `∇`. `off`: nothing.
 */
export const COMMENT_READINGS = ['all', 'certain', 'marked', 'off'] as const;
export type CommentReading = (typeof COMMENT_READINGS)[number];

export const isCommentReading = (value: unknown): value is CommentReading => (COMMENT_READINGS as readonly unknown[]).includes(value);

/** The blocks of a document's comments that are left. */
export function blocksReadAs(reading: CommentReading, blocks: readonly Block[]): readonly Block[] {
  switch (reading) {
    case 'all':
      return blocks;
    case 'certain':
      return blocks.flatMap(block => withoutUncertainLines(block) ?? []);
    case 'marked':
      return blocks.filter(block => block.kind === 'marked');
    case 'off':
      return [];
  }
}

/** Blanks in the place of what is uncertain, so that all else stands where it stood; null where nothing is left. */
function withoutUncertainLines(block: Block): Block | null {
  const { uncertainLines, likelyLines: _, ...rest } = block;
  if (uncertainLines === undefined) return block;
  const uncertain = new Set(uncertainLines);
  const text = block.text
    .split('\n')
    .map((line, number) => (uncertain.has(number) ? ' '.repeat(line.length) : line))
    .join('\n');
  return text.trim() === '' ? null : { ...rest, text };
}
