/** Comments put into real files, inside their functions, in the comment syntax of the language. */

import type { Delimiter } from '../../src/documents/delimiter.ts';
import { hostLanguage } from '../../src/documents/languages.ts';
import { regionsOf } from '../../src/documents/regions.ts';
import { endOfLine, scanComments } from '../../src/documents/scanner.ts';
import { newWork } from '../../src/documents/work.ts';
import { pick, type Random } from '../random/expressions.ts';
import type { SourceText } from './sourceFiles.ts';

export interface Planted {
  readonly text: string;
  /** From 1: where each line of the comment stands. */
  readonly lineNumbers: readonly number[];
}

/**
 * The file with the parts of a comment in one of its functions, each between two of its statements, in their order; null where it has no
 * such places.
 */
export function plant(source: SourceText, parts: readonly (readonly string[])[], random: Random): Planted | null {
  const language = hostLanguage(source.languageId);
  if (language === undefined) return null;
  const { text } = source;
  const comments = scanComments(text, language, newWork());
  const regions = regionsOf(text, language, comments, newWork());
  const long = regions.filter(({ start, end }) => text.slice(start, end).split('\n').length > LEAST_LINES);
  const form = pick(formsOf(language.delimiters), random);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const region = long.length === 0 ? { start: 0, end: text.length } : pick(long, random);
    // what is declared in a function inside it, or right above one, would not be seen outside
    const places = placesIn(text, region).filter(
      at => !regions.some(({ start, end }) => start !== region.start && start <= endOfLine(text, at, newWork()) && at < end && end <= region.end),
    );
    if (places.length < parts.length) continue;
    const chosen = parts.map(() => pick(places, random)).sort((a, b) => a - b);
    if (new Set(chosen).size < parts.length) continue;
    let planted = text.slice(0, chosen[0]);
    const starts: number[] = [];
    const lineNumbers: number[] = [];
    for (const [k, lines] of parts.entries()) {
      const indent = /^[ \t]*/.exec(text.slice(chosen[k]))![0];
      const { written, first } = form(lines, indent);
      const line = planted.split('\n').length + first;
      starts.push(planted.length + indent.length);
      lineNumbers.push(...lines.map((_, index) => line + index));
      planted += `${written}\n${text.slice(chosen[k], chosen[k + 1])}`;
    }
    // not where the line break stands in a string or in another comment
    const found = new Set(scanComments(planted, language, newWork()).map(({ start }) => start));
    if (starts.every(start => found.has(start))) return { text: planted, lineNumbers };
  }
  return null;
}

/** Where lines begin that stand between statements. */
function placesIn(text: string, { start, end }: { readonly start: number; readonly end: number }): readonly number[] {
  const begins: number[] = [];
  for (let at = text.indexOf('\n', start) + 1; at > 0 && at < end; at = text.indexOf('\n', at) + 1) begins.push(at);
  return begins.slice(1).filter(at => isBetweenStatements(text, at));
}

const LEAST_LINES = 6;
const ATTEMPTS = 20;

/** Neither beside another comment, whose words would bear on it, nor within a statement. */
function isBetweenStatements(text: string, at: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', at - 2) + 1, at - 1).trim();
  const next = text.slice(at, text.indexOf('\n', at)).trim();
  const isCode = (line: string): boolean => line === '' || (/^[\w@$]/.test(line) && /[\w;){}\]:]$/.test(line));
  return isCode(before) && isCode(next) && next !== '';
}

/** The comment as written, and how many lines of its own stand before its first. */
type Form = (lines: readonly string[], indent: string) => { readonly written: string; readonly first: number };

function formsOf(delimiters: readonly Delimiter[]): readonly Form[] {
  return delimiters.flatMap((delimiter): Form[] => {
    if (delimiter.kind === 'line') return [(lines, indent) => ({ written: lines.map(line => `${indent}${delimiter.open} ${line}`).join('\n'), first: 0 })];
    if (delimiter.kind !== 'block' || delimiter.alone === true) return [];
    const { open, close } = delimiter;
    const star = open.endsWith('*') && open.length === 2 && open !== '(*' ? ' * ' : '   ';
    return [
      (lines, indent) => ({ written: [`${indent}${open}`, ...lines.map(line => `${indent}${star}${line}`), `${indent} ${close}`].join('\n'), first: 1 }),
      (lines, indent) => ({ written: `${indent}${open} ${lines.join(`\n${indent}   `)} ${close}`, first: 0 }),
    ];
  });
}
