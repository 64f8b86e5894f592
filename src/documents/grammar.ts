/** A language's delimiters, indexed by their first character, so that code which opens nothing is passed over in one tight loop. */

import type { Delimiter, LineComment, MatchedLiteral, StringLiteral } from './delimiter.ts';
import type { HostLanguage } from './languages.ts';

/** A delimiter with every field that any has: those of all languages look alike to the machine, which reads them faster so. */
export interface Opener {
  readonly kind: Delimiter['kind'];
  readonly open: string;
  readonly close: string;
  readonly nested: boolean;
  readonly alone: boolean;
  readonly at: LineComment['at'] | null;
  readonly escape: StringLiteral['escape'];
  readonly multiline: boolean;
  readonly interpolation: StringLiteral['interpolation'] | null;
  readonly documentation: boolean;
  readonly notAfterOperand: boolean;
  readonly match: MatchedLiteral['match'];
  readonly comment: boolean;
}

export interface Grammar {
  /** For every UTF-16 unit 0 where nothing begins, else the row of `openers`. */
  readonly classes: Uint8Array;
  /** The same inside `${ … }`, where brackets count. */
  readonly nestedClasses: Uint8Array;
  readonly openers: readonly (readonly Opener[])[];
  /** For every UTF-16 unit whether it may close, escape or interpolate in some literal of the language, or ends a line. */
  readonly stops: Uint8Array;
}

/** The grammar of a language; `structural` characters of code are seen too. */
export function grammarOf(language: HostLanguage, structural: string): Grammar {
  const known = CACHE.get(language)?.get(structural);
  if (known !== undefined) return known;
  const openers: Opener[][] = [[]];
  const classes = new Uint8Array(0x10000);
  const rowOf = (unit: number): Opener[] => {
    if (classes[unit] === 0) {
      classes[unit] = openers.length;
      openers.push([]);
    }
    return openers[classes[unit]!]!;
  };
  for (const delimiter of language.delimiters) rowOf(delimiter.open.charCodeAt(0)).push(openerOf(delimiter));
  for (let i = 0; i < structural.length; i++) rowOf(structural.charCodeAt(i));
  const nestedClasses = classes.slice();
  for (const bracket of '(){}') {
    const unit = bracket.charCodeAt(0);
    if (nestedClasses[unit] === 0) nestedClasses[unit] = NO_DELIMITER;
  }
  openers[NO_DELIMITER] = [];
  const grammar = { classes, nestedClasses, openers, stops: stopsOf(language) };
  const ofLanguage = CACHE.get(language);
  if (ofLanguage === undefined) CACHE.set(language, new Map([[structural, grammar]]));
  else ofLanguage.set(structural, grammar);
  return grammar;
}

function openerOf(delimiter: Delimiter): Opener {
  const {
    kind,
    open,
    close = '',
    nested = false,
    alone = false,
    at = null,
    escape: escaping = 'none',
    multiline = false,
    interpolation = null,
    documentation = false,
    notAfterOperand = false,
    match = () => null,
    comment = false,
  }: Partial<Opener> & Pick<Delimiter, 'kind' | 'open'> = delimiter;
  return { kind, open, close, nested, alone, at, escape: escaping, multiline, interpolation, documentation, notAfterOperand, match, comment };
}

function stopsOf({ delimiters }: HostLanguage): Uint8Array {
  const stops = new Uint8Array(0x10000);
  const signs = delimiters.flatMap(delimiter => (delimiter.kind === 'string' ? [delimiter.close, delimiter.interpolation?.open ?? '\n'] : []));
  for (const sign of ['\n', '\r', '\\', ...signs]) stops[sign.charCodeAt(0)] = 1;
  return stops;
}

/** A row that stays empty: the character is looked at for its own sake. */
const NO_DELIMITER = 255;
const CACHE = new WeakMap<HostLanguage, Map<string, Grammar>>();
