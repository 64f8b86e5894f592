/** LaTeX documents: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and the display environments; comments, verbatim text and listings are passed over. */

import type { Block } from './block.ts';
import { Macros } from './macros.ts';
import { MarkedComments } from './markedComments.ts';
import { commandMath, endsParagraph, environmentAt } from './mathScan.ts';
import { mathBlock } from './mathText.ts';
import { withProseProperties } from './proseProperties.ts';
import { endOfLine } from './scanner.ts';
import type { Work } from './work.ts';

export function scanLatex(text: string, work: Work): Block[] {
  const blocks: Block[] = [];
  const macros = new Macros();
  const marked = new MarkedComments(text, blocks, work);
  const add = (start: number, end: number, kind: 'display' | 'inline', open: number, close: number): void => {
    const block = marked.silent ? null : mathBlock(text, start, end, { kind, percentComments: true, quotes: false }, macros, work);
    if (block !== null) blocks.push(kind === 'inline' ? withProseProperties(text, block, open, close, work) : block);
  };
  let at = 0;
  while (at < text.length) {
    const from = at;
    while (at < text.length) {
      const c = text.charCodeAt(at);
      if (c === DOLLAR || c === BACKSLASH || c === PERCENT) break;
      at++;
    }
    work.visited += at - from + 1;
    const c = text.charCodeAt(at);
    if (at >= text.length) break;
    if (c === PERCENT) {
      const end = endOfLine(text, at, work);
      marked.line(at, at + 1, end);
      at = end;
    } else if (c === DOLLAR) {
      const signs = text.charCodeAt(at + 1) === DOLLAR ? 2 : 1;
      const close = closingDollar(text, at + signs, signs, work);
      if (close >= 0) add(at + signs, close, signs === 2 ? 'display' : 'inline', at, close + signs);
      at = close < 0 ? at + signs : close + signs;
    } else {
      const math = commandMath(text, at, true, work);
      if (math !== null) add(math.contentStart, math.contentEnd, math.kind, at, math.end);
      at = math?.end ?? afterCommand(text, at, macros, work);
    }
  }
  marked.finish();
  return blocks;
}

const DOLLAR = 36;
const BACKSLASH = 92;
const PERCENT = 37;
const LINE_FEED = 10;
const VERBATIM: ReadonlySet<string> = new Set([
  'verbatim',
  'verbatim*',
  'lstlisting',
  'lstlisting*',
  'minted',
  'comment',
  'Verbatim',
  'alltt',
  'filecontents',
  'filecontents*',
]);

/** The closing sign before the paragraph's end and before a display begins; -1 where there is none. */
function closingDollar(text: string, from: number, signs: number, work: Work): number {
  let i = from;
  let found = -1;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === DOLLAR && (signs === 1 || text.charCodeAt(i + 1) === DOLLAR)) {
      found = i;
      break;
    }
    if (c === BACKSLASH) {
      if (text.charAt(i + 1) === '[' || text.charAt(i + 1) === '(') break;
      i += 2;
    } else if (c === LINE_FEED && endsParagraph(text, i)) break;
    else if (c === PERCENT) i = endOfLine(text, i, work);
    else i++;
  }
  work.visited += i - from;
  return found;
}

/** Behind an escaped sign, a command, a definition of one, or a stretch of verbatim text. */
function afterCommand(text: string, at: number, macros: Macros, work: Work): number {
  const defined = macros.define(text, at);
  if (defined >= 0) {
    work.visited += defined - at;
    return defined;
  }
  const name = environmentAt(text, at);
  if (name !== null && VERBATIM.has(name)) return behind(text, text.indexOf(`\\end{${name}}`, at), name.length + 6, at, work);
  if (text.startsWith('\\verb', at) || text.startsWith('\\lstinline', at)) {
    const signAt = at + (text.startsWith('\\verb', at) ? 5 : 10) + (text.charAt(at + 5) === '*' ? 1 : 0);
    const sign = text.charAt(signAt);
    if (sign !== '' && !/[A-Za-z\s{]/.test(sign)) {
      const end = endOfLine(text, signAt, work);
      const close = text.slice(signAt + 1, end).indexOf(sign);
      return close < 0 ? end : signAt + close + 2;
    }
  }
  return at + 2;
}
function behind(text: string, found: number, length: number, from: number, work: Work): number {
  const end = found < 0 ? text.length : found + length;
  work.visited += end - from;
  return end;
}
