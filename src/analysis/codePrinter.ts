/**
 * The printers of code are loaded on demand by whoever hosts the analysis (a bundle of its own), and handed in here
 * before anything reads the code of a result.
 */

import type { codeIn, countOperations } from '../code/index.ts';
import { type Code, type CodeInput, LANGUAGE_IDS, type LanguageId } from '../code/input.ts';

export type CodePrinter = typeof codeIn;

export type OperationCounter = typeof countOperations;

let current: CodePrinter | null = null;
let counter: OperationCounter | null = null;

/** @param counts the operations of the program that the code is printed from; without it none are counted */
export function useCodePrinter(printer: CodePrinter, counts: OperationCounter | null = null): void {
  current = printer;
  counter = counts;
}

/** null until it was handed in. */
export const operationCounter = (): OperationCounter | null => counter;

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
