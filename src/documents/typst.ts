/** Typst: `$…$` and `$ … $` in Typst's own spelling; raw text is passed over, comments are read behind a marker. */

import type { Block } from './block.ts';
import { MarkedComments } from './markedComments.ts';
import { endsParagraph } from './mathScan.ts';
import { translatedBlock } from './mathText.ts';
import { withProseProperties } from './proseProperties.ts';
import { endOfLine } from './scanner.ts';
import { typstToLatex } from './typstMath.ts';
import type { Work } from './work.ts';

export function scanTypst(text: string, work: Work): Block[] {
  const blocks: Block[] = [];
  const marked = new MarkedComments(text, blocks, work);
  const own = definedWords(text, work);
  let noRawBefore = 0;
  let at = 0;
  while (at < text.length) {
    const c = text.charAt(at);
    work.visited++;
    if (c === '\\') at += 2;
    else if (c === '`') {
      const raw = at < noRawBefore ? null : afterRaw(text, at, work);
      if (raw === null) noRawBefore = text.length;
      at = raw ?? at + 1;
    } else if (text.startsWith('//', at) && text.charAt(at - 1) !== ':') {
      const end = endOfLine(text, at, work);
      marked.line(at, at + 2, end);
      at = end;
    } else if (text.startsWith('/*', at)) {
      const { contentEnd, end } = afterBlockComment(text, at, work);
      marked.block(at, at + 2, contentEnd, end);
      at = end;
    } else if (c === '$') {
      const close = closingDollar(text, at + 1, work);
      if (close < 0) {
        at++;
        continue;
      }
      const kind = /\s/.test(text.charAt(at + 1)) && /\s/.test(text.charAt(close - 1)) ? 'display' : 'inline';
      const latex = marked.silent ? null : typstToLatex(text, at + 1, close, own);
      work.visited += close - at;
      const block = latex && translatedBlock(latex, { kind, percentComments: false, quotes: false }, work);
      if (block !== null) blocks.push(kind === 'inline' ? withProseProperties(text, block, at, close + 1, work) : block);
      at = close + 1;
    } else at++;
  }
  marked.finish();
  return blocks;
}

/** What `#let` and `#import` give a meaning of its own. */
function definedWords(text: string, work: Work): ReadonlySet<string> {
  work.visited += text.length;
  return new Set(Array.from(text.matchAll(/\blet\s+([\p{L}_][\p{L}\p{N}_-]{0,80})/gu), match => match[1]!));
}

/** Behind raw text; null where it does not close. Two backquotes are an empty one. */
function afterRaw(text: string, at: number, work: Work): number | null {
  let open = at;
  while (text.charAt(open) === '`') open++;
  work.visited += open - at;
  if (open - at === 2) return open;
  const close = text.indexOf(text.slice(at, open), open);
  work.visited += (close < 0 ? text.length : close) - open;
  return close < 0 ? null : close + open - at;
}

/** They nest. */
function afterBlockComment(text: string, at: number, work: Work): { contentEnd: number; end: number } {
  let depth = 0;
  let i = at;
  while (i < text.length) {
    if (text.startsWith('/*', i)) {
      depth++;
      i += 2;
    } else if (text.startsWith('*/', i)) {
      i += 2;
      if (--depth === 0) break;
    } else i++;
  }
  work.visited += i - at;
  return { contentEnd: depth === 0 ? i - 2 : i, end: i };
}

/** The closing sign in the same paragraph; signs in strings and comments do not count. */
function closingDollar(text: string, from: number, work: Work): number {
  let i = from;
  let found = -1;
  while (i < text.length) {
    const c = text.charAt(i);
    if (c === '$') {
      found = i;
      break;
    }
    if (c === '\\') i += 2;
    else if (c === '"') i = afterString(text, i);
    else if (text.startsWith('//', i)) i = endOfLine(text, i, work);
    else if (text.startsWith('/*', i)) i = afterBlockComment(text, i, work).end;
    else if (c === '\n' && endsParagraph(text, i)) break;
    else i++;
  }
  work.visited += i - from;
  return found;
}

/** Behind a string that ends on its line, else behind the sign. */
function afterString(text: string, at: number): number {
  for (let i = at + 1; i < text.length && text.charAt(i) !== '\n'; i++) {
    if (text.charAt(i) === '\\') i++;
    else if (text.charAt(i) === '"') return i + 1;
  }
  return at + 1;
}
