/** Documents as they are analysed in the editor, for tests of its features; `$0` in a text is the cursor. */

import { analyzeDocument, type DocumentAnalysis, useCertifier } from '../../src/analysis/document.ts';
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
  return analyzeDocument(text, { languageId, certify: isCertified });
}
