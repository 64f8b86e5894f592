/** Where a name comes from and where else it is used. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { type Occurrence, occurrencesOf } from '../analysis/occurrences.ts';
import type { Place } from './places.ts';

export interface Highlight extends Place {
  readonly kind: 'read' | 'write';
}

/** The declarations and definitions of the name under the offset, of an adjoint `dW` those of W; of a name that has none its first use. */
export function definitionsAt(analysis: DocumentAnalysis, offset: number): readonly Place[] {
  return nameAt(analysis, offset)?.entity.definitions.map(placeAlone) ?? [];
}

/** Every use of the name under the offset, those of its adjoints included. */
export function referencesAt(analysis: DocumentAnalysis, offset: number, includeDeclaration: boolean): readonly Place[] {
  const entity = nameAt(analysis, offset)?.entity;
  if (!entity) return [];
  const { occurrences, definitions } = entity;
  return occurrences.filter(each => includeDeclaration || !definitions.includes(each)).map(placeAlone);
}

export function highlightsAt(analysis: DocumentAnalysis, offset: number): readonly Highlight[] {
  return nameAt(analysis, offset)?.entity.occurrences.map(each => ({ ...placeAlone(each), kind: each.role === 'read' ? 'read' : 'write' })) ?? [];
}

/** The name in mathematics under the offset. A name of the code that a shape comment is bound to is the affair of the code's own language. */
export function nameAt(analysis: DocumentAnalysis, offset: number): Occurrence | null {
  const found = occurrencesOf(analysis).at(offset);
  return found?.isCode ? null : found;
}

const placeAlone = ({ start, end }: Place): Place => ({ start, end });
