/** Where the names come from that a statement rests on. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { type Occurrence, occurrencesOf } from '../analysis/occurrences.ts';
import { type Place, placeOf } from './places.ts';

/**
 * By canonical name the line, from 0, on which each name is defined or declared that the place mentions, and those mentioned there.
 * Of the `wanted` names that are not reached so, as those on the left of a chain over lines, those that are one thing in the whole document.
 */
export function linesOfNames(analysis: DocumentAnalysis, place: Place, wanted: readonly string[]): ReadonlyMap<string, number> {
  const { all, entities } = occurrencesOf(analysis);
  const lines = new Map<string, number>();
  const waiting: Place[] = [{ start: place.start, end: place.end }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { start, end } = next;
    for (const { entity } of all.filter(each => each.start >= start && each.end <= end)) {
      if (lines.has(entity.name)) continue;
      const origin = originOf(entity.definitions);
      if (!origin) continue;
      lines.set(entity.name, lineAt(analysis.text, origin.start));
      waiting.push(placeOf(origin.block, origin.statement, origin.statement.typed.tree.span));
    }
  }
  for (const name of wanted) {
    const [only, ...others] = lines.has(name) ? [] : entities.filter(entity => entity.name === name);
    const origin = only && others.length === 0 ? originOf(only.definitions) : undefined;
    if (origin) lines.set(name, lineAt(analysis.text, origin.start));
  }
  return lines;
}

/** A definition says more than a declaration. */
const originOf = (definitions: readonly Occurrence[]): Occurrence | undefined =>
  definitions.find(({ statement }) => statement.typed.meaning.kind === 'definition') ?? definitions[0];

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length - 1;
