/** How comments and literals of host languages begin and end: the vocabulary of the table in languages.ts. */

/** A comment from `open` to the end of the line. */
export interface LineComment {
  readonly kind: 'line';
  readonly open: string;
  /**
   * Opens only behind a blank (`$#` and `${x#y}` of a shell are no comments), or only as the first sign of a line. A sign that ends
   * in a letter is then a word, too.
   */
  readonly at?: 'wordStart' | 'lineStart';
}
/** A comment from `open` to `close`. */
export interface BlockComment {
  readonly kind: 'block';
  readonly open: string;
  readonly close: string;
  readonly nested: boolean;
  /** Both signs stand alone on their lines (MATLAB's `%{`, Ruby's `=begin`). */
  readonly alone?: true;
}
/** A literal from `open` to `close`. */
export interface StringLiteral {
  readonly kind: 'string';
  readonly open: string;
  readonly close: string;
  /** `backslash`: `\"` does not close. `doubled`: `""` does not close. */
  readonly escape: 'backslash' | 'doubled' | 'none';
  /** Where false, the end of the line ends an unterminated one. */
  readonly multiline: boolean;
  /** Code inside the literal: `${ … }`. */
  readonly interpolation?: { readonly open: string; readonly close: '}' | ')' };
  /** Documentation where it stands alone as a statement. */
  readonly documentation?: true;
  /** Directly after an operand the sign is something else: MATLAB's transpose. */
  readonly notAfterOperand?: true;
}
/** `'x'`, `'\n'`: one character; where the closing sign does not follow at once, the sign is something else (a lifetime, an adjoint, a digit separator). */
export interface CharacterLiteral {
  readonly kind: 'character';
  readonly open: "'";
  readonly notAfterOperand?: true;
}
/** `/…/` where an operand is expected. */
export interface RegexLiteral {
  readonly kind: 'regex';
  readonly open: '/';
}
/** A literal or comment whose closing sign repeats a part of the opening one: `r##"…"##`, `R"x(…)x"`, `--[==[…]==]`. */
export interface MatchedLiteral {
  readonly kind: 'matched';
  readonly open: string;
  /** The closing sign for an opening one at `start`, and where the contents begin; null where nothing opens there. */
  readonly match: (text: string, start: number) => { readonly contentStart: number; readonly close: string } | null;
  readonly comment?: true;
}
/** The rest of the line is neither code nor a comment of interest: MATLAB's `...`. */
export interface Continuation {
  readonly kind: 'continuation';
  readonly open: string;
}
export type Delimiter = LineComment | BlockComment | StringLiteral | CharacterLiteral | RegexLiteral | MatchedLiteral | Continuation;

/** What may stand between the signs of a C++ raw string, of Rust's and Swift's, of Lua's long brackets: few characters, so that the search for them is bounded. */
const LONGEST_FENCE = 255;

/** `R"delimiter( … )delimiter"` */
export function cppRawFence(text: string, start: number): { contentStart: number; close: string } | null {
  const from = start + 2;
  const limit = Math.min(text.length, from + 17);
  for (let i = from; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (c === 40) return { contentStart: i + 1, close: `)${text.slice(from, i)}"` };
    if (c === 32 || c === 41 || c === 92 || c === 10 || c === 34) return null;
  }
  return null;
}
/** `r##" … "##` and, with the prefix already read, Swift's `#" … "#`. */
export function hashFence(prefixLength: number): (text: string, start: number) => { contentStart: number; close: string } | null {
  return (text, start) => {
    let i = start + prefixLength;
    const limit = Math.min(text.length, i + LONGEST_FENCE);
    const from = i;
    while (i < limit && text.charCodeAt(i) === 35) i++;
    return text.charCodeAt(i) === 34 ? { contentStart: i + 1, close: `"${'#'.repeat(i - from)}` } : null;
  };
}
/** `[==[ … ]==]`, after a prefix of some characters. */
export function longBracketFence(prefixLength: number): (text: string, start: number) => { contentStart: number; close: string } | null {
  return (text, start) => {
    let i = start + prefixLength + 1;
    const limit = Math.min(text.length, i + LONGEST_FENCE);
    const from = i;
    while (i < limit && text.charCodeAt(i) === 61) i++;
    return text.charCodeAt(i) === 91 ? { contentStart: i + 1, close: `]${'='.repeat(i - from)}]` } : null;
  };
}
const R_CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** R's `r"--( … )--"` */
export function rRawFence(text: string, start: number): { contentStart: number; close: string } | null {
  const quote = text.charAt(start + 1);
  let i = start + 2;
  const limit = Math.min(text.length, i + LONGEST_FENCE);
  const from = i;
  while (i < limit && text.charCodeAt(i) === 45) i++;
  const closer = R_CLOSERS[text.charAt(i)];
  return closer === undefined ? null : { contentStart: i + 1, close: `${closer}${'-'.repeat(i - from)}${quote}` };
}
