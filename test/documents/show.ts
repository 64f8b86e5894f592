/** Blocks in a form that a test can read: one line a line that is not blank, `?` behind an uncertain one. */

import type { Block, ScannedDocument } from '../../src/documents/block.ts';
import { scanDocument } from '../../src/documents/scan.ts';

/** `comment 0: A ∈ ℝ^n`: kind, scope and text; `bound` for a shape bound to code. */
export function shown(text: string, languageId: string): string[] {
  return showBlocks(scanDocument(text, languageId));
}

export function showBlocks(document: ScannedDocument): string[] {
  return document.blocks.flatMap(block => showBlock(block));
}

function showBlock(block: Block): string[] {
  const kind = block.binding === true ? 'bound' : block.kind;
  return block.text.split('\n').flatMap((line, i) => {
    const doubt = block.uncertainLines?.includes(i) === true ? ' ?' : '';
    return line.trim() === '' ? [] : [`${kind} ${block.scope}: ${line.trim()}${doubt}`];
  });
}

/** The document's text from the first to the last character of a line of a block. */
export function sourceOf(text: string, block: Block, line: string): string {
  const start = block.text.indexOf(line);
  return text.slice(block.offsets[start], block.offsets[start + line.length]);
}
