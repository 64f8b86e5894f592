/** In which language code is given, and into which documents it may be written. */

import { LANGUAGE_IDS, type LanguageId } from '../code/input.ts';

/** A language of code, or the one that the settings and the document name. */
export type CodeChoice = LanguageId | 'auto';

export const CODE_CHOICES: readonly CodeChoice[] = ['auto', ...LANGUAGE_IDS];

export const isCodeChoice = (value: unknown): value is CodeChoice => CODE_CHOICES.some(choice => choice === value);

/** What was asked for, else what the settings say, else the language of the document; NumPy where it has none. */
export function codeLanguageFor(document: { readonly languageId: string; readonly text: string }, asked: CodeChoice, setting: CodeChoice): LanguageId {
  if (asked !== 'auto') return asked;
  if (setting !== 'auto') return setting;
  const usual = HOSTS[document.languageId]?.usual ?? 'numpy';
  return usual === 'numpy' ? (importedLibrary(document.text) ?? usual) : usual;
}

/** Whether a document of this language may hold the code. */
export const holdsCode = (languageId: string, code: LanguageId): boolean => HOSTS[languageId]?.holds.includes(code) ?? false;

interface CodeHost {
  readonly usual: LanguageId;
  readonly holds: readonly LanguageId[];
}
const only = (language: LanguageId): CodeHost => ({ usual: language, holds: [language] });
const PYTHON: CodeHost = { usual: 'numpy', holds: ['numpy', 'torch', 'jax'] };

const HOSTS: Readonly<Record<string, CodeHost | undefined>> = {
  __proto__: null as never,
  python: PYTHON,
  cython: PYTHON,
  sage: PYTHON,
  sagemath: PYTHON,
  julia: only('julia'),
  matlab: only('matlab'),
  octave: only('matlab'),
  cpp: only('cpp'),
  'cuda-cpp': only('cpp'),
  'objective-cpp': only('cpp'),
  r: only('r'),
  typescript: only('typescript'),
  typescriptreact: only('typescript'),
  // the code has types in it, which a reader understands and JavaScript does not
  javascript: { usual: 'typescript', holds: [] },
  javascriptreact: { usual: 'typescript', holds: [] },
  // only the chunks of these are code
  rmd: { usual: 'r', holds: [] },
};

/** The one that a Python module imports first. */
function importedLibrary(text: string): LanguageId | null {
  const found = /^[ \t]*(?:from[ \t]+(torch|jax)(?:\.[\w.]+)?[ \t]+import\b|import[ \t]+(?:[^\n#]*,[ \t]*)?(torch|jax)\b)/m.exec(text);
  const library = found?.[1] ?? found?.[2];
  return library === 'torch' || library === 'jax' ? library : null;
}
