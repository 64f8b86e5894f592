/** A language's delimiters, indexed by their first character, so that code which opens nothing is passed over in one tight loop. */

import type { Delimiter } from './delimiter.ts';
import type { HostLanguage } from './languages.ts';

export interface Grammar {
  /** For every UTF-16 unit 0 where nothing begins, else the row of `openers`. */
  readonly classes: Uint8Array;
  /** The same inside `${ … }`, where brackets count. */
  readonly nestedClasses: Uint8Array;
  readonly openers: readonly (readonly Delimiter[])[];
}

/** The grammar of a language; `structural` characters of code are seen too. */
export function grammarOf(language: HostLanguage, structural: string): Grammar {
  const known = CACHE.get(language)?.get(structural);
  if (known !== undefined) return known;
  const openers: Delimiter[][] = [[]];
  const classes = new Uint8Array(0x10000);
  const rowOf = (unit: number): Delimiter[] => {
    if (classes[unit] === 0) {
      classes[unit] = openers.length;
      openers.push([]);
    }
    return openers[classes[unit]!]!;
  };
  for (const delimiter of language.delimiters) rowOf(delimiter.open.charCodeAt(0)).push(delimiter);
  for (let i = 0; i < structural.length; i++) rowOf(structural.charCodeAt(i));
  const nestedClasses = classes.slice();
  for (const bracket of '(){}') {
    const unit = bracket.charCodeAt(0);
    if (nestedClasses[unit] === 0) nestedClasses[unit] = NO_DELIMITER;
  }
  openers[NO_DELIMITER] = [];
  const grammar = { classes, nestedClasses, openers };
  const ofLanguage = CACHE.get(language);
  if (ofLanguage === undefined) CACHE.set(language, new Map([[structural, grammar]]));
  else ofLanguage.set(structural, grammar);
  return grammar;
}

/** A row that stays empty: the character is looked at for its own sake. */
const NO_DELIMITER = 255;
const CACHE = new WeakMap<HostLanguage, Map<string, Grammar>>();
