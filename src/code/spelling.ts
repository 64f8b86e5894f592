/** Functions by their spellings in the tables of operations. */

import type { CodeLanguage } from '../operations/codeSpelling.ts';
import { type ElementwiseName, primitiveRow } from '../operations/elementwise.ts';
import { type NodeOperation, tensorNodeRow } from '../operations/matrixOperations.ts';
import type { Helpers } from './helpers.ts';
import type { Spelling } from './language.ts';
import { atom, call, inside, LEVEL, negative, suffixed, type Text, textAt } from './text.ts';

export const spellingOf = (name: ElementwiseName, language: CodeLanguage): string => primitiveRow(name).code[language];

/** `np.linalg.inv(A)`, `A.inverse()`, a helper. */
export function matrixOperationText(name: NodeOperation, matrix: Text, language: CodeLanguage, helpers: Helpers, spelling: Spelling): Text {
  const spelled = tensorNodeRow(name).code[language];
  if (spelled.startsWith('$.')) return suffixed(matrix, spelled.slice(1));
  if (spelled.includes('$')) return atom(spelled.replace('$', () => matrix.text));
  return call(spelled in helpers ? spelling.helper(spelled) : spelled, matrix);
}

/** A name called, or an expression with the argument in it. */
export function applySpelling(spelling: string, argument: Text): Text {
  if (!spelling.includes('$')) return call(spelling, argument);
  const text = spelling.replace('-$', () => negative(argument).text).replace('$', () => inside(argument, LEVEL.sum));
  return textAt(text, /^[\w.:]+\(.*\)$/.test(spelling) ? LEVEL.atom : LEVEL.times, 'times');
}
