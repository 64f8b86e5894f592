/** Where LaTeX mathematics ends that begins at a sign; shared by LaTeX and Markdown. */

import type { Work } from './work.ts';

export interface MathSpan {
  readonly contentStart: number;
  readonly contentEnd: number;
  /** Behind the closing sign. */
  readonly end: number;
  readonly kind: 'display' | 'inline';
}

/** `\(…\)`, `\[…\]`, `\begin{align}…\end{align}` that opens with the backslash at `start`; null where it is something else or does not close. */
export function commandMath(text: string, start: number, percentComments: boolean, work: Work): MathSpan | null {
  const next = text.charAt(start + 1);
  if (next === '(' || next === '[') {
    const contentEnd = closingCommand(text, start + 2, next === '(' ? '\\)' : '\\]', percentComments, work);
    return contentEnd < 0 ? null : { contentStart: start + 2, contentEnd, end: contentEnd + 2, kind: next === '(' ? 'inline' : 'display' };
  }
  const name = environmentAt(text, start);
  if (name === null || !MATH_ENVIRONMENTS.has(name)) return null;
  const close = `\\end{${name}}`;
  const contentStart = afterAlignatArgument(text, start + `\\begin{${name}}`.length, name);
  const contentEnd = closingCommand(text, contentStart, close, percentComments, work);
  return contentEnd < 0 ? null : { contentStart, contentEnd, end: contentEnd + close.length, kind: name === 'math' ? 'inline' : 'display' };
}

/** The environment that `\begin{…}` at `start` opens. */
export function environmentAt(text: string, start: number): string | null {
  if (!text.startsWith('\\begin{', start)) return null;
  return /^([A-Za-z]{1,30}\*?)\}/.exec(text.slice(start + 7, start + 40))?.[1] ?? null;
}

/** A line break followed by an empty line begins at `at`: a paragraph ends, and with it what is not closed. */
export function endsParagraph(text: string, at: number): boolean {
  let i = at + 1;
  while (i < text.length && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9 || text.charCodeAt(i) === 13)) i++;
  return i >= text.length || text.charCodeAt(i) === 10;
}

/** The next `close` before the paragraph's end and before other mathematics begins; -1 where there is none. */
function closingCommand(text: string, from: number, close: string, percentComments: boolean, work: Work): number {
  let i = from;
  let found = -1;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) {
      if (text.startsWith(close, i)) {
        found = i;
        break;
      }
      const next = text.charAt(i + 1);
      if (next === '(' || next === '[') break;
      const name = next === 'b' ? environmentAt(text, i) : null;
      if (name !== null && MATH_ENVIRONMENTS.has(name)) break;
      i += 2;
    } else if (c === LINE_FEED && endsParagraph(text, i)) break;
    else if (percentComments && c === PERCENT) {
      while (i < text.length && text.charCodeAt(i) !== LINE_FEED) i++;
    } else i++;
  }
  work.visited += i - from;
  return found;
}

/** `\begin{alignat}{2}` */
function afterAlignatArgument(text: string, at: number, name: string): number {
  if (!name.startsWith('alignat')) return at;
  return at + (/^\{\d+\}/.exec(text.slice(at, at + 6))?.[0].length ?? 0);
}

const BACKSLASH = 92;
const LINE_FEED = 10;
const PERCENT = 37;
const MATH_ENVIRONMENTS: ReadonlySet<string> = new Set(
  ['equation', 'align', 'alignat', 'gather', 'multline', 'eqnarray', 'flalign', 'displaymath', 'math', 'dmath'].flatMap(name => [name, `${name}*`]),
);
