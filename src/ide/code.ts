import type { DocumentAnalysis } from '../analysis/document.ts';
import { CODE_LABELS, functionsOf } from '../code/input.ts';
import { type CodeChoice, codeLanguageFor, holdsCode } from './codeLanguage.ts';
import { checkedAt } from './derivative.ts';
import { appendedTo } from './insertion.ts';
import * as messages from './messages.ts';
import type { CodeAnswer } from './requests.ts';

/** The derivative at or next to the offset as a module of functions. Only a checked one is given out. */
export function codeAt(analysis: DocumentAnalysis, offset: number, asked: CodeChoice, setting: CodeChoice): CodeAnswer {
  const found = checkedAt(analysis, offset);
  if ('reason' in found) return { kind: 'none', ...found };
  const language = codeLanguageFor(analysis, asked, setting);
  const code = found.derivative.code[language];
  const added = holdsCode(analysis.languageId, language) ? code.into(analysis.text, analysis.statements).source : null;
  return {
    kind: 'code',
    query: found.query,
    language,
    source: code.source,
    functions: functionsOf(code),
    insertion: added ? appendedTo(analysis.text, added) : null,
    notInserted:
      added === null
        ? messages.holdsNoCode(CODE_LABELS[language], analysis.languageId)
        : added === ''
          ? messages.codeIsThere(CODE_LABELS[language], found.query)
          : null,
  };
}
