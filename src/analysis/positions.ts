/** Offsets and LSP positions: lines end in \n, \r\n or \r, characters are UTF-16 units. */

import type { Range } from './result.ts';

export class Lines {
  private readonly starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    }
    this.starts = starts;
  }

  /** From 0. */
  lineAt(offset: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
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
    const position = (offset: number): Range['start'] => {
      const line = this.lineAt(offset);
      return { line, character: offset - this.starts[line]! };
    };
    return { start: position(start), end: position(end) };
  }
}
