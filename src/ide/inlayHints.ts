import type { AnalyzedStatement, DocumentAnalysis } from '../analysis/document.ts';
import type { PlacedStatement } from '../analysis/program.ts';
import type { Block } from '../documents/block.ts';
import { printShape } from '../shapes/print.ts';
import type { Definition } from '../syntax/tree.ts';
import * as messages from './messages.ts';
import { type Place, placeOf } from './places.ts';
import { verdictOf } from './verdict.ts';

/** Something short that is shown in the text and is no part of it. */
export interface InlayHint {
  /** It stands before the character at this offset of the document. */
  readonly offset: number;
  readonly label: string;
  readonly kind: 'shape' | 'verdict';
  /** All of it, as plain text; null where the label says everything. */
  readonly tooltip: string | null;
}

/**
 * Behind what a definition defines its shape, behind a name without a declaration the one that was inferred, behind an `I` its size, and at the end of a
 * claim whether it holds. A verdict that waits for a certificate is left out. In the order of the document.
 */
export function inlayHintsIn(analysis: DocumentAnalysis, visible: Place): readonly InlayHint[] {
  const isVisible = ({ start, end }: Place) => start <= visible.end && end >= visible.start;
  const shapes = analysis.blocks.flatMap(({ block, statements }) =>
    statements.filter(placed => isVisible(placeOf(block, placed, placed.typed.tree.span))).flatMap(placed => shapeHints(block, placed)),
  );
  const verdicts = analysis.statements.filter(isVisible).flatMap(verdictHints);
  const within = [...shapes, ...verdicts].filter(({ offset }) => offset >= visible.start && offset <= visible.end);
  return within.sort((a, b) => a.offset - b.offset);
}

function shapeHints(block: Block, placed: PlacedStatement): readonly InlayHint[] {
  const { tree, meaning, symbols, types } = placed.typed;
  const hint = (end: number, label: string, tooltip: string | null): InlayHint => ({
    offset: placeOf(block, placed, { start: end - 1, end }).end,
    label,
    kind: 'shape',
    tooltip,
  });
  const hints: InlayHint[] = [];
  if (tree.kind === 'definition' && meaning.kind === 'definition' && meaning.value)
    hints.push(hint(endOfLeftSide(block, placed.shift, tree), messages.shapeHint(printShape(meaning.symbol.shape)), null));
  for (const symbol of symbols) {
    if (symbol.origin !== 'inferred' || symbol.span.start < tree.span.start || symbol.span.end > tree.span.end) continue;
    hints.push(hint(symbol.span.end, messages.shapeHint(printShape(symbol.shape)), messages.inferredShape(symbol.written)));
  }
  for (const [node, typed] of types) {
    if (node.kind !== 'name' || node.name !== 'I' || typed.op !== 'identity') continue;
    hints.push(hint(node.span.end, messages.shapeHint(printShape(typed.shape)), messages.inferredShape(node.written)));
  }
  return hints;
}

/** Behind the parameters or the indices, before the sign that defines. */
function endOfLeftSide({ text }: Block, shift: number, { target, value }: Definition): number {
  const signed = text.slice(target.span.end + shift, value.span.start + shift);
  const sign = /:?=(?!.*=)/s.exec(signed);
  return target.span.end + signed.slice(0, sign?.index ?? 0).trimEnd().length;
}

function verdictHints(statement: AnalyzedStatement): readonly InlayHint[] {
  const { result, end } = statement;
  const found = verdictOf(result);
  return found ? [{ offset: end, kind: 'verdict', ...found }] : [];
}
