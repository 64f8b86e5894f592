import type { AnalyzedStatement, DocumentAnalysis } from '../analysis/document.ts';
import type { DerivativeResult, Position } from '../analysis/result.ts';
import { withoutAxisColours } from './latex.ts';
import { type Place, type Replacement, ranged } from './places.ts';
import type { TextInsertion } from './requests.ts';

const texLanguages: ReadonlySet<string> = new Set(['latex', 'tex', 'markdown', 'rmd', 'quarto', 'restructuredtext']);

/**
 * The edit that writes a derivative down: in LaTeX, Markdown, reStructuredText and Typst behind the query, elsewhere as a claim on a line of its
 * own below, behind the same comment sign. null where there is no matrix form, or where the statement has a right side already.
 */
export function insertionOf(analysis: DocumentAnalysis, statement: AnalyzedStatement, derivative: DerivativeResult): TextInsertion | null {
  if (!derivative.matrix || statement.result.kind !== 'query') return null;
  const { end } = statement.result.range;
  if (texLanguages.has(analysis.languageId)) return at(end, ` = ${withoutAxisColours(derivative.matrix.latex)}`);
  // Typst prints its characters as they are
  if (analysis.languageId === 'typst') return at(end, ` = ${derivative.matrix.unicode}`);
  return ranged(analysis.text, [lineBelow(analysis.text, statement, `${statement.result.source.trim()} = ${derivative.matrix.unicode}`)])[0]!;
}

/** A line of its own below a place in the text, behind the same comment sign. */
export function lineBelow(text: string, { start, end }: Place, line: string): Replacement {
  const before = textOfLine(text, start).slice(0, start - lineStart(text, start));
  // behind the end of the line, where a comment may still follow
  const behind = lineStart(text, end) + textOfLine(text, end).length;
  return { start: behind, end: behind, text: `${newlineOf(text)}${commentPrefix(before)}${line}` };
}

/** A snippet on lines of its own above a line of the document, behind the comment sign of that line. */
export function snippetAbove(lineText: string, line: number, snippet: string, newline: string): TextInsertion {
  const lead = /^\s*(?:\/\/+!?|#+|%+|--+|;+|\*|!)?[ \t]*/.exec(lineText)?.[0] ?? '';
  return at(
    { line, character: 0 },
    snippet
      .split('\n')
      .map(text => `${lead}${text}${newline}`)
      .join(''),
  );
}

/**
 * A module behind the last line of a document, two lines apart: there every language takes functions, which none of them
 * does in the middle of another function.
 */
export function appendedTo(text: string, source: string): TextInsertion {
  const newline = newlineOf(text);
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  const before = text.trim() === '' ? '' : last === '' ? newline.repeat(2) : newline.repeat(3);
  return at({ line: lines.length - 1, character: last.length }, `${before}${source.trim().replaceAll('\n', newline)}${newline}`);
}

/** What stands before a statement, as a line below needs it: its comment sign, without code that stands before that. */
function commentPrefix(before: string): string {
  const sign = /(?:\/\/+!?|\/\*+|#+|%+|--+|;+|"""|'''|\*|!)[ \t]*(?:nabla:|∇)?[ \t]*$/.exec(before);
  if (!sign) return /^\s*/.exec(before)?.[0] ?? '';
  const lead = before.slice(0, sign.index);
  const indent = lead.trim() === '' ? lead : (/^\s*/.exec(lead)?.[0] ?? '');
  const continued = sign[0].replace(/nabla:\s*|∇\s*/, '');
  // the line below is inside the block or the string that these open
  return continued.startsWith('/*') ? `${indent} * ` : `${indent}${continued.replace(/"""|'''/, '')}`;
}

function at(position: Position, text: string): TextInsertion {
  return { range: { start: position, end: position }, text };
}

export const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function textOfLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(lineStart(text, offset), end < 0 ? text.length : end).replace(/\r$/, '');
}
