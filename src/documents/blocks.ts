/** Blocks from lines that were read: their text, and for each of its characters its place in the document. */

import type { Block } from './block.ts';
import type { HostLanguage } from './languages.ts';
import type { ShownLine } from './reading.ts';

/** A block's text as it grows. */
export class BlockText {
  private text = '';
  private readonly offsets: number[] = [];

  /** Characters that stand in the document one after the other from `offset` on. */
  add(characters: string, offset: number): void {
    for (let i = 0; i < characters.length; i++) this.offsets.push(offset + i);
    this.text += characters;
  }
  /** Characters that the document does not have, or has otherwise; all at one place. */
  insert(characters: string, offset: number): void {
    for (let i = 0; i < characters.length; i++) this.offsets.push(offset);
    this.text += characters;
  }
  get length(): number {
    return this.text.length;
  }
  finish(end: number): { text: string; offsets: Uint32Array } {
    this.offsets.push(end);
    return { text: this.text, offsets: Uint32Array.from(this.offsets) };
  }
}

/** Adds the blocks of a comment, one for each stretch of lines that a marker opened or none did. */
export function addBlocks(lines: readonly ShownLine[], scope: number, language: Pick<HostLanguage, 'starAmbiguous' | 'base'>, blocks: Block[]): void {
  let from = 0;
  while (from < lines.length) {
    let to = from;
    while (to < lines.length && lines[to]!.kind === lines[from]!.kind) to++;
    const block = blockOf(lines.slice(from, to), scope, language);
    if (block !== null) blocks.push(block);
    from = to;
  }
}

function blockOf(lines: readonly ShownLine[], scope: number, language: Pick<HostLanguage, 'starAmbiguous' | 'base'>): Block | null {
  let first = 0;
  while (first < lines.length && isEmpty(lines[first]!)) first++;
  let last = lines.length - 1;
  while (last > first && isEmpty(lines[last]!)) last--;
  if (first > last) return null;
  const text = new BlockText();
  const uncertain: number[] = [];
  const likely: number[] = [];
  let lineNumber = 0;
  for (let k = first; k <= last; k++) {
    const { line, shown, uncertain: ofLine, likely: likelyOfLine } = lines[k]!;
    if (k > first) {
      const before = lines[k - 1]!.line;
      if (lines[k]!.joined) text.insert(' ', before.lineEnd);
      else {
        text.insert('\n', before.lineEnd);
        lineNumber++;
      }
    }
    text.add(shown ?? ' '.repeat(line.end - line.start), line.start);
    for (const statement of ofLine) if (uncertain.at(-1) !== lineNumber + statement) uncertain.push(lineNumber + statement);
    for (const statement of likelyOfLine) if (likely.at(-1) !== lineNumber + statement) likely.push(lineNumber + statement);
    if (shown !== null && lines[k]!.kind === 'comment') lineNumber += shown.split('\n').length - 1;
  }
  return {
    ...text.finish(lines[last]!.line.end),
    kind: lines[first]!.kind,
    scope,
    starAmbiguous: language.starAmbiguous,
    base: language.base,
    ...(uncertain.length > 0 ? { uncertainLines: uncertain } : {}),
    ...(likely.length > 0 ? { likelyLines: likely } : {}),
  };
}

function isEmpty(line: ShownLine): boolean {
  return line.shown === null || line.shown.trim() === '';
}
