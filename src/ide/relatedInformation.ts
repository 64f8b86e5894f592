import type { DocumentAnalysis } from '../analysis/document.ts';
import { type Entity, occurrencesOf } from '../analysis/occurrences.ts';
import { Lines } from '../analysis/positions.ts';
import type { Diagnostic, Range } from '../analysis/result.ts';
import { printShape } from '../shapes/print.ts';
import * as messages from './messages.ts';

export interface RelatedPlace {
  readonly message: string;
  readonly range: Range;
}

/** Problems of shapes, which the declarations of the names in them explain. */
const OF_SHAPES: ReadonlySet<string> = new Set([
  'shape-mismatch',
  'not-square',
  'needs-elementwise-power',
  'needs-elementwise-division',
  'matrix-division',
  'matrix-exponent',
  'ambiguous-broadcast',
  'tensor-operation',
  'index-count',
]);
const mostPlaces = 6;

/** Where the names come from whose shapes do not fit: for each one outside the diagnostic its declaration or definition. */
export function relatedPlaces(analysis: DocumentAnalysis, { code, range }: Diagnostic): readonly RelatedPlace[] {
  if (!OF_SHAPES.has(code)) return [];
  const lines = new Lines(analysis.text);
  const [start, end] = [lines.offset(range.start), lines.offset(range.end)];
  const inside = occurrencesOf(analysis).all.filter(each => each.start >= start && each.end <= end);
  const entities = new Set(inside.map(({ entity }): Entity => entity));
  return [...entities]
    .flatMap(({ symbol, definitions: [first] }) => {
      if (!symbol || !first || (first.start >= start && first.end <= end)) return [];
      return [{ message: messages.shapeOf(symbol.written, printShape(symbol.shape)), range: lines.range(first.start, first.end) }];
    })
    .slice(0, mostPlaces);
}
