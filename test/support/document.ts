/** Documents as they are analysed in the editor, for tests of its features; `$0` in a text is the cursor. */

import { analyzeDocument, type DocumentAnalysis, useCertifier } from '../../src/analysis/document.ts';
import type { Position } from '../../src/analysis/result.ts';
import type { TextInsertion } from '../../src/ide/requests.ts';
import { certify } from '../../src/numeric/index.ts';

export interface Cursor {
  readonly text: string;
  readonly offset: number;
}

/** @throws when the text has no `$0`. */
export function cursorIn(marked: string): Cursor {
  const offset = marked.indexOf('$0');
  if (offset < 0) throw new Error('no $0 in the text');
  return { text: marked.replace('$0', ''), offset };
}

/** The analysis of a text, with all certificates or with none of them. */
export function analysed(text: string, languageId = 'mc', isCertified = true): DocumentAnalysis {
  useCertifier(certify);
  return analyzeDocument(text, { languageId, certify: isCertified, previous: null });
}

/** The text after an insertion, as an editor carries it out. */
export function withInsertion(text: string, { range, text: inserted }: TextInsertion): string {
  const lines = text.split('\n');
  const offsetAt = ({ line, character }: Position) => lines.slice(0, line).reduce((length, each) => length + each.length + 1, 0) + character;
  return text.slice(0, offsetAt(range.start)) + inserted + text.slice(offsetAt(range.end));
}
