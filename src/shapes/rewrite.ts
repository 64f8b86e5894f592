/** The texts of quick fixes: an operand transposed, bracketed, replaced, in the spelling of its statement. */

import type { Expression, Span } from '../syntax/tree.ts';
import { type Context, textAt } from './context.ts';
import type { Fix } from './messages.ts';

const spellings: readonly (readonly [pattern: RegExp, mark: string])[] = [
  [/ᵀ/, 'ᵀ'],
  [/\^\\top/, '^\\top'],
  [/\.T\b/, '.T'],
  [/\^T/, '^T'],
  [/[\p{L}\p{N})\]]'/u, "'"],
];

/** The transpose sign that the line, else the text around it, uses. */
export function transposeMark(context: Context, span: Span): string {
  const line = context.text.slice(
    context.text.lastIndexOf('\n', span.start - 1) + 1,
    (context.text.indexOf('\n', span.end) + 1 || context.text.length + 1) - 1,
  );
  for (const text of [line, context.text]) for (const [pattern, mark] of spellings) if (pattern.test(text)) return mark;
  return isAscii.test(context.text) ? "'" : 'ᵀ';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole range of ASCII is meant
const isAscii = /^[\x00-\x7f]*$/;

/** The expression's text, in brackets where an operator around it would tear it apart. */
export function bracketed(context: Context, tree: Expression): string {
  const text = textAt(context, tree.span);
  return tree.kind === 'binary' || tree.kind === 'unary' || tree.kind === 'derivative' || tree.kind === 'sum' ? `(${text})` : text;
}

export const withoutBrackets = (context: Context, tree: Expression): string => textAt(context, tree.kind === 'group' ? tree.body.span : tree.span);

/** The transposed expression; a transpose that is written is taken away. */
export function transposedText(context: Context, tree: Expression): string {
  if (tree.kind === 'postfix' && tree.operator === 'transpose') return textAt(context, tree.operand.span);
  return `${bracketed(context, tree)}${transposeMark(context, tree.span)}`;
}

/** Replaces `part` of `whole`; the title is the whole expression as it would stand then. */
export function replaceIn(context: Context, whole: Span, part: Span, text: string): Fix {
  const title = `${context.text.slice(whole.start, part.start)}${text}${context.text.slice(part.end, whole.end)}`.replace(/\s+/g, ' ').trim();
  return { title, span: part, text };
}

/** Two replacements that are one edit. */
export function replaceWhole(whole: Span, text: string): Fix {
  return { title: text, span: whole, text };
}

/** The start of the line on which an offset stands. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
