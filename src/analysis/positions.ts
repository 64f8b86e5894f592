/** Offsets and LSP positions: lines end in \n, \r\n or \r, characters are UTF-16 units. */

import type { Range } from './result.ts';

export class Lines {
  private readonly text: string;
  private found: readonly number[] | null = null;

  constructor(text: string) {
    this.text = text;
  }

  private get starts(): readonly number[] {
    this.found ??= lineStarts(this.text);
    return this.found;
  }

  /** From 0. */
  lineAt(offset: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether the second range lies in the first. */
  contains(outer: Range, inner: Range): boolean {
    const before = (a: Range['start'], b: Range['start']): boolean => a.line < b.line || (a.line === b.line && a.character <= b.character);
    return before(outer.start, inner.start) && before(inner.end, outer.end);
  }

  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(end) };
  }

  private position(offset: number): Range['start'] {
    const line = this.lineAt(offset);
    return { line, character: offset - this.starts[line]! };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}
