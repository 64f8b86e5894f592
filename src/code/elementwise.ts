/** A function of each entry by its spelling in the table of operations. */

import type { CodeLanguage } from '../operations/codeSpelling.ts';
import { type ElementwiseName, primitiveRow } from '../operations/elementwise.ts';
import { call, inside, LEVEL, negative, type Text, textAt } from './text.ts';

export const spellingOf = (name: ElementwiseName, language: CodeLanguage): string => primitiveRow(name).code[language];

/** A name called, or an expression with the argument in it. */
export function applySpelling(spelling: string, argument: Text): Text {
  if (!spelling.includes('$')) return call(spelling, argument);
  const text = spelling.replace('-$', () => negative(argument).text).replace('$', () => inside(argument, LEVEL.sum));
  return textAt(text, /^[\w.:]+\(.*\)$/.test(spelling) ? LEVEL.atom : LEVEL.times, 'times');
}
