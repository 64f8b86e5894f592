/** The functions and classes of a host file: the regions in which a declaration is in scope. */

import { braceRegions } from './braceRegions.ts';
import type { Comment } from './comment.ts';
import { indentationRegions } from './indentationRegions.ts';
import { keywordRegions } from './keywordRegions.ts';
import type { HostLanguage } from './languages.ts';
import type { Work } from './work.ts';

export interface Region {
  /** Where the header begins, its attributes included. */
  readonly start: number;
  readonly end: number;
}

/** Sorted by their beginnings; of two that nest the outer stands first. */
export function regionsOf(text: string, language: HostLanguage, comments: readonly Comment[], work: Work): Region[] {
  const regions = FINDERS[language.regions](text, language, comments, work);
  return regions.sort((a, b) => a.start - b.start || b.end - a.end);
}

type Finder = (text: string, language: HostLanguage, comments: readonly Comment[], work: Work) => Region[];
const FINDERS: Readonly<Record<HostLanguage['regions'], Finder>> = {
  braces: braceRegions,
  indentation: indentationRegions,
  keywords: keywordRegions,
  none: () => [],
};
