/** `% nabla: X ∈ ℝ^{n×d}` and `<!-- nabla: … -->`: comments of documents are read where a marker says so, and not otherwise. */

import type { Block } from './block.ts';
import { addBlocks } from './blocks.ts';
import { addLinesOf, type CommentLine } from './commentLines.ts';
import { markerOf } from './marker.ts';
import { readComment, type Silence } from './reading.ts';
import type { Work } from './work.ts';

export class MarkedComments {
  private readonly text: string;
  private readonly blocks: Block[];
  private readonly work: Work;
  private readonly silence: Silence = { on: false };
  private lines: CommentLine[] = [];
  private lastEnd = -1;

  constructor(text: string, blocks: Block[], work: Work) {
    this.text = text;
    this.blocks = blocks;
    this.work = work;
  }

  /** `nabla: off` is in force. */
  get silent(): boolean {
    this.finish();
    return this.silence.on;
  }

  /** A comment to the end of a line; those on consecutive lines are one. */
  line(start: number, contentStart: number, end: number): void {
    const goesOn =
      this.lines.length > 0 &&
      /^[ \t\r]*\n?[ \t]*$/.test(this.text.slice(this.lastEnd, Math.min(start, this.lastEnd + LONGEST_GAP))) &&
      start - this.lastEnd < LONGEST_GAP;
    if (!goesOn) {
      this.finish();
      let i = contentStart;
      while (i < end && this.text.charCodeAt(i) <= 32) i++;
      if (markerOf(this.text, i, end) === null) return;
    }
    addLinesOf(this.text, { kind: 'line', start, contentStart, contentEnd: end, end }, false, this.lines, this.work);
    this.lastEnd = end;
  }

  /** A comment between two signs. */
  block(start: number, contentStart: number, contentEnd: number, end: number): void {
    this.finish();
    let i = contentStart;
    while (i < contentEnd && this.text.charCodeAt(i) <= 32) i++;
    if (markerOf(this.text, i, Math.min(contentEnd, endOfFirstLine(this.text, i, contentEnd))) === null) return;
    addLinesOf(this.text, { kind: 'documentation', start, contentStart, contentEnd, end }, false, this.lines, this.work);
    this.finish();
  }

  finish(): void {
    if (this.lines.length === 0) return;
    const shown = readComment(this.text, this.lines, this.silence, this.work);
    if (shown !== null)
      addBlocks(
        shown.filter(line => line.kind === 'marked'),
        0,
        { starAmbiguous: false, base: 1 },
        this.blocks,
      );
    this.lines = [];
  }
}
const LONGEST_GAP = 200;

function endOfFirstLine(text: string, from: number, limit: number): number {
  let i = from;
  while (i < limit && text.charCodeAt(i) !== 10 && text.charCodeAt(i) !== 13) i++;
  return i;
}
