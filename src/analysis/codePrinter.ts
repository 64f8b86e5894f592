/**
 * The printers of code are loaded on demand by whoever hosts the analysis (a bundle of its own), and handed in here
 * before anything reads the code of a result.
 */

import type { codeIn } from '../code/index.ts';
import { type Code, type CodeInput, LANGUAGE_IDS, type LanguageId } from '../code/input.ts';

export type CodePrinter = typeof codeIn;

let current: CodePrinter | null = null;

export function useCodePrinter(printer: CodePrinter): void {
  current = printer;
}

/** Each language's code is made when it is first read. @throws TypeError where no printer was handed in */
export function codesOf(input: () => CodeInput): Readonly<Record<LanguageId, Code>> {
  const made = new Map<LanguageId, Code>();
  const codes = {} as Record<LanguageId, Code>;
  for (const language of LANGUAGE_IDS)
    Object.defineProperty(codes, language, {
      enumerable: true,
      get: () => {
        if (!current) throw new TypeError('code is read before useCodePrinter has brought its printer');
        const code = made.get(language) ?? current(language, input());
        made.set(language, code);
        return code;
      },
    });
  return codes;
}
