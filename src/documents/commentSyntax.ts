/** How comments and strings are written in a language that has no row in the table: from an editor's configuration of it to a row. */

import type { Delimiter, StringLiteral } from './delimiter.ts';
import type { HostLanguage } from './languages.ts';

/** Plain data: it is sent from the editor to the server. */
export interface CommentSyntax {
  readonly line: string | null;
  readonly block: readonly [open: string, close: string] | null;
  /** What opens and closes a string: a quote, or three of them. */
  readonly quotes: readonly string[];
  /** Blocks stand in braces. */
  readonly braces: boolean;
}

/**
 * What a language configuration of VS Code (`language-configuration.json`) says; null where it names no comment. What is of
 * another type than it should be, or no sign that a comment can have, is left out.
 */
export function commentSyntaxOf(configuration: unknown): CommentSyntax | null {
  const { comments, autoClosingPairs, brackets } = fieldsOf(configuration);
  const { lineComment, blockComment } = fieldsOf(comments);
  const [open, close] = Array.isArray(blockComment) ? blockComment.map(signOf) : [];
  return validSyntax({
    line: signOf(typeof lineComment === 'string' ? lineComment : fieldsOf(lineComment).comment),
    block: open && close ? [open, close] : null,
    quotes: arrayOf(autoClosingPairs).flatMap(pair => quoteOf(pair) ?? []),
    braces: arrayOf(brackets).some(pair => Array.isArray(pair) && pair[0] === '{' && pair[1] === '}'),
  });
}

/** A syntax as a client sent it; null where it is none. */
export function readCommentSyntax(sent: unknown): CommentSyntax | null {
  const { line, block, quotes, braces } = fieldsOf(sent);
  const [open, close] = Array.isArray(block) ? block.map(signOf) : [];
  return validSyntax({
    line: signOf(line),
    block: open && close ? [open, close] : null,
    quotes: arrayOf(quotes).filter(quote => typeof quote === 'string' && QUOTES.test(quote)) as string[],
    braces: braces === true,
  });
}

/** Their row, the same object for the same syntax. Nothing says how functions look there, so that `{ … }` is one where it has a head like a call. */
export function languageWith(syntax: CommentSyntax): HostLanguage {
  let language = LANGUAGES.get(syntax);
  if (language === undefined) {
    const { braces, block } = syntax;
    const regions = braces && block?.[0] !== '{' ? 'braces' : 'none';
    language = { ids: [], delimiters: delimitersOf(syntax), regions, lineStatements: true, base: 0, starAmbiguous: true };
    LANGUAGES.set(syntax, language);
  }
  return language;
}
const LANGUAGES = new WeakMap<CommentSyntax, HostLanguage>();

/** Of two signs that open at the same place the longer stands first, and a comment before a string. */
function delimitersOf({ line, block, quotes }: CommentSyntax): readonly Delimiter[] {
  const delimiters: Delimiter[] = [];
  const [open, close] = block ?? ['', ''];
  if (open !== close) {
    const isWord = /[\p{L}\p{N}]/u.test(open + close);
    delimiters.push({ kind: 'block', open, close, nested: false, ...(isWord ? { alone: true } : {}) });
  } else if (open !== '') delimiters.push({ ...stringOf(open), documentation: true });
  if (line !== null) delimiters.push({ kind: 'line', open: line, at: isSignOfItsOwn(line) ? 'wordStart' : 'lineStart' });
  for (const quote of new Set(quotes)) if (quote !== open) delimiters.push(stringOf(quote));
  return delimiters.sort((a, b) => b.open.length - a.open.length);
}

/** One quote closes on its line, so that what is an apostrophe after all reaches no further. */
const stringOf = (quote: string): StringLiteral => ({ kind: 'string', open: quote, close: quote, escape: 'backslash', multiline: quote.length > 1 });

/** `*` and `C` are comments at the beginning of a line, and a factor or a name elsewhere; so is a quote. */
function isSignOfItsOwn(sign: string): boolean {
  return sign.length > 1 || '#%;!\\'.includes(sign);
}

/** A comment of one kind at least. Signs that are the same on both sides are quotes of documentation, or nothing tells which of them opens. */
function validSyntax(syntax: CommentSyntax): CommentSyntax | null {
  const { block } = syntax;
  const valid = block !== null && block[0] === block[1] && !QUOTES.test(block[0]) ? { ...syntax, block: null } : syntax;
  return valid.line === null && valid.block === null ? null : valid;
}

const QUOTES = /^(?:(["'`])\1\1|["'`])$/;

/** A pair of quotes that closes by itself and opens no further string within. A configuration that does not say so means strings by `"` alone. */
function quoteOf(pair: unknown): string | null {
  const { open, close, notIn } = Array.isArray(pair) ? { open: pair[0], close: pair[1], notIn: null } : fieldsOf(pair);
  if (typeof open !== 'string' || open !== close || !QUOTES.test(open)) return null;
  return open === '"' || arrayOf(notIn).includes('string') ? open : null;
}

/** Without the blanks that an editor writes behind it; null for what no comment begins with. */
function signOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST_SIGN) return null;
  const sign = value.trim();
  return sign === '' || /\s/.test(sign) ? null : sign;
}
const LONGEST_SIGN = 32;

const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, MOST_PAIRS) : []);
const MOST_PAIRS = 200;
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
