/** What can be folded: comments and formulas over several lines, runs of comment lines and of declarations, chains. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { Lines } from '../analysis/positions.ts';
import type { Block } from '../documents/block.ts';
import { documentOffset } from '../documents/block.ts';
import { placeOf } from './places.ts';

/** Lines from 0, both included, the end behind the start. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'comment' | 'region';
}

/** In the order of the document; none twice. */
export function foldsOf(analysis: DocumentAnalysis): readonly Fold[] {
  const lines = new Lines(analysis.text);
  const folds: Fold[] = [];
  for (const checked of analysis.blocks) {
    const { block, statements } = checked;
    const spans = statements.map(placed => {
      const { start, end } = placeOf(block, placed, placed.typed.tree.span);
      return { startLine: lines.lineAt(start), endLine: lines.lineAt(end), isDeclaration: placed.typed.tree.kind === 'declaration' };
    });
    spans.sort((a, b) => a.startLine - b.startLine);
    folds.push(...spans.map(({ startLine, endLine }): Fold => ({ startLine, endLine, kind: 'region' })));
    folds.push(...runs(spans.filter(({ isDeclaration }) => isDeclaration)).map((run): Fold => ({ ...run, kind: 'region' })));
    if (block.kind === 'whole') folds.push(...runs(commentLines(analysis.text)).map((run): Fold => ({ ...run, kind: 'comment' })));
    else folds.push({ ...extent(block, lines), kind: 'comment' });
  }
  const unique = new Map(folds.filter(({ startLine, endLine }) => endLine > startLine).map(fold => [`${fold.startLine} ${fold.endLine}`, fold]));
  return [...unique.values()].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

interface Extent {
  readonly startLine: number;
  readonly endLine: number;
}

/** Those that stand on lines one after the other, as one. */
function runs(parts: readonly Extent[]): readonly Extent[] {
  const found: { startLine: number; endLine: number }[] = [];
  for (const { startLine, endLine } of parts) {
    const last = found.at(-1);
    if (last && startLine <= last.endLine + 1) last.endLine = Math.max(last.endLine, endLine);
    else found.push({ startLine, endLine });
  }
  return found;
}

function commentLines(text: string): readonly Extent[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, k) => (COMMENT.test(line) ? [{ startLine: k, endLine: k }] : []));
}
const COMMENT = /^\s*(?:#|\/\/|%(?!\*%))/;

const extent = (block: Block, lines: Lines): Extent => ({
  startLine: lines.lineAt(documentOffset(block, 0)),
  endLine: lines.lineAt(documentOffset(block, block.text.length)),
});
