/** The selection that grows: name, subexpression after subexpression, statement, comment or formula, document. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { occurrencesOf } from '../analysis/occurrences.ts';
import { partsOfStatement } from '../analysis/statementParts.ts';
import { documentOffset } from '../documents/block.ts';
import { everyExpression } from '../shapes/walk.ts';
import { type Place, placeOf } from './places.ts';

/** From the smallest to the whole document, each within the next and larger than it. */
export function selectionsAt(analysis: DocumentAnalysis, offset: number): readonly Place[] {
  const whole = { start: 0, end: analysis.text.length };
  const places: Place[] = [whole];
  const name = occurrencesOf(analysis).at(offset);
  if (name) places.push({ start: name.start, end: name.end }, name.around);
  for (const { block, statements, unread } of analysis.blocks) {
    const around = { start: documentOffset(block, 0), end: documentOffset(block, block.text.length) };
    if (!holds(around, offset)) continue;
    places.push(around);
    for (const placed of [...statements, ...unread]) {
      const { tree } = placed.typed;
      const statement = placeOf(block, placed, tree.span);
      if (!holds(statement, offset)) continue;
      places.push(statement);
      for (const root of partsOfStatement(tree)) for (const node of everyExpression(root)) places.push(placeOf(block, placed, node.span));
    }
  }
  return nested(places.filter(place => place.end > place.start && holds(place, offset)));
}

const holds = ({ start, end }: Place, offset: number): boolean => start <= offset && offset <= end;

/** Of two that are as small the one that goes on behind the cursor is nearer to it: it begins later. */
function nested(places: readonly Place[]): readonly Place[] {
  const sorted = places.toSorted((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start);
  const chain: Place[] = [];
  for (const place of sorted) {
    const last = chain.at(-1);
    const isWider = !last || (place.start <= last.start && place.end >= last.end && place.end - place.start > last.end - last.start);
    if (isWider) chain.push(place);
  }
  return chain;
}
