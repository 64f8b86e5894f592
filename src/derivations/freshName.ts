/** Names that a derivation introduces: letters that stand for nothing else in it. */

import { dependsOn } from '../shapes/dependence.ts';
import type { Typed } from '../shapes/typed.ts';
import type { Printed } from './printing.ts';
import { printed, printedName } from './printing.ts';
import type { Question } from './question.ts';

/** An expression longer than this gets a letter. */
const SHORT = 16;

/** The root as the left-hand sides name it. */
export interface RootName extends Printed {
  /** An expression that stands for itself. */
  readonly compound: boolean;
  /** A letter that has to be introduced. */
  readonly introduced: boolean;
  /** The name or the letter; null for an expression. */
  readonly name: string | null;
}

/** The user's name, else the expression where it is short and may be one, else a letter. */
export function rootName({ root }: Question, of: Typed, expressions: boolean): RootName {
  if (root.name !== null) return { ...printedName(root.name), compound: false, introduced: false, name: root.name };
  if (root.form?.kind === 'name') return { ...printedName(root.form.name), compound: false, introduced: false, name: root.form.name };
  const written = root.form && printed(root.form);
  if (expressions && written && [...written.unicode].length <= SHORT) return { ...written, compound: true, introduced: false, name: null };
  const name = freshLetter(of, root.local.shape.length === 2 ? 'FGH' : 'fgh');
  return { ...printedName(name), compound: false, introduced: true, name };
}

/** The first letter that is no name in the expression. */
export function freshLetter(of: Typed, letters: string): string {
  const all = [...letters, ...'uvwrszUVWZ'];
  return all.find(letter => !dependsOn(of, letter)) ?? `${letters[0]}_0`;
}
